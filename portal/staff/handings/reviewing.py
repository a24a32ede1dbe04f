"""The supervisor's pages of closings and transfers, and the list of all that run."""

import flask
from flask import request

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.operations.handings import reviewing as operations
from portal.operations.views import record_list_view
from portal.policy.handings import HANDS, Hand, HandingState
from portal.policy.refusals import Refused
from portal.reports import handings as reports
from portal.staff.area import area
from portal.staff.handings import handing_of
from portal.staff.handings.forms import BackForm, StepsForm
from portal.staff.handings.showing import handing_page
from portal.words import handings as words

Answer = flask.typing.ResponseReturnValue


@area.get("/handings")
@requires(Permission.CASE_READ)
def handings_lying() -> flask.Response:
    """What runs, the longest waiting first, in one hand or in all."""
    asked = request.args.get("hand", "")
    state = HandingState(asked) if asked in set(map(str, HANDS)) else None
    page = min(max(request.args.get("page", 1, type=int), 1), 10_000)
    record_list_view(actor(), what="handings", at=clock.now())
    found = reports.lying(actor(), state, page)
    shown = [
        {
            "row": row, "kind": words.KINDS[row.kind], "state": words.STATES[row.state],
            "tone": words.TONES[row.state], "reason": words.REASONS[row.reason],
            "href": f"/staff/cases/{row.case_key}/handings/{row.key}",
        }
        for row in found[: reports.PAGE]
    ]  # fmt: skip
    return pages.render(
        "staff/handings/lying.html", rows=shown, asked=str(state or ""),
        kinds=[("", _("All")), *((str(one), str(words.STATES[one])) for one in HANDS)],
        previous_page=page - 1, next_page=page + 1 if len(found) > reports.PAGE else 0,
    )  # fmt: skip


@area.post("/cases/<key:case_key>/handings/<key:handing_key>/approve")
@requires(Permission.SUPERVISE)
def handings_approve(case_key: str, handing_key: str) -> Answer:
    """The review is done: on to the clerks."""
    handing, form = handing_of(case_key, handing_key), StepsForm()
    if form.validate():
        try:
            operations.approve(
                actor(), handing=handing, version=form.version.data or 0,
                done=form.done.data or [], text=form.text.data or "", at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
            return _to(case_key, handing_key, _("Approved. It is with the clerks now."))
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return handing_page(handing_of(case_key, handing_key), steps=form, status=422)


@area.post("/cases/<key:case_key>/handings/<key:handing_key>/refuse")
@requires(Permission.SUPERVISE)
def handings_refuse(case_key: str, handing_key: str) -> Answer:
    """Back to the worker, with a reason."""
    handing, form = handing_of(case_key, handing_key), BackForm(Hand.SUPERVISOR)
    if form.validate():
        try:
            operations.refuse(
                actor(), handing=handing, version=form.version.data or 0, reason=form.reason.data,
                text=form.text.data or "", at=clock.now(), operation_key=form.key,
            )  # fmt: skip
            return _to(case_key, handing_key, _("Given back to the worker."))
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return handing_page(handing_of(case_key, handing_key), back=form, status=422)


def _to(case_key: str, handing_key: str, said: str) -> Answer:
    return pages.done("staff.handings_show", said, case_key=case_key, handing_key=handing_key)
