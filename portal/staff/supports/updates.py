"""Status updates to the eligibility and child care workers, and their answers (CASE-10)."""

from typing import Any

import flask

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.models.supports import StatusUpdate
from portal.operations.supports.updates import answer_update, send_update
from portal.operations.views import record_view
from portal.policy.refusals import Refused
from portal.policy.supports import UpdateAbout, UpdateTo
from portal.reports.supports import of_case
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.supports.forms import AnswerForm, UpdateForm
from portal.words import support_decisions as words


@area.get("/cases/<key:case_key>/supports/updates/new")
@requires(Permission.CASE_WRITE)
def supports_tell(case_key: str) -> flask.Response:
    """The form of a status update."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="supports", at=clock.now())
    return _form_page(case, UpdateForm(formdata=None))


@area.post("/cases/<key:case_key>/supports/updates/new")
@requires(Permission.CASE_WRITE)
def supports_tell_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Keeps a status update as sent."""
    case, form = Case.get_for(actor(), case_key), UpdateForm()
    if form.validate():
        try:
            made: Any = send_update(
                actor(), case=case, recipient=UpdateTo(form.recipient.data),
                worker_name=form.worker_name.data or "", about=UpdateAbout(form.about.data),
                text=form.text.data, at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            return _to_it(case_key, made.key)
        except Refused as refused:
            form.refuse(refused, words.refusal)
    return _form_page(case, form, 422)


@area.get("/cases/<key:case_key>/supports/updates/<key:update_key>")
@requires(Permission.CASE_READ)
def supports_update(case_key: str, update_key: str) -> flask.Response:
    """One status update, with its answer or the form for it."""
    case, update = _found(case_key, update_key)
    record_view(actor(), case=case, what="supports", at=clock.now())
    today = clock.today(resources.timezone())
    return _page(case, update, AnswerForm(formdata=None, answered_on=today))


@area.post("/cases/<key:case_key>/supports/updates/<key:update_key>")
@requires(Permission.CASE_WRITE)
def supports_answer(case_key: str, update_key: str) -> flask.typing.ResponseReturnValue:
    """Keeps the answer to a status update."""
    case, update = _found(case_key, update_key)
    form = AnswerForm()
    if form.validate():
        try:
            answer_update(
                actor(), update=update, answered_on=form.answered_on.data,
                answer=form.answer.data, at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            return _to_it(case_key, update_key)
        except Refused as refused:
            form.refuse(refused, words.refusal)
    return _page(case, _found(case_key, update_key)[1], form, 422)


def _to_it(case_key: str, key: str) -> flask.typing.ResponseReturnValue:
    return pages.done("staff.supports_update", _("Recorded."), case_key=case_key, update_key=key)


def _found(case_key: str, key: str) -> tuple[Case, StatusUpdate]:
    case, update = Case.get_for(actor(), case_key), StatusUpdate.get_for(actor(), key)
    if update.case_id != case.id:
        raise StatusUpdate.DoesNotExist("of another case")
    return case, update


def _page(case: Case, update: StatusUpdate, form: AnswerForm, status: int = 200) -> flask.Response:
    return pages.render(
        "staff/supports/update.html", status=status, update=update, form=form,
        to=words.RECIPIENTS[update.recipient], about=words.ABOUT[update.about],
        text=of_case.update_text(case, update, "text"),
        answer=of_case.update_text(case, update, "answer"), **head(case),
    )  # fmt: skip


def _form_page(case: Case, form: UpdateForm, status: int = 200) -> flask.Response:
    return pages.render("staff/supports/tell.html", status=status, form=form, **head(case))
