"""Completing a staffing: everything that is missing is told at once; what is completed stays as it
is for ever, by the operations and by the database (STAFF-2, 5, 8, 9, 10)."""

import hashlib
import json
from datetime import datetime
from typing import Any

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import EntryKind
from portal.models.staffings import (
    Staffing,
    StaffingAction,
    StaffingAttendee,
    StaffingCircumstance,
    StaffingGoal,
    StaffingIssue,
    StaffingSeal,
    StaffingState,
)
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.staffings import hold_draft
from portal.operations.staffings.acting import make_steps
from portal.policy.calendar import office_date
from portal.policy.refusals import refuse_if
from portal.policy.staffing_completion import refusals_to_complete
from portal.reports.staffings import read_whole
from portal.reports.staffings.letters import result_letter_of

_PARTS = (StaffingAttendee, StaffingCircumstance, StaffingIssue, StaffingAction, StaffingGoal)


@operation(result=Staffing)
def complete_staffing(
    actor: Actor, *, staffing: Staffing, at: datetime, operation_key: str | None = None
) -> Staffing:
    """Completes a staffing as its tabs were saved last: from now on it never changes.

    Its joint action plan becomes steps and tasks. Raises Refused with everything that is missing,
    by field, and for one that is completed already. Source: STAFF-2, 5, 8, 9, 10, 12; WA 3.4.1,
    3.4.3, 3.4.6.
    """
    held = hold_draft(staffing)
    today = office_date(at, resources.timezone())
    facts = read_whole(held).facts(has_letter=result_letter_of(held) is not None)
    refuse_if(refusals_to_complete(facts, today))
    make_steps(actor, staffing=held, at=at)
    Staffing.update(
        state=StaffingState.COMPLETED, completed_at=at,
        completed_by=actor.id if actor.is_staff else None,
    ).where(Staffing.id == held.id).execute()  # fmt: skip
    StaffingSeal.create(staffing=held.id, sha256=digest_of(held.id), sealed_at=at)
    add_to_timeline(held.case, EntryKind.STAFFING, at, held.id)
    refresh(held.case_id, today)
    record(
        actor, "complete_staffing", held, case=held.case_id, fields=["state"],
        reason=str(held.decision),
    )  # fmt: skip
    done: Staffing = Staffing.get_by_id(held.id)
    return done


def digest_of(staffing_id: int) -> str:
    """SHA-256 in hex of every column of a staffing and of what belongs to it, as the database
    holds them: what changed later, by whatever way, does not fit its seal (STAFF-10)."""
    rows: list[Any] = list(Staffing.select().where(Staffing.id == staffing_id).tuples())
    for table in _PARTS:
        of_it = table.select().where(table.staffing == staffing_id).order_by(table.id)
        rows.extend(of_it.tuples())
    written = json.dumps(rows, default=str, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()
