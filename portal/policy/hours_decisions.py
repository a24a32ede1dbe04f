"""What a worker decides about hours: accepted or sent back by week, entered, corrected, excused."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from portal.policy.attendance import MINUTES_A_DAY, HoursState


class ReturnReason(StrEnum):
    """Why a week is sent back: chosen, so that the participant reads it in their language."""

    PROOF_MISSING = "proof_missing"
    PROOF_DIFFERS = "proof_differs"
    OTHER_DAYS = "other_days"
    REASON_UNCLEAR = "reason_unclear"
    OTHER = "other"  # in the worker's own words


class AbsenceDecision(StrEnum):
    """What a worker says of planned hours that were missed."""

    NONE = ""  # nothing yet, or nothing was missed
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"


class DecisionRefusal(StrEnum):
    """Why a decision on hours cannot be taken."""

    NOTHING_THERE = "nothing_there"
    NOT_SENT = "not_sent"
    CHANGED_MEANWHILE = "changed_meanwhile"
    REASON_MISSING = "reason_missing"
    WORDS_MISSING = "words_missing"
    NO_SUCH_TIME = "no_such_time"
    NOT_YET = "not_yet"
    NOT_IN_PLAN = "not_in_plan"
    NOTHING_MISSED = "nothing_missed"
    DECISION_MISSING = "decision_missing"
    ANSWERED_ALREADY = "answered_already"
    NO_SUCH_DOCUMENT = "no_such_document"
    PRIVATE_WORDS = "private_words"


def refusals_to_accept_week(states: Sequence[HoursState]) -> dict[str, DecisionRefusal]:
    """Why a week's hours cannot be accepted; empty when they can. In: where each entry that
    stands is. Source: PLAN-9; ES CM, b and c; WTW 42-7.38, III.A.7."""
    waits = any(state is not HoursState.ACCEPTED for state in states)
    return {} if waits else {"": DecisionRefusal.NOTHING_THERE}


def refusals_to_return_week(
    is_sent: bool, reason: ReturnReason | None, text: str
) -> dict[str, DecisionRefusal]:
    """Why a week cannot be sent back; empty when it can: only what a participant sent goes back,
    and never without a reason. Source: PLAN-9; LANG-2; ES CM, c."""
    if not is_sent:
        return {"": DecisionRefusal.NOT_SENT}
    if reason is None:
        return {"reason": DecisionRefusal.REASON_MISSING}
    if reason is ReturnReason.OTHER and not text.strip():
        return {"text": DecisionRefusal.WORDS_MISSING}
    return {}


def refusals_to_enter(
    on: date,
    today: date,
    minutes: int | None,
    planned: int,
    absence: AbsenceDecision,
    is_in_plan: bool,
) -> dict[str, DecisionRefusal]:
    """Why a worker cannot enter hours so; empty when they can.

    In: the local date and the office's date of today, minutes attended and planned, what is said
    of those missed, and whether a plan in force that day holds the activity. Whatever planned time
    is missing is excused or not: the worker who corrects a day also decides it.
    Source: PLAN-9, PLAN-10; WTW 42-7.38, II.C and III.A.7; the limits are ours.
    """
    if on > today:
        return {"": DecisionRefusal.NOT_YET}
    if not is_in_plan:
        return {"": DecisionRefusal.NOT_IN_PLAN}
    if minutes is None or not 0 <= minutes <= MINUTES_A_DAY:
        return {"minutes": DecisionRefusal.NO_SUCH_TIME}
    if minutes < planned and absence is AbsenceDecision.NONE:
        return {"absence": DecisionRefusal.DECISION_MISSING}
    return {}
