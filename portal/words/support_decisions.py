"""Referrals, supportive services and status updates, in a worker's words."""

from typing import Any

from portal import i18n
from portal.i18n import lazy as _l
from portal.policy.support_suggestions import Why
from portal.policy.supports import (
    MonthState,
    ReferralKind,
    ReferralOutcome,
    ReferralState,
    ServiceState,
    SupportRefusal,
    UpdateAbout,
    UpdateTo,
)
from portal.words.letters import BANKS
from portal.words.phrases import SERVICES

REFERRALS: dict[str, Any] = {
    ReferralKind.DOMESTIC_VIOLENCE: _l("Domestic violence services"),
    ReferralKind.MENTAL_HEALTH: _l("Mental health"),
    ReferralKind.SUBSTANCE_ABUSE: _l("Substance abuse"),
    ReferralKind.LEARNING_SCREENING: _l("Learning disability screening"),
    ReferralKind.SSI_ADVOCACY: _l("SSI advocacy"),
    ReferralKind.CHILD_CARE: _l("Child care"),
    ReferralKind.IHSS: _l("In-home supportive services (IHSS)"),
    ReferralKind.FAMILY_STABILIZATION: _l("Family stabilization"),
    ReferralKind.SOSP: _l("Starting Out Strong (home visits)"),
    ReferralKind.HOUSING: _l("Housing support"),
    ReferralKind.LOCAL: _l("A local service"),
}
REFERRAL_STATES: dict[str, Any] = {
    ReferralState.ASKED: _l("Asked for"),
    ReferralState.OFFERED: _l("Offered"),
    ReferralState.ACCEPTED: _l("Accepted"),
    ReferralState.DECLINED: _l("Declined"),
    ReferralState.SENT: _l("Sent"),
    ReferralState.ENDED: _l("Outcome noted"),
}
OUTCOMES: dict[str, Any] = {
    ReferralOutcome.IN_SERVICE: _l("Gets the service"),
    ReferralOutcome.FINISHED: _l("Got the service, it is finished"),
    ReferralOutcome.WAITING_LIST: _l("On the waiting list"),
    ReferralOutcome.NOT_RIGHT: _l("Was not the right service"),
    ReferralOutcome.DID_NOT_GO: _l("Did not begin"),
}
SERVICE_STATES: dict[str, Any] = {
    ServiceState.REQUESTED: _l("Requested"),
    ServiceState.AUTHORIZED: _l("Authorized"),
    ServiceState.DENIED: _l("Denied"),
    ServiceState.DISCONTINUED: _l("Discontinued"),
}
MONTHS: dict[str, Any] = {
    MonthState.REQUESTED: _l("requested"),
    MonthState.AUTHORIZED: _l("authorized"),
    MonthState.ISSUED: _l("issued"),
    MonthState.DENIED: _l("denied"),
    MonthState.DISCONTINUED: _l("discontinued"),
}
DENIAL_REASONS: dict[str, Any] = BANKS["support_denial_reason"]
END_REASONS: dict[str, Any] = BANKS["support_end_reason"]

RECIPIENTS: dict[str, Any] = {
    UpdateTo.ELIGIBILITY: _l("Eligibility worker"),
    UpdateTo.CHILD_CARE: _l("Child care worker"),
}
ABOUT: dict[str, Any] = {
    UpdateAbout.ACTIVITY_BEGAN: _l("An activity began"),
    UpdateAbout.ACTIVITY_ENDED: _l("An activity ended"),
    UpdateAbout.HOURS_CHANGED: _l("Hours or schedule changed"),
    UpdateAbout.JOB_BEGAN: _l("A job began"),
    UpdateAbout.JOB_ENDED: _l("A job ended"),
    UpdateAbout.STATUS_CHANGED: _l("The status changed (form 42-6)"),
    UpdateAbout.ADDRESS_CHANGED: _l("Address or telephone changed"),
    UpdateAbout.QUESTION: _l("A question"),
}

# Why something is suggested, each naming the fact on the case that speaks for it (CASE-11).
WHYS: dict[str, Any] = {
    Why.CHILD_UNDER_13: _l(
        "The youngest child is under 13, and the plan has hours away from home."
    ),
    Why.CHILD_UNDER_2: _l("The youngest child is under 2."),
    Why.PREGNANCY: _l("Exempt because of a pregnancy."),
    Why.PERMANENT_DISABILITY: _l("Exempt because of a permanent disability."),
    Why.CARING: _l("Exempt to care for a family member."),
    Why.IN_DANGER: _l("The case is private because somebody is in danger."),
    Why.EXEMPT_FOR_SAFETY: _l("Exempt because of the family's safety."),
    Why.BASIC_CLASS: _l("The plan has a class in reading, writing and math or for the GED."),
    Why.HOUSING_GOAL: _l("The plan names a safe and steady home as a goal."),
    Why.HOUSING_NEED: _l("Help with housing was asked for at a follow-up."),
    Why.NO_CHILD_CARE: _l("There was no child care: good cause was found."),
    Why.NO_RIDE: _l("There was no way to get there: good cause was found."),
    Why.NO_HOME: _l("The family has no home: good cause was found."),
    Why.FAMILY_CRISIS: _l("The family is in a crisis: good cause was found."),
    Why.STANDING_AT_RISK: _l("Good cause or noncompliance is being looked at."),
    Why.PROMISED: _l("The plan promises it, and it is not authorized."),
    Why.FOLLOW_UP_NEED: _l("It was asked for at a follow-up."),
    Why.AWAY_FROM_HOME: _l("The plan has activities away from home, and no help with the way."),
    Why.SCHOOL: _l("The plan has school or job training."),
    Why.WORKPLACE: _l("The plan has work at a workplace."),
    Why.AID_OVER: _l("Cash aid ended: CalFresh Employment and Training stays open."),
}
PROGRAMS: dict[str, Any] = {"calfresh_et": _l("CalFresh Employment and Training")}

_REFUSALS: dict[str, Any] = {
    SupportRefusal.CHANGED: _l(
        "Somebody else changed this meanwhile. Below is how it stands now; what you typed is"
        " still here."
    ),
    SupportRefusal.ALREADY_OPEN: _l("There is one that is still open."),
    SupportRefusal.WRONG_STEP: _l("This step does not follow from where it stands."),
    SupportRefusal.AHEAD: _l("This day has not come yet."),
    SupportRefusal.BEFORE_LAST_STEP: _l("This day lies before the step that it follows."),
    SupportRefusal.NO_NAME: _l("Give the name of the local service."),
    SupportRefusal.MONTHS_OUT_OF_RANGE: _l(
        "Months may be at most three months back and twelve months ahead."
    ),
    SupportRefusal.TOO_MUCH: _l("Please give dollars from 0 to 10,000 a month."),
    SupportRefusal.NOT_AUTHORIZED: _l("This month is not authorized."),
    SupportRefusal.OVER_AUTHORIZED: _l("This is more than was authorized for the month."),
    SupportRefusal.NO_REASON: _l("Choose at least one."),
    SupportRefusal.NOTICE_TOO_SHORT: _l(
        "The notice must reach the participant before. Choose a later day, or “does not need it"
        " now” as the only reason."
    ),
    SupportRefusal.NOTHING_SAID: _l("Please fill this in."),
}

# On the line of time, by what stands there.
_SERVICE_LINES: dict[str, Any] = {
    ServiceState.REQUESTED: _l("%(who)s requested: %(what)s."),
    ServiceState.AUTHORIZED: _l("Authorized: %(what)s."),
    ServiceState.DENIED: _l("Denied: %(what)s."),
    ServiceState.DISCONTINUED: _l("Ended: %(what)s."),
}
_REFERRAL_LINES: dict[str, Any] = {
    ReferralState.ASKED: _l("%(who)s asked for a referral: %(what)s."),
    ReferralState.OFFERED: _l("%(who)s offered a referral: %(what)s."),
    ReferralState.ACCEPTED: _l("A referral was accepted: %(what)s."),
    ReferralState.DECLINED: _l("A referral was declined: %(what)s."),
    ReferralState.SENT: _l("%(who)s sent a referral: %(what)s."),
    ReferralState.ENDED: _l("The outcome of a referral was noted: %(what)s."),
}


def refusal(code: str) -> str:
    """Why something was not done, in words. Raises KeyError for an unknown code."""
    return str(_REFUSALS[code])


def service_sentence(state: str, service: str, who: str) -> str:
    """What became of a service, as a sentence of the line of time."""
    what = str(SERVICES.get(service, service))
    return i18n.fill(str(_SERVICE_LINES[state]), {"who": who, "what": what})


def referral_sentence(state: str, kind: str, who: str) -> str:
    """What became of a referral, as a sentence of the line of time."""
    return i18n.fill(str(_REFERRAL_LINES[state]), {"who": who, "what": str(REFERRALS[kind])})
