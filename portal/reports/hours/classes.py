"""Classes of providers: whose they are, who has a place in them, and a week of attendance; a
provider reads of nobody but those referred to them (PLAN-10)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from peewee import ModelSelect, fn

from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.hours import HoursEntry
from portal.models.people import Participant
from portal.models.plans import Activity, Plan
from portal.models.referrals import Course, Referral
from portal.policy.calendar import Span
from portal.prepared import Place, Prepared
from portal.reports.plans.in_force import SIGNED_BY_BOTH, schedules_of


@dataclass(frozen=True, slots=True)
class Cell:
    """One person on one local date: minutes planned, and the entry that stands, if any."""

    on: date
    planned: int
    has_place: bool
    entry: HoursEntry | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a place in a class: the referral's key, the name, a cell for each day."""

    key: str
    name: str
    cells: tuple[Cell, ...]


class _Place(NamedTuple):
    key: str
    case_id: int
    series: str
    starts_on: date
    ends_on: date | None
    given_name: str
    family_name: str

    def holds_on(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


def classes_of(actor: Actor) -> list[Any]:
    """A provider's own classes, open ones first, each with `places`: how many people have a place
    in it now. One statement."""
    places = (
        Referral.select(fn.COUNT(Referral.id))
        .join(Case)
        .where(
            Referral.course == Course.id,
            Referral.ended_at.is_null(),
            Case.is_restricted == False,  # noqa: E712
        )
    )
    return list(
        Course.own_of(actor)
        .select_extend(places.alias("places"))
        .order_by(Course.closed_at.is_null(False), Course.name, Course.id)
    )


def people_of(actor: Actor, course: Course, week: Span) -> list[Person]:
    """Who has a place in a class in some days of `week`, by name; three statements."""
    rows = [
        _Place(*row)
        for row in _PEOPLE.rows(
            actor=actor.id, course=course.id, first=week.starts_on, last=week.ends_on
        )
    ]
    cases = [row.case_id for row in rows]
    planned: dict[tuple[int, str, date], int] = defaultdict(int)
    for case_id, scheduled in schedules_of(cases, week).items():
        for one in scheduled:
            planned[case_id, one.series, one.done_on] += one.minutes
    stands = _standing(cases, week) if cases else {}
    days = [date.fromordinal(week.starts_on.toordinal() + n) for n in range(week.days)]
    return [
        Person(
            row.key,
            f"{row.given_name} {row.family_name}",
            tuple(
                Cell(
                    on,
                    planned[row.case_id, row.series, on],
                    row.holds_on(on),
                    stands.get((row.case_id, row.series, on)),
                )
                for on in days
            ),
        )
        for row in rows
    ]


def _standing(cases: list[int], week: Span) -> dict[tuple[int, str, date], HoursEntry]:
    found: Any = HoursEntry.select().where(
        HoursEntry.case.in_(cases),
        HoursEntry.done_on.between(week.starts_on, week.ends_on),
        HoursEntry.replaced_at.is_null(),
    )
    return {(row.case_id, row.series, row.done_on): row for row in found}


_OPEN = Prepared(
    lambda: (
        Course.select(Course, Account)
        .join(Account, on=(Course.provider == Account.id))
        .where(Course.office == Place("office"), Course.closed_at.is_null())
        .order_by(Course.name, Course.id)
    )
)
_PLACES = Prepared(
    lambda: (
        Referral.select(Referral, Course, Account)
        .join(Course)
        .join(Account, on=(Course.provider == Account.id))
        .where(Referral.case == Place("case"))
        .order_by(Referral.ended_at.is_null(False), Referral.starts_on.desc(), Referral.id.desc())
    )
)


def open_classes(office_id: int) -> list[Any]:
    """The classes of an office to which people may be referred, by name, with their provider. One
    statement."""
    return _OPEN.rows(office=office_id)


def places_of(case: Case) -> list[Any]:
    """The places that a participant has or had in classes, the latest first, with class and
    provider. One statement."""
    return _PLACES.rows(case=case.id)


def _series() -> ModelSelect:
    latest: Any = (
        Plan.select(Plan.id)
        .where(Plan.case == Place("case"), Plan.state.in_(SIGNED_BY_BOTH))
        .order_by(Plan.number.desc())
        .limit(1)
    )
    return (
        Activity.select(Activity.series, Activity.kind, Activity.provider)
        .where(Activity.plan == latest)
        .order_by(Activity.id)
    )


_SERIES = Prepared(_series)


def series_of(case: Case) -> list[tuple[str, str, str]]:
    """Series, kind and provider of the activities of the latest version that both have signed, in
    their order. One statement."""
    return _SERIES.tuples(case=case.id)


def _people() -> ModelSelect:
    provider: Any = Actor(Role.PROVIDER, Place("actor"), "")
    return (
        Referral.select(
            Referral.key, Referral.case, Referral.series, Referral.starts_on, Referral.ends_on,
            Participant.given_name, Participant.family_name,
        )
        .join(Course)
        .switch(Referral)
        .join(Case)
        .join(Participant)
        .where(
            Referral.scope(provider),
            Referral.course == Place("course"),
            Referral.starts_on <= Place("last"),
            Referral.ends_on.is_null() | (Referral.ends_on >= Place("first")),
        )
        .order_by(Participant.given_name, Participant.family_name, Referral.id)
        .tuples()
    )  # fmt: skip


_PEOPLE = Prepared(_people)
