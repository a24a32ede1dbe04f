"""Closings and transfers for tests: a case ready to be closed, and each hand's part of it."""

from datetime import date, datetime, timedelta
from typing import Any

from portal.letter_kinds import SHARED
from portal.models import Account, Case, Handing, Letter
from portal.models.accounts import SYSTEM, Actor, Role
from portal.models.catalogs import LetterVersion
from portal.models.letters import LetterState
from portal.operations import handings as operations
from portal.operations import operation, record
from portal.operations.catalogs import _load_english
from portal.operations.handings import Destination, reviewing, routing
from portal.operations.notes import NoteText, finish_note, save_note
from portal.operations.statuses import enter_status
from portal.policy.handings import Step
from portal.policy.status_periods import StatusReason
from portal.policy.statuses import CaseStatus
from tests.factories import NOON, TODAY, account, case, participant

BY_HAND = [str(Step.AID_ENDED), str(Step.STATE_STATUS)]
REVIEW = (Step.REVIEWED, Step.ELIGIBILITY, Step.STATUS_CHECKED)
ROUTE = (Step.FILE_ROUTED, Step.CASE_COMMENTS)
TO_HAND_OVER = (
    Step.ACTIVITY_STATUS, Step.PLAN, Step.SUPPORTS_MONTH, Step.PAPERS, Step.HANDOVER, Step.TOLD,
)  # fmt: skip


class Hands:
    """One office: Ana the worker, Sue the supervisor, Ed the clerk; and Bo, a worker elsewhere."""

    def __init__(self) -> None:
        self.ana = account()
        self.sue = account("Sue Park", Role.SUPERVISOR)
        self.ed = account("Ed Roe", Role.CLERICAL)
        self.bo = account("Bo Lind", unit="Unit 2")


def discontinued(worker: Account, days: int = 31, **values: Any) -> Case:
    """A case whose aid ended so many days before TODAY."""
    return case(
        values.pop("person", None) or participant(), worker, status="discontinued",
        status_since_on=TODAY - timedelta(days=days),
        enrolled_on=values.pop("enrolled_on", date(2026, 1, 5)), **values,
    )  # fmt: skip


def told_why(worker: Account, of: Case, on: date = TODAY, at: datetime = NOON) -> None:
    """The case note that tells why the case closes."""
    text = NoteText(
        occurred_on=on, way="in_person", direction="two_way", is_answered=True, makes_contact=False,
        purpose="Why the case closes", results="Aid ended; CalFresh goes on.", next_steps="None",
        forms_completed="50-20e", documents_received="",
    )  # fmt: skip
    begun = save_note(worker.actor, case=of, key=f"{of.id:016}", version=0, text=text, at=at)
    finish_note(worker.actor, case=of, note=begun, at=at)


@operation()
def let_letter_go(*, of: Case, at: datetime) -> None:
    """The closing letter waits to leave, as after it was sent."""
    letter = Letter.get(Letter.case == of.id, Letter.kind == "case_closing")
    Letter.update(state=LetterState.WAITING).where(Letter.id == letter.id).execute()
    record(Account.get().actor, "send_letter", letter, case=of)


@operation()
def aid_returns(actor: Actor, *, of: Case, at: datetime) -> None:
    """Eligibility gives aid again: the case is active from TODAY."""
    enter_status(
        actor, case=of, status=CaseStatus.ACTIVE, reason=StatusReason.AID_RETURNED,
        starts_on=TODAY, today=TODAY, at=at,
    )  # fmt: skip


def letters_there(at: datetime = NOON, *also: str) -> None:
    """The letter of a closing in English, and those that are asked for `also`: what ships of
    others and in other languages is of no use here, and takes seconds."""
    if not LetterVersion.select().exists():
        _load_english(SYSTEM, kinds=[SHARED, "case_closing", "appointment", *also], at=at)


def begun(hands: Hands, of: Case, at: datetime = NOON) -> Handing:
    """A closing that was begun; of all letters its own alone is there."""
    letters_there(at)
    return operations.begin_closing(
        hands.ana.actor, case=of, reason="aid_closed", has_calfresh=True, at=at
    )


def to_supervisor(hands: Hands, of: Case, at: datetime = NOON) -> Handing:
    """A closing whose worker's steps are done."""
    made = begun(hands, of, at)
    told_why(hands.ana, of, at=at)
    let_letter_go(of=of, at=at)
    return hand_on(hands, made, at)


def hand_on(hands: Hands, made: Handing, at: datetime = NOON, done: Any = BY_HAND) -> Handing:
    """The worker hands it on."""
    now = Handing.get_by_id(made.id)
    return operations.hand_on(
        hands.ana.actor, handing=now, version=now.version, done=done, text="Ready", at=at
    )


def approve(hands: Hands, made: Handing, at: datetime = NOON, done: Any = REVIEW) -> Handing:
    """The supervisor approves it."""
    now = Handing.get_by_id(made.id)
    return reviewing.approve(
        hands.sue.actor, handing=now, version=now.version, done=done, text="", at=at
    )


def route(
    hands: Hands, made: Handing, at: datetime = NOON, done: Any = ROUTE, bank: str = "V999"
) -> Handing:
    """The clerk routes the file."""
    now = Handing.get_by_id(made.id)
    return routing.route(
        hands.ed.actor, handing=now, version=now.version, done=done, bank=bank, at=at
    )


def transfer(hands: Hands, of: Case, to: Destination, at: datetime = NOON) -> Handing:
    """A transfer that was begun and handed on."""
    made = operations.begin_transfer(hands.ana.actor, case=of, reason="language", to=to, at=at)
    return hand_on(hands, made, at, TO_HAND_OVER)
