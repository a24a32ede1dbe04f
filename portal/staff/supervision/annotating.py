"""What was done about a case of the report, and all that was annotated on it before (SUP-1)."""

from typing import Any

import flask
from flask import request
from wtforms import SelectField

from portal import clock, pages, resources
from portal.access import ROLE_PERMISSIONS, Permission, actor, requires
from portal.forms import Form, LongText
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.operations.reviews.annotating import annotate
from portal.operations.views import record_view
from portal.policy.management_report import Action, Category, next_step
from portal.policy.refusals import Refused
from portal.reports import supervision
from portal.reports.supervision import annotations
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.supervision.management import step_words
from portal.staff.supervision.paging import first_of
from portal.words.supervision import ACTIONS, ANNOTATION_REFUSALS, CATEGORIES, reason


class AnnotationForm(Form):
    """What was done about it."""

    category = SelectField(_l("List"), choices=list(CATEGORIES.items()))
    action = SelectField(_l("What was done"), choices=[("", _l("Choose")), *ACTIONS.items()])
    text = LongText(_l("In words"))


@area.get("/cases/<key:case_key>/annotations")
@requires(Permission.CASE_READ)
def annotations_index(case_key: str) -> flask.Response:
    """On which lists a case stands, what was done about it, and the form."""
    case, asked = Case.get_for(actor(), case_key), request.args.get("list", "")
    standing = supervision.standing(actor(), case, _today())
    first = next(iter(standing), Category.DISCONTINUED)
    chosen = asked if asked in set(Category) else first
    return _page(case, AnnotationForm(formdata=None, category=chosen), standing)


@area.post("/cases/<key:case_key>/annotations")
@requires(Permission.REPORT_ANNOTATE)
def annotations_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Writes down what was done."""
    case, form = Case.get_for(actor(), case_key), AnnotationForm()
    if form.validate():
        try:
            annotate(
                actor(), case=case, category=Category(form.category.data),
                action=form.action.data, text=form.text.data or "", at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused, ANNOTATION_REFUSALS.__getitem__)
        else:
            said = _("It is written down for this month.")
            return pages.done("staff.annotations_index", said, case_key=case_key)
    return _page(case, form, supervision.standing(actor(), case, _today()), 422)


def _today() -> Any:
    return clock.today(resources.timezone())


def _page(
    case: Case, form: AnnotationForm, standing: dict[Category, Any], status: int = 200
) -> flask.Response:
    record_view(actor(), case=case, what="annotations", at=clock.now())
    today = _today()
    return pages.render(
        "staff/supervision/annotations.html", status=status, form=form,
        standing=[
            (
                CATEGORIES[one],
                reason(one, on, today),
                step_words(next_step(one, on, today, bool(case.handing)), case),
            )
            for one, on in standing.items()
        ],
        noted=[
            (CATEGORIES[Category(one.category)], ACTIONS[Action(one.action)],
             first_of(one.month), one)
            for one in annotations.of_case(case)
        ],
        may_annotate=Permission.REPORT_ANNOTATE in ROLE_PERMISSIONS[actor().role], **head(case),
    )  # fmt: skip
