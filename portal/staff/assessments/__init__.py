"""Assessments of a case, and the labor market facts beside the goals of its plan (PLAN-12)."""

from typing import Any

import flask
from wtforms import DateField, SelectField
from wtforms.validators import Optional

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import LongText, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.operations import assessments as operations
from portal.operations.views import record_view
from portal.policy.assessments import AssessmentKind
from portal.policy.refusals import Refused
from portal.reports.cases import assessments
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.clocks import document_link
from portal.staff.evidence import EvidenceForm, papers
from portal.words import assessments as words


class AssessmentForm(EvidenceForm):
    """What was found out, with which tool and when, and when to look again."""

    kind = SelectField(_l("What was looked at"), choices=list(words.KINDS.items()))
    tool = Text(_l("Tool or test"), [required()])
    taken_on = DateField(_l("Day"), [required()])
    result = LongText(_l("What was found out"))
    again_on = DateField(_l("Next reassessment"), [Optional()])


@area.get("/cases/<key:case_key>/assessments")
@requires(Permission.CASE_READ)
def assessments_index(case_key: str) -> flask.Response:
    """The assessments, and each goal with what is known of its labor market."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="assessments", at=clock.now())
    today = clock.today(resources.timezone())
    return pages.render(
        "staff/assessments/index.html",
        assessments=[_line(case, row, result) for row, result in assessments.of_case(case)],
        goals=[goal_line(one) for one in assessments.facts_by_goal(case)],
        today=today,
        **head(case),
    )


@area.get("/cases/<key:case_key>/assessments/new")
@requires(Permission.CASE_WRITE)
def assessments_new(case_key: str) -> flask.Response:
    """The form of an assessment."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="assessments", at=clock.now())
    today = clock.today(resources.timezone())
    form = AssessmentForm(formdata=None, taken_on=today)
    form.offer(papers(case))
    return _form_page(case, form)


@area.post("/cases/<key:case_key>/assessments/new")
@requires(Permission.CASE_WRITE)
def assessments_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Records an assessment; it follows the one of its kind before it."""
    case, form = Case.get_for(actor(), case_key), AssessmentForm()
    form.offer(papers(case))
    if form.validate():
        try:
            operations.record_assessment(
                actor(), case=case, kind=AssessmentKind(form.kind.data), tool=form.tool.data,
                taken_on=form.taken_on.data, result=form.result.data or "",
                again_on=form.again_on.data, document=form.chosen(case), at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
            return pages.done("staff.assessments_index", _("Recorded."), case_key=case_key)
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return _form_page(case, form, 422)


def _form_page(case: Case, form: AssessmentForm, status: int = 200) -> flask.Response:
    return pages.render("staff/assessments/new.html", status=status, form=form, **head(case))


def _line(case: Case, row: Any, result: str) -> dict[str, Any]:
    href, link = document_link(case, row)
    return {
        "row": row, "kind": words.KINDS[row.kind], "result": result, "href": href, "link": link,
        "is_current": row.followed_at is None,
    }  # fmt: skip


def goal_line(one: assessments.GoalFacts) -> dict[str, Any]:
    """A goal in words with its facts."""
    facts = [
        {
            "row": row,
            "demand": words.DEMAND[row.demand],
            "wage": words.wage_line(row.wage_from_cents, row.wage_to_cents),
        }
        for row in one.facts
    ]
    goal = one.goal
    return {
        "words": words.goal_words(goal.phrase, goal.text),
        "is_long": goal.kind == "goal_long",
        "is_in_plan": one.is_in_plan,
        "facts": facts,
    }
