"""The list of the counselor of the day: new cases, taken or given by the next working day."""

from typing import Any

import flask
from flask import request

from portal import clock, formats, pages, resources
from portal.access import ROLE_PERMISSIONS, Permission, actor, requires
from portal.i18n import gettext as _
from portal.operations.handings import assigning as operations
from portal.operations.views import record_list_view
from portal.policy.calendar import office_date
from portal.policy.checklists import CheckRefusal, assigned_by
from portal.policy.refusals import Refused
from portal.reports.handings import newcomers as reports
from portal.reports.handings.unseen import one_waits
from portal.reports.working_days import holidays_of
from portal.staff.area import area
from portal.staff.handings.forms import AssignForm
from portal.words.checklists import of_refusal

Answer = flask.typing.ResponseReturnValue
_PLACE = "staff.handings_newcomers"


@area.get("/counselor-of-the-day")
@requires(Permission.CASE_READ)
def handings_newcomers() -> flask.Response:
    """Cases that are nobody's, and those that were given and are not accepted yet."""
    page = min(max(request.args.get("page", 1, type=int), 1), 10_000)
    record_list_view(actor(), what="newcomers", at=clock.now())
    free, given = reports.nobodys(actor(), page), reports.not_accepted(actor(), page)
    unseen = _may_assign() and one_waits(actor())
    return pages.render(
        "staff/handings/newcomers.html", **_lines(free, given),
        form=_assign_form() if free or unseen else None, unseen=unseen,
        may_take=Permission.CASE_WRITE in ROLE_PERMISSIONS[actor().role],
        is_today=clock.today(resources.timezone()), previous_page=page - 1,
        next_page=page + 1 if max(len(free), len(given)) > reports.PAGE else 0,
    )  # fmt: skip


def _lines(free: list[Any], given: list[Any]) -> dict[str, Any]:
    """Each case with the day by which it is somebody's, or its first call is due."""
    zone, holidays = resources.timezone(), holidays_of(actor().office_id)
    return {
        "free": [
            (row, formats.english_language(row.locale), assigned_by(row.enrolled_on, holidays))
            for row in free[: reports.PAGE]
        ],
        "given": [
            (row, assigned_by(office_date(row.assigned_since_at, zone), holidays))
            for row in given[: reports.PAGE]
        ],
    }


def _assign_form() -> AssignForm | None:
    return AssignForm(actor().office_id, formdata=None) if _may_assign() else None


def _may_assign() -> bool:
    return Permission.SUPERVISE in ROLE_PERMISSIONS[actor().role]


@area.post("/counselor-of-the-day/<key:case_key>/take")
@requires(Permission.CASE_WRITE)
def handings_take(case_key: str) -> Answer:
    """The counselor of the day takes the case."""
    case, form = reports.case_to_give(actor(), case_key), AssignForm(actor().office_id)
    try:
        operations.take_case(actor(), case=case, at=clock.now(), operation_key=form.key)
    except Refused as refused:
        return pages.done(_PLACE, _said(refused))
    words = _("The case is yours. Work through its checklist.")
    return pages.done("staff.checklists_show", words, case_key=case_key)


@area.post("/counselor-of-the-day/<key:case_key>/assign")
@requires(Permission.SUPERVISE)
def handings_assign(case_key: str) -> Answer:
    """The supervisor gives the case to a worker."""
    case, form = reports.case_to_give(actor(), case_key), AssignForm(actor().office_id)
    if not form.validate():
        return pages.done(_PLACE, of_refusal(CheckRefusal.NOT_A_WORKER))
    try:
        operations.assign_case(
            actor(), case=case, worker=reports.taker(actor(), form.worker.data), at=clock.now(),
            operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        return pages.done(_PLACE, _said(refused))
    return pages.done(_PLACE, _("Given. The worker is told."))


@area.post("/counselor-of-the-day/private")
@requires(Permission.SUPERVISE)
def handings_assign_unseen() -> Answer:
    """The supervisor gives the private case that waits to a worker, and does not learn which."""
    form = AssignForm(actor().office_id)
    if not form.validate():
        return pages.done(_PLACE, of_refusal(CheckRefusal.NOT_A_WORKER))
    try:
        operations.assign_unseen(
            actor(), worker=reports.taker(actor(), form.worker.data), at=clock.now(),
            operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        return pages.done(_PLACE, _said(refused))
    return pages.done(_PLACE, _("Given. The worker is told, and nobody else."))


def _said(refused: Refused) -> str:
    return " ".join(of_refusal(code) for code in refused.codes.values())
