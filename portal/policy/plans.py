"""Employment plans: the two grace periods, what needs an amendment, and the month clocks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.policy.calendar import Month, Span, add_working_days
from portal.policy.programs import Value


class AmendmentCause(StrEnum):
    """What needs a new version of the plan (PLAN-6)."""

    NEW_ACTIVITY = "new_activity"
    CONCURRENT_ACTIVITY = "concurrent_activity"
    HOURS = "hours"
    PLACE = "place"
    START_TIME = "start_time"
    EXEMPT_TO_VOLUNTEER = "exempt_to_volunteer"
    EXEMPT_TO_MANDATORY = "exempt_to_mandatory"


class ClockWarning(StrEnum):
    """How near a month clock is to its end."""

    NONE = "none"
    FIRST = "first"
    LAST = "last"
    USED_UP = "used_up"


@dataclass(frozen=True, slots=True)
class ClockReading:
    """A month clock read on a day: months used, months left, and the warning."""

    used: int
    left: int
    warning: ClockWarning


def change_request_last_on(amended_on: date, working_days: int, holidays: Collection[date]) -> date:
    """The last local date to ask for changes after an amendment (Program.plan_change.value,
    working days; `holidays` of the office). Source: PLAN-7; WTW 42-7.38, II.G."""
    return add_working_days(amended_on, working_days, holidays)


def reassignment_last_on(first_training_on: date, days: int) -> date:
    """The last local date to ask for another activity, `days` calendar days from the beginning
    of the initial training or education (Program.reassignment.value).

    Source: PLAN-8; WTW 42-7.38, II.G.
    """
    return first_training_on + timedelta(days=days)


def months_used(
    started_on: date, on: date, stops: Iterable[Span] = (), months_before: int = 0
) -> int:
    """Calendar months used on a clock up to the local date `on`, its month included.

    A month with a day on which the clock stood still (`stops`: exemptions that stop it) is not
    counted, in the participant's favor. `months_before` were used before the case came here.
    Source: PLAN-11; WTW 42-7.38, II.C, II.H; WA 3.4.2; the rounding is ours.
    """
    stopped: set[Month] = set()
    for span in stops:
        month = Month.of(span.starts_on)
        while month.first_on <= span.ends_on:
            stopped.add(month)
            month = month.plus(1)
    month, used = Month.of(started_on), months_before
    while started_on <= on and month.first_on <= on:
        used += month not in stopped
        month = month.plus(1)
    return used


def clock_reading(
    limit: Value, used: int, first_warning: Value, last_warning: Value
) -> ClockReading:
    """Months used and left of a clock of `limit` months, and its warning
    (Program.clock_first_warning, Program.clock_last_warning: months left).

    Source: PLAN-11; WTW 42-7.38, II.C, II.H; WA 3.4.2; the warnings are ours.
    """
    left = max(0, limit.value - used)
    if left == 0:
        warning = ClockWarning.USED_UP
    elif left <= last_warning.value:
        warning = ClockWarning.LAST
    elif left <= first_warning.value:
        warning = ClockWarning.FIRST
    else:
        warning = ClockWarning.NONE
    return ClockReading(used, left, warning)
