"""Inviting the participant to a staffing: the meeting, the letter that says that anyone may come
along, and whom they name (STAFF-4; WA 3.4.1)."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from portal import db, resources
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.letters import Letter, LetterState
from portal.models.sittings import StaffingGuest, StaffingInvitation
from portal.models.staffings import Staffing, StaffingAttendee, StaffingState
from portal.operations import operation, record
from portal.operations.cases.keys import case_key
from portal.operations.letters import begun_letter, correct_letter, save_letter_fields
from portal.operations.meetings import Asked, move_meeting, plan_meeting
from portal.operations.staffings import hold_draft
from portal.policy.calendar import office_date
from portal.policy.guests import Guest, refusals_to_name
from portal.policy.meetings import MeetingKind, MeetingState, MeetingWay
from portal.policy.refusals import refuse_if
from portal.policy.staffing_letters import invited_codes, kind_code
from portal.policy.staffings import StaffingKind
from portal.reports.cases.sealed_texts import sealed
from portal.reports.staffings.invitations import guest_place, invitation_of, meeting_of
from portal.reports.staffings.letters import INVITATION, cause_of_invitation
from portal.reports.staffings.missed import missed_lines


@dataclass(frozen=True)
class Gathering:
    """When and where they meet: a UTC moment, how long in minutes, by which way, the address or
    room or number; and the last local date to say that one cannot come."""

    starts_at: datetime
    minutes: int
    way: MeetingWay
    place: str
    reply_by: date


@operation(result=StaffingInvitation)
def invite_participant(
    actor: Actor, *, staffing: Staffing, gathering: Gathering, at: datetime,
    operation_key: str | None = None,
) -> StaffingInvitation:  # fmt: skip
    """Invites the participant: plans the meeting, which stands in their appointments, and begins
    the letter L06b for the worker to look at and send. Invited before, the meeting is moved, and
    the letter says so; a sent one is followed by one that corrects it.

    Raises Refused for a completed staffing and for a time that cannot be.
    Source: STAFF-4; WA 3.4.1, 3.4.3.
    """
    held: Any = hold_draft(staffing)
    earlier = invitation_of(held)
    meeting = _meet(actor, held, earlier, gathering, at)
    values: dict[str, Any] = {
        "meets_at": gathering.starts_at, "place": gathering.place.strip(),
        "reply_by": gathering.reply_by, "meeting": meeting.key,
    }  # fmt: skip
    letter = _letter(actor, held, earlier, gathering, at)
    if earlier is None:
        made = StaffingInvitation.create(
            staffing=held.id, letter=letter.id, made_by=actor.id, made_at=at, **values
        )
    else:
        StaffingInvitation.update(letter=letter.id, **values).where(
            StaffingInvitation.id == earlier.id
        ).execute()
        made = StaffingInvitation.get_by_id(earlier.id)
    _date(held, gathering)
    record(actor, "invite_to_staffing", held, case=held.case_id, fields=["held_at", "held_on"])
    found: StaffingInvitation = made
    return found


@operation(result=StaffingGuest)
def name_guest(
    actor: Actor, *, invitation: StaffingInvitation, name: str, relation: Guest, at: datetime,
    operation_key: str | None = None,
) -> StaffingGuest:  # fmt: skip
    """The participant names somebody who comes along: whoever it is (STAFF-4).

    The name lies sealed. Raises Refused without a name, after the day of the meeting, and for
    more names than the page holds. Source: WA 3.4.1.
    """
    row: Any = invitation
    case: Case = row.staffing.case
    # Two at once, on two phones: the second waits here for the first.
    Staffing.update(case_version=Staffing.case_version).where(
        Staffing.id == row.staffing_id, Staffing.state == StaffingState.DRAFT
    ).execute()
    named = StaffingGuest.select().where(StaffingGuest.invitation == row.id).count()
    refuse_if(refusals_to_name(name, named, _meets_on(row), _today(at)))
    key, sealing_key = db.new_key(), case_key(case, at=at, actor=actor)
    made: StaffingGuest = StaffingGuest.create(
        key=key, invitation=row.id, relation=relation, named_at=at,
        sealed_name=sealed(sealing_key, case, guest_place(key), name.strip()),
    )  # fmt: skip
    record(actor, "name_guest", row, case=case)
    return made


@operation()
def take_guest_back(actor: Actor, *, guest: StaffingGuest, at: datetime) -> None:
    """The participant takes a name back. Raises Refused after the day of the meeting: who was
    named for it stays."""
    row: Any = guest
    found = row.invitation
    refuse_if(refusals_to_name("-", 0, _meets_on(found), _today(at)))
    StaffingGuest.delete().where(StaffingGuest.id == row.id).execute()
    record(actor, "take_guest_back", found, case=found.staffing.case_id)


def _today(at: datetime) -> date:
    return office_date(at, resources.timezone())


def _meets_on(invitation: Any) -> date:
    meeting = meeting_of(invitation)
    meets_at = meeting.starts_at if meeting else invitation.meets_at
    return office_date(meets_at, resources.timezone())


def _meet(actor: Actor, held: Any, earlier: Any, asked: Gathering, at: datetime) -> Any:
    """The meeting at that time: planned, or the planned one moved there."""
    planned = meeting_of(earlier) if earlier else None
    values: dict[str, Any] = {
        "starts_at": asked.starts_at, "minutes": asked.minutes, "way": asked.way,
        "place": asked.place, "at": at, "has_letter": False,
    }  # fmt: skip
    if planned is None or planned.state != MeetingState.PLANNED:
        about = Asked(about=held.key)
        kind = MeetingKind.STAFFING
        return plan_meeting(actor, case=held.case, kind=kind, asked=about, **values)
    planned.case = held.case
    is_same = (planned.starts_at, planned.place) == (asked.starts_at, asked.place.strip())
    if is_same and (planned.minutes, planned.way) == (asked.minutes, asked.way):
        return planned
    return move_meeting(actor, meeting=planned, version=planned.version, **values)


def _date(held: Any, asked: Gathering) -> None:
    """The staffing is on the day of its meeting; who has its first tab open is told of it."""
    on = office_date(asked.starts_at, resources.timezone())
    values: dict[str, Any] = {"held_at": asked.starts_at}
    if held.held_on != on:
        values |= {"held_on": on, "case_version": held.case_version + 1}
    Staffing.update(values).where(Staffing.id == held.id).execute()


def _letter(actor: Actor, held: Any, earlier: Any, asked: Gathering, at: datetime) -> Letter:
    """The letter L06b with its fields: begun, filled anew while it is a draft, or one that
    corrects what was sent already."""
    letter: Any = earlier.letter if earlier else None
    if letter is None:
        letter = Letter.get_or_none(Letter.cause == cause_of_invitation(held))
    if letter is None:
        letter = begun_letter(actor, held.case, INVITATION, at, cause=cause_of_invitation(held))
    fields = json.loads(letter.fields) | _fields(held, asked, at)
    if letter.state != LetterState.DRAFT:
        if _says_the_same(letter, fields):
            return letter
        letter = correct_letter(actor, letter=letter, at=at)
    return save_letter_fields(
        actor, letter=letter, fields=fields, personal_text=letter.personal_text, at=at
    )


def _says_the_same(letter: Letter, fields: dict[str, str]) -> bool:
    kept: dict[str, str] = json.loads(letter.fields)
    return all(kept.get(name, "") == value for name, value in fields.items())


def _fields(held: Any, asked: Gathering, at: datetime) -> dict[str, str]:
    kind = StaffingKind(held.kind)
    local = asked.starts_at.astimezone(ZoneInfo(resources.timezone()))
    roles = StaffingAttendee.select(StaffingAttendee.role, StaffingAttendee.is_brought)
    roles = roles.where(StaffingAttendee.staffing == held.id).order_by(
        StaffingAttendee.position, StaffingAttendee.id
    )
    missed = missed_lines(held.case, _today(at)) if kind is StaffingKind.BEFORE_SANCTION else []
    return {
        "staffing_kind": kind_code(kind),
        "meeting_on": local.date().isoformat(),
        "meeting_at": str(local.hour * 60 + local.minute),
        "place": asked.place.strip(),
        "what_missed": "\n".join(missed),
        "invited": "\n".join(
            invited_codes(role for role, brought in roles.tuples() if not brought)
        ),
        "reply_by": asked.reply_by.isoformat(),
    }
