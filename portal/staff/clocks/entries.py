"""Entering what the clocks of months are read from: periods, decisions, where a clock begins."""

from typing import Any

import flask
from flask import request

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.models.clocks import ClockStop
from portal.operations import clocks as operations
from portal.operations.views import record_view
from portal.policy import clock_months
from portal.policy.clock_months import DecisionReason
from portal.policy.programs import Clock, StopReason, program
from portal.policy.refusals import Refused
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.cases.links import reads_private_file
from portal.staff.clocks import evidence_of
from portal.staff.clocks.forms import BeginForm, MonthForm, StopForm
from portal.staff.clocks.what_if import WhatIfForm
from portal.staff.evidence import papers
from portal.words import clocks as words

_PERIOD = ("reason", "starts_on", "ends_on")


@area.get("/cases/<key:case_key>/clocks/stops")
@requires(Permission.CASE_WRITE)
def clocks_new(case_key: str) -> flask.Response:
    """The form of a period, filled in with one that was asked about."""
    case = _looked_at(case_key)
    asked = WhatIfForm(formdata=request.args) if request.args else None
    given = {name: getattr(asked, name).data for name in _PERIOD} if asked else {}
    return _entry_page(case, StopForm(formdata=None, **given), "stops")


@area.post("/cases/<key:case_key>/clocks/stops")
@requires(Permission.CASE_WRITE)
def clocks_stop(case_key: str) -> flask.typing.ResponseReturnValue:
    """Enters a period that stops clocks."""
    case, form = Case.get_for(actor(), case_key), StopForm()
    form.offer(papers(case))
    if form.validate():
        try:
            operations.stop_clocks(
                actor(), case=case, **_period(case, form), at=clock.now(), operation_key=form.key
            )
            return pages.done("staff.clocks_show", _("The period is entered."), case_key=case_key)
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return _entry_page(case, form, "stops", 422)


@area.get("/cases/<key:case_key>/clocks/stops/<key:stop_key>")
@requires(Permission.CASE_READ)
def clocks_period(case_key: str, stop_key: str) -> flask.Response:
    """One period, and the form that corrects it."""
    case = Case.get_for(actor(), case_key)
    stop = ClockStop.get_for(actor(), case, stop_key)
    record_view(actor(), case=case, what="clocks", at=clock.now())
    return _period_page(case, stop)


@area.post("/cases/<key:case_key>/clocks/stops/<key:stop_key>")
@requires(Permission.CASE_WRITE)
def clocks_correct(case_key: str, stop_key: str) -> flask.typing.ResponseReturnValue:
    """Enters the period anew, with another end for instance."""
    case = Case.get_for(actor(), case_key)
    stop, form = _own_to_change(case, stop_key), StopForm()
    form.offer(papers(case))
    if form.validate():
        try:
            operations.correct_stop(
                actor(), stop=stop, **_period(case, form), at=clock.now(), operation_key=form.key
            )
            return pages.done("staff.clocks_show", _("The period is corrected."), case_key=case_key)
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return _period_page(case, stop, form, 422)


@area.post("/cases/<key:case_key>/clocks/stops/<key:stop_key>/withdraw")
@requires(Permission.CASE_WRITE)
def clocks_withdraw(case_key: str, stop_key: str) -> flask.typing.ResponseReturnValue:
    """Takes a period back; the months that it stopped count again."""
    case = Case.get_for(actor(), case_key)
    stop = _own_to_change(case, stop_key)
    operations.withdraw_stop(actor(), stop=stop, at=clock.now())
    return pages.done("staff.clocks_show", _("The period is taken back."), case_key=case_key)


@area.get("/cases/<key:case_key>/clocks/months")
@requires(Permission.CASE_WRITE)
def clocks_month(case_key: str) -> flask.Response:
    """The form that decides on a month: the one in the address, if one stands there."""
    case = _looked_at(case_key)
    given = {name: request.args.get(name, "")[:30] for name in ("clock", "month")}
    return _entry_page(case, MonthForm(formdata=None, **given), "months")


@area.post("/cases/<key:case_key>/clocks/months")
@requires(Permission.CASE_WRITE)
def clocks_decide(case_key: str) -> flask.typing.ResponseReturnValue:
    """Decides on one month of one clock."""
    case, form = Case.get_for(actor(), case_key), MonthForm()
    _offer(case, form)
    if form.validate():
        try:
            operations.decide_month(
                actor(), case=case, is_counted=form.counts.data == "yes",
                reason=DecisionReason(form.reason.data), **_month(case, form), at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
            return pages.done("staff.clocks_show", _("Decided."), case_key=case_key)
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return _entry_page(case, form, "months", 422)


@area.get("/cases/<key:case_key>/clocks/beginning")
@requires(Permission.CASE_WRITE)
def clocks_beginning(case_key: str) -> flask.Response:
    """The form that says where a clock begins."""
    return _entry_page(_looked_at(case_key), BeginForm(formdata=None), "beginning")


@area.post("/cases/<key:case_key>/clocks/beginning")
@requires(Permission.CASE_WRITE)
def clocks_begin(case_key: str) -> flask.typing.ResponseReturnValue:
    """Says where a clock begins, and what was used before."""
    case, form = Case.get_for(actor(), case_key), BeginForm()
    _offer(case, form)
    if form.validate():
        try:
            operations.begin_clock(
                actor(), case=case, months_before=form.months_before.data or 0,
                **_month(case, form), at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            return pages.done("staff.clocks_show", _("Saved."), case_key=case_key)
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return _entry_page(case, form, "beginning", 422)


def _own_to_change(case: Case, stop_key: str) -> ClockStop:
    # Who may not read why would overwrite what they never saw.
    if not reads_private_file(actor(), case):
        raise ClockStop.DoesNotExist
    return ClockStop.get_for(actor(), case, stop_key)


def _looked_at(case_key: str) -> Case:
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="clocks", at=clock.now())
    return case


def _offer(case: Case, form: MonthForm | BeginForm) -> None:
    form.offer(papers(case))
    clocks = program(str(case.program)).clocks
    form.clock.choices = [(one, words.CLOCKS[one]) for one in clocks]


def _entry_page(
    case: Case, form: StopForm | MonthForm | BeginForm, act: str, status: int = 200
) -> flask.Response:
    if status == 200:
        form.offer(papers(case)) if isinstance(form, StopForm) else _offer(case, form)
    return pages.render(
        "staff/clocks/enter.html", status=status, form=form, act=act,
        has_clocks=bool(program(str(case.program)).clocks), **head(case),
    )  # fmt: skip


def _period(case: Case, form: StopForm) -> dict[str, Any]:
    return {
        "reason": StopReason(form.reason.data),
        "starts_on": form.starts_on.data,
        "ends_on": form.ends_on.data,
        "evidence": form.evidence.data or "",
        "document": form.chosen(case),
    }


def _month(case: Case, form: MonthForm | BeginForm) -> dict[str, Any]:
    return {
        "clock": Clock(form.clock.data),
        "month": clock_months.month_of(form.month.data or ""),
        "evidence": form.evidence.data or "",
        "document": form.chosen(case),
    }


def _period_page(
    case: Case, stop: Any, form: StopForm | None = None, status: int = 200
) -> flask.Response:
    reads = reads_private_file(actor(), case)
    given = {"starts_on": stop.starts_on, "ends_on": stop.ends_on}
    if reads:
        paper = stop.document.key if stop.document_id else ""
        given |= {"reason": stop.reason, "evidence": evidence_of(case, stop), "document": paper}
    if form is None:
        form = StopForm(formdata=None, **given)
        form.offer(papers(case))
    return pages.render(
        "staff/clocks/period.html", status=status, stop=stop, form=form, reads_why=reads,
        why=words.STOPS[stop.reason] if reads else "", evidence=given.get("evidence", ""),
        **head(case),
    )  # fmt: skip
