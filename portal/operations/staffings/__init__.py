"""Case staffings: begun, written by one or by several people, thrown away while they are drafts.

Each tab is saved by itself. Who saves one says which version of it they saw: of two people the
second is told, and both texts stay (STAFF-7).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from peewee import fn

from portal import db, resources
from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.letters import LetterState
from portal.models.meetings import Meeting
from portal.models.staffings import (
    Staffing,
    StaffingAction,
    StaffingAttendee,
    StaffingCircumstance,
    StaffingGoal,
    StaffingIssue,
    StaffingState,
)
from portal.operations import operation, record
from portal.operations.cases.keys import case_key
from portal.operations.letters import discard_letter
from portal.operations.meetings import cancel_meeting
from portal.policy.calendar import office_date
from portal.policy.meetings import MeetingState
from portal.policy.refusals import Refused, refuse_if
from portal.policy.staffing_attendees import AttendeeRole
from portal.policy.staffings import StaffingKind, StaffingRefusal, Tab, refusals_to_date
from portal.reports.staffings import read_staffing, sealed_texts
from portal.reports.staffings.contents import Contents
from portal.reports.staffings.invitations import invitation_of
from portal.reports.staffings.letters import result_letter_of


class Stale(Exception):
    """A tab or an issue was saved by somebody else since its page was made."""

    def __init__(self, saved: Contents) -> None:
        """Take the staffing as it was saved last, as this person may read it."""
        self.saved = saved
        super().__init__("the staffing was saved elsewhere")


@operation(result=Staffing)
def begin_staffing(
    actor: Actor, *, case: Case, kind: StaffingKind, at: datetime, held_on: date | None = None,
    operation_key: str | None = None,
) -> Staffing:  # fmt: skip
    """Begins a staffing of a case; its assigned worker is the first on the list (STAFF-1, STAFF-2).

    In: the local date of the meeting where it is known. Raises Refused where one of that kind is
    in preparation already, and for a day further than a year away.
    """
    today = office_date(at, resources.timezone())
    refuse_if(refusals_to_date(held_on, today))
    Case.update(version=Case.version).where(Case.id == case.id).execute()  # of two, one waits
    of_case: Any = Staffing.case == case.id
    begun = Staffing.select().where(
        of_case, Staffing.kind == kind, Staffing.state == StaffingState.DRAFT
    )
    refuse_if({"kind": StaffingRefusal.BEGUN_ALREADY} if begun.exists() else {})
    last = Staffing.select(fn.MAX(Staffing.number)).where(of_case).scalar()
    made: Staffing = Staffing.create(
        case=case.id, number=(last or 0) + 1, kind=kind, held_on=held_on, begun_at=at,
        begun_by=actor.id if actor.is_staff else None,
    )  # fmt: skip
    made.case = case
    _add_worker(actor, case, made, at)
    record(actor, "begin_staffing", made, case=case, fields=["kind", "held_on"])
    return made


def _add_worker(actor: Actor, case: Any, staffing: Any, at: datetime) -> None:
    worker = Account.get_or_none(Account.id == case.worker_id) if case.worker_id else None
    if worker is None:
        return
    key = db.new_key()
    StaffingAttendee.create(
        key=key, staffing=staffing.id, position=1, role=AttendeeRole.ASSIGNED_WORKER,
        account=worker.id,
        sealed=seal(actor, case, f"staffing_attendee/{key}/sealed", {"name": worker.name}, at),
    )  # fmt: skip


@operation()
def discard_staffing(actor: Actor, *, staffing: Staffing, at: datetime) -> None:
    """Throws a draft away with everything in it: its meeting that is still ahead is cancelled, of
    which the participant hears, and its letters that were not sent are gone.

    Raises Refused for a completed one (STAFF-10). Source: STAFF-4, TEAM-7.
    """
    held = hold_draft(staffing)
    _call_off(actor, held, at)
    _drop_letters(actor, held, at)
    for table in (
        StaffingAttendee, StaffingCircumstance, StaffingIssue, StaffingAction, StaffingGoal
    ):  # fmt: skip
        table.delete().where(table.staffing == held.id).execute()
    Staffing.delete().where(Staffing.id == held.id).execute()
    record(actor, "discard_staffing", held, case=held.case_id)


def _call_off(actor: Actor, held: Any, at: datetime) -> None:
    # One that has begun stays: what came of it is told.
    query = (
        Meeting.select(Meeting, Case)
        .join(Case)
        .where(
            Meeting.about == held.key, Meeting.state == MeetingState.PLANNED, Meeting.starts_at > at
        )
    )  # fmt: skip
    for meeting in list(query if db.is_sqlite() else query.for_update(of=Meeting)):
        cancel_meeting(actor, meeting=meeting, version=meeting.version, at=at)


def _drop_letters(actor: Actor, held: Any, at: datetime) -> None:
    invitation = invitation_of(held)
    for letter in (invitation.letter if invitation else None, result_letter_of(held)):
        if letter is not None and letter.state == LetterState.DRAFT:
            discard_letter(actor, letter=letter, at=at)


def hold_draft(staffing: Staffing) -> Any:
    """The staffing as it stands, with its case, held by the running operation until it is over.

    Raises Refused for a completed one (STAFF-10), Staffing.DoesNotExist for one that is gone.
    """
    query = Staffing.select(Staffing, Case).join(Case).where(Staffing.id == staffing.id)
    found: Any = (query if db.is_sqlite() else query.for_update(of=Staffing)).get()
    if found.is_completed:
        raise Refused({"": StaffingRefusal.COMPLETED_ALREADY})
    return found


def seal(actor: Actor, case: Case, place: str, texts: Mapping[str, str], at: datetime) -> str:
    """Texts by name, sealed under the case's key, as a column keeps them."""
    return sealed_texts(case_key(case, at=at, actor=actor), case, place, texts)


def checked(actor: Actor, held: Any, tab: Tab, version: int, given: Any) -> Contents | None:
    """The staffing as it stands before a tab is written; None where the tab says the same already.

    In: a held draft, the version that the writer saw, what they give. Raises Stale where somebody
    else saved something else there meanwhile (STAFF-7).
    """
    now = read_staffing(actor, held)
    if getattr(now, tab) == given:
        record(actor, f"save_staffing_{tab}", held, case=held.case, outcome="repeated")
        return None
    if getattr(held, f"{tab}_version") != version:
        raise Stale(now)
    return now


def keep_tab(actor: Actor, held: Any, tab: Tab, fields: Mapping[str, Any]) -> Staffing:
    """Writes a tab's columns with its next version, and puts it on record."""
    counter = f"{tab}_version"
    values = {**fields, counter: getattr(held, counter) + 1}
    Staffing.update(values).where(Staffing.id == held.id).execute()
    record(actor, f"save_staffing_{tab}", held, case=held.case, fields=sorted(fields))
    saved: Staffing = Staffing.select(Staffing, Case).join(Case).where(Staffing.id == held.id).get()
    return saved
