"""Equal Access: whether somebody needs help to take part, and what is done about it."""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum

OLDEST_YEARS = 10  # ours


class ScreeningOutcome(StrEnum):
    """What a screening came to."""

    PLAN = "plan"
    NOT_NEEDED = "not_needed"
    DECLINED = "declined"


class Accommodation(StrEnum):
    """What is done so that somebody can take part as others do."""

    LARGE_PRINT = "large_print"
    BRAILLE = "braille"
    SPOKEN_LETTERS = "spoken_letters"
    EXPLAIN_LETTERS = "explain_letters"
    REMIND = "remind"
    CALL_BEFORE = "call_before"
    COPY_TO_PERSON = "copy_to_person"
    HELP_WITH_FORMS = "help_with_forms"
    MORE_TIME = "more_time"
    QUIET_PLACE = "quiet_place"
    SIGN_LANGUAGE = "sign_language"
    MEET_ELSEWHERE = "meet_elsewhere"


class ScreeningRefusal(StrEnum):
    """Why a screening cannot be recorded."""

    AHEAD = "ahead"
    TOO_OLD = "too_old"
    NO_PLAN = "no_plan"
    PLAN_WITHOUT_NEED = "plan_without_need"
    REVIEW_NOT_AFTER = "review_not_after"


def refusals_to_screen(
    screened_on: date, outcome: ScreeningOutcome, accommodations: Collection[str], plan: str,
    review_on: date | None, today: date,
) -> dict[str, ScreeningRefusal]:  # fmt: skip
    """Why a screening cannot be recorded; empty when it can: it happened; a plan says what is
    done, and without a need for one there is none.

    Source: PLAN-14; WA 3.4.1; the bounds are ours.
    """
    found: dict[str, ScreeningRefusal] = {}
    if screened_on > today:
        found["screened_on"] = ScreeningRefusal.AHEAD
    elif screened_on.year < today.year - OLDEST_YEARS:
        found["screened_on"] = ScreeningRefusal.TOO_OLD
    has_plan = bool(accommodations or plan.strip())
    if outcome is ScreeningOutcome.PLAN and not has_plan:
        found["accommodations"] = ScreeningRefusal.NO_PLAN
    elif outcome is not ScreeningOutcome.PLAN and has_plan:
        found["outcome"] = ScreeningRefusal.PLAN_WITHOUT_NEED
    if review_on is not None and review_on <= screened_on:
        found["review_on"] = ScreeningRefusal.REVIEW_NOT_AFTER
    return found


def written(accommodations: Iterable[str]) -> str:
    """Accommodations as a column keeps them: their codes in the list's order, between commas
    (ours)."""
    chosen = set(accommodations)
    return ",".join(one for one in Accommodation if one in chosen)


def read(text: str) -> list[Accommodation]:
    """The accommodations of a column again (ours)."""
    known = set(Accommodation)
    return [Accommodation(one) for one in text.split(",") if one in known]
