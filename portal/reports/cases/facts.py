"""What stands beside a case's line of time: worker, plan, requests, and what is unfinished."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, SQL, ModelSelect, Value, fn

from portal.db import UtcField
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.models.documents import DocumentRequest, RequestState
from portal.models.letters import Letter
from portal.models.messages import Message
from portal.models.notes import Note, NoteState
from portal.models.plans import UNOFFERED, Plan
from portal.prepared import Place, Prepared
from portal.reports.notes import texts as notes_texts


@dataclass(frozen=True)
class Facts:
    """The latest plan that was offered, open requests, and who works the case."""

    worker: str
    secondary: str
    plan_number: int
    plan_state: str
    amended_on: date | None
    change_until: date | None
    reassign_until: date | None
    requests: int
    request_due_on: date | None


def _facts() -> ModelSelect:
    second = Account.alias()
    latest = Plan.alias()
    number = latest.select(fn.MAX(latest.number)).where(
        latest.case == Place("case"), latest.state.not_in(UNOFFERED)
    )
    asked = (DocumentRequest.case == Place("case")) & (DocumentRequest.state == RequestState.ASKED)
    return (
        Case.select(
            Account.name.alias("worker"), second.name.alias("secondary"),
            Plan.number.alias("plan_number"), Plan.state.alias("plan_state"), Plan.amended_on,
            Case.change_until, Case.reassign_until,  # kept: days off may move the first one on
            DocumentRequest.select(fn.COUNT(DocumentRequest.id)).where(asked).alias("requests"),
            DocumentRequest.select(fn.MIN(DocumentRequest.due_on)).where(asked)
            .alias("request_due_on"),
        )
        .join(Account, JOIN.LEFT_OUTER, on=(Case.worker == Account.id))
        .join(second, JOIN.LEFT_OUTER, on=(Case.secondary == second.id))
        .join(Plan, JOIN.LEFT_OUTER, on=((Plan.case == Case.id) & (Plan.number == number)))
        .where(Case.id == Place("case"))
        .dicts()
    )  # fmt: skip


_FACTS = Prepared(_facts)


def facts(case: Case) -> Facts:
    """The facts of a case, in one statement."""
    return _as_facts(_FACTS.one(case=case.id))


def _as_facts(row: dict[str, Any]) -> Facts:
    row["request_due_on"] = _day(row["request_due_on"])
    row |= {name: row[name] or "" for name in ("worker", "secondary", "plan_state")}
    return Facts(**row | {"plan_number": row["plan_number"] or 0})


def _day(value: Any) -> date | None:
    # What a query computed comes from SQLite as text.
    return date.fromisoformat(value) if isinstance(value, str) else value


def _begun(role: Role) -> ModelSelect:
    actor: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    return (
        Note.select(
            Note.key, Note.purpose, Note.is_sealed, Note.saved_at,
            Case.id, Case.key, Case.sealed_key, Case.display_name, Case.number,
        )
        .join(Case)
        .where(
            Case.scope(actor), Note.author == Place("actor"), Note.state == NoteState.DRAFT
        )
        .order_by(Note.saved_at)
        .limit(100)
    )  # fmt: skip


_BEGUN = Prepared(_begun)


def drafts(actor: Actor) -> list[dict[str, Any]]:
    """The notes this person began and has not finished, the oldest first, of all cases they may
    open; at most 100 (NOTE-8): key, purpose, saved_at (UTC), case_key, display_name, number."""
    rows = _BEGUN.rows(actor.role, actor=actor.id, unit=actor.unit_id)
    return [
        {
            "key": one.key, "purpose": notes_texts.text_of(one, "purpose"),
            "saved_at": one.saved_at, "case_key": one.case.key,
            "display_name": one.case.display_name, "number": one.case.number,
        }
        for one in rows
    ]  # fmt: skip


def _unfinished() -> Any:
    lettered = Letter.select(Letter.id).where(Letter.contact == Contact.id)
    written = Message.select(Message.id).where(Message.contact == Contact.id)
    noted = Note.select(Note.id).where(Note.contact == Contact.id, Note.state == NoteState.FINISHED)
    contacts = Contact.select(
        Value("contact").alias("what"), Contact.key, Contact.id.alias("contact"),
        Contact.occurred_on, Contact.way, Contact.entered_at.alias("saved_at"),
    ).where(
        Contact.case == Place("case"), Contact.account.is_null(False), Contact.group.is_null(),
        ~fn.EXISTS(noted),
        ~fn.EXISTS(lettered), ~fn.EXISTS(written),
    )  # fmt: skip
    begun = Note.select(
        Value("draft").alias("what"), Note.key, Note.contact, Note.occurred_on, Note.way,
        Note.saved_at,
    ).where(
        Note.case == Place("case"), Note.author == Place("author"), Note.state == NoteState.DRAFT
    )  # fmt: skip
    union = contacts.union_all(begun)
    return union.order_by(SQL("saved_at"), SQL("what")).limit(50).alias("unfinished")


_FACTS_NAMED = (
    "worker", "secondary", "plan_number", "plan_state", "amended_on", "change_until",
    "reassign_until", "requests", "request_due_on",
)  # fmt: skip
_WORK = ("what", "key", "contact", "occurred_on", "way", "saved_at")
_MOMENTS = UtcField()


def _facts_and_work() -> ModelSelect:
    work = _unfinished()
    query = _facts().select_extend(*(getattr(work.c, name) for name in _WORK)).switch(Case)
    return query.join(work, JOIN.LEFT_OUTER, on=SQL("1 = 1")).order_by(work.c.saved_at).tuples()


_FACTS_AND_WORK = Prepared(_facts_and_work)


def facts_and_unfinished(actor: Actor, case: Case) -> tuple[Facts, list[dict[str, Any]]]:
    """The facts of a case; what staff recorded on it and no finished note tells of (CON-7), and the
    drafts this person began: what ("contact", "draft"), key, contact (the id both share),
    occurred_on, way, saved_at (UTC), the oldest first. One statement.

    A participant's report, a sent letter, a message and a group's summary tell of themselves.
    """
    rows = _FACTS_AND_WORK.tuples(case=case.id, author=actor.id)
    first = dict(zip(_FACTS_NAMED, rows[0], strict=False))
    for name in ("amended_on", "change_until", "reassign_until"):
        first[name] = _day(first[name])
    unfinished = []
    for row in rows:
        one = dict(zip(_WORK, row[len(_FACTS_NAMED) :], strict=True))
        if one["what"]:
            one["occurred_on"] = _day(one["occurred_on"])
            one["saved_at"] = _MOMENTS.python_value(one["saved_at"])
            unfinished.append(one)
    return _as_facts(first), unfinished
