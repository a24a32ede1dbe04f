"""A letter's English edited on screen: what may be written, who may check it, what a typo is.

The owner writes a draft, a second person checks it against the law, then it is published: until
then nobody but they and its readers know of it (screens.md, 2.2).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from portal.policy.findings import Problem
from portal.policy.lettering import Field, FieldType, LetteringError, places
from portal.policy.reading import MOST, reading_grade


class EnglishProblem(StrEnum):
    """What is wrong with an English block beside what the checks of every text find."""

    NOT_DECLARED = "not_declared"
    LIST_IN_TEXT = "list_in_text"
    FIELD_GONE = "field_gone"
    LEFT_OUT = "left_out"


class EnglishRefusal(StrEnum):
    """Why a draft stays as it is."""

    HARD_WITHOUT_REASON = "hard_without_reason"
    NOTHING_CHANGED = "nothing_changed"
    CHANGED_MEANWHILE = "changed_meanwhile"
    WRITER_CHECKS = "writer_checks"
    NOT_ASKED = "not_asked"
    NOT_CHECKED = "not_checked"
    ALREADY_ASKED = "already_asked"
    NO_COMMENT = "no_comment"
    TYPO_MOVES_FIELDS = "typo_moves_fields"
    TYPO_MOVES_NUMBERS = "typo_moves_numbers"
    TYPO_OR_BAN = "typo_or_ban"
    FIELD_GONE = "field_gone"
    NO_APPROVAL_TO_KEEP = "no_approval_to_keep"


class CommentRefusal(StrEnum):
    """Why a comment on a block, or its answer, is not taken."""

    BLANK = "blank"
    ANSWERED_MEANWHILE = "answered_meanwhile"


class DraftState(StrEnum):
    """Where a letter's English stands between two versions (screens.md, 2.2)."""

    NONE = "none"
    WRITING = "writing"
    WAITS = "waits"  # for its legal check
    LEGAL_OK = "legal_ok"


@dataclass(frozen=True, slots=True)
class FieldFinding:
    """What a changed block does to a field. An error stops saving."""

    code: EnglishProblem
    name: str

    @property
    def is_error(self) -> bool:
        """Whether it stops saving."""
        return self.code is not EnglishProblem.LEFT_OUT


def field_findings(
    text: str,
    *,
    before: str,
    elsewhere: Iterable[str],
    fields: Mapping[str, Field],
) -> list[FieldFinding]:
    """What a new text of a block does to the letter's fields, errors first.

    In: the text that was there, the letter's other texts, the fields that its kind declares. A
    field that is not declared cannot be filled in; a list stands below its text, never in it; one
    that must be filled in and stood here must stand somewhere in the letter; where one that may
    stay empty comes in, the whole block is left out when it does. A brace that is no field is found
    by the checks of every text. Source: LET-9; screens.md, 2.1 and 2.2.
    """
    named, stood = _named(text), _named(before)
    found = [
        FieldFinding(EnglishProblem.NOT_DECLARED, name) for name in named if name not in fields
    ]
    known = [name for name in named if name in fields]
    found += [
        FieldFinding(EnglishProblem.LIST_IN_TEXT, name)
        for name in known
        if fields[name].type is FieldType.LIST
    ]
    found += [
        FieldFinding(EnglishProblem.FIELD_GONE, name)
        for name in lost_fields([before], [text, *elsewhere], fields)
    ]
    return found + [
        FieldFinding(EnglishProblem.LEFT_OUT, name)
        for name in known
        if fields[name].optional and name not in stood
    ]


def lost_fields(
    before: Iterable[str], after: Iterable[str], fields: Mapping[str, Field]
) -> list[str]:
    """The fields that must be filled in and stood in a letter's texts before but do not after: what
    they say would reach nobody (LET-9)."""
    kept = {name for text in after for name in _named(text)}
    stood = dict.fromkeys(name for text in before for name in _named(text))
    return [
        name for name in stood if name not in kept and name in fields and not fields[name].optional
    ]


def _named(text: str) -> tuple[str, ...]:
    try:
        return tuple(dict.fromkeys(places(text)))
    except LetteringError:
        return ()


def is_hard(text: str) -> bool:
    """Whether a text is harder to read than letters are without a reason: above 6.0 (screens.md,
    section 3, Turner v. McMahon)."""
    return reading_grade(text) > MOST


def refusals_to_write(
    text: str,
    found: Sequence[Problem | FieldFinding],
    *,
    reason: str = "",
) -> dict[str, StrEnum]:
    """Why a block's new text is not kept, by form field ("text", "reason"); empty means it is.

    In: what `english_problems` and `field_findings` found, why it may be hard to read. Source:
    screens.md, 2.1 and 3.
    """
    errors = [one for one in found if one.is_error]
    if errors:
        return {"text": errors[0].code}
    if is_hard(text) and not reason.strip():
        return {"reason": EnglishRefusal.HARD_WITHOUT_REASON}
    return {}


def typo_refusals(changes: Iterable[tuple[str, str]]) -> list[EnglishRefusal]:
    """Why changes, each (before, after), are no mere typos; empty means they may be called so.

    Whoever reads the letter must learn the same: fields and numbers stay as they are. Whether the
    meaning does is for two people to say. Source: screens.md, R3.
    """
    found: list[EnglishRefusal] = []
    for before, after in changes:
        if Counter(_all_named(before)) != Counter(_all_named(after)):
            found.append(EnglishRefusal.TYPO_MOVES_FIELDS)
        if _digits(before) != _digits(after):
            found.append(EnglishRefusal.TYPO_MOVES_NUMBERS)
    return list(dict.fromkeys(found))


def _all_named(text: str) -> tuple[str, ...]:
    try:
        return places(text)
    except LetteringError:
        return ()


def _digits(text: str) -> list[str]:
    return [sign for sign in text if sign.isdigit()]


def refusals_to_ask(
    changes: Sequence[tuple[str, str]], *, is_typo: bool, bans_old: bool, is_asked: bool
) -> list[EnglishRefusal]:
    """Why the legal check cannot be asked for; empty means it can.

    In: each changed block's text before and after, whether the owner says that the meaning is the
    same, or that no older text may be used. Both at once is a contradiction: where the law changed,
    the meaning did. Source: screens.md, R2 and R3.
    """
    if not changes:
        return [EnglishRefusal.NOTHING_CHANGED]
    if is_asked:
        return [EnglishRefusal.ALREADY_ASKED]
    if is_typo and bans_old:
        return [EnglishRefusal.TYPO_OR_BAN]
    return typo_refusals(changes) if is_typo else []


def refusals_to_check(
    checker_id: int, writer_ids: Collection[int], *, is_asked: bool
) -> list[EnglishRefusal]:
    """Why this person may not say that a draft is right by the law: they wrote in it, or nobody
    asked (LET-6; screens.md, 2.2)."""
    if not is_asked:
        return [EnglishRefusal.NOT_ASKED]
    return [EnglishRefusal.WRITER_CHECKS] if checker_id in writer_ids else []


def keeps_approval(history: Sequence[tuple[str, bool]], based_on: str) -> bool:
    """Whether a translation's approval may be kept by one who confirms it.

    In: a block's English through its versions, oldest first, as (hash, whether that version was
    called a typo); the hash of the English that the translation was made from. Every change since
    must have been a typo: one change of meaning among them, and it must be translated again.
    Source: screens.md, R3.
    """
    made = [place for place, (source, _typo) in enumerate(history) if source == based_on]
    if not made:
        return False
    since = history[made[-1] :]
    changes = [
        is_typo for (before, _earlier), (after, is_typo) in pairwise(since) if before != after
    ]
    return bool(changes) and all(changes)
