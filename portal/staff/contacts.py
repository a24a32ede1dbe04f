"""Recording a contact: in its row of the caseload, or as a page of its own."""

import json
from typing import Any

import flask
from wtforms import DateField, SelectField

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.extensions import htmx
from portal.forms import Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.operations.contacts import record_contact
from portal.operations.views import record_view
from portal.policy.contacts import ContactReason, Way
from portal.policy.refusals import Refused
from portal.reports import caseload
from portal.staff.area import area
from portal.staff.caseload import row_context
from portal.staff.outcomes import OUTCOMES, SIDES, WAYS_TO_RECORD, Outcome
from portal.words.contacts import REFUSALS, standing


class ContactForm(Form):
    """One contact or attempt."""

    way = SelectField(_l("How"), choices=WAYS_TO_RECORD)
    outcome = SelectField(_l("How it went"), choices=OUTCOMES)
    occurred_on = DateField(_l("Day"), [required()])
    summary = Text(_l("In short"), limit=500)


@area.get("/cases/<key:case_key>/contacts/new")
@requires(Permission.CASE_WRITE)
def contacts_new(case_key: str) -> flask.Response:
    """The quick log of a case: opened in its row, or as a page."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="contacts", at=clock.now())
    form = ContactForm()
    if form.occurred_on.data is None and not form.occurred_on.raw_data:
        form.occurred_on.data = clock.today(resources.timezone())
    return _answer(case, _opened(case, form))


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
    return _answer(case, _opened(case, form), 422)


def _record(case: Case, form: ContactForm) -> Contact:
    direction, is_answered = SIDES[Outcome(form.outcome.data)]
    return record_contact(
        actor(), case=case, occurred_on=form.occurred_on.data, way=Way(form.way.data),
        direction=direction, answered=is_answered, summary=form.summary.data or "",
        at=clock.now(), operation_key=form.key,
    )  # fmt: skip


def _recorded(case: Case, made: Contact) -> flask.typing.ResponseReturnValue:
    reason: Any = made.reason
    said = _("Contact saved.") + " " + standing(ContactReason(reason))
    if not htmx:
        return pages.done("staff.cases_show", said, case_key=case.key)
    opened = {"is_saved": True, "said": said, "contact_key": made.key, "case_key": case.key}
    response = _answer(case, opened)
    response.headers["HX-Trigger-After-Settle"] = json.dumps({"said": said})
    return response


def _opened(case: Case, form: ContactForm) -> dict[str, Any]:
    return {"is_saved": False, "form": form, "case_key": case.key}


def _answer(case: Case, opened: dict[str, Any], status: int = 200) -> flask.Response:
    today = clock.today(resources.timezone())
    row = caseload.one(actor(), case)
    return pages.render(
        "staff/contacts/new.html", "staff/contacts/_row.html", status,
        opened=opened, **row_context(row, today, is_focused=opened["is_saved"]),
    )  # fmt: skip
