"""Alerts in a worker's words: what they are of, in a list and in the strip of the day."""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.alerts import AlertKind

KINDS: dict[AlertKind, Any] = {
    AlertKind.GOOD_CAUSE: _l("Question of good cause is open"),
    AlertKind.LIVE_CONTACT: _l("Live contact"),
    AlertKind.UNDELIVERED: _l("A message did not arrive"),
    AlertKind.ADDRESS: _l("New address or telephone to confirm"),
    AlertKind.MESSAGE: _l("Message not read"),
    AlertKind.REPORT: _l("Report not read"),
    AlertKind.DOCUMENT: _l("Document not looked at"),
    AlertKind.PRIVATE_DOCUMENT: _l("Document of the private file not looked at"),
    AlertKind.COPY: _l("Copy of the notes"),
    AlertKind.TASK: _l("Task"),
    AlertKind.PRIVATE_TASK: _l("Task from a private note"),
    AlertKind.TOLD: _l("Task told as done, to confirm"),
    AlertKind.SIGNATURE: _l("Plan waits for signatures"),
    AlertKind.GRACE: _l("Time to ask for a change of the plan ends"),
    AlertKind.REASSIGNMENT: _l("Time to ask for another activity ends"),
    AlertKind.ATTEMPT: _l("Attempt at contact"),
    AlertKind.TOUCH: _l("Not touched this month"),
    AlertKind.UNNOTED: _l("Contact without a note"),
    AlertKind.OPENED: _l("Opened by another worker"),
}

# After a number: "3 live contacts due".
COUNTED: dict[AlertKind, Any] = {
    AlertKind.GOOD_CAUSE: _l("good cause to decide"),
    AlertKind.LIVE_CONTACT: _l("live contacts due"),
    AlertKind.UNDELIVERED: _l("not reached"),
    AlertKind.ADDRESS: _l("addresses to confirm"),
    AlertKind.MESSAGE: _l("with unread messages"),
    AlertKind.REPORT: _l("with unread reports"),
    AlertKind.DOCUMENT: _l("with documents waiting"),
    AlertKind.PRIVATE_DOCUMENT: _l("with private documents waiting"),
    AlertKind.COPY: _l("copies of notes due"),
    AlertKind.TASK: _l("with tasks due"),
    AlertKind.PRIVATE_TASK: _l("with private tasks due"),
    AlertKind.TOLD: _l("tasks to confirm"),
    AlertKind.SIGNATURE: _l("plans to sign"),
    AlertKind.GRACE: _l("plan changes ending"),
    AlertKind.REASSIGNMENT: _l("activity changes ending"),
    AlertKind.ATTEMPT: _l("attempts due"),
    AlertKind.TOUCH: _l("not touched this month"),
    AlertKind.UNNOTED: _l("without a note"),
    AlertKind.OPENED: _l("opened by others"),
}
