"""The translation of somebody's own words: how long it may take, and what is looked at before its
reader sees it (LANG-3, LANG-4)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.policy.calendar import add_working_days, working_days_left
from portal.policy.checks import problems
from portal.policy.findings import Problem, ProblemCode, Severity

TEXT_WORKING_DAYS = 3  # until a personal text should be translated; LANG-3 (the number is ours)

# Of what is checked in a letter's block, what a person's own words can have wrong: they have no
# fields, and may hold dates and telephone numbers.
_STOPS = frozenset({ProblemCode.BLANK, ProblemCode.GLYPH, ProblemCode.BIDI_CONTROL})
_WARNS = frozenset({
    ProblemCode.NUMBERS, ProblemCode.TOO_LONG, ProblemCode.TOO_SHORT, ProblemCode.SAME_AS_ENGLISH,
    ProblemCode.DOUBLED_WORD, ProblemCode.TERM, ProblemCode.TERM_FORBIDDEN,
})  # fmt: skip


class AnswerRefusal(StrEnum):
    """Why a personal text's translation is not taken."""

    BLANK = "blank"
    ANSWERED_MEANWHILE = "answered_meanwhile"
    NOT_DRAWABLE = "not_drawable"
    WARNINGS = "warnings"


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a text has waited: calendar `days` since it was asked for; the working days that
    are `left` until it is due, and those that it is `late`."""

    days: int
    left: int
    late: int


def due_on(asked_on: date, holidays: Collection[date]) -> date:
    """The local date until which a personal text should be translated. Source: LANG-3 (ours)."""
    return add_working_days(asked_on, TEXT_WORKING_DAYS, frozenset(holidays))


def wait_of(asked_on: date, due: date, today: date, holidays: Collection[date]) -> Wait:
    """The age of a request on the local date `today`: calendar days since it was asked for, and
    the working days that it is late or still has. Source: LANG-3; screens.md, section 3 (the queue
    has an age counter)."""
    left = working_days_left(due, today, holidays)
    late = working_days_left(today, due, holidays)
    return Wait(max(0, (today - asked_on).days), left, late)


def answer_problems(
    original: str,
    translation: str,
    *,
    locale: str,
    coverage: Collection[int] | None,
    terms: Collection[Problem] = (),
) -> list[Problem]:
    """What is found in the translation of somebody's own words, errors first: blank, signs that
    the letters' font does not draw, hidden marks stop it; another length, other numbers, another
    word than the glossary's want a second look at it. Source: LANG-3; screens.md, 2.1."""
    found = problems(_plain(original), _plain(translation), locale=locale, coverage=coverage)
    stops = [one for one in found if one.code in _STOPS]
    if any(one.code is ProblemCode.BLANK for one in stops):
        return stops
    warns = [
        Problem(one.code, Severity.WARNING, one.detail)
        for one in (*found, *terms)
        if one.code in _WARNS
    ]
    return [*stops, *warns]


def _plain(text: str) -> str:
    # A person's braces are no fields.
    return text.replace("{", "(").replace("}", ")")
