"""The language-help sheet: one sentence in many languages, behind every letter (LET-4)."""

import tomllib
from dataclasses import dataclass

from portal.policy.composing import HelpLine
from portal.policy.lettering import LetteringError


@dataclass(frozen=True, slots=True)
class HelpSheet:
    """The sheet L15: its English first, then the other languages in the order of the file."""

    code: str
    version: int
    lines: tuple[HelpLine, ...]


def load_help_sheet(text: str) -> HelpSheet:
    """The sheet from the TOML text of language_help.toml.

    Raises LetteringError without an English line first or with a language twice. Source: LET-4;
    MPP 21-115; 45 CFR 92.11 (screens.md, section 3).
    """
    raw = tomllib.loads(text)
    lines = tuple(
        HelpLine(
            locale=entry["locale"],
            direction=entry.get("direction", "ltr"),
            own_name=entry["own_name"],
            text=entry["text"],
            is_draft=bool(entry.get("draft", True)),
        )
        for entry in raw["lines"]
    )
    locales = [line.locale for line in lines]
    if locales[:1] != ["en"] or len(set(locales)) != len(locales):
        raise LetteringError("the help sheet starts in English and names each language once")
    return HelpSheet(raw["code"], int(raw["version"]), lines)


def lines_for(sheet: HelpSheet, locale: str) -> tuple[HelpLine, ...]:
    """The sheet's lines with the recipient's language on top, English behind it (ours)."""
    return tuple(sorted(sheet.lines, key=lambda line: (line.locale != locale, line.locale != "en")))
