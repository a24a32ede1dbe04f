"""One-on-one orientations: a worker asks, the supervisor approves or refuses (TEAM-6)."""

from typing import Any

import flask
from flask import request
from wtforms import RadioField, SelectMultipleField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.meetings import OneOnOne, OneOnOneState
from portal.operations.meetings import one_on_ones as operations
from portal.operations.views import record_view
from portal.policy.meetings import OneOnOneReason, OptionTried
from portal.policy.refusals import Refused
from portal.reports.meetings.one_on_ones import words_of
from portal.staff.area import area
from portal.staff.cases import head
from portal.words import meeting_work as words


class OneOnOneForm(Form):
    """Why an orientation is to be one-on-one, and what was tried before."""

    reason = RadioField(_l("Why one-on-one"), [required()], choices=list(words.REASONS.items()))
    tried = SelectMultipleField(_l("What was tried before"), choices=list(words.TRIED.items()))
    text = LongText(_l("In your words"))


class DecisionForm(Form):
    """The supervisor's answer."""

    answer = LongText(_l("What you answer"))


@area.post("/cases/<key:case_key>/meetings/one-on-one")
@requires(Permission.CASE_WRITE)
def one_on_ones_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Asks the supervisor to approve a one-on-one orientation."""
    from portal.staff.meetings import case_page

    case, form = Case.get_for(actor(), case_key), OneOnOneForm()
    if form.validate():
        try:
            operations.ask_one_on_one(
                actor(), case=case, reason=OneOnOneReason(form.reason.data),
                tried=[OptionTried(one) for one in form.tried.data or ()],
                text=form.text.data or "", at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            said = _("Your supervisor is asked.")
            return pages.done("staff.meetings_index", said, case_key=case_key)
        except Refused as refused:
            form.refuse(refused, words.of_meeting)
    return case_page(case, asking=form, status=422)


@area.get("/one-on-ones/<key:asked_key>")
@requires(Permission.SUPERVISE)
def one_on_ones_show(asked_key: str) -> flask.Response:
    """What a worker asks for, with the form to decide it."""
    asked = OneOnOne.get_for(actor(), asked_key)
    record_view(actor(), case=asked.case, what="meetings", at=clock.now())
    return _page(asked, DecisionForm(formdata=None))


@area.post("/one-on-ones/<key:asked_key>")
@requires(Permission.SUPERVISE)
def one_on_ones_decide(asked_key: str) -> flask.typing.ResponseReturnValue:
    """Approves or refuses it."""
    asked, form = OneOnOne.get_for(actor(), asked_key), DecisionForm()
    if form.validate():
        try:
            operations.decide_one_on_one(
                actor(), asked=asked, is_approved="approve" in request.form,
                answer=form.answer.data or "", at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            return pages.done("staff.meetings_work", _("Decided."))
        except Refused as refused:
            form.refuse(refused, words.of_meeting)
    return _page(asked, form, 422)


def _page(asked: Any, form: DecisionForm, status: int = 200) -> flask.Response:
    text, answer = words_of(asked)
    tried = [words.TRIED[one] for one in str(asked.tried).split(",") if one in words.TRIED]
    return pages.render(
        "staff/meetings/one_on_one.html", status=status, asked=asked, form=form, text=text,
        answer=answer, tried=tried, reason=words.REASONS[asked.reason],
        state=words.ASKED[asked.state], is_waiting=asked.state == OneOnOneState.WAITING,
        **head(asked.case),
    )  # fmt: skip
