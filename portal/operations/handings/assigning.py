"""Cases given to a worker, with a notice, and accepted after the checklist (CASE-1)."""

from datetime import datetime
from typing import Any

from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case, EntryKind
from portal.models.handings import Assignment
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline
from portal.operations.handings import takes_cases
from portal.operations.messages import EMAIL, queue_text
from portal.policy.checklists import Checklist, CheckRefusal, open_parts
from portal.policy.refusals import Refused, refuse_if
from portal.reports.checklists import standings_of
from portal.reports.handings.unseen import next_unseen
from portal.words.handings import NOTICE_BODY, NOTICE_SUBJECT


@operation(result=Case)
def assign_case(
    actor: Actor, *, case: Case, worker: Account, at: datetime, operation_key: str | None = None
) -> Case:
    """A supervisor gives a case that is nobody's to a worker of their office.

    Raises Refused: taken_already where somebody has it meanwhile, not_a_worker. Source: CASE-1;
    WTW 42-7.38, II.A.1.
    """
    is_one = takes_cases(worker) and worker.office_id == actor.office_id
    refuse_if({} if is_one else {"worker": CheckRefusal.NOT_A_WORKER})
    return _given(actor, case, worker, at, "assign_case")


@operation(result=Case)
def assign_unseen(
    actor: Actor, *, worker: Account, at: datetime, operation_key: str | None = None
) -> Case:
    """A supervisor gives the private case that waits longest without a worker to one of their
    office, without learning which it is. Whose worker left is nobody's as well: there is nobody who
    could begin to hand it over.

    Raises Refused: not_a_worker, none_waits, taken_already. Source: CASE-1, NOTE-6; WTW 42-7.38,
    II.A.1; DW CM, Privacy (3).
    """
    is_one = takes_cases(worker) and worker.office_id == actor.office_id
    refuse_if({} if is_one else {"worker": CheckRefusal.NOT_A_WORKER})
    waiting = next_unseen(actor) if actor.role is Role.SUPERVISOR else None
    if waiting is None:
        raise Refused({"": CheckRefusal.NONE_WAITS})
    return _given(actor, waiting, worker, at, "assign_case")


@operation(result=Case)
def take_case(actor: Actor, *, case: Case, at: datetime, operation_key: str | None = None) -> Case:
    """The counselor of the day takes a case that is nobody's.

    Raises Refused: taken_already, not_a_worker for somebody who works no cases. Source: CASE-1;
    WTW 42-7.38, II.A.1.
    """
    worker = Account.get_by_id(actor.id)
    refuse_if({} if takes_cases(worker) else {"": CheckRefusal.NOT_A_WORKER})
    return _given(actor, case, worker, at, "take_case")


def _given(actor: Actor, case: Any, worker: Any, at: datetime, action: str) -> Case:
    # Of two who take it at the same moment the first has it.
    before = case.worker_id
    is_still = Case.worker.is_null() if before is None else Case.worker == before
    taken = (
        Case.update(worker=worker, unit=worker.unit_id, version=Case.version + 1)
        .where(Case.id == case.id, is_still)
        .execute()
    )
    if not taken:
        raise Refused({"": CheckRefusal.TAKEN_ALREADY})
    fresh: Case = Case.get_by_id(case.id)
    assigned(actor, fresh, worker, at, before)
    record(actor, action, fresh, case=fresh, fields=["worker", "unit"])
    return fresh


def assigned(
    actor: Actor, case: Any, worker: Any, at: datetime, before: int | None = None
) -> Assignment:
    """Writes down in the running operation that a case is given to a worker, and tells them: an
    alert until they accept it, and a mail without any fact of the case. In: whose it was."""
    by = actor.id if actor.is_staff and actor.id != worker.id else None
    made: Assignment = Assignment.create(
        case=case.id, worker=worker, from_worker=before, by=by, at=at
    )
    Case.update(assigned_since_at=at).where(Case.id == case.id).execute()
    add_to_timeline(case, EntryKind.ASSIGNMENT, at, made.id)
    if by is not None or not actor.is_staff:
        queue_text(
            case_id=None, kind="case_assigned", cause=f"assignment:{made.id}", channel=EMAIL,
            address=worker.email, locale="en", subject=str(NOTICE_SUBJECT), body=str(NOTICE_BODY),
            at=at,
        )  # fmt: skip
    return made


@operation(result=Case)
def accept_case(
    actor: Actor, *, case: Case, at: datetime, operation_key: str | None = None
) -> Case:
    """The worker went through the checklist and accepts the case; the alert goes.

    Raises Refused: not_its_worker, accepted_already, parts_open while one is not looked at.
    Source: CASE-1; WTW 42-7.38, II.A.2, III.A.1.
    """
    row: Any = Case.get_by_id(case.id)
    if row.worker_id != actor.id or actor.role not in (Role.COUNSELOR, Role.SPECIALIST):
        raise Refused({"": CheckRefusal.NOT_ITS_WORKER})
    waiting = Assignment.latest_of(case.id)
    if waiting is None or waiting.accepted_at is not None or row.assigned_since_at is None:
        raise Refused({"": CheckRefusal.ACCEPTED_ALREADY})
    found = standings_of(row, Checklist.ACCEPTANCE, at)
    refuse_if({"": CheckRefusal.PARTS_OPEN} if open_parts(found) else {})
    Assignment.update(accepted_at=at).where(Assignment.id == waiting.id).execute()
    Case.update(assigned_since_at=None, version=Case.version + 1).where(
        Case.id == case.id
    ).execute()
    record(actor, "accept_case", waiting, case=case, fields=["accepted_at"])
    done: Case = Case.get_by_id(case.id)
    return done
