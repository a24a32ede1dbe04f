"""Access with a reason, and somebody's safety: the reasons there are and what is refused."""

from enum import StrEnum


class OpeningReason(StrEnum):
    """Why somebody opens a case of their unit that is not theirs (safety.md, Who sees what)."""

    STAND_IN = "stand_in"
    PARTICIPANT_HERE = "participant_here"
    SUPERVISOR_ASKED = "supervisor_asked"
    STAFFING = "staffing"
    OTHER = "other"


class SafetyRefusal(StrEnum):
    """Why an opening, a naming or a change of a safety concern is refused."""

    REASON_MISSING = "reason_missing"
    TEXT_MISSING = "text_missing"
    ONLY_ITS_WORKERS = "only_its_workers"
    CONCERN_ENDED = "concern_ended"
    CHANGED_MEANWHILE = "changed_meanwhile"
    NOT_TO_BE_NAMED = "not_to_be_named"
    KIND_STAYS_PRIVATE = "kind_stays_private"


def refusals_to_open(reason: str, text: str) -> dict[str, SafetyRefusal]:
    """Why a case, or its private notes, may not be opened, by field; empty when it may.

    In: a reason code and the words of it; "other" needs words. Source: requirements, WHO: a case
    outside one's caseload asks for the reason.
    """
    if reason not in set(OpeningReason):
        return {"reason": SafetyRefusal.REASON_MISSING}
    if reason == OpeningReason.OTHER and not text.strip():
        return {"text": SafetyRefusal.TEXT_MISSING}
    return {}
