"""What participants sent and nobody has handled, the oldest first: reports, documents, and papers
that they say they cannot get."""

from typing import Any

from peewee import SQL, Value

from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.catalogs import PersonalText, TextRequest
from portal.models.contacts import Report, ReportKind, ReportState
from portal.models.documents import Document, DocumentRequest
from portal.models.documents import RequestState as Asked
from portal.policy.documents import DocumentState

PAGE = 50


def waiting(actor: Actor, offset: int = 0, size: int = PAGE) -> list[dict[str, Any]]:
    """Reports not handled, documents to look at and requests that wait for an answer, of the cases
    this person may open (DOC-3, DOC-4).

    Gives at most `size` + 1 lines (one more says that there is a next page): what (report,
    document, request), key, kind, locale of the text, at (UTC), case_key, name, number.
    One statement.
    """
    reports = (
        Report.select(
            Value("report").alias("what"), Report.key.alias("key"), Report.kind, Report.locale,
            Report.sent_at.alias("at"), Case.key.alias("case_key"), Case.display_name.alias("name"),
            Case.number,
        )
        .join(Case)
        .where(
            Case.scope(actor), Report.state == ReportState.SENT,
            Report.kind != ReportKind.SAFETY,  # first of all: reports/report_follow_ups.py
        )
    )  # fmt: skip
    states = [DocumentState.RECEIVED, DocumentState.BEING_CHECKED]
    documents = (
        Document.select(
            Value("document").alias("what"), Document.key.alias("key"), Document.kind, Case.locale,
            Document.received_at.alias("at"), Case.key.alias("case_key"),
            Case.display_name.alias("name"), Case.number,
        )
        .join(Case)
        .where(
            Case.scope(actor), Document.received_at.is_null(False), Document.state.in_(states)
        )
    )  # fmt: skip
    query = reports.union_all(documents).union_all(_cannot(actor)).order_by(SQL("at"), SQL("key"))
    return list(query.limit(size + 1).offset(offset).dicts())


def _cannot(actor: Actor) -> Any:
    return (
        DocumentRequest.select(
            Value("request").alias("what"), DocumentRequest.key.alias("key"), DocumentRequest.kind,
            DocumentRequest.cannot_locale.alias("locale"), DocumentRequest.cannot_at.alias("at"),
            Case.key.alias("case_key"), Case.display_name.alias("name"), Case.number,
        )
        .join(Case)
        .where(Case.scope(actor), DocumentRequest.state == Asked.CANNOT)
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
