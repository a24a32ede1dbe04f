"""The clerical hand: routes the file, and with that the case is closed, or is another worker's."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from portal import resources
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case, Opening, OpeningKind
from portal.models.handings import Handing
from portal.operations import operation
from portal.operations.cases import refresh
from portal.operations.cases.names import replace_pieces
from portal.operations.handings import takes_cases
from portal.operations.handings.assigning import assigned
from portal.operations.handings.moves import (
    held,
    keep_answers,
    move,
    refuse_changed,
    refuse_open_steps,
    undo,
)
from portal.operations.statuses import enter_status
from portal.policy import handings as rules
from portal.policy.calendar import office_date
from portal.policy.handings import (
    Bank,
    Hand,
    HandingAct,
    HandingKind,
    HandingReason,
    HandingRefusal,
    steps_of,
)
from portal.policy.refusals import Refused, refuse_if
from portal.policy.status_periods import StatusReason
from portal.policy.statuses import CaseStatus

_CLOSED = {
    HandingReason.AID_CLOSED: StatusReason.AID_ENDED,
    HandingReason.MONTHS_USED: StatusReason.MONTHS_USED,
    HandingReason.AID_REMOVED: StatusReason.NOT_IN_AID,
}


@operation(result=Handing)
def route(
    actor: Actor, *, handing: Handing, version: int, done: Collection[str], bank: str,
    at: datetime, operation_key: str | None = None,
) -> Handing:  # fmt: skip
    """The file is where it belongs: the case is closed, or stands with its new worker or unit.

    In: the steps that are done, and for a closing the number of the closed files bank. Raises
    Refused: no_bank, steps_open, facts_changed where aid began again meanwhile, not_a_worker,
    not_your_turn, ended, changed_meanwhile. Source: CASE-6, CASE-7; WTW 42-7.38, II.J.3, III.B.
    """
    found, case = held(handing, version, Hand.CLERICAL)
    _refuse_others(actor, found)
    closes = found.its_kind is HandingKind.CLOSE
    refuse_if({"bank": HandingRefusal.NO_BANK} if closes and bank not in set(Bank) else {})
    keep_answers(actor, found, case, Hand.CLERICAL, done, at)
    refuse_open_steps(found, case, Hand.CLERICAL, at)
    if closes:
        refuse_changed(found, case, at)
    columns: dict[str, Any] = {"routed_by": actor.id, "bank": bank if closes else ""}
    moved = move(actor, found, case, HandingAct.ROUTED, at, action="route_handing", **columns)
    if closes:
        _close(actor, found, case, at)
    else:
        _give_over(actor, found, case, at)
    return moved


@operation(result=Handing)
def send_back(
    actor: Actor, *, handing: Handing, version: int, reason: str, text: str, at: datetime,
    operation_key: str | None = None,
) -> Handing:  # fmt: skip
    """Back to the supervisor, with the reason; what both hands had checked is checked anew.

    Raises Refused: no_reason, no_text, not_your_turn, ended, changed_meanwhile. Source: CASE-6.
    """
    refuse_if(rules.refusals_to_give_back(Hand.CLERICAL, reason, text))
    found, case = held(handing, version, Hand.CLERICAL)
    _refuse_others(actor, found)
    for hand in (Hand.CLERICAL, Hand.SUPERVISOR):
        undo(found, at, steps_of(found.its_kind, hand))
    return move(
        actor, found, case, HandingAct.SENT_BACK, at, action="send_back_handing", reason=reason,
        text=text,
    )  # fmt: skip


def _refuse_others(actor: Actor, handing: Any) -> None:
    if actor.role is not Role.CLERICAL or actor.office_id != handing.from_office_id:
        raise Refused({"": HandingRefusal.NOT_YOUR_TURN})


def _close(actor: Actor, handing: Any, case: Any, at: datetime) -> None:
    today = office_date(at, resources.timezone())
    status = CaseStatus(case.status)
    refuse_if(
        rules.refusals_to_begin(
            HandingKind.CLOSE, status, case.status_since_on, today, handing.reason
        )
    )  # fmt: skip
    enter_status(
        actor, case=case, status=CaseStatus.CLOSED, reason=_CLOSED[HandingReason(handing.reason)],
        starts_on=today, today=today, at=at,
    )  # fmt: skip


def _give_over(actor: Actor, handing: Any, case: Any, at: datetime) -> None:
    worker = Account.get_by_id(handing.to_worker_id) if handing.to_worker_id else None
    refuse_if({"": HandingRefusal.NOT_A_WORKER} if worker and not takes_cases(worker) else {})
    moves_office = handing.to_office_id != case.office_id
    second = Account.get_by_id(case.secondary_id) if case.secondary_id else None
    stays = second and second.unit_id == handing.to_unit_id and second.id != handing.to_worker_id
    words = str(case.search_words)
    if moves_office:
        replace_pieces(case, words, "")
    Case.update(
        worker=worker, unit=handing.to_unit_id, office=handing.to_office_id,
        secondary=second if stays else None, version=Case.version + 1,
    ).where(Case.id == case.id).execute()  # fmt: skip
    fresh: Any = Case.get_by_id(case.id)
    if moves_office:
        replace_pieces(fresh, "", words)
    _end_openings(fresh, at, moves_office)
    if worker is not None:
        assigned(actor, fresh, worker, at, before=handing.from_worker_id)
    else:
        Case.update(assigned_since_at=None).where(Case.id == case.id).execute()
    refresh(case.id, office_date(at, resources.timezone()))


def _end_openings(case: Any, at: datetime, moves_office: bool) -> None:
    """Who looked in on the case where it was has no way into it any more."""
    kinds = [OpeningKind.OPENED, OpeningKind.PRIVATE_NOTES]
    kinds += [OpeningKind.NAMED] if moves_office else []
    Opening.update(until=at).where(
        Opening.case == case.id, Opening.kind.in_(kinds),
        Opening.until.is_null() | (Opening.until > at),
    ).execute()  # fmt: skip
