"""Noncompliance of a case: where it stands, its steps, the gate before a sanction, the seven steps
after it (CASE-4, CASE-5, STAFF-3)."""

from typing import Any

import flask

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.models.noncompliance import Noncompliance
from portal.operations import noncompliance as operations
from portal.operations.views import record_view
from portal.policy.noncompliance import OPEN, MissedAct
from portal.policy.refusals import Refused
from portal.policy.sanction_gate import SanctionStep
from portal.reports import noncompliance as reports
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.noncompliance import showing
from portal.staff.noncompliance.forms import MarkForm, OpenForm, StepForm
from portal.staff.noncompliance.steps import STEPS, Step, letter_choices
from portal.words import noncompliance as words

_BELOW = "/cases/<key:case_key>/noncompliance"
_ONE = f"{_BELOW}/<key:noncompliance_key>"
_ACTS = "deliver,ask,determine,plan,outcome,supports,withdraw,sanction,cure"


@area.get(_BELOW)
@requires(Permission.CASE_READ)
def noncompliance_index(case_key: str) -> flask.Response:
    """The one that is open, and those of before."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="noncompliance", at=clock.now())
    found = reports.all_of(case)
    return pages.render(
        "staff/noncompliance/index.html", rows=[showing.line(one) for one in found],
        may_open=not any(one.state in OPEN for one in found), **head(case),
    )  # fmt: skip


@area.get(f"{_BELOW}/new")
@requires(Permission.CASE_WRITE)
def noncompliance_new(case_key: str) -> flask.Response:
    """The form that opens one."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="noncompliance", at=clock.now())
    today = clock.today(resources.timezone())
    return _new_page(case, OpenForm(formdata=None, missed_on=today))


@area.post(f"{_BELOW}/new")
@requires(Permission.CASE_WRITE)
def noncompliance_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Opens it: what happened is asked."""
    case, form = Case.get_for(actor(), case_key), OpenForm()
    if form.validate():
        try:
            made = operations.open_noncompliance(
                actor(), case=case, act=MissedAct(form.act.data), missed_on=form.missed_on.data,
                activity=form.activity.data or "", what=form.what.data or "", at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
            return _done(case, made, _("Opened. Send the letter that asks what happened."))
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return _new_page(case, form, 422)


def _new_page(case: Case, form: OpenForm, status: int = 200) -> flask.Response:
    return pages.render("staff/noncompliance/new.html", status=status, form=form, **head(case))


@area.get(_ONE)
@requires(Permission.CASE_READ)
def noncompliance_show(case_key: str, noncompliance_key: str) -> flask.Response:
    """Where it stands, what is next, what came in, and all that was done."""
    found = _of(case_key, noncompliance_key)
    return pages.render(
        "staff/noncompliance/show.html", **showing.context(found), **head(found.case)
    )


@area.get(f"{_ONE}/gate")
@requires(Permission.CASE_READ)
def noncompliance_gate(case_key: str, noncompliance_key: str) -> flask.Response:
    """What must be done before a sanction, each missing thing with where it is done."""
    found = _of(case_key, noncompliance_key)
    return pages.render("staff/noncompliance/gate.html", **showing.gate(found), **head(found.case))


@area.get(f"{_ONE}/<any({_ACTS}):process_act>")
@requires(Permission.CASE_WRITE)
def noncompliance_step(
    case_key: str, noncompliance_key: str, process_act: str
) -> flask.typing.ResponseReturnValue:
    """The form of a step; what is not open leads back."""
    found, step = _of(case_key, noncompliance_key), STEPS[process_act]
    if found.state not in step.states:
        return pages.done("staff.noncompliance_show", words.of_refusal("too_late"),
                          case_key=case_key, noncompliance_key=noncompliance_key)  # fmt: skip
    today = clock.today(resources.timezone())
    begun = step.begin(found, today) | {"version": found.version}
    return _step_page(found, process_act, step.form(formdata=None, data=begun))


@area.post(f"{_ONE}/<any({_ACTS}):process_act>")
@requires(Permission.CASE_WRITE)
def noncompliance_take(
    case_key: str, noncompliance_key: str, process_act: str
) -> flask.typing.ResponseReturnValue:
    """Takes a step."""
    found, step = _loaded(case_key, noncompliance_key), STEPS[process_act]
    form: Any = step.form()
    _choose(found, form)
    if form.validate():
        found.version = form.seen_version
        try:
            step.do(found, form, clock.now())
            return _done(found.case, found, _("Saved."))
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return _step_page(_loaded(case_key, noncompliance_key), process_act, form, 422)


@area.post(f"{_ONE}/mark")
@requires(Permission.CASE_WRITE)
def noncompliance_mark(case_key: str, noncompliance_key: str) -> flask.typing.ResponseReturnValue:
    """Marks one of the seven steps, or a step that ends the sanction, as done."""
    found, form = _loaded(case_key, noncompliance_key), MarkForm()
    if form.validate():
        found.version = form.seen_version
        try:
            _mark(found, form)
            return _done(found.case, found, _("Saved."))
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    again = _loaded(case_key, noncompliance_key)
    return pages.render(
        "staff/noncompliance/show.html", status=422, **showing.context(again, form),
        **head(again.case),
    )  # fmt: skip


def _mark(found: Noncompliance, form: MarkForm) -> None:
    given = {
        "noncompliance": found, "on": form.on.data, "at": clock.now(), "operation_key": form.key
    }  # fmt: skip
    step = str(form.step.data or "")
    if form.kind.data == "step" and step in set(SanctionStep):
        operations.mark_step(actor(), step=SanctionStep(step), **given)
    else:
        operations.mark_cure_step(actor(), step=step, **given)


def _loaded(case_key: str, noncompliance_key: str) -> Any:
    return Noncompliance.get_for(actor(), Case.get_for(actor(), case_key), noncompliance_key)


def _of(case_key: str, noncompliance_key: str) -> Any:
    """The noncompliance of an address; that it was looked at is on record."""
    case = Case.get_for(actor(), case_key)
    found: Any = Noncompliance.get_for(actor(), case, noncompliance_key)
    record_view(actor(), case=case, what="noncompliance", at=clock.now())
    found.case = case
    return found


def _choose(found: Any, form: Any) -> None:
    if hasattr(form, "letter"):
        form.letter.choices = letter_choices(found)


def _step_page(found: Any, act: str, form: StepForm, status: int = 200) -> flask.Response:
    _choose(found, form)
    step: Step = STEPS[act]
    missing = showing.missing_lines(found) if act == "sanction" else []
    return pages.render(
        "staff/noncompliance/step.html", status=status, form=form, act=act, step=step,
        found=found, missing=missing, came=showing.came(found) if act == "determine" else [],
        has_letters=not hasattr(form, "letter") or bool(form["letter"].choices),
        **head(found.case),
    )  # fmt: skip


def _done(case: Case, found: Any, said: str) -> flask.typing.ResponseReturnValue:
    return pages.done(
        "staff.noncompliance_show", said, case_key=case.key, noncompliance_key=found.key
    )
