"""A letter composed: the one form from which the page, the PDF, Braille and speech are made.

A document has parts: the letter in the recipient's language and, behind a translation, the English
one (R4). A part's sections have blocks, and these runs of text (letter_runs.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.policy.fronts import Front
from portal.policy.letter_runs import Run, runs
from portal.policy.lettering import (
    SECTION_ORDER,
    Block,
    BlockRole,
    LetteringError,
    LetterKind,
    Section,
    count_of,
    substitute,
)
from portal.policy.plurals import ENGLISH, PluralRule, form_for

NORMAL_SIZE = 12  # points
LARGE_SIZE = 18  # points; screens.md, section 3 (large print)

# Only the printer knows the pages: it fills these two itself.
_PRINTED_LATER = {"page": "{page}", "pages": "{pages}"}


@dataclass(frozen=True, slots=True)
class ComposedBlock:
    """One block with its values in place: a text, and items if it is a list."""

    context: str
    role: BlockRole
    runs: tuple[Run, ...]
    items: tuple[tuple[Run, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ComposedSection:
    """One section; its heading is empty for the opening and for what the letter is about."""

    section: Section
    heading: tuple[Run, ...]
    blocks: tuple[ComposedBlock, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The whole letter in one language. `labels` are the small texts around it, by key."""

    locale: str
    direction: str
    title: tuple[Run, ...]
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    facts: tuple[tuple[Run, ...], ...]
    sections: tuple[ComposedSection, ...]
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HelpLine:
    """The help sheet's sentence in one language; a draft is one that nobody reviewed."""

    locale: str
    direction: str
    own_name: str
    text: str
    is_draft: bool = True


@dataclass(frozen=True, slots=True)
class LetterDocument:
    """A letter ready to be shown or printed. `size` in points; `qr_url` empty for no QR code."""

    kind: str
    code: str
    version: int
    letter_no: str
    parts: tuple[Part, ...]
    help_lines: tuple[HelpLine, ...]
    help_phone: str
    size: int = NORMAL_SIZE
    qr_url: str = ""
    front: Front | None = None

    @property
    def locale(self) -> str:
        """The language of the letter itself."""
        return self.parts[0].locale


@dataclass(frozen=True, slots=True)
class Wording:
    """What one language brings to a letter: block texts by context, and field values in words."""

    locale: str
    direction: str
    texts: Mapping[str, str]
    values: Mapping[str, str]
    personal: str = ""
    plural: PluralRule = ENGLISH


def left_out(
    kind: LetterKind, values: Mapping[str, str], choices: Mapping[str, str]
) -> frozenset[str]:
    """Contexts of blocks that this letter does not print: they name an optional field without a
    value, or their `only_when` does not hold for the chosen codes (screens.md, section 7)."""
    dropped = set()
    for block in kind.all_blocks:
        named = {*block.places, block.items_field, block.counted_by} - {""}
        empty = any(kind.fields[n].optional and not values.get(n, "").strip() for n in named)
        condition, codes = block.only_when
        if empty or (condition and choices.get(condition) not in codes):
            dropped.add(block.context)
    return frozenset(dropped)


def compose(
    kind: LetterKind,
    wordings: Iterable[Wording],
    *,
    choices: Mapping[str, str],
    help_lines: tuple[HelpLine, ...],
    size: int = NORMAL_SIZE,
    qr_url: str = "",
    english_counts: bool = False,
) -> LetterDocument:
    """The letter in the recipient's language (the first wording), English behind it (R4).

    `choices` holds the raw codes of choice fields; `english_counts` adds the line of R5. Raises
    LetteringError when a text or a value is missing, when a translation has no English behind it,
    or for a size under 12 points (LET-4: never half translated; screens.md, R4).
    """
    given = tuple(wordings)
    if not given or given[-1].locale != "en" or len(given) > 2 or size < NORMAL_SIZE:
        raise LetteringError("a letter is English, or a translation with English behind it")
    parts = tuple(_part(kind, wording, choices, given, english_counts) for wording in given)
    return LetterDocument(
        kind=kind.kind, code=kind.code, version=kind.version,
        letter_no=given[0].values["letter_no"], parts=parts, help_lines=help_lines,
        help_phone=given[-1].values["office_phone"], size=size, qr_url=qr_url,
    )  # fmt: skip


def _part(
    kind: LetterKind, wording: Wording, choices: Mapping[str, str], given: tuple[Wording, ...],
    english_counts: bool,
) -> Part:  # fmt: skip
    dropped = left_out(kind, wording.values, choices)
    blocks = [block for block in kind.blocks if block.context not in dropped]
    extras = {block.key: block for block in kind.extras if block.context not in dropped}
    sections = []
    for section in SECTION_ORDER[1:-1]:
        composed = tuple(_block(kind, wording, b) for b in blocks if b.section is section)
        if section is Section.PERSONAL:
            composed = _personal(kind, wording, extras, any(other.personal for other in given))
        if section is Section.HELP and english_counts and len(given) > 1:
            composed += _english_counts(kind, wording, extras, given)
        heading = extras.get(f"heading_{section}")
        if composed:
            head = _runs(kind, wording, heading) if heading else ()
            sections.append(ComposedSection(section, head, composed))
    # A draft in which nothing is chosen yet has none of its titles: it shows the first.
    title = next(block for block in (*blocks, *kind.blocks) if block.role is BlockRole.TITLE)
    opening = tuple(
        _block(kind, wording, block)
        for block in blocks
        if block.section is Section.OPENING and block is not title
    )
    values = wording.values
    return Part(
        locale=wording.locale,
        direction=wording.direction,
        title=_runs(kind, wording, title),
        sender=_lines(values, "office_name", "office_address", "office_phone"),
        recipient=_lines(values, "client_name", "mailing_address"),
        facts=tuple(_runs(kind, wording, extras[key]) for key in extras if key.startswith("fact_")),
        sections=(ComposedSection(Section.OPENING, (), opening), *sections),
        labels={
            key: substitute(_text(kind, wording, block), {**values, **_PRINTED_LATER}, kind.fields)
            for key, block in sorted(extras.items())
            if key.startswith("label_")
        },
    )


def _english_counts(
    kind: LetterKind, wording: Wording, extras: Mapping[str, Block], given: tuple[Wording, ...]
) -> tuple[ComposedBlock, ...]:
    """The line that the English text counts, where both releases have it (screens.md, R5)."""
    block = extras.get("english_counts")
    if block is None or not all(one.texts.get(block.context) for one in given):
        return ()
    return (ComposedBlock(block.context, BlockRole.TEXT, _runs(kind, wording, block)),)


def _personal(
    kind: LetterKind, wording: Wording, extras: Mapping[str, Block], is_wanted: bool
) -> tuple[ComposedBlock, ...]:
    """The worker's own words; where their translation is not there yet, the line that says that
    it follows (LET-5)."""
    if not is_wanted:
        return ()
    text = wording.personal or _text(kind, wording, extras["label_personal_follows"])
    paragraphs = [line for line in text.split("\n") if line.strip()]
    return tuple(
        ComposedBlock("personal", BlockRole.TEXT, (Run(line, direction="auto"),))
        for line in paragraphs
    )


def _block(kind: LetterKind, wording: Wording, block: Block) -> ComposedBlock:
    if block.role is not BlockRole.LIST:
        return ComposedBlock(block.context, block.role, _runs(kind, wording, block))
    if not block.items_field:
        lines = [line for line in _text(kind, wording, block).split("\n") if line.strip()]
        found = (runs(line, wording.values, kind.fields) for line in lines)
        return ComposedBlock(block.context, block.role, (), tuple(found))
    values = [line for line in wording.values[block.items_field].split("\n") if line.strip()]
    items = tuple((Run(line, field=block.items_field, direction="auto"),) for line in values)
    return ComposedBlock(block.context, block.role, _runs(kind, wording, block), items)


def _runs(kind: LetterKind, wording: Wording, block: Block) -> tuple[Run, ...]:
    return runs(_text(kind, wording, block), wording.values, kind.fields)


def _text(kind: LetterKind, wording: Wording, block: Block) -> str:
    text = wording.texts.get(block.context, "")
    if not text.strip():
        raise LetteringError(f"{block.context}: no text in {wording.locale}")
    if not block.counted_by:
        return text
    chosen = form_for(text, wording.plural, count_of(kind.fields[block.counted_by], wording.values))
    if not chosen:
        raise LetteringError(f"{block.context}: a form is missing in {wording.locale}")
    return chosen


def _lines(values: Mapping[str, str], *names: str) -> tuple[str, ...]:
    return tuple(
        line.strip() for name in names for line in values.get(name, "").split("\n") if line.strip()
    )


def plain_text(part: Part) -> str:
    """One language of a letter as plain text, one paragraph a line (LET-2)."""
    lines = [_joined(part.title)]
    for section in part.sections:
        lines.append(_joined(section.heading))
        for block in section.blocks:
            lines.append(_joined(block.runs))
            lines.extend(_joined(item) for item in block.items)
    return "\n".join(line for line in lines if line)


def _joined(found: tuple[Run, ...]) -> str:
    return "".join(run.text for run in found)
