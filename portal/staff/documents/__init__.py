"""Documents of a case: what arrived, looked at beside the answer, accepted or asked for again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import flask
from wtforms import HiddenField, RadioField, SelectField

from portal import clock, letter_kinds, pages, resources
from portal.access import Permission, actor, requires
from portal.extensions import htmx
from portal.forms import Form, LongText
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.documents import Document
from portal.operations.documents import reviews
from portal.operations.views import record_view
from portal.policy.documents import (
    PRIVATE_KINDS,
    REQUEST_DAYS,
    DocumentKind,
    DocumentState,
    ReturnReason,
)
from portal.policy.refusals import Refused
from portal.reports import documents as lists
from portal.reports.staffings.letters import filed_letters
from portal.staff.area import area
from portal.staff.caseload import may_write
from portal.staff.cases import head
from portal.staff.documents import viewing
from portal.words import documents as words

_DECIDED = (DocumentState.ACCEPTED, DocumentState.RETURNED)
_WHOLE = tuple(reason for reason in ReturnReason if reason is not ReturnReason.SOME_PAGES)


class ReviewForm(Form):
    """The answer to a document: the version it is given on, the kind, and why it comes back."""

    version = HiddenField()
    kind = SelectField(_l("Kind"), choices=list(words.KINDS.items()))
    reason = RadioField(
        _l("Why it should be sent again"),
        choices=[(code, text) for code, text in words.RETURNS.items() if code in _WHOLE],
        validate_choice=False,
    )  # fmt: skip
    explanation = LongText(_l("In your own words"))
    page_words = LongText(_l("In your own words, about these pages"))

    @property
    def seen_version(self) -> int:
        """The version that was looked at; 0, which no document has, for anything else."""
        given = str(self.version.data or "")
        return int(given) if given.isdigit() and len(given) < 9 else 0


@area.get("/cases/<key:case_key>/documents")
@requires(Permission.CASE_READ)
def documents_index(case_key: str) -> flask.Response:
    """What arrived for a case and what was asked for."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="documents", at=clock.now())
    return pages.render(
        "staff/documents/index.html",
        documents=lists.of_case(case),
        requests=lists.requests_of_case(actor(), case),
        filed=[(one, letter_kinds.kinds()[one.kind].name) for one in filed_letters(case)],
        settle=Form(),
        new_day=clock.today(resources.timezone()) + timedelta(days=REQUEST_DAYS),
        words=words,
        **head(case),
    )


@area.get("/cases/<key:case_key>/documents/<key:document_key>")
@requires(Permission.CASE_READ)
def documents_show(case_key: str, document_key: str) -> flask.typing.ResponseReturnValue:
    """One document's pages, and beside them the answer to give."""
    document = document_of(case_key, document_key)
    if document.state == DocumentState.MERGED:
        into = Document.get_for(actor(), document.merged_into.key)
        return pages.done("staff.documents_show", case_key=case_key, document_key=into.key)
    what = "private_document" if document.is_private else "document"
    record_view(actor(), case=document.case, what=what, at=clock.now())
    return viewer(document, ReviewForm(kind=document.kind))


@area.post("/cases/<key:case_key>/documents/<key:document_key>/accept")
@requires(Permission.CASE_WRITE)
def documents_accept(case_key: str, document_key: str) -> flask.typing.ResponseReturnValue:
    """Accepts it."""

    def accept(document: Document, form: ReviewForm) -> None:
        reviews.accept_document(
            actor(), document=document, version=form.seen_version, at=clock.now(),
            operation_key=form.key,
        )  # fmt: skip

    return decide(case_key, document_key, accept, _("Accepted."))


@area.post("/cases/<key:case_key>/documents/<key:document_key>/return")
@requires(Permission.CASE_WRITE)
def documents_return(case_key: str, document_key: str) -> flask.typing.ResponseReturnValue:
    """Asks for it again, with a reason."""

    def give_back(document: Document, form: ReviewForm) -> None:
        given = form.reason.data in _WHOLE
        reviews.return_document(
            actor(), document=document, version=form.seen_version,
            reason=ReturnReason(form.reason.data) if given else None,
            explanation=form.explanation.data or "", at=clock.now(), operation_key=form.key,
        )  # fmt: skip

    return decide(case_key, document_key, give_back, _("Asked for again."))


@area.post("/cases/<key:case_key>/documents/<key:document_key>/check")
@requires(Permission.CASE_WRITE)
def documents_check(case_key: str, document_key: str) -> flask.typing.ResponseReturnValue:
    """Says that somebody looks at it, for the first time or again."""

    def check(document: Document, form: ReviewForm) -> None:
        reviews.check_document(
            actor(), document=document, version=form.seen_version, at=clock.now(),
            operation_key=form.key,
        )  # fmt: skip

    return decide(case_key, document_key, check, _("Marked as being checked."))


@area.post("/cases/<key:case_key>/documents/<key:document_key>/kind")
@requires(Permission.CASE_WRITE)
def documents_kind(case_key: str, document_key: str) -> flask.typing.ResponseReturnValue:
    """Gives it another kind."""

    def change(document: Document, form: ReviewForm) -> None:
        reviews.change_document_kind(
            actor(), document=document, version=form.seen_version,
            kind=DocumentKind(form.kind.data), at=clock.now(), operation_key=form.key,
        )  # fmt: skip

    return decide(case_key, document_key, change, _("The kind is changed."))


def document_of(case_key: str, document_key: str) -> Document:
    """A document that was sent, of the case in the address. Raises Document.DoesNotExist."""
    document = Document.get_for(actor(), document_key)
    if document.case.key != case_key or document.received_at is None:
        raise Document.DoesNotExist
    return document


def decide(
    case_key: str, document_key: str, act: Callable[[Document, Any], None], told: str
) -> flask.typing.ResponseReturnValue:
    """Takes one decision; the second of two people gets how the document stands now (409)."""
    document, form = document_of(case_key, document_key), ReviewForm()
    form.kind.data = form.kind.data or document.kind
    if not form.validate():
        return viewer(document, form, status=422)
    try:
        act(document, form)
    except Refused as refused:
        form.refuse(refused, words.of_refusal)
        status = 409 if "" in refused.codes else 422
        return viewer(document_of(case_key, document_key), form, status=status)
    try:
        fresh = document_of(case_key, document_key)
    except Document.DoesNotExist:
        # Of the new kind it belongs to the private file, which is not for everybody.
        return pages.done("staff.documents_index", told, case_key=case_key)
    if htmx:
        return viewer(fresh, ReviewForm(formdata=None, kind=fresh.kind), told)
    target = {"case_key": case_key, "document_key": document_key}
    return pages.done("staff.documents_show", told, **target)


def viewer(
    document: Document, form: ReviewForm, told: str = "", status: int = 200
) -> flask.Response:
    """The page of a document, or the answer alone for htmx; `told`: what was just done."""
    form.version.data = document.version
    before, after = lists.waiting_beside(actor(), document)
    shown: dict[str, Any] = {}
    if not htmx:
        shown = head(document.case) | viewing.shown(document, flask.request.form)
    return pages.render(
        "staff/documents/show.html",
        "staff/documents/_review.html",
        status=status,
        **shown | {
            "document": document, "form": form, "told": told, "words": words,
            "belongings": viewing.belongings(document), "after_this": _after(document),
            "here": f"/staff/cases/{document.case.key}/documents",
            "before": before, "after": after, "reviewer": document.reviewed_by,
            "is_decided": document.state in _DECIDED,
            "is_private_by_choice": document.is_private and document.kind not in PRIVATE_KINDS,
            "may_write": may_write(), "locale_of_reader": document.case.locale,
        },
    )  # fmt: skip


def _after(document: Document) -> dict[str, str]:
    """From where the inbox goes on after this document."""
    return {"at": document.received_at.isoformat(), "key": str(document.key)}
