"""Help that one gets, and asking for more: with costs, or from a service outside (CASE-8, CASE-9).

Every page of it can be left at once, and what would not be safe to show stands on none.
"""

from typing import Any

import flask
from wtforms import BooleanField, RadioField

from portal import clock, dates, i18n, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.supports import ServiceReferral
from portal.operations.supports import request_service
from portal.operations.supports.referrals import ask_referral, take_step
from portal.participant.area import area, own_case
from portal.policy.calendar import Month
from portal.policy.refusals import Refused
from portal.policy.supports import (
    HIDDEN_WHEN_ASKED,
    MONTHS_AHEAD,
    ReferralKind,
    ReferralState,
    ServiceState,
)
from portal.reports.supports import of_case
from portal.words import supports as words
from portal.words.assessments import money
from portal.words.phrases import SERVICES

# What a service outside gives is asked for there, and not as a cost.
_COSTS = {code: said for code, said in SERVICES.items() if code not in words.NOT_COSTS}
SHOWN_MONTHS = 4  # of a service, with the present one; and what is to come


class CostsForm(Form):
    """Help with a cost."""

    what = RadioField(
        _l("What do you need help with?"), [required(_l("Please choose one of the answers."))],
        choices=list(_COSTS.items()),
    )  # fmt: skip
    why = LongText(_l("What is it for?"))


class HelpForm(Form):
    """Help from a service outside."""

    what = RadioField(
        _l("What kind of help do you want?"), [required(_l("Please choose one of the answers."))],
        choices=[(str(code), said) for code, said in words.REFERRALS.items()],
    )  # fmt: skip
    why = LongText(_l("Tell us what you need"))
    is_hidden = BooleanField(_l("Do not show this on my phone"))


@area.get("/supports")
@requires(Permission.OWN_READ)
def supports_index() -> flask.Response:
    """What I get, what I asked for, and what my worker offers me."""
    case = own_case()
    this = Month.of(clock.today(resources.timezone()))
    first, count = this.plus(1 - SHOWN_MONTHS), SHOWN_MONTHS + MONTHS_AHEAD
    return _render(
        "participant/supports/index.html",
        services=[_service(one) for one in of_case.services_of(case, first, count)],
        referrals=[_referral(one) for one in of_case.referrals_of(actor(), case)],
    )


@area.get("/supports/<any(costs,help):support_way>")
@requires(Permission.OWN_READ)
def supports_new(support_way: str) -> flask.Response:
    """The form to ask."""
    return _form_page(support_way, _form(support_way))


@area.post("/supports/<any(costs,help):support_way>")
@requires(Permission.OWN_WRITE)
def supports_create(support_way: str) -> flask.typing.ResponseReturnValue:
    """Sends the question to the worker."""
    form = _form(support_way)
    if form.validate():
        try:
            _ask_costs(form) if support_way == "costs" else _ask_help(form)
            return pages.done("participant.supports_index",
                              _("Thank you. Your worker will answer you."))  # fmt: skip
        except Refused as refused:
            codes = {"what": next(iter(refused.codes.values()))}
            form.refuse(Refused(codes), words.of_asking)
    return _form_page(support_way, form, 422)


@area.post("/supports/referrals/<key:service_referral_key>/<any(yes,no):offer_answer>")
@requires(Permission.OWN_WRITE)
def supports_answer(
    service_referral_key: str, offer_answer: str
) -> flask.typing.ResponseReturnValue:
    """Says yes or no to what the worker offered; what was answered meanwhile stays."""
    referral: Any = ServiceReferral.get_for(actor(), service_referral_key)
    if referral.state == ReferralState.OFFERED:
        then = ReferralState.ACCEPTED if offer_answer == "yes" else ReferralState.DECLINED
        take_step(
            actor(), referral=referral, then=then, on=clock.today(resources.timezone()),
            version=referral.version, at=clock.now(),
        )  # fmt: skip
    return pages.done("participant.supports_index", _("Thank you. Your worker knows it now."))


def _form(way: str) -> Any:
    return CostsForm() if way == "costs" else HelpForm()


def _ask_costs(form: Any) -> None:
    this = Month.of(clock.today(resources.timezone()))
    request_service(
        actor(), case=own_case(), service=form.what.data, month=this, why=form.why.data or "",
        locale=i18n.current(), at=clock.now(), operation_key=form.key,
    )  # fmt: skip


def _ask_help(form: Any) -> None:
    kind = ReferralKind(form.what.data)
    is_hidden = bool(form.is_hidden.data) or kind in HIDDEN_WHEN_ASKED
    ask_referral(
        actor(), case=own_case(), kind=kind, why=form.why.data or "", is_hidden=is_hidden,
        locale=i18n.current(), at=clock.now(), operation_key=form.key,
    )  # fmt: skip


def _service(one: of_case.OfService) -> dict[str, Any]:
    row = one.row
    is_told = row.letter_key and row.letter_state == "sent"
    return {
        "name": SERVICES.get(row.service, row.service), "said": words.SERVICE_STATES[row.state],
        "is_open": row.state == ServiceState.AUTHORIZED,
        "ends_on": row.ends_on, "letter": row.letter_key if is_told else "",
        "months": [_month(month, cell) for month, cell in one.months.items()],
    }  # fmt: skip


def _month(month: str, cell: of_case.GridMonth) -> dict[str, str]:
    cents = cell.authorized if cell.issued is None else cell.issued
    is_paid = cell.state in ("authorized", "issued") and cents
    return {
        "name": dates.month(of_case.read_months(month).first_on),
        "said": str(words.MONTHS_TOLD[cell.state]), "tone": words.TONES[cell.state],
        "money": money(cents) if is_paid else "",
    }  # fmt: skip


def _referral(row: Any) -> dict[str, Any]:
    return {
        "key": row.key, "name": words.REFERRALS[row.kind],
        "said": words.OUTCOMES_TOLD.get(row.outcome) or words.REFERRAL_STATES[row.state],
        "is_offer": row.state == ReferralState.OFFERED,
    }  # fmt: skip


def _form_page(way: str, form: Any, status: int = 200) -> flask.Response:
    return _render("participant/supports/new.html", status, form=form, way=way)


def _render(template: str, status: int = 200, **context: Any) -> flask.Response:
    # What stands here may be seen by somebody who should not: it is left at once on every page.
    leave_url = pages.address("auth.leave")
    return pages.render(template, status=status, leave_url=leave_url, **context)
