"""Hours of the demo: told by participants, entered by others, proven."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from portal.demo.cast import Cast
from portal.demo.telling import day, moment, participant_of
from portal.models import Case, Document, HoursEntry
from portal.models.accounts import Account
from portal.models.hours import HoursKind, HoursSource, HoursState
from portal.operations import operation, record
from portal.operations.hours.decisions import accept_week
from portal.operations.hours.reporting import WeekTold, attach_proof, report_weeks
from portal.policy.attendance import ToldDay
from portal.policy.calendar import Month, Span, weeks_of_month
from portal.reports.hours.month import DayHours, days_of

Teller = Callable[[DayHours], ToldDay]


def as_planned(planned: DayHours) -> ToldDay:
    """A day as the plan has it."""
    return ToldDay(planned.series, planned.done_on, planned.planned)


def ended_weeks(cast: Cast, days_back: int) -> list[Span]:
    """The weeks, cut at the ends of months, that ended in so many days before today."""
    since = day(cast, days_back)
    months = (Month.of(since).plus(n) for n in range(4))
    weeks = [week for month in months for week in weeks_of_month(month)]
    return [week for week in weeks if since <= week.starts_on and week.ends_on < cast.today]


def told(cast: Cast, number: str, weeks: Iterable[Span], tell: Teller = as_planned) -> None:
    """The participant told of these weeks in the evening of their last day."""
    case = cast.cases[number]
    for week in weeks:
        days = [one for one in days_of(case, week) if one.planned and one.entry is None]
        if days:
            report_weeks(
                participant_of(case), case=case, locale=case.locale,
                weeks=[WeekTold(week.starts_on, tuple(tell(one) for one in days))],
                at=moment(cast, (cast.today - week.ends_on).days, 20),
            )  # fmt: skip


def accepted_weeks(cast: Cast, number: str, weeks: Iterable[Span]) -> None:
    """The counselor accepted these weeks two days after they ended, or this morning."""
    for week in weeks:
        if any(one.entry is not None for one in days_of(cast.cases[number], week)):
            days_ago = max(0, (cast.today - week.ends_on).days - 2)
            accept_week(
                cast.staff["counselor"].actor, case=cast.cases[number], week=week, version=1,
                at=moment(cast, days_ago, 9),
            )  # fmt: skip


def proven(cast: Cast, number: str, document: Document, kind: str, days_ago: int) -> None:
    """A document of the participant stands beside the hours of an activity that were told."""
    case = cast.cases[number]
    days = days_of(case, Span(day(cast, 70), cast.today))
    entries: list[Any] = [one.entry for one in days if one.tally.reported and one.kind == kind]
    attach_proof(
        participant_of(case), case=case, entries=entries, document=document,
        at=moment(cast, days_ago, 20),
    )  # fmt: skip


@operation()
def entered(
    *, author: Account, case: Case, on: Iterable[date], share: int, at: datetime,
    document: Document | None = None,
) -> None:  # fmt: skip
    """A provider or a worker entered these days, `share` percent of what was planned."""
    is_provider = author.role == "provider"
    days = sorted(on)
    for one in days_of(case, Span(days[0], days[-1])):
        if one.done_on not in days or one.entry is not None:
            continue
        done = one.planned * share // 100
        HoursEntry.create(
            case=case.id, activity=one.activity_id, series=one.series, done_on=one.done_on,
            minutes=done, missed_minutes=one.planned - done, entered_by=author, entered_at=at,
            kind=HoursKind.ABSENT if done < one.planned else HoursKind.DONE, document=document,
            source=HoursSource.PROVIDER if is_provider else HoursSource.WORKER,
            state=HoursState.REPORTED if is_provider else HoursState.ACCEPTED,
        )  # fmt: skip
    record(author.actor, "enter_hours", case=case)


def days_between(first: date, last: date) -> list[date]:
    """Every local date from the first to the last; none where the first is later."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
