"""What every step of a noncompliance has in common: it is held against a second hand, written
down, told on the line of time, and its day kept for the lists."""

from datetime import date, datetime
from typing import Any

from portal import db, resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.noncompliance import CompliancePlan, Noncompliance, NoncomplianceAct
from portal.operations import record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.cases.keys import case_key
from portal.operations.statuses import enter_status
from portal.policy.calendar import office_date
from portal.policy.noncompliance import (
    OPEN,
    NoncomplianceRefusal,
    NoncomplianceState,
    ProcessAct,
    Standing,
    next_due_on,
)
from portal.policy.refusals import Refused
from portal.policy.status_periods import StatusReason
from portal.policy.statuses import CaseStatus
from portal.reports.cases.sealed_texts import sealed

# Where a case stands because of a noncompliance: only from there is it led elsewhere by one.
BY_PROCESS = frozenset({CaseStatus.GOOD_CAUSE, CaseStatus.NONCOMPLIANCE, CaseStatus.SANCTIONED})
TAKES_PART = BY_PROCESS | {CaseStatus.ACTIVE, CaseStatus.ENROLLED}


def today_of(at: datetime) -> date:
    """The office's date of a UTC moment."""
    return office_date(at, resources.timezone())


def held(of: Noncompliance, states: frozenset[NoncomplianceState]) -> Any:
    """The row, held against others until the running operation ends. Raises Refused where it is
    no longer in one of the states, or was changed since `of` was read."""
    query = Noncompliance.select().where(Noncompliance.id == of.id)
    found: Any = (query if db.is_sqlite() else query.for_update()).get()
    if found.version != of.version:
        raise Refused({"": NoncomplianceRefusal.CHANGED})
    if found.state not in states:
        raise Refused({"": NoncomplianceRefusal.TOO_LATE})
    return found


def keep(
    actor: Actor, found: Any, act: ProcessAct, at: datetime, *, code: str = "",
    on: date | None = None, **changes: Any,
) -> Noncompliance:  # fmt: skip
    """Keeps, inside the step's operation, what it changed, with its line in the story and the day
    of the next step."""
    for name, value in changes.items():
        setattr(found, name, value)
    found.due_on = next_due_on(standing(found)) if found.ended_at is None else None
    found.version += 1
    found.save()
    made = NoncomplianceAct.create(
        noncompliance=found.id, act=act, code=code, done_on=on or today_of(at), at=at,
        account=actor.id if actor.is_staff else None,
    )  # fmt: skip
    case: Case = Case.get_by_id(found.case_id)
    add_to_timeline(case, EntryKind.NONCOMPLIANCE, at, made.id)
    record(actor, f"noncompliance_{act}", found, case=case, fields=sorted(changes), reason=code)
    asks = found.state == NoncomplianceState.NOTICED
    Case.update(
        good_cause_until=found.good_cause_until if asks else None,
        noncompliance_due_on=found.due_on,
    ).where(Case.id == case.id).execute()
    refresh(case.id, today_of(at))
    kept: Noncompliance = Noncompliance.get_by_id(found.id)
    return kept


def standing(found: Any) -> Standing:
    """What decides when its next step is due."""
    plan: Any = CompliancePlan.running_of(found)
    return Standing(
        NoncomplianceState(found.state), found.noticed_on, found.good_cause_until, found.found_on,
        plan.ends_on if plan is not None else None, found.broken_on,
    )  # fmt: skip


def closed(state: NoncomplianceState, reason: str, on: date, at: datetime, actor: Actor) -> Any:
    """The columns of one that ends."""
    assert state not in OPEN
    return {
        "state": state, "end_reason": reason, "ended_on": on, "ended_at": at,
        "ended_by": actor.id if actor.is_staff else None,
    }  # fmt: skip


def lead_to(
    actor: Actor, found: Any, status: CaseStatus, reason: StatusReason, at: datetime,
    *, on: date | None = None, review_on: date | None = None,
) -> None:  # fmt: skip
    """Puts the case where the step leads it, unless it stands elsewhere for another reason (it is
    exempt by now, or out of the program): then it stays there."""
    case, today = Case.get_by_id(found.case_id), today_of(at)
    if case.status not in TAKES_PART:
        return
    enter_status(
        actor, case=case, status=status, reason=reason, starts_on=on or today, today=today, at=at,
        review_on=review_on,
    )  # fmt: skip


def seal(actor: Actor, found: Any, name: str, text: str, at: datetime) -> str:
    """A text of it as its column keeps it, sealed under the case's key."""
    case: Case = Case.get_by_id(found.case_id)
    place = f"noncompliance/{found.key}/{name}"
    return sealed(case_key(case, at=at, actor=actor), case, place, text.strip())
