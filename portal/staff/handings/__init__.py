"""Closing a case and handing it to another worker: the worker's pages of it.

The supervisor's are reviewing.py, the clerks' routing.py, the list of the counselor of the day
newcomers.py; what the page of one shows is showing.py.
"""

from typing import Any

import flask

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.models.accounts import Account, Unit
from portal.models.cases import Case
from portal.models.handings import Handing
from portal.operations import handings as operations
from portal.operations.handings import Destination
from portal.operations.views import record_view
from portal.policy.handings import HandingKind
from portal.policy.refusals import Refused
from portal.reports import handings as reports
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.handings.forms import ClosingForm, StepsForm, TransferForm, WhyForm
from portal.staff.handings.showing import handing_page, may_begin, rows
from portal.words.handings import of_refusal

Answer = flask.typing.ResponseReturnValue


@area.get("/cases/<key:case_key>/handings")
@requires(Permission.CASE_READ)
def handings_index(case_key: str) -> flask.Response:
    """The closings and transfers of a case, and where one is begun."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="handings", at=clock.now())
    found = reports.of_case(case)
    return pages.render(
        "staff/handings/index.html", rows=rows(found, f"/staff/cases/{case.key}/handings"),
        may=may_begin(actor(), case, found), **head(case),
    )  # fmt: skip


@area.get("/cases/<key:case_key>/handings/close")
@requires(Permission.CASE_WRITE)
def handings_new_closing(case_key: str) -> flask.Response:
    """The form that begins a closing."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="handings", at=clock.now())
    return _new(case, ClosingForm(formdata=None))


@area.post("/cases/<key:case_key>/handings/close")
@requires(Permission.CASE_WRITE)
def handings_close(case_key: str) -> Answer:
    """Begins a closing; its letter is drafted with it."""
    case, form = Case.get_for(actor(), case_key), ClosingForm()
    if form.validate():
        try:
            made = operations.begin_closing(
                actor(), case=case, reason=form.reason.data,
                has_calfresh=form.has_calfresh.data == "yes", at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
            words = _("Begun. The letter is drafted: the steps stand below.")
            return _to(made, case_key, words)
        except Refused as refused:
            form.refuse(refused, of_refusal)
    return _new(case, form, 422)


@area.get("/cases/<key:case_key>/handings/transfer")
@requires(Permission.CASE_WRITE)
def handings_new_transfer(case_key: str) -> flask.Response:
    """The form that begins a transfer."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="handings", at=clock.now())
    return _new(case, TransferForm(case, formdata=None))


@area.post("/cases/<key:case_key>/handings/transfer")
@requires(Permission.CASE_WRITE)
def handings_transfer(case_key: str) -> Answer:
    """Begins a transfer to a worker of the office, or to a unit of any office."""
    case = Case.get_for(actor(), case_key)
    form = TransferForm(case)
    if form.validate():
        try:
            made = operations.begin_transfer(
                actor(), case=case, reason=form.reason.data, to=_destination(form),
                at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            return _to(made, case_key, _("Begun. The steps stand below."))
        except Refused as refused:
            form.refuse(refused, of_refusal)
    return _new(case, form, 422)


def _destination(form: TransferForm) -> Destination:
    worker = Account.get_or_none(Account.key == form.worker.data) if form.worker.data else None
    unit = Unit.get_or_none(Unit.id == int(form.unit.data)) if form.unit.data else None
    return Destination(worker, unit)


@area.get("/cases/<key:case_key>/handings/<key:handing_key>")
@requires(Permission.CASE_READ)
def handings_show(case_key: str, handing_key: str) -> flask.Response:
    """One closing or transfer: the steps of the three hands, and every move."""
    handing = handing_of(case_key, handing_key)
    record_view(actor(), case=handing.case, what="handings", at=clock.now())
    return handing_page(handing)


@area.post("/cases/<key:case_key>/handings/<key:handing_key>/steps")
@requires(Permission.CASE_WRITE)
def handings_steps(case_key: str, handing_key: str) -> Answer:
    """Keeps which steps are done, or keeps them and hands on."""
    handing, form = handing_of(case_key, handing_key), StepsForm()
    is_ready = "hand_on" in flask.request.form
    if form.validate():
        try:
            told: dict[str, Any] = {"done": form.done.data or [], "version": form.version.data or 0}
            if is_ready:
                operations.hand_on(
                    actor(), handing=handing, text=form.text.data or "", at=clock.now(),
                    operation_key=form.key, **told,
                )  # fmt: skip
                return _to(handing, case_key, _("Handed on to the supervisor."))
            operations.answer_steps(
                actor(), handing=handing, at=clock.now(), operation_key=form.key, **told
            )
            return _to(handing, case_key, _("Saved."))
        except Refused as refused:
            form.refuse(refused, of_refusal)
    return handing_page(handing_of(case_key, handing_key), steps=form, status=422)


@area.post("/cases/<key:case_key>/handings/<key:handing_key>/withdraw")
@requires(Permission.CASE_WRITE)
def handings_withdraw(case_key: str, handing_key: str) -> Answer:
    """Takes it back, in whichever hand it lies."""
    handing, form = handing_of(case_key, handing_key), WhyForm()
    if form.validate():
        try:
            operations.withdraw(
                actor(), handing=handing, version=form.version.data or 0,
                text=form.why.data or "", at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            return _to(handing, case_key, _("Withdrawn."))
        except Refused as refused:
            form.refuse(refused, of_refusal)
    return handing_page(handing_of(case_key, handing_key), why=form, status=422)


def handing_of(case_key: str, handing_key: str) -> Handing:
    """A handing of this case, for who sees it. Raises Handing.DoesNotExist."""
    found = Handing.get_for(actor(), handing_key)
    if found.case.key != case_key:
        raise Handing.DoesNotExist(handing_key)
    return found


def _to(handing: Handing, case_key: str, words: str) -> Answer:
    return pages.done("staff.handings_show", words, case_key=case_key, handing_key=handing.key)


def _new(case: Case, form: ClosingForm | TransferForm, status: int = 200) -> flask.Response:
    kind = HandingKind.CLOSE if isinstance(form, ClosingForm) else HandingKind.TRANSFER
    return pages.render(
        "staff/handings/new.html", status=status, form=form, closes=kind is HandingKind.CLOSE,
        **head(case),
    )  # fmt: skip
