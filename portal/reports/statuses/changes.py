"""What a status entered late or early changes: read before and after, told as codes and dates."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.models.cases import Case
from portal.policy.calendar import Month
from portal.policy.status_periods import Laid, Period
from portal.reports.cases.clocks import read_clocks
from portal.reports.hours.verdicts import owed_share

# Dates that lists and pages show of a case, kept on it.
KEPT_DATES = (
    "live_due_on", "attempt_due_on", "next_deadline_on", "clock_ends_on", "follow_up_due_on",
    "status_review_on",
)  # fmt: skip
MONTHS_BACK = 24  # months of hours that are compared


@dataclass(frozen=True, slots=True)
class Picture:
    """What depends on where a case stands: months counted and the end of each clock, minutes owed
    by month, dates kept on the case."""

    counted: dict[str, list[str]]
    ends: dict[str, str]
    owed: dict[str, int]
    dates: dict[str, str]
    status: str


def picture(case: Case, today: date) -> Picture:
    """What depends on the status of a case on the local date `today`. Three statements."""
    row: Any = case
    clocks = read_clocks(case, today).clocks
    first = max(Month.of(row.enrolled_on), Month.of(today).plus(-MONTHS_BACK))
    months = [first]
    while months[-1] < Month.of(today):
        months.append(months[-1].plus(1))
    return Picture(
        {
            str(one.clock): [str(month.month) for month in one.months if month.is_counted]
            for one in clocks
        },
        {str(one.clock): _written(one.ends_on) for one in clocks},
        {str(month): owed_share(case, month) for month in months},
        {name: _written(getattr(row, name)) for name in KEPT_DATES},
        str(row.status),
    )


def _written(on: date | None) -> str:
    return on.isoformat() if on else ""


def differences(
    before: Picture, after: Picture, laid: Laid, ends: dict[int, date | None]
) -> dict[str, Any]:
    """What is other than before: the status of today, periods covered, shortened and added, months
    of clocks freed and used, minutes owed by month, and dates; nothing that stayed.

    In: two pictures, what became of the periods, and where each ended before.
    """
    return {
        "status": [before.status, after.status] if before.status != after.status else [],
        "covered": [_period(one, ends) for one in laid.covered],
        "shortened": [
            {**_period(one, ends), "to": _written(one.ends_on)} for one in laid.shortened
        ],
        "follow": [_period(one, {one.ref: one.ends_on}) for one in laid.follow],
        "clocks": [
            found for clock in before.counted if (found := _clock(clock, before, after)) is not None
        ],
        "owed": {
            month: [was, after.owed[month]]
            for month, was in before.owed.items()
            if after.owed[month] != was
        },
        "dates": {
            name: [was, after.dates[name]]
            for name, was in before.dates.items()
            if after.dates[name] != was
        },
    }


def _period(one: Period, ends: dict[int, date | None]) -> dict[str, str]:
    return {
        "status": one.status,
        "from": one.starts_on.isoformat(),
        "was_to": _written(ends.get(one.ref)),
    }


def _clock(clock: str, before: Picture, after: Picture) -> dict[str, Any] | None:
    was, now = before.counted[clock], after.counted[clock]
    ends = [before.ends[clock], after.ends[clock]]
    if was == now and ends[0] == ends[1]:
        return None
    return {
        "clock": clock,
        "used": [len(was), len(now)],
        "freed": [month for month in was if month not in now],
        "counted": [month for month in now if month not in was],
        "ends": ends,
    }
