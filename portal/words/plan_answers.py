"""What staff read of requests made in the grace periods of a plan, and of answering them."""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.amendments import AmendRefusal
from portal.policy.plan_changes import ChangePeriod, ChangeRefusal, ChangeState
from portal.policy.plans import AmendmentCause
from portal.words.plan_changes import REFUSALS

# The worker's task when somebody asks in time: tasks are kept in English.
ANSWER_TASK = "Answer the request to change the plan"

PERIODS: dict[ChangePeriod, Any] = {
    ChangePeriod.AMENDMENT: _l("Changes to the amended plan (PLAN-7)"),
    ChangePeriod.ACTIVITY: _l("Another activity, or a change of it (PLAN-8)"),
}
STATES: dict[ChangeState, Any] = {
    ChangeState.OPEN: _l("Waits for an answer"),
    ChangeState.GRANTED: _l("Amendment opened"),
    ChangeState.DECLINED: _l("Declined"),
}
TONES = {ChangeState.OPEN: "warn", ChangeState.GRANTED: "good", ChangeState.DECLINED: "plain"}

# Why an amendment cannot be opened on a request, and what to do first.
AMEND_REFUSALS: dict[AmendRefusal, Any] = {
    AmendRefusal.NO_PLAN: _l("No version of this plan is signed by both: change the draft itself."),
    AmendRefusal.WAITS_FOR_SIGNING: _l(
        "A version waits for signatures. Take it back first, then open the amendment."
    ),
    AmendRefusal.NO_CAUSE: _l("Please choose what changes."),
}

CAUSES: dict[AmendmentCause, Any] = {
    AmendmentCause.NEW_ACTIVITY: _l("A new activity"),
    AmendmentCause.CONCURRENT_ACTIVITY: _l("One more activity at the same time"),
    AmendmentCause.HOURS: _l("Hours"),
    AmendmentCause.PLACE: _l("Place"),
    AmendmentCause.START_TIME: _l("Start time"),
    AmendmentCause.EXEMPT_TO_VOLUNTEER: _l("From exempt to volunteer"),
    AmendmentCause.EXEMPT_TO_MANDATORY: _l("From exempt to mandatory"),
}

# Parts of a plan that a participant wants changed, and the cause that fits first.
CAUSE_OF_PART: dict[str, AmendmentCause] = {
    "activity": AmendmentCause.NEW_ACTIVITY,
    "hours": AmendmentCause.HOURS,
    "place": AmendmentCause.PLACE,
}


def of_refusal(code: str) -> str:
    """Why an answer was not taken, in words for staff; a code of AmendRefusal or ChangeRefusal."""
    if code in set(AmendRefusal):
        return str(AMEND_REFUSALS.get(AmendRefusal(code), code))
    return str(REFUSALS[ChangeRefusal(code)])
