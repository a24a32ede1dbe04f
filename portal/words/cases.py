"""Cases in words: where a case stands, where its plan stands."""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.statuses import CaseStatus

STATUSES: dict[CaseStatus, Any] = {
    CaseStatus.ENROLLED: _l("Enrolled"),
    CaseStatus.ACTIVE: _l("Active"),
    CaseStatus.VOLUNTEER: _l("Volunteer"),
    CaseStatus.EXEMPT: _l("Exempt"),
    CaseStatus.GOOD_CAUSE: _l("Good cause"),
    CaseStatus.NONCOMPLIANCE: _l("Noncompliance"),
    CaseStatus.SANCTIONED: _l("Sanctioned"),
    CaseStatus.DISCONTINUED: _l("Discontinued"),
    CaseStatus.FOLLOW_UP: _l("Follow-up"),
    CaseStatus.CLOSED: _l("Closed"),
}

PLANS: dict[str, Any] = {
    "": _l("No plan"),
    "draft": _l("Draft"),
    "offered": _l("To be signed"),
    "signed": _l("Signed"),
    "superseded": _l("Followed by another"),
    "withdrawn": _l("Taken back"),
}
