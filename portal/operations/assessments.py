"""Assessments with their next day, and labor market facts beside the goals of a plan."""

from datetime import date, datetime

from portal import db, resources
from portal.models.accounts import Actor
from portal.models.assessments import Assessment, LaborFact
from portal.models.cases import Case, EntryKind
from portal.models.documents import Document
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.cases.keys import case_key
from portal.policy import assessments as rules
from portal.policy.assessments import AssessmentKind, Demand
from portal.policy.calendar import office_date
from portal.policy.refusals import refuse_if
from portal.reports.cases.assessments import Goal
from portal.reports.cases.sealed_texts import sealed


@operation(result=Assessment)
def record_assessment(
    actor: Actor, *, case: Case, kind: AssessmentKind, tool: str, taken_on: date, result: str,
    again_on: date | None, at: datetime, document: Document | None = None,
    operation_key: str | None = None,
) -> Assessment:  # fmt: skip
    """Records what was found out, with which tool and when, and by when to look again; it follows
    the one of its kind before it, whose next day is settled by it.

    In: local dates; the result in words (sealed) or as a document of the case. Raises Refused.
    Source: PLAN-12; ECM brief, Conducting Assessments.
    """
    today, tool, result = office_date(at, resources.timezone()), tool.strip(), result.strip()
    refuse_if(
        rules.refusals_to_assess(taken_on, tool, result, document is not None, again_on, today)
    )
    key = db.new_key()
    text = sealed(
        case_key(case, at=at, actor=actor), case, f"assessment/{key}/result", result
    )  # fmt: skip
    same = (Assessment.case == case.id) & (Assessment.kind == kind)
    later = Assessment.select().where(same, Assessment.taken_on > taken_on).exists()
    if not later:
        Assessment.update(followed_at=at).where(same, Assessment.followed_at.is_null()).execute()
    made: Assessment = Assessment.create(
        key=key, case=case.id, kind=kind, tool=tool, taken_on=taken_on, sealed_result=text,
        again_on=again_on, document=document, entered_by=actor.id if actor.is_staff else None,
        entered_at=at, followed_at=at if later else None,
    )  # fmt: skip
    add_to_timeline(case, EntryKind.ASSESSMENT, at, made.id)
    record(actor, "record_assessment", made, case=case)
    refresh(case.id, today)
    return made


@operation(result=LaborFact)
def attach_labor_fact(
    actor: Actor, *, case: Case, goal: Goal | None, occupation: str, demand: Demand,
    wages: tuple[int | None, int | None], place: str, source: str, found_on: date, at: datetime,
    operation_key: str | None = None,
) -> LaborFact:  # fmt: skip
    """Attaches to a goal what is known of the market for the occupation it leads to.

    In: the goal of the plan, wages in cents an hour from and to, where it holds, who says so and
    the local date it was looked up. Raises Refused. Source: PLAN-12; ECM brief, Career Planning.
    """
    texts = {"occupation": occupation.strip(), "source": source.strip()}
    today = office_date(at, resources.timezone())
    refuse_if(rules.refusals_to_attach(goal is not None, texts, wages, found_on, today))
    assert goal is not None
    made: LaborFact = LaborFact.create(
        case=case.id, goal_phrase=goal.phrase, goal_text=goal.text, demand=demand, **texts,
        wage_from_cents=wages[0], wage_to_cents=wages[1], place=place.strip(), found_on=found_on,
        entered_by=actor.id if actor.is_staff else None, entered_at=at,
    )  # fmt: skip
    record(actor, "attach_labor_fact", made, case=case)
    return made


@operation(result=LaborFact)
def remove_labor_fact(
    actor: Actor, *, fact: LaborFact, at: datetime, operation_key: str | None = None
) -> LaborFact:
    """Takes a labor market fact away from its goal; it is kept, removed (PLAN-12)."""
    LaborFact.update(removed_at=at).where(
        LaborFact.id == fact.id, LaborFact.removed_at.is_null()
    ).execute()
    record(actor, "remove_labor_fact", fact, case=fact.case_id)
    return fact
