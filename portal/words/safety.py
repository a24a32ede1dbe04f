"""Reasons to open a case, somebody's safety, and refusals, in words."""

from typing import Any

from portal.i18n import lazy as _l
from portal.models.accounts import Role
from portal.models.cases import OpeningKind
from portal.models.safety import SafeChannel
from portal.policy.safety import OpeningReason, SafetyRefusal

REASONS: dict[OpeningReason, Any] = {
    OpeningReason.STAND_IN: _l("I stand in for a colleague"),
    OpeningReason.PARTICIPANT_HERE: _l("The participant is here or on the phone"),
    OpeningReason.SUPERVISOR_ASKED: _l("A supervisor asked me to"),
    OpeningReason.STAFFING: _l("A case staffing"),
    OpeningReason.OTHER: _l("Another reason"),
}

TOLD_REASONS: dict[str, Any] = {
    "": "",
    OpeningReason.STAND_IN: _l("stands in for a colleague"),
    OpeningReason.PARTICIPANT_HERE: _l("the participant was there or on the phone"),
    OpeningReason.SUPERVISOR_ASKED: _l("a supervisor asked"),
    OpeningReason.STAFFING: _l("case staffing"),
    OpeningReason.OTHER: _l("another reason"),
}

KINDS: dict[OpeningKind, Any] = {
    OpeningKind.OPENED: _l("opened the case"),
    OpeningKind.NAMED: _l("was named on the case"),
    OpeningKind.PRIVATE_NOTES: _l("opened the private notes"),
}

CHANNELS: dict[SafeChannel, Any] = {
    SafeChannel.NONE: _l("None: the portal sends nothing"),
    SafeChannel.SMS: _l("A text to the phone on record"),
    SafeChannel.EMAIL: _l("An e-mail to the address on record"),
}

REFUSALS: dict[SafetyRefusal, Any] = {
    SafetyRefusal.REASON_MISSING: _l("Please choose a reason."),
    SafetyRefusal.TEXT_MISSING: _l("Please say which reason."),
    SafetyRefusal.ONLY_ITS_WORKERS: _l(
        "Only the primary and the secondary worker of the case may do this."
    ),
    SafetyRefusal.CONCERN_ENDED: _l("There is no safety concern on this case any more."),
    SafetyRefusal.CHANGED_MEANWHILE: _l(
        "Somebody saved this in the meantime. Look at both texts and save again."
    ),
    SafetyRefusal.NOT_TO_BE_NAMED: _l("Please choose one of the people in the list."),
    SafetyRefusal.KIND_STAYS_PRIVATE: _l(
        "A document of this kind stays in the private file. Give it another kind first."
    ),
}

NAMED_ROLES: dict[str, Any] = {
    Role.SPECIALIST: _l("specialist"),
    Role.SUPERVISOR: _l("supervisor"),
}
