"""A participant asks for another time, and the worker keeps the one there is (TEAM-7)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from portal import i18n, resources
from portal.models.accounts import SYSTEM, Actor
from portal.models.meetings import Meeting
from portal.models.tasks import TaskOwner
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.operations.meetings.news import tell_of
from portal.operations.tasks import add_task
from portal.policy import meetings as rules
from portal.policy.calendar import office_date
from portal.policy.meetings import BetterTime, MeetingRefusal, MeetingState, MoveWhy
from portal.policy.refusals import Refused, refuse_if
from portal.words.meeting_work import asked_words


@operation(result=Meeting)
def ask_to_move(
    actor: Actor, *, meeting: Meeting, at: datetime, why: MoveWhy | None = None,
    times: Collection[BetterTime] = (), operation_key: str | None = None,
) -> Meeting:  # fmt: skip
    """The participant asks for another time; the worker gets a task to answer by the next day.

    The meeting stands until the worker moved it. Raises Refused for one that is over or asked for.
    Source: TEAM-7.
    """
    row: Any = meeting
    refuse_if(
        rules.refusals_to_ask_move(MeetingState(row.state), row.starts_at, bool(row.is_asked), at)
    )
    asked = Meeting.update(
        asked_at=at, ask_settled_at=None, ask_why=why or "", ask_times=rules.written(times),
        version=Meeting.version + 1,
    ).where(Meeting.id == meeting.id, Meeting.version == row.version)  # fmt: skip
    if not asked.execute():
        raise Refused({"": MeetingRefusal.CHANGED})
    today = office_date(at, resources.timezone())
    with i18n.use("en"):
        words = asked_words(row.starts_at, why, times)
    by = min(today + timedelta(days=1), row.starts_on)
    add_task(SYSTEM, case=row.case, owner=TaskOwner.WORKER, due_on=by, text=words, at=at)
    return settled(actor, "ask_to_move", meeting, ["asked_at"], at)


@operation(result=Meeting)
def keep_time(
    actor: Actor, *, meeting: Meeting, at: datetime, operation_key: str | None = None
) -> Meeting:
    """The worker answers that the meeting stays as it is; the participant hears that there is
    news, and sees it beside the meeting (TEAM-7)."""
    Meeting.update(ask_settled_at=at, version=Meeting.version + 1).where(
        Meeting.id == meeting.id, Meeting.ask_settled_at.is_null()
    ).execute()
    row: Any = meeting
    tell_of(row.case, meeting, at, f"kept-{at:%Y%m%d%H%M}")
    return settled(actor, "keep_time", meeting, ["ask_settled_at"], at)


def settled(
    actor: Actor, action: str, meeting: Meeting, fields: list[str], at: datetime
) -> Meeting:
    """What was done to a meeting on record, in the running operation: the meeting as it stands."""
    row: Any = meeting
    record(actor, action, meeting, case=row.case_id, fields=fields)
    refresh(row.case_id, office_date(at, resources.timezone()))
    found: Meeting = Meeting.get_by_id(meeting.id)
    return found
