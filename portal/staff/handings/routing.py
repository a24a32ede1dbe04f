"""The clerks' pages: files to route, by name and number alone (safety.md, Who sees what)."""

from typing import Any

import flask
from flask import request

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.models.handings import Handing
from portal.operations.handings import routing as operations
from portal.operations.views import record_list_view, record_view
from portal.policy.handings import Hand, HandingKind, HandingState, steps_of
from portal.policy.refusals import Refused
from portal.reports.handings import routing as reports
from portal.staff.area import area
from portal.staff.handings.forms import BackForm, RouteForm
from portal.words import handings as words

Answer = flask.typing.ResponseReturnValue


@area.get("/routing")
@requires(Permission.HANDING_ROUTE)
def handings_routing() -> flask.Response:
    """The files that wait, the longest waiting first."""
    page = min(max(request.args.get("page", 1, type=int), 1), 10_000)
    record_list_view(actor(), what="routing", at=clock.now())
    found = reports.waiting(actor(), page)
    shown = [(one, words.KINDS[one.kind], _where(one)) for one in found[: reports.PAGE]]
    return pages.render(
        "staff/handings/routing.html", rows=shown, previous_page=page - 1,
        next_page=page + 1 if len(found) > reports.PAGE else 0,
    )  # fmt: skip


@area.get("/routing/<key:handing_key>")
@requires(Permission.HANDING_ROUTE)
def handings_file(handing_key: str) -> flask.Response:
    """One file: where it goes, and the clerks' steps."""
    handing = Handing.get_to_route(actor(), handing_key)
    record_view(actor(), case=handing.case, what="routing", at=clock.now())
    return _page(handing)


@area.post("/routing/<key:handing_key>/route")
@requires(Permission.HANDING_ROUTE)
def handings_route(handing_key: str) -> Answer:
    """The file is routed: the case is closed, or another worker's."""
    handing, form = Handing.get_to_route(actor(), handing_key), RouteForm()
    if form.validate():
        try:
            operations.route(
                actor(), handing=handing, version=form.version.data or 0,
                done=form.done.data or [], bank=form.bank.data or "", at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
            return pages.done("staff.handings_routing", _("Routed. It is done."))
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return _page(Handing.get_to_route(actor(), handing_key), form=form, status=422)


@area.post("/routing/<key:handing_key>/send-back")
@requires(Permission.HANDING_ROUTE)
def handings_send_back(handing_key: str) -> Answer:
    """Back to the supervisor, with a reason."""
    handing, form = Handing.get_to_route(actor(), handing_key), BackForm(Hand.CLERICAL)
    if form.validate():
        try:
            operations.send_back(
                actor(), handing=handing, version=form.version.data or 0, reason=form.reason.data,
                text=form.text.data or "", at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            return pages.done("staff.handings_routing", _("Given back to the supervisor."))
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return _page(Handing.get_to_route(actor(), handing_key), back=form, status=422)


def _where(one: reports.File) -> str:
    if one.kind == HandingKind.CLOSE:
        return str(words.BANKS[one.bank]) if one.bank else _("closed files bank")
    return ", ".join(filter(None, (one.to_worker, one.to_unit, one.to_office)))


def _page(
    handing: Handing, *, form: RouteForm | None = None, back: BackForm | None = None,
    status: int = 200,
) -> flask.Response:  # fmt: skip
    one = reports.file_of(handing)
    form = form or RouteForm(formdata=None, done=list(reports.answered(handing)))
    ticked: list[Any] = form.done.data or []
    steps = [
        (str(step), words.STEPS[step], step in ticked)
        for step in steps_of(handing.its_kind, Hand.CLERICAL)
    ]
    return pages.render(
        "staff/handings/file.html", status=status, file=one, kind=words.KINDS[one.kind],
        where=_where(one), closes=handing.its_kind is HandingKind.CLOSE, steps=steps, form=form,
        is_here=handing.its_state is HandingState.AT_CLERICAL, state=words.STATES[one.state],
        back=back or BackForm(Hand.CLERICAL, formdata=None),
    )  # fmt: skip
