"""The translators' memory: published texts whose English is the same as, or close to, another one.

How close: twice the words in common, in their order, over all words of both; fields and marks count
as words. A word's place in an index tells which texts can be close enough at all, so that ten
thousand texts are asked in a moment. Source: screens.md, section 2, Memory.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

CLOSE = 75  # percent; screens.md, section 2
_TOKEN = re.compile(r"\{[^{}]*\}|\w+|[^\w\s]")
_COMPARED = 60  # the best candidates that are compared word for word


@dataclass(frozen=True, slots=True)
class Remembered:
    """One published text: its English, its translation, and where it stands."""

    english: str
    text: str
    origin: str


class Memory:
    """A language's published texts, ready to be asked."""

    def __init__(self, texts: Iterable[Remembered]) -> None:
        self._texts = list(dict.fromkeys(texts))
        self._tokens = [_tokens(one.english) for one in self._texts]
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, tokens in enumerate(self._tokens):
            for token, count in Counter(tokens).items():
                self._places[token].append((number, count))

    def __len__(self) -> int:
        return len(self._texts)

    def matches(self, english: str, limit: int) -> list[tuple[int, Remembered]]:
        """The texts whose English is the same or at least 75 % the same, with how many percent;
        the closest first, of equals the one given first. 100 is the same text alone."""
        wanted = _tokens(english)
        found = []
        for number in self._candidates(wanted):
            one = self._texts[number]
            percent = _percent(wanted, self._tokens[number], one.english.strip() == english.strip())
            if percent >= CLOSE:
                found.append((percent, number))
        found.sort(key=lambda pair: (-pair[0], pair[1]))
        return [(percent, self._texts[number]) for percent, number in found[:limit]]

    def _candidates(self, wanted: list[str]) -> list[int]:
        """The texts that have enough words in common, whatever their order: no other can match."""
        common: Counter[int] = Counter()
        for token, count in Counter(wanted).items():
            for number, other in self._places.get(token, ()):
                common[number] += min(count, other)
        size = len(wanted)
        bounds = [
            (2 * shared / (size + len(self._tokens[number])), -number)
            for number, shared in common.items()
            if 200 * shared >= CLOSE * (size + len(self._tokens[number]))
        ]
        return [-number for _bound, number in sorted(bounds, reverse=True)[:_COMPARED]]

    def holding(self, words: str, limit: int) -> list[Remembered]:
        """The texts that hold some words, in English or in the translation, whatever their case
        (a concordance); the newest first, as they were given."""
        wanted = _folded(words)
        if not wanted:
            return []
        found: list[Remembered] = []
        for one in self._texts:
            if wanted in _folded(one.english) or wanted in _folded(one.text):
                found.append(one)
                if len(found) == limit:
                    break
        return found


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(_folded(text))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _percent(wanted: list[str], other: list[str], is_same: bool) -> int:
    if is_same:
        return 100
    ratio = SequenceMatcher(None, wanted, other, autojunk=False).ratio()
    return min(99, int(ratio * 100))
