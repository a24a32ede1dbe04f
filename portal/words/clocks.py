"""Clocks of months in words: their names, why a month counts, and what cannot be entered."""

from datetime import date
from typing import Any

from portal import dates
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.i18n import ngettext
from portal.policy.calendar import Month
from portal.policy.clock_months import ClockRefusal, DecisionReason, MonthReason, months_left
from portal.policy.plans import ClockWarning
from portal.policy.programs import PROGRAMS, Clock, ClockBegins, StopReason

# Every program warns alike; each has the figures with its own citation.
FIRST_WARNING = max(one.clock_first_warning.value for one in PROGRAMS.values())
LAST_WARNING = max(one.clock_last_warning.value for one in PROGRAMS.values())

CLOCKS: dict[str, Any] = {
    Clock.TIME_ON_AID: _l("Months of cash aid"),
    Clock.WTW_24_MONTH: _l("24-month clock"),
    Clock.VOCATIONAL_EDUCATION: _l("Months of job training at a school"),
    Clock.WORKFIRST_LIMIT: _l("Months of cash aid"),
}

BEGINS: dict[str, Any] = {
    ClockBegins.ENROLLMENT: _l("It begins with the month of enrollment."),
    ClockBegins.FIRST_PLAN: _l("It begins with the month after the first signed plan."),
}

MONTH_REASONS: dict[str, Any] = {
    MonthReason.ON_AID: _l("A month with aid"),
    MonthReason.IN_TRAINING: _l("Hours of job training were done"),
    MonthReason.STOPPED: _l("Stopped by an exemption"),
    MonthReason.NOT_IN_TRAINING: _l("No hours of job training"),
    MonthReason.NOT_ON_AID: _l("Aid had ended"),
    MonthReason.DECIDED: _l("Decided by a worker"),
    MonthReason.PAST_LIMIT: _l("The clock was used up"),
}

DECISIONS: dict[str, Any] = {
    DecisionReason.NO_AID: _l("No aid was paid for it"),
    DecisionReason.AID_REPAID: _l("The aid was paid back"),
    DecisionReason.COUNTED_ELSEWHERE: _l("It is counted on another case"),
    DecisionReason.NOT_STOPPED: _l("The exemption did not stop it"),
    DecisionReason.AID_RECEIVED: _l("Aid was paid for it"),
    DecisionReason.ENTERED_WRONG: _l("It was entered wrong before"),
}

STOPS: dict[str, Any] = {
    StopReason.DISABILITY: _l("Illness or disability for a time"),
    StopReason.PERMANENT_DISABILITY: _l("Lasting disability"),
    StopReason.CARING: _l("Caring for a disabled family member"),
    StopReason.PREGNANCY: _l("Pregnancy"),
    StopReason.YOUNG_CHILD: _l("Caring for a young child"),
    StopReason.AGE: _l("Age"),
    StopReason.FAMILY_SAFETY: _l("Safety of the family"),
}

_REFUSALS: dict[str, Any] = {
    ClockRefusal.ENDS_BEFORE: _l("The last day is before the first one."),
    ClockRefusal.TOO_OLD: _l("This is more than sixty years back. Please check it."),
    ClockRefusal.TOO_FAR: _l("This begins more than a year ahead. Please check it."),
    ClockRefusal.NO_EVIDENCE: _l("Say what shows it, or choose a document."),
    ClockRefusal.OVERLAPS: _l("Another entry covers these days already. Correct that one."),
    ClockRefusal.NO_CLOCK: _l("This program has no such clock."),
    ClockRefusal.NO_MONTH: _l("Please give a month, for example 2026-11."),
    ClockRefusal.TOO_MANY: _l("The clock does not have so many months."),
    ClockRefusal.OTHER_SIDE: _l("This reason speaks for the other answer."),
    ClockRefusal.AHEAD: _l("This month has not come yet."),
}

TONES: dict[str, str] = {
    ClockWarning.NONE: "plain",
    ClockWarning.FIRST: "warn",
    ClockWarning.LAST: "bad",
    ClockWarning.USED_UP: "bad",
}


def of_refusal(code: str) -> str:
    """Why an entry was not taken, in words. Raises KeyError for an unknown code."""
    return str(_REFUSALS[code])


def used_line(used: int, limit: int) -> str:
    """How far a clock is used."""
    return _("%(used)s of %(limit)s months used", used=used, limit=limit)


def left_line(left: int) -> str:
    """What is left of a clock."""
    if left == 0:
        return _("none left")
    return ngettext("%(n)s month left", "%(n)s months left", left)


def kept_line(kind: str, ends_on: date | None, today: date) -> tuple[str, str, str]:
    """The clock that ends first as a case keeps it: its name, what is left, and how pressing it
    is ("late", "soon" or empty); all empty where no end is in sight."""
    if not kind or ends_on is None:
        return "", "", ""
    left = months_left(ends_on, today)
    tone = "late" if left <= LAST_WARNING else "soon" if left <= FIRST_WARNING else ""
    return str(CLOCKS[kind]), left_line(left), tone


def months_line(months: list[Month]) -> str:
    """Months in words, those in a row as "March 2026 to May 2026"."""
    runs: list[list[Month]] = []
    for month in months:
        if runs and runs[-1][-1].plus(1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return dates.listed([_run(run) for run in runs])


def _run(run: list[Month]) -> str:
    first, last = dates.month(run[0].first_on), dates.month(run[-1].first_on)
    if len(run) == 1:
        return first
    return _("%(first)s to %(last)s", first=first, last=last)
