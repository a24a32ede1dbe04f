"""The agency's days off: entered, brought in for a year, taken out (PLAN-7)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from portal import resources
from portal.db import new_key
from portal.models.accounts import SYSTEM, Actor, Office
from portal.models.cases import Case
from portal.models.holidays import Holiday
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.policy.calendar import office_date, refusals_to_close
from portal.policy.refusals import refuse_if
from portal.reports.working_days import is_entered, proposed_days


@operation(result=Holiday)
def enter_holiday(
    actor: Actor, *, office: Office | None, falls_on: date, name: str, at: datetime,
    operation_key: str | None = None,
) -> Holiday:  # fmt: skip
    """Enters a local date on which an office does not work (None: no office does).

    A period in working days that runs over it ends later from now on. Raises Refused on falls_on
    or name. Source: PLAN-7.
    """
    place: Any = office
    where = place.id if place is not None else None
    today = office_date(at, resources.timezone())
    refuse_if(refusals_to_close(falls_on, name, today, is_entered(falls_on, where)))
    made: Holiday = Holiday.create(
        office=where, falls_on=falls_on, name=name.strip(), entered_by=actor.id, entered_at=at
    )
    record(actor, "enter_holiday", made, fields=["falls_on", "name", "office"])
    _count_again(where, falls_on, today)
    return made


@operation()
def bring_in_days(actor: Actor, *, days: Iterable[tuple[date, str]], at: datetime) -> int:
    """Enters several local dates with their names on which no office works; those that are
    entered already stay as they are. Gives how many are new. Source: PLAN-7."""
    there = {one.falls_on for one in Holiday.select().where(Holiday.office.is_null())}
    today = office_date(at, resources.timezone())
    # A day may stand there twice where two lists name it: the first name is kept.
    new = {on: name for on, name in reversed(list(days)) if on not in there}
    rows = [
        {
            "key": new_key(), "office": None, "falls_on": on, "name": name[:120],
            "entered_by": actor.id or None, "entered_at": at,
        }
        for on, name in sorted(new.items())
    ]  # fmt: skip
    if rows:
        Holiday.insert_many(rows).execute()
    record(actor, "bring_in_holidays", fields=["falls_on", "name"])
    for on in new:
        _count_again(None, on, today)
    return len(rows)


@operation()
def remove_holiday(actor: Actor, *, holiday: Holiday, at: datetime) -> None:
    """Takes a day off out of the calendar: it counts as a working day again. The last days that
    were told to people with their plans stay as they are. Source: PLAN-7."""
    row: Any = holiday
    Holiday.delete().where(Holiday.id == row.id).execute()
    record(actor, "remove_holiday", holiday, fields=["falls_on", "name", "office"])
    _count_again(row.office_id, row.falls_on, office_date(at, resources.timezone()))


def bring_in_usual(first_year: int, years: int, state: str, at: datetime) -> int:
    """Brings in the usual days off of some years, as the portal itself; gives how many are new."""
    days = [
        (one.falls_on, one.name)
        for year in range(first_year, first_year + years)
        for one in proposed_days(year, state)
        if one.is_usual
    ]
    return bring_in_days(SYSTEM, days=days, at=at)


def _count_again(office_id: int | None, falls_on: date, today: date) -> None:
    """Moves what is kept on cases whose period to ask for changes runs over a day."""
    touched = (Case.change_until >= falls_on) & (Case.change_until >= today)
    if office_id is not None:
        touched &= Case.office == office_id
    for (case_id,) in list(Case.select(Case.id).where(touched).tuples()):
        refresh(case_id, today)
