"""One supportive service: requested, authorized, issued, denied, ended (CASE-9)."""

from collections.abc import Callable
from typing import Any

import flask
from flask import request

from portal import clock, dates, pages, resources
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.models.catalogs import PersonalText
from portal.models.supports import SupportiveService
from portal.operations import supports as operations
from portal.operations.views import record_view
from portal.policy.calendar import Month
from portal.policy.letters import earliest_effective_on
from portal.policy.refusals import Refused
from portal.policy.supports import MonthState, ServiceState
from portal.reports.letters.checking import notice_days
from portal.reports.supports import of_case
from portal.reports.supports.wording import english_of
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.supports.forms import (
    AuthorizeForm,
    DenyForm,
    EndForm,
    IssueForm,
    RequestForm,
    Versioned,
)
from portal.words import support_decisions as words
from portal.words.assessments import money
from portal.words.phrases import SERVICES
from portal.words.supports import TONES

_FORMS: dict[str, type[Versioned]] = {
    "authorize": AuthorizeForm, "issue": IssueForm, "deny": DenyForm, "end": EndForm,
}  # fmt: skip


@area.get("/cases/<key:case_key>/supports/services/new")
@requires(Permission.CASE_WRITE)
def supports_request(case_key: str) -> flask.Response:
    """The form of a request, for the service that was suggested."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="supports", at=clock.now())
    this = Month.of(clock.today(resources.timezone()))
    asked = request.args.get("service", "")
    given = {"service": asked} if asked in SERVICES else {}
    return _request_page(case, RequestForm(formdata=None, month=str(this), **given))


@area.post("/cases/<key:case_key>/supports/services/new")
@requires(Permission.CASE_WRITE)
def supports_request_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Keeps the request; its own page is where it is decided."""
    case, form = Case.get_for(actor(), case_key), RequestForm()
    if form.validate():
        try:
            made: Any = operations.request_service(
                actor(), case=case, service=form.service.data, month=form.month.month,
                why=form.why.data or "", at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            return pages.done("staff.supports_service", _("Requested."), case_key=case_key,
                              support_key=made.key)  # fmt: skip
        except Refused as refused:
            form.refuse(refused, words.refusal)
    return _request_page(case, form, 422)


@area.get("/cases/<key:case_key>/supports/services/<key:support_key>")
@requires(Permission.CASE_READ)
def supports_service(case_key: str, support_key: str) -> flask.Response:
    """One service: what it is for, its months, and what may be decided now."""
    case, support = _found(case_key, support_key)
    record_view(actor(), case=case, what="supports", at=clock.now())
    return _page(case, support)


@area.post(
    "/cases/<key:case_key>/supports/services/<key:support_key>"
    "/<any(authorize,issue,deny,end):support_act>"
)
@requires(Permission.CASE_WRITE)
def supports_decide(
    case_key: str, support_key: str, support_act: str
) -> flask.typing.ResponseReturnValue:
    """Decides on a service, or records what was issued."""
    case, support = _found(case_key, support_key)
    form = _FORMS[support_act]()
    _name_apart(support_act, form)
    if isinstance(form, IssueForm):
        _offer_months(form, of_case.months_of(support))
    if form.validate():
        try:
            _ACTS[support_act](support, form)
            return pages.done("staff.supports_service", _said(support_act), case_key=case_key,
                              support_key=support_key)  # fmt: skip
        except Refused as refused:
            form.refuse(refused, words.refusal)
    return _page(case, _found(case_key, support_key)[1], {support_act: form}, 422)


def _said(act: str) -> str:
    return {
        "authorize": _("Authorized."), "issue": _("Recorded."),
        "deny": _("Denied. The letter that says why is drafted: please read it and send it."),
        "end": _("It ends. The letter that says why is drafted: please read it and send it."),
    }[act]  # fmt: skip


def _authorize(support: SupportiveService, form: Any) -> None:
    operations.authorize_service(
        actor(), support=support, first=form.month.month, months=form.months.data,
        cents=form.amount.cents, version=form.seen, at=clock.now(), operation_key=form.key,
    )  # fmt: skip


def _issue(support: SupportiveService, form: Any) -> None:
    operations.issue_month(
        actor(), support=support, month=of_case.read_months(form.month.data),
        cents=form.amount.cents, on=form.on.data, version=form.seen, at=clock.now(),
        operation_key=form.key,
    )  # fmt: skip


def _deny(support: SupportiveService, form: Any) -> None:
    operations.deny_service(
        actor(), support=support, reasons=form.reasons.data or (), version=form.seen,
        at=clock.now(), operation_key=form.key,
    )  # fmt: skip


def _end(support: SupportiveService, form: Any) -> None:
    operations.discontinue_service(
        actor(), support=support, ends_on=form.ends_on.data, reasons=form.reasons.data or (),
        version=form.seen, at=clock.now(), operation_key=form.key,
    )  # fmt: skip


_ACTS: dict[str, Callable[[SupportiveService, Any], None]] = {
    "authorize": _authorize, "issue": _issue, "deny": _deny, "end": _end,
}  # fmt: skip


def _found(case_key: str, support_key: str) -> tuple[Case, SupportiveService]:
    case = Case.get_for(actor(), case_key)
    support = SupportiveService.get_for(actor(), support_key)
    if support.case_id != case.id:
        raise SupportiveService.DoesNotExist("of another case")
    return case, support


def _offer_months(form: IssueForm, months: list[Any]) -> None:
    form.month.choices = [
        (one.month, dates.month(of_case.read_months(one.month).first_on))
        for one in months
        if one.state == MonthState.AUTHORIZED
    ]


def _page(
    case: Case, support: SupportiveService, sent: dict[str, Any] | None = None, status: int = 200
) -> flask.Response:
    today = clock.today(resources.timezone())
    months = of_case.months_of(support)
    row: Any = support
    return pages.render(
        "staff/supports/service.html", status=status, support=row,
        name=SERVICES.get(row.service, row.service), state=words.SERVICE_STATES[row.state],
        tone=TONES[row.state], why=of_case.service_text(case, support),
        english=english_of(PersonalText.SUPPORT, row.id), letter=row.letter,
        months=[_month(one) for one in months], may_end_from=_earliest(case),
        reasons=[
            words.DENIAL_REASONS.get(one) or words.END_REASONS.get(one)
            for one in str(row.reasons).split(",") if one
        ],
        is_requested=row.state == ServiceState.REQUESTED,
        is_authorized=row.state == ServiceState.AUTHORIZED,
        forms=_forms(case, support, months) | (sent or {}), today=today, **head(case),
    )  # fmt: skip


def _month(one: Any) -> dict[str, Any]:
    return {
        "row": one, "name": dates.month(of_case.read_months(one.month).first_on),
        "words": words.MONTHS[one.state], "tone": TONES[one.state],
        "authorized": money(one.authorized_cents) if one.authorized_cents else "",
        "issued": money(one.issued_cents) if one.issued_cents is not None else "",
    }  # fmt: skip


def _earliest(case: Case) -> Any:
    return earliest_effective_on(clock.today(resources.timezone()), notice_days(case))


def _forms(case: Case, support: SupportiveService, months: list[Any]) -> dict[str, Versioned]:
    today, seen = clock.today(resources.timezone()), str(support.version)
    this = Month.of(today)
    last = max((one.month for one in months if one.state != "requested"), default="")
    first = of_case.read_months(last).plus(1) if last else this
    issue = IssueForm(formdata=None, version=seen, on=today, month=str(this))
    _offer_months(issue, months)
    found: dict[str, Versioned] = {
        "authorize": AuthorizeForm(formdata=None, version=seen, month=str(first)),
        "issue": issue,
        "deny": DenyForm(formdata=None, version=seen),
        "end": EndForm(formdata=None, version=seen, ends_on=_earliest(case)),
    }
    for act, form in found.items():
        _name_apart(act, form)
    return found


def _name_apart(act: str, form: Versioned) -> None:
    """Gives the fields of one of several forms of a page ids of their own."""
    for field in form:
        field.id = f"{act}-{field.id}"


def _request_page(case: Case, form: RequestForm, status: int = 200) -> flask.Response:
    return pages.render("staff/supports/request.html", status=status, form=form, **head(case))
