"""Requests that participants made in the grace periods of their plan, and the worker's answer to
each: an amendment, or a reason why not (PLAN-7, PLAN-8)."""

from typing import Any

import flask
from wtforms import RadioField, SelectChoice, SelectMultipleField

from portal import clock, formats, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.plan_changes import PlanChange
from portal.operations.plans.changes import decline_plan_change, grant_plan_change
from portal.operations.views import record_view
from portal.policy.plan_changes import ChangePeriod, ChangeState
from portal.policy.plans import AmendmentCause
from portal.policy.refusals import Refused
from portal.reports import inbox
from portal.reports.plan_changes import grace_periods, requests_of
from portal.reports.reports.answers import answers_of, is_sealed_kind
from portal.staff.area import area
from portal.staff.cases import head
from portal.words import plan_answers as words
from portal.words.plan_changes import REASONS
from portal.words.reports import answer_lines, is_free


class GrantForm(Form):
    """What needs the amendment, and words to the participant, or none."""

    causes = SelectMultipleField(
        _l("What changes"), [required(_l("Please choose at least one."))],
        choices=[SelectChoice(code, said) for code, said in words.CAUSES.items()],
    )  # fmt: skip
    note = LongText(_l("Words to the participant"))


class DeclineForm(Form):
    """Why the plan stays as it is."""

    reason = RadioField(
        _l("Reason"), [required(_l("Please choose a reason."))],
        choices=[SelectChoice(code, said) for code, said in REASONS.items()],
    )  # fmt: skip
    reply = LongText(_l("Explain it to the participant"), [required()])


@area.get("/cases/<key:case_key>/plan/changes")
@requires(Permission.CASE_READ)
def plan_changes_index(case_key: str) -> flask.Response:
    """All requests of a case, the newest first."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="plan", at=clock.now())
    return pages.render(
        "staff/plan_changes/index.html", requests=requests_of(case), periods=words.PERIODS,
        grace=grace_periods(case), states=words.STATES, tones=words.TONES, **head(case),
    )  # fmt: skip


@area.get("/cases/<key:case_key>/plan/changes/<key:change_key>")
@requires(Permission.CASE_READ)
def plan_changes_show(case_key: str, change_key: str) -> flask.Response:
    """A request as it was written, and the two ways to answer it."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="report", at=clock.now())
    return _page(case, PlanChange.get_for(actor(), case, change_key))


@area.post("/cases/<key:case_key>/plan/changes/<key:change_key>/grant")
@requires(Permission.CASE_WRITE)
def plan_changes_grant(case_key: str, change_key: str) -> flask.typing.ResponseReturnValue:
    """Opens an amendment, and on to it."""
    case, form = Case.get_for(actor(), case_key), GrantForm()
    change = PlanChange.get_for(actor(), case, change_key)
    if not form.validate_on_submit():
        return _page(case, change, grant=form, status=422)
    try:
        grant_plan_change(
            actor(), change=change, causes=_causes(form), reply=form.note.data or "",
            at=clock.now(), operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused, words.of_refusal)
        return _page(case, _again(case, change), grant=form, status=422)
    return pages.done("staff.plans_edit", _("The amendment is open. The participant was told."),
                      case_key=case_key)  # fmt: skip


@area.post("/cases/<key:case_key>/plan/changes/<key:change_key>/decline")
@requires(Permission.CASE_WRITE)
def plan_changes_decline(case_key: str, change_key: str) -> flask.typing.ResponseReturnValue:
    """Leaves the plan as it is, with a reason."""
    case, form = Case.get_for(actor(), case_key), DeclineForm()
    change = PlanChange.get_for(actor(), case, change_key)
    if not form.validate_on_submit():
        return _page(case, change, decline=form, status=422)
    try:
        decline_plan_change(
            actor(), change=change, reason=form.reason.data, reply=form.reply.data or "",
            at=clock.now(), operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused, words.of_refusal)
        return _page(case, _again(case, change), decline=form, status=422)
    return pages.done("staff.plan_changes_show", _("Your answer is sent."), case_key=case_key,
                      change_key=change_key)  # fmt: skip


def _causes(form: GrantForm) -> list[AmendmentCause]:
    return [AmendmentCause(code) for code in form.causes.data or ()]


def _again(case: Case, change: Any) -> PlanChange:
    # Somebody else may have answered it meanwhile.
    return PlanChange.get_for(actor(), case, change.key)


def _page(
    case: Case, change: Any, *, grant: GrantForm | None = None,
    decline: DeclineForm | None = None, status: int = 200,
) -> flask.Response:  # fmt: skip
    report = change.report
    answers = answers_of(report, case)
    fitting = [words.CAUSE_OF_PART.get(part) for part in answers.get("plan_part", "").split(",")]
    if grant is None:
        # What the other form sent is none of this one's fields.
        grant = GrantForm(formdata=None, data={"causes": [one for one in fitting if one]})
    return pages.render(
        "staff/plan_changes/show.html", status=status, change=change, report=report, grant=grant,
        decline=decline or DeclineForm(formdata=None), is_open=change.state == ChangeState.OPEN,
        period=words.PERIODS[ChangePeriod(change.period)], reasons=REASONS,
        state=words.STATES[ChangeState(change.state)], tone=words.TONES[ChangeState(change.state)],
        lines=[one for one in answer_lines(answers) if one[0] != "period"], is_free=is_free,
        translations=inbox.translations(report) if report.locale != "en" else {},
        language=formats.english_language(report.locale),
        is_secret=is_sealed_kind(case, report.kind), **head(case),
    )  # fmt: skip
