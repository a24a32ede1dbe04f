"""Words for who owns the English of letters: its drafts, their checks, comments on blocks."""

from enum import StrEnum
from typing import Any

from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.catalogs import EnglishAct
from portal.models.comments import CommentScope
from portal.policy.catalogs import ApprovalRefusal, CatalogRefusal, Problem
from portal.policy.english import (
    CommentRefusal,
    DraftState,
    EnglishProblem,
    EnglishRefusal,
    FieldFinding,
)
from portal.policy.findings import ProblemCode
from portal.words.catalogs import problem_words

STATES: dict[DraftState, Any] = {
    DraftState.NONE: _l("Nothing is being changed"),
    DraftState.WRITING: _l("Being written"),
    DraftState.WAITS: _l("Waits for the legal check"),
    DraftState.LEGAL_OK: _l("Legal check done"),
}
TONES: dict[DraftState, str] = {
    DraftState.NONE: "plain",
    DraftState.WRITING: "info",
    DraftState.WAITS: "warn",
    DraftState.LEGAL_OK: "good",
}
ACTS: dict[EnglishAct, Any] = {
    EnglishAct.WRITTEN: _l("Written"),
    EnglishAct.TAKEN_BACK: _l("As it was published"),
    EnglishAct.ASKED: _l("Sent to the legal check"),
    EnglishAct.CHECKED: _l("Legal check: it is right"),
    EnglishAct.RETURNED: _l("Given back"),
    EnglishAct.PUBLISHED: _l("Published"),
}
FINDINGS: dict[EnglishProblem, Any] = {
    EnglishProblem.NOT_DECLARED: _l(
        "This letter has no field %(name)s: nobody could fill it in. Use the fields above the text."
    ),
    EnglishProblem.LIST_IN_TEXT: _l(
        "The field %(name)s is a list. A list stands below its text, not in it."
    ),
    EnglishProblem.FIELD_GONE: _l(
        "The field %(name)s would stand nowhere in the letter any more, and it must be there."
    ),
    EnglishProblem.LEFT_OUT: _l(
        "The field %(name)s may be empty. When it is, this whole block is left out of the letter."
    ),
}
REFUSALS: dict[StrEnum, Any] = {
    EnglishRefusal.HARD_WITHOUT_REASON: _l(
        "This is harder to read than grade 6. Make it easier, or say why it cannot be."
    ),
    EnglishRefusal.NOTHING_CHANGED: _l("There is nothing new here."),
    EnglishRefusal.CHANGED_MEANWHILE: _l(
        "Somebody else changed this while you worked. Look at what is there now, then decide again."
    ),
    EnglishRefusal.WRITER_CHECKS: _l("You wrote in this draft. Another person must check it."),
    EnglishRefusal.NOT_ASKED: _l("Nobody has asked for the legal check yet."),
    EnglishRefusal.NOT_CHECKED: _l("Another person must check it against the law first."),
    EnglishRefusal.ALREADY_ASKED: _l("It waits for the legal check already."),
    EnglishRefusal.NO_COMMENT: _l("Please say why."),
    EnglishRefusal.TYPO_MOVES_FIELDS: _l(
        "A field comes in, goes or is repeated: that is more than a typing mistake."
    ),
    EnglishRefusal.TYPO_MOVES_NUMBERS: _l("A number changes: that is more than a typing mistake."),
    EnglishRefusal.TYPO_OR_BAN: _l(
        "Either the meaning is the same, or no older text may be used. It cannot be both."
    ),
    EnglishRefusal.FIELD_GONE: _l(
        "A field that must be in the letter stands nowhere in it any more. Put it back first."
    ),
    EnglishRefusal.NO_APPROVAL_TO_KEEP: _l(
        "There is no approval to keep here. The text must be looked at in its language."
    ),
    CatalogRefusal.HAS_ERRORS: _l("The text does not fit the English any more. Open it instead."),
    ApprovalRefusal.SAME_PERSON: _l("You wrote this text. Another person must confirm it."),
    CommentRefusal.BLANK: _l("Please write something here."),
    CommentRefusal.ANSWERED_MEANWHILE: _l("Somebody else has answered this meanwhile."),
}
SCOPES: dict[CommentScope, Any] = {
    CommentScope.ENGLISH: _l("The English: to the letter's owner"),
    CommentScope.TRANSLATION: _l("The translation: to those who translate this language"),
}


def refusal_words(code: StrEnum) -> str:
    """A refusal as a sentence."""
    if isinstance(code, ProblemCode | EnglishProblem):
        return _("Repair what the checks found first.")
    return str(REFUSALS[code])


def finding_words(finding: Problem | FieldFinding) -> str:
    """A finding in an English text as a sentence."""
    if isinstance(finding, FieldFinding):
        return _(FINDINGS[finding.code].message, name=finding.name)
    return problem_words(finding)
