"""Tasks: what one must say, when one may fall due, and why its day may move."""

from datetime import date, timedelta
from enum import StrEnum

from portal.policy.notes import has_words

LONGEST_DAYS = 730  # calendar days ahead; a day beyond them is a slip of the keyboard (ours)


class TaskRefusal(StrEnum):
    """Why a task cannot be added, moved or changed."""

    NOTHING_SAID = "nothing_said"
    TWICE_SAID = "twice_said"
    IN_THE_PAST = "in_the_past"
    TOO_FAR = "too_far"
    ALREADY_DONE = "already_done"


class MoveReason(StrEnum):
    """Why a task's day moves: chosen, so that its owner reads it in their language (LANG-2)."""

    NOT_POSSIBLE_YET = "not_possible_yet"
    ASKED_FOR_TIME = "asked_for_time"
    WAITS_FOR_OTHERS = "waits_for_others"
    PLAN_CHANGED = "plan_changed"
    SET_WRONG = "set_wrong"


def refusals_to_say(text: str, phrase: str) -> dict[str, TaskRefusal]:
    """Why these words make no task; empty when they do: either a phrase of the bank or words of
    one's own, not both. Source: NOTE-4; ECM brief, Systems for Tracking; LANG-2."""
    if phrase and has_words(text):
        return {"text": TaskRefusal.TWICE_SAID}
    return {} if phrase or has_words(text) else {"text": TaskRefusal.NOTHING_SAID}


def refusals_to_set(due_on: date | None, today: date) -> dict[str, TaskRefusal]:
    """Why a task cannot fall due on that local date; empty when it can, or when it has no day.

    `today` is the office's date; today itself still counts. Source: NOTE-4; the bounds are ours.
    """
    if due_on is None:
        return {}
    if due_on < today:
        return {"due_on": TaskRefusal.IN_THE_PAST}
    return {"due_on": TaskRefusal.TOO_FAR} if due_on > today + timedelta(LONGEST_DAYS) else {}
