"""Where a participant stands, as they are told it: by the status of the case and the noncompliance
that is open (CASE-4, CASE-5; the page is ours)."""

from datetime import date
from enum import StrEnum

from portal.policy.noncompliance import NoncomplianceState
from portal.policy.programs import ProgramCode
from portal.policy.statuses import CaseStatus


class StandingKind(StrEnum):
    """What can be told."""

    WELL = "well"
    NEW = "new"
    VOLUNTEER = "volunteer"
    EXCUSED = "excused"
    DEFERRED = "deferred"
    ASKED = "asked"
    NO_CAUSE = "no_cause"
    PLAN = "plan"
    ASKED_AGAIN = "asked_again"
    COMING = "coming"  # entered, and its day has not come
    LOWER = "lower"
    AID_ENDED = "aid_ended"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


_OF_STATUS = {
    CaseStatus.ENROLLED: StandingKind.NEW,
    CaseStatus.ACTIVE: StandingKind.WELL,
    CaseStatus.VOLUNTEER: StandingKind.VOLUNTEER,
    CaseStatus.EXEMPT: StandingKind.EXCUSED,
    CaseStatus.GOOD_CAUSE: StandingKind.DEFERRED,
    CaseStatus.NONCOMPLIANCE: StandingKind.NO_CAUSE,
    CaseStatus.SANCTIONED: StandingKind.LOWER,
    CaseStatus.DISCONTINUED: StandingKind.AID_ENDED,
    CaseStatus.FOLLOW_UP: StandingKind.FOLLOW_UP,
    CaseStatus.CLOSED: StandingKind.CLOSED,
}
_OF_STATE = {
    NoncomplianceState.NOTICED: StandingKind.ASKED,
    NoncomplianceState.NO_CAUSE: StandingKind.NO_CAUSE,
    NoncomplianceState.PLAN: StandingKind.PLAN,
    NoncomplianceState.BROKEN: StandingKind.ASKED_AGAIN,
}
# Who stands elsewhere for another reason is told of that, whatever is open.
_FIRST = frozenset({
    CaseStatus.EXEMPT, CaseStatus.VOLUNTEER, CaseStatus.DISCONTINUED, CaseStatus.FOLLOW_UP,
    CaseStatus.CLOSED,
})  # fmt: skip
_RULES = {
    StandingKind.EXCUSED: "II.H",
    StandingKind.VOLUNTEER: "II.F",
    StandingKind.COMING: "II.I",
    StandingKind.LOWER: "II.I",
    StandingKind.AID_ENDED: "II.J",
    StandingKind.CLOSED: "II.J",
    StandingKind.FOLLOW_UP: "II.J",
}
AT_STAKE = frozenset({
    StandingKind.ASKED, StandingKind.NO_CAUSE, StandingKind.PLAN, StandingKind.ASKED_AGAIN,
    StandingKind.COMING, StandingKind.LOWER,
})  # fmt: skip


def standing_of(status: str, state: str, effective_on: date | None, today: date) -> StandingKind:
    """What is told of a case in that status with that noncompliance ("" for none open); a sanction
    from its day on. Source: CASE-4, CASE-5; WTW 42-7.38, II.C, II.I; the kinds are ours."""
    found = CaseStatus(status)
    if found in _FIRST or not state:
        return _OF_STATUS[found]
    if state == NoncomplianceState.SANCTIONED:
        is_ahead = effective_on is not None and today < effective_on
        return StandingKind.COMING if is_ahead else StandingKind.LOWER
    return _OF_STATE[NoncomplianceState(state)]


def rule_of(kind: StandingKind, program: str) -> str:
    """The section that it rests on in a program. Source: requirements, "cite them by the short
    name and the section" (ours where a policy says nothing)."""
    match ProgramCode(program):
        case ProgramCode.WTW:
            return f"WTW 42-7.38, {_RULES.get(kind, 'II.C')}"
        case ProgramCode.WORKFIRST:
            return "WA 3.4.3" if kind in AT_STAKE else "WA 3.4.1"
        case _:
            return "DW CM, Contact with Participant"
