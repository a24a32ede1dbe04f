"""Closings and transfers as their pages show them: one with its steps and moves, all that lie in a
hand, all of a case."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, ModelSelect

from portal.models.accounts import Account, Actor, Office, Unit
from portal.models.cases import Case
from portal.models.handings import Handing, HandingMove, HandingStep
from portal.policy.handings import HANDS, HandingKind, HandingState, Step
from portal.prepared import Place, Prepared
from portal.reports.cases.sealed_texts import opened
from portal.reports.handings.facts import Known, decided, known_of

PAGE = 25


@dataclass(frozen=True, slots=True)
class Shown:
    """A handing with everything its page says: what facts decide, what was answered by hand (by
    step), and its moves with their opened words, the latest first; of a transfer, where it goes."""

    known: Known
    facts: dict[Step, bool]
    answered: dict[str, Any]
    moves: list[tuple[Any, str]]
    names: Any


def shown(handing: Any, case: Case, today: date) -> Shown:
    """What the page of a handing says on the office's date of today. Three statements, of a
    transfer four.

    Raises SealBrokenError when a text was changed or its key is gone.
    """
    known = known_of(case, today)
    steps = _STEPS.rows(handing=handing.id)
    moves = [
        (row, opened(case, f"handing_move/{row.id}/text", row.text))
        for row in _MOVES.rows(handing=handing.id)
    ]
    return Shown(
        known, decided(handing, case, known), {row.step: row for row in steps}, moves,
        _NAMES.rows(handing=handing.id)[0] if handing.its_kind is HandingKind.TRANSFER else None,
    )  # fmt: skip


def of_case(case: Case) -> list[Any]:
    """The closings and transfers of a case, the latest first. One statement."""
    return _OF_CASE.rows(case=case.id)


def lying(actor: Actor, state: HandingState | None, page: int) -> list[Any]:
    """What runs in the cases of this person's work, in one hand or in all, the longest waiting
    first: up to PAGE rows and one more where there are more. One statement."""
    return _LYING.rows(
        actor.role, str(state or ""), actor=actor.id, unit=actor.unit_id, limit=PAGE + 1,
        offset=(page - 1) * PAGE,
    )  # fmt: skip


def _lying(role: Any, state: str) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    wanted = Handing.state.in_([str(one) for one in HANDS])
    return (
        Handing.select(
            Handing.key, Handing.kind, Handing.state, Handing.reason, Handing.since_at,
            Handing.begun_at, Case.key.alias("case_key"), Case.number, Account.name.alias("worker"),
            Case.display_name.alias("name"),
        )
        .join(Case)
        .join(Account, JOIN.LEFT_OUTER, on=(Case.worker == Account.id))
        .where(
            Handing.ended_at.is_null(), Case.work_of(anybody),
            (Handing.state == state) if state else wanted,
        )
        .order_by(Handing.since_at, Handing.id)
        .limit(Place("limit"))
        .offset(Place("offset"))
        .namedtuples()
    )  # fmt: skip


def _steps() -> ModelSelect:
    return (
        HandingStep.select(HandingStep.step, HandingStep.done_on, Account.name.alias("by"))
        .join(Account, on=(HandingStep.by == Account.id))
        .where(HandingStep.handing == Place("handing"), HandingStep.undone_at.is_null())
        .namedtuples()
    )


def _moves() -> ModelSelect:
    return (
        HandingMove.select(
            HandingMove.id,
            HandingMove.act,
            HandingMove.at,
            HandingMove.reason,
            HandingMove.text,
            Account.name.alias("by"),
        )
        .join(Account, on=(HandingMove.by == Account.id))
        .where(HandingMove.handing == Place("handing"))
        .order_by(HandingMove.at.desc(), HandingMove.id.desc())
        .namedtuples()
    )


def _names() -> ModelSelect:
    return (
        Handing.select(
            Account.name.alias("to_worker"), Unit.name.alias("to_unit"),
            Office.name.alias("to_office"),
        )
        .join(Account, JOIN.LEFT_OUTER, on=(Handing.to_worker == Account.id))
        .switch(Handing)
        .join(Unit, JOIN.LEFT_OUTER, on=(Handing.to_unit == Unit.id))
        .switch(Handing)
        .join(Office, JOIN.LEFT_OUTER, on=(Handing.to_office == Office.id))
        .where(Handing.id == Place("handing"))
        .namedtuples()
    )  # fmt: skip


def _of_case() -> ModelSelect:
    return (
        Handing.select(
            Handing.key, Handing.kind, Handing.state, Handing.reason, Handing.begun_at,
            Handing.since_at, Handing.ended_at, Account.name.alias("by"),
        )
        .join(Account, on=(Handing.begun_by == Account.id))
        .where(Handing.case == Place("case"))
        .order_by(Handing.begun_at.desc(), Handing.id.desc())
        .limit(PAGE)
        .namedtuples()
    )  # fmt: skip


_STEPS = Prepared(_steps)
_MOVES = Prepared(_moves)
_NAMES = Prepared(_names)
_OF_CASE = Prepared(_of_case)
_LYING = Prepared(_lying)
