"""Assessments that feed the plan, and what is known of the labor market."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

OLDEST_YEARS = 10  # an assessment or figure before that says nothing of today (ours)
LATEST_YEARS = 5  # a reassessment further ahead is a slip (ours)
LARGEST_WAGE_CENTS = 50_000  # an hour: more is a slip (ours)


class AssessmentKind(StrEnum):
    """What is looked at. Health and safety are not among them: they belong to private notes and
    the private file (NOTE-7)."""

    APPRAISAL = "appraisal"
    SKILLS = "skills"
    INTERESTS = "interests"
    READING_MATH = "reading_math"
    ENGLISH = "english"
    WORK_READINESS = "work_readiness"
    WORK_HISTORY = "work_history"
    BARRIERS = "barriers"
    OTHER = "other"


class Demand(StrEnum):
    """Whether an occupation is wanted."""

    GROWING = "growing"
    STEADY = "steady"
    SHRINKING = "shrinking"
    UNKNOWN = "unknown"


class AssessmentRefusal(StrEnum):
    """Why an assessment or a labor market fact cannot be entered."""

    AHEAD = "ahead"
    TOO_OLD = "too_old"
    NOT_AFTER = "not_after"
    TOO_FAR = "too_far"
    NOTHING_FOUND = "nothing_found"
    NOTHING_SAID = "nothing_said"
    NO_GOAL = "no_goal"
    WAGES_CROSSED = "wages_crossed"
    WAGE_TOO_LARGE = "wage_too_large"


def _past(on: date, today: date) -> AssessmentRefusal | None:
    if on > today:
        return AssessmentRefusal.AHEAD
    return AssessmentRefusal.TOO_OLD if on.year < today.year - OLDEST_YEARS else None


def refusals_to_assess(
    taken_on: date, tool: str, result: str, has_document: bool, again_on: date | None, today: date
) -> dict[str, AssessmentRefusal]:
    """Why an assessment cannot be entered; empty when it can: it happened, names its tool, tells
    a result or has its paper, and the next one lies after it.

    Source: PLAN-12; ECM brief, Conducting Assessments; the bounds are ours.
    """
    found: dict[str, AssessmentRefusal] = {}
    if (wrong := _past(taken_on, today)) is not None:
        found["taken_on"] = wrong
    if not tool.strip():
        found["tool"] = AssessmentRefusal.NOTHING_SAID
    if not result.strip() and not has_document:
        found["result"] = AssessmentRefusal.NOTHING_FOUND
    if again_on is not None:
        if again_on <= taken_on:
            found["again_on"] = AssessmentRefusal.NOT_AFTER
        elif again_on.year > today.year + LATEST_YEARS:
            found["again_on"] = AssessmentRefusal.TOO_FAR
    return found


def refusals_to_attach(
    has_goal: bool, texts: Mapping[str, str], wages: tuple[int | None, int | None], found_on: date,
    today: date,
) -> dict[str, AssessmentRefusal]:  # fmt: skip
    """Why a labor market fact cannot be attached to a goal; empty when it can.

    In: whether the goal is one of the plan, the texts that must say something by field
    (occupation, source), the wages in cents an hour from and to, the local date it was looked up.
    Source: PLAN-12; ECM brief, Career Planning; the bounds are ours.
    """
    found: dict[str, AssessmentRefusal] = {} if has_goal else {"goal": AssessmentRefusal.NO_GOAL}
    for name, text in texts.items():
        if not text.strip():
            found[name] = AssessmentRefusal.NOTHING_SAID
    for name, wage in zip(("wage_from", "wage_to"), wages, strict=True):
        if wage is not None and wage > LARGEST_WAGE_CENTS:
            found[name] = AssessmentRefusal.WAGE_TOO_LARGE
    if wages[0] is not None and wages[1] is not None and wages[1] < wages[0]:
        found["wage_to"] = AssessmentRefusal.WAGES_CROSSED
    if (wrong := _past(found_on, today)) is not None:
        found["found_on"] = wrong
    return found
