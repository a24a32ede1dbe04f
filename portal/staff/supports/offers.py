"""One referral: offered, accepted or declined, sent, and what came of it (CASE-8)."""

from typing import Any

import flask
from flask import request

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.models.catalogs import PersonalText
from portal.models.supports import ServiceReferral
from portal.operations.supports.referrals import offer_referral, take_step
from portal.operations.views import record_view
from portal.policy.refusals import Refused
from portal.policy.supports import (
    PRIVATE_KINDS,
    ReferralKind,
    ReferralOutcome,
    ReferralState,
    may_follow,
)
from portal.reports.supports import of_case
from portal.reports.supports.wording import english_of
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.supports import referral_line
from portal.staff.supports.forms import OfferForm, StepForm
from portal.words import support_decisions as words


@area.get("/cases/<key:case_key>/supports/referrals/new")
@requires(Permission.CASE_WRITE)
def supports_offer(case_key: str) -> flask.Response:
    """The form of an offer, for the service that was suggested."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="supports", at=clock.now())
    asked = request.args.get("kind", "")
    given = {"kind": asked} if asked in set(ReferralKind) else {}
    today = clock.today(resources.timezone())
    return _offer_page(case, OfferForm(formdata=None, offered_on=today, **given))


@area.post("/cases/<key:case_key>/supports/referrals/new")
@requires(Permission.CASE_WRITE)
def supports_offer_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Keeps the offer."""
    case, form = Case.get_for(actor(), case_key), OfferForm()
    if form.validate():
        try:
            made: Any = offer_referral(
                actor(), case=case, kind=ReferralKind(form.kind.data), place=form.place.data or "",
                why=form.why.data or "", is_hidden=bool(form.is_hidden.data),
                offered_on=form.offered_on.data, at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            return _to_it(case_key, made.key)
        except Refused as refused:
            form.refuse(refused, words.refusal)
    return _offer_page(case, form, 422)


@area.get("/cases/<key:case_key>/supports/referrals/<key:service_referral_key>")
@requires(Permission.CASE_READ)
def supports_referral(case_key: str, service_referral_key: str) -> flask.Response:
    """One referral, and what may follow."""
    case, referral = _found(case_key, service_referral_key)
    record_view(actor(), case=case, what="supports", at=clock.now())
    return _page(case, referral)


@area.post("/cases/<key:case_key>/supports/referrals/<key:service_referral_key>")
@requires(Permission.CASE_WRITE)
def supports_step(case_key: str, service_referral_key: str) -> flask.typing.ResponseReturnValue:
    """Takes the next step of a referral."""
    case, referral = _found(case_key, service_referral_key)
    form = StepForm()
    form.offer(_steps(referral))
    if form.validate():
        try:
            outcome = ReferralOutcome(form.outcome.data) if form.outcome.data else None
            take_step(
                actor(), referral=referral, then=ReferralState(form.then.data), on=form.on.data,
                outcome=outcome, version=form.seen, at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            return _to_it(case_key, service_referral_key)
        except Refused as refused:
            form.refuse(refused, words.refusal)
    return _page(case, _found(case_key, service_referral_key)[1], form, 422)


def _to_it(case_key: str, key: str) -> flask.typing.ResponseReturnValue:
    return pages.done(
        "staff.supports_referral", _("Recorded."), case_key=case_key, service_referral_key=key
    )


def _found(case_key: str, key: str) -> tuple[Case, ServiceReferral]:
    case = Case.get_for(actor(), case_key)
    referral = ServiceReferral.get_for(actor(), key)
    if referral.case_id != case.id:
        raise ServiceReferral.DoesNotExist("of another case")
    return case, referral


def _steps(referral: ServiceReferral) -> list[ReferralState]:
    state = ReferralState(referral.state)
    return [then for then in ReferralState if may_follow(state, then)]


def _page(
    case: Case, referral: ServiceReferral, form: StepForm | None = None, status: int = 200
) -> flask.Response:
    steps, today = _steps(referral), clock.today(resources.timezone())
    form = form or StepForm(formdata=None, version=str(referral.version), on=today)
    form.offer(steps)
    return pages.render(
        "staff/supports/referral.html", status=status, one=referral_line(referral), form=form,
        steps=steps, place=of_case.referral_text(case, referral, "place"),
        why=of_case.referral_text(case, referral, "why"),
        english=english_of(PersonalText.REFERRAL, referral.id), **head(case),
    )  # fmt: skip


def _offer_page(case: Case, form: OfferForm, status: int = 200) -> flask.Response:
    private = [str(words.REFERRALS[one]) for one in ReferralKind if one in PRIVATE_KINDS]
    return pages.render(
        "staff/supports/offer.html", status=status, form=form, private=private, **head(case)
    )
