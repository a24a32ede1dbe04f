"""Requests made in the grace periods of a plan: asked by the participant until midnight of the
last day, and answered by the worker, who opens an amendment or says why not (PLAN-7, PLAN-8)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.contacts import Report, ReportKind
from portal.models.plan_changes import PlanChange
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.operations.messages import queue_message
from portal.operations.plans.versions import amend_plan
from portal.operations.reports import answer_report, submit_report
from portal.operations.reports.following_up import finish_follow_up
from portal.operations.tasks import finish_task
from portal.policy.calendar import office_date
from portal.policy.plan_changes import (
    ChangePeriod,
    ChangeRefusal,
    ChangeState,
    refusals_to_answer_change,
    refusals_to_ask,
    refusals_to_decline_change,
)
from portal.policy.plans import AmendmentCause
from portal.policy.refusals import Refused, refuse_if
from portal.reports.plan_changes import open_task_of, running


@operation(result=PlanChange)
def ask_plan_change(
    actor: Actor,
    *,
    case: Case,
    period: ChangePeriod,
    parts: Iterable[str],
    words: str,
    locale: str,
    at: datetime,
    operation_key: str | None = None,
) -> PlanChange:
    """Takes a participant's request for another plan within a grace period.

    In: which period, what of the plan (codes of the question "plan_part"), their own words with
    their language; `at` is read as a day of the office: until midnight of the last day it is in
    time. It is a report like any other as well: live contact, a receipt. Raises Refused on
    `period` when it is over or never ran. Source: PLAN-7, PLAN-8; WTW 42-7.38, II.G.
    """
    plan = running(case)
    asked_on = office_date(at, resources.timezone())
    refuse_if(refusals_to_ask(plan.last_on(period) if plan else None, asked_on))
    answers = {"period": str(period), "plan_part": ",".join(parts), "about": words.strip()}
    report = submit_report(
        actor, case=case, kind=ReportKind.PLAN_CHANGE,
        answers={name: value for name, value in answers.items() if value},
        locale=locale, at=at,
    )  # fmt: skip
    made: PlanChange = PlanChange.get(PlanChange.report == report.id)
    return made


@operation(result=PlanChange)
def grant_plan_change(
    actor: Actor,
    *,
    change: PlanChange,
    causes: Iterable[AmendmentCause],
    reply: str,
    at: datetime,
    operation_key: str | None = None,
) -> PlanChange:
    """Changes the plan as it was asked: opens the next version as a draft, or adds to the one that
    is open, and tells the participant.

    In: what needs the amendment, and words to the participant, in English, or none. Raises Refused
    when it was answered before, and (AmendRefusal) where no next version can be opened.
    Source: PLAN-7, PLAN-8, PLAN-6; WTW 42-7.38, II.G.
    """
    case = _claim(actor, change, ChangeState.GRANTED, "", at)
    draft = amend_plan(actor, case=case, causes=causes, at=at)
    PlanChange.update(amendment=draft).where(PlanChange.id == change.id).execute()
    return _answered(actor, change, case, "grant_plan_change", reply, at)


@operation(result=PlanChange)
def decline_plan_change(
    actor: Actor,
    *,
    change: PlanChange,
    reason: str,
    reply: str,
    at: datetime,
    operation_key: str | None = None,
) -> PlanChange:
    """Leaves the plan as it is, with a reason (DeclineReason) that the participant reads in their
    language, and an explanation in the worker's words, which is translated (LANG-3).

    Raises Refused on `reason` or `reply`, and when it was answered before.
    Source: PLAN-7, PLAN-8; WTW 42-7.38, II.G.
    """
    refuse_if(refusals_to_decline_change(reason, reply))
    case = _claim(actor, change, ChangeState.DECLINED, reason, at)
    return _answered(actor, change, case, "decline_plan_change", reply, at)


def _claim(actor: Actor, change: PlanChange, to: ChangeState, reason: str, at: datetime) -> Case:
    # The row is asked, not the object in hand: two workers may answer one request.
    claimed = (
        PlanChange.update(
            state=to, reason=reason, decided_by=actor.id, decided_at=at,
            version=PlanChange.version + 1,
        )
        .where(PlanChange.id == change.id, PlanChange.state == ChangeState.OPEN)
        .execute()
    )  # fmt: skip
    if not claimed:
        now: Any = PlanChange.get_by_id(change.id)
        refuse_if(refusals_to_answer_change(str(now.state)))
        raise Refused({"": ChangeRefusal.ALREADY_DECIDED})
    row: Any = change
    case: Case = Case.get_by_id(row.case_id)
    return case


def _answered(
    actor: Actor, change: Any, case: Case, action: str, reply: str, at: datetime
) -> PlanChange:
    report: Any = Report.get_by_id(change.report_id)
    if reply.strip():
        answer_report(actor, report=report, reply=reply, at=at)
    else:
        queue_message(case, kind="report_news", cause=f"plan-change:{change.key}", at=at)
    if report.asks_until_done:
        finish_follow_up(actor, report=report, at=at)
    if (task := open_task_of(change)) is not None:
        finish_task(actor, task=task, at=at)
    record(actor, action, change, case=case, fields=["state"])
    refresh(case.id, office_date(at, resources.timezone()))
    found: PlanChange = PlanChange.get_by_id(change.id)
    return found
