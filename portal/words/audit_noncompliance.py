"""The audit trail in words: the steps of a noncompliance."""

from typing import Any

from portal.i18n import lazy as _l

NONCOMPLIANCE: dict[str, Any] = {
    "noncompliance_opened": _l("opened a noncompliance"),
    "noncompliance_delivered": _l("noted that a notice was delivered"),
    "noncompliance_asked": _l("noted that the participant was asked for the reason"),
    "noncompliance_found_good": _l("found good cause"),
    "noncompliance_found_none": _l("found no good cause"),
    "noncompliance_plan_agreed": _l("agreed a compliance plan"),
    "noncompliance_plan_signed": _l("agreed to the compliance plan"),
    "noncompliance_plan_kept": _l("noted that a compliance plan was kept"),
    "noncompliance_plan_broken": _l("noted that a compliance plan was not kept"),
    "noncompliance_supports_checked": _l("checked the supports of the family"),
    "noncompliance_sanctioned": _l("entered a sanction"),
    "noncompliance_step_done": _l("marked a step of a sanction"),
    "noncompliance_cure_done": _l("marked a step that ends a sanction"),
    "noncompliance_sanction_ended": _l("ended a sanction"),
    "noncompliance_withdrawn": _l("took a noncompliance back"),
    "view_noncompliance": _l("looked at the noncompliance"),
}
