"""Why a letter that an event asks for is put aside, in words for staff."""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.letters_aside import AsideReason, AsideRefusal

REASONS: dict[AsideReason, Any] = {
    AsideReason.TOLD: _l("It was said in person or by telephone"),
    AsideReason.ON_PAPER: _l("It was handed over or mailed outside the portal"),
    AsideReason.OTHER_LETTER: _l("Another letter says it"),
    AsideReason.NO_LONGER_SO: _l("It is not so any more, or was entered by mistake"),
    AsideReason.OTHER: _l("Something else, in your words"),
}

REFUSALS: dict[AsideRefusal, Any] = {
    AsideRefusal.NO_REASON: _l("Please choose one."),
    AsideRefusal.NO_WORDS: _l("Please say in your words why."),
    AsideRefusal.NO_WORDS_FOR_NOTICE: _l(
        "People must be told this before something is taken from them. Please say in your words"
        " how they were told, or why it need not be."
    ),
}
