"""Alerts: what is due, for whom, since when, of the cases in somebody's lists (SUP-7).

What each kind rests on stands in alert_facts.py; here it is counted and listed, in one statement
for all kinds and cases.
"""

import base64
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, SQL, ModelSelect, Value, fn
from peewee import Case as When

from portal import resources
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.policy.alerts import RULES, AlertKind, Counted, weight
from portal.policy.calendar import office_date
from portal.policy.statuses import CaseStatus
from portal.prepared import Place, Prepared
from portal.reports.alerts.facts import MOMENT, MOMENTS, kept_facts, looks, values

PAGE = 50  # alerts on one page
# Whose lists hold work; a monitor's hold every case, and none of its work.
WORKING = (Role.COUNSELOR, Role.SPECIALIST, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert of one case: its last day (`due_on`) or since which local date it waits."""

    kind: AlertKind
    due_on: date | None
    since_on: date | None
    case_key: str
    name: str
    number: str
    worker: str

    @property
    def on(self) -> date:
        """The date it counts from, whichever it is."""
        found = self.due_on or self.since_on
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Alerts:
    """A page of alerts; `after` is the key of the next page, empty at the end."""

    found: list[Alert]
    after: str


def _anybody(role: Role) -> Any:
    return Actor(role, Place("actor"), "", unit_id=Place("unit"))


def _counted(role: Role) -> ModelSelect:
    actor = _anybody(role)
    sums = [fn.SUM(When(None, [(stands, 1)], 0)) for stands, _fact in looks(actor).values()]
    return Case.select(*sums).where(Case.work_of(actor), Case.status != CaseStatus.CLOSED)


_COUNTS = Prepared(_counted)


def counts(actor: Actor, today: date) -> dict[AlertKind, int]:
    """How many cases in this person's lists each kind stands for on the office's date of today;
    kinds that stand for none are left out. One statement, and none for who does no casework."""
    if actor.role not in WORKING:
        return {}
    row = _COUNTS.tuples(actor.role, **values(actor, today))[0]
    return {kind: int(count) for kind, count in zip(AlertKind, row, strict=True) if count}


def _listed(role: Role, kind: str, has_edge: bool) -> Any:
    actor = _anybody(role)
    parts = [
        _part(actor, one, look, has_edge) for one, look in looks(actor).items() if kind in ("", one)
    ]
    query = parts[0]
    for part in parts[1:]:
        query = query.union_all(part)
    return query.order_by(SQL("weight"), SQL("day"), SQL("case_id")).limit(Place("limit")).tuples()


def _part(actor: Any, kind: AlertKind, look: tuple[Any, Any], has_edge: bool) -> Any:
    stands, fact = look
    day = fn.DATE(fact) if kind in MOMENTS else fact
    moment = fact if kind in MOMENTS else SQL("CAST(NULL AS timestamp)")
    place = SQL(str(weight(kind)))
    query = (
        Case.select(
            SQL(f"'{kind}'").alias("kind"), day.alias("day"), moment.alias("at"),
            place.alias("weight"), Case.id.alias("case_id"), Case.key, Case.display_name,
            Case.number, Account.name,
        )
        .join(Account, JOIN.LEFT_OUTER, on=(Case.worker == Account.id))
        .where(stands, Case.status != CaseStatus.CLOSED, Case.work_of(actor))
    )  # fmt: skip
    if has_edge:
        own = Value(weight(kind))
        later = (day > Place("day")) | ((day == Place("day")) & (Case.id > Place("case_id")))
        query = query.where((own > Place("weight")) | ((own == Place("weight")) & later))
    return query


_LISTED = Prepared(_listed)


def page(actor: Actor, today: date, kind: AlertKind | None = None, after: str = "") -> Alerts:
    """One page of the alerts of the cases in this person's lists: the weightiest kind first, of a
    kind the oldest date.

    In: the office's date of today, one kind or all, the key of a page as `after` gave it. One
    statement, and none for who does no casework.
    """
    if actor.role not in WORKING:
        return Alerts([], "")
    edge = _edge(after)
    rows = _LISTED.tuples(
        actor.role, str(kind or ""), edge is not None, **values(actor, today),
        limit=PAGE + 1, **edge or {},
    )  # fmt: skip
    return Alerts([_alert(row) for row in rows[:PAGE]], _key(rows[PAGE - 1 : PAGE + 1]))


def _of_case(role: Role) -> ModelSelect:
    kept = kept_facts()
    facts = [
        When(None, [(stands, fact)]) if kind in kept else fact
        for kind, (stands, fact) in looks(_anybody(role)).items()
    ]
    return (
        Case.select(Account.name, *facts)
        .join(Account, JOIN.LEFT_OUTER, on=(Case.worker == Account.id))
        .where(Case.id == Place("case"), Case.status != CaseStatus.CLOSED)
    )


_OF_CASE = Prepared(_of_case)


def of_case(actor: Actor, case: Case, today: date) -> list[Alert]:
    """The alerts of one case that this person was let into, the weightiest first. One statement
    of one row: the fact of each kind that stands."""
    rows = _OF_CASE.tuples(actor.role, **values(actor, today), case=case.id)
    if not rows:
        return []
    worker, *facts = rows[0]
    stand = [
        (kind, str(fact)[:10], fact if kind in MOMENTS else None, weight(kind), case.id, case.key,
         case.display_name, case.number, worker)
        for kind, fact in zip(AlertKind, facts, strict=True) if fact is not None
    ]  # fmt: skip
    return [_alert(row) for row in stand]


def _alert(row: tuple[Any, ...]) -> Alert:
    kind, day, at, _weight, _case, key, name, number, worker = row
    on = _local(at) if at is not None else date.fromisoformat(str(day))
    is_due = RULES[AlertKind(kind)].counted is Counted.DUE and kind != AlertKind.TOUCH
    return Alert(
        AlertKind(kind), on if is_due else None, None if is_due else on, key, name, number,
        worker or "",
    )  # fmt: skip


def _local(at: Any) -> date:
    moment: datetime | None = MOMENT.python_value(at)
    assert moment is not None
    return office_date(moment, resources.timezone())


def _key(rows: list[tuple[Any, ...]]) -> str:
    if len(rows) < 2:
        return ""
    written = f"{rows[0][1]} {rows[0][3]} {rows[0][4]}"
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def _edge(key: str) -> dict[str, Any] | None:
    try:
        day, place, case_id = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)).decode().split()
        return {"day": date.fromisoformat(day), "weight": int(place), "case_id": int(case_id)}
    except ValueError:
        return None
