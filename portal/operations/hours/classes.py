"""Classes of a provider: who has a place in them, and a week of attendance entered at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from peewee import IntegrityError

from portal import db, resources
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.hours import HoursEntry
from portal.models.referrals import Course, Referral
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.operations.hours.entries import put_entry
from portal.policy.attendance import HoursKind, HoursSource, HoursState
from portal.policy.calendar import Span, office_date
from portal.policy.class_marks import (
    MarkRefusal,
    ReferralRefusal,
    refusal_to_mark,
    typed_minutes,
)
from portal.policy.refusals import Refused, refuse_if
from portal.reports.plans.in_force import activity_on, schedules_of

Day = tuple[int, str, date]  # case, series, local date


@dataclass(frozen=True)
class Mark:
    """What was typed for one person and day, and the key of the entry that stood there when the
    page was made ("" for none)."""

    referral: str
    on: date
    typed: str
    seen: str

    @property
    def field(self) -> str:
        """The name of its place in the form."""
        return f"{self.referral}:{self.on.isoformat()}"


@operation(result=Course)
def open_class(
    actor: Actor, *, kind: str, name: str, at: datetime, operation_key: str | None = None
) -> Course:
    """A provider opens a class: a code of the phrase bank's activities and a name of their own.
    Raises Refused without a name."""
    refuse_if({} if name.strip() else {"name": ReferralRefusal.NO_NAME})
    made: Course = Course.create(
        office=actor.office_id, provider=actor.id, kind=kind, name=name.strip(), made_at=at
    )
    record(actor, "open_class", made)
    return made


@operation(result=Referral)
def refer_to_class(
    actor: Actor, *, case: Case, course_key: str, series: str, starts_on: date, at: datetime,
    operation_key: str | None = None,
) -> Referral:  # fmt: skip
    """Gives a participant a place in a class of their office, from a local date on; its attendance
    is that of one activity of the plan in force (PLAN-10).

    Raises Refused for a class that is not there, an activity that no plan in force holds then, a
    second place in the same class, and a case that is private as a whole: no provider is told of
    it (NOTE-6).
    """
    course = Course.get_or_none(
        Course.key == course_key, Course.office == case.office_id, Course.closed_at.is_null()
    )
    refuse_if(_refusals_to_refer(case, course, series, starts_on))
    try:
        with db.database.atomic():
            made: Referral = Referral.create(
                course=course, case=case.id, series=series, starts_on=starts_on,
                referred_by=actor.id, referred_at=at,
            )  # fmt: skip
    except IntegrityError:
        raise Refused({"course": ReferralRefusal.ALREADY_REFERRED}) from None
    record(actor, "refer_to_class", made, case=case)
    return made


def _refusals_to_refer(
    case: Case, course: Course | None, series: str, starts_on: date
) -> dict[str, ReferralRefusal]:
    if case.is_restricted:
        return {"": ReferralRefusal.PRIVATE_CASE}
    if course is None:
        return {"course": ReferralRefusal.NO_SUCH_CLASS}
    if activity_on(case.id, series, starts_on) is None:
        return {"series": ReferralRefusal.NOT_IN_PLAN}
    return {}


@operation()
def end_referral(actor: Actor, *, referral: Referral, ends_on: date, at: datetime) -> None:
    """Ends a place in a class; `ends_on` is its last local date. Ended before: stays so. Raises
    Refused for a day before its first."""
    row: Any = referral
    refuse_if({"ends_on": ReferralRefusal.BEFORE_ITS_START} if ends_on < row.starts_on else {})
    Referral.update(ends_on=ends_on, ended_by=actor.id, ended_at=at).where(
        Referral.id == referral.id, Referral.ended_at.is_null()
    ).execute()
    record(actor, "end_referral", referral, case=row.case_id, fields=["ends_on"])


@operation(result=Course)
def enter_class(
    actor: Actor, *, course: Course, marks: Sequence[Mark], at: datetime,
    operation_key: str | None = None,
) -> Course:  # fmt: skip
    """A provider enters attendance of a class: every mark that says something new becomes the
    entry that stands for its day, and proves itself (PLAN-10).

    All of it is kept or nothing. Raises Refused, at the places of the form, for what is no time,
    for days that may not be marked (policy/class_marks.py), and where somebody else changed a day
    since the page was made.
    """
    today = office_date(at, resources.timezone())
    referrals = {
        str(one.key): one
        for one in Referral.visible_to(actor).where(Referral.course == course.id)
    }  # fmt: skip
    sheet = _Sheet(marks, referrals, today)
    refuse_if(sheet.codes)
    for mark, minutes in sheet.news:
        _enter(actor, sheet, mark, minutes, at)
    changed = {referrals[mark.referral].case_id for mark, _minutes in sheet.news}
    for case_id in sorted(changed):
        record(actor, "enter_class", course, case=case_id)
        refresh(case_id, today)
    record(actor, "enter_class", course)
    return course


class _Sheet:
    """The marks of one form beside what stands: which say something new, and which cannot be."""

    def __init__(
        self, marks: Sequence[Mark], referrals: Mapping[str, Referral], today: date
    ) -> None:
        self.referrals = referrals
        self.today = today
        known = [mark for mark in marks if mark.referral in referrals]
        self.planned, self.activities = _planned(known, referrals)
        self.standing = _standing(known, referrals)
        self.codes: dict[str, StrEnum] = {}
        self.news: list[tuple[Mark, int]] = []
        for mark in known:
            self._look(mark)
        if not self.news and not self.codes:
            self.codes[""] = MarkRefusal.NOTHING_TYPED

    def day(self, mark: Mark) -> Day:
        """The day that a mark is of."""
        row: Any = self.referrals[mark.referral]
        return (row.case_id, row.series, mark.on)

    def _look(self, mark: Mark) -> None:
        stands = self.standing.get(self.day(mark))
        try:
            minutes = typed_minutes(mark.typed)
        except ValueError:
            self.codes[mark.field] = MarkRefusal.NO_SUCH_TIME
            return
        if minutes is None:
            if stands is not None and stands.key == mark.seen and _is_staffs(stands):
                self.codes[mark.field] = MarkRefusal.EMPTIED
            return
        if stands is not None and _says(stands, minutes):
            return
        refusal = self._refusal(mark, stands)
        if refusal is None:
            self.news.append((mark, minutes))
        else:
            self.codes[mark.field] = refusal

    def _refusal(self, mark: Mark, stands: HoursEntry | None) -> MarkRefusal | None:
        if (str(stands.key) if stands is not None else "") != mark.seen:
            return MarkRefusal.CHANGED_MEANWHILE
        state = HoursState(stands.state) if stands is not None else None
        has_place = self.referrals[mark.referral].holds_on(mark.on)
        return refusal_to_mark(mark.on, self.today, has_place, self._activity(mark) > 0, state)

    def _activity(self, mark: Mark) -> int:
        day = self.day(mark)
        if day not in self.activities:
            # Not a day of its schedule, but perhaps of its dates: a lesson that was moved.
            found = activity_on(*day)
            self.activities[day] = found.id if found is not None else 0
        return self.activities[day]


def _is_staffs(entry: HoursEntry) -> bool:
    return entry.source in (HoursSource.PROVIDER, HoursSource.WORKER)


def _says(entry: HoursEntry, minutes: int) -> bool:
    """Whether what stands says the same already, and a provider or worker said it."""
    return bool(entry.minutes == minutes) and _is_staffs(entry)


def _planned(
    marks: Sequence[Mark], referrals: Mapping[str, Referral]
) -> tuple[dict[Day, int], dict[Day, int]]:
    """Minutes planned and the activity's row, by day."""
    planned: dict[Day, int] = {}
    activities: dict[Day, int] = {}
    if not marks:
        return planned, activities
    days = [mark.on for mark in marks]
    over = Span(min(days), min(max(days), min(days) + timedelta(days=62)))
    cases: list[Any] = [referrals[mark.referral].case_id for mark in marks]
    for case_id, scheduled in schedules_of(sorted(set(cases)), over).items():
        for one in scheduled:
            day = (case_id, one.series, one.done_on)
            planned[day] = planned.get(day, 0) + one.minutes
            activities[day] = one.activity_id
    return planned, activities


def _standing(marks: Sequence[Mark], referrals: Mapping[str, Referral]) -> dict[Day, HoursEntry]:
    if not marks:
        return {}
    days = [mark.on for mark in marks]
    rows: Any = HoursEntry.select().where(
        HoursEntry.case.in_([referrals[mark.referral].case_id for mark in marks]),
        HoursEntry.done_on.between(min(days), max(days)),
        HoursEntry.replaced_at.is_null(),
    )
    return {(row.case_id, row.series, row.done_on): row for row in rows}


def _enter(actor: Actor, sheet: _Sheet, mark: Mark, minutes: int, at: datetime) -> None:
    day = sheet.day(mark)
    stands: Any = sheet.standing.get(day)
    missed = max(0, sheet.planned.get(day, 0) - minutes)
    # A reason that was given, and what was decided on it, stand while hours are missing.
    was_missed = bool(missed and stands is not None and stands.missed_minutes)
    absent = HoursKind.ABSENT if missed else HoursKind.DONE
    put_entry(
        stands, mark.field, at,
        case=day[0], series=day[1], done_on=day[2], activity=sheet.activities[day],
        minutes=minutes, missed_minutes=missed, source=HoursSource.PROVIDER,
        kind=stands.kind if was_missed else absent, reason=stands.reason if was_missed else "",
        document=stands.document_id if stands is not None else None, entered_by=actor.id,
    )  # fmt: skip


@operation()
def close_class(actor: Actor, *, course: Course, at: datetime) -> None:
    """Closes a class: nobody is referred to it any more; what was entered stays."""
    Course.update(closed_at=at).where(Course.id == course.id, Course.closed_at.is_null()).execute()
    record(actor, "close_class", course)
