"""The caseload: whose cases need what first. One statement for the rows, one for all counters.

Everything shown is kept on the case (operations/cases.py:refresh), so nothing is joined or
computed a row. The order is policy/deadlines.urgency_key, said in SQL.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from peewee import Case as When
from peewee import ModelSelect, fn

from portal.db import is_sqlite
from portal.models.accounts import Actor, Role
from portal.models.cases import Case
from portal.models.notes import Note, NoteState
from portal.models.plans import PlanState
from portal.policy.deadlines import DeadlineKind
from portal.policy.statuses import CaseStatus
from portal.prepared import Place, Prepared

SIZES = (25, 50, 80)  # rows a page
SOON_DAYS = 3  # calendar days ahead in which a deadline asks for action
LONG_DAYS = 25  # calendar days without live contact


class View(StrEnum):
    """The saved views of the caseload."""

    ALL = ""
    NEEDS_ACTION = "needs-action"
    NO_LIVE_CONTACT = "no-live-contact-25"
    DOCUMENTS = "documents"
    PLAN = "plan"
    OVERDUE = "overdue"
    TODAY = "today"
    REPORTS = "reports"


@dataclass(frozen=True)
class Filters:
    """What of the caseload is asked for; a page counts from 1."""

    view: View = View.ALL
    language: str = ""
    status: str = ""
    size: int = SIZES[0]
    page: int = 1


class Row(NamedTuple):
    """One case as the list shows it; local dates, minutes."""

    key: str
    name: str
    number: str
    locale: str
    status: str
    deadline_on: date | None
    deadline_kind: str
    live_since: date | None
    live_due_on: date | None
    tried_on: date | None
    attempt_due_on: date | None
    month: str
    minutes_done: int
    minutes_required: int
    documents: int
    reports: int
    plan: str


@dataclass(frozen=True)
class Counters:
    """How many cases each view holds, the languages and statuses there are, and what waits."""

    views: dict[View, int]
    total: int  # of the filters in use
    documents: int
    reports: int
    tasks: int  # cases with a task of the worker's due
    unnoted: int  # cases with a contact that no note tells of
    addresses: int  # cases with a new address or telephone to decide on
    languages: list[str]
    statuses: list[str]


COLUMNS = (
    Case.key, Case.display_name, Case.number, Case.locale, Case.status, Case.next_deadline_on,
    Case.next_deadline_kind, Case.last_live_on, Case.live_due_on, Case.last_attempt_on,
    Case.attempt_due_on, Case.month, Case.month_minutes_done, Case.month_minutes_required,
    Case.documents_waiting, Case.reports_waiting, Case.plan_status,
)  # fmt: skip
_DATES = (5, 7, 8, 9, 10)
_LIVE_SINCE = When(
    None, [(Case.last_live_on > Case.enrolled_on, Case.last_live_on)], Case.enrolled_on
)
_WEIGHT = When(
    Case.next_deadline_kind, [(kind, place) for place, kind in enumerate(DeadlineKind)], 99
)
_ORDER = (
    Case.next_deadline_on.is_null(), Case.next_deadline_on, _WEIGHT, _LIVE_SINCE, Case.id,
)  # fmt: skip


def _condition(view: View) -> Any:
    due, waiting = Case.next_deadline_on, Case.documents_waiting > 0
    return {
        View.ALL: None,
        View.NEEDS_ACTION: (due <= Place("soon")) | waiting | (Case.reports_waiting > 0),
        View.NO_LIVE_CONTACT: Case.live_due_on.is_null(False) & (_LIVE_SINCE <= Place("long_ago")),  # noqa: SIM300  a column, not a constant
        View.DOCUMENTS: waiting,
        View.PLAN: Case.plan_status.in_(["", PlanState.OFFERED]),
        View.OVERDUE: due < Place("today"),
        View.TODAY: due == Place("today"),
        View.REPORTS: Case.reports_waiting > 0,
    }[view]


def _anybody(role: Role) -> Any:
    return Actor(role, Place("actor"), "", unit_id=Place("unit"))


def _values(actor: Actor, today: date) -> dict[str, Any]:
    return {
        "actor": actor.id,
        "unit": actor.unit_id,
        "today": today,
        "soon": today + timedelta(days=SOON_DAYS),
        "long_ago": today - timedelta(days=LONG_DAYS),
    }


def _page(role: Role, view: View, has_language: bool, has_status: bool) -> ModelSelect:
    query = Case.select(*COLUMNS).where(Case.work_of(_anybody(role)))
    if (condition := _condition(view)) is not None:
        query = query.where(condition)
    if has_language:
        query = query.where(Case.locale == Place("language"))
    if has_status:
        query = query.where(Case.status == Place("status"))
    else:
        query = query.where(Case.status != CaseStatus.CLOSED)
    return query.order_by(*_ORDER).limit(Place("limit")).offset(Place("offset"))


_PAGE = Prepared(_page)


def page(actor: Actor, filters: Filters, today: date) -> list[Row]:
    """One page of the cases this person may open, the most urgent first (SUP-7)."""
    found = _PAGE.tuples(
        actor.role, filters.view, bool(filters.language), bool(filters.status),
        **_values(actor, today), language=filters.language, status=filters.status,
        limit=filters.size, offset=(filters.page - 1) * filters.size,
    )  # fmt: skip
    return read(found)


_UNFINISHED = Prepared(
    lambda: (
        Note.select(fn.COUNT(Note.id))
        .where(Note.author == Place("author"), Note.state == NoteState.DRAFT)
        .tuples()
    )
)


def unfinished_notes(actor: Actor) -> int:
    """How many notes this person began and has not finished (NOTE-8)."""
    return int(_UNFINISHED.tuples(author=actor.id)[0][0])


_ONE = Prepared(
    lambda role: (
        Case.select(*COLUMNS).where(Case.scope(_anybody(role)), Case.id == Place("case")).tuples()
    )
)


def one(actor: Actor, case: Case) -> Row:
    """The row of one case, for the part of the list that shows it."""
    return read(_ONE.tuples(actor.role, actor=actor.id, unit=actor.unit_id, case=case.id))[0]


def read(raw: Sequence[tuple[Any, ...]]) -> list[Row]:
    """Rows from the driver's tuples: SQLite keeps dates as text, each distinct one is read once."""
    known: dict[Any, Any] = {None: None}
    made = []
    for line in raw:
        cells = list(line)
        for place in _DATES:
            value = cells[place]
            if type(value) is str:
                if value not in known:
                    known[value] = date.fromisoformat(value)
                cells[place] = known[value]
        made.append(Row._make(cells))
    return made


def _counted(role: Role, view: View, has_language: bool, has_status: bool) -> ModelSelect:
    open_cases = Case.status != CaseStatus.CLOSED
    asked = Case.status == Place("status") if has_status else open_cases
    if has_language:
        asked &= Case.locale == Place("language")
    if (condition := _condition(view)) is not None:
        asked &= condition
    shares = [
        fn.COUNT(Case.id).filter(open_cases if (is_in := _condition(one)) is None
                                 else open_cases & is_in)
        for one in View
    ]  # fmt: skip
    return Case.select(
        fn.COUNT(Case.id).filter(asked),
        fn.SUM(Case.documents_waiting).filter(open_cases),
        fn.SUM(Case.reports_waiting).filter(open_cases),
        fn.COUNT(Case.id).filter(open_cases & (Case.task_due_on <= Place("today"))),
        fn.COUNT(Case.unnoted_on).filter(open_cases),
        fn.COUNT(Case.address_since_at).filter(open_cases),
        _listed(Case.locale), _listed(Case.status), *shares,
    ).where(Case.work_of(_anybody(role)))  # fmt: skip


def _listed(column: Any) -> Any:
    # The different values in one, with commas: no code has one in it.
    name = fn.GROUP_CONCAT if is_sqlite() else fn.STRING_AGG
    return name(column.distinct()) if is_sqlite() else name(column.distinct(), ",")


_COUNTS = Prepared(_counted)


def counters(actor: Actor, filters: Filters, today: date) -> Counters:
    """All numbers of the page in one row: each view's cases, the filters' own, what waits."""
    row = _COUNTS.tuples(
        actor.role, filters.view, bool(filters.language), bool(filters.status),
        **_values(actor, today), language=filters.language, status=filters.status,
    )[0]  # fmt: skip
    total, documents, reports, tasks, unnoted, addresses, languages, statuses, *counts = row
    return Counters(
        dict(zip(View, counts, strict=True)), total, documents or 0, reports or 0,
        tasks, unnoted, addresses,
        *(sorted(codes.split(",")) if codes else [] for codes in (languages, statuses)),
    )  # fmt: skip
