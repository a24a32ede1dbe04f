"""The supervisor's hand: reviews what the worker did, approves it or refuses it with a reason."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.handings import Handing
from portal.operations import operation
from portal.operations.handings import takes_cases
from portal.operations.handings.moves import (
    held,
    keep_answers,
    move,
    refuse_changed,
    refuse_open_steps,
    undo,
)
from portal.policy import handings as rules
from portal.policy.handings import Hand, HandingAct, HandingKind, HandingRefusal, steps_of
from portal.policy.refusals import Refused, refuse_if


@operation(result=Handing)
def approve(
    actor: Actor, *, handing: Handing, version: int, done: Collection[str], text: str,
    at: datetime, operation_key: str | None = None,
) -> Handing:  # fmt: skip
    """The review is done: on to the clerks.

    Looks once more at what the worker's hand rests on: facts may have changed since. Raises
    Refused: not_your_turn, steps_open, facts_changed, same_person for who handed it on,
    not_a_worker where the new worker's account is not in use any more, ended, changed_meanwhile.
    Source: CASE-6, CASE-7; WTW 42-7.38, II.J.2, III.B.4.
    """
    found, case = held(handing, version, Hand.SUPERVISOR)
    _refuse_others(actor, found, case)
    keep_answers(actor, found, case, Hand.SUPERVISOR, done, at)
    refuse_open_steps(found, case, Hand.SUPERVISOR, at)
    refuse_changed(found, case, at)
    if found.its_kind is HandingKind.TRANSFER and found.to_worker_id:
        is_there = takes_cases(Account.get_by_id(found.to_worker_id))
        refuse_if({} if is_there else {"": HandingRefusal.NOT_A_WORKER})
    return move(
        actor, found, case, HandingAct.APPROVED, at, action="approve_handing", text=text,
        approved_by=actor.id,
    )  # fmt: skip


@operation(result=Handing)
def refuse(
    actor: Actor, *, handing: Handing, version: int, reason: str, text: str, at: datetime,
    operation_key: str | None = None,
) -> Handing:  # fmt: skip
    """Back to the worker, with the reason and words to work with; what the supervisor had checked
    is checked anew when it comes again.

    Raises Refused: no_reason, no_text, not_your_turn, ended, changed_meanwhile. Source: CASE-6.
    """
    refuse_if(rules.refusals_to_give_back(Hand.SUPERVISOR, reason, text))
    found, case = held(handing, version, Hand.SUPERVISOR)
    _refuse_others(actor, found, case)
    undo(found, at, steps_of(found.its_kind, Hand.SUPERVISOR))
    return move(
        actor, found, case, HandingAct.REFUSED, at, action="refuse_handing", reason=reason,
        text=text,
    )  # fmt: skip


def _refuse_others(actor: Actor, handing: Any, case: Any) -> None:
    if actor.role is not Role.SUPERVISOR or not Case.is_visible_to(actor, case.id):
        raise Refused({"": HandingRefusal.NOT_YOUR_TURN})
    if actor.id in (handing.begun_by_id, handing.handed_on_by_id):
        raise Refused({"": HandingRefusal.SAME_PERSON})
