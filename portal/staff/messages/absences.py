"""Who of the unit is away, and who stands in."""

from typing import Any

import flask
from wtforms import DateField, SelectField

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.absences import Absence
from portal.models.accounts import Account, Role
from portal.operations.messages.absences import end_absence, enter_absence
from portal.policy.messages import back_on
from portal.policy.refusals import Refused
from portal.reports.absences import caseworkers
from portal.reports.working_days import closed_for
from portal.staff.area import area
from portal.words.messages import ABSENCE_REFUSALS


class AbsenceForm(Form):
    """Who is away, from when to when, and who stands in."""

    worker = SelectField(_l("Who is away"))
    starts_on = DateField(_l("First day away"), [required()])
    ends_on = DateField(_l("Last day away"), [required()])
    stand_in = SelectField(_l("Who stands in"))

    def __init__(self, colleagues: list[Account]) -> None:
        super().__init__()
        named: list[tuple[Any, Any]] = [(one.key, one.name) for one in colleagues]
        mine = actor().role is not Role.SUPERVISOR
        own = [(one.key, one.name) for one in colleagues if one.id == actor().id]
        self.worker.choices = own if mine else named
        others = [one for one in named if not mine or one not in own]
        self.stand_in.choices = [("", _("Choose")), *others]


@area.get("/absence")
@requires(Permission.ABSENCE_WRITE)
def absence_index() -> flask.Response:
    """Who is away now or soon, and the form."""
    return _page(AbsenceForm(caseworkers(actor())))


@area.post("/absence")
@requires(Permission.ABSENCE_WRITE)
def absence_create() -> flask.typing.ResponseReturnValue:
    """Enters an absence."""
    colleagues = caseworkers(actor())
    form = AbsenceForm(colleagues)
    by_key: dict[str, Account] = {str(one.key): one for one in colleagues}
    if form.validate_on_submit() and form.stand_in.data in by_key:
        try:
            enter_absence(
                actor(), worker=by_key[form.worker.data], stand_in=by_key[form.stand_in.data],
                starts_on=form.starts_on.data, ends_on=form.ends_on.data, at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused, ABSENCE_REFUSALS.__getitem__)
        else:
            return pages.done("staff.absence_index", _("The absence is entered."))
    elif not form.errors:
        form.stand_in.errors = [_("Please choose who stands in.")]
    return _page(form, 422)


@area.post("/absence/<key:absence_key>/end")
@requires(Permission.ABSENCE_WRITE)
def absence_end(absence_key: str) -> flask.typing.ResponseReturnValue:
    """Somebody is back, or does not go."""
    absence, form = Absence.get_for(actor(), absence_key), Form()
    end_absence(actor(), absence=absence, at=clock.now(), operation_key=form.key)
    return pages.done("staff.absence_index", _("The absence is ended."))


def _page(form: AbsenceForm, status: int = 200) -> flask.Response:
    today = clock.today(resources.timezone())
    is_supervisor = actor().role is Role.SUPERVISOR
    rows: list[Any] = list(Absence.of_unit(actor(), today))
    closed = closed_for(actor().office_id, [one.ends_on for one in rows])
    lines = [
        {
            "absence": one, "back_on": back_on(one.ends_on, closed),
            "is_now": one.starts_on <= today,
            "may_end": is_supervisor or one.account_id == actor().id,
        }
        for one in rows
    ]  # fmt: skip
    return pages.render("staff/absences/index.html", status=status, form=form, lines=lines)
