"""The working days of an office: every deadline in working days is counted with these (PLAN-7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import ModelSelect

from portal.models.accounts import Account, Office
from portal.models.holidays import Holiday
from portal.prepared import Place, Prepared

AGENCY = 0  # no office: the days on which nobody works
FEDERAL = ""  # no state: the days of the whole country alone
STATES = (FEDERAL, "CA", "WA")

# Days of a state's list on which its offices work all the same: proposed, but not chosen.
_WORKED = ("Susan B. Anthony Day", "Diwali", "Lincoln's Birthday", "Genocide Remembrance Day")


@dataclass(frozen=True, slots=True)
class ProposedDay:
    """A day off as the public lists name it; `is_usual` where offices really close."""

    falls_on: date
    name: str
    is_usual: bool


def _days() -> ModelSelect:
    return Holiday.select(Holiday.falls_on).where(Holiday.holds_at(Place("office")))


_DAYS = Prepared(_days)


def holidays_of(office_id: int) -> frozenset[date]:
    """The local dates on which an office does not work beyond weekends: the agency's and its own;
    for AGENCY those of every office alone. One statement.

    Source: PLAN-7; WTW 42-7.38, II.G (working days).
    """
    return frozenset(day.falls_on for day in _DAYS.rows(office=office_id))


def closed_for(office_id: int, ends: Iterable[date | None]) -> frozenset[date]:
    """As `holidays_of`, asked only where one of these local dates is given: a thread without an
    automatic answer needs no calendar. At most one statement. Source: PLAN-7."""
    return holidays_of(office_id) if any(ends) else frozenset()


def read_year(year: int) -> list[Any]:
    """The days off of a year, the first one first, each with its office and who entered it; one
    statement."""
    return _OF_YEAR.rows(first=date(year, 1, 1), last=date(year, 12, 31))


def _of_year() -> ModelSelect:
    return (
        Holiday.select(Holiday, Office, Account)
        .join(Office, "LEFT JOIN", on=(Holiday.office == Office.id))
        .switch(Holiday)
        .join(Account, "LEFT JOIN", on=(Holiday.entered_by == Account.id), attr="entered_by")
        .where(Holiday.falls_on.between(Place("first"), Place("last")))
        .order_by(Holiday.falls_on, Holiday.id)
    )


_OF_YEAR = Prepared(_of_year)


def is_entered(falls_on: date, office_id: int | None) -> bool:
    """Whether a local date is off already: for every office, or for this one."""
    held = Holiday.office.is_null()
    if office_id is not None:
        held = Holiday.holds_at(office_id)
    return bool(Holiday.select().where(Holiday.falls_on == falls_on, held).exists())


def years_without(today: date) -> list[int]:
    """The years whose days off are not entered though deadlines already reach into them: this
    one, and from October on the next. Source: PLAN-7 (the month is ours)."""
    wanted = [today.year] + [today.year + 1] * (today.month >= 10)
    found = _EVERYWHERE.rows(first=date(today.year, 1, 1), last=date(wanted[-1], 12, 31))
    return [year for year in wanted if year not in {day.falls_on.year for day in found}]


_EVERYWHERE = Prepared(
    lambda: Holiday.select(Holiday.falls_on).where(
        Holiday.office.is_null(), Holiday.falls_on.between(Place("first"), Place("last"))
    )
)


def offices() -> list[Office]:
    """All offices, by name; one statement."""
    return _OFFICES.rows()


_OFFICES = Prepared(lambda: Office.select().order_by(Office.name))


def proposed_days(year: int, state: str = FEDERAL) -> list[ProposedDay]:
    """The public holidays of a year and a state (one of STATES) that fall on no weekend, as a
    proposal: what a deadline is counted with is the agency's own table alone.

    Raises ValueError for a state that is not known here.
    """
    if state not in STATES:
        raise ValueError(f"no holidays are known for {state!r}")
    # Loaded when somebody brings days in: no page and no start pays for it.
    from holidays import country_holidays

    known = country_holidays("US", subdiv=state or None, years=year, language="en_US")
    return [
        ProposedDay(falls_on, name, name not in _WORKED)
        for falls_on, name in sorted(known.items())
        if falls_on.year == year and falls_on.weekday() < 5
    ]
