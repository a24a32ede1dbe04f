"""The hours of a case by month: planned, reported, proven, excused, counted; each week accepted or
sent back; the month's verdict and what may be done about it (PLAN-9, PLAN-10)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import flask
from wtforms import IntegerField, SelectField
from wtforms.validators import Optional

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.operations.hours import decisions
from portal.operations.hours.verdicts import take_step
from portal.operations.views import record_view
from portal.policy.calendar import Month, Span, weeks_of_month
from portal.policy.hours_decisions import ReturnReason
from portal.policy.refusals import Refused
from portal.policy.verdicts import NextStep
from portal.reports.hours.month import read_month
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.hours import sheet
from portal.words import hours_decisions as words
from portal.words import verdicts

_MONTH = "/cases/<key:case_key>/hours/<string(length=7):month>"
_PLACES = {
    NextStep.SCHEDULE_ACTIVITY: "/plan",
    NextStep.AMEND_PLAN: "/plan",
    NextStep.ASK_FOR_PROOF: "/documents",
}


class WeekForm(Form):
    """What is decided on a week: the version that was seen, and why it goes back."""

    version = IntegerField(_l("Version"), [Optional()], default=0)
    reason = SelectField(
        _l("Why it goes back"), choices=[("", _l("Choose")), *words.RETURN_CHOICES.items()]
    )
    text = LongText(_l("In your own words"))


@area.get("/cases/<key:case_key>/hours")
@requires(Permission.CASE_READ)
def hours_index(case_key: str) -> flask.Response:
    """The hours of this month."""
    today = clock.today(resources.timezone())
    return _page(Case.get_for(actor(), case_key), Month.of(today))


@area.get(_MONTH)
@requires(Permission.CASE_READ)
def hours_month(case_key: str, month: str) -> flask.Response:
    """The hours of a month."""
    return _page(Case.get_for(actor(), case_key), month_asked(month))


@area.post(_MONTH + "/weeks/<string(length=10):week>/<any(accept,return):week_act>")
@requires(Permission.CASE_WRITE)
def hours_decide(
    case_key: str, month: str, week: str, week_act: str
) -> flask.typing.ResponseReturnValue:
    """Accepts a week or sends it back."""
    case, asked, form = Case.get_for(actor(), case_key), month_asked(month), WeekForm()
    span = _week_asked(asked, week)
    try:
        said = _ACTS[week_act](case, span, form)
    except Refused as refused:
        form.refuse(refused, words.of_refusal)
        return _page(case, asked, 422, span.starts_on, form)
    return pages.done(
        "staff.hours_month", said, case_key=case_key, month=month, _anchor=f"week-{week}"
    )


@area.post(_MONTH + "/step")
@requires(Permission.CASE_WRITE)
def hours_step(case_key: str, month: str) -> flask.typing.ResponseReturnValue:
    """Takes one of the steps that the month calls for."""
    case, asked, form = Case.get_for(actor(), case_key), month_asked(month), Form()
    wanted = flask.request.form.get("step", "")
    if wanted not in set(NextStep):
        flask.abort(404)
    step = NextStep(wanted)
    try:
        take_step(
            actor(), case=case, month=asked, step=step, at=clock.now(), operation_key=form.key
        )
    except Refused as refused:
        form.refuse(refused, verdicts.of_refusal)
        return _page(case, asked, 422, problem=form)
    said = _("On record: %(step)s.", step=str(verdicts.STEPS[step]))
    if step in _PLACES:
        flask.flash(said)
        return flask.redirect(f"/staff/cases/{case_key}{_PLACES[step]}", 303)
    return pages.done("staff.hours_month", said, case_key=case_key, month=month)


def _accept(case: Case, span: Span, form: WeekForm) -> str:
    decisions.accept_week(
        actor(), case=case, week=span, version=form.version.data or 0, at=clock.now()
    )
    return _("The week is accepted.")


def _send_back(case: Case, span: Span, form: WeekForm) -> str:
    chosen = form.reason.data
    decisions.return_week(
        actor(), case=case, week=span, version=form.version.data or 0,
        reason=ReturnReason(chosen) if chosen in set(ReturnReason) else None,
        text=form.text.data or "", at=clock.now(),
    )  # fmt: skip
    return _("The week went back to the participant.")


_ACTS: dict[str, Callable[[Case, Span, WeekForm], str]] = {
    "accept": _accept,
    "return": _send_back,
}


def month_asked(month: str) -> Month:
    """The month of an address; 404 for what is none."""
    try:
        return Month.of(date.fromisoformat(f"{month}-01"))
    except ValueError:
        flask.abort(404)


def _week_asked(month: Month, week: str) -> Span:
    found = next((one for one in weeks_of_month(month) if str(one.starts_on) == week), None)
    return found or flask.abort(404)


def _page(
    case: Case,
    month: Month,
    status: int = 200,
    at_week: date | None = None,
    form: WeekForm | None = None,
    problem: Form | None = None,
) -> flask.Response:
    record_view(actor(), case=case, what="hours", at=clock.now())
    today = clock.today(resources.timezone())
    hours = read_month(case, month, today)
    shown: dict[str, Any] = {
        "month": month,
        "before": month.plus(-1) if month > Month.of(case.enrolled_on) else None,
        "after": month.plus(1) if month <= Month.of(today) else None,
        "tally": hours.tally,
        "weeks": [sheet.week_of(case, one) for one in hours.weeks],
        "judged": sheet.judged(case, hours),
        "at_week": at_week,
        "form": form or WeekForm(formdata=None),
        "problem": problem,
        "words": words,
    }
    return pages.render("staff/hours/month.html", status=status, **shown, **head(case))
