"""What a provider's own page shows: who was referred to them, what they owe, and what they wrote;
of nobody else, and nothing more of a case (PLAN-10; safety.md, Who sees what).

A case that is private as a whole or closed is out of all of it (Referral.scope).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from peewee import SQL, ModelSelect, fn

from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.hours import HoursEntry
from portal.models.meetings import Meeting, TeamSummary
from portal.models.people import Participant
from portal.models.referrals import Course, Referral
from portal.models.reviews import ProgressNote
from portal.policy.calendar import Span
from portal.policy.meetings import MeetingKind, MeetingState
from portal.prepared import Place, Prepared
from portal.reports.cases.sealed_texts import opened
from portal.reports.plans.in_force import schedules_of

LOOKED_BACK = 13  # days before today whose attendance is asked for: this week and the one before


class Referred(NamedTuple):
    """One person's place in a class: keys of both, names, and local dates."""

    key: str
    case_id: int
    series: str
    starts_on: date
    ends_on: date | None
    given_name: str
    family_name: str
    course: str
    course_key: str
    noted_on: date | None
    meets_on: date | None
    has_summary: bool

    @property
    def name(self) -> str:
        """The person's name as it is spoken."""
        return f"{self.given_name} {self.family_name}"

    def holds_on(self, on: date) -> bool:
        """Whether the place is theirs on a local date."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Owed:
    """Attendance of one class that nobody entered: its key and name, the local date of the first
    day, and how many places of people and days are empty."""

    course_key: str
    course: str
    since_on: date
    places: int


def _referred() -> ModelSelect:
    provider: Any = Actor(Role.PROVIDER, Place("actor"), "")
    noted = ProgressNote.select(fn.MAX(ProgressNote.written_on)).where(
        ProgressNote.referral == Referral.id
    )
    meets = Meeting.select(fn.MIN(Meeting.starts_on)).where(
        Meeting.case == Referral.case, Meeting.provider == Place("actor"),
        Meeting.kind == MeetingKind.SUPPORT_TEAM, Meeting.state == MeetingState.PLANNED,
        Meeting.starts_on >= Place("today"),
    )  # fmt: skip
    summary = TeamSummary.select(SQL("1")).where(
        TeamSummary.case == Referral.case, TeamSummary.provider == Place("actor")
    )
    return (
        Referral.select(
            Referral.key, Referral.case, Referral.series, Referral.starts_on, Referral.ends_on,
            Participant.given_name, Participant.family_name, Course.name, Course.key, noted,
            meets, fn.EXISTS(summary),
        )
        .join(Course)
        .switch(Referral)
        .join(Case)
        .join(Participant)
        .where(
            Referral.scope(provider),
            Referral.ends_on.is_null() | (Referral.ends_on >= Place("first")),
        )
        .order_by(Course.name, Course.id, Participant.given_name, Participant.family_name,
                  Referral.id)
        .tuples()
    )  # fmt: skip


_REFERRED = Prepared(_referred)


def referred_to(actor: Actor, today: date) -> list[Referred]:
    """Who has, or had in the last two weeks, a place with this provider, by class and name; with
    the day of the last progress note, the next meeting of the support team, and whether its
    summary was ever filed. One statement."""
    rows = _REFERRED.rows(actor=actor.id, first=today - timedelta(days=LOOKED_BACK), today=today)
    return [Referred._make([*row[:9], _day(row[9]), _day(row[10]), bool(row[11])]) for row in rows]


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def attendance_owed(people: Sequence[Referred], today: date) -> list[Owed]:
    """The classes with planned days up to today, of two weeks, on which no attendance stands; the
    longest waiting first. Two statements."""
    over = Span(today - timedelta(days=LOOKED_BACK), today)
    cases = sorted({one.case_id for one in people})
    if not cases:
        return []
    stands = _entered(cases, over)
    planned = schedules_of(cases, over)
    empty: dict[tuple[str, str], set[tuple[date, str]]] = defaultdict(set)
    for one in people:
        for day in planned[one.case_id]:
            has_place = day.series == one.series and one.holds_on(day.done_on)
            if has_place and (one.case_id, day.series, day.done_on) not in stands:
                empty[one.course_key, one.course].add((day.done_on, one.key))
    found = [Owed(*course, min(days)[0], len(days)) for course, days in empty.items()]
    return sorted(found, key=lambda one: (one.since_on, one.course))


def _entered(cases: Iterable[int], over: Span) -> set[tuple[int, str, date]]:
    # What the participant told is no attendance of the provider's; what staff entered is.
    rows = (
        HoursEntry.select(HoursEntry.case, HoursEntry.series, HoursEntry.done_on)
        .where(
            HoursEntry.case.in_(list(cases)),
            HoursEntry.done_on.between(over.starts_on, over.ends_on),
            HoursEntry.replaced_at.is_null(),
            HoursEntry.entered_by.is_null(False),
        )
        .tuples()
    )
    return set(rows)


@dataclass(frozen=True, slots=True)
class Written:
    """One progress note: a Progress code, the words, who wrote it, on which local date, and of
    which class."""

    progress: str
    text: str
    by: str
    on: date
    course: str


def name_of(referral: Referral) -> str:
    """The name of the person of a referral that was read with its case."""
    row: Any = referral
    person = row.case.participant
    return f"{person.given_name} {person.family_name}"


def notes_of(actor: Actor, referral: Referral) -> list[Written]:
    """The progress notes on one referral that this person may see, the latest first. One
    statement."""
    return _written(actor, "referral", referral.id)


def notes_on(actor: Actor, case: Case) -> list[Written]:
    """The progress notes of all providers on a case, for its staff, the latest first. One
    statement."""
    return _written(actor, "case", case.id)


def _notes(role: Role, of: str) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    column = Referral.case if of == "case" else ProgressNote.referral
    return (
        ProgressNote.visible_to(anybody)
        .select_extend(Account.name)
        .switch(ProgressNote)
        .join(Account, on=(ProgressNote.author == Account.id))
        .where(column == Place("object"))
        .order_by(ProgressNote.at.desc(), ProgressNote.id.desc())
        .limit(100)
    )


_NOTES = Prepared(_notes)


def _written(actor: Actor, of: str, object_id: int) -> list[Written]:
    rows = _NOTES.rows(actor.role, of, actor=actor.id, unit=actor.unit_id, object=object_id)
    return [
        Written(
            row.progress,
            opened(row.referral.case, f"progress_note/{row.key}/text", row.sealed_text),
            row.author.name,
            row.written_on,
            row.referral.course.name,
        )
        for row in rows
    ]
