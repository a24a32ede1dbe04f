"""Alerts in a worker's words: what they are of, in a list and in the strip of the day."""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.alerts import AlertKind

KINDS: dict[AlertKind, Any] = {
    AlertKind.GOOD_CAUSE: _l("Question of good cause is open"),
    AlertKind.NONCOMPLIANCE: _l("Noncompliance: the next step"),
    AlertKind.NEW_CASE: _l("New case to accept"),
    AlertKind.HANDED_BACK: _l("Closing or transfer came back"),
    AlertKind.LIVE_CONTACT: _l("Live contact"),
    AlertKind.UNDELIVERED: _l("A message did not arrive"),
    AlertKind.ADDRESS: _l("New address or telephone to confirm"),
    AlertKind.MESSAGE: _l("Message not read"),
    AlertKind.REPORT: _l("Report not read"),
    AlertKind.SERVICE_ASKED: _l("Request for a service to decide"),
    AlertKind.REFERRAL_ASKED: _l("Wish for a referral to answer"),
    AlertKind.DOCUMENT: _l("Document not looked at"),
    AlertKind.PRIVATE_DOCUMENT: _l("Document of the private file not looked at"),
    AlertKind.OBJECTION: _l("Objection to hours not answered"),
    AlertKind.HOURS: _l("Week of hours not decided"),
    AlertKind.MEETING: _l("Meeting is over: what happened?"),
    AlertKind.VERDICT: _l("Hours of a month not met"),
    AlertKind.COPY: _l("Copy of the notes"),
    AlertKind.TASK: _l("Task"),
    AlertKind.PRIVATE_TASK: _l("Task from a private note"),
    AlertKind.TOLD: _l("Task told as done, to confirm"),
    AlertKind.REVIEW: _l("Review of the case to read"),
    AlertKind.SIGNATURE: _l("Plan waits for signatures"),
    AlertKind.GRACE: _l("Time to ask for a change of the plan ends"),
    AlertKind.REASSIGNMENT: _l("Time to ask for another activity ends"),
    AlertKind.ATTEMPT: _l("Attempt at contact"),
    AlertKind.TOUCH: _l("Not touched this month"),
    AlertKind.UNNOTED: _l("Contact without a note"),
    AlertKind.FOLLOW_UP: _l("Follow-up contact"),
    AlertKind.REASSESSMENT: _l("Reassessment"),
    AlertKind.STAFFING_REVIEW: _l("Review of a staffing"),
    AlertKind.EXEMPTION_REVIEW: _l("Exemption or deferral to look at again"),
    AlertKind.CLOCK: _l("Months run out"),
    AlertKind.OPENED: _l("Opened by another worker"),
}
