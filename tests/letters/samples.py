"""Letters with the sample people of the kinds' files, in any language that has starting texts."""

from datetime import UTC, datetime
from functools import cache

import polib

from portal import letter_kinds, letter_values
from portal.config import ROOT
from portal.locales import LOCALES
from portal.policy.composing import LetterDocument, Wording, compose
from portal.policy.language_help import HelpSheet, lines_for, load_help_sheet
from portal.policy.letter_files import load_kind, load_shared
from portal.policy.lettering import LetterKind, SharedBlocks

KINDS = tuple(letter_kinds.kinds())
TRANSLATED = tuple(tag for tag in LOCALES if letter_kinds.starting_texts(tag))
MOMENT = datetime(2026, 5, 4, 17, 0, tzinfo=UTC)
LETTERS = ROOT / "templates" / "letters"


@cache
def shared() -> SharedBlocks:
    phrases = (LETTERS / "phrases.toml").read_text("utf-8")
    return load_shared((LETTERS / "shared.toml").read_text("utf-8"), phrases)


@cache
def kind(name: str) -> LetterKind:
    return load_kind((LETTERS / f"{name}.toml").read_text("utf-8"), shared())


@cache
def help_sheet() -> HelpSheet:
    return load_help_sheet((LETTERS / "language_help.toml").read_text("utf-8"))


@cache
def catalog(tag: str) -> polib.POFile:
    folder = LOCALES[tag].folder
    return polib.pofile(str(ROOT / "translations" / folder / "LC_MESSAGES" / "letters.po"))


def texts(name: str, tag: str) -> dict[str, str]:
    if tag == "en":
        return {block.context: block.english for block in kind(name).all_blocks}
    return {context: text for context, (_, text) in letter_kinds.starting_texts(tag).items()}


def wording(name: str, tag: str, sample: int = 0, **values: str) -> Wording:
    raw = letter_values.samples_of(kind(name), sample)
    found, spec = texts(name, tag), LOCALES[tag]
    said = letter_values.phrases_of(kind(name), found)
    words = letter_values.values_in(kind(name), raw, tag, said)
    return Wording(tag, spec.direction, found, {**words, **values}, plural=spec.rule)


def letter(
    name: str, tag: str, sample: int = 0, size: int = 12, qr_url: str = "", **values: str
) -> LetterDocument:
    raw = letter_values.samples_of(kind(name), sample)
    return compose(
        kind(name),
        [wording(name, each, sample, **values) for each in dict.fromkeys((tag, "en"))],
        choices=letter_values.choices_of(kind(name), raw),
        help_lines=lines_for(help_sheet(), tag),
        size=size,
        qr_url=qr_url,
    )
