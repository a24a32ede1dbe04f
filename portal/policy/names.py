"""Names and numbers in the one form they are searched by: small letters without marks."""

import unicodedata
from functools import lru_cache

PIECE_LENGTH = 10  # characters kept of a piece: what is typed beyond them is compared afterwards
SHORT = 3  # a word of fewer letters is looked for at the beginnings of names alone
WORDS_LENGTH = 255  # characters kept of a case's name and number

# Letters that are no letter with a mark to Unicode, but are to those who type a name without it.
_LETTERS = str.maketrans({
    "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ħ": "h",
    "ŧ": "t", "ŋ": "ng", "ə": "e",
})  # fmt: skip
_BETWEEN = ",;/_"  # parts two names as a blank does; a hyphen or an apostrophe does not
# From here on a sign is a syllable or a word: one alone is worth finding.
_FIRST_SYLLABLE_SIGN = 0x2E80


@lru_cache(maxsize=16_384)
def folded(text: str) -> str:
    """The words of a text without capitals, accents and signs, one blank between them: "López,
    Mei-Ling" is "lopez meiling" (screens, section 9: search; the folding is ours)."""
    parted = "".join(" " if sign in _BETWEEN else sign for sign in text.casefold())
    plain = unicodedata.normalize("NFKD", parted.translate(_LETTERS))
    kept = "".join(sign for sign in plain if sign.isalnum() or sign.isspace())
    return " ".join(unicodedata.normalize("NFC", kept).split())


def search_words(display_name: str, number: str) -> str:
    """What a case is found by: its folded name, then its number in one word (ours)."""
    return f"{folded(display_name)} {folded(number)}".strip()[:WORDS_LENGTH]


def pieces(words: str) -> set[bytes]:
    """Where a search may begin within these folded words, as UTF-8: each word, each ending of a
    name that is long enough, the digits of the number (the last word), cut to PIECE_LENGTH.

    Bytes have the same order in every database, so that a search is a range of them (ours).
    """
    *names, number = words.split() or [""]
    found = {number, number.lstrip("abcdefghijklmnopqrstuvwxyz")}
    for name in names:
        found |= {
            name[start:] for start in range(len(name)) if start == 0 or _is_ending(name[start:])
        }
    return {piece[:PIECE_LENGTH].encode() for piece in found if piece}


def _is_ending(text: str) -> bool:
    return len(text) >= SHORT or ord(text[0]) >= _FIRST_SYLLABLE_SIGN


def piece_range(word: str) -> tuple[bytes, bytes]:
    """The pieces that begin with a folded word: from the first to before the second (ours)."""
    first = word[:PIECE_LENGTH].encode()
    return first, first + b"\xff"
