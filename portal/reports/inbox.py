"""What participants sent and nobody has handled, the oldest first: reports, documents, and papers
that they say they cannot get."""

from typing import Any

from peewee import SQL, Value, fn

from portal import clock, resources
from portal.models.accounts import Actor, Role
from portal.models.cases import Case
from portal.models.catalogs import PersonalText, TextRequest
from portal.models.contacts import Report, ReportKind, ReportState
from portal.models.copies import NoteCopy
from portal.models.documents import Document, DocumentRequest
from portal.models.documents import RequestState as Asked
from portal.models.messages import Author, Message
from portal.policy.documents import DocumentState
from portal.prepared import Place, Prepared
from portal.reports.absences import covered_by

PAGE = 50


def waiting(actor: Actor, offset: int = 0, size: int = PAGE) -> list[dict[str, Any]]:
    """Reports not handled, documents to look at, requests that wait for an answer and messages that
    nobody has read, of the cases that are this person's work (DOC-3, DOC-4).

    Gives at most `size` + 1 lines (one more says that there is a next page): what (report,
    document, request, copy, messages: one line a case), key, kind (of messages: how many), locale
    of the text, at (UTC), case_key, name, number.
    One statement.
    """
    return _WAITING.rows(
        actor.role, actor=actor.id, unit=actor.unit_id, today=clock.today(resources.timezone()),
        limit=size + 1, offset=offset,
    )  # fmt: skip


def _waiting(role: Role) -> Any:
    actor: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    query = _reports(actor).union_all(_documents(actor)).union_all(_cannot(actor))
    query = query.union_all(_messages(actor)).union_all(_copies(actor))
    query = query.order_by(SQL("at"), SQL("key"))
    return query.limit(Place("limit")).offset(Place("offset")).dicts()


_WAITING = Prepared(_waiting)


def _work(actor: Actor) -> Any:
    """The condition on the cases whose post this person reads: their own work, and that of a worker
    they stand in for today, as far as it is open to them."""
    return Case.work_of(actor) | (Case.scope(actor) & covered_by(actor, Place("today")))


def _reports(actor: Actor) -> Any:
    return (
        Report.select(
            Value("report").alias("what"), Report.key.alias("key"), Report.kind, Report.locale,
            Report.sent_at.alias("at"), Case.key.alias("case_key"), Case.display_name.alias("name"),
            Case.number,
        )
        .join(Case)
        .where(_work(actor), Report.state == ReportState.SENT,
            Report.kind != ReportKind.SAFETY,  # first of all: reports/reports/follow_ups.py
        )
    )  # fmt: skip


def _documents(actor: Actor) -> Any:
    states = [DocumentState.RECEIVED, DocumentState.BEING_CHECKED]
    return (
        Document.select(
            Value("document").alias("what"), Document.key.alias("key"), Document.kind, Case.locale,
            Document.received_at.alias("at"), Case.key.alias("case_key"),
            Case.display_name.alias("name"), Case.number,
        )
        .join(Case)
        .where(
            _work(actor), Document.readable_by(actor),
            Document.received_at.is_null(False), Document.state.in_(states),
        )
    )  # fmt: skip


def _messages(actor: Actor) -> Any:
    return (
        Message.select(
            Value("messages").alias("what"), Case.key.alias("key"),
            fn.COUNT(Message.id).cast("VARCHAR").alias("kind"),
            fn.MIN(Message.locale).alias("locale"), fn.MIN(Message.sent_at).alias("at"),
            Case.key.alias("case_key"), Case.display_name.alias("name"), Case.number,
        )
        .join(Case)
        .where(_work(actor), Message.is_unread_from(Author.PARTICIPANT))
        .group_by(Case.id, Case.key, Case.display_name, Case.number)
    )  # fmt: skip


def _cannot(actor: Actor) -> Any:
    return (
        DocumentRequest.select(
            Value("request").alias("what"), DocumentRequest.key.alias("key"), DocumentRequest.kind,
            DocumentRequest.cannot_locale.alias("locale"), DocumentRequest.cannot_at.alias("at"),
            Case.key.alias("case_key"), Case.display_name.alias("name"), Case.number,
        )
        .join(Case)
        .where(
            _work(actor), DocumentRequest.readable_by(actor),
            DocumentRequest.state == Asked.CANNOT,
        )
    )  # fmt: skip


def _copies(actor: Actor) -> Any:
    return (
        NoteCopy.select(
            Value("copy").alias("what"), NoteCopy.key.alias("key"), Value("").alias("kind"),
            Case.locale, NoteCopy.asked_at.alias("at"), Case.key.alias("case_key"),
            Case.display_name.alias("name"), Case.number,
        )
        .join(Case)
        .where(_work(actor), NoteCopy.waiting())
    )  # fmt: skip


def translations(report: Report) -> dict[str, str]:
    """What of a report's free words was put into English: the words as written to the English;
    empty where a translator has not answered yet (LANG-4)."""
    rows = (
        TextRequest.select(TextRequest.text, TextRequest.translation)
        .where(
            TextRequest.object_kind == PersonalText.REPORT,
            TextRequest.object_id == report.id,
            TextRequest.target_locale == "en",
        )
        .order_by(TextRequest.id)
        .tuples()
    )
    return dict(rows)
