"""Requests for another plan within its two grace periods: in time or not, and how they end."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from portal.policy.plans import change_request_last_on

ANSWER_WORKING_DAYS = 3  # to answer a request: as long as there was to make it (ours)
LOOK_BACK = timedelta(days=14)  # a day off may be entered after it was: a storm, a burst pipe


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


def moved_last_on(
    told_on: date | None,
    amended_on: date | None,
    today: date,
    working_days: int,
    holidays: Collection[date],
) -> date | None:
    """The last local date to ask for changes as it stands `today`, where `told_on` was told with
    the plan: later where a day off came into the period meanwhile, never earlier; None where no
    period runs. Source: PLAN-7; WTW 42-7.38, II.G (that a told day never moves back is ours)."""
    if told_on is None or amended_on is None or told_on < today - LOOK_BACK:
        return told_on
    return max(told_on, change_request_last_on(amended_on, working_days, holidays))


def period_of(
    parts: Collection[str], change_until: date | None, reassign_until: date | None
) -> ChangePeriod | None:
    """In which of the periods that still run a wish is made: one for another activity in that of
    the activity, any other in that of the amendment; in the one that runs where the other does
    not; None where neither does. Source: PLAN-7, PLAN-8; WTW 42-7.38, II.G."""
    if reassign_until is not None and ("activity" in parts or change_until is None):
        return ChangePeriod.ACTIVITY
    return ChangePeriod.AMENDMENT if change_until is not None else None


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
