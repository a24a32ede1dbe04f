"""What staff read as a plan is amended, offered and taken back (PLAN-6). Staff alone read this."""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.amendments import AmendRefusal, OfferRefusal
from portal.words.plan_answers import CAUSES

REFUSALS: dict[str, Any] = {
    OfferRefusal.NOTHING_IN_IT: _l("There is nothing in this plan yet."),
    OfferRefusal.NO_DATES: _l("A milestone has no date."),
    OfferRefusal.OVERLAP: _l("Two activities run at the same time."),
    OfferRefusal.BEFORE_THE_LAST: _l("It begins before the version that it amends."),
    OfferRefusal.NOT_A_DRAFT: _l("This version was offered already."),
    AmendRefusal.NO_PLAN: _l("There is no signed plan to amend."),
    AmendRefusal.NO_CAUSE: _l("Choose at least one reason."),
    AmendRefusal.WAITS_FOR_SIGNING: _l(
        "A version waits for signatures. Take it back first, or have it signed."
    ),
    AmendRefusal.NOT_OFFERED: _l("This version does not wait for signatures any more."),
}


def cause_names(causes: str) -> list[str]:
    """The causes of an amendment by their names, from how a version keeps them."""
    names: dict[str, Any] = {str(cause): words for cause, words in CAUSES.items()}
    return [str(names[code]) for code in causes.split(",") if code in names]
