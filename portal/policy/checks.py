"""What the portal checks in a translated block as the translator types (screens.md, 2.1).

Errors stop approval; warnings can be let through by a person who says why.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from portal.policy.findings import Problem, ProblemCode, Severity
from portal.policy.lettering import LetteringError, is_balanced, places
from portal.policy.plurals import ENGLISH, PluralRule, examples, forms_of, is_for_one_number

LONGEST, SHORTEST = 2.0, 0.4  # length against the English; screens.md, 2.1
# In scripts that write a word in one or two signs the same text is that much shorter.
DENSE = {"zh-Hans": 0.15, "zh-Hant": 0.15, "ko": 0.25, "am": 0.3}
SHORT_TEXT = 25  # characters; below this lengths vary too much to say anything


@dataclass(frozen=True, slots=True)
class Counted:
    """How a counted text is counted: the language's rule and the field that counts it."""

    rule: PluralRule
    by: str


_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(r"[\s\u200b-\u200d]")  # joiners and breaks: shaping, not drawing
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|"
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|"
    "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|tháng"
)
_TYPED = (
    (
        ProblemCode.TYPED_AMOUNT,
        re.compile(
            r"[$€£]\s?\d|\d\s?[$€£]|\d\s?(?:dollars?|dólares|đô|долл|доллар|usd|دولار|美元|doolar)",
            re.I,
        ),
    ),
    (
        ProblemCode.TYPED_DATE,
        re.compile(
            r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b|\d{1,2}\s?月\s?\d{1,2}\s?日"
            rf"|\b\d{{1,2}}\.?\s(?:de\s)?(?:{_MONTHS})\b|\b(?:{_MONTHS})\s\d{{1,2}}\b"
            r"|\b\d{1,2}:\d{2}\b",
            re.I,
        ),
    ),
    (ProblemCode.TYPED_PHONE, re.compile(r"\b\d{3}[ .\-]\d{4}\b|\d{7,}|\(\d{3}\)")),
    (ProblemCode.TYPED_EMAIL, re.compile(r"\S@\S+\.\w")),
    (
        ProblemCode.TYPED_LINK,
        re.compile(r"https?://|\bwww\.|\b[\w-]+\.(?:org|gov|com|net|us)\b", re.I),
    ),
    (
        ProblemCode.TYPED_CITATION,
        re.compile(r"§|\b(?:WAC|RCW|MPP|CFR|EAS|USC|TEGL|WIC)\b|\b\d+-\d+\.\d+"),
    ),
)
_END_MARKS = {".": ".。።។．։।", "!": "!！", "?": "?؟？՞", ":": ":：፦׃៖", "؟": "?"}
_SENTENCE = re.compile(r"[.!?。！？؟።។։।]+(?=\s|$)|[。！？。]|\n+")
_NO_SPACE_END = {"lo"}  # Lao ends a sentence with a space
_DOUBLED = re.compile(r"(?<!\w)(\w{2,}) \1(?!\w)", re.I)
_REDUPLICATING = {"vi", "km", "lo", "tl"}  # a word said twice is grammar there
_ACRONYM = re.compile(r"\b[A-Z]{2,}\b")
_WORDS = re.compile(r"\w+")


def problems(
    source: str,
    translation: str,
    *,
    locale: str,
    coverage: Collection[int] | None = None,
    is_list: bool = False,
    counted: Counted | None = None,
) -> list[Problem]:
    """What is wrong with a translation of `source`, errors first.

    `coverage` holds the code points the letter's font draws; None leaves that check out. A list
    keeps its number of lines. A counted text has each form of its language (`counted`), and each
    is held against the English form it stands for. Source: screens.md, 2.1.
    """
    if counted is None:
        found = _of_form(source, translation, locale, coverage, is_list)
    else:
        found = _of_forms(source, translation, locale, coverage, counted)
    unique = dict.fromkeys(found)
    return sorted(unique, key=lambda problem: not problem.is_error)


def _of_form(
    source: str,
    form: str,
    locale: str,
    coverage: Collection[int] | None,
    is_list: bool,
    may_lack: str = "",
) -> list[Problem]:
    if not form.strip():
        return [_error(ProblemCode.BLANK)]
    found = _field_errors(source, form, may_lack) + _text_errors(form, coverage)
    if is_list and _lines(source) != _lines(form):
        found.append(_error(ProblemCode.ITEMS, str(_lines(source))))
    return found + _warnings(source, form, locale)


def _of_forms(
    source: str, text: str, locale: str, coverage: Collection[int] | None, counted: Counted
) -> list[Problem]:
    rule, forms, english = counted.rule, forms_of(text), forms_of(source)
    found = []
    if len(forms) != rule.forms:
        found.append(_error(ProblemCode.PLURALS, str(rule.forms)))
    for number, form in enumerate(forms[: rule.forms]):
        # Only a form for one number alone may say that number in a word.
        is_one = is_for_one_number(rule, number)
        stands_for = english[0] if examples(rule)[number] == (1,) else english[-1]
        lack = counted.by if is_one else ""
        found += [
            replace(problem, form=number + 1)
            for problem in _of_form(stands_for, form, locale, coverage, False, lack)
            if not (is_one and problem.code is ProblemCode.NUMBERS)
        ]
    return found


def english_problems(
    text: str, coverage: Collection[int] | None = None, is_counted: bool = False
) -> list[Problem]:
    """What is wrong with an English block by itself: blank, braces, markup, facts typed by hand,
    characters the font lacks; a counted one has two forms, every other one (screens.md, 2.1)."""
    forms = forms_of(text)
    if not all(forms):
        return [_error(ProblemCode.BLANK)]
    if len(forms) != (wanted := ENGLISH.forms if is_counted else 1):
        return [_error(ProblemCode.PLURALS, str(wanted))]
    found = [
        problem
        for form in forms
        for problem in _field_errors(form, form) + _text_errors(form, coverage)
    ]
    return list(dict.fromkeys(found))


def _error(code: ProblemCode, detail: str = "") -> Problem:
    return Problem(code, Severity.ERROR, detail)


def _warn(code: ProblemCode, detail: str = "") -> Problem:
    return Problem(code, Severity.WARNING, detail)


def _field_errors(source: str, form: str, may_lack: str = "") -> list[Problem]:
    try:
        theirs = Counter(places(form))
    except LetteringError:
        return [_error(ProblemCode.BRACES)]
    ours = Counter(places(source))
    found = [
        _error(ProblemCode.FIELD_MISSING, name)
        for name in ours
        if not theirs[name] and name != may_lack
    ]
    for name, count in theirs.items():
        if not ours[name]:
            found.append(_error(ProblemCode.FIELD_ADDED, name))
        elif count > ours[name]:
            found.append(_error(ProblemCode.FIELD_REPEATED, name))
    return found


def _text_errors(form: str, coverage: Collection[int] | None) -> list[Problem]:
    found = [] if is_balanced(form) else [_error(ProblemCode.MARKUP)]
    bare = re.sub(r"\{[^{}]*\}", " ", form)
    for code, pattern in _TYPED:
        if match := pattern.search(bare):
            found.append(_error(code, match.group().strip()))
    if match := _BIDI.search(form):
        found.append(_error(ProblemCode.BIDI_CONTROL, f"U+{ord(match.group()):04X}"))
    if coverage is not None:
        drawn = _INVISIBLE.sub("", _BIDI.sub("", bare))
        missing = sorted({sign for sign in drawn if ord(sign) not in coverage})
        found += [_error(ProblemCode.GLYPH, sign) for sign in missing]
    return found


def _warnings(source: str, form: str, locale: str) -> list[Problem]:
    found = []
    if not _same_end(source, form, locale):
        found.append(_warn(ProblemCode.END_MARK, source.rstrip()[-1:]))
    if re.search(r"\S {2,}\S", form):
        found.append(_warn(ProblemCode.DOUBLE_SPACE))
    doubled = None if locale in _REDUPLICATING else _DOUBLED.search(form)
    if doubled:
        found.append(_warn(ProblemCode.DOUBLED_WORD, doubled.group(1)))
    if _numbers(source) != _numbers(form):
        found.append(_warn(ProblemCode.NUMBERS, " ".join(sorted(_numbers(source).elements()))))
    bare = re.sub(r"\{[^{}]*\}", "", source)
    if form.strip() == source.strip() and locale != "en" and _WORDS.search(bare):
        found.append(_warn(ProblemCode.SAME_AS_ENGLISH))
    found += _length_warnings(source, form, locale)
    if locale not in _NO_SPACE_END and _sentences(source) != _sentences(form):
        found.append(_warn(ProblemCode.SENTENCES, str(_sentences(source))))
    lost = set(_ACRONYM.findall(bare)) - set(_ACRONYM.findall(form))
    return found + [_warn(ProblemCode.ACRONYM, word) for word in sorted(lost)]


def _length_warnings(source: str, form: str, locale: str) -> list[Problem]:
    if len(source) < SHORT_TEXT:
        return []
    share = len(form) / len(source)
    if share > LONGEST:
        return [_warn(ProblemCode.TOO_LONG, f"{share:.1f}")]
    if share < DENSE.get(locale, SHORTEST):
        return [_warn(ProblemCode.TOO_SHORT, f"{share:.1f}")]
    return []


def _same_end(source: str, form: str, locale: str) -> bool:
    ours, theirs = source.rstrip(' *")'), form.rstrip(' *"»”)')
    if locale in _NO_SPACE_END or not ours or not theirs:
        return True
    if ours[-1] in _END_MARKS:
        return theirs[-1] in _END_MARKS[ours[-1]]
    return not any(theirs[-1] in marks for marks in _END_MARKS.values())


def _sentences(text: str) -> int:
    return sum(1 for part in _SENTENCE.split(text) if part.strip(' *"»”)'))


def _numbers(text: str) -> Counter[str]:
    bare = re.sub(r"\{[^{}]*\}", " ", text)
    return Counter(str(int(number)) for number in re.findall(r"\d+", bare))


def _lines(text: str) -> int:
    return sum(1 for line in text.split("\n") if line.strip())
