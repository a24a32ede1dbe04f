"""The working days of an office: every deadline in working days is counted with these (PLAN-7)."""

from collections.abc import Iterable
from datetime import date

from peewee import ModelSelect

from portal.models.holidays import Holiday
from portal.prepared import Place, Prepared

AGENCY = 0  # no office: the days on which nobody works


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
