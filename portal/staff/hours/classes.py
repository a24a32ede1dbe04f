"""A provider's classes: one grid for a whole class and week, typed by keyboard; own referrals only
(PLAN-10)."""

from datetime import date, timedelta
from typing import Any

import flask
from flask import request
from wtforms import SelectField

from portal import clock, dates, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.referrals import Course
from portal.operations.hours import classes as operations
from portal.operations.hours.classes import Mark
from portal.operations.views import record_list_view
from portal.policy.attendance import HoursSource, HoursState
from portal.policy.calendar import Span, week_of
from portal.policy.class_marks import first_day_to_mark
from portal.policy.refusals import Refused
from portal.reports.hours import classes
from portal.reports.hours.classes import Cell, Person
from portal.staff.area import area
from portal.words import hours_decisions as words
from portal.words.phrases import ACTIVITIES, activity_words

ABSENT = "A"
WEEK = timedelta(days=7)


class ClassForm(Form):
    """A new class."""

    name = Text(_l("Name of the class"), [required()], limit=120)
    kind = SelectField(_l("What it is"), choices=list(ACTIVITIES.items()))


@area.get("/classes")
@requires(Permission.ATTENDANCE_WRITE)
def classes_index() -> flask.Response:
    """The provider's own classes."""
    return _list(ClassForm(formdata=None))


@area.post("/classes")
@requires(Permission.ATTENDANCE_WRITE)
def classes_create() -> flask.typing.ResponseReturnValue:
    """Opens a class."""
    form = ClassForm()
    if form.validate():
        try:
            made = operations.open_class(
                actor(), kind=form.kind.data, name=form.name.data or "", at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
        else:
            said = _("The class is open.")
            return pages.done("staff.classes_show", said, class_key=made.key)
    return _list(form, 422)


@area.get("/classes/<key:class_key>")
@requires(Permission.ATTENDANCE_WRITE)
def classes_show(class_key: str) -> flask.Response:
    """A week of a class: everybody who has a place in it, day by day."""
    course = Course.get_for(actor(), class_key)
    return _grid(course, _week_asked(request.args.get("week", "")), Form(formdata=None))


@area.post("/classes/<key:class_key>")
@requires(Permission.ATTENDANCE_WRITE)
def classes_enter(class_key: str) -> flask.typing.ResponseReturnValue:
    """Enters the week, or fills in what is planned for everybody, to be looked at and sent."""
    course, form = Course.get_for(actor(), class_key), Form()
    week, typed = _week_asked(request.form.get("week", "")), _typed()
    if request.form.get("act") == "fill":
        return _grid(course, week, form, typed, is_filled=True)
    try:
        operations.enter_class(
            actor(), course=course, marks=_marks(typed), at=clock.now(), operation_key=form.key
        )
    except Refused as refused:
        return _grid(course, week, form, typed, refused=refused)
    said = _("The week is entered.")
    return pages.done("staff.classes_show", said, class_key=class_key, week=str(week.starts_on))


@area.post("/classes/<key:class_key>/close")
@requires(Permission.ATTENDANCE_WRITE)
def classes_close(class_key: str) -> flask.typing.ResponseReturnValue:
    """Closes a class."""
    course = Course.get_for(actor(), class_key)
    operations.close_class(actor(), course=course, at=clock.now())
    return pages.done("staff.classes_index", _("The class is closed."))


def _list(form: ClassForm, status: int = 200) -> flask.Response:
    record_list_view(actor(), what="classes", at=clock.now())
    return pages.render(
        "staff/hours/classes.html", status=status, form=form, classes=classes.classes_of(actor()),
        activity_words=activity_words,
    )  # fmt: skip


def _week_asked(asked: str) -> Span:
    today = clock.today(resources.timezone())
    try:
        on = date.fromisoformat(asked[:10])
    except ValueError:
        on = today
    return week_of(min(max(on, first_day_to_mark(today)), today))


def _typed() -> dict[str, tuple[str, str]]:
    """What was typed, by the name of its place, and the key of what stood there."""
    return {
        name.removeprefix("m:"): (value[:10], request.form.get(f"s:{name[2:]}", "")[:16])
        for name, value in request.form.items()
        if name.startswith("m:")
    }


def _marks(typed: dict[str, tuple[str, str]]) -> list[Mark]:
    found = []
    for place, (value, seen) in typed.items():
        referral, _colon, day = place.partition(":")
        try:
            found.append(Mark(referral, date.fromisoformat(day), value, seen))
        except ValueError:
            flask.abort(400)
    return found


def _grid(
    course: Course,
    week: Span,
    form: Form,
    typed: dict[str, tuple[str, str]] | None = None,
    is_filled: bool = False,
    refused: Refused | None = None,
) -> flask.Response:
    today = clock.today(resources.timezone())
    record_list_view(actor(), what="class", at=clock.now())
    people = classes.people_of(actor(), course, week)
    codes = refused.codes if refused else {}
    marks = _Marks(typed or {}, codes, is_filled, today)
    errors = [words.of_mark_refusal(str(code)) for place, code in codes.items() if not place]
    return pages.render(
        "staff/hours/class.html", status=422 if refused else 200, course=course, week=week,
        form=form, kind=activity_words(str(course.kind)), errors=errors, today_on=today,
        is_refused=refused is not None,
        days=[week.starts_on + timedelta(days=n) for n in range(week.days)],
        rows=[marks.row(person) for person in people], is_filled=is_filled,
        before=_step(week, -WEEK, first_day_to_mark(today), today),
        after=_step(week, WEEK, first_day_to_mark(today), today),
    )  # fmt: skip


def _step(week: Span, by: timedelta, first: date, last: date) -> str:
    beside = Span(week.starts_on + by, week.ends_on + by)
    return str(beside.starts_on) if beside.ends_on >= first and beside.starts_on <= last else ""


class _Marks:
    """What stands in each place of the grid: typed, else entered, else nothing."""

    def __init__(
        self, typed: dict[str, tuple[str, str]], codes: Any, is_filled: bool, today: date
    ) -> None:
        self.typed, self.codes, self.is_filled, self.today = typed, codes, is_filled, today

    def row(self, person: Person) -> dict[str, Any]:
        """One person's row."""
        return {
            "name": person.name,
            "cells": [self.cell(person, cell) for cell in person.cells],
        }

    def cell(self, person: Person, cell: Cell) -> dict[str, Any]:
        """One place: its name, what stands in it, whether it may be typed in, what is wrong."""
        place = f"{person.key}:{cell.on.isoformat()}"
        entry: Any = cell.entry
        stands = _written(entry)
        seen = entry.key if entry is not None else ""
        value, code = stands, self.codes.get(place)
        if place in self.typed:
            # What stands there now is beside the place: sent once more, it is entered on that.
            value, seen = self.typed[place][0], seen if code else self.typed[place][1]
        may_type = cell.has_place and cell.on <= self.today and not _is_closed(entry)
        if self.is_filled and may_type and not value.strip() and cell.planned:
            value = dates.hours(cell.planned)
        return {
            "place": place,
            "on": cell.on,
            "value": value,
            "seen": seen,
            "planned": dates.hours(cell.planned) if cell.planned else "",
            "may_type": may_type,
            "stands": stands if stands != value else "",
            "error": words.of_mark_refusal(str(code)) if code else "",
        }


def _is_closed(entry: Any) -> bool:
    return entry is not None and entry.state == HoursState.ACCEPTED


def _written(entry: Any) -> str:
    """What a provider or the worker entered; what the participant told is theirs to see."""
    if entry is None or entry.source not in (HoursSource.PROVIDER, HoursSource.WORKER):
        return ""
    return dates.hours(entry.minutes) if entry.minutes else ABSENT
