"""Assessments of a case, its goals, and what is known of the labor market for each."""

from dataclasses import dataclass
from typing import Any

from peewee import JOIN

from portal.models.accounts import Account
from portal.models.assessments import Assessment, LaborFact
from portal.models.cases import Case
from portal.models.documents import Document
from portal.models.plans import ItemKind, Plan, PlanItem
from portal.prepared import Place, Prepared
from portal.reports.cases.sealed_texts import opened

SHOWN = 50  # assessments on the page, the newest
GOALS = (ItemKind.GOAL_SHORT, ItemKind.GOAL_LONG)


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a plan by its words: a phrase of the bank, or what the worker typed."""

    kind: str
    phrase: str
    text: str


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """A goal with the labor market facts beside it, the newest first; `is_in_plan` is false where
    the plan has the goal no more."""

    goal: Goal
    is_in_plan: bool
    facts: list[Any]


_ASSESSMENTS = Prepared(
    lambda: (
        Assessment.select(Assessment, Account.name.alias("by"), Document.key.alias("document_key"))
        .join(Account, JOIN.LEFT_OUTER, on=(Assessment.entered_by == Account.id))
        .switch(Assessment)
        .join(Document, JOIN.LEFT_OUTER, on=(Assessment.document == Document.id))
        .where(Assessment.case == Place("case"))
        .order_by(Assessment.taken_on.desc(), Assessment.id.desc())
        .limit(SHOWN)
        .namedtuples()
    )
)  # fmt: skip
_FACTS = Prepared(
    lambda: (
        LaborFact.select(LaborFact, Account.name.alias("by"))
        .join(Account, JOIN.LEFT_OUTER, on=(LaborFact.entered_by == Account.id))
        .where(LaborFact.case == Place("case"), LaborFact.removed_at.is_null())
        .order_by(LaborFact.found_on.desc(), LaborFact.id.desc())
        .namedtuples()
    )
)


def _goals() -> Any:
    newest = (
        Plan.select(Plan.id).where(Plan.case == Place("case")).order_by(Plan.number.desc()).limit(1)
    )
    return (
        PlanItem.select(PlanItem.kind, PlanItem.phrase, PlanItem.text)
        .where(PlanItem.plan == newest, PlanItem.kind.in_(GOALS))
        .order_by(PlanItem.kind.desc(), PlanItem.position, PlanItem.id)
        .tuples()
    )


_GOALS = Prepared(_goals)


def of_case(case: Case) -> list[tuple[Any, str]]:
    """The assessments of a case with their results, the newest first; one statement.

    Raises SealBrokenError when a result was changed or its key is gone (PLAN-12).
    """
    rows = _ASSESSMENTS.rows(case=case.id)
    return [(row, opened(case, f"assessment/{row.key}/result", row.sealed_result)) for row in rows]


def goals_of(case: Case) -> list[Goal]:
    """The goals of the newest version of a plan, its draft too: short-term ones first; one
    statement (PLAN-1)."""
    return [Goal(*row) for row in _GOALS.tuples(case=case.id)]


def facts_by_goal(case: Case) -> list[GoalFacts]:
    """Each goal of the plan with its facts, then those of goals that the plan has no more; two
    statements (PLAN-12)."""
    goals, rows = goals_of(case), _FACTS.rows(case=case.id)
    by_words: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        by_words.setdefault((row.goal_phrase, row.goal_text), []).append(row)
    found = [GoalFacts(goal, True, by_words.pop((goal.phrase, goal.text), [])) for goal in goals]
    gone = [
        GoalFacts(Goal(ItemKind.GOAL_SHORT, *words), False, facts)
        for words, facts in by_words.items()
    ]
    return found + gone
