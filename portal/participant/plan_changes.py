"""Asking for another plan while a grace period runs: the last days, the request, what became of
it; and, once they are over, the way that is still open (PLAN-7, PLAN-8)."""

from datetime import date, timedelta
from typing import Any

import flask
from flask import request
from wtforms import RadioField, SelectChoice, SelectMultipleField

from portal import clock, dates, i18n, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, required
from portal.i18n import lazy as _l
from portal.models.contacts import ReportKind
from portal.models.plan_changes import PlanChange
from portal.operations.plans.changes import ask_plan_change
from portal.operations.reports import submit_report
from portal.participant.area import area, own_case
from portal.policy.calendar import is_working_day
from portal.policy.plan_changes import ChangePeriod
from portal.policy.programs import program
from portal.policy.refusals import Refused
from portal.reports.plan_changes import Running, requests_of, running
from portal.reports.working_days import holidays_of
from portal.words.plan_changes import PERIODS, REASONS, REFUSALS, STATES
from portal.words.reports import ANSWERS


class ChangeForm(Form):
    """What somebody wants to be different in their plan."""

    period = RadioField(
        _l("What is it about?"), [required(_l("Please choose one of the answers."))],
        choices=[SelectChoice(code, words) for code, words in PERIODS.items()],
    )  # fmt: skip
    plan_part = SelectMultipleField(
        _l("What do you want to change?"), [required(_l("Please choose at least one."))],
        choices=[SelectChoice(code, words) for code, words in ANSWERS["plan_part"].items()],
    )  # fmt: skip
    about = LongText(_l("Tell us what you want instead"))


@area.get("/plan/change")
@requires(Permission.OWN_READ)
def plan_changes_show() -> flask.Response:
    """How long one may ask, the form, and what was asked before."""
    return _page(ChangeForm())


@area.post("/plan/change")
@requires(Permission.OWN_WRITE)
def plan_changes_create() -> flask.typing.ResponseReturnValue:
    """Sends the request, or, once the time is over, the same words as a wish."""
    form = ChangeForm()
    if not form.validate_on_submit():
        return _page(form, 422)
    try:
        made: Any = _wish(form) if "as_wish" in request.form else _request(form).report
    except Refused as refused:
        form.refuse(refused, REFUSALS.__getitem__)
        return _page(form, 422, may_wish=True)
    return pages.done("participant.contacts_show", report_key=made.key)


def _request(form: ChangeForm) -> PlanChange:
    return ask_plan_change(
        actor(), case=own_case(), period=ChangePeriod(form.period.data),
        parts=form.plan_part.data or (), words=form.about.data or "", locale=i18n.current(),
        at=clock.now(), operation_key=form.key,
    )  # fmt: skip


def _wish(form: ChangeForm) -> Any:
    answers = {
        "plan_part": ",".join(form.plan_part.data or ()),
        "about": form.about.data or "",
    }
    return submit_report(
        actor(), case=own_case(), kind=ReportKind.PLAN_CHANGE,
        answers={name: said for name, said in answers.items() if said},
        locale=i18n.current(), at=clock.now(), operation_key=form.key,
    )  # fmt: skip


def _page(form: ChangeForm, status: int = 200, may_wish: bool = False) -> flask.Response:
    case: Any = own_case()
    today, plan = clock.today(resources.timezone()), running(case)
    open_now = [one for one in ChangePeriod if plan and _is_open(plan.last_on(one), today)]
    if form.period.data not in PERIODS and open_now:
        form.period.data = open_now[0] if len(open_now) == 1 else None
    rules = program(str(case.program))
    return pages.render(
        "participant/plan_changes/show.html", status=status, form=form, plan=plan,
        open_now=open_now, may_wish=may_wish, requests=requests_of(case),
        working_days=rules.plan_change.value, days=rules.reassignment.value,
        closed=closed_words(case, plan), periods=PERIODS, states=STATES, reasons=REASONS,
    )  # fmt: skip


def closed_words(case: Any, plan: Running | None) -> str:
    """The days in the period of an amendment on which the office is closed, beyond weekends, in
    words; empty where there are none."""
    if plan is None or plan.amended_on is None or plan.periods.change_until is None:
        return ""
    holidays = holidays_of(case.office_id)
    span = (plan.periods.change_until - plan.amended_on).days
    all_days = [plan.amended_on + timedelta(days=n) for n in range(1, span + 1)]
    closed = [on for on in all_days if on.weekday() < 5 and not is_working_day(on, holidays)]
    return dates.listed([dates.day(on) for on in closed])


def _is_open(last_on: date | None, today: date) -> bool:
    return last_on is not None and today <= last_on
