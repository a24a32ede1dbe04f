"""A version of a plan as it is compared with another one, and judged before it is offered."""

from collections import defaultdict
from typing import Any

from portal.models.plans import Activity, ActivitySlot, Plan, PlanItem
from portal.policy.amendments import ActivityFacts, ItemFacts, PlanFacts
from portal.policy.hours import Slot
from portal.prepared import Place, Prepared

ITEMS = Prepared(
    lambda: (
        PlanItem.select()
        .where(PlanItem.plan == Place("plan"))
        .order_by(PlanItem.position, PlanItem.id)
    )
)
ACTIVITIES = Prepared(
    lambda: (
        Activity.select()
        .where(Activity.plan == Place("plan"))
        .order_by(Activity.starts_on, Activity.id)
    )
)
SLOTS = Prepared(
    lambda: (
        ActivitySlot.select(
            ActivitySlot.activity, ActivitySlot.weekday, ActivitySlot.start_minute,
            ActivitySlot.end_minute,
        )
        .join(Activity)
        .where(Activity.plan == Place("plan"))
        .order_by(ActivitySlot.weekday, ActivitySlot.start_minute)
    )
)  # fmt: skip


def slots_of(plan: Plan) -> dict[int, list[Slot]]:
    """The weekly slots of a version by the id of their activity (PLAN-2); one statement."""
    found: dict[int, list[Slot]] = defaultdict(list)
    for activity_id, weekday, start, end in SLOTS.tuples(plan=plan.id):
        found[activity_id].append(Slot(weekday, start, end))
    return found


def facts_of(plan: Plan) -> PlanFacts:
    """A version as versions are compared (PLAN-6); three statements."""
    row: Any = plan
    items: list[Any] = ITEMS.rows(plan=plan.id)
    slots = slots_of(plan)
    return PlanFacts(
        row.starts_on,
        str(row.vision),
        tuple(ItemFacts(one.kind, one.phrase or one.text, one.due_on) for one in items),
        tuple(
            ActivityFacts(
                one.series, one.kind, one.provider, one.place, one.starts_on, one.ends_on,
                one.minutes_week, tuple(slots[one.id]),
            )
            for one in ACTIVITIES.rows(plan=plan.id)
        ),
    )  # fmt: skip
