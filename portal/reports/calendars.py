"""The last days of a worker's own cases and tasks, for a calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from peewee import JOIN

from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.notes import Note
from portal.models.tasks import CalendarAddress, Task, TaskOwner
from portal.policy.deadlines import DeadlineKind
from portal.policy.statuses import CaseStatus
from portal.prepared import Place, Prepared

PAST_DAYS = 30  # calendar days back; older ones are in the alerts


@dataclass(frozen=True, slots=True)
class Day:
    """One last day: `name` is what it is of, the same each time; the case's number."""

    name: str
    kind: DeadlineKind
    on: date
    number: str


_KEPT: dict[DeadlineKind, Any] = {
    DeadlineKind.LIVE_CONTACT: Case.live_due_on,
    DeadlineKind.ATTEMPT: Case.attempt_due_on,
    DeadlineKind.PLAN_CHANGE: Case.change_until,
    DeadlineKind.REASSIGNMENT: Case.reassign_until,
}


def days_of(actor: Actor, today: date) -> list[Day]:
    """The last days of this person's own open cases and of their tasks, the earliest first; two
    statements, however many cases."""
    since = today - timedelta(days=PAST_DAYS)
    found = [one for one in (*_of_cases(actor), *_of_tasks(actor)) if one.on >= since]
    return sorted(found, key=lambda one: (one.on, one.number, one.kind))


def _of_cases(actor: Actor) -> Iterator[Day]:
    rows = (
        Case.select(Case.key, Case.number, *_KEPT.values())
        .where(Case.caseload_of(actor), Case.status != CaseStatus.CLOSED)
        .tuples()
    )
    for key, number, *days in rows:
        for kind, on in zip(_KEPT, days, strict=True):
            if on is not None:
                yield Day(f"{kind}-{key}", kind, on, number)


def _of_tasks(actor: Actor) -> Iterator[Day]:
    rows = (
        Task.select(Task.key, Task.due_on, Case.number)
        .join(Case)
        .switch(Task)
        .join(Note, JOIN.LEFT_OUTER)
        .where(
            Case.caseload_of(actor), Case.status != CaseStatus.CLOSED, Task.readable_by(actor),
            Task.owner == TaskOwner.WORKER, Task.done_at.is_null(), Task.due_on.is_null(False),
        )
        .tuples()
    )  # fmt: skip
    for key, due_on, number in rows:
        yield Day(f"task-{key}", DeadlineKind.TASK, due_on, number)


_ADDRESSES = Prepared(
    lambda: CalendarAddress.select(CalendarAddress.id).where(
        CalendarAddress.account == Place("account")
    )
)


def has_address(actor: Actor) -> bool:
    """Whether a secret address of this person's calendar is in use."""
    return bool(_ADDRESSES.tuples(account=actor.id))
