"""The case management report: five lists out of the tables as they stand, and the unengaged cases
(SUP-1, SUP-3). What a list is, with its days, stands in policy/management_report.py.

Counted and listed only of the cases that stand in somebody's lists of work; a case that is private
as a whole is there for its own people alone (NOTE-6).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, ModelSelect, fn
from peewee import Case as When

from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.handings import Handing
from portal.policy.management_report import Category, NextStep, next_step
from portal.policy.statuses import CaseStatus
from portal.prepared import Place, Prepared
from portal.reports.supervision.lists import fact, stands, values

SIZE = 25  # rows a page
MOST = 5_000  # rows of a file


@dataclass(frozen=True, slots=True)
class Row:
    """One case on a list: the local date that it counts from, and what is to be done next.

    `case` holds what opens sealed texts (id, key, sealed key), its name, number and status;
    `case.handing` where its closing or transfer stands, and `handing` is the key of that one, both
    empty where none is under way.
    """

    case: Case
    worker: str
    on: date
    step: NextStep
    last_live_on: date | None
    handing: str


def _anybody(role: Role) -> Any:
    return Actor(role, Place("actor"), "", unit_id=Place("unit"))


def _asked(role: Role, has_worker: bool) -> Any:
    wanted = Case.work_of(_anybody(role)) & (Case.status != CaseStatus.CLOSED)
    return wanted & (Case.worker == Place("worker")) if has_worker else wanted


def _counted(role: Role, has_worker: bool) -> ModelSelect:
    sums = [fn.SUM(When(None, [(stands(one), 1)], 0)) for one in Category]
    return Case.select(*sums).where(_asked(role, has_worker))


_COUNTS = Prepared(_counted)


def counts(actor: Actor, today: date, worker: int = 0) -> dict[Category, int]:
    """How many cases stand on each list, of one worker (an account's id) or all. One statement."""
    row = _COUNTS.tuples(
        actor.role, bool(worker), **_values(actor, today), worker=worker
    )[0]  # fmt: skip
    return {one: int(count or 0) for one, count in zip(Category, row, strict=True)}


def _listed(role: Role, category: Category, has_worker: bool) -> ModelSelect:
    on = fact(category)
    return (
        Case.select(
            Case.id, Case.key, Case.sealed_key, Case.number, Case.display_name, Case.status,
            Case.last_live_on, Account.name, on.alias("since"), Case.handing, _under_way(),
        )
        .join(Account, JOIN.LEFT_OUTER, on=(Case.worker == Account.id))
        .where(_asked(role, has_worker), stands(category))
        .order_by(on, Case.id)
        .limit(Place("limit"))
        .offset(Place("offset"))
    )  # fmt: skip


def _under_way() -> Any:
    """The key of the closing or transfer that runs; one a case."""
    runs = Handing.ended_at.is_null()
    return Handing.select(Handing.key).where(Handing.case == Case.id, runs)


_LISTED = Prepared(_listed)


def management_report(
    actor: Actor, category: Category, today: date, worker: int = 0, page: int = 1, size: int = SIZE
) -> list[Row]:
    """One page of one list, the longest waiting first, and one row more where there is another;
    pages count from 1. One statement."""
    found = _LISTED.tuples(
        actor.role, category, bool(worker), **_values(actor, today), worker=worker,
        limit=size + 1, offset=(page - 1) * size,
    )  # fmt: skip
    return [_row(line, category, today) for line in found]


def _row(line: tuple[Any, ...], category: Category, today: date) -> Row:
    number, key, sealed_key, case_number, name, status, live, worker, since, stands_at, way = line
    case = Case(
        id=number, key=key, sealed_key=sealed_key, number=case_number, display_name=name,
        status=status, handing=stands_at,
    )  # fmt: skip
    on = _day(since) or today
    step = next_step(category, on, today, bool(stands_at))
    return Row(case, worker or "", on, step, _day(live), way or "")


def _day(value: Any) -> date | None:
    # What a query computed comes from SQLite as text.
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def _values(actor: Actor, today: date) -> dict[str, Any]:
    return {"actor": actor.id, "unit": actor.unit_id, **values(today)}


def _standing(role: Role) -> ModelSelect:
    facts = [When(None, [(stands(one), fact(one))]) for one in Category]
    return Case.select(*facts).where(Case.id == Place("case"), Case.status != CaseStatus.CLOSED)


_STANDING = Prepared(_standing)


def standing(actor: Actor, case: Case, today: date) -> dict[Category, date]:
    """On which lists one case stands, and from which local date each counts. One statement."""
    rows = _STANDING.tuples(actor.role, **_values(actor, today), case=case.id)
    row = rows[0] if rows else ()
    found = {one: _day(value) for one, value in zip(Category, row, strict=False)}
    return {one: on for one, on in found.items() if on is not None}
