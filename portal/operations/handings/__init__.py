"""The worker's hand of a closing or transfer: begun, its steps answered, handed on, withdrawn.

The supervisor's is reviewing.py, the clerical one routing.py: no operation does two of them.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import IntegrityError

from portal import db, resources
from portal.models.accounts import Account, Actor, Role, Unit
from portal.models.cases import Case, Opening, OpeningKind
from portal.models.handings import Handing
from portal.models.letters import Letter
from portal.operations import operation, record
from portal.operations.handings.moves import (
    held,
    keep_answers,
    keep_on_case,
    move,
    note_move,
    refuse_open_steps,
)
from portal.operations.letters import begun_letter
from portal.policy import handings as rules
from portal.policy.calendar import office_date
from portal.policy.handings import (
    Hand,
    HandingAct,
    HandingKind,
    HandingReason,
    HandingRefusal,
    HandingState,
)
from portal.policy.refusals import Refused, refuse_if
from portal.policy.statuses import CaseStatus
from portal.reports.handings.facts import known_of

WORKERS = (Role.COUNSELOR, Role.SPECIALIST)
CLOSING_LETTER = "case_closing"
# What the letter of a closing says of the reason (words/letter_phrases.CLOSE_REASONS).
_SAID = {
    HandingReason.AID_CLOSED: "aid_is_over",
    HandingReason.MONTHS_USED: "all_months_used",
    HandingReason.AID_REMOVED: "aid_is_over",
}


@dataclass(frozen=True)
class Destination:
    """Where a case goes: to a worker, or to a unit that finds one by the next working day."""

    worker: Account | None = None
    unit: Unit | None = None


@operation(result=Handing)
def begin_closing(
    actor: Actor, *, case: Case, reason: str, has_calfresh: bool, at: datetime,
    operation_key: str | None = None,
) -> Handing:  # fmt: skip
    """Begins to close a case, with its letter drafted where none is yet: who goes on with CalFresh
    is told there of the training that is free to them (form 63-62).

    Raises Refused: the case is not discontinued for more than thirty days, a handing is under way,
    the actor is not its worker, no reason. Source: CASE-6; WTW 42-7.38, II.J.1.
    """
    answer = "yes" if has_calfresh else "no"
    made = _begun(actor, case, HandingKind.CLOSE, reason, at, has_calfresh=answer)
    if not known_of(case, office_date(at, resources.timezone())).letter_key:
        _draft_letter(actor, case, made, at)
    record(actor, "begin_closing", made, case=case, fields=["reason", "has_calfresh"])
    return made


@operation(result=Handing)
def begin_transfer(
    actor: Actor, *, case: Case, reason: str, to: Destination, at: datetime,
    operation_key: str | None = None,
) -> Handing:  # fmt: skip
    """Begins to hand a case to another worker, or to another unit or office.

    Raises Refused: no destination or the worker it has, somebody who works no cases, a private
    case without a worker to go to, a handing under way, the actor is not its worker, no reason.
    Source: CASE-7; WTW 42-7.38, II.A.2, III.B.4.
    """
    refuse_if(_wrong_destination(case, to))
    unit_id = to.worker.unit_id if to.worker else to.unit.id if to.unit else None
    office_id = to.worker.office_id if to.worker else to.unit.office_id if to.unit else None
    made = _begun(
        actor, case, HandingKind.TRANSFER, reason, at, to_worker=to.worker, to_unit=unit_id,
        to_office=office_id,
    )  # fmt: skip
    record(actor, "begin_transfer", made, case=case, fields=["reason", "to_worker", "to_unit"])
    return made


def _wrong_destination(case: Any, to: Destination) -> dict[str, HandingRefusal]:
    if to.worker is None and to.unit is None:
        return {"worker": HandingRefusal.NO_DESTINATION}
    if to.worker is None:
        return {"worker": HandingRefusal.WORKER_NEEDED} if case.is_restricted else {}
    if to.worker.id == case.worker_id:
        return {"worker": HandingRefusal.SAME_WORKER}
    return {} if takes_cases(to.worker) else {"worker": HandingRefusal.NOT_A_WORKER}


def takes_cases(account: Any) -> bool:
    """Whether a case can be given to somebody: a worker of a unit whose account is in use."""
    return account.role in WORKERS and not account.is_locked and account.unit_id is not None


def _begun(
    actor: Actor, case: Any, kind: HandingKind, reason: str, at: datetime, **columns: Any
) -> Handing:
    row: Any = Case.get_by_id(case.id)
    today = office_date(at, resources.timezone())
    if actor.id not in (row.worker_id, row.secondary_id) or actor.role not in WORKERS:
        raise Refused({"": HandingRefusal.ONLY_ITS_WORKERS})
    status = CaseStatus(row.status)
    refuse_if(rules.refusals_to_begin(kind, status, row.status_since_on, today, reason))
    try:
        with db.database.atomic():
            made: Handing = Handing.create(
                case=case.id, kind=kind, reason=reason, from_office=row.office_id,
                from_unit=row.unit_id, from_worker=row.worker_id, begun_by=actor.id, begun_at=at,
                since_at=at, **columns,
            )  # fmt: skip
    except IntegrityError:
        raise Refused({"": HandingRefusal.UNDER_WAY}) from None
    note_move(actor, made, case, HandingAct.BEGUN, at, reason=reason)
    keep_on_case(case, kind, HandingState.AT_WORKER, at)
    return made


def _draft_letter(actor: Actor, case: Any, handing: Any, at: datetime) -> None:
    letter: Any = begun_letter(actor, case, CLOSING_LETTER, at, cause=f"closing:{handing.id}")
    told: dict[str, str] = json.loads(letter.fields)
    told["reasons"] = _SAID[HandingReason(handing.reason)]
    told["food_training"] = "offered" if handing.has_calfresh == "yes" else "not_offered"
    Letter.update(fields=json.dumps(told)).where(Letter.id == letter.id).execute()
    record(actor, "draft_letter", letter, case=case, fields=["kind", "fields", "cause"])


@operation(result=Handing)
def answer_steps(
    actor: Actor, *, handing: Handing, version: int, done: Collection[str], at: datetime,
    operation_key: str | None = None,
) -> Handing:  # fmt: skip
    """Keeps which of the worker's steps are done; facts decide the others.

    Raises Refused: only_its_workers, ended, not_your_turn, changed_meanwhile, decided_by_facts.
    """
    found, case = held(handing, version, Hand.WORKER)
    refuse_others(actor, case)
    keep_answers(actor, found, case, Hand.WORKER, done, at)
    Handing.update(version=Handing.version + 1).where(Handing.id == found.id).execute()
    record(actor, "answer_handing_steps", found, case=case, fields=["steps"])
    kept: Handing = Handing.get_by_id(found.id)
    return kept


@operation(result=Handing)
def hand_on(
    actor: Actor, *, handing: Handing, version: int, done: Collection[str], text: str,
    at: datetime, operation_key: str | None = None,
) -> Handing:  # fmt: skip
    """The worker's steps are done: on to the supervisor, with what they should know.

    Raises Refused as answer_steps does, steps_open while one is not done, no_supervisor where
    nobody could review it: the case is private and no supervisor is named on it. Source: CASE-6,
    CASE-7; WTW 42-7.38, II.J.1, III.B.4.
    """
    found, case = held(handing, version, Hand.WORKER)
    refuse_others(actor, case)
    keep_answers(actor, found, case, Hand.WORKER, done, at)
    refuse_open_steps(found, case, Hand.WORKER, at)
    if not _has_supervisor(case, at):
        raise Refused({"": HandingRefusal.NO_SUPERVISOR})
    return move(
        actor, found, case, HandingAct.HANDED_ON, at, action="hand_on", text=text,
        handed_on_by=actor.id,
    )  # fmt: skip


def refuse_others(actor: Actor, case: Any) -> None:
    """Raises Refused({"": only_its_workers}) for who is no worker of the case."""
    if actor.id not in (case.worker_id, case.secondary_id) or actor.role not in WORKERS:
        raise Refused({"": HandingRefusal.ONLY_ITS_WORKERS})


def _has_supervisor(case: Any, at: datetime) -> bool:
    reviewers = Account.select().where(Account.role == Role.SUPERVISOR, ~Account.is_locked)
    if not case.is_restricted:
        return bool(reviewers.where(Account.unit == case.unit_id).exists())
    named = Opening.select(Opening.account).where(
        Opening.case == case.id, Opening.kind == OpeningKind.NAMED,
        Opening.until.is_null() | (Opening.until > at),
    )  # fmt: skip
    return bool(reviewers.where(Account.id.in_(named)).exists())


@operation(result=Handing)
def withdraw(
    actor: Actor, *, handing: Handing, version: int, text: str, at: datetime,
    operation_key: str | None = None,
) -> Handing:  # fmt: skip
    """Takes it back, in whichever hand it lies: the case stays as it is, and so does what was
    done. Raises Refused: no_text without a why, only_its_workers, ended, changed_meanwhile."""
    refuse_if({} if text.strip() else {"why": HandingRefusal.NO_TEXT})
    found, case = held(handing, version)
    refuse_others(actor, case)
    return move(
        actor, found, case, HandingAct.WITHDRAWN, at, action="withdraw_handing", text=text
    )  # fmt: skip
