"""Hours in words, for staff and providers: where they come from, what was decided, what cannot."""

from typing import Any

from portal.i18n import lazy as _l
from portal.models.accounts import Role
from portal.policy.attendance import (
    AbsenceReason,
    HoursKind,
    HoursRefusal,
    HoursSource,
    HoursState,
    Objection,
    ObjectionAnswer,
)
from portal.policy.class_marks import MarkRefusal, ReferralRefusal
from portal.policy.hours_decisions import AbsenceDecision, DecisionRefusal, ReturnReason

SOURCES: dict[str, Any] = {
    HoursSource.PARTICIPANT: _l("Told by the participant"),
    HoursSource.PROVIDER: _l("Entered by the provider"),
    HoursSource.WORKER: _l("Entered by the worker"),
    HoursSource.JOB_SEARCH: _l("Told by the participant, proven by the job-search log"),
}

STATES: dict[str, Any] = {
    HoursState.REPORTED: _l("Waits for you"),
    HoursState.ACCEPTED: _l("Accepted"),
    HoursState.RETURNED: _l("Sent back"),
}

STATE_TONES: dict[str, str] = {
    HoursState.REPORTED: "warn",
    HoursState.ACCEPTED: "good",
    HoursState.RETURNED: "plain",
}

MISSED: dict[str, Any] = {
    HoursKind.ABSENT: _l("Missed, not decided"),
    HoursKind.EXCUSED: _l("Excused"),
    HoursKind.UNEXCUSED: _l("Not excused"),
}

REASONS: dict[str, Any] = {
    AbsenceReason.ILL: _l("ill"),
    AbsenceReason.CHILD_ILL: _l("a child was ill"),
    AbsenceReason.CHILD_CARE: _l("no child care"),
    AbsenceReason.NO_RIDE: _l("no ride"),
    AbsenceReason.APPOINTMENT: _l("an appointment"),
    AbsenceReason.CANCELED: _l("it was canceled"),
    AbsenceReason.HOLIDAY: _l("a holiday"),
    AbsenceReason.FAMILY: _l("a family matter"),
    AbsenceReason.OTHER: _l("another reason"),
}

DECISIONS: dict[str, Any] = {
    AbsenceDecision.NONE: _l("Nothing was missed"),
    AbsenceDecision.EXCUSED: _l("Excused"),
    AbsenceDecision.UNEXCUSED: _l("Not excused"),
}

# What staff choose; the participant reads words/hours_returns.py.
RETURN_CHOICES: dict[str, Any] = {
    ReturnReason.PROOF_MISSING: _l("The proof is missing"),
    ReturnReason.PROOF_DIFFERS: _l("The proof shows other hours"),
    ReturnReason.OTHER_DAYS: _l("Some days look wrong"),
    ReturnReason.REASON_UNCLEAR: _l("The reason of an absence is not clear"),
    ReturnReason.OTHER: _l("Something else, in my own words"),
}

OBJECTIONS: dict[str, Any] = {
    Objection.WAS_THERE: _l("I was there"),
    Objection.WAS_LONGER: _l("I was there longer"),
    Objection.OTHER_DAY: _l("It was another day"),
    Objection.HAD_REASON: _l("I had a good reason"),
    Objection.OTHER: _l("Something else is wrong"),
}

ANSWERS: dict[str, Any] = {
    ObjectionAnswer.CORRECTED: _l("The hours were corrected."),
    ObjectionAnswer.KEPT: _l("The hours stay as they were entered."),
}

ENTERED_BY: dict[str, Any] = {
    Role.PARTICIPANT: _l("the participant"),
    Role.PROVIDER: _l("provider"),
}

_CHANGED = _l("Somebody changed this meanwhile. Look at what stands there now, then decide again.")
_REFUSALS: dict[str, Any] = {
    HoursRefusal.CHANGED_MEANWHILE: _CHANGED,
    DecisionRefusal.NOTHING_THERE: _l("There is nothing left to accept in this week."),
    DecisionRefusal.NOT_SENT: _l("The participant did not send this week."),
    DecisionRefusal.REASON_MISSING: _l("Choose why the week goes back."),
    DecisionRefusal.WORDS_MISSING: _l("Write what the participant should look at."),
    DecisionRefusal.NO_SUCH_TIME: _l("Give hours of one day, for example 3 or 3:30."),
    DecisionRefusal.NOT_YET: _l("This day is still to come."),
    DecisionRefusal.NOT_IN_PLAN: _l("No plan that was in force on this day holds this activity."),
    DecisionRefusal.NOTHING_MISSED: _l("Nothing was missed on this day."),
    DecisionRefusal.DECISION_MISSING: _l("Say whether the missed hours are excused."),
    DecisionRefusal.ANSWERED_ALREADY: _l("This objection is answered already."),
    DecisionRefusal.NO_SUCH_DOCUMENT: _l("Choose one of the documents of this case."),
    DecisionRefusal.PRIVATE_WORDS: _l("This case is private: ask an interpreter on the telephone."),
    ReferralRefusal.NO_SUCH_CLASS: _l("Choose one of the classes."),
    ReferralRefusal.ALREADY_REFERRED: _l("The participant has a place in this class already."),
    ReferralRefusal.PRIVATE_CASE: _l("This case is private: no provider is told of it."),
    ReferralRefusal.BEFORE_ITS_START: _l("The last day is before the first one."),
    ReferralRefusal.NO_NAME: _l("Give the class a name."),
}  # fmt: skip

_MARKS: dict[str, Any] = {
    MarkRefusal.NO_SUCH_TIME: _l("Type hours, for example 3 or 3:30, or A for absent."),
    MarkRefusal.TOO_LONG_AGO: _l("This day is too long ago. Please tell the worker."),
    MarkRefusal.NO_PLACE: _l("The person has no place in this class on this day."),
    MarkRefusal.ALREADY_ACCEPTED: _l("The worker accepted this day. Please tell the worker."),
    MarkRefusal.EMPTIED: _l("What was entered cannot be emptied. Type A for absent."),
    MarkRefusal.NOTHING_TYPED: _l("Nothing new was typed."),
    MarkRefusal.NOT_YET: _l("This day is still to come."),
    MarkRefusal.NOT_IN_PLAN: _l("The person's plan does not hold this class on this day."),
    MarkRefusal.CHANGED_MEANWHILE: _l("This changed meanwhile. Look at it, then save once more."),
}


def of_refusal(code: str) -> str:
    """Why something was not taken, in words. Raises KeyError for an unknown code."""
    return str(_REFUSALS[code])


def of_mark_refusal(code: str) -> str:
    """Why a mark of a provider was not taken, in words. Raises KeyError for an unknown code."""
    return str(_MARKS[code])
