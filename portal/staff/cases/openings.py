"""Opening with a reason: a case of one's unit that is not one's own, or, for supervisors, the
private notes of a case (safety.md, Who sees what; NOTE-5)."""

import flask
from flask import request
from wtforms import RadioField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, Text
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case, ReasonNeeded
from portal.operations.accesses import open_case, open_private_notes
from portal.operations.views import record_view
from portal.own_paths import own_path
from portal.policy.refusals import Refused
from portal.reports.cases import openings
from portal.staff.area import area
from portal.words.safety import REASONS, REFUSALS


class OpeningForm(Form):
    """Why somebody needs to see it."""

    reason = RadioField(_l("Reason"), choices=list(REASONS.items()), validate_choice=False)
    text = Text(_l("If another reason: which?"), limit=300)


@area.get("/cases/<key:case_key>/open")
@requires(Permission.CASE_OPEN)
def openings_new(case_key: str) -> flask.typing.ResponseReturnValue:
    """Asks why; who sees the case already goes on at once."""
    case, is_open = _wanted(case_key)
    if is_open and not openings.hides_notes(actor(), case):
        return flask.redirect(_target(case), 303)
    record_view(actor(), case=case, what="reason_asked", at=clock.now())
    return _page(case, OpeningForm(), is_open)


@area.post("/cases/<key:case_key>/open")
@requires(Permission.CASE_OPEN)
def openings_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Opens it until the office's day is over, and goes on to the page that was wanted."""
    (case, is_open), form = _wanted(case_key), OpeningForm()
    asked = {"reason": form.reason.data or "", "text": form.text.data or ""}
    if not form.validate():
        return _page(case, form, is_open, 422)
    opened = open_private_notes if is_open else open_case
    try:
        if not is_open or openings.hides_notes(actor(), case):
            opened(actor(), case=case, **asked, at=clock.now(), operation_key=form.key)
    except Refused as refused:
        form.refuse(refused, REFUSALS.__getitem__)
        return _page(case, form, is_open, 422)
    return flask.redirect(_target(case), 303)


def _wanted(case_key: str) -> tuple[Case, bool]:
    """The case, and whether this person sees it already."""
    try:
        return Case.get_for(actor(), case_key), True
    except ReasonNeeded:
        return Case.get_to_open(actor(), case_key), False


def _target(case: Case) -> str:
    """The page that was wanted, if it is one of the staff's that can be fetched."""
    start = f"/staff/cases/{case.key}"
    target = own_path(request.values.get("next"), start)
    return target if target.startswith("/staff") else start


def _page(case: Case, form: OpeningForm, is_open: bool, status: int = 200) -> flask.Response:
    return pages.render(
        "staff/openings/new.html", status=status, form=form, case=case, is_open=is_open,
        target=_target(case),
    )  # fmt: skip


def ask_for_reason(needed: ReasonNeeded) -> flask.typing.ResponseReturnValue:
    """Sends somebody who needs a reason to the page that asks for it; from there they go on to
    the page they wanted, where that was one to look at."""
    if request.accept_mimetypes.best == "application/json":
        return {"error": _("Not saved: this case asks you for a reason again.")}, 403
    wanted = request.full_path.rstrip("?") if request.method == "GET" else ""
    values = {"next": wanted} if wanted else {}
    return pages.done("staff.openings_new", case_key=needed.case_key, **values)


area.app_errorhandler(ReasonNeeded)(ask_for_reason)
