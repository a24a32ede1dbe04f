"""Plans for tests: two versions of Lan's plan, with phrases and a sentence of the worker's."""

from datetime import date, timedelta
from typing import Any

from portal.models import Activity, ActivitySlot, Case, Plan, PlanItem
from portal.models.plans import ItemKind, PlanState
from tests.factories import NOON, TODAY


def plan(made: Case, number: int = 1, state: PlanState = PlanState.SIGNED, **values: Any) -> Plan:
    """A version with a goal, an objective below it, a step, a milestone and two activities."""
    values.setdefault("signed_by_participant_at", NOON if state is PlanState.SIGNED else None)
    version = Plan.create(
        case=made,
        number=number,
        state=state,
        starts_on=date(2026, 11, 2),
        created_at=NOON,
        **values,
    )
    goal = item(version, ItemKind.GOAL_SHORT, "nursing_assistant")
    item(version, ItemKind.OBJECTIVE, "learn_english", parent=goal)
    item(version, ItemKind.SERVICE, "bus_pass")
    item(version, ItemKind.STEP, "sign_up_class")
    item(version, ItemKind.MILESTONE, "class_started", due_on=date(2027, 1, 4))
    activity(version, "english_class", 8 * 60, days=(0, 2), start=9 * 60, end=13 * 60)
    activity(version, "job_club", 4 * 60, days=(4,), start=13 * 60, end=17 * 60)
    return version


def item(version: Plan, kind: ItemKind, phrase: str = "", **values: Any) -> PlanItem:
    """One item, at the end of the version."""
    position = PlanItem.select().where(PlanItem.plan == version).count()
    return PlanItem.create(plan=version, kind=kind, position=position, phrase=phrase, **values)


def activity(
    version: Plan, kind: str, minutes: int, days: tuple[int, ...], start: int, end: int
) -> Activity:
    """An activity with the same hours on some days of the week."""
    made = Activity.create(
        plan=version, kind=kind, provider="Oakland Adult School", place="1260 8th Ave",
        starts_on=TODAY - timedelta(days=10), minutes_week=minutes,
    )  # fmt: skip
    for day in days:
        ActivitySlot.create(activity=made, weekday=day, start_minute=start, end_minute=end)
    return made
