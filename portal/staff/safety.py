"""Somebody is in danger: the whole case private in one step, how to reach them safely, who is
named on the case, and the end of it (NOTE-6)."""

from typing import Any

import flask
from flask import request
from wtforms import HiddenField, RadioField, SelectField

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.accounts import Role
from portal.models.cases import Case
from portal.models.safety import SafeChannel, SafetyConcern
from portal.operations import safety as operations
from portal.operations.accesses import MAY_BE_NAMED, name_on_case, take_name_back
from portal.operations.safety import SafeContact
from portal.operations.views import record_view
from portal.policy.refusals import Refused
from portal.reports.cases import openings
from portal.reports.cases.safety import concerns_of
from portal.staff.area import area
from portal.staff.caseload import may_write
from portal.staff.cases import head
from portal.words.safety import CHANNELS, NAMED_ROLES, REFUSALS


class SafetyForm(Form):
    """How somebody in danger can be reached."""

    version = HiddenField()
    channel = RadioField(
        _l("What the portal may send"), choices=list(CHANNELS.items()), default=SafeChannel.NONE
    )
    safe_ways = LongText(_l("Safe ways to reach them"))
    safe_times = LongText(_l("Safe times"))

    @property
    def contact(self) -> SafeContact:
        """What was typed."""
        return SafeContact(
            SafeChannel(self.channel.data or ""), self.safe_ways.data or "",
            self.safe_times.data or "",
        )  # fmt: skip

    @property
    def seen_version(self) -> int:
        """The version that was on the page; 0, which none has, for anything else."""
        given = str(self.version.data or "")
        return int(given) if given.isdigit() and len(given) < 9 else 0


class NameForm(Form):
    """Who is to be named on the case."""

    account = SelectField(_l("Specialist or supervisor"), validate_choice=False)


@area.get("/cases/<key:case_key>/safety")
@requires(Permission.CASE_READ)
def safety_show(case_key: str) -> flask.Response:
    """Whether a concern runs, and all that belongs to it; the address only when asked for."""
    case = Case.get_for(actor(), case_key)
    what = "address" if "address" in request.args else "safety"
    record_view(actor(), case=case, what=what, at=clock.now())
    return _page(case, None)


@area.post("/cases/<key:case_key>/safety")
@requires(Permission.CASE_WRITE)
def safety_begin(case_key: str) -> flask.typing.ResponseReturnValue:
    """Makes the whole case private; while it is, keeps what is known of safe ways and times."""
    case, form = Case.get_for(actor(), case_key), SafetyForm()
    if not form.validate():
        return _page(case, form, 422)
    try:
        told = _begun_or_kept(case, form)
    except Refused as refused:
        form.refuse(refused, REFUSALS.__getitem__)
        return _page(case, form, 409)
    if not Case.is_visible_to(actor(), case.id):
        return pages.done("staff.caseload_index", told)
    return pages.done("staff.safety_show", told, case_key=case_key)


def _begun_or_kept(case: Case, form: SafetyForm) -> str:
    concern = SafetyConcern.running_for(case)
    if concern is None:
        operations.begin_reached(actor(), case=case, contact=form.contact, at=clock.now())
        return _("The whole case is private now.")
    operations.keep_safe_contact(
        actor(), case=case, concern=concern, version=form.seen_version, contact=form.contact,
        at=clock.now(),
    )  # fmt: skip
    return _("Saved.")


@area.get("/cases/<key:case_key>/safety/end")
@requires(Permission.CASE_WRITE)
def safety_ask(case_key: str) -> flask.typing.ResponseReturnValue:
    """Asks once more before a concern ends."""
    case = Case.get_for(actor(), case_key)
    if not _is_worker(case) or not case.is_restricted:
        return pages.done("staff.safety_show", case_key=case_key)
    record_view(actor(), case=case, what="safety", at=clock.now())
    return pages.render("staff/safety/end.html", form=Form(), **head(case))


@area.post("/cases/<key:case_key>/safety/end")
@requires(Permission.CASE_WRITE)
def safety_end(case_key: str) -> flask.typing.ResponseReturnValue:
    """Ends the concern."""
    case, form = Case.get_for(actor(), case_key), Form()
    if not form.validate():
        return pages.render("staff/safety/end.html", status=422, form=form, **head(case))
    try:
        operations.end_concern(actor(), case=case, at=clock.now())
        told = _("The concern has ended. The case is not private any more.")
    except Refused as refused:
        told = _word(refused)
    return pages.done("staff.safety_show", told, case_key=case_key)


@area.post("/cases/<key:case_key>/safety/names")
@requires(Permission.CASE_WRITE)
def safety_name(case_key: str) -> flask.typing.ResponseReturnValue:
    """Names somebody on the private case."""
    case, form = Case.get_for(actor(), case_key), NameForm()
    named = {str(one.key): one for one in openings.nameable(case, MAY_BE_NAMED)}
    account = named.get(form.account.data or "")
    if account is None:
        told = _("Please choose one of the people in the list.")
        return pages.done("staff.safety_show", told, case_key=case_key)
    try:
        name_on_case(actor(), case=case, account=account, at=clock.now(), operation_key=form.key)
        told = _("%(name)s sees the case now.", name=account.name)
    except Refused as refused:
        told = _word(refused)
    return pages.done("staff.safety_show", told, case_key=case_key)


@area.post("/cases/<key:case_key>/safety/names/<key:opening_key>/remove")
@requires(Permission.CASE_WRITE)
def safety_unname(case_key: str, opening_key: str) -> flask.typing.ResponseReturnValue:
    """Takes a name back."""
    case, _form = Case.get_for(actor(), case_key), Form()
    opening = openings.naming(case, opening_key)
    try:
        take_name_back(actor(), case=case, opening=opening, at=clock.now())
        told = _("The name is taken back.")
    except Refused as refused:
        told = _word(refused)
    return pages.done("staff.safety_show", told, case_key=case_key)


def _is_worker(case: Case) -> bool:
    row: Any = case
    return actor().id in (row.worker_id, row.secondary_id)


def _word(refused: Refused) -> str:
    return str(REFUSALS[next(iter(refused.codes.values()))])  # type: ignore[index]


def _page(case: Case, form: SafetyForm | None, status: int = 200) -> flask.Response:
    concern = SafetyConcern.running_for(case) if case.is_restricted else None
    kept = operations.safe_contact(case, concern) if concern else SafeContact()
    is_worker, is_running = _is_worker(case) and may_write(), bool(case.is_restricted)
    shown = form or SafetyForm(formdata=None, obj=kept)
    shown.version.data = concern.version if concern else 0
    tells = is_running or _is_worker(case) or actor().role is Role.MONITOR
    names = NameForm(formdata=None)
    candidates = openings.nameable(case, MAY_BE_NAMED) if is_worker and is_running else []
    names.account.choices = [
        (one.key, f"{one.name}, {NAMED_ROLES[one.role]}") for one in candidates
    ]
    return pages.render(
        "staff/safety/show.html", status=status, form=shown, names=names, kept=kept,
        channel_words=CHANNELS[kept.channel], is_worker=is_worker, is_running=is_running,
        is_stale=status == 409, concerns=concerns_of(case) if tells else [],
        role_words=NAMED_ROLES,
        named=openings.named_on(case) if is_running else [],
        shows_address="address" in request.args, **head(case),
    )  # fmt: skip
