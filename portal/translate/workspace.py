"""What stands around one block in the editor: the list it is in, the letter it is in, its forms."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask import request

from portal.i18n import lazy as _l
from portal.locales import LocaleSpec
from portal.policy.catalogs import BlockState, changed_words
from portal.policy.composing import LARGE_SIZE, NORMAL_SIZE, Part
from portal.policy.lettering import SAMPLES, Block
from portal.policy.plurals import ENGLISH, examples, forms_of
from portal.reports import catalogs
from portal.reports.catalogs import BlockRow, Texts
from portal.reports.catalogs.terms import Rules
from portal.translate.samples import ShownBlock, mark_of, sample_letter, shown_block, usable_text
from portal.words import catalogs as words

_FIELD = re.compile(r"(\{[a-z][a-z0-9_]*\})")
DONE = (BlockState.APPROVED, BlockState.NEEDS_REVIEW)


class Show(StrEnum):
    """Which blocks of a letter the list shows, beside those of one state."""

    ALL = "all"
    OPEN = "open"
    FINDINGS = "findings"
    MACHINE = "machine"


SHOWS: dict[str, Any] = {
    Show.ALL: _l("All blocks"),
    Show.OPEN: _l("Still to do"),
    **{str(state): text for state, text in words.STATES.items()},
    Show.FINDINGS: _l("With something to check"),
    Show.MACHINE: _l("Machine-made, not approved"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """How a person looks at a letter: which blocks, which words in them, for whom and how large."""

    show: str
    words: str
    person: int
    size: int

    @property
    def query(self) -> dict[str, Any]:
        """The choice as values of an address, without what is usual."""
        usual = {"show": Show.ALL, "q": "", "person": 1, "size": NORMAL_SIZE}
        mine = {"show": self.show, "q": self.words, "person": self.person, "size": self.size}
        return {name: value for name, value in mine.items() if value != usual[name]}


def choice() -> Choice:
    """The choice of this request, from its address or its form; what is odd in it falls back. A
    press on "person 2, 18 points" comes as the act `look-2-18`."""
    person, size = request.values.get("person", ""), request.values.get("size", "")
    if (pressed := request.values.get("act", "")).startswith("look-"):
        _, person, size = (*pressed.split("-"), "", "")[:3]
    show = request.values.get("show", "")
    return Choice(
        show if show in SHOWS else Show.ALL,
        request.values.get("q", "").strip()[:100],
        int(person) if person in map(str, range(1, SAMPLES + 1)) else 1,
        LARGE_SIZE if size == str(LARGE_SIZE) else NORMAL_SIZE,
    )


def listed(rows: list[BlockRow], looked: Choice, locale: str, rules: Rules) -> list[BlockRow]:
    """The blocks that the list shows, in printing order; `rules` are the language's terms."""
    return [
        row
        for row in rows
        if _is_shown(row, looked.show, locale, rules) and _holds(row, looked.words)
    ]


def _is_shown(row: BlockRow, show: str, locale: str, rules: Rules) -> bool:
    match show:
        case Show.ALL:
            return True
        case Show.OPEN:
            return row.state not in DONE
        case Show.FINDINGS:
            return bool(row.text and catalogs.problems_of(row.block, row.text, locale, rules))
        case Show.MACHINE:
            kept = row.translation
            is_open = row.state is not BlockState.APPROVED
            return bool(kept and kept.is_machine_made and is_open)
        case _:
            return row.state == show


def _holds(row: BlockRow, wanted: str) -> bool:
    places = (row.block.key.replace("_", " "), row.block.english, row.text)
    return any(wanted.casefold() in place.casefold() for place in places)


def neighbour(rows: list[BlockRow], shown: list[BlockRow], row: BlockRow, step: int) -> Any:
    """The next block of the list after this one (`step` 1) or before it (-1), or None."""
    place = rows.index(row)
    later = rows[place + 1 :] if step > 0 else rows[:place][::-1]
    return next((one for one in later if one in shown), None)


def following(rows: list[BlockRow], row: BlockRow) -> BlockRow:
    """The next block that is still to be done, else the one after this, else this one."""
    place = rows.index(row)
    later = [*rows[place + 1 :], *rows[:place]]
    open_ones = [one for one in later if one.state not in DONE]
    return (open_ones or rows[place + 1 : place + 2] or [row])[0]


@dataclass(frozen=True, slots=True)
class Form:
    """One text area of the editor: its label, its English and that one's element."""

    id: str
    label: str
    text: str
    english_id: str


def forms(block: Block, text: str, spec: LocaleSpec) -> list[Form]:
    """The text areas of a block: one, or one for each way its language counts, labelled with
    numbers that take it (screens.md, section 2, Plurals)."""
    if not block.counted_by:
        return [Form("text", "", text, "english")]
    texts = [*forms_of(text), *[""] * spec.plurals][: spec.plurals]
    return [
        Form(
            "text" if number == 0 else f"text-{number}",
            words.form_label(spec.rule, number),
            one,
            "english-one" if examples(spec.rule)[number] == (1,) else "english",
        )
        for number, one in enumerate(texts)
    ]


def english_forms(block: Block) -> list[Form]:
    """The English of a block, each form with its label and its element's id."""
    if not block.counted_by:
        return [Form("english", "", block.english, "")]
    ids = ("english-one", "english")
    return [
        Form(ids[number], words.form_label(ENGLISH, number), one, "")
        for number, one in enumerate(forms_of(block.english))
    ]


def cut_at_fields(text: str) -> list[list[tuple[str, bool]]]:
    """A text as it is translated, each form of it cut at its fields: (piece, whether it is one);
    broken braces are text (LANG-5)."""
    return [
        [(piece, place % 2 == 1) for place, piece in enumerate(_FIELD.split(form)) if piece]
        for form in forms_of(text)
    ]


def difference(row: BlockRow) -> list[tuple[str, str]]:
    """What changed in the English since this translation was made from it."""
    if row.state is not BlockState.SOURCE_CHANGED or row.translation is None:
        return []
    steps = changed_words(row.translation.based_on, row.block.english)
    return [(str(change), text) for change, text in steps]


@dataclass(frozen=True, slots=True)
class Around:
    """A block in its letter: the whole letter with the mark of where it is, or, where it is not
    printed on the page itself, the block alone. `letter` is the letter's name."""

    letter: str
    part: Part | None
    mark: str
    alone: ShownBlock | None
    in_english: frozenset[str]


def around(
    texts: Texts, rows: list[BlockRow], row: BlockRow, text: str, looked: Choice, locale: str
) -> Around:
    """The letter as it will look with `text` as the block's text. A shared block is shown in the
    first letter that has it: two more statements (screens.md, section 2, Source and context)."""
    letter, name, fields = texts.letter, texts.name, texts.fields
    for one in catalogs.all_texts() if letter is None else ():
        if one.letter and row.block.context in {block.context for block in one.blocks}:
            letter, name, fields = one.letter, one.name, one.fields
            rows = catalogs.rows_of(one, locale)
            break
    alone = shown_block(row.block, text, fields, locale)
    if letter is None:
        return Around(name, None, "", alone, frozenset())
    said = {one.block.context: one.text for one in rows} | {row.block.context: text}
    document = sample_letter(letter, said, locale, looked.person - 1, looked.size, row.block)
    mark = mark_of(letter, document, row.block)
    in_english = {
        block.context
        for block in letter.blocks
        if usable_text(block, said.get(block.context, ""), letter.fields, locale)[0] == "en"
    }
    return Around(name, document.parts[0], mark, None if mark else alone, frozenset(in_english))
