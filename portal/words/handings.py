"""Closings and transfers in words, as the three hands read them."""

from enum import StrEnum
from typing import Any

from portal.i18n import lazy as _l
from portal.policy.handings import (
    BackReason,
    Bank,
    Hand,
    HandingAct,
    HandingKind,
    HandingReason,
    HandingRefusal,
    HandingState,
    Step,
)

KINDS: dict[str, Any] = {
    HandingKind.CLOSE: _l("Closing"),
    HandingKind.TRANSFER: _l("Transfer"),
}
HANDS: dict[Hand, Any] = {
    Hand.WORKER: _l("Worker"),
    Hand.SUPERVISOR: _l("Supervisor"),
    Hand.CLERICAL: _l("Clerical"),
}
STATES: dict[str, Any] = {
    HandingState.AT_WORKER: _l("with the worker"),
    HandingState.AT_SUPERVISOR: _l("with the supervisor"),
    HandingState.AT_CLERICAL: _l("with the clerks"),
    HandingState.REFUSED: _l("back with the worker"),
    HandingState.DONE: _l("done"),
    HandingState.WITHDRAWN: _l("withdrawn"),
}
TONES: dict[str, str] = {
    HandingState.AT_WORKER: "info",
    HandingState.AT_SUPERVISOR: "warn",
    HandingState.AT_CLERICAL: "warn",
    HandingState.REFUSED: "bad",
    HandingState.DONE: "good",
    HandingState.WITHDRAWN: "plain",
}
REASONS: dict[str, Any] = {
    HandingReason.AID_CLOSED: _l("The cash aid is closed"),
    HandingReason.MONTHS_USED: _l("All months of aid are used"),
    HandingReason.AID_REMOVED: _l("Taken out of cash aid for another reason"),
    HandingReason.MOVED: _l("The family moved"),
    HandingReason.LANGUAGE: _l("The other worker speaks the family's language"),
    HandingReason.OTHER_UNIT: _l("Another unit works on cases like this one"),
    HandingReason.WORKLOAD: _l("Cases are shared out anew"),
    HandingReason.CONFLICT: _l("The worker cannot be impartial"),
    HandingReason.ASKED_FOR: _l("The participant asked for another worker"),
}
BACK: dict[str, Any] = {
    BackReason.STEP_NOT_DONE: _l("A step is not really done"),
    BackReason.COMMENTS_INCOMPLETE: _l("The case notes do not tell everything"),
    BackReason.AID_IS_ACTIVE: _l("Aid is active"),
    BackReason.LETTER_WRONG: _l("The letter is not right"),
    BackReason.WRONG_DESTINATION: _l("It does not belong where it is to go"),
    BackReason.FILE_MISSING: _l("The file is not here"),
    BackReason.OTHER: _l("Something else"),
}
BANKS: dict[str, Any] = {
    Bank.HAYWARD: _l("P999, Hayward"),
    Bank.EASTMONT: _l("V999, Eastmont"),
    Bank.NORTH_OAKLAND: _l("N999, North Oakland"),
}
STEPS: dict[str, Any] = {
    Step.AID_ENDED: _l("The end of aid is verified in the eligibility system"),
    Step.CALFRESH: _l("It is known whether CalFresh goes on (form 63-62)"),
    Step.LETTER: _l("The letter that the case closes was sent"),
    Step.ACTIVITIES: _l("Every activity has its end"),
    Step.SUPPORTS: _l("Supportive services have ended, with a notice"),
    Step.COMMENTS: _l("A case note tells why the case closes"),
    Step.STATE_STATUS: _l("The status in the state's system is Closed"),
    Step.WAITING: _l("What waits was looked at, or the new worker is told"),
    Step.NOTED: _l("Every contact has its case note"),
    Step.ACTIVITY_STATUS: _l("Activities and their statuses are up to date"),
    Step.PLAN: _l("The plan is signed, or the case note tells why there is none"),
    Step.SUPPORTS_MONTH: _l("Supportive services are authorized for this month"),
    Step.PAPERS: _l("All papers are in the case"),
    Step.HANDOVER: _l("The handover page was read and is right"),
    Step.TOLD: _l("The participant knows of the new worker"),
    Step.REVIEWED: _l("I reviewed the case: pages and case notes are complete"),
    Step.ELIGIBILITY: _l("I checked eligibility: aid is not active"),
    Step.STATUS_CHECKED: _l("I checked the status in the state's system"),
    Step.DESTINATION: _l("I checked that it goes to the right place"),
    Step.FILE_ROUTED: _l("The file is routed"),
    Step.CASE_COMMENTS: _l("The case comments are complete"),
}
REFUSALS: dict[StrEnum, Any] = {
    HandingRefusal.NOT_DISCONTINUED: _l("The case is not discontinued."),
    HandingRefusal.TOO_EARLY: _l(
        "A case closes after more than 30 days discontinued. It is too early."
    ),
    HandingRefusal.UNDER_WAY: _l("A closing or transfer of this case is under way already."),
    HandingRefusal.CLOSED_ALREADY: _l("The case is closed."),
    HandingRefusal.ONLY_ITS_WORKERS: _l("Only the workers of the case do this."),
    HandingRefusal.NO_SUPERVISOR: _l(
        "No supervisor could review it. If the case is private, name a supervisor on it first."
    ),
    HandingRefusal.NO_REASON: _l("Choose why."),
    HandingRefusal.NO_DESTINATION: _l("Choose a worker or a unit."),
    HandingRefusal.SAME_WORKER: _l("The case is this worker's already."),
    HandingRefusal.NOT_A_WORKER: _l("A case cannot be given to this person any more."),
    HandingRefusal.WORKER_NEEDED: _l("A private case goes to a worker, not to a unit."),
    HandingRefusal.STEPS_OPEN: _l("Steps are still open. None can be skipped."),
    HandingRefusal.FACTS_CHANGED: _l(
        "The case changed since it was handed on. Give it back, and say so."
    ),
    HandingRefusal.SERVICES_OPEN: _l(
        "A supportive service is open, or the letter that it ends did not leave. It goes back to"
        " the worker, who ends it with its notice first."
    ),
    HandingRefusal.NOTHING_TO_END: _l("No supportive service is open here."),
    HandingRefusal.NOTICE_TOO_SHORT: _l(
        "The notice must reach the participant before. Choose a later day."
    ),
    HandingRefusal.DECIDED_BY_FACTS: _l("The case itself says whether this is done."),
    HandingRefusal.NO_TEXT: _l("Say it in words."),
    HandingRefusal.NO_BANK: _l("Choose the closed files bank."),
    HandingRefusal.NOT_YOUR_TURN: _l("It lies in another hand now."),
    HandingRefusal.SAME_PERSON: _l("Nobody reviews what they handed on themselves."),
    HandingRefusal.CHANGED_MEANWHILE: _l(
        "Somebody changed it while you looked at it. "
        "Look at it as it stands now; what you wrote is kept here."
    ),
    HandingRefusal.ENDED: _l("It is over already: done or withdrawn. What you wrote is kept here."),
}
ACTS: dict[str, Any] = {
    HandingAct.BEGUN: _l("began it"),
    HandingAct.HANDED_ON: _l("handed it on to the supervisor"),
    HandingAct.APPROVED: _l("approved it, on to the clerks"),
    HandingAct.REFUSED: _l("gave it back to the worker"),
    HandingAct.ROUTED: _l("routed the file: done"),
    HandingAct.SENT_BACK: _l("gave it back to the supervisor"),
    HandingAct.WITHDRAWN: _l("withdrew it"),
}
# The line of time, in whole sentences.
STORY: dict[tuple[str, str], Any] = {
    ("close", "begun"): _l("%(who)s began to close the case."),
    ("close", "handed_on"): _l("%(who)s handed the closing on to the supervisor."),
    ("close", "approved"): _l("%(who)s approved the closing."),
    ("close", "refused"): _l("%(who)s gave the closing back to the worker."),
    ("close", "routed"): _l(
        "%(who)s routed the file to the closed files bank. The case is closed."
    ),
    ("close", "sent_back"): _l("%(who)s gave the closing back to the supervisor."),
    ("close", "withdrawn"): _l("%(who)s withdrew the closing."),
    ("transfer", "begun"): _l("%(who)s began to transfer the case."),
    ("transfer", "handed_on"): _l("%(who)s handed the transfer on to the supervisor."),
    ("transfer", "approved"): _l("%(who)s approved the transfer."),
    ("transfer", "refused"): _l("%(who)s gave the transfer back to the worker."),
    ("transfer", "routed"): _l("%(who)s routed the file. The transfer is done."),
    ("transfer", "sent_back"): _l("%(who)s gave the transfer back to the supervisor."),
    ("transfer", "withdrawn"): _l("%(who)s withdrew the transfer."),
}
# The audit trail (words/audit.py).
AUDITED: dict[str, Any] = {
    "accept_case": _l("accepted a case after its checklist"),
    "answer_handing_steps": _l("answered steps of a closing or transfer"),
    "approve_handing": _l("approved a closing or transfer"),
    "assign_case": _l("gave a case to a worker"),
    "begin_closing": _l("began to close the case"),
    "begin_transfer": _l("began to transfer the case"),
    "end_open_services": _l("ended the open services of a case that closes"),
    "hand_on": _l("handed a closing or transfer on to the supervisor"),
    "mark_checklist": _l("marked parts of a checklist"),
    "refuse_handing": _l("gave a closing or transfer back to the worker"),
    "route_handing": _l("routed the file of a closing or transfer"),
    "send_back_handing": _l("gave a closing or transfer back to the supervisor"),
    "take_case": _l("took a case that was nobody's"),
    "view_checklist": _l("looked at the checklist"),
    "view_handings": _l("looked at the closings and transfers"),
    "view_routing": _l("looked at a file that is to be routed"),
    "withdraw_handing": _l("withdrew a closing or transfer"),
}
NOTICE_SUBJECT = _l("A case was assigned to you")
NOTICE_BODY = _l(
    "A case was assigned to you in Touchpoint. Sign in to see it and to work through its checklist."
)


def of_refusal(code: StrEnum) -> str:
    """Why something about a closing or transfer is refused."""
    return str(REFUSALS[code])


def handing_line(kept: str) -> str:
    """What runs for a case and in which hand, as the case keeps it ("close/at_worker"); empty
    where nothing runs."""
    kind, _slash, state = kept.partition("/")
    return f"{KINDS[kind]}: {STATES[state]}" if state else ""
