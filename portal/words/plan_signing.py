"""Why a plan was changed and why a signature is not taken, as the participant reads it (PLAN-6)."""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.amendments import SignRefusal
from portal.policy.plans import AmendmentCause

# Why the plan was changed, as the participant reads it.
CAUSES: dict[str, Any] = {
    AmendmentCause.NEW_ACTIVITY: _l("You start something new."),
    AmendmentCause.CONCURRENT_ACTIVITY: _l("You do one more thing beside what you do now."),
    AmendmentCause.HOURS: _l("Your hours change."),
    AmendmentCause.PLACE: _l("The place changes."),
    AmendmentCause.START_TIME: _l("The times change."),
    AmendmentCause.EXEMPT_TO_VOLUNTEER: _l("You do not have to take part, and want to."),
    AmendmentCause.EXEMPT_TO_MANDATORY: _l("You take part again."),
}

SIGN_REFUSALS: dict[str, Any] = {
    SignRefusal.NOT_OFFERED: _l("This plan does not wait for a signature."),
    SignRefusal.SIGNED_ALREADY: _l("This plan is signed already."),
    SignRefusal.NO_NAME: _l("Please type your name. It is your signature."),
    SignRefusal.LONG_NAME: _l("This is too long. Please make it shorter."),
    SignRefusal.WORDS_CHANGED: _l(
        "Some words of the plan are new since you opened this page. Please read it again, then"
        " sign."
    ),
    SignRefusal.NOT_WHOLE: _l(
        "Something in this plan was changed after it was signed. Please call your worker."
    ),
    SignRefusal.NOT_READ: _l("Please choose one."),
}


def cause_words(causes: str) -> list[str]:
    """The causes of an amendment in words, from how a version keeps them."""
    return [str(CAUSES[code]) for code in causes.split(",") if code in CAUSES]
