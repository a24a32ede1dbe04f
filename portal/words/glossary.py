"""Words for translators about the glossary: why a term is not kept, what a file would change."""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.terms import TermOutcome, TermRefusal

REFUSALS: dict[TermRefusal, Any] = {
    TermRefusal.BLANK: _l("Please write something here."),
    TermRefusal.TOO_LONG: _l("This is too long."),
    TermRefusal.FORMULA: _l("This begins like a formula: with =, +, -, @ or a tab."),
    TermRefusal.NOT_DRAWABLE: _l("The letters' font does not have all of these characters."),
    TermRefusal.RIGHT_AND_FORBIDDEN: _l("A word cannot be right and forbidden."),
    TermRefusal.TWICE: _l("This English term is there already."),
    TermRefusal.CHANGED_MEANWHILE: _l("Somebody else changed this term meanwhile."),
    TermRefusal.SAME_PERSON: _l("Another person must confirm what you wrote."),
    TermRefusal.NOT_WAITING: _l("This term is confirmed already."),
}
OUTCOMES: dict[TermOutcome, Any] = {
    TermOutcome.ADDED: _l("New"),
    TermOutcome.CHANGED: _l("Changed"),
    TermOutcome.SAME: _l("Same as here"),
    TermOutcome.REFUSED: _l("Left out"),
}
COLUMNS: dict[str, Any] = {
    "english": _l("English"),
    "text": _l("Translation"),
    "also": _l("Also right"),
    "forbidden": _l("Forbidden"),
    "note": _l("Note"),
}


def refusal_words(code: Any) -> str:
    """A refusal as a sentence."""
    return str(REFUSALS[code])
