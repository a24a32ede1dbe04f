"""The activities of a draft: what, where, when in the week, from when to when (PLAN-2).

An overlap is kept as it is written: the page shows it, and offering the plan is refused (PLAN-4).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal.models.accounts import Actor
from portal.models.plans import Activity, ActivitySlot, Plan
from portal.operations import operation, record
from portal.operations.plans.drafts import Stale, hold_draft
from portal.policy import plan_items as rules
from portal.policy.hours import Slot, planned_weekly_minutes
from portal.policy.plan_items import PlanRefusal
from portal.policy.refusals import Refused, refuse_if
from portal.words.plan_library import offered_activities


@dataclass(frozen=True, slots=True)
class ActivityText:
    """An activity as it is written: a type of the library, local dates (`ends_on` None runs on),
    its weekly slots, or minutes a week where the hours are not fixed."""

    kind: str
    provider: str
    place: str
    starts_on: date | None
    ends_on: date | None
    slots: tuple[Slot, ...] = ()
    minutes_week: int = 0

    @property
    def minutes(self) -> int:
        """Minutes a week: those of the slots, where there are any (PLAN-2)."""
        return planned_weekly_minutes(self.slots) if self.slots else self.minutes_week


@operation(result=Activity)
def write_activity(
    actor: Actor, *, plan: Plan, text: ActivityText, at: datetime,
    activity: Activity | None = None, version: int = 0, operation_key: str | None = None,
) -> Activity:  # fmt: skip
    """Adds an activity to a draft, or writes one that stands there anew; its series stays.

    Raises Refused for a type that the program does not offer, dates or hours that make no sense;
    Stale when somebody changed or removed it meanwhile. Source: PLAN-2; ES CM, a.
    """
    held = hold_draft(plan)
    before = None
    if activity is not None:
        before = Activity.get_or_none(Activity.id == activity.id)
        if before is None or before.version != version:
            raise Stale(before)
    _check(held, before, text)
    values: dict[str, Any] = {
        "kind": text.kind, "provider": text.provider.strip(), "place": text.place.strip(),
        "starts_on": text.starts_on, "ends_on": text.ends_on, "minutes_week": text.minutes,
    }  # fmt: skip
    if before is None:
        written: Activity = Activity.create(plan=held.id, **values)
    else:
        Activity.update(version=version + 1, **values).where(Activity.id == before.id).execute()
        written = Activity.get_by_id(before.id)
    _write_slots(written, text.slots)
    record(actor, "write_plan_activity", written, case=held.case, fields=list(values))
    return written


@operation(result=Plan)
def remove_activity(
    actor: Actor, *, activity: Activity, at: datetime, operation_key: str | None = None
) -> Plan:
    """Takes an activity with its week out of a draft (PLAN-2)."""
    row: Any = activity
    held: Plan = hold_draft(row.plan)
    ActivitySlot.delete().where(ActivitySlot.activity == activity.id).execute()
    Activity.delete().where(Activity.id == activity.id).execute()
    record(actor, "remove_plan_activity", activity, case=row.plan.case_id)
    return held


def _check(plan: Any, before: Any, text: ActivityText) -> None:
    # A type that a program does not offer any more may stay where it stands.
    known = {*offered_activities(str(plan.case.program)), before.kind if before else ""} - {""}
    refuse_if(
        ({} if text.kind in known else {"kind": PlanRefusal.NOT_IN_LIBRARY})
        | rules.refusals_to_run(text.starts_on, text.ends_on, plan.starts_on)
        | rules.refusals_to_fill(text.minutes)
    )
    count = Activity.select().where(Activity.plan == plan.id).count()
    if before is None and count >= rules.MOST_ACTIVITIES:
        raise Refused({"kind": PlanRefusal.TOO_MANY})


def _write_slots(activity: Activity, slots: tuple[Slot, ...]) -> None:
    ActivitySlot.delete().where(ActivitySlot.activity == activity.id).execute()
    for one in sorted(slots):
        ActivitySlot.create(
            activity=activity, weekday=one.weekday, start_minute=one.starts_minute,
            end_minute=one.ends_minute,
        )  # fmt: skip
