"""Labor market facts: attached to a goal of the plan, and taken away (PLAN-12)."""

import flask
from wtforms import DateField, SelectField

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, Text, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.assessments import LaborFact
from portal.models.cases import Case
from portal.operations import assessments as operations
from portal.operations.views import record_view
from portal.policy.assessments import Demand
from portal.policy.refusals import Refused
from portal.reports.cases.assessments import Goal, goals_of
from portal.staff.amounts import Wage
from portal.staff.area import area
from portal.staff.cases import head
from portal.words import assessments as words


class FactForm(Form):
    """What is known of the market for an occupation; `goal` is its place among the goals."""

    goal = SelectField(_l("Goal of the plan"), choices=[])
    occupation = Text(_l("Occupation"), [required()])
    demand = SelectField(_l("How much it is wanted"), choices=list(words.DEMAND.items()))
    wage_from = Wage(_l("Lowest wage, dollars an hour"))
    wage_to = Wage(_l("Highest wage, dollars an hour"))
    place = Text(_l("Where"))
    source = Text(_l("Who says so"), [required()], limit=300)
    found_on = DateField(_l("Looked up on"), [required()])

    def offer(self, goals: list[Goal]) -> None:
        """Sets the goals to choose from."""
        self.goal.choices = [
            (str(place), words.goal_words(goal.phrase, goal.text))
            for place, goal in enumerate(goals)
        ]


@area.get("/cases/<key:case_key>/assessments/labor-facts")
@requires(Permission.CASE_WRITE)
def labor_facts_new(case_key: str) -> flask.Response:
    """The form of a labor market fact."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="assessments", at=clock.now())
    form, goals = (
        FactForm(formdata=None, found_on=clock.today(resources.timezone())),
        goals_of(case),
    )
    form.offer(goals)
    return _page(case, form)


@area.post("/cases/<key:case_key>/assessments/labor-facts")
@requires(Permission.CASE_WRITE)
def labor_facts_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Attaches it to the goal."""
    case, form = Case.get_for(actor(), case_key), FactForm()
    goals = goals_of(case)
    form.offer(goals)
    if form.validate():
        try:
            _attach(case, form, goals)
            return pages.done("staff.assessments_index", _("Attached."), case_key=case_key)
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return _page(case, form, 422)


@area.post("/cases/<key:case_key>/assessments/labor-facts/<key:fact_key>/remove")
@requires(Permission.CASE_WRITE)
def labor_facts_remove(case_key: str, fact_key: str) -> flask.typing.ResponseReturnValue:
    """Takes it away from its goal."""
    case = Case.get_for(actor(), case_key)
    fact = LaborFact.get_for(actor(), case, fact_key)
    operations.remove_labor_fact(actor(), fact=fact, at=clock.now())
    return pages.done("staff.assessments_index", _("Taken away."), case_key=case_key)


def _attach(case: Case, form: FactForm, goals: list[Goal]) -> None:
    operations.attach_labor_fact(
        actor(), case=case, goal=goals[int(form.goal.data)],
        occupation=form.occupation.data or "", demand=Demand(form.demand.data),
        wages=(form.wage_from.cents, form.wage_to.cents), place=form.place.data or "",
        source=form.source.data or "", found_on=form.found_on.data, at=clock.now(),
        operation_key=form.key,
    )  # fmt: skip


def _page(case: Case, form: FactForm, status: int = 200) -> flask.Response:
    return pages.render("staff/assessments/labor_fact.html", status=status, form=form, **head(case))
