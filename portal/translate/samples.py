"""Letters and single blocks with the sample people of the letters' own files."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal import letter_kinds, letter_values
from portal.locales import LOCALES
from portal.policy.composing import LetterDocument, Wording, compose
from portal.policy.language_help import lines_for
from portal.policy.letter_runs import Run, runs
from portal.policy.lettering import (
    Block,
    BlockRole,
    Field,
    LetteringError,
    LetterKind,
    count_of,
    is_balanced,
)
from portal.policy.plurals import form_for, forms_of
from portal.words import letters


def phrase(code: str, tag: str) -> str:
    """A phrase bank's code in the words of a language; a sample's code that is in no bank is shown
    readably."""
    said = letters.phrase(code, tag)
    return said if said != code else code.replace("_", " ").capitalize()


def sample_values(fields: Mapping[str, Field], number: int, tag: str) -> dict[str, str]:
    """The values of sample person `number` (0, 1 or 2) in the words of a language."""
    return {
        name: letter_values.in_words(field, field.samples[number], tag, phrase)
        for name, field in fields.items()
    }


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A block as it will stand in the letter; `lang` is "en" where there is no usable text yet."""

    context: str
    role: str
    lang: str
    runs: tuple[Run, ...]
    items: tuple[str, ...] = ()


def shown_block(block: Block, text: str, fields: Mapping[str, Field], tag: str) -> ShownBlock:
    """One block with the first sample person's values, in English where the text cannot be set."""
    lang, usable = usable_text(block, text, fields, tag)
    values = sample_values(fields, 0, lang)
    if block.counted_by:
        number = count_of(fields[block.counted_by], values)
        usable = form_for(usable, LOCALES[lang].rule, number)
    items = values.get(block.items_field, "") if block.items_field else ""
    return ShownBlock(
        block.context, block.role, lang, runs(usable, values, fields), tuple(items.split("\n"))
        if items else (),
    )  # fmt: skip


def usable_text(block: Block, text: str, fields: Mapping[str, Field], tag: str) -> tuple[str, str]:
    """(language, text): the translation, or English where it is blank or broken."""
    forms = forms_of(text) if block.counted_by else (text,)
    try:
        runs(" ".join(forms), sample_values(fields, 0, tag), fields)
    except LetteringError:
        return "en", block.english
    is_whole = len(forms) == LOCALES[tag].plurals or not block.counted_by
    is_usable = is_whole and all(form.strip() and is_balanced(form) for form in forms)
    return (tag, text) if is_usable else ("en", block.english)


def sample_letter(
    kind: LetterKind,
    texts: Mapping[str, str],
    tag: str,
    person: int,
    size: int,
    block: Block | None = None,
) -> LetterDocument:
    """The whole letter for sample person `person` (0, 1 or 2), English behind it.

    `texts` are the translations by context; blocks without a usable one stand in English. The
    letter is made so that `block` is printed, if any person's letter has it (screens.md, section 2,
    Preview).
    """
    raw = _raw_with(kind, person, block)
    english = {one.context: one.english for one in kind.all_blocks}
    usable = {
        one.context: usable_text(one, texts.get(one.context, ""), kind.fields, tag)[1]
        for one in kind.all_blocks
    }
    return compose(
        kind,
        [_wording(kind, raw, tag, usable), _wording(kind, raw, "en", english)],
        choices=letter_values.choices_of(kind, raw),
        help_lines=lines_for(letter_kinds.help_sheet(), tag),
        size=size,
    )


def _raw_with(kind: LetterKind, person: int, block: Block | None) -> dict[str, str]:
    raw = letter_values.samples_of(kind, person)
    if block is None:
        return raw
    condition, codes = block.only_when
    if condition and raw.get(condition) not in codes:
        raw[condition] = codes[0]
    for name in {*block.places, block.items_field, block.counted_by} & set(kind.fields):
        raw[name] = raw[name] or next(filter(None, kind.fields[name].samples), "")
    return raw


def mark_of(kind: LetterKind, document: LetterDocument, block: Block) -> str:
    """Where a block stands in a composed letter: what previews/_letter.html outlines; "" where it
    is not printed on the page itself (small texts around it, phrases)."""
    if block.role is BlockRole.TITLE:
        return "title"
    if block.role is BlockRole.HEADING:
        sections = {f"heading_{one.section}" for one in document.parts[0].sections if one.heading}
        return block.key if block.key in sections else ""
    facts = [one.key for one in kind.extras if one.key.startswith("fact_")]
    if block.key in facts:
        return f"fact_{facts.index(block.key)}"
    printed = {one.context for part in document.parts for s in part.sections for one in s.blocks}
    return block.context if block.context in printed else ""


def _wording(
    kind: LetterKind, raw: Mapping[str, str], tag: str, texts: Mapping[str, str]
) -> Wording:
    said = letter_values.phrases_of(kind, texts)

    def in_letter(code: str, each: str) -> str:
        return phrase(said(code, each), each)

    values = letter_values.values_in(kind, raw, tag, in_letter)
    return Wording(tag, LOCALES[tag].direction, texts, values, plural=LOCALES[tag].rule)
