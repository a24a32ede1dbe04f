"""Words for letters on paper, for those who print, fold and hand them over."""

from typing import Any

from portal.i18n import lazy as _l
from portal.models.printing import PrintState
from portal.policy.mailing import PrintRefusal, ReprintReason

STATES: dict[str, Any] = {
    PrintState.WAITING: _l("Waits"),
    PrintState.OUT: _l("Printed, not counted yet"),
    PrintState.MAILED: _l("Mailed"),
    PrintState.MISSING: _l("Missing, back in the queue"),
    PrintState.HANDED: _l("Handed over"),
}

REASONS: dict[str, Any] = {
    ReprintReason.MISSING: _l("was missing when it was counted"),
    ReprintReason.SPOILED: _l("The printer or the envelope spoiled it"),
    ReprintReason.LOST: _l("It was lost on the way"),
    ReprintReason.RETURNED: _l("It came back, and the address is right now"),
    ReprintReason.ASKED: _l("The person asked for it once more"),
}

REFUSALS: dict[str, Any] = {
    PrintRefusal.NOTHING_WAITS: _l(
        "Nothing waits to be printed any more: somebody else has printed it."
    ),
    PrintRefusal.COUNTED_ALREADY: _l("This run was counted already. It stays as it is."),
    PrintRefusal.NOT_IN_RUN: _l("One of these letters is not in this run. Please look again."),
    PrintRefusal.NO_SUCH_LETTER: _l(
        "This office printed no letter with this number. Please look at the number again."
    ),
    PrintRefusal.IN_THE_QUEUE: _l("This letter waits already, or is in a run that is not counted."),
    PrintRefusal.NOT_HELD: _l("This letter is not held any more."),
}
