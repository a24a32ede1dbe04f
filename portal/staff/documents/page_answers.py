"""The pages of a document one by one: looked at, small or large, turned, asked for again."""

import flask
from flask import request

from portal import clock, pages, serving
from portal.access import Permission, actor, requires
from portal.forms import Form
from portal.i18n import gettext as _
from portal.models.documents import Document, Page
from portal.operations.documents.arranging import turn_page
from portal.operations.documents.page_answers import PageAnswer, answer_pages
from portal.operations.views import record_export, record_view
from portal.policy.documents import PAGE_REASONS, ReturnReason
from portal.policy.refusals import Refused
from portal.staff.area import area
from portal.staff.documents import ReviewForm, decide, document_of, viewing

# The answer to pages has its own words beside those on the whole document.
_FIELDS = {"explanation": "page_words"}


@area.post("/cases/<key:case_key>/documents/<key:document_key>/pages")
@requires(Permission.CASE_WRITE)
def documents_pages(case_key: str, document_key: str) -> flask.typing.ResponseReturnValue:
    """Asks for the marked pages again; the others are in order."""

    def answer(document: Document, form: ReviewForm) -> None:
        try:
            answer_pages(
                actor(), document=document, version=form.seen_version,
                answers=_marked(document), explanation=form.page_words.data or "",
                at=clock.now(), operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            named = {_FIELDS.get(name, name): code for name, code in refused.codes.items()}
            raise Refused(named) from refused

    return decide(case_key, document_key, answer, _("These pages are asked for again."))


def _marked(document: Document) -> list[PageAnswer]:
    sheets = viewing.sheets_of(Page.of_document(document.id), {})
    given = {one.name: request.form.get(one.name, "") for one in sheets}
    return [
        PageAnswer(one.page, ReturnReason(given[one.name]), one.part)
        for one in sheets
        if given[one.name] in PAGE_REASONS
    ]


@area.post("/cases/<key:case_key>/documents/<key:document_key>/turn")
@requires(Permission.CASE_WRITE)
def documents_turn(case_key: str, document_key: str) -> flask.typing.ResponseReturnValue:
    """Turns a page by a quarter, and leads back to it."""
    document, form = document_of(case_key, document_key), Form()
    key, _blank, way = request.form.get("turn", "").partition(" ")
    page = next((one for one in Page.of_document(document.id) if one.key == key), None)
    if page is None:
        raise Page.DoesNotExist
    page.document = document
    turn_page(
        actor(), page=page, quarters=-1 if way == "left" else 1, at=clock.now(),
        operation_key=form.key,
    )  # fmt: skip
    back = "documents_arrange" if request.form.get("from") == "arrange" else "documents_show"
    return pages.done(
        f"staff.{back}", case_key=case_key, document_key=document_key, _anchor=f"page-{key}"
    )


@area.get("/cases/<key:case_key>/documents/<key:document_key>.pdf")
@requires(Permission.CASE_READ)
def documents_pdf(case_key: str, document_key: str) -> flask.Response:
    """All its pages as one PDF to keep."""
    document = document_of(case_key, document_key)
    what = "private_document" if document.is_private else "document"
    record_export(actor(), case=document.case, what=what, at=clock.now())
    return serving.document_pdf(document)


@area.get("/cases/<key:case_key>/documents/pages/<key:page_key>/<int:number>")
@requires(Permission.CASE_READ)
def documents_picture(case_key: str, page_key: str, number: int) -> flask.Response:
    """A page, or sheet `number` of a PDF, as a picture."""
    page = _page(case_key, page_key)
    return serving.picture(page.document.case, page.picture(number), page.turn)


@area.get("/cases/<key:case_key>/documents/pages/<key:page_key>/<int:number>/small")
@requires(Permission.CASE_READ)
def documents_thumbnail(case_key: str, page_key: str, number: int) -> flask.Response:
    """The same as a small picture."""
    page = _page(case_key, page_key)
    return serving.picture(page.document.case, page.small_picture(number), page.turn)


@area.get("/cases/<key:case_key>/documents/pages/<key:page_key>/file")
@requires(Permission.CASE_READ)
def documents_download(case_key: str, page_key: str) -> flask.Response:
    """The clean copy of a page to keep."""
    return serving.attachment(_page(case_key, page_key))


def _page(case_key: str, page_key: str) -> Page:
    page = Page.get_for(actor(), page_key)
    if page.document.case.key != case_key or page.document.received_at is None:
        raise Page.DoesNotExist
    what = "private_document_page" if page.document.is_private else "document_page"
    record_view(actor(), case=page.document.case, what=what, at=clock.now())
    return page
