"""The thread between a participant and the staff: what it asks for, and who answers for whom."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from portal.policy.calendar import add_working_days

LONGEST_ABSENCE_DAYS = 183  # half a year (ours): longer, the cases go to somebody else (CASE-7)
MOST_RECIPIENTS = 1_000  # of one message to many (ours)


class MessageRefusal(StrEnum):
    """Why a message is not sent."""

    EMPTY = "empty"
    NOBODY = "nobody"
    TOO_MANY = "too_many"
    LIST_CHANGED = "list_changed"


class AbsenceRefusal(StrEnum):
    """Why an absence is not entered."""

    ENDS_BEFORE_START = "ends_before_start"
    IN_THE_PAST = "in_the_past"
    TOO_LONG = "too_long"
    AWAY_ALREADY = "away_already"
    SAME_PERSON = "same_person"
    NOT_OF_UNIT = "not_of_unit"
    STAND_IN_AWAY = "stand_in_away"


class LeftOut(StrEnum):
    """Why a case of the list gets no message to many."""

    PRIVATE = "private"
    CLOSED = "closed"
    NOT_YOURS = "not_yours"


def refusals_to_send(text: str) -> dict[str, MessageRefusal]:
    """Why a message is not sent; empty when it is (contract, Limits)."""
    return {} if text.strip() else {"text": MessageRefusal.EMPTY}


def refusals_to_send_to_many(
    text: str, recipients: int, is_same_list: bool
) -> dict[str, MessageRefusal]:
    """Why a message to many is not sent: no words, nobody to send it to, too many, or other people
    than those whose names were shown. Source: CON-4; the last three are ours."""
    found = refusals_to_send(text)
    if not is_same_list:
        found[""] = MessageRefusal.LIST_CHANGED
    elif not recipients:
        found[""] = MessageRefusal.NOBODY
    elif recipients > MOST_RECIPIENTS:
        found[""] = MessageRefusal.TOO_MANY
    return found


def left_out(is_own: bool, is_closed: bool, is_private: bool) -> LeftOut | None:
    """Why a case gets no message to many, None where it does: only a worker's own open cases do,
    and none that is private for danger (CON-4; NOTE-6; safety, Who sees what)."""
    if is_private:
        return LeftOut.PRIVATE
    if not is_own:
        return LeftOut.NOT_YOURS
    return LeftOut.CLOSED if is_closed else None


def refusals_to_be_away(
    starts_on: date, ends_on: date, today: date, *, is_away_already: bool, is_same_person: bool,
    is_of_unit: bool, is_stand_in_away: bool,
) -> dict[str, AbsenceRefusal]:  # fmt: skip
    """Why an absence from `starts_on` to `ends_on` (local dates, both included) is not entered.

    The stand-in is another worker of the same unit who is there on all of these days.
    Source: requirements, WHO (stand-in); the checks are ours.
    """
    found: dict[str, AbsenceRefusal] = {}
    if ends_on < starts_on:
        found["ends_on"] = AbsenceRefusal.ENDS_BEFORE_START
    elif ends_on < today:
        found["ends_on"] = AbsenceRefusal.IN_THE_PAST
    elif (ends_on - starts_on).days >= LONGEST_ABSENCE_DAYS:
        found["ends_on"] = AbsenceRefusal.TOO_LONG
    elif is_away_already:
        found["starts_on"] = AbsenceRefusal.AWAY_ALREADY
    if is_same_person:
        found["stand_in"] = AbsenceRefusal.SAME_PERSON
    elif not is_of_unit:
        found["stand_in"] = AbsenceRefusal.NOT_OF_UNIT
    elif is_stand_in_away:
        found["stand_in"] = AbsenceRefusal.STAND_IN_AWAY
    return found


def back_on(ends_on: date, holidays: Collection[date]) -> date:
    """The local date on which somebody is back whose last day away is `ends_on`: the next working
    day. Source: requirements, "Working day"."""
    return add_working_days(ends_on, 1, holidays)
