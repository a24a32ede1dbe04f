"""How hard an English text is to read: Flesch-Kincaid grade with a small syllable counter."""

import re

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_SENTENCE_END = re.compile(r"[.!?:]+(?=\s|$)|\n+")
_GROUPS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]e|[^laeiouycgsxzh]es|[^aeioutd]ed)$")
_SPLIT_VOWELS = re.compile(r"[^cstgl]i[aou]|[^q]ua|[aeiou]ing$|ea$")
_PLACE = re.compile(r"\{[a-z][a-z0-9_]*\}")
MOST = 6.0  # grade a letter's English may have without a reason; screens.md, section 3 (Turner)

# How a field reads when its value is not known yet: one easy word.
_STAND_IN = "Ana"


def syllables(word: str) -> int:
    """Syllables of an English word, by its vowel groups; at least 1 (ours)."""
    lowered = word.lower()
    count = len(_GROUPS.findall(lowered)) + len(_SPLIT_VOWELS.findall(lowered))
    if _SILENT.search(lowered) and count > 1:
        count -= 1
    return max(count, 1)


def reading_grade(text: str) -> float:
    """The school grade an English text asks for, to one decimal; 0.0 for no words.

    Fields count as one easy word. Source: Flesch-Kincaid grade; screens.md, section 3 (notices at
    6th grade, Turner v. McMahon).
    """
    plain = _PLACE.sub(_STAND_IN, text).replace("**", "")
    words = _WORD.findall(plain)
    if not words:
        return 0.0
    sentences = max(sum(1 for part in _SENTENCE_END.split(plain) if _WORD.search(part)), 1)
    spoken = sum(syllables(word) for word in words)
    grade = 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59
    return round(max(grade, 0.0), 1)
