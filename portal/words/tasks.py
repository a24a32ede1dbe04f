"""Tasks in words: what to do, why its day moved, what became of it, and what cannot be done."""

from typing import Any

from portal.i18n import lazy as _l
from portal.models.tasks import TaskAct, TaskOwner
from portal.policy.tasks import MoveReason, TaskRefusal
from portal.words.phrases import STEPS

OWNERS: dict[str, Any] = {
    TaskOwner.WORKER: _l("Worker"),
    TaskOwner.PARTICIPANT: _l("Participant"),
}

# Read by the participant, too.
MOVE_REASONS: dict[str, Any] = {
    MoveReason.NOT_POSSIBLE_YET: _l("It was not possible yet"),
    MoveReason.ASKED_FOR_TIME: _l("More time was asked for"),
    MoveReason.WAITS_FOR_OTHERS: _l("It waits for somebody else"),
    MoveReason.PLAN_CHANGED: _l("The plan changed"),
    MoveReason.SET_WRONG: _l("The day was set wrong"),
}

ACTS: dict[str, Any] = {
    TaskAct.MOVED: _l("Moved"),
    TaskAct.CHANGED: _l("Said in other words"),
    TaskAct.TOLD: _l("Told as done"),
    TaskAct.DONE: _l("Done"),
    TaskAct.REOPENED: _l("Opened again"),
}

_REFUSALS: dict[str, Any] = {
    TaskRefusal.NOTHING_SAID: _l("Choose a step or say in your own words what is to be done."),
    TaskRefusal.TWICE_SAID: _l("Choose a step or type your own words, not both."),
    TaskRefusal.IN_THE_PAST: _l("Please choose today or a later day."),
    TaskRefusal.TOO_FAR: _l("This day is more than two years ahead. Please check it."),
    TaskRefusal.ALREADY_DONE: _l("It is done already. Open it again first."),
}


def of_refusal(code: str) -> str:
    """Why a task was not taken, in words. Raises KeyError for an unknown code."""
    return str(_REFUSALS[code])


def title(phrase: str, words: str) -> str:
    """What is to be done: a step of the phrase bank in the page's language, else as typed."""
    return str(STEPS[phrase]) if phrase else words
