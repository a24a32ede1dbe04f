"""What is kept on a case of its plan."""

from datetime import date
from typing import Any

from portal.models.cases import Case
from portal.models.plans import UNOFFERED, Plan, PlanState
from portal.policy.plan_changes import LOOK_BACK, moved_last_on
from portal.policy.programs import program
from portal.reports.working_days import holidays_of


def kept_plan(case: Case, today: date) -> dict[str, Any]:
    """What the lists know of a case's plan on a local date: where its newest version stands, since
    when it waits for signatures, and the last days of the grace periods that run; one statement,
    and one more while changes may be asked for."""
    rows: list[dict[str, Any]] = list(
        Plan.select(
            Plan.state,
            Plan.change_until,
            Plan.reassign_until,
            Plan.offered_at,
            Plan.created_at,
            Plan.amended_on,
        )
        .where(Plan.case == case.id, Plan.state.not_in(UNOFFERED))
        .order_by(Plan.number.desc())
        .limit(2)
        .dicts()
    )
    if not rows:
        return dict.fromkeys(("offered_at", "change_until", "reassign_until"), None) | {
            "plan_status": ""
        }
    # While the next version waits for signatures, the grace periods of the signed one run on.
    last = rows[0]
    is_offered = last["state"] == PlanState.OFFERED
    running = rows[-1] if is_offered else last
    return {
        "offered_at": (last["offered_at"] or last["created_at"]) if is_offered else None,
        "plan_status": last["state"],
        "change_until": _change_until(case, running, today),
        "reassign_until": running["reassign_until"],
    }


def _change_until(case: Any, plan: dict[str, Any], today: date) -> date | None:
    """The last day to ask for changes (PLAN-7), moved on by days off that were entered since."""
    told_on, amended_on = plan["change_until"], plan["amended_on"]
    if told_on is None or told_on < today - LOOK_BACK:
        return told_on
    working_days = program(case.program).plan_change.value
    moved = moved_last_on(told_on, amended_on, today, working_days, holidays_of(case.office_id))
    # A day that stood on somebody's page is not taken back with the day off that moved it.
    return max(filter(None, (moved, case.change_until)))
