"""Assessments and labor market facts in words."""

from typing import Any

from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.plans import ItemKind
from portal.policy.assessments import AssessmentKind, AssessmentRefusal, Demand
from portal.words.phrases import item_words

KINDS: dict[str, Any] = {
    AssessmentKind.APPRAISAL: _l("Appraisal"),
    AssessmentKind.SKILLS: _l("Skills"),
    AssessmentKind.INTERESTS: _l("Interests"),
    AssessmentKind.READING_MATH: _l("Reading and math"),
    AssessmentKind.ENGLISH: _l("English"),
    AssessmentKind.WORK_READINESS: _l("Readiness for work"),
    AssessmentKind.WORK_HISTORY: _l("Work history"),
    AssessmentKind.BARRIERS: _l("Barriers to work"),
    AssessmentKind.OTHER: _l("Another assessment"),
}

DEMAND: dict[str, Any] = {
    Demand.GROWING: _l("More and more wanted"),
    Demand.STEADY: _l("Steadily wanted"),
    Demand.SHRINKING: _l("Less and less wanted"),
    Demand.UNKNOWN: _l("Not known"),
}

_REFUSALS: dict[str, Any] = {
    AssessmentRefusal.AHEAD: _l("This day has not come yet."),
    AssessmentRefusal.TOO_OLD: _l("This is more than ten years back. Please check it."),
    AssessmentRefusal.NOT_AFTER: _l("The next day lies after the assessment."),
    AssessmentRefusal.TOO_FAR: _l("This is more than five years ahead. Please check it."),
    AssessmentRefusal.NOTHING_FOUND: _l("Say what was found out, or choose its document."),
    AssessmentRefusal.NOTHING_SAID: _l("Please fill this in."),
    AssessmentRefusal.NO_GOAL: _l("Please choose a goal of the plan."),
    AssessmentRefusal.WAGES_CROSSED: _l("The highest wage is below the lowest one."),
    AssessmentRefusal.WAGE_TOO_LARGE: _l("This is more than $500 an hour. Please check it."),
}


def of_refusal(code: str) -> str:
    """Why an entry was not taken, in words. Raises KeyError for an unknown code."""
    return str(_REFUSALS[code])


def goal_words(phrase: str, text: str) -> str:
    """A goal of a plan in the page's language, else as the worker typed it."""
    return item_words(ItemKind.GOAL_SHORT, phrase) if phrase else text


def money(cents: int) -> str:
    """An amount in cents as it is written: "$18.50"."""
    return f"${cents // 100:,}.{cents % 100:02d}"


def wage_line(from_cents: int | None, to_cents: int | None) -> str:
    """What an occupation pays an hour; empty where nothing is known."""
    if from_cents is not None and to_cents is not None and from_cents != to_cents:
        return _("%(low)s to %(high)s an hour", low=money(from_cents), high=money(to_cents))
    known = from_cents if from_cents is not None else to_cents
    return _("%(wage)s an hour", wage=money(known)) if known is not None else ""
