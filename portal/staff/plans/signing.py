"""Signing at the counter: worker and participant on one screen, each in their language (PLAN-5)."""

from typing import Any

import flask
from wtforms import HiddenField, RadioField

from portal import clock, formats, i18n, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.plans import Plan, PlanState, Signer
from portal.operations.plans.signing import sign_plan
from portal.operations.views import record_view
from portal.policy.amendments import LONGEST_NAME
from portal.policy.refusals import Refused
from portal.reports.plans import VersionRows, in_language, read_version, screen_language
from portal.reports.plans.differences import differences, signature_line
from portal.staff.area import area
from portal.staff.cases import head
from portal.words.plan_signing import SIGN_REFUSALS, cause_words
from portal.words.plans import HEADINGS, hours_line, week_lines


class TheirForm(Form):
    """The participant's signature, in their language; the words are those of their own page."""

    read = RadioField(
        _l("Do you know what is in the plan?"),
        [required(_l("Please choose one."))],
        choices=[
            ("read", _l("Yes, I read it")),
            ("heard", _l("Yes, somebody read it to me")),
        ],
    )
    name = Text(
        _l("Your name"),
        [required(_l("Please type your name. It is your signature."))],
        limit=LONGEST_NAME,
    )
    shown = HiddenField()
    signer = HiddenField(default=Signer.PARTICIPANT)


class WorkerForm(Form):
    """The worker's signature."""

    worker_name = Text(_l("Your name"), [required()], limit=LONGEST_NAME)
    worker_shown = HiddenField()


@area.get("/cases/<key:case_key>/plan/<int:version>/sign")
@requires(Permission.CASE_WRITE)
def plans_sign(case_key: str, version: int) -> flask.typing.ResponseReturnValue:
    """What is signed, in the participant's language, and the places to sign."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="plan_signing", at=clock.now())
    return _page(case, version, TheirForm(), WorkerForm(worker_name=actor().name))


@area.post("/cases/<key:case_key>/plan/<int:version>/sign")
@requires(Permission.CASE_WRITE)
def plans_sign_send(case_key: str, version: int) -> flask.typing.ResponseReturnValue:
    """Signs for the worker, or takes the participant's signature with the worker as witness."""
    case = Case.get_for(actor(), case_key)
    plan = Plan.get_for(actor(), case, version)
    is_theirs = flask.request.form.get("signer") == Signer.PARTICIPANT
    theirs = TheirForm() if is_theirs else TheirForm(formdata=None)
    own = WorkerForm(formdata=None, worker_name=actor().name) if is_theirs else WorkerForm()
    signed = _take_theirs(theirs, case, plan) if is_theirs else _sign_own(own, plan)
    if signed is None:
        return _page(case, version, theirs, own, 422)
    if signed.state != PlanState.SIGNED:
        words = _("Signed. The other signature is still missing.")
        return pages.done("staff.plans_sign", words, case_key=case_key, version=version)
    words = _("Both have signed: the plan is in force. Give them their copy.")
    return pages.done("staff.plans_version", words, case_key=case_key, version=version)


def reading_language(case: Any) -> str:
    """The language in which the participant reads the plan on the worker's screen: theirs, or
    English where that was asked for."""
    reads = str(case.participant.written_locale)
    wanted = flask.request.args.get("in") or flask.request.form.get("in")
    return "en" if wanted == "en" else reads


def _take_theirs(form: TheirForm, case: Any, plan: Plan) -> Plan | None:
    locale = reading_language(case)
    with i18n.use(screen_language(locale)):
        if not form.validate():
            return None
        return _signed(
            form, "name", plan=plan, name=form.name.data or "", locale=locale,
            shown_digest=form.shown.data or "", heard=form.read.data == "heard",
            signer=Signer.PARTICIPANT,
        )  # fmt: skip


def _sign_own(form: WorkerForm, plan: Plan) -> Plan | None:
    if not form.validate():
        return None
    return _signed(
        form, "worker_name", plan=plan, name=form.worker_name.data or "", locale="en",
        shown_digest=form.worker_shown.data or "",
    )  # fmt: skip


def _signed(form: Any, name_field: str, /, **values: Any) -> Plan | None:
    try:
        return sign_plan(actor(), at=clock.now(), operation_key=form.key, **values)
    except Refused as refused:
        at_field = {
            name_field if field == "name" else field: code for field, code in refused.codes.items()
        }
        form.refuse(Refused(at_field), lambda code: SIGN_REFUSALS[code])
        return None


def _page(
    case: Any, version: int, theirs: TheirForm, own: WorkerForm, status: int = 200
) -> flask.typing.ResponseReturnValue:
    found, locale = read_version(case, version), reading_language(case)
    if found is None:
        flask.abort(404)
    view = in_language(found, "en")
    if view.plan.state != PlanState.OFFERED:
        return pages.done("staff.plans_version", case_key=case.key, version=version)
    own.worker_shown.data = view.shown_digest
    return pages.render(
        "staff/plans/sign.html", status=status, view=view, plan=view.plan, form=own,
        their_part=_their_part(found, theirs, locale), reads_tag=locale,
        their_locale=screen_language(locale), language=formats.english_language(locale),
        other=_other(case, locale), signature_line=signature_line, **head(case),
    )  # fmt: skip


def _other(case: Any, locale: str) -> str:
    """The other language in which the plan can be shown; empty for none."""
    reads = str(case.participant.written_locale)
    return "en" if locale != "en" else reads if reads != "en" else ""


def _their_part(found: VersionRows, form: TheirForm, locale: str) -> Any:
    """The participant's side of the screen, in their language from the first word to the last."""
    with i18n.use(screen_language(locale)):
        view = in_language(found, locale)
        form.shown.data = view.shown_digest
        return pages.part(
            "staff/plans/_counter.html", view=view, plan=view.plan, form=form, headings=HEADINGS,
            hours=hours_line(view.planned_minutes, view.required_minutes), week_lines=week_lines,
            page_locale=i18n.current(), reads=locale, changes=differences(view),
            causes=cause_words(view.plan.causes),
            has_signed=view.plan.signed_by_participant_at is not None, case=found.case,
            signature_line=signature_line,
        )  # fmt: skip
