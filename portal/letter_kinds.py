"""The kinds of letters as they ship: read once from templates/letters, with starting translations.

What an owner or translator changed afterwards is in the tables; here is what a new portal starts
from, and what no screen changes: roles, sections, fields and their samples.
"""

from functools import cache

import polib

from portal.config import ROOT
from portal.locales import LOCALES
from portal.policy.language_help import HelpSheet, load_help_sheet
from portal.policy.letter_files import load_kind, load_shared
from portal.policy.lettering import Block, LetterKind, SharedBlocks
from portal.policy.plurals import joined

LETTERS = ROOT / "templates" / "letters"
SHARED = "shared"  # the kind of blocks that all letters use: translated and approved once
_NOT_KINDS = ("shared", "phrases", "language_help")


@cache
def shared_blocks() -> SharedBlocks:
    """The blocks that all letters use."""
    return load_shared(
        (LETTERS / "shared.toml").read_text("utf-8"), (LETTERS / "phrases.toml").read_text("utf-8")
    )


@cache
def kinds() -> dict[str, LetterKind]:
    """Every kind of letter by its name, in the order of their codes."""
    found = [
        load_kind(path.read_text("utf-8"), shared_blocks())
        for path in LETTERS.glob("*.toml")
        if path.stem not in _NOT_KINDS
    ]
    return {kind.kind: kind for kind in sorted(found, key=lambda kind: kind.code)}


@cache
def help_sheet() -> HelpSheet:
    """The language-help sheet that goes behind every letter."""
    return load_help_sheet((LETTERS / "language_help.toml").read_text("utf-8"))


def own_blocks(kind: str) -> tuple[Block, ...]:
    """The blocks translated under a kind's own name; `shared` has those of all letters.

    Raises KeyError for a kind that does not ship.
    """
    if kind == SHARED:
        return tuple(shared_blocks().blocks.values())
    return kinds()[kind].own_blocks


@cache
def own_fields(kind: str) -> frozenset[str]:
    """The fields that the sender of a letter fills in: the kind's own, and the rule it rests on;
    all others come from the case. Raises KeyError for a kind that does not ship."""
    return frozenset(kinds()[kind].fields) - frozenset(shared_blocks().fields) | {"rule"}


@cache
def starting_texts(locale: str) -> dict[str, tuple[str, str]]:
    """A language's starting translations: context to (English it was made from, text); empty
    where none ship."""
    path = ROOT / "translations" / LOCALES[locale].folder / "LC_MESSAGES" / "letters.po"
    if locale == "en" or not path.exists():
        return {}
    return {
        entry.msgctxt: _texts_of(entry)
        for entry in polib.pofile(str(path), encoding="utf-8")
        if entry.msgctxt and entry.translated() and not entry.obsolete
    }


def _texts_of(entry: polib.POEntry) -> tuple[str, str]:
    if not entry.msgid_plural:
        return entry.msgid, entry.msgstr
    forms = (entry.msgstr_plural[number] for number in sorted(entry.msgstr_plural))
    return joined((entry.msgid, entry.msgid_plural)), joined(forms)
