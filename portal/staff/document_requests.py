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
from portal.operations.document_requests import request_document, settle_request
from portal.operations.views import record_view
from portal.policy.documents import DocumentKind
from portal.policy.refusals import Refused
from portal.staff.area import area
from portal.staff.cases import head
from portal.words import documents as words
from portal.words.phrases import WHY_ASKED

USUAL_DAYS = 10  # until a document is due, as the form suggests it (ours)


class RequestForm(Form):
    """What is asked for, why, and by when; all of it reaches people in their language."""

    kind = SelectField(_l("Kind"), choices=list(words.KINDS.items()))
    why = SelectField(_l("Why"), choices=list(WHY_ASKED.items()))
    due_on = DateField(_l("By when"), [required()])


@area.get("/cases/<key:case_key>/documents/request")
@requires(Permission.CASE_WRITE)
def documents_ask(case_key: str) -> flask.Response:
    """The form that asks for a document."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="documents", at=clock.now())
    today = clock.today(resources.timezone())
    return _page(case, RequestForm(due_on=today + timedelta(days=USUAL_DAYS)))


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
    wanted, form = DocumentRequest.get_for(actor(), request_key), Form()
    if wanted.case.key != case_key:
        raise DocumentRequest.DoesNotExist
    try:
        settle_request(actor(), request=wanted, at=clock.now(), operation_key=form.key)
        told = _("Settled.")
    except Refused as refused:
        told = words.of_refusal(next(iter(refused.codes.values())))
    return pages.done("staff.documents_index", told, case_key=case_key)


def _page(case: Case, form: RequestForm, status: int = 200) -> flask.Response:
    return pages.render("staff/documents/request.html", status=status, form=form, **head(case))
