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

KINDS = ("appointment", "no_contact_30_days", "documents_needed")  # with starting translations
ALL_KINDS = tuple(letter_kinds.kinds())
TRANSLATED = ("es", "vi", "ru", "so", "ar")
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
    return {entry.msgctxt: entry.msgstr for entry in catalog(tag)}


def phrase(code: str, tag: str) -> str:
    return code.replace("_", " ").capitalize()


def wording(name: str, tag: str, sample: int = 0, **values: str) -> Wording:
    raw = letter_values.samples_of(kind(name), sample)
    words = letter_values.values_in(kind(name), raw, tag, phrase)
    spec = LOCALES[tag]
    said = {**words, **values}
    return Wording(tag, spec.direction, texts(name, tag), said, plural=spec.rule)


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
