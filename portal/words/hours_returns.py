"""Why a week of hours comes back, as the participant reads it: what to do, no blame."""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.hours_decisions import ReturnReason

RETURNS: dict[str, Any] = {
    ReturnReason.PROOF_MISSING: _l("Please send a paper that shows these hours."),
    ReturnReason.PROOF_DIFFERS: _l("Your paper shows other hours. Please look at them again."),
    ReturnReason.OTHER_DAYS: _l("Some days do not look right. Please look at the days again."),
    ReturnReason.REASON_UNCLEAR: _l("Please tell us more about why you could not go."),
    ReturnReason.OTHER: _l("Your worker wrote to you about this week."),
}
