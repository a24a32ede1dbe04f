"""Staffings across cases: those in preparation, and sittings in which many are staffed one after
another, chosen by what they have in common (STAFF-1)."""

from typing import Any
from urllib.parse import urlencode

import flask
from flask import request
from wtforms import DateField, HiddenField, SelectField

from portal import clock, formats, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.i18n import ngettext
from portal.models.cases import Case
from portal.models.sittings import Sitting, SittingState
from portal.operations.staffings import sittings as operations
from portal.operations.views import record_list_view
from portal.policy.programs import ProgramCode, program
from portal.policy.refusals import Refused
from portal.policy.sittings import MOST_CASES
from portal.policy.staffings import Tab
from portal.policy.statuses import CaseStatus
from portal.reports.staffings import sittings as reports
from portal.reports.staffings.sittings import Likeness
from portal.staff.area import area
from portal.staff.caseload import may_write
from portal.words import sittings as words
from portal.words.cases import STATUSES
from portal.words.phrases import ACTIVITIES
from portal.words.staffings import KINDS

_NAMES = ("status", "language", "program", "activity")
_SHOWN = 25  # cases of a choice that are named before the sitting begins


class ChoiceForm(Form):
    """What the cases have in common; asked by the address, so that it can be kept as a link."""

    status = SelectField(_l("Status"))
    language = SelectField(_l("Language"))
    program = SelectField(_l("Program"))
    activity = SelectField(_l("Activity that runs now"))


class SittingForm(Form):
    """A sitting: its name and day, and who is there."""

    title = Text(_l("Name of the sitting"), [required(_l("Give the sitting a name."))], limit=120)
    held_on = DateField(_l("Day"), [required()])
    present = LongText(_l("Professionals who are there, a line each"))
    status, language = HiddenField(), HiddenField()
    program, activity = HiddenField(), HiddenField()


@area.get("/staffings")
@requires(Permission.CASE_READ)
def sittings_index() -> flask.Response:
    """Sittings, and the staffings in preparation."""
    record_list_view(actor(), what="sittings", at=clock.now())
    return pages.render(
        "staff/sittings/index.html", sittings=reports.sittings_of(actor()), kinds=KINDS,
        staffings=reports.open_staffings(actor()), may_write=may_write(),
    )  # fmt: skip


@area.get("/staffings/new")
@requires(Permission.CASE_WRITE)
def sittings_new() -> flask.Response:
    """Which cases, how many they are, and who sits there."""
    alike = Likeness(**{name: request.args.get(name, "")[:40] for name in _NAMES})
    today = clock.today(resources.timezone())
    form = SittingForm(formdata=None, held_on=today, title=_title(alike), **vars_of(alike))
    return _new_page(alike, form)


@area.post("/staffings")
@requires(Permission.CASE_WRITE)
def sittings_create() -> flask.typing.ResponseReturnValue:
    """Begins the sitting, and on to its first case."""
    form = SittingForm()
    alike = Likeness(**{name: (form[name].data or "")[:40] for name in _NAMES})
    if form.validate_on_submit():
        asked = operations.Asked(
            form.title.data or "", form.held_on.data, form.present.data or "", alike,
            urlencode({name: value for name, value in vars_of(alike).items() if value}),
        )  # fmt: skip
        try:
            made = operations.begin_sitting(
                actor(), asked=asked, at=clock.now(), operation_key=form.key
            )
            return pages.done("staff.sittings_show", sitting_key=made.key)
        except Refused as refused:
            form.refuse(refused, words.REFUSALS.__getitem__)
    return _new_page(alike, form, 422)


@area.get("/staffings/<key:sitting_key>")
@requires(Permission.CASE_READ)
def sittings_show(sitting_key: str) -> flask.Response:
    """One sitting: its cases in their order, and which is next."""
    sitting: Any = Sitting.get_for(actor(), sitting_key)
    record_list_view(actor(), what="sitting", at=clock.now())
    lines = reports.lines_of(actor(), sitting)
    waiting = [one for one in lines if one["state"] == SittingState.WAITING]
    leads = may_write() and sitting.account_id == actor().id and sitting.ended_at is None
    done = len(lines) - len(waiting)
    return pages.render(
        "staff/sittings/show.html", sitting=sitting, lines=lines, form=Form(), leads=leads,
        next_one=waiting[0] if waiting else None, kinds=KINDS, states=words.STATES,
        tones=words.TONES, statuses=STATUSES,
        so_far=_("%(done)s of %(all)s cases", done=done, all=len(lines)),
    )  # fmt: skip


@area.post("/staffings/<key:sitting_key>/cases/<key:case_key>/take")
@requires(Permission.CASE_WRITE)
def sittings_take(sitting_key: str, case_key: str) -> flask.typing.ResponseReturnValue:
    """Takes a case up: its staffing is begun, or gone on with."""
    sitting, case = Sitting.get_for(actor(), sitting_key), Case.get_for(actor(), case_key)
    try:
        made = operations.take_case(
            actor(), sitting=sitting, case=case, at=clock.now(), operation_key=Form().key
        )
    except Refused as refused:
        return pages.done("staff.sittings_show", _said(refused), sitting_key=sitting_key)
    return pages.done("staff.staffings_tab", case_key=case_key, staffing_key=made.key, tab=Tab.CASE)


@area.post("/staffings/<key:sitting_key>/cases/<key:case_key>/pass")
@requires(Permission.CASE_WRITE)
def sittings_pass(sitting_key: str, case_key: str) -> flask.typing.ResponseReturnValue:
    """Goes past a case."""
    sitting, case = Sitting.get_for(actor(), sitting_key), Case.get_for(actor(), case_key)
    try:
        operations.pass_case(actor(), sitting=sitting, case=case, at=clock.now())
    except Refused as refused:
        return pages.done("staff.sittings_show", _said(refused), sitting_key=sitting_key)
    return pages.done("staff.sittings_show", sitting_key=sitting_key)


@area.post("/staffings/<key:sitting_key>/end")
@requires(Permission.CASE_WRITE)
def sittings_end(sitting_key: str) -> flask.typing.ResponseReturnValue:
    """Ends the sitting."""
    sitting = Sitting.get_for(actor(), sitting_key)
    said = _("The sitting is over. Each staffing that was begun goes on by itself.")
    try:
        operations.end_sitting(actor(), sitting=sitting, at=clock.now(), operation_key=Form().key)
    except Refused as refused:
        said = _said(refused)
    return pages.done("staff.sittings_show", said, sitting_key=sitting_key)


def vars_of(alike: Likeness) -> dict[str, str]:
    """What the cases have in common, by name."""
    return {name: getattr(alike, name) for name in _NAMES}


def _said(refused: Refused) -> str:
    known = (words.REFUSALS.get(code) for code in refused.codes.values())
    return " ".join(str(one) for one in known if one) or _("This cannot be done now.")


def _new_page(alike: Likeness, form: SittingForm, status: int = 200) -> flask.Response:
    today = clock.today(resources.timezone())
    record_list_view(actor(), what="sittings", at=clock.now())
    found = reports.chosen(actor(), alike, today)
    count = len(found)
    said = (
        _("More than %(n)s cases", n=MOST_CASES)
        if count > MOST_CASES
        else ngettext("%(n)s case", "%(n)s cases", count)
    )
    return pages.render(
        "staff/sittings/new.html", status=status, form=form, choice=_choice(alike), said=said,
        lines=found[:_SHOWN], more=max(0, min(count, MOST_CASES) - _SHOWN), statuses=STATUSES,
        kind=KINDS["all_cases" if alike.is_all else "common_characteristics"],
        names=_NAMES,
    )  # fmt: skip


def _choice(alike: Likeness) -> ChoiceForm:
    statuses, languages, programs = reports.kinds_there_are(actor())
    form = ChoiceForm(formdata=None, **vars_of(alike))
    every = ("", _("All"))
    form.status.choices = [every, *((one, STATUSES[CaseStatus(one)]) for one in statuses)]
    form.language.choices = [every, *((one, formats.english_language(one)) for one in languages)]
    form.program.choices = [every, *((one, program(ProgramCode(one)).name) for one in programs)]
    form.activity.choices = [every, *((str(one), text) for one, text in ACTIVITIES.items())]
    return form


def _title(alike: Likeness) -> str:
    """What the sitting is called unless somebody says otherwise."""
    parts = [
        str(STATUSES[CaseStatus(alike.status)]) if alike.status in set(CaseStatus) else "",
        formats.english_language(alike.language) if alike.language else "",
        program(ProgramCode(alike.program)).name if alike.program in set(ProgramCode) else "",
        str(ACTIVITIES[alike.activity]) if alike.activity in ACTIVITIES else "",
    ]
    return ", ".join(filter(None, parts)) or _("All my cases")
