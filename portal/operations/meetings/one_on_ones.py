"""One-on-one orientations: asked for, decided by the supervisor, used once (TEAM-6)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from portal import db
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.meetings import Meeting, OneOnOne, OneOnOneState
from portal.operations import operation, record
from portal.operations.cases.keys import case_key
from portal.policy import meetings as rules
from portal.policy.meetings import MeetingRefusal, OneOnOneReason, OptionTried
from portal.policy.refusals import Refused, refuse_if
from portal.reports.cases.sealed_texts import sealed


@operation(result=OneOnOne)
def ask_one_on_one(
    actor: Actor, *, case: Case, reason: OneOnOneReason, tried: Collection[OptionTried],
    at: datetime, text: str = "", operation_key: str | None = None,
) -> OneOnOne:  # fmt: skip
    """A worker asks the supervisor to approve a one-on-one orientation: why, and which other ways
    were tried; the text is sealed.

    Raises Refused where nothing was tried, another reason is not said, or one is asked for.
    Source: TEAM-6; WTW 42-7.38, I, note.
    """
    refuse_if(rules.refusals_to_ask_alone(reason, tried, text))
    if OneOnOne.select().where(_open(case)).exists():
        raise Refused({"": MeetingRefusal.ASKED_ALREADY})
    key = db.new_key()
    words = sealed(
        case_key(case, at=at, actor=actor), case, f"one_on_one/{key}/text", text.strip()
    )  # fmt: skip
    made: OneOnOne = OneOnOne.create(
        key=key, case=case.id, worker=actor.id, reason=reason, tried=rules.written(tried),
        sealed_text=words, asked_at=at,
    )  # fmt: skip
    record(actor, "ask_one_on_one", made, case=case)
    return made


@operation(result=OneOnOne)
def decide_one_on_one(
    actor: Actor, *, asked: OneOnOne, is_approved: bool, at: datetime, answer: str = "",
    operation_key: str | None = None,
) -> OneOnOne:  # fmt: skip
    """The supervisor approves a one-on-one orientation or refuses it, saying why.

    Raises Refused where it is decided already, and for a refusal without words. Source: TEAM-6.
    """
    if not is_approved and not answer.strip():
        raise Refused({"answer": MeetingRefusal.NOTHING_SAID})
    row: Any = asked
    key = case_key(row.case, at=at, actor=actor)
    words = sealed(key, row.case, f"one_on_one/{row.key}/answer", answer.strip())
    state = OneOnOneState.APPROVED if is_approved else OneOnOneState.REFUSED
    decided = OneOnOne.update(
        state=state, decided_by=actor.id, decided_at=at, sealed_answer=words
    ).where(OneOnOne.id == asked.id, OneOnOne.state == OneOnOneState.WAITING)
    if not decided.execute():
        raise Refused({"": MeetingRefusal.SETTLED})
    record(actor, "decide_one_on_one", asked, case=row.case_id, reason=str(state))
    found: OneOnOne = OneOnOne.get_by_id(asked.id)
    return found


def use_approval(case: Case, meeting: Meeting, before: Meeting | None = None) -> None:
    """Ties, in the running operation, the supervisor's approval to the orientation that is planned
    by it, or that follows one that was moved. Raises Refused where there is none (TEAM-6)."""
    free = OneOnOne.meeting == before.id if before else OneOnOne.meeting.is_null()
    found = (
        OneOnOne.select(OneOnOne.id)
        .where(OneOnOne.case == case.id, OneOnOne.state == OneOnOneState.APPROVED, free)
        .order_by(OneOnOne.id)
        .first()
    )
    if found is None:
        raise Refused({"kind": MeetingRefusal.NOT_APPROVED})
    OneOnOne.update(meeting=meeting.id).where(OneOnOne.id == found.id).execute()


def _open(case: Case) -> Any:
    is_unused = (OneOnOne.state == OneOnOneState.APPROVED) & OneOnOne.meeting.is_null()
    waits = OneOnOne.state == OneOnOneState.WAITING
    return (OneOnOne.case == case.id) & (waits | is_unused)
