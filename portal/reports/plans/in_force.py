"""What the signed plan puts on each day: hours are filled in, summed and judged from this."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import ModelSelect

from portal.models.plans import Activity, ActivitySlot, Plan, PlanState
from portal.policy.calendar import ONE_DAY, Span
from portal.policy.hours import MINUTES_A_DAY
from portal.prepared import Place, Prepared

CASES_AT_ONCE = 32
SIGNED_BY_BOTH = (PlanState.SIGNED, PlanState.SUPERSEDED)


class ScheduledDay(NamedTuple):
    """One slot of an activity on one day: local date, minutes since midnight, and how long it
    lasts in minutes, past midnight too. `activity_id` is the row of the version `plan_number`,
    which is in force on that day; `series` is the same in every version."""

    done_on: date
    activity_id: int
    series: str
    kind: str
    starts_minute: int
    ends_minute: int
    minutes: int
    provider: str
    place: str
    plan_number: int


class _Row(NamedTuple):
    number: int
    holds_from: date
    activity_id: int | None
    series: str
    kind: str
    provider: str
    place: str
    starts_on: date
    ends_on: date | None
    weekday: int | None
    starts_minute: int
    ends_minute: int


def _schedules(size: int) -> ModelSelect:
    of_cases = Plan.case.in_([Place(f"case{number}") for number in range(size)])
    return (
        Plan.select(
            Plan.case, Plan.number, Plan.starts_on, Activity.id, Activity.series, Activity.kind,
            Activity.provider, Activity.place, Activity.starts_on, Activity.ends_on,
            ActivitySlot.weekday, ActivitySlot.start_minute, ActivitySlot.end_minute,
        )
        .join(Activity, "LEFT JOIN", on=(Activity.plan == Plan.id))
        .join(ActivitySlot, "LEFT JOIN", on=(ActivitySlot.activity == Activity.id))
        .where(of_cases, Plan.state.in_(SIGNED_BY_BOTH), Plan.starts_on <= Place("until"))
        .order_by(Plan.number, ActivitySlot.start_minute, Activity.id)
        .tuples()
    )  # fmt: skip


_SCHEDULES = Prepared(_schedules)


def schedule_of(case_id: int, over: Span) -> list[ScheduledDay]:
    """What is planned on each day of `over`, day by day and by time of day; one statement.

    A version that both have signed holds from its `starts_on` until that of the next signed one;
    of two that hold on a day, the later version does, though it have no activity at all. An
    activity's day lies within the activity's own dates. Source: PLAN-2, PLAN-6, PLAN-9.
    """
    found = _SCHEDULES.rows(1, case0=case_id, until=over.ends_on)
    return _days([_Row(*row[1:]) for row in found], over)


def schedules_of(case_ids: Sequence[int], over: Span) -> dict[int, list[ScheduledDay]]:
    """The same for several cases, by case; one statement for all of them (PLAN-10)."""
    by_case: dict[int, list[_Row]] = {one: [] for one in case_ids}
    if not by_case:
        return {}
    # In steps, so that few shapes of the query are ever compiled.
    size = -(-len(by_case) // CASES_AT_ONCE) * CASES_AT_ONCE
    asked = list(by_case) + [0] * (size - len(by_case))
    places = {f"case{number}": one for number, one in enumerate(asked)}
    for case_id, *row in _SCHEDULES.rows(size, until=over.ends_on, **places):
        by_case[case_id].append(_Row(*row))
    return {one: _days(rows, over) for one, rows in by_case.items()}


def _days(rows: list[_Row], over: Span) -> list[ScheduledDay]:
    versions = {row.number: row.holds_from for row in rows}
    by_day: dict[tuple[int, int], list[_Row]] = defaultdict(list)
    for row in rows:
        if row.weekday is not None:
            by_day[row.number, row.weekday].append(row)
    found = []
    on = over.starts_on
    while on <= over.ends_on:
        in_force = max((number for number, day in versions.items() if day <= on), default=0)
        found += [_day(row, on) for row in by_day[in_force, on.weekday()] if _is_in(row, on)]
        on += ONE_DAY
    return found


def activity_on(case_id: int, series: str, on: date) -> Activity | None:
    """The row of an activity in the version that is in force on the local date `on`, whether or
    not something of it is planned for that day; None where no such version has it (PLAN-9)."""
    number: Any = (
        Plan.select(Plan.id)
        .where(Plan.case == case_id, Plan.state.in_(SIGNED_BY_BOTH), Plan.starts_on <= on)
        .order_by(Plan.number.desc())
        .limit(1)
    )
    found: Activity | None = Activity.get_or_none(
        Activity.plan == number, Activity.series == series
    )
    return found


def _is_in(row: _Row, on: date) -> bool:
    return row.starts_on <= on and (row.ends_on is None or on <= row.ends_on)


def _day(row: _Row, on: date) -> ScheduledDay:
    assert row.activity_id is not None
    return ScheduledDay(
        on, row.activity_id, row.series, row.kind, row.starts_minute, row.ends_minute,
        (row.ends_minute - row.starts_minute) % MINUTES_A_DAY, row.provider, row.place, row.number,
    )  # fmt: skip
