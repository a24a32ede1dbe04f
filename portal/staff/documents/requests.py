"""Asking a participant for a document, and taking the request back."""

from datetime import timedelta

import flask
from wtforms import DateField, SelectField

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.documents import DocumentRequest
from portal.operations.documents.requests import ask_again, request_document, settle_request
from portal.operations.views import record_view
from portal.policy.documents import REQUEST_DAYS, DocumentKind
from portal.policy.refusals import Refused
from portal.staff.area import area
from portal.staff.cases import head
from portal.words import documents as words
from portal.words.phrases import WHY_ASKED


class RequestForm(Form):
    """What is asked for, why, and by when; all of it reaches people in their language."""

    kind = SelectField(_l("Kind"), choices=list(words.KINDS.items()))
    why = SelectField(_l("Why"), choices=list(WHY_ASKED.items()))
    due_on = DateField(_l("By when"), [required()])


class AgainForm(Form):
    """The new day for a paper that somebody cannot get yet."""

    due_on = DateField(_l("New day"), [required()])


@area.get("/cases/<key:case_key>/documents/request")
@requires(Permission.CASE_WRITE)
def documents_ask(case_key: str) -> flask.Response:
    """The form that asks for a document."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="documents", at=clock.now())
    today = clock.today(resources.timezone())
    return _page(case, RequestForm(due_on=today + timedelta(days=REQUEST_DAYS)))


@area.post("/cases/<key:case_key>/documents/request")
@requires(Permission.CASE_WRITE)
def documents_request(case_key: str) -> flask.typing.ResponseReturnValue:
    """Puts the request on the participant's list."""
    case, form = Case.get_for(actor(), case_key), RequestForm()
    if form.validate():
        try:
            request_document(
                actor(), case=case, kind=DocumentKind(form.kind.data), why=form.why.data,
                due_on=form.due_on.data, at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            return pages.done("staff.documents_index", _("Asked for."), case_key=case_key)
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return _page(case, form, 422)


@area.post("/cases/<key:case_key>/documents/requests/<key:request_key>/settle")
@requires(Permission.CASE_WRITE)
def documents_settle(case_key: str, request_key: str) -> flask.typing.ResponseReturnValue:
    """Takes a request off the participant's list."""
    wanted, form = _wanted(case_key, request_key), Form()
    try:
        settle_request(actor(), request=wanted, at=clock.now(), operation_key=form.key)
        told = _("Settled.")
    except Refused as refused:
        told = words.of_refusal(next(iter(refused.codes.values())))
    return pages.done("staff.documents_index", told, case_key=case_key)


@area.post("/cases/<key:case_key>/documents/requests/<key:request_key>/again")
@requires(Permission.CASE_WRITE)
def documents_again(case_key: str, request_key: str) -> flask.typing.ResponseReturnValue:
    """Asks once more, with a new day, where the participant cannot get it yet."""
    wanted, form = _wanted(case_key, request_key), AgainForm()
    if not form.validate():
        told = _("Please choose the new day.")
        return pages.done("staff.documents_index", told, case_key=case_key)
    try:
        ask_again(
            actor(), request=wanted, due_on=form.due_on.data, at=clock.now(),
            operation_key=form.key,
        )  # fmt: skip
        told = _("Asked for again.")
    except Refused as refused:
        told = words.of_refusal(next(iter(refused.codes.values())))
    return pages.done("staff.documents_index", told, case_key=case_key)


def _wanted(case_key: str, request_key: str) -> DocumentRequest:
    found = DocumentRequest.get_for(actor(), request_key)
    if found.case.key != case_key:
        raise DocumentRequest.DoesNotExist
    return found


def _page(case: Case, form: RequestForm, status: int = 200) -> flask.Response:
    return pages.render("staff/documents/request.html", status=status, form=form, **head(case))
