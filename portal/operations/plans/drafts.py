"""A draft of a plan, written by the worker together with the participant: vision, goals and what
serves them (PLAN-1). Once it is offered nothing here changes it any more (PLAN-6).

Whoever changes what stands there says which version of it they saw: of two people the second is
told. What is typed goes to a translator as it is saved (LANG-3).
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from peewee import fn

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.catalogs import PersonalText
from portal.models.plan_changes import PlanChange
from portal.models.plans import Activity, ActivitySlot, Plan, PlanItem, PlanState
from portal.operations import operation, record
from portal.operations.catalogs.translations import ask_translation, drop_waiting
from portal.policy import plan_items as rules
from portal.policy.calendar import office_date
from portal.policy.plan_items import ItemKind, PlanRefusal
from portal.policy.refusals import Refused, refuse_if
from portal.words.plan_library import offered


class Stale(Exception):
    """Something of a draft was changed by somebody else since its page was made."""

    def __init__(self, saved: Any) -> None:
        """Take the row as it stands; None when it is gone."""
        self.saved = saved
        super().__init__("the draft was changed meanwhile")


@operation(result=Plan)
def begin_plan(
    actor: Actor, *, case: Case, starts_on: date | None, at: datetime,
    operation_key: str | None = None,
) -> Plan:  # fmt: skip
    """Begins a case's first plan: a draft that the worker alone sees (PLAN-1).

    In: the local date from which it is to hold. Raises Refused for a day that makes no sense and
    where the case has a plan: that one is amended (PLAN-6).
    """
    refuse_if(rules.refusals_to_start(starts_on, office_date(at, resources.timezone())))
    of_case = Plan.case == case.id
    Case.update(version=Case.version).where(Case.id == case.id).execute()  # of two, one waits
    if Plan.select().where(of_case, Plan.state != PlanState.WITHDRAWN).exists():
        raise Refused({"": PlanRefusal.BEGUN_ALREADY})
    last = Plan.select(fn.MAX(Plan.number)).where(of_case).scalar()
    made: Plan = Plan.create(
        case=case.id, number=(last or 0) + 1, state=PlanState.DRAFT, vision="",
        starts_on=starts_on, created_at=at, worker=actor.id,
    )  # fmt: skip
    record(actor, "begin_plan", made, case=case)
    return made


@operation(result=Plan)
def write_vision(
    actor: Actor, *, plan: Plan, text: str, starts_on: date | None, version: int, at: datetime,
    operation_key: str | None = None,
) -> Plan:  # fmt: skip
    """Writes what the participant wants, in English, and the local date from which the version is
    to hold (PLAN-1).

    Raises Refused for a day that makes no sense, Stale when somebody wrote it meanwhile.
    """
    words = text.strip()
    if starts_on != plan.starts_on:
        refuse_if(rules.refusals_to_start(starts_on, office_date(at, resources.timezone())))
    before = hold_draft(plan)
    if before.version != version:
        raise Stale(before)
    Plan.update(vision=words, starts_on=starts_on, version=version + 1).where(
        Plan.id == plan.id
    ).execute()
    if words != before.vision:
        drop_waiting(PersonalText.PLAN, [plan.id])
        ask_translation(
            actor, case=before.case, object_kind=PersonalText.PLAN, object_id=plan.id,
            texts=[words], at=at,
        )  # fmt: skip
    record(actor, "write_plan_vision", plan, case=before.case, fields=["vision", "starts_on"])
    written: Plan = Plan.get_by_id(plan.id)
    return written


@operation(result=Plan)
def add_items(
    actor: Actor, *, plan: Plan, kind: ItemKind, phrases: Sequence[str], text: str,
    due_on: date | None, above: PlanItem | None, at: datetime, operation_key: str | None = None,
) -> Plan:  # fmt: skip
    """Adds items of one kind to the end of a draft: one for each phrase, and one for the typed
    words, all due on the same local date (None: on none) and below the same item.

    A phrase that stands there already is not said twice. Raises Refused for what says nothing or
    nothing new, is not in the program's library, may not stand there or has no date where it
    needs one. Source: PLAN-1, LANG-2, LANG-3.
    """
    held = hold_draft(plan)
    library = offered(str(held.case.program), kind)
    higher = ItemKind(above.kind) if above is not None else None
    refuse_if(
        rules.refusals_to_say(phrases, text, library)
        | rules.refusals_to_place(kind, higher)
        | rules.refusals_to_date(kind, due_on, held.starts_on)
    )
    items = _items(held)
    there = {one.phrase for one in items if one.kind == kind and one.parent_id == _id(above)}
    said = [(one, "") for one in dict.fromkeys(phrases) if one not in there]
    said += [("", text.strip())] if text.strip() else []
    if not said:
        raise Refused({"phrases": PlanRefusal.STANDS_THERE})
    if len(items) + len(said) > rules.MOST_ITEMS:
        raise Refused({"phrases": PlanRefusal.TOO_MANY})
    last = max((one.position for one in items), default=0)
    for place, (phrase, words) in enumerate(said, last + 1):
        made = PlanItem.create(
            plan=plan.id, kind=kind, position=place, parent=above, phrase=phrase, text=words,
            due_on=due_on,
        )  # fmt: skip
        _ask_for_words(actor, held, made, at)
    record(actor, "add_plan_items", plan, case=held.case)
    return held


@operation(result=PlanItem)
def write_item(
    actor: Actor, *, item: PlanItem, phrase: str, text: str, due_on: date | None,
    above: PlanItem | None, version: int, at: datetime, operation_key: str | None = None,
) -> PlanItem:  # fmt: skip
    """Says an item of a draft in other words, gives it another local date, or puts it below
    another one; what stands below it goes with it.

    Raises Refused as add_items does, Stale when somebody changed or removed it meanwhile.
    """
    row: Any = item
    held, kind = hold_draft(row.plan), ItemKind(item.kind)
    before = PlanItem.get_or_none(PlanItem.id == item.id)
    if before is None or before.version != version:
        raise Stale(before)
    words = text.strip()
    both = {"text": PlanRefusal.SAID_TWICE} if phrase and words else {}
    # A phrase that a program's library has no more may stay where it stands.
    library = {*offered(str(held.case.program), kind), before.phrase} - {""}
    refuse_if(
        both
        | rules.refusals_to_say([phrase] if phrase else [], words, library)
        | rules.refusals_to_place(kind, ItemKind(above.kind) if above is not None else None)
        | rules.refusals_to_date(kind, due_on, held.starts_on)
    )
    PlanItem.update(
        phrase=phrase, text=words, due_on=due_on, parent=above, version=version + 1
    ).where(PlanItem.id == item.id).execute()
    changed: PlanItem = PlanItem.get_by_id(item.id)
    if words != before.text:
        drop_waiting(PersonalText.PLAN_ITEM, [item.id])
        _ask_for_words(actor, held, changed, at)
    record(actor, "change_plan_item", changed, case=held.case, fields=["phrase", "text", "due_on"])
    return changed


@operation(result=Plan)
def move_item(
    actor: Actor, *, item: PlanItem, way: Literal["up", "down"], at: datetime,
    operation_key: str | None = None,
) -> Plan:  # fmt: skip
    """Moves an item of a draft one place up or down among those beside it (PLAN-1); at the end of
    the line it stays where it is."""
    row: Any = item
    held = hold_draft(row.plan)
    beside = [one for one in _items(held) if _is_beside(one, item)]
    at_now = [one.id for one in beside].index(item.id)
    there = max(0, min(len(beside) - 1, at_now + (-1 if way == "up" else 1)))
    places = sorted(one.position for one in beside)
    if len(set(places)) < len(places):
        places = list(range(places[0], places[0] + len(places)))
    beside.insert(there, beside.pop(at_now))
    for one, place in zip(beside, places, strict=True):
        if one.position != place:
            PlanItem.update(position=place).where(PlanItem.id == one.id).execute()
    record(actor, "move_plan_item", item, case=held.case, fields=["position"])
    return held


@operation(result=Plan)
def remove_item(
    actor: Actor, *, item: PlanItem, at: datetime, operation_key: str | None = None
) -> Plan:
    """Takes an item out of a draft with all that stands below it (PLAN-1); what was not
    translated yet need not be."""
    row: Any = item
    held = hold_draft(row.plan)
    gone, items = [item.id], _items(held)
    for above in gone:  # grows by those below, each of which is looked at in its turn
        gone += [one.id for one in items if one.parent_id == above]
    drop_waiting(PersonalText.PLAN_ITEM, gone)
    for one_id in reversed(gone):
        PlanItem.delete().where(PlanItem.id == one_id).execute()
    record(actor, "remove_plan_item", item, case=held.case)
    return held


@operation()
def discard_draft(actor: Actor, *, plan: Plan, at: datetime) -> None:
    """Throws a draft away with everything in it, as when a version was opened by mistake.

    Raises Refused where it answers what the participant asked for: that was promised (PLAN-7,
    PLAN-8), and where it is no draft any more (PLAN-6).
    """
    held = hold_draft(plan)
    if PlanChange.select().where(PlanChange.amendment == plan.id).exists():
        raise Refused({"": PlanRefusal.ANSWERS_A_REQUEST})
    rows = _items(held)
    drop_waiting(PersonalText.PLAN, [plan.id])
    drop_waiting(PersonalText.PLAN_ITEM, [one.id for one in rows])
    theirs = Activity.select(Activity.id).where(Activity.plan == plan.id)
    ActivitySlot.delete().where(ActivitySlot.activity.in_(theirs)).execute()
    Activity.delete().where(Activity.plan == plan.id).execute()
    PlanItem.update(parent=None).where(PlanItem.plan == plan.id).execute()
    PlanItem.delete().where(PlanItem.plan == plan.id).execute()
    Plan.delete().where(Plan.id == plan.id).execute()
    record(actor, "discard_plan_draft", plan, case=held.case)


def hold_draft(plan: Plan) -> Any:
    """The draft as it stands, with its case, held by the running operation until it is over: who
    offers it meanwhile waits. Raises Refused when it is no draft any more (PLAN-6)."""
    row: Any = plan
    Case.update(version=Case.version).where(Case.id == row.case_id).execute()
    wanted = (Plan.id == plan.id) & (Plan.state == PlanState.DRAFT)
    held: Any = Plan.select(Plan, Case).join(Case).where(wanted).get_or_none()
    if held is None:
        raise Refused({"": PlanRefusal.NOT_A_DRAFT})
    return held


def _items(plan: Plan) -> list[Any]:
    rows = PlanItem.select().where(PlanItem.plan == plan.id)
    return list(rows.order_by(PlanItem.position, PlanItem.id))


def _id(above: PlanItem | None) -> Any:
    return above.id if above is not None else None


def _is_beside(one: Any, item: Any) -> bool:
    if one.parent_id != item.parent_id:
        return False
    return item.parent_id is not None or one.kind == item.kind


def _ask_for_words(actor: Actor, plan: Any, item: PlanItem, at: datetime) -> None:
    ask_translation(
        actor, case=plan.case, object_kind=PersonalText.PLAN_ITEM, object_id=item.id,
        texts=[str(item.text)], at=at,
    )  # fmt: skip
