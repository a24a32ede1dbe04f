"""What a document belongs to, what came in the same file, and what it may be tied to (DOC-3)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from peewee import SQL, ModelSelect, Value, fn

from portal.models.accounts import Actor, Role
from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.models.documents import Document, DocumentRequest, DocumentTie, Page, RequestState
from portal.models.hours import HoursEntry
from portal.models.plans import Activity, Plan
from portal.policy.documents import DocumentState
from portal.prepared import Place, Prepared

WEEKS_BACK = 13
CONTACTS_AT_MOST = 15


@dataclass(frozen=True)
class Belonging:
    """One thing that a document has to do with.

    `what`: hours (kind of activity, first and last local day, minutes), contact (way, local day),
    activity (kind), request (kind of document, local day it is due), same (another document with
    the same file: receipt, the moment it came). `key` names the tie where it can be taken back,
    `ref` the thing itself; `name` is a code, or the receipt.
    """

    what: str
    key: str
    ref: str
    name: str
    first: str
    last: str
    minutes: int

    @property
    def on(self) -> date:
        """The local day, or the first of several."""
        return date.fromisoformat(self.first)

    @property
    def until(self) -> date:
        """The last of several local days."""
        return date.fromisoformat(self.last)

    @property
    def at(self) -> datetime:
        """The moment in UTC."""
        return datetime.fromisoformat(self.first).replace(tzinfo=UTC)


def belongings(actor: Actor, document: Document) -> list[Belonging]:
    """All that a document has to do with, as far as this person may see it. One statement."""
    rows = _BELONGINGS.rows(
        actor.role, actor=actor.id, unit=actor.unit_id, document=document.id,
        request=document.request_id, case=document.case_id,
    )  # fmt: skip
    return [Belonging(*row) for row in rows]


def _belongings(role: Role) -> Any:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    query = _hours().union_all(_contacts()).union_all(_activities())
    query = query.union_all(_requests(anybody)).union_all(_same(anybody))
    return query.order_by(SQL("what"), SQL("first"), SQL("ref")).tuples()


_BELONGINGS = Prepared(_belongings)


def _text(column: Any) -> Any:
    return column.cast("VARCHAR")


def _kind_of(series: Any) -> Any:
    """The kind of an activity, which is the same in every version of the plan."""
    kinds = Activity.select(Activity.kind).where(Activity.series == series)
    return fn.COALESCE(kinds.order_by(Activity.id.desc()).limit(1), "")


def _hours() -> ModelSelect:
    return (
        HoursEntry.select(
            Value("hours").alias("what"), Value("").alias("key"), HoursEntry.series.alias("ref"),
            _kind_of(HoursEntry.series).alias("name"),
            _text(fn.MIN(HoursEntry.done_on)).alias("first"),
            _text(fn.MAX(HoursEntry.done_on)).alias("last"),
            fn.SUM(HoursEntry.minutes).alias("minutes"),
        )
        .where(HoursEntry.document == Place("document"), HoursEntry.replaced_at.is_null())
        .group_by(HoursEntry.series)
    )  # fmt: skip


def _contacts() -> ModelSelect:
    return (
        DocumentTie.select(
            Value("contact"), DocumentTie.key, Contact.key, Contact.way,
            _text(Contact.occurred_on), Value(""), Value(0),
        )
        .join(Contact)
        .where(DocumentTie.document == Place("document"))
    )  # fmt: skip


def _activities() -> ModelSelect:
    return DocumentTie.select(
        Value("activity"), DocumentTie.key, DocumentTie.series, _kind_of(DocumentTie.series),
        Value(""), Value(""), Value(0),
    ).where(DocumentTie.document == Place("document"), DocumentTie.series != "")  # fmt: skip


def _requests(actor: Any) -> ModelSelect:
    return DocumentRequest.select(
        Value("request"), Value(""), DocumentRequest.key, DocumentRequest.kind,
        _text(DocumentRequest.due_on), Value(""), Value(0),
    ).join(Case).where(
        DocumentRequest.id == Place("request"), DocumentRequest.readable_by(actor)
    )  # fmt: skip


def _same(actor: Any) -> ModelSelect:
    own = Page.alias()
    files = own.select(own.sha256).where(own.document == Place("document"))
    return (
        Document.select(
            Value("same"), Value(""), Document.key, Document.reference,
            _text(Document.received_at), Value(""), Value(0),
        )
        .join(Case)
        .where(
            Document.case == Place("case"), Document.id != Place("document"),
            Document.received_at.is_null(False), Document.state != DocumentState.MERGED,
            Document.readable_by(actor),
            Document.id.in_(Page.select(Page.document).where(Page.sha256.in_(files))),
        )
    )  # fmt: skip


@dataclass(frozen=True)
class HoursWeekRow:
    """Hours of one activity in one week that no document proves: series, kind, first and last
    local day, minutes attended and missed together."""

    series: str
    kind: str
    first: date
    last: date
    minutes: int

    @property
    def code(self) -> str:
        """What stands for it in a form."""
        return f"{self.series}|{self.first.isoformat()}|{self.last.isoformat()}"


def unproven_weeks(case: Case, today: date) -> list[HoursWeekRow]:
    """The hours of a case's last thirteen weeks without a document, or with one that was sent
    back: by activity and week, the latest first. One statement."""
    rows = (
        HoursEntry.select(
            HoursEntry.series, _kind_of(HoursEntry.series), HoursEntry.done_on,
            HoursEntry.minutes + HoursEntry.missed_minutes,
        )
        .join(Document, "LEFT JOIN")
        .where(
            HoursEntry.case == case.id, HoursEntry.replaced_at.is_null(),
            HoursEntry.done_on > today - timedelta(weeks=WEEKS_BACK),
            Document.id.is_null() | (Document.state == DocumentState.RETURNED),
        )
        .order_by(HoursEntry.done_on)
        .tuples()
    )  # fmt: skip
    weeks: dict[tuple[date, str], list[tuple[str, date, int]]] = {}
    for series, kind, done_on, minutes in rows:
        monday = done_on - timedelta(days=done_on.weekday())
        weeks.setdefault((monday, series), []).append((kind, done_on, minutes))
    return [
        HoursWeekRow(series, days[0][0], days[0][1], days[-1][1], sum(day[2] for day in days))
        for (_monday, series), days in sorted(weeks.items(), key=_latest_first, reverse=True)
    ]


def _latest_first(week: Any) -> Any:
    return week[0]


@dataclass(frozen=True)
class Tieable:
    """What a document may be tied to: what (contact, activity, request), its key or series, a code
    (way, kind of activity, kind of document), and its local day, empty for an activity."""

    what: str
    ref: str
    name: str
    day: str

    @property
    def on(self) -> date | None:
        """The local day, if it has one."""
        return date.fromisoformat(self.day) if self.day else None


def tieable(actor: Actor, case: Case) -> list[Tieable]:
    """The latest contacts of a case, the activities of its plans, and what was asked for and is not
    settled, the latest first. One statement."""
    rows = _TIEABLE.rows(actor.role, actor=actor.id, unit=actor.unit_id, case=case.id)
    return [Tieable(*row) for row in rows]


def _tieable(role: Role) -> Any:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    latest = Contact.alias()
    newest = latest.select(latest.id).where(latest.case == Place("case"))
    newest = newest.order_by(latest.occurred_on.desc(), latest.id.desc()).limit(CONTACTS_AT_MOST)
    contacts = Contact.select(
        Value("contact").alias("what"), Contact.key.alias("ref"), Contact.way.alias("name"),
        _text(Contact.occurred_on).alias("day"),
    ).where(Contact.id.in_(newest))  # fmt: skip
    activities = (
        Activity.select(Value("activity"), Activity.series, fn.MAX(Activity.kind), Value(""))
        .join(Plan)
        .where(Plan.case == Place("case"))
        .group_by(Activity.series)
    )
    asked = (
        DocumentRequest.select(
            Value("request"), DocumentRequest.key, DocumentRequest.kind,
            _text(DocumentRequest.due_on),
        )
        .join(Case)
        .where(
            DocumentRequest.case == Place("case"), DocumentRequest.readable_by(anybody),
            DocumentRequest.state != RequestState.SETTLED,
        )
    )  # fmt: skip
    query = contacts.union_all(activities).union_all(asked)
    return query.order_by(SQL("what"), SQL("day").desc(), SQL("ref")).tuples()


_TIEABLE = Prepared(_tieable)


def documents_to_merge(actor: Actor, document: Document) -> list[dict[str, Any]]:
    """The other documents of the case that nobody decided on: key, kind, receipt, when they came
    (UTC), the latest first. One statement."""
    return list(
        Document.select(Document.key, Document.kind, Document.reference, Document.received_at)
        .join(Case)
        .where(
            Document.case == document.case_id, Document.id != document.id,
            Document.received_at.is_null(False), Document.readable_by(actor),
            Document.state.in_([DocumentState.RECEIVED, DocumentState.BEING_CHECKED]),
        )
        .order_by(Document.received_at.desc(), Document.id.desc())
        .limit(CONTACTS_AT_MOST)
        .dicts()
    )  # fmt: skip
