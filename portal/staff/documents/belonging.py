"""Saying what a document belongs to: hours, a contact, what was asked for, an activity."""

from contextlib import suppress
from datetime import date
from typing import Any

import flask
from wtforms import SelectField, SelectMultipleField

from portal import clock, dates, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.contacts import Contact
from portal.models.documents import Document, DocumentRequest, DocumentTie
from portal.operations.documents import ties as acts
from portal.operations.views import record_view
from portal.policy.documents import ArrangingRefusal
from portal.policy.refusals import Refused
from portal.reports.documents import ties
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.documents import document_of, viewing
from portal.words import documents as words
from portal.words.contacts import WAYS
from portal.words.document_reviews import activity_name


class BelongsForm(Form):
    """What a document belongs to; of each kind what the case has."""

    weeks = SelectMultipleField(_l("Hours that it proves"), validate_choice=False)
    contact = SelectField(_l("Contact"), validate_choice=False)
    series = SelectField(_l("Activity"), validate_choice=False)
    asked = SelectField(_l("What was asked for"), validate_choice=False)


@area.get("/cases/<key:case_key>/documents/<key:document_key>/ties")
@requires(Permission.CASE_WRITE)
def documents_ties(case_key: str, document_key: str) -> flask.Response:
    """What it belongs to, and what it may belong to."""
    document = document_of(case_key, document_key)
    what = "private_document" if document.is_private else "document"
    record_view(actor(), case=document.case, what=what, at=clock.now())
    return _page(document, BelongsForm())


@area.post("/cases/<key:case_key>/documents/<key:document_key>/ties")
@requires(Permission.CASE_WRITE)
def documents_tie(case_key: str, document_key: str) -> flask.typing.ResponseReturnValue:
    """Ties it to all that was chosen."""
    document, form = document_of(case_key, document_key), BelongsForm()
    try:
        _tie(document, form)
    except Refused as refused:
        form.refuse(refused, words.of_refusal)
        return _page(document, form, 422)
    target = {"case_key": case_key, "document_key": document_key}
    return pages.done("staff.documents_show", _("Saved what it belongs to."), **target)


@area.post("/cases/<key:case_key>/documents/ties/<key:tie_key>/remove")
@requires(Permission.CASE_WRITE)
def documents_untie(case_key: str, tie_key: str) -> flask.typing.ResponseReturnValue:
    """Takes back that it belongs to a contact or an activity."""
    tie = DocumentTie.get_for(actor(), tie_key)
    if tie.document.case.key != case_key:
        raise DocumentTie.DoesNotExist
    acts.untie_document(actor(), tie=tie, at=clock.now())
    return pages.done(
        "staff.documents_ties", _("Taken back."), case_key=case_key, document_key=tie.document.key
    )


@area.post("/cases/<key:case_key>/documents/<key:document_key>/ties/hours")
@requires(Permission.CASE_WRITE)
def documents_release(case_key: str, document_key: str) -> flask.typing.ResponseReturnValue:
    """Takes back that it proves the hours of an activity."""
    document = document_of(case_key, document_key)
    series = flask.request.form.get("series", "")
    acts.release_hours(actor(), document=document, series=series, at=clock.now())
    target = {"case_key": case_key, "document_key": document_key}
    return pages.done("staff.documents_ties", _("Taken back."), **target)


def _tie(document: Document, form: BelongsForm) -> None:
    """Raises Refused({"": nothing_chosen}), and DoesNotExist for what is not of the case."""
    at, weeks = clock.now(), _weeks(form.weeks.data or [])
    if not (weeks or form.contact.data or form.series.data or form.asked.data):
        raise Refused({"": ArrangingRefusal.NOTHING_CHOSEN})
    if weeks:
        acts.prove_hours(actor(), document=document, weeks=weeks, at=at)
    if form.contact.data:
        contact = Contact.get_for(actor(), document.case, form.contact.data)
        acts.tie_document(actor(), document=document, contact=contact, at=at)
    if form.series.data:
        acts.tie_document(actor(), document=document, series=form.series.data, at=at)
    if form.asked.data:
        asked = DocumentRequest.get_for(actor(), form.asked.data)
        acts.tie_request(actor(), document=document, request=asked, at=at)


def _weeks(codes: list[str]) -> list[tuple[str, date, date]]:
    """The weeks of hours that were chosen; what is none is passed over."""
    found = []
    for code in codes:
        with suppress(ValueError):
            series, first, last = code.split("|")
            found.append((series, date.fromisoformat(first), date.fromisoformat(last)))
    return found


def _page(document: Document, form: BelongsForm, status: int = 200) -> flask.Response:
    _offer(form, document)
    return pages.render(
        "staff/documents/ties.html",
        status=status,
        form=form,
        document=document,
        belongings=viewing.belongings(document),
        here=f"/staff/cases/{document.case.key}/documents",
        words=words,
        **head(document.case),
    )


def _offer(form: BelongsForm, document: Document) -> None:
    none: list[Any] = [("", _("None"))]
    case = document.case
    form.weeks.choices = [
        (one.code, _week_words(one))
        for one in ties.unproven_weeks(case, clock.today(resources.timezone()))
    ]
    found = ties.tieable(actor(), case)
    for field, what, names in (
        (form.contact, "contact", WAYS),
        (form.series, "activity", None),
        (form.asked, "request", words.KINDS),
    ):
        field.choices = none + [(one.ref, _choice(one, names)) for one in found if one.what == what]


def _choice(one: ties.Tieable, names: Any) -> str:
    name = str(names[one.name]) if names else activity_name(one.name)
    return f"{name}, {dates.short_day(one.on)}" if one.on else name


def _week_words(one: ties.HoursWeekRow) -> str:
    hours, activity = dates.hours(one.minutes), activity_name(one.kind)
    return _("%(activity)s, %(days)s: %(hours)s hours", activity=activity, hours=hours,
             days=viewing.days_words(one.first, one.last))  # fmt: skip
