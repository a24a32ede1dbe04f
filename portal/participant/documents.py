"""Documents of a participant: what was sent and where it stands, with a receipt that stays."""

from typing import Any

import flask

from portal import i18n, pages, serving
from portal.access import Permission, actor, requires
from portal.models.catalogs import PersonalText
from portal.models.contacts import Report
from portal.models.documents import Document, Page
from portal.participant import document_sending
from portal.participant.area import area
from portal.policy.documents import DocumentState, takes_pages_again
from portal.reports import documents as lists
from portal.reports import personal_texts
from portal.words import documents as words


@area.get("/documents")
@requires(Permission.OWN_READ)
def documents_index() -> flask.Response:
    """What is asked for, what is not sent yet, and everything that was sent."""
    return pages.render(
        "participant/documents/index.html",
        requests=lists.requests_to(actor()),
        unsent=lists.unsent_by(actor()),
        documents=lists.sent_by(actor()),
        words=words,
    )


@area.get("/documents/<key:document_key>")
@requires(Permission.OWN_READ)
def documents_show(document_key: str) -> flask.typing.ResponseReturnValue:
    """One document: while it is open its pages and the way on, then its receipt and state; for one
    whose pages went into another, that one."""
    document = Document.get_for(actor(), document_key)
    if document.received_at is None:
        return document_sending.page_for(document)
    if document.merged_into_id:
        return pages.done("participant.documents_show", document_key=document.merged_into.key)
    sheets = Page.of_document(document.id)
    is_open = takes_pages_again(DocumentState(document.state))
    return pages.render(
        "participant/documents/show.html",
        document=document,
        sheets=sheets,
        again=[page for page in sheets if is_open and page.is_asked_again],
        words=words,
        explanation=_explanation(document),
        again_url=_again_url(document),
    )


def _explanation(document: Document) -> personal_texts.Shown | None:
    """What the worker wrote, in the reader's language where it was translated (LANG-3)."""
    if not document.return_text:
        return None
    locale = i18n.current()
    found = personal_texts.texts_for(PersonalText.DOCUMENT, [document.id], locale)
    return personal_texts.shown(document.return_text, found.get(document.id), locale)


def _again_url(document: Document) -> str:
    values: dict[str, Any] = {"kind": document.kind}
    if document.request_id:
        values["request"] = document.request.key
    return flask.url_for("participant.documents_new", **values)


@area.get("/documents/pages/<key:page_key>/thumbnail")
@requires(Permission.OWN_READ)
def documents_thumbnail(page_key: str) -> flask.Response:
    """A small picture of a page."""
    page = Page.get_for(actor(), page_key)
    return serving.picture(page.document.case, page.thumbnail, page.turn)


@area.get("/documents/pages/<key:page_key>/<int:number>")
@requires(Permission.OWN_READ)
def documents_picture(page_key: str, number: int) -> flask.Response:
    """A page, or sheet `number` of a PDF, as a picture."""
    page = Page.get_for(actor(), page_key)
    return serving.picture(page.document.case, page.picture(number), page.turn)


@area.get("/documents/pages/<key:page_key>/file")
@requires(Permission.OWN_READ)
def documents_download(page_key: str) -> flask.Response:
    """The clean copy of a page to keep."""
    return serving.attachment(Page.get_for(actor(), page_key))


@area.get("/receipts/<string:reference>")
@requires(Permission.OWN_READ)
def receipts_show(reference: str) -> flask.typing.ResponseReturnValue:
    """Where a receipt number leads, for good: to the document or the report it was given for."""
    wanted = reference.upper()[:16]
    if (document := Document.of_receipt(actor(), wanted)) is not None:
        return pages.done("participant.documents_show", document_key=document.key)
    report = Report.of_receipt(actor(), wanted)
    return pages.done("participant.contacts_show", report_key=report.key)
