"""The agenda of a support-team meeting: seven standing topics, proposals, and what the worker
decides (TEAM-4)."""

from datetime import datetime
from typing import Any

from portal import db
from portal.models.accounts import Actor
from portal.models.meetings import AgendaItem, ItemState, Meeting
from portal.operations import operation, record
from portal.operations.cases.keys import case_key
from portal.policy.meetings import MeetingKind, MeetingRefusal, MeetingState, Topic
from portal.policy.refusals import Refused, refuse_if
from portal.reports.cases.sealed_texts import sealed


@operation(result=AgendaItem)
def propose_item(
    actor: Actor, *, meeting: Meeting, topic: Topic | None, text: str, at: datetime,
    operation_key: str | None = None,
) -> AgendaItem:  # fmt: skip
    """The worker or the provider proposes something for the agenda, under a standing topic or as
    one of its own; the words are sealed.

    Raises Refused without words, and once the agenda is settled or the meeting over.
    Source: TEAM-4; WTW 42-7.38, II.B.
    """
    row: Any = meeting
    refuse_if({} if text.strip() else {"text": MeetingRefusal.NOTHING_SAID})
    refuse_if(_refusals(row))
    key = db.new_key()
    words = sealed(
        case_key(row.case, at=at, actor=actor), row.case, f"agenda_item/{key}/text", text.strip()
    )  # fmt: skip
    made: AgendaItem = AgendaItem.create(
        key=key, meeting=meeting.id, topic=topic or "", sealed_text=words, proposed_by=actor.id,
        proposed_at=at,
    )  # fmt: skip
    record(actor, "propose_agenda_item", made, case=row.case_id)
    return made


@operation(result=AgendaItem)
def decide_item(
    actor: Actor, *, item: AgendaItem, is_taken: bool, at: datetime,
    operation_key: str | None = None,
) -> AgendaItem:  # fmt: skip
    """The worker takes a proposal into the agenda or leaves it out; until the agenda is settled
    this can be changed. Raises Refused after that. Source: TEAM-4."""
    row: Any = item
    refuse_if(_refusals(row.meeting))
    state = ItemState.TAKEN if is_taken else ItemState.LEFT_OUT
    AgendaItem.update(state=state, decided_by=actor.id, decided_at=at).where(
        AgendaItem.id == item.id
    ).execute()
    record(actor, "decide_agenda_item", item, case=row.meeting.case_id, reason=str(state))
    found: AgendaItem = AgendaItem.get_by_id(item.id)
    return found


@operation(result=Meeting)
def settle_agenda(
    actor: Actor, *, meeting: Meeting, purpose: str, at: datetime,
    operation_key: str | None = None,
) -> Meeting:  # fmt: skip
    """The worker settles the agenda before the meeting: its purpose, the seven standing topics,
    and what was taken of the proposals.

    Raises Refused without a purpose, and while a proposal is not decided. Source: TEAM-4.
    """
    row: Any = meeting
    refuse_if({} if purpose.strip() else {"purpose": MeetingRefusal.NOTHING_SAID})
    refuse_if(_refusals(row))
    open_ones = (AgendaItem.meeting == meeting.id) & (AgendaItem.state == ItemState.PROPOSED)
    if AgendaItem.select().where(open_ones).exists():
        raise Refused({"": MeetingRefusal.UNDECIDED})
    key = case_key(row.case, at=at, actor=actor)
    words = sealed(key, row.case, f"meeting/{row.key}/purpose", purpose.strip())
    Meeting.update(agenda_at=at, agenda_by=actor.id, sealed_purpose=words).where(
        Meeting.id == meeting.id
    ).execute()
    record(actor, "settle_agenda", meeting, case=row.case_id, fields=["purpose"])
    found: Meeting = Meeting.get_by_id(meeting.id)
    return found


def _refusals(meeting: Any) -> dict[str, MeetingRefusal]:
    if meeting.kind != MeetingKind.SUPPORT_TEAM or meeting.agenda_at is not None:
        return {"": MeetingRefusal.SETTLED}
    return {"": MeetingRefusal.OVER} if meeting.state != MeetingState.PLANNED else {}
