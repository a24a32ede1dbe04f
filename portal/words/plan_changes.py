"""What a participant reads of the grace periods of their plan, and of what they asked for."""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.plan_changes import ChangePeriod, ChangeRefusal, ChangeState, DeclineReason

# Which period a wish is made in, where both run.
PERIODS: dict[ChangePeriod, Any] = {
    ChangePeriod.AMENDMENT: _l("What changed in my plan"),
    ChangePeriod.ACTIVITY: _l("My class or activity"),
}
# The same for staff, with the rule.
PERIOD_RULES: dict[ChangePeriod, str] = {
    ChangePeriod.AMENDMENT: "PLAN-7",
    ChangePeriod.ACTIVITY: "PLAN-8",
}
STATES: dict[ChangeState, Any] = {
    ChangeState.OPEN: _l("Your worker looks at it"),
    ChangeState.GRANTED: _l("Your plan will be changed"),
    ChangeState.DECLINED: _l("Your plan stays as it is"),
}
REASONS: dict[DeclineReason, Any] = {
    DeclineReason.NOT_OFFERED: _l("What you asked for is not offered here."),
    DeclineReason.NOT_ENOUGH_HOURS: _l("Your plan would have too few hours then."),
    DeclineReason.DOES_NOT_FIT_GOAL: _l("It does not lead to the goal in your plan."),
    DeclineReason.NO_PLACE_FREE: _l("There is no free place at this time."),
    DeclineReason.AGREED_OTHERWISE: _l("You and your worker agreed on something else."),
    DeclineReason.OTHER: _l("Your worker gives the reason in the answer."),
}
REFUSALS: dict[ChangeRefusal, Any] = {
    ChangeRefusal.IS_OVER: _l("The last day to ask for this is over."),
    ChangeRefusal.NO_PERIOD: _l("There is no time to ask for this now."),
    ChangeRefusal.ALREADY_DECIDED: _l("This was answered already. It stays as it is."),
    ChangeRefusal.NO_REASON: _l("Please choose a reason."),
    ChangeRefusal.EMPTY_REPLY: _l("Please explain it to the participant."),
}
