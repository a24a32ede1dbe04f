"""The provider's classes: who was referred to them, and weeks of attendance as they were entered;
the verdicts that the first night of the month gave."""

from datetime import timedelta
from typing import Any

from portal import dates
from portal.demo.cast import Cast
from portal.demo.telling import day, moment
from portal.models import Course, HoursEntry, Referral
from portal.operations.hours.classes import Mark, enter_class, open_class, refer_to_class
from portal.operations.hours.verdicts import judge_last_month
from portal.policy.calendar import Span, week_of
from portal.reports.hours.classes import series_of
from portal.reports.hours.month import days_of

_ABSENT_ON = 2  # a Wednesday


def provider_classes(cast: Cast) -> None:
    """An English class, a job club and a welding course; Sokha missed one day of welding."""
    english = _open(cast, "english_class", "English, room 12")
    club = _open(cast, "job_club", "Job club, mornings")
    welding = _open(cast, "vocational_training", "Welding, first term")
    for course, number, days_ago in (
        (english, "WTW-1001", 30), (english, "WTW-1002", 0), (club, "WTW-1005", 30),
    ):  # fmt: skip
        _refer(cast, course, number, days_ago)
    sokha = _refer(cast, welding, "WTW-1006", 20)
    for weeks_ago in (2, 1):
        _enter(cast, welding, sokha, weeks_ago)


def last_month(cast: Cast) -> None:
    """Every case that owed hours has its verdict on the month before."""
    for _verdicts in judge_last_month(cast.today.replace(day=1), cast.at):
        pass


def _open(cast: Cast, kind: str, name: str) -> Course:
    author = cast.staff["provider"].actor
    return open_class(author, kind=kind, name=name, at=moment(cast, 60, 9))


def _refer(cast: Cast, course: Course, number: str, days_ago: int) -> Referral:
    case = cast.cases[number]
    series = next(one for one, kind, _provider in series_of(case) if kind == course.kind)
    return refer_to_class(
        cast.staff["counselor"].actor, case=case, course_key=str(course.key), series=series,
        starts_on=day(cast, days_ago), at=moment(cast, days_ago, 15),
    )  # fmt: skip


def _enter(cast: Cast, course: Course, referral: Referral, weeks_ago: int) -> None:
    """A week of a class as the provider typed it; one day of last week was missed."""
    row: Any = referral
    week = week_of(cast.today - timedelta(days=7 * weeks_ago))
    over = Span(max(week.starts_on, row.starts_on), week.ends_on)
    seen = {
        one.done_on: str(one.key)
        for one in HoursEntry.select().where(
            HoursEntry.case == row.case_id, HoursEntry.replaced_at.is_null()
        )
    }
    marks = [
        Mark(str(row.key), one.done_on, _typed(one, weeks_ago), seen.get(one.done_on, ""))
        for one in days_of(row.case, over)
        if one.series == row.series and one.planned
    ]
    if marks:
        at = moment(cast, (cast.today - week.ends_on).days, 16)
        enter_class(cast.staff["provider"].actor, course=course, marks=marks, at=at)


def _typed(one: Any, weeks_ago: int) -> str:
    is_absent = weeks_ago == 1 and one.done_on.weekday() == _ABSENT_ON
    return "a" if is_absent else dates.hours(one.planned)


ALL = (provider_classes, last_month)
