"""Attendance of a class, as a provider types it: one short mark for each person and day."""

import re
from datetime import date
from enum import StrEnum
from fractions import Fraction

from portal.policy.attendance import MONTHS_BACK, HoursState

MINUTES_A_DAY = 24 * 60
_CLOCK = re.compile(r"(\d{1,2})\s*(?::|h)\s*([0-5]?\d)\s*m?")
_HOURS = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*h?")
_ABSENT = frozenset({"a", "x", "-", "–"})


class MarkRefusal(StrEnum):
    """Why a mark cannot be taken."""

    NO_SUCH_TIME = "no_such_time"
    NOT_YET = "not_yet"
    TOO_LONG_AGO = "too_long_ago"
    NO_PLACE = "no_place"
    NOT_IN_PLAN = "not_in_plan"
    ALREADY_ACCEPTED = "already_accepted"
    CHANGED_MEANWHILE = "changed_meanwhile"
    EMPTIED = "emptied"
    NOTHING_TYPED = "nothing_typed"


class ReferralRefusal(StrEnum):
    """Why somebody cannot be referred to a class."""

    NO_SUCH_CLASS = "no_such_class"
    NOT_IN_PLAN = "not_in_plan"
    ALREADY_REFERRED = "already_referred"
    PRIVATE_CASE = "private_case"
    BEFORE_ITS_START = "before_its_start"
    NO_NAME = "no_name"


def typed_minutes(text: str) -> int | None:
    """Minutes that a mark means: "3", "3.5", "3,5", "3:30" and "3h 30m" are hours, "a", "x" and
    "-" are absent (0 minutes), nothing is None.

    Raises ValueError for what is no time of at most a day. Hours are cut to whole minutes.
    Source: PLAN-9, PLAN-10; the short marks are ours.
    """
    typed = text.strip().lower()
    if not typed:
        return None
    if typed in _ABSENT:
        return 0
    if found := _CLOCK.fullmatch(typed):
        minutes = int(found[1]) * 60 + int(found[2])
    elif found := _HOURS.fullmatch(typed):
        minutes = int(Fraction(found[1].replace(",", ".")) * 60)
    else:
        raise ValueError("no time of a day")
    if minutes > MINUTES_A_DAY:
        raise ValueError("more than a day")
    return minutes


def first_day_to_mark(today: date) -> date:
    """The earliest local date of which hours may still be entered: as far back as a participant
    may still report (PLAN-9; the limit is ours)."""
    months = today.year * 12 + today.month - 1 - MONTHS_BACK
    return date(months // 12, months % 12 + 1, 1)


def refusal_to_mark(
    on: date, today: date, has_place: bool, is_in_plan: bool, state: HoursState | None
) -> MarkRefusal | None:
    """Why attendance of the local date `on` cannot be entered; None when it can.

    In: the office's date of today, whether the person has the place in the class that day, whether
    a plan in force that day holds the activity, and where the entry that stands is with the
    worker. What the worker accepted is the worker's to correct.
    Source: PLAN-10; ES CM, b, c; WTW 42-7.38, II.C (Monitoring); the limits are ours.
    """
    if on > today:
        return MarkRefusal.NOT_YET
    if on < first_day_to_mark(today):
        return MarkRefusal.TOO_LONG_AGO
    if not has_place:
        return MarkRefusal.NO_PLACE
    if not is_in_plan:
        return MarkRefusal.NOT_IN_PLAN
    return MarkRefusal.ALREADY_ACCEPTED if state is HoursState.ACCEPTED else None
