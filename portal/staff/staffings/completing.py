"""Completing a staffing: what is missing is listed at once, each with the tab on which it is put
right (STAFF-10)."""

from typing import Any

import flask
from flask import request

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.i18n import gettext as _
from portal.operations.staffings.completing import complete_staffing
from portal.policy.refusals import Refused
from portal.policy.staffings import Tab
from portal.reports.staffings import read_staffing
from portal.staff.area import area
from portal.staff.staffings import conflicts, filling, staffing_at, tabs
from portal.staff.staffings.forms import ResultForm
from portal.staff.staffings.missing import listed


@area.post("/cases/<key:case_key>/staffings/<key:staffing_key>/complete")
@requires(Permission.CASE_WRITE)
def staffings_complete(case_key: str, staffing_key: str) -> flask.typing.ResponseReturnValue:
    """Saves the tab of the result and completes the staffing, for ever."""
    staffing = staffing_at(case_key, staffing_key)
    if staffing.is_completed:
        return _record(staffing)
    form = ResultForm(formdata=conflicts.settled(request.form))
    stopped = tabs.saved_or_told(staffing, Tab.RESULT, form)
    if stopped is not None:
        return stopped
    key = f"{form.key}:done"  # the form's own key is that of saving the tab
    try:
        complete_staffing(actor(), staffing=staffing, at=clock.now(), operation_key=key)
    except Refused as refused:
        return _refused(staffing_at(case_key, staffing_key), refused)
    return _record(staffing, _("The staffing is completed. It can never be changed."))


def _refused(staffing: Any, refused: Refused) -> flask.typing.ResponseReturnValue:
    if staffing.is_completed:
        return _record(staffing)
    contents = read_staffing(actor(), staffing)
    form = filling.filled(contents, Tab.RESULT)
    return tabs.page(contents, Tab.RESULT, form, 422, refused=listed(refused.codes))


def _record(staffing: Any, message: str = "") -> flask.typing.ResponseReturnValue:
    """On to the record of the staffing."""
    return pages.done(
        "staff.staffings_show", message, case_key=staffing.case.key, staffing_key=staffing.key
    )
