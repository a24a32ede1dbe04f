"""What proves my hours: choose the days, then send the photo as any other document."""

from typing import Any

import flask
from flask import request
from wtforms import SelectChoice, SelectMultipleField

from portal import clock, dates, i18n, pages
from portal.access import Permission, actor, requires
from portal.forms import Form
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.operations.hours.reporting import begin_proof, may_prove
from portal.participant.area import area, own_case
from portal.participant.hours.months import month_of
from portal.policy.attendance import HoursRefusal
from portal.policy.refusals import Refused
from portal.reports.hours.month import DayHours, MonthHours
from portal.words import hours as words
from portal.words.phrases import activity_words


class ProofForm(Form):
    """The days that the paper is about."""

    days = SelectMultipleField(_l("Which days does the paper show?"), validate_choice=False)


@area.get("/hours/<string:month>/proof")
@requires(Permission.OWN_READ)
def hours_proof(month: str) -> flask.Response:
    """The days that a paper may still be put beside; with `?week=` or `?day=` those alone."""
    read = month_of(month)
    days = _wanted(read)
    return _page(read, days, _form(days, [day.field for day in days]))


@area.post("/hours/<string:month>/proof")
@requires(Permission.OWN_WRITE)
def hours_prove(month: str) -> flask.typing.ResponseReturnValue:
    """Opens the document of these days, and on to its photos."""
    read = month_of(month)
    days = _wanted(read)
    form = _form(days)
    if form.validate_on_submit():
        chosen = set(form.days.data or ())
        entries: list[Any] = [day.entry for day in days if day.field in chosen]
        try:
            document = begin_proof(
                actor(), case=own_case(), entries=entries, locale=i18n.current(), at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
            return pages.done("participant.documents_show", document_key=document.key)
        except Refused:
            form.days.errors = [_("Please choose at least one day.")]
    return _page(read, days, form, 422)


def _wanted(read: MonthHours) -> list[DayHours]:
    """The told days of the address that have no good paper beside them yet; an absence, which
    needs none, by its own link alone."""
    week, one = request.args.get("week", type=int), request.args.get("day", "")
    weeks = [read.weeks[week - 1]] if week and 1 <= week <= len(read.weeks) else read.weeks
    return [
        day
        for each in weeks
        for day in each.days
        if day.entry is not None and may_prove(day.entry) and (not one or day.field == one)
        if one or day.tally.unproven
    ]


def _form(days: list[DayHours], chosen: list[str] | None = None) -> ProofForm:
    form = ProofForm(data={"days": chosen} if chosen is not None else None)
    form.days.choices = [SelectChoice(day.field, _line(day)) for day in days]
    return form


def _line(day: DayHours) -> str:
    entry: Any = day.entry
    return _(
        "%(day)s: %(activity)s, %(hours)s", day=dates.near_day(day.done_on),
        activity=activity_words(day.kind), hours=words.told_line(entry, day.planned),
    )  # fmt: skip


def _page(
    read: MonthHours, days: list[DayHours], form: ProofForm, status: int = 200
) -> flask.Response:
    return pages.render(
        "participant/hours/proof.html", status=status, read=read, days=days, form=form,
        nothing=words.REFUSALS[HoursRefusal.NOTHING_TO_SEND],
    )  # fmt: skip
