"""Requests for another plan within its two grace periods: in time or not, and how they end."""

from datetime import date
from enum import StrEnum


class ChangePeriod(StrEnum):
    """Which grace period a request is made in."""

    AMENDMENT = "amendment"  # PLAN-7: changes to the amended plan
    ACTIVITY = "activity"  # PLAN-8: a change of the training, or another activity


class ChangeState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    GRANTED = "granted"
    DECLINED = "declined"


class DeclineReason(StrEnum):
    """Why a worker does not change the plan as it was asked."""

    NOT_OFFERED = "not_offered"
    NOT_ENOUGH_HOURS = "not_enough_hours"
    DOES_NOT_FIT_GOAL = "does_not_fit_goal"
    NO_PLACE_FREE = "no_place_free"
    AGREED_OTHERWISE = "agreed_otherwise"
    OTHER = "other"


class ChangeRefusal(StrEnum):
    """Why a request, or an answer to one, is refused."""

    IS_OVER = "is_over"
    NO_PERIOD = "no_period"
    ALREADY_DECIDED = "already_decided"
    NO_REASON = "no_reason"
    EMPTY_REPLY = "empty_reply"


def refusals_to_ask(last_on: date | None, asked_on: date) -> dict[str, ChangeRefusal]:
    """Why a request of the local date `asked_on` is not taken: no such period runs, or its last
    day `last_on` is over; that day still counts until midnight in the office's zone.

    Source: PLAN-7, PLAN-8; WTW 42-7.38, II.G.
    """
    if last_on is None:
        return {"period": ChangeRefusal.NO_PERIOD}
    return {"period": ChangeRefusal.IS_OVER} if asked_on > last_on else {}


def refusals_to_answer_change(state: str) -> dict[str, ChangeRefusal]:
    """Why a request cannot be answered now: that happens once.

    Source: PLAN-7, PLAN-8; WTW 42-7.38, II.G (once is ours).
    """
    return {} if state == ChangeState.OPEN else {"": ChangeRefusal.ALREADY_DECIDED}


def refusals_to_decline_change(reason: str, reply: str) -> dict[str, ChangeRefusal]:
    """What is wrong with a refusal of a request, by field: it names a reason and explains it in
    words to the participant. Source: PLAN-7, PLAN-8; WTW 42-7.38, II.G (the form is ours)."""
    found: dict[str, ChangeRefusal] = {}
    if reason not in set(DeclineReason):
        found["reason"] = ChangeRefusal.NO_REASON
    if not reply.strip():
        found["reply"] = ChangeRefusal.EMPTY_REPLY
    return found
