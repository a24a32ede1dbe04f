"""Alerts: what is due, for whom, since when, of the cases in somebody's lists (SUP-7).

Each kind is one fact: a column kept on the case, or the one look into a partial index. When it
begins is policy/alerts.py's; here it is compared, in one statement for all kinds and cases.
"""

import base64
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from peewee import JOIN, SQL, ModelSelect, Value, fn
from peewee import Case as When

from portal import db, resources
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case, Opening, OpeningKind
from portal.models.copies import NoteCopy
from portal.models.documents import Document
from portal.models.messages import Author, Message, OutboxMessage
from portal.policy.alerts import RULES, AlertKind, Counted, stands_from, stands_until, weight
from portal.policy.calendar import day_ends_at, day_starts_at, office_date
from portal.policy.documents import DocumentState
from portal.policy.programs import PROGRAMS
from portal.policy.statuses import CaseStatus, touch_is_owed
from portal.prepared import Place, Prepared

PAGE = 50  # alerts on one page
_UNTOUCHED = [status for status in CaseStatus if touch_is_owed(status)]
_BY_PROGRAM = (AlertKind.UNNOTED, AlertKind.TOUCH)


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


def _kept() -> dict[AlertKind, Any]:
    """The one date or moment, kept on the case, that a kind rests on."""
    touched = When(
        None, [(Case.last_touched_on > Case.enrolled_on, Case.last_touched_on)], Case.enrolled_on
    )
    return {
        AlertKind.GOOD_CAUSE: Case.cause_asked_on,
        AlertKind.LIVE_CONTACT: Case.live_due_on,
        AlertKind.ADDRESS: Case.address_since_at,
        AlertKind.REPORT: Case.reports_since_at,
        AlertKind.DOCUMENT: Case.documents_since_at,
        AlertKind.TASK: Case.task_due_on,
        AlertKind.TOLD: Case.told_since_at,
        AlertKind.SIGNATURE: Case.offered_at,
        AlertKind.GRACE: Case.change_until,
        AlertKind.REASSIGNMENT: Case.reassign_until,
        AlertKind.ATTEMPT: Case.attempt_due_on,
        AlertKind.TOUCH: touched,
        AlertKind.UNNOTED: Case.unnoted_on,
    }


def _open_rows(actor: Any) -> dict[AlertKind, tuple[Any, Any]]:
    """Of kinds that rest on rows of their own: the rows of a case that are open, found by an
    index of open ones, and the column that says since when or by when."""
    return {
        # An address is wrong as soon as it failed: no day is asked for.
        AlertKind.UNDELIVERED: (
            (OutboxMessage.case_id == Case.id) & OutboxMessage.unreached(),
            OutboxMessage.created_at,
        ),
        AlertKind.MESSAGE: (
            (Message.case == Case.id) & Message.is_unread_from(Author.PARTICIPANT),
            Message.sent_at,
        ),
        AlertKind.COPY: (
            (NoteCopy.case == Case.id) & NoteCopy.released_by.is_null(),
            NoteCopy.due_on,
        ),
        # No case keeps or counts what lies in its private file (NOTE-7).
        AlertKind.PRIVATE_DOCUMENT: (
            (Document.case == Case.id)
            & (Document.is_private == True)  # noqa: E712
            & Document.received_at.is_null(False)
            & Document.state.in_([DocumentState.RECEIVED, DocumentState.BEING_CHECKED])
            & Document.readable_by(actor),
            Document.received_at,
        ),
        AlertKind.OPENED: (
            (Opening.case == Case.id)
            & (Opening.kind == OpeningKind.OPENED)
            & (Opening.account != actor.id),
            Opening.at,
        ),
    }


def _looks(actor: Any) -> dict[AlertKind, tuple[Any, Any]]:
    """Each kind's condition and its fact, in the kinds' own order."""
    kept, rows = _kept(), _open_rows(actor)
    found = {kind: (_stands(kind, fact), fact) for kind, fact in kept.items()}
    for kind, (are_open, column) in rows.items():
        wanted = are_open
        if kind is not AlertKind.UNDELIVERED:
            wanted &= _stands(kind, column)
        oldest = column.model.select(fn.MIN(column)).where(wanted)
        if kind is AlertKind.UNDELIVERED:
            # By number, the case's own few: for the least moment SQLite would go through all that
            # ever failed.
            oldest = column.model.select(column).where(wanted).order_by(column.model.id).limit(1)
        found[kind] = (fn.EXISTS(column.model.select(SQL("1")).where(wanted)), oldest)
    return {kind: found[kind] for kind in AlertKind}


# Kinds whose fact is a UTC moment; the others are local dates.
_MOMENTS = frozenset({
    AlertKind.UNDELIVERED, AlertKind.ADDRESS, AlertKind.MESSAGE, AlertKind.REPORT,
    AlertKind.DOCUMENT, AlertKind.PRIVATE_DOCUMENT, AlertKind.TOLD, AlertKind.SIGNATURE, AlertKind.OPENED,
})  # fmt: skip
_MOMENT = Opening.at


def _stands(kind: AlertKind, fact: Any) -> Any:
    """The condition that an alert stands, for values that `_values` gives."""
    if kind in _BY_PROGRAM:
        limits = [(Case.program == code, Place(f"{kind}:{code}")) for code in PROGRAMS]
        stands = fact <= When(None, limits)
        return stands & Case.status.in_(_UNTOUCHED) if kind is AlertKind.TOUCH else stands
    until = Place(str(kind))
    stands = fact < until if kind in _MOMENTS else fact <= until
    return stands & (fact >= Place(f"{kind}:from")) if _has_end(kind) else stands


def _has_end(kind: AlertKind) -> bool:
    return stands_from(kind, date.max) is not None


def _values(actor: Actor, today: date) -> dict[str, Any]:
    return _bounds(today, resources.timezone(), db.is_sqlite()) | {
        "actor": actor.id,
        "unit": actor.unit_id,
    }


@lru_cache(maxsize=8)
def _bounds(today: date, zone: str, _is_sqlite: bool) -> dict[str, Any]:
    # The same for everybody on one day.
    found: dict[str, Any] = {}
    for kind in AlertKind:
        until, first = stands_until(kind, today), stands_from(kind, today)
        found[str(kind)] = until
        if kind in _MOMENTS:
            found[str(kind)] = _MOMENT.db_value(day_ends_at(until, zone))
        if first is not None:
            found[f"{kind}:from"] = (
                _MOMENT.db_value(day_starts_at(first, zone)) if kind in _MOMENTS else first
            )
    for kind in _BY_PROGRAM:
        for code, program in PROGRAMS.items():
            found[f"{kind}:{code}"] = stands_until(kind, today, program)
    return found


def _anybody(role: Role) -> Any:
    return Actor(role, Place("actor"), "", unit_id=Place("unit"))


def _counted(role: Role) -> ModelSelect:
    actor = _anybody(role)
    sums = [fn.SUM(When(None, [(stands, 1)], 0)) for stands, _fact in _looks(actor).values()]
    return Case.select(*sums).where(Case.work_of(actor), Case.status != CaseStatus.CLOSED)


_COUNTS = Prepared(_counted)


def counts(actor: Actor, today: date) -> dict[AlertKind, int]:
    """How many cases in this person's lists each kind stands for on the office's date of today;
    kinds that stand for none are left out. One statement."""
    row = _COUNTS.tuples(actor.role, **_values(actor, today))[0]
    return {kind: int(count) for kind, count in zip(AlertKind, row, strict=True) if count}


def _listed(role: Role, kind: str, has_edge: bool) -> Any:
    actor = _anybody(role)
    parts = [
        _part(actor, one, look, has_edge)
        for one, look in _looks(actor).items()
        if kind in ("", one)
    ]
    query = parts[0]
    for part in parts[1:]:
        query = query.union_all(part)
    return query.order_by(SQL("day"), SQL("weight"), SQL("case_id")).limit(Place("limit")).tuples()


def _part(actor: Any, kind: AlertKind, look: tuple[Any, Any], has_edge: bool) -> Any:
    stands, fact = look
    day = fn.DATE(fact) if kind in _MOMENTS else fact
    moment = fact if kind in _MOMENTS else SQL("CAST(NULL AS timestamp)")
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
        later = (Value(weight(kind)) > Place("weight")) | (
            (Value(weight(kind)) == Place("weight")) & (Case.id > Place("case_id"))
        )
        query = query.where((day > Place("day")) | ((day == Place("day")) & later))
    return query


_LISTED = Prepared(_listed)


def page(actor: Actor, today: date, kind: AlertKind | None = None, after: str = "") -> Alerts:
    """One page of the alerts of the cases in this person's lists, the oldest date first.

    In: the office's date of today, one kind or all, the key of a page as `after` gave it. One
    statement.
    """
    edge = _edge(after)
    rows = _LISTED.tuples(
        actor.role, str(kind or ""), edge is not None, **_values(actor, today),
        limit=PAGE + 1, **edge or {},
    )  # fmt: skip
    return Alerts([_alert(row) for row in rows[:PAGE]], _key(rows[PAGE - 1 : PAGE + 1]))


def _of_case(role: Role) -> ModelSelect:
    kept = _kept()
    facts = [
        When(None, [(stands, fact)]) if kind in kept else fact
        for kind, (stands, fact) in _looks(_anybody(role)).items()
    ]
    return (
        Case.select(Account.name, *facts)
        .join(Account, JOIN.LEFT_OUTER, on=(Case.worker == Account.id))
        .where(Case.id == Place("case"), Case.status != CaseStatus.CLOSED)
    )


_OF_CASE = Prepared(_of_case)


def of_case(actor: Actor, case: Case, today: date) -> list[Alert]:
    """The alerts of one case that this person was let into, the oldest date first. One statement
    of one row: the fact of each kind that stands."""
    rows = _OF_CASE.tuples(actor.role, **_values(actor, today), case=case.id)
    if not rows:
        return []
    worker, *facts = rows[0]
    stand = [
        (kind, str(fact)[:10], fact if kind in _MOMENTS else None, weight(kind), case.id, case.key,
         case.display_name, case.number, worker)
        for kind, fact in zip(AlertKind, facts, strict=True) if fact is not None
    ]  # fmt: skip
    return [_alert(row) for row in sorted(stand, key=lambda row: (row[1], row[3]))]


def _alert(row: tuple[Any, ...]) -> Alert:
    kind, day, at, _weight, _case, key, name, number, worker = row
    on = _local(at) if at is not None else date.fromisoformat(str(day))
    is_due = RULES[AlertKind(kind)].counted is Counted.DUE and kind != AlertKind.TOUCH
    return Alert(
        AlertKind(kind), on if is_due else None, None if is_due else on, key, name, number,
        worker or "",
    )  # fmt: skip


def _local(at: Any) -> date:
    moment: datetime | None = _MOMENT.python_value(at)
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
