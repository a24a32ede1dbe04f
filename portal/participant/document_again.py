"""One page of a document sent again: only what could not be read, with what to do better."""

import flask
from flask import request
from werkzeug.datastructures import FileStorage

from portal import i18n, pages, resources
from portal.access import Permission, actor, requires
from portal.clock import now
from portal.forms import Form
from portal.i18n import gettext as _
from portal.models.documents import Page
from portal.operations.documents.uploads import Upload, shown_name, take_page_again
from portal.participant.area import area
from portal.participant.document_sending import receipt_of, refusal_in_words, upload_key
from portal.policy.documents import DocumentState, SendingRefusal, takes_pages_again
from portal.policy.refusals import Refused
from portal.words import documents as words


class AgainForm(Form):
    """Nothing but the file, which is no field of the form library's."""


@area.get("/documents/pages/<key:page_key>/again")
@requires(Permission.OWN_READ)
def documents_again(page_key: str) -> flask.typing.ResponseReturnValue:
    """Which page, why, what to do better, and the way to send it."""
    page = Page.get_for(actor(), page_key)
    if _is_settled(page):
        return pages.done("participant.documents_show", document_key=page.document.key)
    return _page(page, AgainForm())


@area.post("/documents/pages/<key:page_key>/again")
@requires(Permission.OWN_WRITE)
def documents_replace(page_key: str) -> flask.typing.ResponseReturnValue:
    """Takes the page without a script, or leads on once the script has sent it."""
    page, form = Page.get_for(actor(), page_key), AgainForm()
    file = next((one for one in request.files.getlist("page") if one.filename), None)
    if file is None and _is_settled(page):
        return _done(page, page.replaced_at is not None)
    errors = [words.of_refusal(SendingRefusal.NO_PAGES)]
    if file is not None and form.validate():
        try:
            upload = Upload(file.stream, file.filename or "", ("a:" + form.key)[:80])
            take_page_again(actor(), page=page, upload=upload, at=now())
            return _done(page)
        except Refused as refused:
            name = i18n.isolate(shown_name(file.filename or ""))
            errors = [f"{name}: {refusal_in_words(refused)}"]
    return _page(page, form, errors, 422)


@area.post("/documents/pages/<key:page_key>/again/file")
@requires(Permission.OWN_WRITE)
def documents_receive_again(page_key: str) -> flask.typing.ResponseReturnValue:
    """Takes the file for the script of the form; its answer is the file's receipt, as JSON."""
    page = Page.get_for(actor(), page_key)
    file = request.files.get("page") or FileStorage()
    upload = Upload(file.stream, file.filename or "", upload_key())
    try:
        made = take_page_again(actor(), page=page, upload=upload, at=now())
    except Refused as refused:
        return {"error": refusal_in_words(refused)}, 422
    return {name: told for name, told in receipt_of(made).items() if name != "remove"}


def _is_settled(page: Page) -> bool:
    """Whether nobody waits for this page any more: it came, or the document was decided on."""
    state = DocumentState(page.document.state)
    return not (page.is_asked_again and page.replaced_at is None and takes_pages_again(state))


def _done(page: Page, has_come: bool = True) -> flask.typing.ResponseReturnValue:
    told = _("Thank you. We have the new page.") if has_come else ""
    return pages.done("participant.documents_show", told, document_key=page.document.key)


def _page(
    page: Page, form: AgainForm, errors: list[str] | None = None, status: int = 200
) -> flask.Response:
    return pages.render(
        "participant/documents/again.html",
        status=status,
        page=page,
        form=form,
        errors=errors or [],
        takes_files=resources.current().storage.takes_files(),
        words=words,
    )
