"""A closing or transfer goes from hand to hand: held against others while it moves, each move on
record and on the line of time."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from portal import db, resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.handings import Handing, HandingMove, HandingStep
from portal.operations import record
from portal.operations.cases import add_to_timeline
from portal.operations.cases.keys import case_key
from portal.policy.calendar import office_date
from portal.policy.handings import (
    HANDS,
    Hand,
    HandingAct,
    HandingKind,
    HandingRefusal,
    HandingState,
    Step,
    next_state,
    open_steps,
    steps_of,
)
from portal.policy.refusals import Refused, refuse_if
from portal.reports.cases.sealed_texts import sealed
from portal.reports.handings.facts import facts_of

_ENDED = (HandingState.DONE, HandingState.WITHDRAWN)


def held(handing: Handing, version: int, hand: Hand | None = None) -> tuple[Any, Any]:
    """A handing and its case, held against others until the running operation ends.

    In: the version that the page showed, whose turn it must be (none: anybody's). Raises Refused:
    ended, not_your_turn, changed_meanwhile.
    """
    # Whoever changes a case waits for whoever moves it.
    Case.update(version=Case.version + 1).where(Case.id == handing.case_id).execute()
    query = Handing.select().where(Handing.id == handing.id)
    found: Handing = (query if db.is_sqlite() else query.for_update()).get()
    if not found.is_open:
        raise Refused({"": HandingRefusal.ENDED})
    if hand is not None and HANDS[found.its_state] is not hand:
        raise Refused({"": HandingRefusal.NOT_YOUR_TURN})
    if found.version != version:
        raise Refused({"": HandingRefusal.CHANGED_MEANWHILE})
    return found, Case.get_by_id(found.case_id)


def move(
    actor: Actor, handing: Any, case: Any, act: HandingAct, at: datetime, *,
    action: str, reason: str = "", text: str = "", **columns: Any,
) -> Handing:  # fmt: skip
    """Takes it to the next hand in the running operation, with who, why and in which words.

    Raises Refused({"": not_your_turn}) where there is no such way.
    """
    state = next_state(handing.its_state, act)
    if state is None:
        raise Refused({"": HandingRefusal.NOT_YOUR_TURN})
    ended = at if state in _ENDED else None
    Handing.update(
        state=state, since_at=at, ended_at=ended, version=Handing.version + 1, **columns
    ).where(Handing.id == handing.id).execute()
    note_move(actor, handing, case, act, at, reason=reason, text=text)
    keep_on_case(case, HandingKind(handing.kind), state, at)
    record(actor, action, handing, case=case, reason=reason, fields=["state", *columns])
    found: Handing = Handing.get_by_id(handing.id)
    return found


def note_move(
    actor: Actor, handing: Any, case: Any, act: HandingAct, at: datetime, *, reason: str = "",
    text: str = "",
) -> None:  # fmt: skip
    """Writes a move down in the running operation, its words sealed, and puts it on the case's
    line of time."""
    made = HandingMove.create(handing=handing.id, act=act, by=actor.id, at=at, reason=reason)
    if text.strip():
        key = case_key(case, at=at, actor=actor)
        kept = sealed(key, case, f"handing_move/{made.id}/text", text.strip())
        HandingMove.update(text=kept).where(HandingMove.id == made.id).execute()
    add_to_timeline(case, EntryKind.HANDING, at, made.id)


def keep_on_case(case: Any, kind: HandingKind, state: HandingState, at: datetime) -> None:
    """Keeps on the case, inside the operation that moves it, where its handing stands: for its
    page and the alerts."""
    runs = state not in _ENDED
    Case.update(
        handing=f"{kind}/{state}" if runs else "", handing_since_at=at if runs else None
    ).where(Case.id == case.id).execute()


def keep_answers(
    actor: Actor, handing: Any, case: Any, hand: Hand, done: Collection[str], at: datetime
) -> None:
    """Keeps, inside the running operation, which steps of a hand are answered by hand: new ones
    with the office's date of now, those taken back no more.

    Raises Refused for a step that facts decide, or of another hand.
    """
    today = office_date(at, resources.timezone())
    own, facts = steps_of(handing.its_kind, hand), facts_of(handing, case, today)
    wrong = [step for step in done if step not in own or step in facts]
    refuse_if({"done": HandingRefusal.DECIDED_BY_FACTS} if wrong else {})
    standing = {row.step: row for row in standing_steps(handing)}
    for step in own:
        if step in done and step not in standing:
            HandingStep.create(handing=handing.id, step=step, done_on=today, by=actor.id, at=at)
        elif step in standing and step not in done and step not in facts:
            undo(handing, at, (step,))


def undo(handing: Any, at: datetime, steps: Collection[Step]) -> None:
    """What these steps answered counts no more, in the running operation: they are done anew."""
    HandingStep.update(undone_at=at).where(
        HandingStep.handing == handing.id, HandingStep.undone_at.is_null(),
        HandingStep.step.in_(list(steps)),
    ).execute()  # fmt: skip


def refuse_open_steps(handing: Any, case: Any, hand: Hand, at: datetime) -> None:
    """Raises Refused({"done": steps_open}) while a step of this hand is not done (CASE-6)."""
    left = _open(handing, case, hand, at)
    refuse_if({"done": HandingRefusal.STEPS_OPEN} if left else {})


def refuse_changed(handing: Any, case: Any, at: datetime) -> None:
    """Raises Refused where what the worker's hand rests on holds no more: services_open for a
    service without its end and its notice, facts_changed for all else, as aid that began again.
    Source: CASE-6, CASE-9; WTW 42-7.38, II.J.1."""
    left = _open(handing, case, Hand.WORKER, at)
    refuse_if({"": HandingRefusal.SERVICES_OPEN} if left == (Step.SUPPORTS,) else {})
    refuse_if({"": HandingRefusal.FACTS_CHANGED} if left else {})


def _open(handing: Any, case: Any, hand: Hand, at: datetime) -> tuple[Step, ...]:
    today = office_date(at, resources.timezone())
    answered = {row.step for row in standing_steps(handing)}
    return open_steps(handing.its_kind, hand, facts_of(handing, case, today), answered)


def standing_steps(handing: Any) -> list[Any]:
    """The steps of a handing that are answered by hand now."""
    query = HandingStep.select().where(
        HandingStep.handing == handing.id, HandingStep.undone_at.is_null()
    )
    return list(query)
