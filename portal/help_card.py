"""The language-help card: one card a language that says which interpreter somebody needs."""

import tomllib
from dataclasses import dataclass
from functools import cache

from portal.config import ROOT

_FILE = ROOT / "templates" / "auth" / "help_card.toml"


@dataclass(frozen=True, slots=True)
class HelpCard:
    """One card: the sentence in its language and, for who reads it at the counter, in English.
    A draft is one that nobody reviewed."""

    locale: str
    direction: str
    own_name: str
    text: str
    english: str
    is_draft: bool


@cache
def help_cards() -> tuple[HelpCard, ...]:
    """Every card, in the order of the file (screens.md, section 3)."""
    raw = tomllib.loads(_FILE.read_text("utf-8"))
    return tuple(
        HelpCard(
            locale=card["locale"],
            direction=card.get("direction", "ltr"),
            own_name=card["own_name"],
            text=card["text"],
            english=raw["english"].format(language=card["name"]),
            is_draft=bool(card.get("draft", True)),
        )
        for card in raw["cards"]
    )
