"""Whom a participant brings to a meeting on their case: anyone they choose (STAFF-4)."""

from datetime import date
from enum import StrEnum

from portal.policy.notes import has_words

MOST_GUESTS = 10  # named on the portal; who brings more tells their worker (ours)
LONGEST_NAME = 120  # characters (ours)


class Guest(StrEnum):
    """Who it is to them. None of them is better than another: anyone may come."""

    FAMILY = "family"
    FRIEND = "friend"
    LAWYER = "lawyer"
    HELPER = "helper"
    FAITH = "faith"
    INTERPRETER = "interpreter"
    OTHER = "other"


class GuestRefusal(StrEnum):
    """Why a name cannot be kept now."""

    NO_NAME = "no_name"
    NAME_TOO_LONG = "name_too_long"
    TOO_MANY = "too_many"
    MEETING_IS_OVER = "meeting_is_over"


def refusals_to_name(
    name: str, named: int, meets_on: date | None, today: date
) -> dict[str, GuestRefusal]:
    """Why this person cannot be named as one who comes along; empty when they can. On the day of
    the meeting they still can.

    In: the name as typed, how many are named already, the local date of the meeting (None: not
    set), the office's date of today. Source: STAFF-4; WA 3.4.1; the bounds are ours.
    """
    if meets_on is not None and today > meets_on:
        return {"": GuestRefusal.MEETING_IS_OVER}
    if not has_words(name):
        return {"name": GuestRefusal.NO_NAME}
    if len(name.strip()) > LONGEST_NAME:
        return {"name": GuestRefusal.NAME_TOO_LONG}
    return {"": GuestRefusal.TOO_MANY} if named >= MOST_GUESTS else {}
