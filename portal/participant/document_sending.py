"""Sending a document from the phone: each file by itself with a script, one form without."""

import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo

import flask
from flask import request
from werkzeug.datastructures import FileStorage
from wtforms import HiddenField, RadioField

from portal import dates, i18n, pages, resources
from portal.access import Permission, actor, requires
from portal.clock import now
from portal.db import new_key
from portal.forms import Form, LongText
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.documents import Document, DocumentRequest, Page, PageState
from portal.operations.documents import describe_document, finish_document, open_document
from portal.operations.documents.uploads import Upload, shown_name, take_back, take_upload
from portal.participant.area import area, own_case
from portal.policy.documents import DocumentKind
from portal.policy.refusals import Refused
from portal.reports import documents as lists
from portal.words import documents as words

_KEY = re.compile(r"[A-Za-z0-9_-]{16}")
_UPLOAD_KEY = re.compile(r"[A-Za-z0-9_-]{8,40}")


class SendForm(Form):
    """What it is, a note, and hidden: the document once it is open, and what it answers."""

    kind = RadioField(_l("What is it?"), choices=list(words.KINDS.items()), validate_choice=False)
    note = LongText(_l("Anything we should know about it?"))
    document = HiddenField()
    request = HiddenField()

    @property
    def typed_kind(self) -> str:
        """The kind, if one of ours was chosen."""
        return str(self.kind.data) if self.kind.data in set(DocumentKind) else ""


@area.get("/documents/new")
@requires(Permission.OWN_READ)
def documents_new() -> flask.Response:
    """The form for a new document; with `?request=` or `?kind=` it says what it is already."""
    form = SendForm()
    if wanted := _request(request.args.get("request", "")):
        form.request.data, form.kind.data = wanted.key, wanted.kind
    elif request.args.get("kind") in set(DocumentKind):
        form.kind.data = request.args["kind"]
    return _page(form)


@area.post("/documents/new")
@requires(Permission.OWN_WRITE)
def documents_create() -> flask.typing.ResponseReturnValue:
    """Takes the form's files and sends the document; what is refused is told at its file."""
    form = SendForm()
    document = _document(form)
    errors = _take(document, request.files.getlist("page"))
    is_valid = form.validate()
    if document.received_at is not None:
        return _already_sent(form, document, errors)
    _keep_typed(form, document)
    if is_valid and not errors:
        try:
            _finish(form, document)
            return pages.done("participant.documents_show", document_key=document.key)
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return _page(form, document, errors, 422)


@area.post("/documents/pages")
@requires(Permission.OWN_WRITE)
def documents_receive() -> flask.typing.ResponseReturnValue:
    """Takes one file for the script of the form; its answer is the file's receipt, as JSON."""
    form = SendForm()
    document = _document(form)
    file = request.files.get("page") or FileStorage()
    upload = Upload(file.stream, file.filename or "", upload_key())
    try:
        page = take_upload(actor(), document=document, upload=upload, at=now())
    except Refused as refused:
        return {"error": refusal_in_words(refused)}, 422
    if form.validate():
        _keep_typed(form, document)
    return receipt_of(page)


@area.post("/documents/pages/<key:page_key>/remove")
@requires(Permission.OWN_WRITE)
def documents_remove(page_key: str) -> flask.typing.ResponseReturnValue:
    """Takes a page out of a document that is still open; what was typed stays."""
    page = Page.get_for(actor(), page_key)
    form = SendForm()
    if form.validate():
        _keep_typed(form, page.document)
    try:
        take_back(actor(), page=page, at=now())
        message = _("The page is removed.")
    except Refused as refused:
        message = refusal_in_words(refused)
    return pages.done("participant.documents_show", message, document_key=page.document.key)


def page_for(document: Document) -> flask.Response:
    """The form for a document that is open: its pages, what was typed, and the way on."""
    form = SendForm(kind=document.kind, note=document.note, document=document.key)
    return _page(form, document)


def _page(
    form: SendForm, document: Document | None = None, errors: Iterable[str] = (), status: int = 200
) -> flask.Response:
    sheets = Page.of_document(document.id) if document else []
    if document is not None and sheets:
        form.document.data = document.key
    unsent = [one for one in lists.unsent_by(actor()) if not document or one["key"] != document.key]
    return pages.render(
        "participant/documents/new.html",
        status=status,
        form=form,
        rows=[_row(page) for page in sheets],
        errors=[*errors, *form.form_errors],
        unsent=unsent,
        takes_files=resources.current().storage.takes_files(),
        asked=_request(form.request.data) or (document.request if document else None),
        words=words,
    )


def _document(form: SendForm) -> Document:
    """The form's document: by its key, or the one its first file opened."""
    named = form.document.data or ""
    if _KEY.fullmatch(named):
        return Document.get_for(actor(), named)
    return open_document(
        actor(), case=own_case(), locale=i18n.current(), request=_request(form.request.data),
        at=now(), operation_key=("d:" + form.key)[:80],
    )  # fmt: skip


def _request(key: str | None) -> DocumentRequest | None:
    if not _KEY.fullmatch(key or ""):
        return None
    return DocumentRequest.get_for(actor(), str(key))


def _take(document: Document, files: list[FileStorage]) -> list[str]:
    """Adds the form's files; gives a sentence for each that was refused, under its name."""
    errors = []
    for file in files:
        if not file.filename:
            continue  # an input where nothing was chosen
        try:
            take_upload(
                actor(), document=document, upload=Upload(file.stream, file.filename), at=now()
            )
        except Refused as refused:
            errors.append(f"{i18n.isolate(shown_name(file.filename))}: {refusal_in_words(refused)}")
    return errors


def _keep_typed(form: SendForm, document: Document) -> None:
    describe_document(
        actor(), document=document, kind=form.typed_kind or document.kind,
        note=form.note.data or "", locale=i18n.current(), at=now(),
    )  # fmt: skip


def _finish(form: SendForm, document: Document) -> None:
    finish_document(
        actor(), document=document, kind=form.typed_kind, note=form.note.data or "",
        locale=i18n.current(), at=now(), operation_key=("f:" + form.key)[:80],
    )  # fmt: skip


def _already_sent(
    form: SendForm, document: Document, errors: list[str]
) -> flask.typing.ResponseReturnValue:
    """The second tap of a form gets the same receipt; a new page needs a new document."""
    if not errors:
        return pages.done("participant.documents_show", document_key=document.key)
    form.operation_key.data, form.document.data = new_key(), ""
    return _page(form, None, errors, 422)


def upload_key() -> str:
    """The key that the form's script gave a file, the same on every try; empty for none."""
    key = request.form.get("upload_key", "")
    return key if _UPLOAD_KEY.fullmatch(key) else ""


def refusal_in_words(refused: Refused) -> str:
    """The sentence for the file that was refused."""
    return words.of_refusal(next(iter(refused.codes.values())))


def _received(page: Page) -> str:
    local = page.received_at.astimezone(ZoneInfo(resources.timezone()))
    return _("Received %(time)s", time=dates.clock_time(local.hour * 60 + local.minute))


def receipt_of(page: Page) -> dict[str, str]:
    """What the script of a form is told of a page that came."""
    told = {
        "page": page.key,
        "name": page.file_name,
        "received": _received(page),
        "remove": flask.url_for("participant.documents_remove", page_key=page.key),
    }
    if page.state == PageState.CLEAN:
        told["thumb"] = flask.url_for("participant.documents_thumbnail", page_key=page.key)
    return told


def _row(page: Page) -> dict[str, str]:
    """A page as the list of the form shows it."""
    row = {"thumb": "", **receipt_of(page), "refused": ""}
    if page.state == PageState.REFUSED:
        row["received"] = row["refused"] = str(words.FILES[page.refusal])
    return row
