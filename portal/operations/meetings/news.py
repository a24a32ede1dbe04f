"""What a meeting sends out: its letter's draft, neutral news, and one reminder (TEAM-7; L02).

A reminder never goes twice, and never after the meeting was moved or cancelled: what is queued
and has not left is taken back with it.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from portal import i18n, resources
from portal.models.accounts import SYSTEM, Actor
from portal.models.cases import Case
from portal.models.catalogs import LetterVersion
from portal.models.letters import Letter, LetterState
from portal.models.meetings import Meeting
from portal.models.messages import Delivery, OutboxMessage
from portal.operations import operation, record
from portal.operations.letters import begun_letter
from portal.operations.messages import SMS, queue_message, queue_text, way_to
from portal.policy.meetings import MeetingKind, local_time
from portal.reports.meetings.reminding import to_remind
from portal.words.meetings import reminder_body
from portal.words.messages import subject_of

LETTER = "appointment"
CHUNK = 200  # reminders in one transaction
# How the letter names a kind: codes of its phrase bank.
SAID = {
    MeetingKind.INTRODUCTION: "first_meeting", MeetingKind.ORIENTATION: "orientation",
    MeetingKind.ORIENTATION_ONE_ON_ONE: "orientation", MeetingKind.APPRAISAL: "skills_meeting",
    MeetingKind.PLAN: "plan_meeting", MeetingKind.SUPPORT_TEAM: "support_team",
    MeetingKind.STAFFING: "case_staffing", MeetingKind.OTHER: "check_in",
}  # fmt: skip


def cause_of(meeting: Meeting) -> str:
    """How the letters and messages of a meeting name it."""
    return f"meeting:{meeting.id}"


def draft_letter_of(actor: Actor, case: Case, meeting: Meeting, at: datetime) -> Letter | None:
    """Drafts the letter that tells of a meeting, filled in, in the running operation; none where
    the kind of letter is not in use (L02)."""
    try:
        draft = begun_letter(actor, case, LETTER, at, cause=cause_of(meeting))
    except LetterVersion.DoesNotExist:
        return None
    row: Any = meeting
    local = local_time(row.starts_at, resources.timezone())
    fields = json.loads(str(draft.fields)) | {
        "meeting_kind": SAID[MeetingKind(row.kind)], "meeting_on": row.starts_on.isoformat(),
        "meeting_at": str(local.hour * 60 + local.minute),
    }  # fmt: skip
    if row.place:
        fields["place"] = row.place
    Letter.update(fields=json.dumps(fields, ensure_ascii=False)).where(
        Letter.id == draft.id
    ).execute()
    return draft


def tell_of(case: Case, meeting: Meeting, at: datetime, what: str = "planned") -> None:
    """Queues, in the running operation, the news that something happened to a meeting; neutral,
    and once for each thing."""
    queue_message(case, kind="meeting_news", cause=f"{cause_of(meeting)}:{what}", at=at)


def take_back(case: Case, meeting: Meeting, at: datetime) -> None:
    """Takes back, in the running operation, what tells of a meeting and has not left: its letter's
    draft, its messages."""
    Letter.delete().where(
        Letter.cause == cause_of(meeting), Letter.state == LetterState.DRAFT
    ).execute()
    OutboxMessage.delete().where(
        OutboxMessage.cause.startswith(f"{cause_of(meeting)}:"),
        OutboxMessage.state == Delivery.QUEUED,
    ).execute()


def remind_of_meetings(today: date, at: datetime) -> Iterator[int]:
    """The night's job: reminds of meetings two days before, each once (screens.md, L02). Gives
    the messages of each chunk."""
    last = 0
    while ids := to_remind(today, at, last, CHUNK):
        yield remind_chunk(SYSTEM, ids=ids, at=at)
        last = ids[-1]


@operation()
def remind_chunk(actor: Actor, *, ids: list[int], at: datetime) -> int:
    """Queues the reminders of these meetings that still stand; how many."""
    queued = 0
    for meeting in Meeting.select(Meeting, Case).join(Case).where(Meeting.id.in_(ids)):
        queued += _remind(meeting, at)
    record(actor, "remind_of_meetings")
    return queued


def _remind(meeting: Any, at: datetime) -> bool:
    case = meeting.case
    found = way_to(case)
    if found is None:
        return False
    channel, address = found
    by_phone = channel == SMS
    with i18n.use(case.participant.written_locale):
        queue_text(
            case_id=case.id, kind="meeting_reminder", cause=f"{cause_of(meeting)}:reminder",
            channel=channel, address=address, locale=i18n.current(),
            subject="" if by_phone else subject_of("reminder"),
            body=reminder_body(local_time(meeting.starts_at, resources.timezone()), by_phone),
            at=at,
        )  # fmt: skip
    return True
