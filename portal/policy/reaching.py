"""What comes after a contact that failed, and what a group's contact may be recorded for."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.policy.contacts import Way


@dataclass(frozen=True, slots=True)
class Reachable:
    """By what a person can be reached: whether each is known, and whether they want text
    messages."""

    has_phone: bool
    wants_texts: bool
    has_email: bool
    has_address: bool


def ways_to_try(tried: Way, person: Reachable) -> list[Way]:
    """The other ways to try after one failed, the quickest first (CON-1; the order is ours).

    A voicemail was a telephone call: the next try goes another way.
    """
    open_ways = {
        Way.TELEPHONE: person.has_phone,
        Way.TEXT: person.has_phone and person.wants_texts,
        Way.EMAIL: person.has_email,
        Way.POSTAL_MAIL: person.has_address,
    }
    used = Way.TELEPHONE if tried is Way.VOICEMAIL else tried
    return [way for way, is_open in open_ways.items() if is_open and way is not used]


class GroupRefusal(StrEnum):
    """Why a group contact cannot be recorded at all."""

    IN_THE_FUTURE = "in_the_future"
    NOBODY_THERE = "nobody_there"


class LeftOut(StrEnum):
    """Why nothing was recorded for one who is said to have been there."""

    NOT_IN_CASELOAD = "not_in_caseload"
    BEFORE_ENROLLMENT = "before_enrollment"


def refusals_to_record_group(
    occurred_on: date, today: date, present: int
) -> dict[str, GroupRefusal]:
    """Why a group contact of that local date with so many present cannot be recorded; empty when
    it can. `today` is the office's date. Source: CON-9, CON-10."""
    if occurred_on > today:
        return {"occurred_on": GroupRefusal.IN_THE_FUTURE}
    return {} if present else {"numbers": GroupRefusal.NOBODY_THERE}


def left_out(occurred_on: date, enrolled_on: date) -> LeftOut | None:
    """Why a case that one works cannot have been there on that local date; None when it can.

    Source: CON-9; DW CM, Data Entry Timeliness.
    """
    return LeftOut.BEFORE_ENROLLMENT if occurred_on < enrolled_on else None
