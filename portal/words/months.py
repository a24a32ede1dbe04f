"""Months of aid as a participant reads them: what is used, what is left, and why."""

from datetime import date
from typing import Any

from portal import dates
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.i18n import ngettext
from portal.policy.clock_months import MonthReason, months_left
from portal.policy.programs import PROGRAMS, Clock

# Every program warns alike; each has the figure with its own citation.
FIRST_WARNING = max(one.clock_first_warning.value for one in PROGRAMS.values())

NAMES: dict[str, Any] = {
    Clock.TIME_ON_AID: _l("Months of cash aid"),
    Clock.WTW_24_MONTH: _l("Months with more kinds of activities"),
    Clock.VOCATIONAL_EDUCATION: _l("Months of job training at a school"),
    Clock.WORKFIRST_LIMIT: _l("Months of cash aid"),
}

REASONS: dict[str, Any] = {
    MonthReason.ON_AID: _l("You got aid"),
    MonthReason.IN_TRAINING: _l("You were in job training"),
    MonthReason.STOPPED: _l("You were excused"),
    MonthReason.NOT_IN_TRAINING: _l("You were not in job training"),
    MonthReason.NOT_ON_AID: _l("You did not get aid"),
    MonthReason.DECIDED: _l("Your worker looked at it and decided"),
    MonthReason.PAST_LIMIT: _l("All your months were used"),
}


def meaning(clock: Clock, limit: int) -> str:
    """What a clock of so many months is about."""
    match clock:
        case Clock.WTW_24_MONTH:
            return _(
                "For %(limit)s months you can choose from more activities, such as school or"
                " counseling.",
                limit=limit,
            )
        case Clock.VOCATIONAL_EDUCATION:
            return _(
                "In your life, job training at a school can be your activity for %(limit)s months.",
                limit=limit,
            )
        case _:
            return _("In your life, you can get cash aid for %(limit)s months.", limit=limit)


def near_line(ends_on: date | None, today: date) -> str:
    """How many months are left of the clock that ends first, once it is time to say so; else
    nothing (PLAN-11)."""
    if ends_on is None or (left := months_left(ends_on, today)) > FIRST_WARNING:
        return ""
    return ngettext("%(n)s month left", "%(n)s months left", left) if left else _("All used")


def left_line(left: int) -> str:
    """How many months are left."""
    if left == 0:
        return _("You have used all of them. Your worker can tell you what comes next.")
    return ngettext("You have %(n)s month left.", "You have %(n)s months left.", left)


def used_line(used: int, limit: int) -> str:
    """How many months are used."""
    return _("%(used)s of %(limit)s months used", used=used, limit=limit)


def last_line(last_on: date | None, left: int) -> str:
    """Which month is the last one, if things stay as they are; nothing where none is in sight."""
    if last_on is None or left == 0:
        return ""
    return _("If nothing changes, the last month is %(month)s.", month=dates.month(last_on))
