"""The calendar of working days: the days off of a year, entered, brought in, taken out."""

from datetime import date
from typing import Any

import flask
from flask import request
from wtforms import DateField, SelectChoice, SelectField, SelectMultipleField

from portal import clock, pages, resources
from portal.access import ROLE_PERMISSIONS, Permission, actor, requires
from portal.forms import Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.i18n import ngettext
from portal.models.holidays import Holiday
from portal.operations.holidays import bring_in_days, enter_holiday, remove_holiday
from portal.policy.calendar import YEARS_AHEAD, add_working_days
from portal.policy.refusals import Refused
from portal.reports import working_days as reports
from portal.staff.area import area
from portal.words.holidays import REFUSALS, STATES

_EXAMPLE_DAYS = 3  # the period of PLAN-7, to see at once what the calendar does


class DayForm(Form):
    """A day on which nobody works, or one office does not."""

    falls_on = DateField(_l("Day"), [required()])
    name = Text(_l("Name of the day"), [required()], limit=120)
    office = SelectField(_l("Who does not work"))

    def __init__(self) -> None:
        super().__init__()
        self.offices = {str(one.key): one for one in reports.offices()}
        named = [SelectChoice(key, one.name) for key, one in self.offices.items()]
        self.office.choices = [SelectChoice("", _("All offices")), *named]


class ProposalForm(Form):
    """The days of a year that a public list names, each to be kept or not."""

    days = SelectMultipleField(_l("Days on which nobody works"))

    def __init__(self, proposed: list[reports.ProposedDay], there: set[date]) -> None:
        usual = [one.falls_on.isoformat() for one in proposed if one.is_usual]
        super().__init__(data={"days": usual})
        self.names = {
            one.falls_on.isoformat(): one.name for one in proposed if one.falls_on not in there
        }
        self.days.choices = [SelectChoice(on, name) for on, name in self.names.items()]


@area.get("/admin/working-days")
@requires(Permission.AGENCY_READ)
def working_days_index() -> flask.Response:
    """The days off of a year, and for administrators the ways to change them."""
    return _page(DayForm(), _year())


@area.post("/admin/working-days")
@requires(Permission.AGENCY_WRITE)
def working_days_create() -> flask.typing.ResponseReturnValue:
    """Enters a day."""
    form = DayForm()
    if form.validate_on_submit():
        try:
            made = enter_holiday(
                actor(), office=form.offices.get(form.office.data), falls_on=form.falls_on.data,
                name=form.name.data or "", at=clock.now(), operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused, REFUSALS.__getitem__)
        else:
            return _done(_("The day is in the calendar."), made.falls_on.year)
    return _page(form, form.falls_on.data.year if form.falls_on.data else _year(), 422)


@area.post("/admin/working-days/<key:holiday_key>/remove")
@requires(Permission.AGENCY_WRITE)
def working_days_remove(holiday_key: str) -> flask.typing.ResponseReturnValue:
    """Takes a day out: it is a working day again."""
    said, year = _("The day is a working day again."), _year()
    try:
        found: Any = Holiday.get_by_key(holiday_key)
    except Holiday.DoesNotExist:
        return _done(said, year)  # pressed twice, or by two people
    remove_holiday(actor(), holiday=found, at=clock.now())
    return _done(said, found.falls_on.year)


@area.get("/admin/working-days/bring-in")
@requires(Permission.AGENCY_WRITE)
def working_days_propose() -> flask.Response:
    """The days of a year and a state that public lists name, to choose from."""
    return _proposal(_proposed())


@area.post("/admin/working-days/bring-in")
@requires(Permission.AGENCY_WRITE)
def working_days_bring_in() -> flask.typing.ResponseReturnValue:
    """Enters the chosen days."""
    form = _proposed()
    if not form.validate_on_submit():
        return _proposal(form, 422)
    chosen = [(date.fromisoformat(on), form.names[on]) for on in form.days.data or ()]
    made = bring_in_days(actor(), days=chosen, at=clock.now())
    words = ngettext("%(n)s day is new in the calendar.", "%(n)s days are new in the calendar.",
                     made)  # fmt: skip
    return _done(words, _year())


def _today() -> date:
    return clock.today(resources.timezone())


def _year() -> int:
    """The year of the address, this one where it says none or one that makes no sense."""
    this = _today().year
    asked = request.args.get("year", type=int) or this
    return asked if this - 1 <= asked <= this + YEARS_AHEAD else this


def _state() -> str:
    asked = request.args.get("state", reports.FEDERAL)
    return asked if asked in reports.STATES else reports.FEDERAL


def _done(words: str, year: int) -> flask.typing.ResponseReturnValue:
    return pages.done("staff.working_days_index", words, year=year)


def _page(form: DayForm, year: int, status: int = 200) -> flask.Response:
    today = _today()
    closed = reports.holidays_of(actor().office_id)
    return pages.render(
        "staff/admin/working_days.html", status=status, form=form, year=year,
        years=range(today.year - 1, today.year + YEARS_AHEAD + 1),
        days=reports.read_year(year), lacking=reports.years_without(today),
        may_change=Permission.AGENCY_WRITE in ROLE_PERMISSIONS[actor().role],
        example_days=_EXAMPLE_DAYS, example_on=add_working_days(today, _EXAMPLE_DAYS, closed),
    )  # fmt: skip


def _proposed() -> ProposalForm:
    year = _year()
    there = {one.falls_on for one in reports.read_year(year) if one.office_id is None}
    return ProposalForm(reports.proposed_days(year, _state()), there)


def _proposal(form: ProposalForm, status: int = 200) -> flask.Response:
    this = _today().year
    return pages.render(
        "staff/admin/bring_in.html", status=status, form=form, year=_year(), state=_state(),
        states=STATES, years=range(this, this + YEARS_AHEAD + 1),
        days={on: date.fromisoformat(on) for on in form.names},
    )  # fmt: skip
