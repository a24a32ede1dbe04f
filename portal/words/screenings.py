"""Equal Access screenings and follow-up after exit, in a worker's words."""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.follow_ups import FollowUpRefusal, FollowUpState, Work
from portal.policy.screenings import ScreeningOutcome, ScreeningRefusal

OUTCOMES: dict[str, Any] = {
    ScreeningOutcome.PLAN: _l("Needs an accommodation plan"),
    ScreeningOutcome.NOT_NEEDED: _l("Nothing is needed"),
    ScreeningOutcome.DECLINED: _l("Did not want it"),
}

SCREENING_REFUSALS: dict[str, Any] = {
    ScreeningRefusal.AHEAD: _l("This day has not come yet."),
    ScreeningRefusal.TOO_OLD: _l("This is more than ten years back. Please check it."),
    ScreeningRefusal.NO_PLAN: _l("Say what is done: choose from the list or write it down."),
    ScreeningRefusal.PLAN_WITHOUT_NEED: _l(
        "Accommodations are chosen below: choose that a plan is needed, or take them out."
    ),
    ScreeningRefusal.REVIEW_NOT_AFTER: _l("The review lies after the screening."),
}

STATES: dict[str, Any] = {
    FollowUpState.REACHED: _l("Reached"),
    FollowUpState.TRIED: _l("Tried, not reached"),
    FollowUpState.MISSED: _l("No contact"),
    FollowUpState.NOW: _l("This month"),
    FollowUpState.TO_COME: _l("To come"),
}
STATE_TONES: dict[str, str] = {
    FollowUpState.REACHED: "good",
    FollowUpState.TRIED: "warn",
    FollowUpState.MISSED: "bad",
    FollowUpState.NOW: "info",
    FollowUpState.TO_COME: "plain",
}

WORK: dict[str, Any] = {
    Work.SAME_JOB: _l("In the same job"),
    Work.OTHER_JOB: _l("In another job"),
    Work.SEVERAL_JOBS: _l("In several jobs"),
    Work.IN_SCHOOL: _l("In school or training"),
    Work.NO_JOB: _l("Without work"),
    Work.UNKNOWN: _l("Not known"),
}

FOLLOW_UP_REFUSALS: dict[str, Any] = {
    FollowUpRefusal.NOT_IN_FOLLOW_UP: _l("The participant did not leave the program."),
    FollowUpRefusal.AFTER_FOLLOW_UP: _l("The months of follow-up were over on this day."),
    FollowUpRefusal.BEFORE_EXIT: _l("Follow-up begins the day after exit."),
    FollowUpRefusal.NOT_REACHED: _l("Nobody was reached to say this: choose “Not known”."),
    FollowUpRefusal.ALREADY_OUT: _l("The participant left the program already."),
    FollowUpRefusal.AHEAD: _l("This day has not come yet."),
    FollowUpRefusal.BEFORE_ENROLLMENT: _l("This day is before the case began."),
}


def of_screening(code: str) -> str:
    """Why a screening was not taken, in words. Raises KeyError for an unknown code."""
    return str(SCREENING_REFUSALS[code])


def of_follow_up(code: str) -> str:
    """Why a follow-up was not taken, in words. Raises KeyError for an unknown code."""
    return str(FOLLOW_UP_REFUSALS[code])
