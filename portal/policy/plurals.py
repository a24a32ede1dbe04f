"""Texts that are counted: one form for each way a language counts, all of them in one text.

"1 hour" and "2 hours" differ in English, in Arabic there are six ways, in Vietnamese one. The forms
of a block stand in one text, a line with nothing but `|` between two, so that releases, digests,
hashes and checks take a counted block like every other.
"""

import gettext
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

MARK = "|"  # alone on its line
_SEEN = 200  # numbers tried to learn what a form is for: plural rules look at the last two digits
_EXAMPLES = 4


@dataclass(frozen=True, slots=True)
class PluralRule:
    """How a language counts: how many forms it has, and gettext's expression that picks one."""

    forms: int
    expression: str


ENGLISH = PluralRule(2, "n != 1")


def forms_of(text: str) -> tuple[str, ...]:
    """The forms of a counted text, in the order of the language's rule; one for a plain text
    (LET-7: what PO files call msgstr[0], msgstr[1], ...)."""
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip() == MARK:
            found.append([])
        else:
            found[-1].append(line)
    return tuple("\n".join(lines).strip() for lines in found)


def joined(forms: Iterable[str]) -> str:
    """Forms as one text, the way `forms_of` reads it; "" where all of them are blank (LET-7)."""
    kept = [form.strip() for form in forms]
    return f"\n{MARK}\n".join(kept) if any(kept) else ""


@cache
def _picker(expression: str) -> Callable[[int], int]:
    return gettext.c2py(expression)


def form_at(rule: PluralRule, number: int | None) -> int:
    """Which form, from 0, a number takes. None is a number that is not whole (7.5 hours): it takes
    the last one, which is that of many (screens.md, section 2, Plurals)."""
    return rule.forms - 1 if number is None else _picker(rule.expression)(number)


def form_for(text: str, rule: PluralRule, number: int | None) -> str:
    """The form of a counted text that a number takes; a text with too few forms gives its last one
    (screens.md, section 2, Plurals)."""
    forms = forms_of(text)
    return forms[min(form_at(rule, number), len(forms) - 1)]


@cache
def examples(rule: PluralRule) -> tuple[tuple[int, ...], ...]:
    """For each form the first few numbers that take it, for its label (screens.md, section 2)."""
    taken = [_picker(rule.expression)(number) for number in range(_SEEN)]
    return tuple(
        tuple(number for number, form in enumerate(taken) if form == which)[:_EXAMPLES]
        for which in range(rule.forms)
    )


def is_for_one_number(rule: PluralRule, form: int) -> bool:
    """Whether a form is for one number alone, which its text may then say in a word ("one hour",
    Arabic's dual) instead of with its field (screens.md, 2.1)."""
    return len(examples(rule)[form]) == 1 if form < rule.forms else False
