"""Signing one's plan on the phone: read it, or hear it, and type one's name (PLAN-5)."""

from typing import Any

import flask
from wtforms import HiddenField, RadioField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.operations.plans.signing import sign_plan
from portal.participant.area import area
from portal.participant.plans import reading, told, view_of
from portal.policy.amendments import LONGEST_NAME
from portal.policy.refusals import Refused
from portal.words.plan_signing import SIGN_REFUSALS


class SignForm(Form):
    """The signature: read or heard, and the typed name; with what was shown."""

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


def _page(version: int, form: SignForm, status: int = 200) -> flask.typing.ResponseReturnValue:
    view = view_of(version)
    assert view is not None
    if not view.awaits_signature:
        return pages.done("participant.plan_version", version=version)
    form.shown.data = view.shown_digest
    return pages.render("participant/plan/sign.html", status=status, form=form, **told(view))


@area.get("/plan/<int:version>/sign")
@requires(Permission.OWN_READ)
def plan_sign(version: int) -> flask.typing.ResponseReturnValue:
    """The whole plan once more, what is new in it, and the place to sign."""
    return _page(version, SignForm())


@area.post("/plan/<int:version>/sign")
@requires(Permission.OWN_WRITE)
def plan_sign_send(version: int) -> flask.typing.ResponseReturnValue:
    """Signs what was shown."""
    form, view = SignForm(), view_of(version)
    assert view is not None
    if form.validate():
        try:
            _sign(form, view.plan)
        except Refused as refused:
            form.refuse(refused, lambda code: SIGN_REFUSALS[code])
        else:
            words = _("Thank you. You signed your plan. Your copy is here, as long as you need it.")
            return pages.done("participant.plan_version", words, version=version)
    return _page(version, form, 422)


def _sign(form: SignForm, plan: Any) -> None:
    sign_plan(
        actor(), plan=plan, name=form.name.data or "", locale=reading(),
        shown_digest=form.shown.data or "", heard=form.read.data == "heard", at=clock.now(),
        operation_key=form.key,
    )  # fmt: skip
