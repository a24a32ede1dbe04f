"""The letter catalogs: states of a block's translation, who may approve, what may be published.

A translation belongs to one English text, known by its hash. When that changes nothing is guessed:
the state is "source changed" and the old text stays, with the difference (screens.md, section 2).
"""

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.policy.checks import Counted, english_problems, problems
from portal.policy.findings import Problem, ProblemCode, Severity

__all__ = [
    "ApprovalRefusal",
    "BlockState",
    "BlockTranslation",
    "CatalogRefusal",
    "Change",
    "ChangeAction",
    "Problem",
    "ProblemCode",
    "PublishRefusal",
    "Refusal",
    "ReleaseState",
    "Severity",
    "SourceBlock",
    "block_state",
    "changed_words",
    "english_problems",
    "is_sendable",
    "may_render",
    "problems",
    "refusals_to_approve",
    "refusals_to_publish",
    "release_state",
    "source_hash",
]

_WORD = re.compile(r"\{[^{}]*\}\s*|[\u3040-\u30ff\u3400-\u9fff]|[^\s{\u3040-\u9fff]+\s*|\s+|.")


class BlockState(StrEnum):
    """Where one block stands in one language (screens.md, section 2, States)."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    NEEDS_REVIEW = "needs_review"
    APPROVED = "approved"
    SOURCE_CHANGED = "source_changed"


class ReleaseState(StrEnum):
    """Where a whole letter stands in one language."""

    INCOMPLETE = "incomplete"
    READY = "ready"
    PUBLISHED = "published"
    OLD = "old"


class ApprovalRefusal(StrEnum):
    """Why a block cannot be approved."""

    SAME_PERSON = "same_person"
    HAS_ERRORS = "has_errors"
    WARNING_WITHOUT_REASON = "warning_without_reason"
    SOURCE_CHANGED = "source_changed"
    NOTHING_TO_APPROVE = "nothing_to_approve"


class CatalogRefusal(StrEnum):
    """Why a catalog stays as it is, beside what stops approving and publishing."""

    CHANGED_MEANWHILE = "changed_meanwhile"
    NOTHING_CHANGED = "nothing_changed"
    NOT_WAITING = "not_waiting"
    HAS_ERRORS = "has_errors"
    BLANK = "blank"


class ChangeAction(StrEnum):
    """What was done to a translation, as its history says it."""

    MACHINE_MADE = "machine_made"
    SAVED = "saved"
    SENT = "sent"
    APPROVED = "approved"
    RETURNED = "returned"
    RESTORED = "restored"
    IMPORTED = "imported"
    CONFIRMED = "confirmed"


class PublishRefusal(StrEnum):
    """Why a letter cannot be published in a language."""

    NOT_APPROVED = "not_approved"
    SOURCE_CHANGED = "source_changed"
    HAS_ERRORS = "has_errors"
    MISSING_GLYPHS = "missing_glyphs"
    NOT_PREVIEWED = "not_previewed"


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A block's English text as it is now; `is_list` keeps the number of lines, `counted` has a
    form for each way of counting."""

    context: str
    english: str
    is_list: bool = False
    counted: Counted | None = None


@dataclass(frozen=True, slots=True)
class BlockTranslation:
    """A block's text in one language. `based_on` is the hash of the English it was made from."""

    context: str
    text: str
    state: BlockState
    based_on: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why publishing stops, and at which block."""

    context: str
    code: PublishRefusal
    detail: str = ""


class Change(StrEnum):
    """What became of some words between two texts."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


def source_hash(english: str) -> str:
    """The name of one English text: 16 hex digits of SHA-256 over it in NFC, line ends and outer
    space aside (screens.md, section 2, Source change)."""
    text = unicodedata.normalize("NFC", english.replace("\r\n", "\n").strip())
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def block_state(translation: BlockTranslation | None, english: str) -> BlockState:
    """The state as it is now: what was made from another English text is "source changed"
    (screens.md, section 2)."""
    if translation is None or not translation.text.strip():
        return BlockState.NOT_STARTED
    if translation.based_on != source_hash(english):
        return BlockState.SOURCE_CHANGED
    return translation.state


def refusals_to_approve(
    translator_id: object,
    reviewer_id: object,
    found: Sequence[Problem],
    *,
    state: BlockState = BlockState.NEEDS_REVIEW,
    reason: str = "",
) -> list[ApprovalRefusal]:
    """Why `reviewer_id` may not approve this text; empty means they may.

    A second person approves, never with an error; a warning needs a typed `reason`. `state` is
    that of `block_state`. Source: LET-6; screens.md, section 2.
    """
    refusals = []
    if state is BlockState.NOT_STARTED:
        refusals.append(ApprovalRefusal.NOTHING_TO_APPROVE)
    if state is BlockState.SOURCE_CHANGED:
        refusals.append(ApprovalRefusal.SOURCE_CHANGED)
    if translator_id == reviewer_id:
        refusals.append(ApprovalRefusal.SAME_PERSON)
    if any(problem.is_error for problem in found):
        refusals.append(ApprovalRefusal.HAS_ERRORS)
    elif found and not reason.strip():
        refusals.append(ApprovalRefusal.WARNING_WITHOUT_REASON)
    return refusals


def refusals_to_publish(
    blocks: Iterable[SourceBlock],
    translations: Iterable[BlockTranslation],
    *,
    locale: str,
    coverage: Collection[int],
    is_previewed: bool = True,
) -> list[Refusal]:
    """Why a letter cannot be published in a language; empty means it can.

    Every block approved against the English of now, without an error, every character in the
    letter's font (`coverage`, code points), and previewed. Source: screens.md, 2.2 and 1.1.
    """
    by_context = {translation.context: translation for translation in translations}
    refusals = [] if is_previewed else [Refusal("", PublishRefusal.NOT_PREVIEWED)]
    for block in blocks:
        translation = by_context.get(block.context)
        state = block_state(translation, block.english)
        if state is BlockState.SOURCE_CHANGED:
            refusals.append(Refusal(block.context, PublishRefusal.SOURCE_CHANGED))
        elif state is not BlockState.APPROVED or translation is None:
            refusals.append(Refusal(block.context, PublishRefusal.NOT_APPROVED))
        else:
            refusals += _text_refusals(block, translation, locale, coverage)
    return refusals


def _text_refusals(
    block: SourceBlock, translation: BlockTranslation, locale: str, coverage: Collection[int]
) -> list[Refusal]:
    found = problems(
        block.english, translation.text, locale=locale, coverage=coverage, is_list=block.is_list,
        counted=block.counted,
    )  # fmt: skip
    errors = [problem for problem in found if problem.is_error]
    glyphs = "".join(p.detail for p in errors if p.code is ProblemCode.GLYPH)
    others = [p.code for p in errors if p.code is not ProblemCode.GLYPH]
    refusals = []
    if glyphs:
        refusals.append(Refusal(block.context, PublishRefusal.MISSING_GLYPHS, glyphs))
    if others:
        refusals.append(Refusal(block.context, PublishRefusal.HAS_ERRORS, " ".join(others)))
    return refusals


def release_state(
    refusals: Sequence[Refusal], released_version: int | None, english_version: int
) -> ReleaseState:
    """Where a letter stands in a language, from what stops its publishing and the English version
    its last release was made from (None for no release). Source: screens.md, section 2, States."""
    if released_version is not None and released_version == english_version:
        return ReleaseState.PUBLISHED
    if released_version is not None and refusals:
        return ReleaseState.OLD
    return ReleaseState.INCOMPLETE if refusals else ReleaseState.READY


def may_render(sent_at: object | None) -> bool:
    """R1: only a letter that was not sent is rendered; a fix is a new letter that names the old
    one. `sent_at` is the moment it was sent, or None. Source: LET-3; screens.md, R1."""
    return sent_at is None


def is_sendable(
    released_version: int | None, english_version: int, *, is_old_text_banned: bool
) -> bool:
    """R2: a release of an older English version stays sendable until its language has the new one,
    unless the owner said that the old text must not be used. Source: screens.md, R2."""
    if released_version is None or released_version > english_version:
        return False
    return released_version == english_version or not is_old_text_banned


def changed_words(old: str, new: str) -> list[tuple[Change, str]]:
    """The way from one text to the other in words: (same | removed | added, text), in order.
    Spaces belong to the word before them (screens.md, section 2, What changed in source)."""
    before, after = _words(old), _words(new)
    steps: list[tuple[Change, str]] = []
    for op, i, j, k, m in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        if op == "equal":
            steps.append((Change.SAME, "".join(before[i:j])))
            continue
        if i < j:
            steps.append((Change.REMOVED, "".join(before[i:j])))
        if k < m:
            steps.append((Change.ADDED, "".join(after[k:m])))
    return steps


def _words(text: str) -> list[str]:
    # A field is one word; Chinese has no spaces, so each of its signs is one.
    return _WORD.findall(text)
