"""Parts of queries on the hours of the case at `Place("case")` between two local dates, at
`Place("<over>_first")` and `Place("<over>_last")`."""

from typing import Any

from peewee import fn

from portal.models.hours import HoursEntry, HoursState, HoursWeek
from portal.models.plans import Activity, Plan
from portal.prepared import Place
from portal.reports.plans.in_force import SIGNED_BY_BOTH


def told_in(over: str, what: Any = HoursEntry.id) -> Any:
    """The entries that stand, whoever told them (PLAN-9)."""
    return HoursEntry.select(what).where(
        HoursEntry.case == Place("case"),
        HoursEntry.done_on >= Place(f"{over}_first"),
        HoursEntry.done_on <= Place(f"{over}_last"),
        HoursEntry.replaced_at.is_null(),
    )


def minutes_in(over: str) -> Any:
    """The minutes that were told, proven or not."""
    return told_in(over, fn.SUM(HoursEntry.minutes))


def planned_in(over: str) -> Any:
    """The activities of plans that both have signed, at some time in it (PLAN-2)."""
    signed = Plan.alias()
    return (
        Activity.select(Activity.id)
        .join(signed, on=(Activity.plan == signed.id))
        .where(
            signed.case == Place("case"),
            signed.state.in_(SIGNED_BY_BOTH),
            signed.starts_on <= Place(f"{over}_last"),
            Activity.starts_on <= Place(f"{over}_last"),
            Activity.ends_on.is_null() | (Activity.ends_on >= Place(f"{over}_first")),
        )
    )


def first_returned() -> Any:
    """The first day of the earliest week that was sent back and not sent again, whenever."""
    return HoursWeek.select(fn.MIN(HoursWeek.starts_on)).where(
        HoursWeek.case == Place("case"), HoursWeek.state == HoursState.RETURNED
    )
