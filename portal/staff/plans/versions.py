"""The next version of a plan: opened with its reason, offered for signing, taken back (PLAN-6)."""

import flask
from wtforms import SelectMultipleField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.plans import Plan
from portal.operations.plans.versions import amend_plan, offer_plan, withdraw_plan
from portal.operations.views import record_view
from portal.policy.plans import AmendmentCause
from portal.policy.refusals import Refused
from portal.staff.area import area
from portal.staff.cases import head
from portal.words.plan_answers import CAUSES
from portal.words.plan_offers import REFUSALS


class AmendForm(Form):
    """Why the plan changes."""

    causes = SelectMultipleField(
        _l("What changes"), [required(_l("Choose at least one reason."))],
        choices=[*CAUSES.items()],
    )  # fmt: skip


@area.get("/cases/<key:case_key>/plan/amend")
@requires(Permission.CASE_WRITE)
def plans_amend(case_key: str) -> flask.Response:
    """Asks why the plan changes."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="plan", at=clock.now())
    return pages.render("staff/plans/amend.html", form=AmendForm(), **head(case))


@area.post("/cases/<key:case_key>/plan/amend")
@requires(Permission.CASE_WRITE)
def plans_amend_open(case_key: str) -> flask.typing.ResponseReturnValue:
    """Opens the next version, and on to it."""
    case, form = Case.get_for(actor(), case_key), AmendForm()
    if form.validate():
        causes = [AmendmentCause(code) for code in form.causes.data or ()]
        try:
            amend_plan(actor(), case=case, causes=causes, at=clock.now(), operation_key=form.key)
        except Refused as refused:
            form.refuse(refused, lambda code: REFUSALS[code])
        else:
            words = _("The next version is open: a copy of the signed one.")
            return pages.done("staff.plans_edit", words, case_key=case_key)
    return pages.render("staff/plans/amend.html", status=422, form=form, **head(case))


@area.post("/cases/<key:case_key>/plan/<int:version>/offer")
@requires(Permission.CASE_WRITE)
def plans_offer(case_key: str, version: int) -> flask.typing.ResponseReturnValue:
    """Puts a draft before both for signing."""
    plan = _version(case_key, version)
    try:
        offer_plan(actor(), plan=plan, at=clock.now(), operation_key=Form().key)
    except Refused as refused:
        words = " ".join(str(REFUSALS[code]) for code in refused.codes.values())
        return pages.done("staff.plans_edit", words, case_key=case_key)
    words = _("Offered. The participant can read and sign it now, on the phone or with you.")
    return pages.done("staff.plans_version", words, case_key=case_key, version=version)


@area.post("/cases/<key:case_key>/plan/<int:version>/withdraw")
@requires(Permission.CASE_WRITE)
def plans_withdraw(case_key: str, version: int) -> flask.typing.ResponseReturnValue:
    """Takes back what was offered and not signed by both, and on to its copy."""
    plan = _version(case_key, version)
    try:
        withdraw_plan(actor(), plan=plan, at=clock.now(), operation_key=Form().key)
    except Refused as refused:
        words = " ".join(str(REFUSALS[code]) for code in refused.codes.values())
        return pages.done("staff.plans_version", words, case_key=case_key, version=version)
    return pages.done(
        "staff.plans_edit", _("Taken back. This is its copy, to change and offer again."),
        case_key=case_key,
    )  # fmt: skip


def _version(case_key: str, version: int) -> Plan:
    """A version of a case that this person sees. Raises Plan.DoesNotExist."""
    return Plan.get_for(actor(), Case.get_for(actor(), case_key), version)
