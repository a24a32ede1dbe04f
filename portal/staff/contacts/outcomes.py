"""How a contact went, as staff say it: one choice that holds who reached out and the answer."""

from enum import StrEnum
from typing import Any

from portal.i18n import lazy as _l
from portal.policy.contacts import Direction, Way
from portal.words.contacts import WAYS


class Outcome(StrEnum):
    """How a contact went."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    THEY_REACHED = "they_reached"
    THEY_MISSED = "they_missed"


SIDES: dict[Outcome, tuple[Direction, bool]] = {
    Outcome.REACHED: (Direction.FROM_STAFF, True),
    Outcome.NO_ANSWER: (Direction.FROM_STAFF, False),
    Outcome.THEY_REACHED: (Direction.FROM_PARTICIPANT, True),
    Outcome.THEY_MISSED: (Direction.FROM_PARTICIPANT, False),
}

OUTCOMES: list[tuple[str, Any]] = [
    (Outcome.REACHED, _l("I reached out: they answered")),
    (Outcome.NO_ANSWER, _l("I reached out: no answer")),
    (Outcome.THEY_REACHED, _l("They reached out to me")),
    (Outcome.THEY_MISSED, _l("They tried, nobody spoke with them")),
]

# A report through the portal records itself.
WAYS_TO_RECORD: list[tuple[str, Any]] = [
    (way, text) for way, text in WAYS.items() if way is not Way.PORTAL
]


def outcome_of(direction: str, is_answered: bool) -> str:
    """The choice that stands for a direction and an answer; empty where none was made yet."""
    if not direction:
        return ""
    if direction == Direction.FROM_STAFF:
        return Outcome.REACHED if is_answered else Outcome.NO_ANSWER
    is_reached = is_answered or direction == Direction.TWO_WAY
    return Outcome.THEY_REACHED if is_reached else Outcome.THEY_MISSED
