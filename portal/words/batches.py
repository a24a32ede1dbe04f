"""Words for letters to many: why they are not begun, and why a case gets none."""

from typing import Any

from portal.i18n import lazy as _l
from portal.models.printing import BatchState
from portal.policy.batches import BatchRefusal, Skipped
from portal.policy.sending import Finding, Stop
from portal.words.letters import finding

REFUSALS: dict[str, Any] = {
    BatchRefusal.NOT_TO_MANY: _l("This kind of letter goes to one person at a time."),
    BatchRefusal.NOBODY: _l("Nobody in this list can get the letter."),
    BatchRefusal.TOO_MANY: _l("These are too many people. Choose fewer with the filters."),
    BatchRefusal.LIST_CHANGED: _l(
        "The list has changed since you saw it. Look at the names again, then send."
    ),
    BatchRefusal.MISSING: _l("Please fill this in: all letters need it."),
    BatchRefusal.UNREADABLE: _l("Please give a day that lies ahead."),
}

SKIPPED: dict[str, Any] = {
    Skipped.CLOSED: _l("the case is closed"),
    Skipped.PRIVATE: _l("the case is private: write this letter yourself, in a way that is safe"),
    Skipped.NOT_YOURS: _l("the case is not one of yours"),
    Skipped.NOT_MADE: _l("the letter could not be made: write it by itself"),
}

STATES: dict[str, Any] = {
    BatchState.RUNNING: _l("Being made"),
    BatchState.PAUSED: _l("Paused"),
    BatchState.DONE: _l("Done"),
}


def why_skipped(reason: str, field: str) -> str:
    """Why a case got no letter, in words for staff."""
    if reason in SKIPPED:
        return str(SKIPPED[reason])
    return finding(Finding(Stop(reason), field)) if reason in set(Stop) else reason
