"""The participant's invitation to a staffing: what they see of it, whom they named (STAFF-4)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal import resources
from portal.models.cases import Case
from portal.models.letters import Letter
from portal.models.meetings import Meeting
from portal.models.sittings import StaffingGuest, StaffingInvitation
from portal.models.staffings import Staffing
from portal.policy.calendar import office_date
from portal.policy.meetings import MeetingState
from portal.policy.staffings import StaffingKind
from portal.reports.cases.sealed_texts import opened


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom the participant brings; `relation` is a code of policy.guests.Guest."""

    key: str
    name: str
    relation: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An invitation as its participant sees it. `is_off` where the meeting was called off;
    `letter_key` is empty until its letter can be read on the portal."""

    meets_at: datetime
    place: str
    is_off: bool
    is_before_decision: bool
    may_name: bool
    guests: tuple[Named, ...]
    letter_key: str


def shown_to_participant(found: StaffingInvitation, today: date) -> Shown:
    """What a participant sees of their invitation on the office's date of today, where the meeting
    stands now; three statements. Source: STAFF-4; WA 3.4.1."""
    row: Any = found
    meeting = meeting_of(row)
    meets_at = meeting.starts_at if meeting else row.meets_at
    is_off = meeting is not None and meeting.state == MeetingState.CANCELLED
    return Shown(
        meets_at=meets_at,
        place=str(meeting.place if meeting else row.place),
        is_off=is_off,
        is_before_decision=row.staffing.kind == StaffingKind.BEFORE_SANCTION,
        may_name=not is_off and today <= office_date(meets_at, resources.timezone()),
        guests=tuple(guests_of(found)),
        letter_key=_letter_key(row),
    )


def meeting_of(found: StaffingInvitation) -> Any:
    """The meeting of an invitation as it stands now: moved ones are followed; None where none was
    planned. One statement."""
    row: Any = found
    planned = Meeting.select().where(
        Meeting.about == row.staffing.key, Meeting.state != MeetingState.MOVED
    )
    return planned.order_by(Meeting.id.desc()).first()


def guests_of(found: StaffingInvitation) -> list[Named]:
    """Whom the participant named, in the order in which they did; one statement. In: an invitation
    with its staffing and case."""
    row: Any = found
    case = row.staffing.case
    rows: Any = StaffingGuest.select().where(StaffingGuest.invitation == row.id)
    return [
        Named(one.key, opened(case, guest_place(one.key), one.sealed_name), one.relation)
        for one in rows.order_by(StaffingGuest.id)
    ]


def guest_place(key: str) -> str:
    """Where the name of a guest is sealed to."""
    return f"staffing_guest/{key}/sealed_name"


def invitation_of(staffing: Staffing) -> Any:
    """The invitation to a staffing with its letter; None where there is none. One statement."""
    found: Any = (
        StaffingInvitation.select(StaffingInvitation, Letter)
        .join(Letter, "LEFT JOIN", on=(StaffingInvitation.letter == Letter.id), attr="letter")
        .where(StaffingInvitation.staffing == staffing.id)
        .first()
    )
    if found is not None:
        found.staffing = staffing
    return found


def _letter_key(row: Any) -> str:
    if row.letter_id is None:
        return ""
    sent = Letter.select(Letter.key).where(Letter.id == row.letter_id, Letter.is_on_portal())
    return next((str(key) for (key,) in sent.tuples()), "")


def invitation_keys(case: Case) -> dict[str, str]:
    """The keys of a case's invitations by the key of their staffing; one statement. For the
    participant's own pages: the first is what a meeting is `about`."""
    query = StaffingInvitation.select(Staffing.key, StaffingInvitation.key).join(Staffing)
    return dict(query.where(Staffing.case == case.id).tuples())
