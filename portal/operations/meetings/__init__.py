"""Meetings: planned, moved, cancelled, and what came of them (TEAM-1, TEAM-2, TEAM-5, TEAM-7).

Each one that is planned drafts its letter and sends neutral news; one that is moved or cancelled
takes both back as far as they have not left.
"""

from datetime import datetime
from typing import Any

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.meetings import AgendaItem, Meeting, TeamNotice
from portal.models.tasks import Task
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.cases.keys import case_key
from portal.operations.contacts import add_contact
from portal.operations.meetings.asking import ask_to_move as ask_to_move
from portal.operations.meetings.asking import keep_time as keep_time
from portal.operations.meetings.asking import settled
from portal.operations.meetings.checking import Asked as Asked
from portal.operations.meetings.checking import busy, provider_for, refusals_to_put
from portal.operations.meetings.news import draft_letter_of, take_back, tell_of
from portal.operations.meetings.one_on_ones import use_approval
from portal.operations.tasks import finish_task
from portal.policy import meetings as rules
from portal.policy.calendar import office_date
from portal.policy.contacts import Direction, Way
from portal.policy.meetings import MeetingKind, MeetingRefusal, MeetingState, MeetingWay
from portal.policy.refusals import Refused, refuse_if
from portal.reports.cases.sealed_texts import sealed

# A conversation by video is one at a distance, as by telephone; e-mail is written.
CONTACTS = {
    MeetingWay.IN_PERSON: Way.IN_PERSON, MeetingWay.TELEPHONE: Way.TELEPHONE,
    MeetingWay.VIDEO: Way.TELEPHONE, MeetingWay.EMAIL: Way.EMAIL,
}  # fmt: skip


@operation(result=Meeting)
def plan_meeting(
    actor: Actor, *, case: Case, kind: MeetingKind, starts_at: datetime, minutes: int,
    way: MeetingWay, place: str, at: datetime, asked: Asked | None = None,
    has_letter: bool = True, operation_key: str | None = None,
) -> Meeting:  # fmt: skip
    """Plans a meeting: it stands in the participant's appointments, news go out, and its letter is
    drafted (`has_letter` is False where another letter invites).

    In: UTC moments, minutes, the address, room, number or link. Raises Refused: for a time that is
    past, without a place, at the time of another one, an orientation before the introduction
    without a reason, a one-on-one orientation without the supervisor's approval.
    Source: TEAM-1, TEAM-2, TEAM-6; WTW 42-7.38, II.A and II.B.
    """
    asked = asked or Asked()
    refuse_if(refusals_to_put(case, kind, starts_at, minutes, way, place, at, asked))
    made = _put(
        actor, case, at, kind=kind, starts_at=starts_at, minutes=minutes, way=way,
        place=place.strip(), about=asked.about if kind is MeetingKind.STAFFING else "",
        cadence=asked.cadence or "", provider=provider_for(case, kind, asked),
        order_why=asked.order_why.strip()[:300],
    )  # fmt: skip
    if kind is MeetingKind.ORIENTATION_ONE_ON_ONE:
        use_approval(case, made)
    if kind is MeetingKind.SUPPORT_TEAM:
        _settle_notices(actor, case, made, at)
    if has_letter:
        draft_letter_of(actor, case, made, at)
    tell_of(case, made, at)
    record(actor, "plan_meeting", made, case=case)
    refresh(case.id, office_date(at, resources.timezone()))
    return made


@operation(result=Meeting)
def move_meeting(
    actor: Actor, *, meeting: Meeting, starts_at: datetime, minutes: int, way: MeetingWay,
    place: str, version: int, at: datetime, only_email_works: bool = False,
    has_letter: bool = True, operation_key: str | None = None,
) -> Meeting:  # fmt: skip
    """Gives a meeting another time or place: the old one stays as moved and a new one follows it,
    with its agenda, letter and news; what the participant asked for is settled by it (TEAM-7).

    Raises Refused as planning does, and where somebody changed it meanwhile.
    """
    row: Any = meeting
    kind = MeetingKind(row.kind)
    refuse_if(rules.refusals_to_plan(kind, starts_at, minutes, way, place, at, only_email_works))
    _close(actor, meeting, MeetingState.MOVED, version, at)
    refuse_if(busy(row.case_id, starts_at, minutes, meeting.id))
    made = _put(
        actor, row.case, at, kind=kind, starts_at=starts_at, minutes=minutes, way=way,
        place=place.strip(), follows=meeting.id, about=row.about, cadence=row.cadence,
        provider=row.provider_id, order_why=row.order_why, agenda_by=row.agenda_by_id,
        agenda_at=row.agenda_at,
    )  # fmt: skip
    AgendaItem.update(meeting=made.id).where(AgendaItem.meeting == meeting.id).execute()
    TeamNotice.update(meeting=made.id).where(TeamNotice.meeting == meeting.id).execute()
    if kind is MeetingKind.ORIENTATION_ONE_ON_ONE:
        use_approval(row.case, made, meeting)
    if has_letter:
        draft_letter_of(actor, row.case, made, at)
    tell_of(row.case, made, at)
    return settled(actor, "move_meeting", made, ["starts_at", "place"], at)


@operation(result=Meeting)
def cancel_meeting(
    actor: Actor, *, meeting: Meeting, version: int, at: datetime,
    operation_key: str | None = None,
) -> Meeting:  # fmt: skip
    """Takes a meeting off; the participant hears of it. Raises Refused for one that is over, and
    where somebody changed it meanwhile."""
    _close(actor, meeting, MeetingState.CANCELLED, version, at)
    row: Any = meeting
    tell_of(row.case, meeting, at, "cancelled")
    return settled(actor, "cancel_meeting", meeting, ["state"], at)


@operation(result=Meeting)
def record_outcome(
    actor: Actor, *, meeting: Meeting, outcome: MeetingState, version: int, at: datetime,
    text: str = "", with_participant: bool = True, operation_key: str | None = None,
) -> Meeting:  # fmt: skip
    """Tells what happened: held, missed, or not held; a meeting with the participant is a contact
    as well (CON-3). The text is sealed.

    Raises Refused before it began, for one that is told already, and for a support team's that is
    told as missed: nobody can miss it (TEAM-5).
    """
    row: Any = meeting
    codes = rules.refusals_to_tell(
        MeetingKind(row.kind), MeetingState(row.state), outcome, row.starts_at, at
    )
    refuse_if(codes)
    key = case_key(row.case, at=at, actor=actor)
    words = sealed(key, row.case, f"meeting/{row.key}/outcome", text.strip())
    _close(actor, meeting, outcome, version, at, sealed_outcome=words)
    if outcome is MeetingState.HELD and with_participant:
        add_contact(
            actor, case=row.case, occurred_on=row.starts_on, way=CONTACTS[MeetingWay(row.way)],
            direction=Direction.TWO_WAY, answered=True, summary="", at=at,
        )  # fmt: skip
    return settled(actor, "record_outcome", meeting, ["state"], at)


def _put(actor: Actor, case: Case, at: datetime, **values: Any) -> Meeting:
    made: Meeting = Meeting.create(
        case=case.id, planned_by=actor.id if actor.is_staff else None, planned_at=at,
        starts_on=office_date(values["starts_at"], resources.timezone()), **values,
    )  # fmt: skip
    add_to_timeline(case, EntryKind.MEETING, at, made.id)
    return made


def _close(
    actor: Actor, meeting: Meeting, state: MeetingState, version: int, at: datetime, **values: Any
) -> None:
    """Ends a planned meeting in a state. Raises Refused where somebody did so or changed it."""
    row: Any = meeting
    settled = (
        Meeting.update(
            state=state, settled_at=at, settled_by=actor.id if actor.is_staff else None,
            ask_settled_at=at if row.asked_at else None, version=Meeting.version + 1, **values,
        )
        .where(
            Meeting.id == meeting.id, Meeting.version == version,
            Meeting.state == MeetingState.PLANNED,
        )
    )  # fmt: skip
    if not settled.execute():
        raise Refused({"": MeetingRefusal.CHANGED})
    take_back(row.case, meeting, at)
    if state not in (MeetingState.MOVED,):
        add_to_timeline(row.case, EntryKind.MEETING_OVER, at, meeting.id)


def _settle_notices(actor: Actor, case: Case, made: Meeting, at: datetime) -> None:
    """The provider's notices that waited for a meeting have one now, and their tasks are done."""
    waiting: list[Any] = list(
        TeamNotice.select().where(TeamNotice.case == case.id, TeamNotice.scheduled_at.is_null())
    )
    for notice in waiting:
        TeamNotice.update(meeting=made.id, scheduled_at=at).where(
            TeamNotice.id == notice.id
        ).execute()
        if notice.task_id and (task := Task.get_or_none(Task.id == notice.task_id)):
            finish_task(actor, task=task, at=at)
