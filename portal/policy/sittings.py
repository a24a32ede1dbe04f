"""Sittings: which cases are staffed one after another, and what such a sitting needs (STAFF-1)."""

from datetime import date, timedelta
from enum import StrEnum

from portal.policy.notes import has_words
from portal.policy.staffings import AHEAD_DAYS, StaffingKind

KINDS = (StaffingKind.ALL_CASES, StaffingKind.COMMON_CHARACTERISTICS)
MOST_CASES = 200  # of one sitting: more nobody goes through in a day (ours)


class SittingRefusal(StrEnum):
    """Why a sitting cannot be begun or gone on with."""

    NO_TITLE = "no_title"
    NOBODY_PRESENT = "nobody_present"
    NO_CASES = "no_cases"
    TOO_MANY_CASES = "too_many_cases"
    WRONG_KIND = "wrong_kind"
    TOO_FAR = "too_far"
    ENDED = "ended"
    NOT_YOURS = "not_yours"
    BEGUN_ALREADY = "begun_already"


def refusals_to_begin(
    kind: str, title: str, present: str, cases: int, held_on: date | None, today: date
) -> dict[str, SittingRefusal]:
    """Why no sitting can be begun with this; empty when one can: it goes through all cases or
    through those with something in common, at least one professional beside the worker sits there,
    and it has cases.

    In: the kind's code, a name, who is present as typed, how many cases, the local date on which
    it is held, the office's date of today. Source: STAFF-1, STAFF-2; WA 3.4.1, 3.4.2.
    """
    found: dict[str, SittingRefusal] = {}
    if kind not in KINDS:
        found["kind"] = SittingRefusal.WRONG_KIND
    if not has_words(title):
        found["title"] = SittingRefusal.NO_TITLE
    if not has_words(present):
        found["present"] = SittingRefusal.NOBODY_PRESENT
    if held_on is not None and abs(held_on - today) > timedelta(days=AHEAD_DAYS):
        found["held_on"] = SittingRefusal.TOO_FAR
    if cases == 0:
        found[""] = SittingRefusal.NO_CASES
    elif cases > MOST_CASES:
        found[""] = SittingRefusal.TOO_MANY_CASES
    return found
