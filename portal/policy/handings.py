"""Closing a case and handing it to another worker: three hands, none of which can be skipped.

The worker's hand does its steps and hands on; the supervisor's reviews, and approves or refuses
with a reason; the clerical hand routes the file. A step that facts speak for is decided by them
alone; the others are answered by hand, each with its day.
"""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from portal.policy.statuses import CaseStatus

DISCONTINUED_DAYS = 30  # a case closes after more days than these; CASE-6; WTW 42-7.38, II.J.1


class HandingKind(StrEnum):
    """What the three hands do."""

    CLOSE = "close"
    TRANSFER = "transfer"


class Hand(StrEnum):
    """Whose turn it is."""

    WORKER = "worker"
    SUPERVISOR = "supervisor"
    CLERICAL = "clerical"


class HandingState(StrEnum):
    """Where it stands; REFUSED is the worker's turn again, with the supervisor's reason."""

    AT_WORKER = "at_worker"
    AT_SUPERVISOR = "at_supervisor"
    AT_CLERICAL = "at_clerical"
    REFUSED = "refused"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class HandingAct(StrEnum):
    """What a hand did."""

    BEGUN = "begun"
    HANDED_ON = "handed_on"
    APPROVED = "approved"
    REFUSED = "refused"
    ROUTED = "routed"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"


HANDS: dict[HandingState, Hand] = {
    HandingState.AT_WORKER: Hand.WORKER,
    HandingState.REFUSED: Hand.WORKER,
    HandingState.AT_SUPERVISOR: Hand.SUPERVISOR,
    HandingState.AT_CLERICAL: Hand.CLERICAL,
}

# The only ways there are: what stands in no row does not happen.
_WAYS: dict[tuple[Hand, HandingAct], HandingState] = {
    (Hand.WORKER, HandingAct.HANDED_ON): HandingState.AT_SUPERVISOR,
    (Hand.SUPERVISOR, HandingAct.APPROVED): HandingState.AT_CLERICAL,
    (Hand.SUPERVISOR, HandingAct.REFUSED): HandingState.REFUSED,
    (Hand.CLERICAL, HandingAct.ROUTED): HandingState.DONE,
    (Hand.CLERICAL, HandingAct.SENT_BACK): HandingState.AT_SUPERVISOR,
    (Hand.WORKER, HandingAct.WITHDRAWN): HandingState.WITHDRAWN,
    (Hand.SUPERVISOR, HandingAct.WITHDRAWN): HandingState.WITHDRAWN,
    (Hand.CLERICAL, HandingAct.WITHDRAWN): HandingState.WITHDRAWN,
}


class HandingReason(StrEnum):
    """Why a case closes (WTW 42-7.38, II.J), or why somebody else takes it over (ours)."""

    AID_CLOSED = "aid_closed"
    MONTHS_USED = "months_used"
    AID_REMOVED = "aid_removed"
    MOVED = "moved"
    LANGUAGE = "language"
    WORKLOAD = "workload"
    OTHER_UNIT = "other_unit"
    CONFLICT = "conflict"
    ASKED_FOR = "asked_for"


REASONS: dict[HandingKind, tuple[HandingReason, ...]] = {
    HandingKind.CLOSE: (
        HandingReason.AID_CLOSED, HandingReason.MONTHS_USED, HandingReason.AID_REMOVED,
    ),
    HandingKind.TRANSFER: (
        HandingReason.MOVED, HandingReason.LANGUAGE, HandingReason.OTHER_UNIT,
        HandingReason.WORKLOAD, HandingReason.CONFLICT, HandingReason.ASKED_FOR,
    ),
}  # fmt: skip


class BackReason(StrEnum):
    """Why a hand gives it back to the one before."""

    STEP_NOT_DONE = "step_not_done"
    COMMENTS_INCOMPLETE = "comments_incomplete"
    AID_IS_ACTIVE = "aid_is_active"
    LETTER_WRONG = "letter_wrong"
    WRONG_DESTINATION = "wrong_destination"
    FILE_MISSING = "file_missing"
    OTHER = "other"


BACK_REASONS: dict[Hand, tuple[BackReason, ...]] = {
    Hand.SUPERVISOR: (
        BackReason.STEP_NOT_DONE, BackReason.COMMENTS_INCOMPLETE, BackReason.AID_IS_ACTIVE,
        BackReason.LETTER_WRONG, BackReason.WRONG_DESTINATION, BackReason.OTHER,
    ),
    Hand.CLERICAL: (BackReason.FILE_MISSING, BackReason.WRONG_DESTINATION, BackReason.OTHER),
}  # fmt: skip


class Bank(StrEnum):
    """The closed files banks, by their numbers (WTW 42-7.38, II.J.3)."""

    HAYWARD = "P999"
    EASTMONT = "V999"
    NORTH_OAKLAND = "N999"


class Step(StrEnum):
    """One thing that a hand does."""

    AID_ENDED = "aid_ended"
    CALFRESH = "calfresh"
    LETTER = "letter"
    ACTIVITIES = "activities"
    SUPPORTS = "supports"
    COMMENTS = "comments"
    STATE_STATUS = "state_status"
    WAITING = "waiting"
    NOTED = "noted"
    ACTIVITY_STATUS = "activity_status"
    PLAN = "plan"
    SUPPORTS_MONTH = "supports_month"
    PAPERS = "papers"
    HANDOVER = "handover"
    TOLD = "told"
    REVIEWED = "reviewed"
    ELIGIBILITY = "eligibility"
    STATUS_CHECKED = "status_checked"
    DESTINATION = "destination"
    FILE_ROUTED = "file_routed"
    CASE_COMMENTS = "case_comments"


STEPS: dict[tuple[HandingKind, Hand], tuple[Step, ...]] = {
    (HandingKind.CLOSE, Hand.WORKER): (
        Step.AID_ENDED, Step.CALFRESH, Step.LETTER, Step.ACTIVITIES, Step.SUPPORTS, Step.COMMENTS,
        Step.STATE_STATUS,
    ),
    (HandingKind.CLOSE, Hand.SUPERVISOR): (Step.REVIEWED, Step.ELIGIBILITY, Step.STATUS_CHECKED),
    (HandingKind.CLOSE, Hand.CLERICAL): (Step.FILE_ROUTED, Step.CASE_COMMENTS),
    (HandingKind.TRANSFER, Hand.WORKER): (
        Step.WAITING, Step.NOTED, Step.ACTIVITY_STATUS, Step.PLAN, Step.SUPPORTS_MONTH,
        Step.PAPERS, Step.HANDOVER, Step.TOLD,
    ),
    (HandingKind.TRANSFER, Hand.SUPERVISOR): (Step.REVIEWED, Step.DESTINATION),
    (HandingKind.TRANSFER, Hand.CLERICAL): (Step.FILE_ROUTED, Step.CASE_COMMENTS),
}  # fmt: skip


class HandingRefusal(StrEnum):
    """Why something about a handing is refused."""

    NOT_DISCONTINUED = "not_discontinued"
    TOO_EARLY = "too_early"
    UNDER_WAY = "under_way"
    CLOSED_ALREADY = "closed_already"
    ONLY_ITS_WORKERS = "only_its_workers"
    NO_SUPERVISOR = "no_supervisor"
    NO_REASON = "no_reason"
    NO_DESTINATION = "no_destination"
    SAME_WORKER = "same_worker"
    NOT_A_WORKER = "not_a_worker"
    WORKER_NEEDED = "worker_needed"
    STEPS_OPEN = "steps_open"
    FACTS_CHANGED = "facts_changed"
    SERVICES_OPEN = "services_open"
    NOTHING_TO_END = "nothing_to_end"
    NOTICE_TOO_SHORT = "notice_too_short"
    DECIDED_BY_FACTS = "decided_by_facts"
    NO_TEXT = "no_text"
    NO_BANK = "no_bank"
    NOT_YOUR_TURN = "not_your_turn"
    SAME_PERSON = "same_person"
    CHANGED_MEANWHILE = "changed_meanwhile"
    ENDED = "ended"


def next_state(state: HandingState, act: HandingAct) -> HandingState | None:
    """Where an act leads from a state; None where that hand does no such thing, or it is over.

    Source: CASE-6, CASE-7; WTW 42-7.38, II.J, III.B.4: each hand hands on to the next.
    """
    hand = HANDS.get(state)
    return _WAYS.get((hand, act)) if hand is not None else None


def steps_of(kind: HandingKind, hand: Hand) -> tuple[Step, ...]:
    """What a hand does, in its order. Source: WTW 42-7.38, II.J.1 to II.J.3, II.A.2, III.B.4."""
    return STEPS[kind, hand]


def open_steps(
    kind: HandingKind, hand: Hand, facts: Mapping[Step, bool], answered: Collection[str]
) -> tuple[Step, ...]:
    """The steps of a hand that are not done, in their order.

    In: what facts say of a step (True done, False not done; no entry: nothing), and the steps
    answered by hand. Where facts speak, nobody's answer counts. Source: CASE-6, CASE-7.
    """
    return tuple(
        step for step in STEPS[kind, hand] if not facts.get(step, step in answered)
    )  # fmt: skip


def refusals_to_begin(
    kind: HandingKind,
    status: CaseStatus,
    since_on: date | None,
    today: date,
    reason: str,
) -> dict[str, HandingRefusal]:
    """Why a closing or transfer cannot be begun; empty when it can. In: local dates.

    A case closes after more than DISCONTINUED_DAYS days discontinued: on day 31, not on day 30;
    in good cause or deferral of any length it stays with its worker. Source: CASE-6, CASE-12; WTW
    42-7.38, II.J.
    """
    if status is CaseStatus.CLOSED:
        return {"": HandingRefusal.CLOSED_ALREADY}
    if kind is HandingKind.CLOSE:
        if status is not CaseStatus.DISCONTINUED or since_on is None:
            return {"": HandingRefusal.NOT_DISCONTINUED}
        if not may_close(since_on, today):
            return {"": HandingRefusal.TOO_EARLY}
    if reason not in REASONS[kind]:
        return {"reason": HandingRefusal.NO_REASON}
    return {}


def may_close(discontinued_on: date, today: date) -> bool:
    """Whether a case discontinued since a local date has been so for more than thirty days.

    Source: CASE-6; WTW 42-7.38, II.J.1.
    """
    return (today - discontinued_on).days > DISCONTINUED_DAYS


def refusals_to_give_back(hand: Hand, reason: str, text: str) -> dict[str, HandingRefusal]:
    """Why a hand may not give it back; empty when it may: it says why, in words that the hand
    before can work with. Source: CASE-6: refusal with a reason goes back."""
    if reason not in BACK_REASONS[hand]:
        return {"reason": HandingRefusal.NO_REASON}
    return {} if text.strip() else {"text": HandingRefusal.NO_TEXT}


def refusals_to_end_services(
    kind: HandingKind, number: int, ends_on: date, earliest_on: date
) -> dict[str, HandingRefusal]:
    """Why a closing does not end so many open services with the local date `ends_on`; empty when
    it does: none before the notice has run, which is `earliest_on`. Source: CASE-6, LET-9; WTW
    42-7.38, II.J.1."""
    if kind is not HandingKind.CLOSE or not number:
        return {"": HandingRefusal.NOTHING_TO_END}
    return {"ends_on": HandingRefusal.NOTICE_TOO_SHORT} if ends_on < earliest_on else {}
