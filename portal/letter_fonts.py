"""Which characters the letter fonts draw, and which fonts a language's letter is set in.

Read from coverage.json, which lies beside the fonts: a missing glyph would print as an empty box
without a warning (screens.md, decision 8).
"""

import json
import unicodedata
from functools import cache
from typing import Any

from portal.config import ROOT

FONTS = ROOT / "static" / "fonts" / "letters"
_LATIN = "Noto Sans"
_SCRIPT_FONTS = {
    "ar": "Vazirmatn",
    "fa": "Vazirmatn",
    "km": "Battambang",
    "lo": "Noto Sans Lao",
    "am": "Noto Sans Ethiopic",
    "hy": "Noto Sans Armenian",
    "pa": "Noto Sans Gurmukhi",
    "zh-Hans": "Noto Sans SC",
    "zh-Hant": "Noto Sans TC",
    "ko": "Noto Sans KR",
    "my": "Noto Sans Myanmar",
    "ksw": "Noto Sans Myanmar",
    "ja": "Noto Sans JP",
    "syr": "Noto Sans Syriac",
}
_HAN = ("zh-Hans", "ko", "ja")  # their own font lacks what the one for traditional Chinese draws
# Set by the shaper, never drawn: spaces, joiners, breaks, bidi marks and isolates.
_UNDRAWN = ("Cf", "Zs", "Zl", "Zp", "Cc")


@cache
def _coverage() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads((FONTS / "coverage.json").read_text("utf-8"))
    return found


@cache
def _drawn_by(family: str) -> frozenset[int]:
    signs: set[int] = set()
    for font in _coverage().values():
        if font["family"] == family:
            drawn = {sign for low, high in font["ranges"] for sign in range(low, high + 1)}
            signs = signs & drawn if signs else drawn
    return frozenset(signs)


@cache
def font_families(locale: str) -> tuple[str, ...]:
    """The families a letter in this language is set in, best first: its script's, Latin, then all
    others, because a name may be in any script (LANG-5)."""
    own = _SCRIPT_FONTS.get(locale)
    first = (own, _LATIN) if own else (_LATIN,)
    others = dict.fromkeys(font["family"] for font in _coverage().values())
    return (*first, *(family for family in others if family not in first))


@cache
def coverage(locale: str) -> frozenset[int]:
    """The code points that a text in this language may hold: those of its script's font and of
    the Latin one. A text with others was not written in this language (screens.md, 2.1)."""
    own = _SCRIPT_FONTS.get(locale)
    han = frozenset(_drawn_by("Noto Sans TC")) if locale in _HAN else frozenset()
    return _drawn_by(_LATIN) | (_drawn_by(own) if own else frozenset()) | han


@cache
def _any_font() -> frozenset[int]:
    return frozenset().union(*(_drawn_by(family) for family in font_families("en")))


def missing_glyphs(text: str, locale: str = "") -> list[str]:
    """The characters of a text that the fonts of `locale` do not draw, each once, sorted; without
    a locale those that no letter font draws at all (a name may be in any script). Source:
    screens.md, decision 8."""
    drawn = coverage(locale) if locale else _any_font()
    signs = set(unicodedata.normalize("NFC", text))
    return sorted(
        sign
        for sign in signs
        if ord(sign) not in drawn and unicodedata.category(sign) not in _UNDRAWN
    )


def font_digests() -> dict[str, str]:
    """The SHA-256 of each letter font, by file name without its ending (LET-3)."""
    return {name: font["sha256"] for name, font in sorted(_coverage().items())}
