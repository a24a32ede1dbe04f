"""The grace periods of a plan as they run, and what was asked within them (PLAN-7, PLAN-8)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import ModelSelect

from portal.models.cases import Case
from portal.models.contacts import Report
from portal.models.plan_changes import PlanChange
from portal.models.plans import UNOFFERED, Plan, PlanState
from portal.models.tasks import Task
from portal.policy.plan_changes import ChangePeriod, ChangeState
from portal.policy.reports import GracePeriods
from portal.prepared import Place, Prepared

SHOWN = 30  # requests on one page


@dataclass(frozen=True, slots=True)
class Running:
    """A version with its grace periods, over or not; `periods` as they stand now: a day off that
    came later moves the first one on."""

    plan_id: int
    number: int
    amended_on: date | None
    periods: GracePeriods

    def last_on(self, period: ChangePeriod) -> date | None:
        """The last local day of one of the two; None where it never ran."""
        is_first = period is ChangePeriod.AMENDMENT
        return self.periods.change_until if is_first else self.periods.reassign_until


_NEWEST = Prepared(
    lambda: (
        Plan.select(
            Plan.id, Plan.number, Plan.state, Plan.amended_on, Plan.change_until,
            Plan.reassign_until,
        )
        .where(Plan.case == Place("case"), Plan.state.not_in(UNOFFERED))
        .order_by(Plan.number.desc())
        .limit(2)
        .dicts()
    )
)  # fmt: skip


def running(case: Case) -> Running | None:
    """The version whose grace periods count: the newest that was offered, or, while that one waits
    for signatures, the one before it; None without a plan. One statement."""
    rows = _NEWEST.rows(case=case.id)
    if not rows:
        return None
    row = rows[-1] if rows[0]["state"] == PlanState.OFFERED else rows[0]
    # What is kept on the case was counted again when a day off was entered.
    known: Any = case
    told = row["change_until"]
    moved = max(told, known.change_until or told) if told is not None else None
    periods = GracePeriods(moved, row["reassign_until"])
    return Running(row["id"], row["number"], row["amended_on"], periods)


def grace_periods(case: Case) -> GracePeriods:
    """The last days of the two grace periods of a case's plan, over or not; one statement."""
    found = running(case)
    return found.periods if found else GracePeriods()


def _requests() -> ModelSelect:
    opened = Plan.alias("opened")
    return (
        PlanChange.select(PlanChange, Plan, Report, opened)
        .join(Plan, on=(PlanChange.plan == Plan.id))
        .switch(PlanChange)
        .join(Report, on=(PlanChange.report == Report.id))
        .switch(PlanChange)
        .join(opened, "LEFT JOIN", on=(PlanChange.amendment == opened.id), attr="amendment")
        .where(PlanChange.case == Place("case"))
        .order_by(PlanChange.id.desc())
        .limit(SHOWN)
    )


_REQUESTS = Prepared(_requests)


def requests_of(case: Case) -> list[Any]:
    """What was asked within the grace periods, the newest first, each with its report, the version
    it is about and the one it opened; one statement."""
    return _REQUESTS.rows(case=case.id)


def request_of_report(report: Report) -> Any | None:
    """What a report asked within a grace period, with the version it opened; one statement."""
    opened = Plan.alias("opened")
    return (
        PlanChange.select(PlanChange, opened)
        .join(opened, "LEFT JOIN", on=(PlanChange.amendment == opened.id), attr="amendment")
        .where(PlanChange.report == report.id)
        .first()
    )


def open_task_of(change: Any) -> Task | None:
    """The worker's task to answer a request, while it is not done; one statement."""
    found: Task | None = Task.get_or_none(Task.id == change.task_id, Task.done_at.is_null())
    return found


def is_open(report: Report) -> bool:
    """Whether a report holds a request that nobody answered; one statement."""
    return bool(
        PlanChange.select()
        .where(PlanChange.report == report.id, PlanChange.state == ChangeState.OPEN)
        .exists()
    )
