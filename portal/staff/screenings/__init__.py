"""Equal Access: screenings, and what is done so that the participant can take part (PLAN-14)."""

from typing import Any

import flask
from wtforms import BooleanField, DateField, RadioField, SelectMultipleField
from wtforms.validators import Optional

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.operations import screenings as operations
from portal.operations.views import record_view
from portal.policy.refusals import Refused
from portal.policy.screenings import ScreeningOutcome
from portal.reports.cases.screenings import ScreeningTexts, screenings_of
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.cases.links import reads_private_file
from portal.words import screenings as words
from portal.words.equal_access import ACCOMMODATIONS, lines


class ScreeningForm(Form):
    """A screening, and the plan it led to."""

    screened_on = DateField(_l("Day of the screening"), [required()])
    outcome = RadioField(_l("What it came to"), [required()], choices=list(words.OUTCOMES.items()))
    accommodations = SelectMultipleField(
        _l("What is done"), choices=list(ACCOMMODATIONS.items())
    )  # fmt: skip
    plan = LongText(_l("What else is done, and by whom"))
    why = LongText(_l("Why it is needed"))
    is_agreed = BooleanField(_l("The participant agrees with the plan"))
    review_on = DateField(_l("Review on"), [Optional()])


@area.get("/cases/<key:case_key>/equal-access")
@requires(Permission.CASE_READ)
def screenings_index(case_key: str) -> flask.Response:
    """The plan that holds, and the screenings behind it."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="equal_access", at=clock.now())
    reads_why = reads_private_file(actor(), case)
    found = [_line(one) for one in screenings_of(case, reads_why)]
    return pages.render(
        "staff/screenings/index.html", held=found[0] if found else None, earlier=found[1:],
        reads_why=reads_why, today=clock.today(resources.timezone()), **head(case),
    )  # fmt: skip


@area.get("/cases/<key:case_key>/equal-access/new")
@requires(Permission.CASE_WRITE)
def screenings_new(case_key: str) -> flask.Response:
    """The form of a screening, with the plan that holds now to go on from."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="equal_access", at=clock.now())
    found = screenings_of(case, reads_private_file(actor(), case))
    given = _before(found[0]) if found else {}
    today = clock.today(resources.timezone())
    return _form_page(case, ScreeningForm(formdata=None, screened_on=today, **given))


@area.post("/cases/<key:case_key>/equal-access/new")
@requires(Permission.CASE_WRITE)
def screenings_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Records a screening; it holds from now on."""
    case, form = Case.get_for(actor(), case_key), ScreeningForm()
    if form.validate():
        try:
            operations.record_screening(
                actor(), case=case, screened_on=form.screened_on.data,
                outcome=ScreeningOutcome(form.outcome.data), **_plan(form), at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
            return pages.done("staff.screenings_index", _("Recorded."), case_key=case_key)
        except Refused as refused:
            form.refuse(refused, words.of_screening)
    return _form_page(case, form, 422)


def _plan(form: ScreeningForm) -> dict[str, Any]:
    return {
        "accommodations": form.accommodations.data or [],
        "plan": form.plan.data or "",
        "why": form.why.data or "",
        "is_agreed": bool(form.is_agreed.data),
        "review_on": form.review_on.data,
    }


def _before(found: ScreeningTexts) -> dict[str, Any]:
    row = found.row
    return {
        "outcome": row.outcome,
        "accommodations": row.accommodations.split(","),
        "plan": found.plan,
        "why": found.why,
    }


def _form_page(case: Case, form: ScreeningForm, status: int = 200) -> flask.Response:
    return pages.render("staff/screenings/new.html", status=status, form=form, **head(case))


def _line(found: ScreeningTexts) -> dict[str, Any]:
    row = found.row
    return {
        "row": row,
        "outcome": words.OUTCOMES[row.outcome],
        "has_plan": row.outcome == ScreeningOutcome.PLAN,
        "accommodations": lines(row.accommodations),
        "plan": found.plan,
        "why": found.why,
    }
