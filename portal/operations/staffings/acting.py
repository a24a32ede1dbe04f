"""The joint action plan of a staffing becomes tasks, and steps of the next version of the plan,
with owners and dates (STAFF-8; WA 3.4.1, 3.4.6)."""

from datetime import datetime
from typing import Any

from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.plans import Plan, PlanItem, PlanState
from portal.models.sittings import StaffingStep
from portal.models.staffings import Staffing, StaffingAction
from portal.models.tasks import Task, TaskOwner
from portal.operations import operation, record
from portal.operations.plans.drafts import add_items
from portal.operations.plans.versions import amend_plan
from portal.operations.tasks import add_task
from portal.policy.plan_items import LONGEST_TEXT, ItemKind, refusals_to_date
from portal.policy.plans import AmendmentCause
from portal.policy.refusals import Refused
from portal.policy.staffings import ActionOwner
from portal.reports.staffings import read_whole
from portal.reports.staffings.contents import ActionLine
from portal.words.plan_library import offered
from portal.words.staffing_steps import follow_up


@operation()
def make_steps(actor: Actor, *, staffing: Staffing, at: datetime) -> list[StaffingStep]:
    """Makes a task of every line of the joint action plan, for its owner and by its day; what is
    another's to do is the worker's to follow. A line of the participant's becomes a step of the
    plan as well: in the draft of its next version, opened where none is. Where no plan was signed,
    or one waits for signatures, the task stands alone.

    Called as a staffing is completed, in that operation; called again it makes nothing twice.
    In: a staffing as it was saved. Gives what became of each line, in their order.
    Source: STAFF-8; WA 3.4.1 (time frames and expected outcomes), 3.4.6.
    """
    found: Any = Staffing.get_by_id(staffing.id)
    rows = StaffingAction.select(StaffingAction.key, StaffingAction.id)
    ids: dict[str, int] = dict(rows.where(StaffingAction.staffing == found.id).tuples())
    done = _made(list(ids.values()))
    lines = [one for one in read_whole(found).issues.actions if ids[one.key] not in done]
    wants_plan = any(one.owner == ActionOwner.PARTICIPANT for one in lines)
    draft = _next_version(actor, found.case, at) if wants_plan else None
    for one in lines:
        _act(actor, found.case, one, ids[one.key], draft, at)
    record(actor, "make_staffing_steps", found, case=found.case_id)
    steps = StaffingStep.select().where(StaffingStep.action.in_(list(ids.values())))
    return list(steps.order_by(StaffingStep.id))


def _made(actions: list[int]) -> set[int]:
    rows = StaffingStep.select(StaffingStep.action).where(StaffingStep.action.in_(actions))
    return {action for (action,) in rows.tuples()}


def _act(
    actor: Actor, case: Case, line: ActionLine, action: int, draft: Plan | None, at: datetime
) -> None:
    item = None
    if line.owner == ActionOwner.PARTICIPANT and draft is not None:
        item = _step(actor, case, draft, line, at)
    StaffingStep.create(
        action=action, task=_task(actor, case, line, at), made_at=at,
        plan=draft if item is not None else None, plan_item=item,
    )  # fmt: skip


def _task(actor: Actor, case: Case, line: ActionLine, at: datetime) -> Task:
    is_own = line.owner == ActionOwner.PARTICIPANT
    phrase = line.phrase if is_own else ""
    return add_task(
        actor, case=case, owner=TaskOwner.PARTICIPANT if is_own else TaskOwner.WORKER,
        due_on=line.due_on, phrase=phrase, text="" if phrase else follow_up(line), at=at,
    )  # fmt: skip


def _next_version(actor: Actor, case: Case, at: datetime) -> Plan | None:
    """The draft of the plan that steps can be written into: the open one, or the next version of
    the signed one; None where there is neither."""
    draft: Plan | None = (
        Plan.select()
        .where(Plan.case == case.id, Plan.state == PlanState.DRAFT)
        .order_by(Plan.number.desc())
        .first()
    )
    if draft is not None:
        return draft
    try:
        return amend_plan(actor, case=case, causes=[AmendmentCause.NEW_ACTIVITY], at=at)
    except Refused:
        return None  # nothing was signed yet, or a version waits for signatures


def _step(actor: Actor, case: Case, draft: Plan, line: ActionLine, at: datetime) -> PlanItem | None:
    """The line as a step of the draft; None where it stands there already, or the draft is full."""
    is_phrase = line.phrase in offered(str(case.program), ItemKind.STEP)
    is_dated = not refusals_to_date(ItemKind.STEP, line.due_on, draft.starts_on)
    try:
        add_items(
            actor, plan=draft, kind=ItemKind.STEP, phrases=[line.phrase] if is_phrase else [],
            text="" if is_phrase else follow_up(line)[:LONGEST_TEXT],
            due_on=line.due_on if is_dated else None, above=None, at=at,
        )  # fmt: skip
    except Refused:
        return None
    made: PlanItem = (
        PlanItem.select().where(PlanItem.plan == draft.id).order_by(PlanItem.id.desc()).get()
    )
    return made
