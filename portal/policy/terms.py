"""The glossary's rules: which of its terms an English text says, and how a translation says them.

A term is found whatever its case and whether it stands for one or many. In the other language a
word may be bent by its grammar: what begins like the term's word counts as that word, since a
warning that cries at every case ending is a warning nobody reads.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from portal.policy.findings import Problem, ProblemCode, Severity

_FIELD = re.compile(r"\{[^{}]*\}")
_WORD = re.compile(r"\w+")
_MARKS = re.compile("[\u0640\u064b-\u0652\u200b-\u200d]")  # Arabic marks, joiners: not letters
_UNSPACED = frozenset({"zh-Hans", "zh-Hant", "ja", "km", "lo", "my", "ksw", "ko"})
_UNBENT = frozenset({"vi", "hmn"})  # words never change there
_ATTACHED = frozenset({"ar", "fa"})  # the article and small words are written onto the word
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class TermRule:
    """A term: its English, the words that say it (the best first), and words that must not."""

    english: str
    right: tuple[str, ...]
    forbidden: tuple[str, ...] = ()


def terms_said(text: str, terms: Iterable[str]) -> list[str]:
    """The terms that an English text says, each once, in the order of the text.

    Of two that overlap the longer one is said: "cash aid" is not "aid". Source: screens.md,
    section 2, Glossary.
    """
    bare = _FIELD.sub(" ", text)
    found: list[tuple[int, str]] = []
    for term in sorted(set(terms), key=lambda one: (-len(one), one)):
        pattern = _english(term)
        if match := pattern.search(bare):
            found.append((match.start(), term))
            bare = pattern.sub(lambda hit: "\0" * len(hit.group()), bare)
    return [term for _start, term in sorted(found)]


@lru_cache(maxsize=2000)
def _english(term: str) -> re.Pattern[str]:
    words = [re.escape(word) for word in term.split()]
    last = term.split()[-1] if words else ""
    if last.endswith("y") and last[-2:-1] not in ("", *"aeiou"):
        words[-1] = re.escape(last[:-1]) + "(?:y|ies)"
    elif last.endswith("s") and not last.endswith("ss"):
        words[-1] = re.escape(last[:-1]) + "s?"
    elif words:
        words[-1] += "(?:s|es)?"
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.I)


def says(form: str, text: str, locale: str) -> bool:
    """Whether a text in a language says a term's words, in whatever form its grammar gives them
    (screens.md, section 2, Glossary)."""
    return bool(_spans(form, _words(text), locale))


def missed_and_forbidden(
    source: str, text: str, rules: Iterable[TermRule], locale: str
) -> tuple[list[TermRule], list[tuple[str, TermRule]]]:
    """The terms of an English source that a translation does not say with the glossary's words,
    and the forbidden words that it uses for them. A forbidden word inside a right form is part of
    that form. Source: screens.md, 2.1 (term not from glossary)."""
    by_name = {rule.english: rule for rule in rules}
    said = [by_name[name] for name in terms_said(source, by_name)]
    words = _words(text)
    missed = [
        rule
        for rule in said
        if rule.right and not any(_spans(form, words, locale) for form in rule.right)
    ]
    forbidden = [
        (form, rule)
        for rule in said
        for form in rule.forbidden
        if _stands_alone(form, rule, words, locale)
    ]
    return missed, forbidden


def term_problems(source: str, text: str, rules: Iterable[TermRule], locale: str) -> list[Problem]:
    """The same as warnings: "English = right word", and "wrong word → right word" (screens.md,
    2.1). Nothing for a text that is blank."""
    if not text.strip():
        return []
    missed, forbidden = missed_and_forbidden(source, text, rules, locale)
    found = [(ProblemCode.TERM, f"{rule.english} = {rule.right[0]}") for rule in missed]
    found += [
        (ProblemCode.TERM_FORBIDDEN, f"{form} → {rule.right[0]}" if rule.right else form)
        for form, rule in forbidden
    ]
    return [Problem(code, Severity.WARNING, detail) for code, detail in found]


def _stands_alone(form: str, rule: TermRule, words: list[str], locale: str) -> bool:
    covered = [span for right in rule.right for span in _spans(right, words, locale)]
    return any(
        not any(low <= start and end <= high for low, high in covered)
        for start, end in _spans(form, words, locale)
    )


def _words(text: str) -> list[str]:
    bare = _MARKS.sub("", unicodedata.normalize("NFC", _FIELD.sub(" ", text)))
    return _WORD.findall(bare.casefold())


def _spans(form: str, words: list[str], locale: str) -> list[tuple[int, int]]:
    """Where a form stands: places of words, or of signs where words are not kept apart."""
    wanted = _words(form)
    if not wanted:
        return []
    if locale in _UNSPACED:
        whole, part = "".join(words), "".join(wanted)
        starts = [hit.start() for hit in re.finditer(re.escape(part), whole)]
        return [(start, start + len(part)) for start in starts]
    last = len(words) - len(wanted) + 1
    return [
        (start, start + len(wanted))
        for start in range(max(0, last))
        if all(_is_word(one, words[start + at], locale) for at, one in enumerate(wanted))
    ]


def _is_word(wanted: str, found: str, locale: str) -> bool:
    if locale in _ATTACHED:
        bare = wanted.removeprefix("ال") if len(wanted) > 4 else wanted
        return _stem(bare.removesuffix("ة")) in found and len(found) <= len(wanted) + 5
    if locale in _UNBENT or len(wanted) < 4:
        return wanted == found
    return found.startswith(_stem(wanted)) and len(found) <= len(wanted) + 4


def _stem(word: str) -> str:
    """What of a word its grammar leaves alone: seven tenths of it, three letters at least."""
    return word[: max(3, -(-len(word) * 7 // 10))]


def is_formula(cell: str) -> bool:
    """Whether a table program would compute a cell instead of showing it (safety.md, files)."""
    return cell.startswith(_FORMULA)


class TermRefusal(StrEnum):
    """Why a term is not kept as it was typed or came in a file."""

    BLANK = "blank"
    TOO_LONG = "too_long"
    FORMULA = "formula"
    NOT_DRAWABLE = "not_drawable"
    RIGHT_AND_FORBIDDEN = "right_and_forbidden"
    TWICE = "twice"
    CHANGED_MEANWHILE = "changed_meanwhile"
    SAME_PERSON = "same_person"
    NOT_WAITING = "not_waiting"


class TermOutcome(StrEnum):
    """What becomes of one row of a file."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class TermWords:
    """A term as somebody typed it or a file brought it."""

    english: str
    text: str
    also: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    note: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """Every text of it."""
        return (self.english, self.text, self.note, *self.also, *self.forbidden)


LONGEST_ENGLISH, LONGEST_TEXT, LONGEST_NOTE, MOST_FORMS = 80, 120, 300, 20


def refusals_to_keep(words: TermWords, coverage: Collection[int]) -> dict[str, TermRefusal]:
    """Why a term cannot be kept, by field: blank, too long, a cell that a table program would
    compute, a sign that the letters' font does not draw, a word that is right and forbidden
    (screens.md, section 2, Glossary; safety.md, files)."""
    limits = {"english": LONGEST_ENGLISH, "text": LONGEST_TEXT, "note": LONGEST_NOTE}
    found: dict[str, TermRefusal] = {}
    for name, limit in limits.items():
        value = str(getattr(words, name))
        if not value.strip() and name != "note":
            found[name] = TermRefusal.BLANK
        elif len(value) > limit:
            found[name] = TermRefusal.TOO_LONG
        elif is_formula(value):
            found[name] = TermRefusal.FORMULA
    for name, forms in (("also", words.also), ("forbidden", words.forbidden)):
        if len(forms) > MOST_FORMS or any(len(form) > LONGEST_TEXT for form in forms):
            found[name] = TermRefusal.TOO_LONG
        elif any(map(is_formula, forms)):
            found[name] = TermRefusal.FORMULA
    drawn = _MARKS.sub("", " ".join((words.text, *words.also))).replace(" ", "")
    if "text" not in found and any(ord(sign) not in coverage for sign in drawn):
        found["text"] = TermRefusal.NOT_DRAWABLE
    right = {form.casefold() for form in (words.text, *words.also)}
    if "forbidden" not in found and right & {form.casefold() for form in words.forbidden}:
        found["forbidden"] = TermRefusal.RIGHT_AND_FORBIDDEN
    return found
