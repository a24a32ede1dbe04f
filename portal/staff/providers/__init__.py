"""A provider's own home, and nothing beside it: who was referred to them, what is owed today, a
month of a class, and progress notes of their own (PLAN-10; safety.md, Who sees what)."""

from datetime import date
from typing import Any

import flask
from flask import request
from wtforms import RadioField

from portal import clock, dates, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText
from portal.i18n import lazy as _l
from portal.models.referrals import Course, Referral
from portal.operations.reviews.progress import write_progress
from portal.operations.views import record_list_view, record_view
from portal.policy.calendar import Month
from portal.policy.refusals import Refused
from portal.reports import referred
from portal.reports.hours import classes
from portal.staff.area import area
from portal.words import reviews as words
from portal.words.phrases import activity_words

_MONTHS_BACK = 12
_ABSENT = "A"


class ProgressForm(Form):
    """How somebody gets on."""

    progress = RadioField(
        _l("How does it go?"), choices=list(words.PROGRESS.items()), validate_choice=False
    )
    text = LongText(_l("What you saw"))


def home() -> flask.Response:
    """What opens a provider's day; it stands at the area's own address."""
    today = clock.today(resources.timezone())
    record_list_view(actor(), what="referred", at=clock.now())
    people = referred.referred_to(actor(), today)
    return pages.render(
        "staff/providers/home.html", people=people,
        owed=referred.attendance_owed(people, today),
        unwritten=[one for one in people if one.holds_on(today) and not _is_noted(one, today)],
        unfiled=[one for one in people if one.holds_on(today) and not one.has_summary],
        month=Month.of(today).first_on,
    )  # fmt: skip


def _is_noted(one: referred.Referred, today: date) -> bool:
    return one.noted_on is not None and one.noted_on >= Month.of(today).first_on


@area.get("/referred/<key:referral_key>")
@requires(Permission.PROGRESS_WRITE)
def providers_show(referral_key: str) -> flask.Response:
    """One person who was referred: class, activity, and the progress notes of this provider."""
    return _person(Referral.get_for(actor(), referral_key), ProgressForm(formdata=None))


@area.post("/referred/<key:referral_key>")
@requires(Permission.PROGRESS_WRITE)
def providers_note(referral_key: str) -> flask.typing.ResponseReturnValue:
    """Writes a progress note."""
    referral, form = Referral.get_for(actor(), referral_key), ProgressForm()
    if form.validate():
        try:
            write_progress(
                actor(), referral=referral, progress=form.progress.data or "",
                text=form.text.data or "", at=clock.now(), operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused, words.PROGRESS_REFUSALS.__getitem__)
        else:
            said = str(_l("The caseworker reads your note with the case."))
            return pages.done("staff.providers_show", said, referral_key=referral_key)
    return _person(referral, form, 422)


def _person(referral: Referral, form: ProgressForm, status: int = 200) -> flask.Response:
    row: Any = referral
    record_view(actor(), case=row.case, what="referred", at=clock.now())
    return pages.render(
        "staff/providers/person.html", status=status, form=form, referral=row,
        name=referred.name_of(referral), kind=activity_words(str(row.course.kind)),
        notes=referred.notes_of(actor(), referral), words=words,
    )  # fmt: skip


@area.get("/classes/<key:class_key>/month")
@requires(Permission.ATTENDANCE_WRITE)
def providers_month(class_key: str) -> flask.Response:
    """A month of a class in one grid: what was entered, and where something is missing; each day
    leads to the week in which it is typed."""
    course, today = Course.get_for(actor(), class_key), clock.today(resources.timezone())
    month = _month_asked(request.args.get("month", ""), today)
    record_list_view(actor(), what="class", at=clock.now())
    people = classes.people_of(actor(), course, month.span)
    last, first = Month.of(today), Month.of(today).plus(-_MONTHS_BACK)
    return pages.render(
        "staff/providers/month.html", course=course, month=month.first_on,
        days=[month.first_on.replace(day=n + 1) for n in range(month.span.days)],
        rows=[_row(person, today) for person in people],
        before=str(month.plus(-1)) if month.first_on > first.first_on else "",
        after=str(month.plus(1)) if month.first_on < last.first_on else "",
    )  # fmt: skip


def _month_asked(asked: str, today: date) -> Month:
    try:
        found = Month.of(date.fromisoformat(f"{asked[:7]}-01"))
    except ValueError:
        return Month.of(today)
    first, last = Month.of(today).plus(-_MONTHS_BACK), Month.of(today)
    return found if first.first_on <= found.first_on <= last.first_on else last


def _row(person: classes.Person, today: date) -> dict[str, Any]:
    cells = [_cell(one, today) for one in person.cells]
    minutes = sum(one["minutes"] for one in cells)
    return {
        "key": person.key, "name": person.name, "cells": cells, "hours": dates.hours(minutes),
        "missing": sum(one["is_missing"] for one in cells),
    }  # fmt: skip


def _cell(cell: classes.Cell, today: date) -> dict[str, Any]:
    entry: Any = cell.entry
    is_entered = entry is not None and entry.entered_by_id is not None
    minutes = entry.minutes if is_entered else 0
    return {
        "on": cell.on,
        "minutes": minutes,
        "text": (dates.hours(minutes) if minutes else _ABSENT) if is_entered else "",
        "is_missing": bool(
            cell.planned and cell.has_place and cell.on <= today and not is_entered
        ),
    }  # fmt: skip
