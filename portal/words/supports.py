"""Referrals, help with costs and who hears of changes, in words that participants read."""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.supports import (
    MonthState,
    ReferralKind,
    ReferralOutcome,
    ReferralState,
    ServiceState,
    SupportRefusal,
)

REFERRALS: dict[str, Any] = {
    ReferralKind.CHILD_CARE: _l("Finding child care"),
    ReferralKind.HOUSING: _l("Help with housing"),
    ReferralKind.FAMILY_STABILIZATION: _l("Extra help for a family in a hard time"),
    ReferralKind.SOSP: _l("Home visits for parents of a baby or small child"),
    ReferralKind.LEARNING_SCREENING: _l("A check of how you learn best"),
    ReferralKind.SSI_ADVOCACY: _l("Help to ask for disability money (SSI)"),
    ReferralKind.IHSS: _l("Pay for care of a sick or disabled family member at home (IHSS)"),
    ReferralKind.MENTAL_HEALTH: _l("Help with stress, sadness or worry"),
    ReferralKind.SUBSTANCE_ABUSE: _l("Help with alcohol or drugs"),
    ReferralKind.DOMESTIC_VIOLENCE: _l("Help when somebody hurts or scares you"),
    ReferralKind.LOCAL: _l("Another service near you"),
}

# What the participant reads of where a referral stands.
REFERRAL_STATES: dict[str, Any] = {
    ReferralState.ASKED: _l("You asked for it. Your worker will answer you."),
    ReferralState.OFFERED: _l("Your worker offers you this. Tell your worker if you want it."),
    ReferralState.ACCEPTED: _l("You said yes. Your worker will send it on."),
    ReferralState.DECLINED: _l("This did not go on. You can ask again at any time."),
    ReferralState.SENT: _l("Your worker sent it on. The service will contact you."),
    ReferralState.ENDED: _l("This is finished."),
}
OUTCOMES_TOLD: dict[str, Any] = {
    ReferralOutcome.IN_SERVICE: _l("You are getting this help."),
    ReferralOutcome.FINISHED: _l("You got this help."),
    ReferralOutcome.WAITING_LIST: _l("You are on the waiting list."),
    ReferralOutcome.NOT_RIGHT: _l("It was not the right help. You can ask for something else."),
    ReferralOutcome.DID_NOT_GO: _l("It did not begin. You can ask again at any time."),
}

# Of the phrase bank's services: what is no cost to be paid, but help of others.
NOT_COSTS = frozenset({"interpreter", "housing_help", "counseling", "legal_help"})

SERVICE_STATES: dict[str, Any] = {
    ServiceState.REQUESTED: _l("You asked for it. Your worker will answer you."),
    ServiceState.AUTHORIZED: _l("We help you with this."),
    ServiceState.DENIED: _l("We cannot pay for this. A letter tells you why."),
    ServiceState.DISCONTINUED: _l("This help ends. A letter tells you why."),
}
MONTHS_TOLD: dict[str, Any] = {
    MonthState.REQUESTED: _l("asked for"),
    MonthState.AUTHORIZED: _l("agreed"),
    MonthState.ISSUED: _l("paid"),
    MonthState.DENIED: _l("not agreed"),
    MonthState.DISCONTINUED: _l("ended"),
}
TONES: dict[str, str] = {
    "requested": "info", "asked": "info", "offered": "warn", "accepted": "info", "sent": "plain",
    "authorized": "good", "issued": "good", "denied": "plain", "declined": "plain",
    "discontinued": "plain", "ended": "plain",
}  # fmt: skip

_ASKING: dict[str, Any] = {
    SupportRefusal.ALREADY_OPEN: _l("You asked for this already, or you are getting it."),
}


def of_asking(code: str) -> str:
    """Why a request was not taken, in the participant's words. Raises KeyError for an unknown
    code."""
    return str(_ASKING[code])
