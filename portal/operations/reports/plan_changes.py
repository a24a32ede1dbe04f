"""A wish for another plan that comes within a grace period becomes a request to be answered."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.contacts import Report
from portal.models.plan_changes import PlanChange
from portal.models.tasks import TaskOwner
from portal.operations import operation, record
from portal.operations.tasks import add_task
from portal.policy.calendar import add_working_days
from portal.policy.plan_changes import ANSWER_WORKING_DAYS, ChangePeriod, period_of
from portal.reports.plan_changes import running
from portal.reports.working_days import holidays_of
from portal.words.plan_answers import ANSWER_TASK


def keep_request(
    actor: Actor,
    *,
    report: Report,
    case: Case,
    answers: Mapping[str, str],
    asked_on: date,
    at: datetime,
) -> PlanChange | None:
    """Keeps what a report asks of a plan as a request, with a task for the worker to answer it;
    None where no period runs any more: then it is a wish like any other.

    In: the report's answers, the local date of the office on which it came. Inside the operation
    that keeps the report. Source: PLAN-7, PLAN-8; WTW 42-7.38, II.G.
    """
    plan = running(case)
    if plan is None:
        return None
    met = plan.periods.met_on(asked_on)
    parts = answers.get("plan_part", "").split(",")
    period = period_of(parts, met.change_until, met.reassign_until)
    wanted = answers.get("period")
    if period is not None and wanted in set(ChangePeriod) and plan.last_on(ChangePeriod(wanted)):
        period = ChangePeriod(wanted)
    if period is None:
        return None
    return _make(actor, report, case, asked_on, at, plan=plan.plan_id, period=period,
                 last_on=plan.last_on(period))  # fmt: skip


@operation(result=PlanChange)
def _make(
    actor: Actor, report: Report, case: Any, asked_on: date, at: datetime, **values: Any
) -> PlanChange:
    due_on = add_working_days(asked_on, ANSWER_WORKING_DAYS, holidays_of(case.office_id))
    task = add_task(
        actor, case=case, owner=TaskOwner.WORKER, text=ANSWER_TASK, due_on=due_on, at=at
    )
    made: PlanChange = PlanChange.create(
        case=case.id, report=report.id, task=task, asked_on=asked_on, asked_at=at, **values
    )
    record(actor, "ask_plan_change", made, case=case)
    return made
