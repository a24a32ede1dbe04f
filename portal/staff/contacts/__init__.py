"""Recording a contact: in the row of a case, or as a page of its own."""

import json
from datetime import date
from typing import Any

import flask
from flask import request

from portal import clock, dates, pages, resources
from portal.access import Permission, actor, requires
from portal.extensions import htmx
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.operations.contacts import plan_next_attempt, record_contact
from portal.operations.views import record_view
from portal.policy.contacts import Way
from portal.policy.refusals import Refused
from portal.reports import caseload
from portal.reports.notes import of_contacts as contact_notes
from portal.staff.area import area
from portal.staff.caseload import may_write, row_context
from portal.staff.contacts import quick_log
from portal.staff.contacts.outcomes import SIDES, WAYS_TO_RECORD, Outcome
from portal.staff.contacts.quick_log import AgainForm, ContactForm
from portal.words.contacts import REFUSALS
from portal.words.tasks import of_refusal


def _today() -> date:
    return clock.today(resources.timezone())


@area.get("/cases/<key:case_key>/contacts/new")
@requires(Permission.CASE_WRITE)
def contacts_new(case_key: str) -> flask.Response:
    """The quick log of a case: opened in its row, or as a page."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="contacts", at=clock.now())
    form = ContactForm()
    if form.occurred_on.data is None and not form.occurred_on.raw_data:
        form.occurred_on.data = _today()
    if (way := request.args.get("way", "")) in {str(one) for one, _text in WAYS_TO_RECORD}:
        form.way.data = way
    return _answer(case, quick_log.opened(case, form, _today()))


@area.get("/cases/<key:case_key>/contacts")
@requires(Permission.CASE_READ)
def contacts_index(case_key: str) -> flask.typing.ResponseReturnValue:
    """The contacts of a case: they stand on its line of time, and are read there."""
    case = Case.get_for(actor(), case_key)
    return flask.redirect(f"/staff/cases/{case.key}?kind=contact#timeline", 303)


@area.post("/cases/<key:case_key>/contacts")
@requires(Permission.CASE_WRITE)
def contacts_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Records a contact; what it counts as follows by rule and is said (CON-3)."""
    case = Case.get_for(actor(), case_key)
    form = ContactForm()
    if form.validate_on_submit():
        try:
            made = _record(case, form)
        except Refused as refused:
            form.refuse(refused, REFUSALS.__getitem__)
        else:
            return _recorded(case, made)
    return _answer(case, quick_log.opened(case, form, _today()), 422)


def _record(case: Case, form: ContactForm) -> Contact:
    direction, is_answered = SIDES[Outcome(form.outcome.data)]
    return record_contact(
        actor(), case=case, occurred_on=form.occurred_on.data, way=Way(form.way.data),
        direction=direction, answered=is_answered, summary=form.summary.data or "",
        at=clock.now(), operation_key=form.key,
    )  # fmt: skip


def _recorded(case: Case, made: Contact) -> flask.typing.ResponseReturnValue:
    if not htmx:
        saved, keys = _("Contact saved."), {"case_key": case.key, "contact_key": made.key}
        return pages.done("staff.contacts_show", saved, **keys)
    response = _answer(case, quick_log.saved(case, made, _today()))
    return _aloud(response, quick_log.said(made), logged=str(case.key))


def _aloud(response: flask.Response, said: str, **events: str) -> flask.Response:
    response.headers["HX-Trigger-After-Settle"] = json.dumps({"said": said, **events})
    return response


@area.get("/cases/<key:case_key>/contacts/<key:contact_key>")
@requires(Permission.CASE_READ)
def contacts_show(case_key: str, contact_key: str) -> flask.Response:
    """A contact that was recorded, and what comes after it."""
    case = Case.get_for(actor(), case_key)
    made = Contact.get_for(actor(), case, contact_key)
    record_view(actor(), case=case, what="contacts", at=clock.now())
    note = contact_notes.of_contact(actor(), made)
    shown = quick_log.saved(case, made, _today()) | quick_log.told(made, note)
    return _answer(case, shown | {"is_page": True})


@area.post("/cases/<key:case_key>/contacts/<key:contact_key>/again")
@requires(Permission.CASE_WRITE)
def contacts_again(case_key: str, contact_key: str) -> flask.typing.ResponseReturnValue:
    """Makes the task to try again after nobody was reached (CON-1)."""
    case = Case.get_for(actor(), case_key)
    made = Contact.get_for(actor(), case, contact_key)
    form = AgainForm()
    if form.validate_on_submit():
        try:
            plan_next_attempt(
                actor(), case=case, way=Way(made.way), due_on=form.due_on.data,
                at=clock.now(), operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused, of_refusal)
        else:
            return _planned(case, made, form.due_on.data)
    return _answer(case, quick_log.saved(case, made, _today(), form), 422)


def _planned(case: Case, made: Contact, due_on: Any) -> flask.typing.ResponseReturnValue:
    said = _("A task for you: try again on %(day)s.", day=dates.day(due_on))
    if not htmx:
        return pages.done("staff.cases_show", said, case_key=case.key)
    shown = quick_log.saved(case, made, _today()) | {"again_said": said}
    return _aloud(_answer(case, shown), said, logged=str(case.key))


def _answer(case: Case, opened: dict[str, Any], status: int = 200) -> flask.Response:
    today = _today()
    row = caseload.one(actor(), case)
    opened = opened | {"may_write": may_write()}
    # After saving, the button of the row takes the focus; a page that is opened has its own order.
    is_focused = bool(opened["is_saved"] and htmx and not opened.get("is_page"))
    return pages.render(
        "staff/contacts/new.html", "staff/contacts/_row.html", status,
        opened=opened, **row_context(row, today, is_focused=is_focused),
    )  # fmt: skip
