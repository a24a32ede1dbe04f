"""Letters as blocks with typed fields: their kinds, and the one way a value gets into a text.

A letter is neither a page template nor a format string (safety.md): `{name}` of a declared field is
replaced by a string and nothing else is understood. What is returned is plain text; whoever shows
it escapes it. Markup is `**strong**` alone; in a list block each line is one item.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from portal.policy.plurals import forms_of

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_STRONG = "**"
SAMPLES = 3  # sample people a translator previews a letter with; screens.md, section 2


class LetteringError(ValueError):
    """A letter's text, field or file that breaks the rules of this module."""


class FieldType(StrEnum):
    """What a field holds; raw values are strings: ISO dates, minutes since midnight (time),
    cents (money), minutes (hours), phrase bank codes (choice), lines (list, address)."""

    TEXT = "text"
    NAME = "name"
    DATE = "date"
    TIME = "time"
    MONEY = "money"
    HOURS = "hours"
    PHONE = "phone"
    ADDRESS = "address"
    LIST = "list"
    CHOICE = "choice"


class BlockRole(StrEnum):
    """How a block is set: the letter's title, a section's heading, sentences, items, a label; or
    a phrase, which is what a field says for a code."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    LIST = "list"
    LABEL = "label"
    PHRASE = "phrase"


class Section(StrEnum):
    """The parts of every notice in their order (screens.md, section 6, rule 1)."""

    OPENING = "opening"
    WHAT = "what"
    WHEN = "when"
    DO = "do"
    WHY = "why"
    PERSONAL = "personal"
    RULE = "rule"
    DISAGREE = "disagree"
    CONTACT = "contact"
    HELP = "help"
    LABEL = "label"


SECTION_ORDER = tuple(Section)


@dataclass(frozen=True, slots=True)
class Field:
    """A place in a letter's texts. An optional one may stay empty: blocks naming it drop out.
    `bank` is the phrase bank that says its codes, if it holds codes. `needed_when` is a choice
    field and the codes with which an optional one must be filled in after all."""

    name: str
    type: FieldType
    samples: tuple[str, ...]
    optional: bool = False
    bank: str = ""
    needed_when: tuple[str, tuple[str, ...]] = ("", ())


@dataclass(frozen=True, slots=True)
class Block:
    """The unit of translation. `context` ("kind.key") is its stable name in every catalog.

    `items_field` names the list field whose lines follow the text as items. `only_when` is a
    choice field and the codes for which the block is printed; empty means always. A phrase has its
    `bank` and its `code` there. `counted_by` is the field whose number (hours) or lines (list) the
    text is counted by: it then has a form for each way of counting (plurals.py).
    """

    key: str
    context: str
    role: BlockRole
    section: Section
    english: str
    note: str = ""
    is_required: bool = False
    is_customizable: bool = False
    items_field: str = ""
    only_when: tuple[str, tuple[str, ...]] = ("", ())
    bank: str = ""
    code: str = ""
    counted_by: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """The field names in the English text, in order, repeats included; in that of many where
        it is counted."""
        return places(forms_of(self.english)[-1] if self.counted_by else self.english)


@dataclass(frozen=True, slots=True)
class SharedBlocks:
    """Fields and blocks that all letters use: translated once, approved once. `rights` are the
    fields that only letters with the blocks of the rights have; their sender fills them in."""

    version: int
    fields: Mapping[str, Field]
    rights: Mapping[str, Field]
    blocks: Mapping[str, Block]


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One kind of letter. `blocks` in printing order, shared ones in their places; `extras` are
    the shared headings and labels that every letter carries, and the phrases of its fields.
    `citations` are the rules that it rests on, by program; a program that does not have this letter
    is not among them."""

    code: str
    kind: str
    name: str
    version: int
    purpose: str
    trigger: str
    citations: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, Field]
    blocks: tuple[Block, ...]
    extras: tuple[Block, ...]

    @property
    def own_blocks(self) -> tuple[Block, ...]:
        """The blocks that belong to this letter alone."""
        return tuple(block for block in self.blocks if block.context.startswith(f"{self.kind}."))

    @property
    def all_blocks(self) -> tuple[Block, ...]:
        """Every block that must be approved before this letter is published in a language."""
        return self.blocks + self.extras


def places(text: str) -> tuple[str, ...]:
    """The names in `{...}` of a text, in order. Raises LetteringError for any other brace
    (safety.md, Letters)."""
    rest = _PLACE.sub("", text)
    if "{" in rest or "}" in rest:
        raise LetteringError(f"a brace that is no field: {text!r}")
    return tuple(_PLACE.findall(text))


def substitute(text: str, values: Mapping[str, str], declared: Mapping[str, Field]) -> str:
    """The text with each `{name}` replaced by its value, which is never read again.

    Raises LetteringError for an undeclared field, a field without a value, a value that is no
    string, or any other use of braces (safety.md, Letters). The result is not escaped.
    """
    return "".join(piece for piece, _ in pieces(text, values, declared))


def pieces(
    text: str, values: Mapping[str, str], declared: Mapping[str, Field]
) -> list[tuple[str, str]]:
    """The text cut at its fields: (piece, field name or ""). Raises as `substitute` does
    (safety.md, Letters)."""
    found: list[tuple[str, str]] = []
    cut = _cut(text)
    for number, part in enumerate(cut):
        if number % 2 == 0:
            found.append((part, ""))
            continue
        if part not in declared:
            raise LetteringError(f"field {part!r} is not declared")
        value = values.get(part)
        if not isinstance(value, str) or (not value.strip() and not declared[part].optional):
            raise LetteringError(f"field {part!r} has no text")
        # "2026 г." at the end of a sentence: one full stop is enough.
        ends = value.endswith(".") and cut[number + 1].lstrip("*").startswith(".")
        found.append((value[:-1] if ends else value, part))
    return [(piece, name) for piece, name in found if piece]


@lru_cache(maxsize=4096)  # the same texts stand in thousands of letters
def _cut(text: str) -> tuple[str, ...]:
    places(text)
    return tuple(_PLACE.split(text))


def is_balanced(text: str) -> bool:
    """Whether every `**` is closed on its own line and encloses something (ours)."""
    for line in text.split("\n"):
        parts = line.split(_STRONG)
        if len(parts) % 2 == 0 or any(not part.strip() for part in parts[1::2]):
            return False
    return "*" not in text.replace(_STRONG, "")


def count_of(field: Field, values: Mapping[str, str]) -> int | None:
    """The number that a text is counted by: the lines of a list, or whole hours; None for hours
    that are not whole. `values` are in words, whose digits are the same in all languages
    (screens.md, section 6, rule 15)."""
    value = values.get(field.name, "")
    if field.type is FieldType.LIST:
        return sum(1 for line in value.split("\n") if line.strip())
    return int(value) if value.isdecimal() and value.isascii() else None
