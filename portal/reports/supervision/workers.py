"""The workers of a unit: their open cases, who is unengaged, and when it was last gone through;
and the cases of who is away, for who stands in."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, ModelSelect, fn
from peewee import Case as When

from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.reviews import Conference
from portal.policy.management_report import FIVE, Category
from portal.policy.statuses import CaseStatus
from portal.prepared import Place, Prepared
from portal.reports.absences import CASEWORKERS, covered_by
from portal.reports.caseload import COLUMNS, Row, read
from portal.reports.supervision.lists import stands, values


@dataclass(frozen=True, slots=True)
class Worker:
    """A caseworker of the unit: open cases, how many stand on each list, and the local date of
    the last conference."""

    id: int
    key: str
    name: str
    cases: int
    listed: dict[Category, int]
    met_on: date | None

    @property
    def five(self) -> int:
        """Rows on the five lists of the report."""
        return sum(self.listed[one] for one in FIVE)


def _workers(role: Role) -> ModelSelect:
    actor: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    sums = [fn.SUM(When(None, [(stands(one), 1)], 0)) for one in Category]
    met = Conference.select(fn.MAX(Conference.held_on)).where(Conference.worker == Account.id)
    is_theirs = (Case.worker == Account.id) & (Case.status != CaseStatus.CLOSED) & Case.scope(actor)
    return (
        Account.select(Account.id, Account.key, Account.name, fn.COUNT(Case.id), met, *sums)
        .join(Case, JOIN.LEFT_OUTER, on=is_theirs)
        .where(
            Account.unit == Place("unit"), Account.role.in_(list(CASEWORKERS)),
            Account.is_locked == False,  # noqa: E712
        )
        .group_by(Account.id, Account.key, Account.name)
        .order_by(Account.name, Account.id)
    )  # fmt: skip


_WORKERS = Prepared(_workers)


def workers_of(actor: Actor, today: date) -> list[Worker]:
    """The caseworkers of a supervisor's unit, by name. One statement."""
    rows = _WORKERS.tuples(actor.role, actor=actor.id, unit=actor.unit_id, **values(today))
    return [
        Worker(
            number, key, name, cases,
            {one: int(count or 0) for one, count in zip(Category, counts, strict=True)},
            date.fromisoformat(met) if isinstance(met, str) else met,
        )
        for number, key, name, cases, met, *counts in rows
    ]  # fmt: skip


def worker_for(actor: Actor, key: str) -> Account:
    """A caseworker of the supervisor's unit. Raises Account.DoesNotExist for anybody else."""
    found: Account = Account.get(
        Account.key == key, Account.unit == actor.unit_id, Account.role.in_(list(CASEWORKERS))
    )
    return found


def conferences_of(worker: Account) -> list[Any]:
    """The last dozen conferences with a worker, the latest first, with the supervisor."""
    query = Conference.select(Conference, Account.name.alias("with_name")).join(
        Account, on=(Conference.supervisor == Account.id)
    )
    latest = query.where(Conference.worker == worker.id).order_by(
        Conference.held_on.desc(), Conference.id.desc()
    )
    return list(latest.limit(12).objects())


def _covered(role: Role) -> ModelSelect:
    actor: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    away = Account.alias()
    return (
        Case.select(*COLUMNS, away.name)
        .join(away, on=(Case.worker == away.id))
        .where(
            Case.scope(actor), covered_by(actor, Place("today")), Case.status != CaseStatus.CLOSED
        )
        .order_by(Case.next_deadline_on.is_null(), Case.next_deadline_on, Case.id)
        .limit(Place("limit"))
        .offset(Place("offset"))
    )


_COVERED = Prepared(_covered)


def covered(actor: Actor, today: date, page: int, size: int) -> list[tuple[str, Row]]:
    """One page of the cases that a person stands in for today, the next deadline first, each with
    who is away; one more than `size` where there is another page. One statement.

    Who stands in sees them by an opening of the day; a private case is not among them (NOTE-6).
    """
    rows = _COVERED.tuples(
        actor.role, actor=actor.id, unit=actor.unit_id, today=today,
        limit=size + 1, offset=(page - 1) * size,
    )  # fmt: skip
    shown = read([row[: len(COLUMNS)] for row in rows])
    return [(row[-1], one) for row, one in zip(rows, shown, strict=True)]
