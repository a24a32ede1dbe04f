"""What the portal checks in a text of the screens that comes from outside (LET-7).

Fields are `%(name)s`; a sentence with another one, or with a percent sign of its own, would break
the page that shows it. Markup is no translator's business: the page brings its own.
"""

import re
from collections import Counter
from collections.abc import Sequence

from portal.policy.findings import Problem, ProblemCode, Severity

_PLACE = re.compile(r"%\((\w+)\)s")
_TAG = re.compile(r"<[/!?A-Za-z]|&#?\w{1,31};")
_NUMBER = "n"  # the place of a counted text: a form for one or two may say it in a word


def fields_of(text: str) -> tuple[str, ...]:
    """The names of the places in a screen's text, in order (LET-7)."""
    return tuple(_PLACE.findall(text))


def screen_problems(
    english: str, plural: str, forms: Sequence[str], form_count: int
) -> list[Problem]:
    """What is wrong with a screen's text in `form_count` plural forms (1 without a plural): a form
    too many or too few, a blank one, a field that was lost, added or said too often, a percent sign
    or markup that the English does not have (LET-7; safety.md, Letters)."""
    wanted = form_count if plural else 1
    if len(forms) != wanted:
        return [_error(ProblemCode.PLURALS, str(wanted))]
    found = [
        problem
        for number, form in enumerate(forms)
        for problem in _of_form(english if number == 0 else plural or english, form, bool(plural))
    ]
    return list(dict.fromkeys(found))


def _of_form(english: str, form: str, is_counted: bool) -> list[Problem]:
    if not form.strip():
        return [_error(ProblemCode.BLANK)]
    ours, theirs = Counter(fields_of(english)), Counter(fields_of(form))
    found = [
        _error(ProblemCode.FIELD_MISSING, name)
        for name in ours
        if not theirs[name] and not (is_counted and name == _NUMBER)
    ]
    for name, count in theirs.items():
        if not ours[name] and not (is_counted and name == _NUMBER):
            found.append(_error(ProblemCode.FIELD_ADDED, name))
        elif count > max(ours[name], 1):
            found.append(_error(ProblemCode.FIELD_REPEATED, name))
    if _PLACE.sub("", form).count("%") > _PLACE.sub("", english).count("%"):
        found.append(_error(ProblemCode.PERCENT))
    if Counter(_TAG.findall(form)) - Counter(_TAG.findall(english)):
        found.append(_error(ProblemCode.TAGS))
    return found


def _error(code: ProblemCode, detail: str = "") -> Problem:
    return Problem(code, Severity.ERROR, detail)
