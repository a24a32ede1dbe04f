"""Putting a document in order: its pages moved, turned, taken apart; split, and merged."""

from collections.abc import Callable

import flask
from flask import request
from wtforms import HiddenField, SelectField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.documents import Document, Page
from portal.operations.documents import arranging as acts
from portal.operations.views import record_view
from portal.policy.documents import ArrangingRefusal, DocumentKind
from portal.policy.refusals import Refused
from portal.reports.documents import ties
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.documents import document_of, viewing
from portal.words import documents as words


class ArrangeForm(Form):
    """The version it is arranged on, and the kind of what is split off."""

    version = HiddenField()
    kind = SelectField(_l("What these pages are"), choices=list(words.KINDS.items()))

    @property
    def seen_version(self) -> int:
        """The version that was looked at; 0, which no document has, for anything else."""
        given = str(self.version.data or "")
        return int(given) if given.isdigit() and len(given) < 9 else 0


@area.get("/cases/<key:case_key>/documents/<key:document_key>/arrange")
@requires(Permission.CASE_WRITE)
def documents_arrange(case_key: str, document_key: str) -> flask.Response:
    """The pages in small, with all that can be done with them."""
    document = document_of(case_key, document_key)
    what = "private_document" if document.is_private else "document"
    record_view(actor(), case=document.case, what=what, at=clock.now())
    return _page(document, ArrangeForm(kind=document.kind))


@area.post("/cases/<key:case_key>/documents/<key:document_key>/move")
@requires(Permission.CASE_WRITE)
def documents_move(case_key: str, document_key: str) -> flask.typing.ResponseReturnValue:
    """Puts a page at another place."""

    def move(document: Document, form: ArrangeForm) -> Document:
        key, _blank, to = request.form.get("move", "").partition(" ")
        acts.move_page(
            actor(), document=document, version=form.seen_version, page=_own(document, key),
            to=int(to) if to.isdigit() and len(to) < 4 else 0, at=clock.now(),
            operation_key=form.key,
        )  # fmt: skip
        return document

    return _do(case_key, document_key, move)


@area.post("/cases/<key:case_key>/documents/<key:document_key>/apart")
@requires(Permission.CASE_WRITE)
def documents_apart(case_key: str, document_key: str) -> flask.typing.ResponseReturnValue:
    """Makes every sheet of a PDF a page of its own."""

    def apart(document: Document, form: ArrangeForm) -> Document:
        acts.take_apart(
            actor(), document=document, version=form.seen_version,
            page=_own(document, request.form.get("apart", "")), at=clock.now(),
            operation_key=form.key,
        )  # fmt: skip
        return document

    return _do(case_key, document_key, apart, _("Each page of the PDF stands by itself now."))


@area.post("/cases/<key:case_key>/documents/<key:document_key>/split")
@requires(Permission.CASE_WRITE)
def documents_split(case_key: str, document_key: str) -> flask.typing.ResponseReturnValue:
    """Makes a document of its own of the chosen pages."""

    def split(document: Document, form: ArrangeForm) -> Document:
        chosen = set(request.form.getlist("page"))
        known = form.kind.data in set(DocumentKind)
        return acts.split_document(
            actor(), document=document, version=form.seen_version,
            pages=[one for one in Page.of_document(document.id) if one.key in chosen],
            kind=form.kind.data if known else str(document.kind), at=clock.now(),
            operation_key=form.key,
        )  # fmt: skip

    return _do(case_key, document_key, split, _("These pages are a document of their own now."))


@area.post("/cases/<key:case_key>/documents/<key:document_key>/merge")
@requires(Permission.CASE_WRITE)
def documents_merge(case_key: str, document_key: str) -> flask.typing.ResponseReturnValue:
    """Puts the pages of another document behind those of this one."""

    def merge(document: Document, form: ArrangeForm) -> Document:
        if not (key := request.form.get("other", "")):
            raise Refused({"other": ArrangingRefusal.NO_OTHER_CHOSEN})
        other = document_of(case_key, key)
        acts.merge_documents(
            actor(), document=document, version=form.seen_version, other=other, at=clock.now(),
            operation_key=form.key,
        )  # fmt: skip
        return document

    return _do(case_key, document_key, merge, _("They are one document now."))


def _own(document: Document, key: str) -> Page:
    found = next((one for one in Page.of_document(document.id) if one.key == key), None)
    if found is None:
        raise Page.DoesNotExist
    return found


def _do(
    case_key: str, document_key: str, act: Callable[[Document, ArrangeForm], Document],
    told: str = "",
) -> flask.typing.ResponseReturnValue:  # fmt: skip
    """Does one thing and leads on to the document that has the pages; the second of two people
    sees how it stands now (409)."""
    document, form = document_of(case_key, document_key), ArrangeForm()
    try:
        after = act(document, form)
    except Refused as refused:
        form.refuse(refused, words.of_refusal)
        status = 409 if "" in refused.codes else 422
        return _page(document_of(case_key, document_key), form, status)
    try:
        document_of(case_key, str(after.key))
    except Document.DoesNotExist:
        # It lies in the private file now, which is not for everybody.
        return pages.done("staff.documents_index", told, case_key=case_key)
    target = {"case_key": case_key, "document_key": str(after.key)}
    return pages.done("staff.documents_arrange", told, **target)


def _page(document: Document, form: ArrangeForm, status: int = 200) -> flask.Response:
    form.version.data = document.version
    form.kind.data = form.kind.data or document.kind
    found = Page.of_document(document.id)
    return pages.render(
        "staff/documents/arrange.html",
        status=status,
        form=form,
        document=document,
        files=found,
        sheets=viewing.sheets_of(found, {}),
        others=ties.documents_to_merge(actor(), document),
        chosen=set(request.form.getlist("page")),
        here=f"/staff/cases/{document.case.key}/documents",
        words=words,
        **head(document.case),
    )
