"""The versions of a plan: the next one is opened as a copy, offered whole, or taken back (PLAN-6).

What was offered never changes: the operations refuse, and triggers of the database refuse too.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from peewee import Model, fn

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.catalogs import PersonalText, TextRequest
from portal.models.plans import Activity, ActivitySlot, Plan, PlanItem, PlanState
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.messages import queue_message
from portal.policy.amendments import (
    AmendRefusal,
    OfferRefusal,
    causes_of,
    changes_between,
    refusals_to_amend,
    refusals_to_offer,
)
from portal.policy.calendar import office_date
from portal.policy.plans import AmendmentCause
from portal.policy.refusals import Refused, refuse_if
from portal.reports.plans.facts import facts_of

# What a copy has of its own.
_OWN = {"id", "key", "plan", "parent", "activity", "version", "done_on"}


@operation(result=Plan)
def amend_plan(
    actor: Actor,
    *,
    case: Case,
    causes: Iterable[AmendmentCause],
    at: datetime,
    operation_key: str | None = None,
) -> Plan:
    """Opens the next version of a case's plan: a draft, copied whole from the signed one.

    In: what makes it necessary. A draft that is open already is given, with the causes added; a
    case has one. Its first day is the office's today. Raises Refused (AmendRefusal): no plan was
    signed, one still waits for signatures, no cause. Source: PLAN-6; WTW 42-7.38, II.G.
    """
    _hold(case)
    wanted = list(causes)
    draft = _of_state(case, PlanState.DRAFT)
    signed = _of_state(case, PlanState.SIGNED)
    is_offered = _of_state(case, PlanState.OFFERED) is not None
    refuse_if(refusals_to_amend(signed is not None, is_offered, wanted))
    assert signed is not None
    if draft is None:
        draft = _next(actor, signed, wanted, at, follows=signed)
    else:
        _add_causes(draft, wanted)
    record(actor, "amend_plan", draft, case=case, fields=["causes"])
    return draft


@operation(result=Plan)
def offer_plan(actor: Actor, *, plan: Plan, at: datetime, operation_key: str | None = None) -> Plan:
    """Puts a draft before both for signing; from now on nothing of it changes.

    Raises Refused (OfferRefusal): nothing in it, a milestone without a date, activities that run
    at the same time (PLAN-4), a first day before the version it amends. Of an amendment, what
    changed is added to its causes (PLAN-6).
    """
    row: Any = Plan.get_by_id(plan.id)
    _hold(row.case)
    if row.state != PlanState.DRAFT:
        raise Refused({"": OfferRefusal.NOT_A_DRAFT})
    last: Any = row.follows
    facts = facts_of(row)
    refuse_if(refusals_to_offer(facts, last.starts_on if last else None))
    if last:
        # What changed and was not named as the draft was opened is a reason, too.
        _add_causes(row, causes_of(changes_between(facts_of(last), facts)))
    offered = (
        Plan.update(state=PlanState.OFFERED, offered_at=at, version=Plan.version + 1)
        .where(Plan.id == row.id, Plan.state == PlanState.DRAFT)
        .execute()
    )
    refuse_if({} if offered else {"": OfferRefusal.NOT_A_DRAFT})
    add_to_timeline(row.case, EntryKind.PLAN, at, row.id)
    queue_message(row.case, kind="news", cause=f"plan:{row.key}", at=at)
    return _settled(actor, "offer_plan", row, ["state"], at)


@operation(result=Plan)
def withdraw_plan(
    actor: Actor, *, plan: Plan, at: datetime, operation_key: str | None = None
) -> Plan:
    """Takes an offered version back, as when the participant does not agree, and gives the draft
    that follows it: a copy, to be changed and offered again. The offered one stays readable.

    Raises Refused (AmendRefusal) where it does not wait for signatures.
    """
    row: Any = Plan.get_by_id(plan.id)
    _hold(row.case)
    taken = (
        Plan.update(state=PlanState.WITHDRAWN)
        .where(Plan.id == row.id, Plan.state == PlanState.OFFERED)
        .execute()
    )
    refuse_if({} if taken else {"": AmendRefusal.NOT_OFFERED})
    causes = [AmendmentCause(code) for code in str(row.causes).split(",") if code]
    draft = _next(actor, row, causes, at, follows=row.follows)
    _settled(actor, "withdraw_plan", row, ["state"], at)
    return draft


def _hold(case: Any) -> None:
    """Of two at once the second waits here for the first."""
    Case.update(version=Case.version).where(Case.id == case.id).execute()


def _of_state(case: Case, state: PlanState) -> Plan | None:
    found: Plan | None = (
        Plan.select()
        .where(Plan.case == case.id, Plan.state == state)
        .order_by(Plan.number.desc())
        .first()
    )
    return found


def _settled(actor: Actor, action: str, row: Any, fields: list[str], at: datetime) -> Plan:
    record(actor, action, row, case=row.case_id, fields=fields)
    refresh(row.case_id, office_date(at, resources.timezone()))
    found: Plan = Plan.get_by_id(row.id)
    return found


def _add_causes(draft: Any, causes: list[AmendmentCause]) -> None:
    listed = list(dict.fromkeys([*filter(None, str(draft.causes).split(",")), *causes]))
    draft.causes, draft.amends_reason = ",".join(listed), listed[0] if listed else ""
    draft.save(only=["causes", "amends_reason"])


def _next(
    actor: Actor, base: Any, causes: list[AmendmentCause], at: datetime, *, follows: Any
) -> Plan:
    today = office_date(at, resources.timezone())
    highest = Plan.select(fn.MAX(Plan.number)).where(Plan.case == base.case_id).scalar()
    draft: Plan = Plan.create(
        case=base.case_id, number=highest + 1, state=PlanState.DRAFT, vision=base.vision,
        starts_on=max(today, base.starts_on), created_at=at,
        worker=actor.id if actor.is_staff else None,
        follows=follows, causes=",".join(causes), amends_reason=causes[0] if causes else "",
    )  # fmt: skip
    _copy_words(PersonalText.PLAN, {base.id: draft.id})
    _copy_items(base, draft)
    _copy_activities(base, draft)
    return draft


def _values(row: Model) -> dict[str, Any]:
    return {name: value for name, value in row.__data__.items() if name not in _OWN}


def _copy_items(base: Plan, draft: Plan) -> None:
    """Copies goals, objectives, services, steps and milestones, those above before those below."""
    copied: dict[int, int] = {}
    waiting: list[Any] = list(
        PlanItem.select().where(PlanItem.plan == base.id).order_by(PlanItem.position, PlanItem.id)
    )
    while waiting:
        ready = [one for one in waiting if one.parent_id is None or one.parent_id in copied]
        for one in ready or waiting:
            made = PlanItem.create(
                plan=draft, parent=copied.get(one.parent_id), done_on=one.done_on, **_values(one)
            )
            copied[one.id] = made.id
        waiting = [one for one in waiting if one.id not in copied]
    _copy_words(PersonalText.PLAN_ITEM, copied)


def _copy_activities(base: Plan, draft: Plan) -> None:
    for one in Activity.select().where(Activity.plan == base.id).order_by(Activity.id):
        made = Activity.create(plan=draft, **_values(one))
        for slot in ActivitySlot.select().where(ActivitySlot.activity == one.id):
            ActivitySlot.create(activity=made, **_values(slot))


def _copy_words(kind: PersonalText, copied: dict[int, int]) -> None:
    """What was translated stays translated, what waits goes on waiting: the newest of each."""
    rows = (
        TextRequest.select()
        .where(TextRequest.object_kind == kind, TextRequest.object_id.in_(list(copied)))
        .order_by(TextRequest.id)
    )
    newest: dict[tuple[int, str], Any] = {(one.object_id, one.target_locale): one for one in rows}
    for (object_id, _locale), one in newest.items():
        values = {name: value for name, value in one.__data__.items() if name not in ("id", "key")}
        values["object_id"] = copied[object_id]
        TextRequest.create(**values)
