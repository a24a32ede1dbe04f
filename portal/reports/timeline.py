"""A case's line of time: one statement a page, whatever kinds of entry stand on it (NOTE-11).

The line is read by its key; what its entries name is joined by primary key, one table a kind, so
a page costs the same with ten contacts and with ten thousand.
"""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from peewee import JOIN, EnclosedNodeList, ModelSelect, fn

from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case, EntryKind, TimelineEntry
from portal.models.contacts import Contact, Report
from portal.models.documents import Document, DocumentRequest
from portal.models.letters import Letter
from portal.models.notes import Note
from portal.models.plans import Plan
from portal.models.tasks import Task
from portal.prepared import Place, Prepared

PAGE = 25  # entries

_ORDER = (TimelineEntry.at, TimelineEntry.kind, TimelineEntry.ref)
_TABLES = (
    (EntryKind.CONTACT, Contact), (EntryKind.NOTE, Note), (EntryKind.REPORT, Report),
    (EntryKind.DOCUMENT, Document), (EntryKind.REQUEST, DocumentRequest), (EntryKind.PLAN, Plan),
    (EntryKind.LETTER, Letter), (EntryKind.TASK, Task),
)  # fmt: skip
_COLUMNS: dict[str, Any] = {
    "contact_key": Contact.key, "occurred_on": Contact.occurred_on, "way": Contact.way,
    "reason": Contact.reason, "is_live": Contact.is_live, "is_attempt": Contact.is_attempt,
    "summary": Contact.summary,
    "note_key": Note.key, "note_on": Note.occurred_on, "purpose": Note.purpose,
    "results": Note.results, "next_steps": Note.next_steps, "private_reason": Note.private_reason,
    "report_key": Report.key, "report_kind": Report.kind, "report_state": Report.state,
    "report_locale": Report.locale,
    "document_key": Document.key, "document_kind": Document.kind,
    "document_state": Document.state, "reference": Document.reference,
    "request_kind": DocumentRequest.kind, "request_state": DocumentRequest.state,
    "request_due_on": DocumentRequest.due_on,
    "plan_number": Plan.number, "plan_state": Plan.state,
    "letter_key": Letter.key, "letter_kind": Letter.kind, "letter_state": Letter.state,
    "letter_locale": Letter.locale,
    "task_owner": Task.owner, "task_phrase": Task.phrase, "task_text": Task.text,
    "task_due_on": Task.due_on, "task_done_at": Task.done_at,
}  # fmt: skip


@dataclass(frozen=True)
class Story:
    """A page of the line of time, the latest first; `older` is the key of the next page."""

    entries: list[dict[str, Any]]
    older: str


def page(
    actor: Actor, case: Case, kinds: tuple[EntryKind, ...] = (), before: str = "", size: int = PAGE
) -> Story:
    """Entries of a case, the latest first.

    In: the kinds wanted (none: all), the key of a page as `older` gave it. A private note stands
    on it for those alone who may read it (NOTE-5); `at` is a UTC moment.
    """
    edge = _edge(before) if before else None
    entries = _PAGE.rows(
        actor.role, kinds, edge is not None, size + 1, actor=actor.id, case=case.id, **edge or {}
    )
    older = _key(entries[size - 1]) if len(entries) > size else ""
    return Story(entries[:size], older)


def _page(role: Role, kinds: tuple[EntryKind, ...], has_edge: bool, limit: int) -> ModelSelect:
    query = (
        TimelineEntry.select(
            TimelineEntry.at, TimelineEntry.kind, TimelineEntry.ref, Account.name.alias("by"),
            *(column.alias(name) for name, column in _COLUMNS.items()),
        )
        .join(Case, on=(TimelineEntry.case == Case.id))
    )  # fmt: skip
    for kind, table in _TABLES:
        matches = (TimelineEntry.kind == kind) & (table.id == TimelineEntry.ref)
        query = query.switch(TimelineEntry).join(table, JOIN.LEFT_OUTER, on=matches)
    who = fn.COALESCE(
        Contact.account, Note.author, Letter.sent_by, Plan.worker, DocumentRequest.asked_by,
        Task.created_by,
    )  # fmt: skip
    anybody: Any = Actor(role, Place("actor"), "")
    query = (
        query.switch(TimelineEntry)
        .join(Account, JOIN.LEFT_OUTER, on=(Account.id == who))
        .where(
            TimelineEntry.case == Place("case"), Note.id.is_null() | Note.readable_by(anybody)
        )
    )  # fmt: skip
    if kinds:
        query = query.where(TimelineEntry.kind.in_(kinds))
    if has_edge:
        edge = EnclosedNodeList([Place("edge_at"), Place("edge_kind"), Place("edge_ref")])
        query = query.where(EnclosedNodeList(_ORDER) < edge)
    return query.order_by(*(column.desc() for column in _ORDER)).limit(limit).dicts()


_PAGE = Prepared(_page)


def _key(entry: dict[str, Any]) -> str:
    at: datetime = entry["at"]
    written = f"{at.timestamp():.0f} {entry['kind']} {entry['ref']}"
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def _edge(key: str) -> dict[str, Any] | None:
    try:
        padded = key + "=" * (-len(key) % 4)
        seconds, kind, ref = base64.urlsafe_b64decode(padded).decode().split(" ")
        at = datetime.fromtimestamp(int(seconds), UTC)
        return {
            "edge_at": TimelineEntry.at.db_value(at), "edge_kind": kind, "edge_ref": int(ref)
        }  # fmt: skip
    except (ValueError, OverflowError):
        return None
