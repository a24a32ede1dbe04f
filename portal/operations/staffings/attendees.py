"""Who is invited to a staffing, who came, and what those told who could not (STAFF-2, 5, 12)."""

from datetime import datetime
from typing import Any

from portal import db
from portal.models.accounts import Actor
from portal.models.staffings import Staffing, StaffingAttendee
from portal.operations import operation
from portal.operations.staffings import checked, hold_draft, keep_tab, seal
from portal.policy.staffing_attendees import AttendeeRole
from portal.policy.staffings import Gathered, Tab
from portal.reports.staffings.contents import AttendeeLine, AttendeesTab


@operation(result=Staffing)
def save_attendees(
    actor: Actor, *, staffing: Staffing, version: int, given: AttendeesTab, at: datetime,
    operation_key: str | None = None,
) -> Staffing:  # fmt: skip
    """Saves the list of attendees as it is given: a line without a key of the staffing is new, and
    one that is not given is taken off the list.

    Raises Refused for a completed staffing, Stale where somebody else saved the list since that
    version, ValueError for a role that is none (STAFF-2, 5, 7, 12; WA 3.4.4).
    """
    held = hold_draft(staffing)
    now = checked(actor, held, Tab.ATTENDEES, version, given)
    if now is None:
        return staffing
    there = {one.key for one in now.attendees.lines}
    kept = {one.key for one in given.lines}
    StaffingAttendee.delete().where(
        StaffingAttendee.staffing == held.id, StaffingAttendee.key.in_([*(there - kept), ""])
    ).execute()
    for place, line in enumerate(given.lines, 1):
        _keep(actor, held, place, line, at, is_new=line.key not in there)
    fields = {
        "participant_invited_on": given.participant_invited_on,
        "participant_attended": given.participant_attended,
    }
    return keep_tab(actor, held, Tab.ATTENDEES, fields)


def _keep(
    actor: Actor, held: Any, place: int, line: AttendeeLine, at: datetime, is_new: bool
) -> None:
    key = db.new_key() if is_new else line.key
    texts = {"name": line.name, "agency": line.agency, "sent": line.sent}
    values: dict[str, Any] = {
        "position": place, "role": AttendeeRole(line.role), "is_brought": line.is_brought,
        "invited_on": line.invited_on, "attended": line.attended,
        "gathered": Gathered(line.gathered) if line.gathered else "",
        "gathered_on": line.gathered_on,
        "sealed": seal(actor, held.case, f"staffing_attendee/{key}/sealed", texts, at),
    }  # fmt: skip
    if is_new:
        StaffingAttendee.create(key=key, staffing=held.id, **values)
        return
    StaffingAttendee.update(values).where(StaffingAttendee.key == key).execute()
