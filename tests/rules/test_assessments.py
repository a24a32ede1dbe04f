"""PLAN-12 to PLAN-14: assessments, follow-up after exit, Equal Access."""

from datetime import date, timedelta

import flask
import pytest

from portal.models import (
    Account,
    Case,
    Participant,
    Plan,
    PlanItem,
    Screening,
)
from portal.models.plans import ItemKind
from portal.operations import assessments, screenings
from portal.operations.cases import refresh
from portal.operations.contacts import record_contact
from portal.policy.assessments import AssessmentKind, Demand
from portal.policy.contacts import Direction, Way
from portal.policy.follow_ups import FollowUpState, Work
from portal.policy.programs import Clock
from portal.policy.refusals import Refused
from portal.policy.screenings import ScreeningOutcome
from portal.reports import alerts
from portal.reports.cases.assessments import facts_by_goal, goals_of, of_case
from portal.reports.cases.clocks import read_clocks
from portal.reports.cases.screenings import read_follow_up, screenings_of
from tests.factories import NOON, TODAY, account, case, participant

JANUARY = date(2026, 1, 31)  # enrolled on its last day: the month counts


def test_plan_12_assessments_feed_the_plan_and_facts_stand_beside_its_goals(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    of = case(participant(), ana, enrolled_on=JANUARY)
    plan = Plan.create(case=of, number=1, starts_on=TODAY, created_at=NOON)
    PlanItem.create(plan=plan, kind=ItemKind.GOAL_LONG, position=0, phrase="nursing_assistant")
    again_on = TODAY + timedelta(days=14)
    assessments.record_assessment(
        ana.actor, case=of, kind=AssessmentKind.READING_MATH, tool="CASAS", taken_on=TODAY,
        result="Math at level C", again_on=again_on, at=NOON,
    )  # fmt: skip
    [(row, result)] = of_case(Case.get_by_id(of.id))
    assert (row.kind, row.tool, row.taken_on, result, row.again_on) == (
        "reading_math", "CASAS", TODAY, "Math at level C", again_on,
    )  # fmt: skip
    kept = Case.get_by_id(of.id)
    assert kept.reassess_on == again_on
    assert alerts.counts(ana.actor, TODAY)[alerts.AlertKind.REASSESSMENT] == 1
    [goal] = goals_of(of)
    fact = assessments.attach_labor_fact(
        ana.actor, case=of, goal=goal, occupation="Nursing assistant", demand=Demand.GROWING,
        wages=(2150, 2600), place="Alameda County", source="State report 2026", found_on=TODAY,
        at=NOON,
    )  # fmt: skip
    [beside] = facts_by_goal(of)
    assert beside.goal.phrase == "nursing_assistant"
    assert [(one.occupation, one.wage_from_cents, one.by) for one in beside.facts] == [
        ("Nursing assistant", 2150, "Ana Ruiz")
    ]
    assessments.remove_labor_fact(ana.actor, fact=fact, at=NOON)
    assert facts_by_goal(of)[0].facts == []
    with pytest.raises(Refused):
        assessments.attach_labor_fact(
            ana.actor, case=of, goal=None, occupation="x", demand=Demand.STEADY,
            wages=(None, None), place="", source="y", found_on=TODAY, at=NOON,
        )  # fmt: skip


def test_plan_13_after_exit_contacts_are_followed_for_twelve_months(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    of = case(participant(), ana, enrolled_on=JANUARY)
    exited = date(2026, 6, 30)
    out = screenings.begin_follow_up(ana.actor, case=of, exited_on=exited, at=NOON)
    assert out.follow_up_due_on == date(2026, 7, 30), "nobody was in touch since: overdue"
    found = read_follow_up(out, TODAY)
    assert found is not None
    assert (found.number, len(found.months)) == (5, 12)
    assert found.months[-1].span.ends_on == date(2027, 6, 30)
    made = screenings.record_follow_up(
        ana.actor, case=out, occurred_on=TODAY, way=Way.TELEPHONE, answered=True,
        work=Work.SAME_JOB, employer="Line kitchen", minutes_week=2250, wage_cents=2175,
        needs="bus_pass", summary="Likes it", at=NOON,
    )  # fmt: skip
    kept = Case.get_by_id(of.id)
    assert kept.last_live_on == TODAY
    assert kept.follow_up_due_on == date(2026, 12, 30)
    read = read_follow_up(kept, TODAY)
    assert read is not None
    assert [one.state for one in read.months[:6]] == [
        *[FollowUpState.MISSED] * 4, FollowUpState.REACHED, FollowUpState.TO_COME,
    ]  # fmt: skip
    assert read.contacts[5][0].work == made.work
    _over_after_twelve(ana, kept)


def _over_after_twelve(ana: Account, kept: Case) -> None:
    """Any contact is a follow-up; the last day counts, and the day after is past it."""
    record_contact(
        ana.actor, case=kept, occurred_on=date(2026, 7, 1), way=Way.VOICEMAIL,
        direction=Direction.FROM_STAFF, answered=False, summary="", at=NOON,
    )  # fmt: skip
    late = read_follow_up(kept, TODAY)
    assert late is not None
    assert late.months[0].state is FollowUpState.TRIED
    over = refresh(kept.id, date(2027, 7, 1))
    assert over.follow_up_due_on is None
    last_day = refresh(kept.id, date(2027, 6, 30))
    assert last_day.follow_up_due_on == date(2026, 12, 30)
    aid = next(
        one
        for one in read_clocks(Case.get_by_id(kept.id), TODAY).clocks
        if one.clock is Clock.TIME_ON_AID
    )
    assert aid.reading.used == 6, "no aid after the month of exit"
    with pytest.raises(Refused):
        screenings.begin_follow_up(ana.actor, case=kept, exited_on=TODAY, at=NOON)


def test_plan_14_an_equal_access_screening_is_recorded_with_its_accommodation_plan(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    of = case(participant(), ana, enrolled_on=JANUARY)
    screenings.record_screening(
        ana.actor, case=of, screened_on=TODAY, outcome=ScreeningOutcome.PLAN,
        accommodations=["call_before", "large_print"], plan="Room 4", why="Hearing in one ear",
        is_agreed=True, review_on=TODAY + timedelta(days=180), at=NOON,
    )  # fmt: skip
    kept = Case.get_by_id(of.id)
    assert kept.accommodations == "large_print,call_before"
    assert Participant.get().wants_large_print
    [reads] = screenings_of(kept, reads_why=True)
    assert (reads.plan, reads.why, reads.row.is_agreed) == ("Room 4", "Hearing in one ear", True)
    [closed] = screenings_of(kept, reads_why=False)
    assert (closed.plan, closed.why) == ("Room 4", "")
    stored = Screening.get()
    assert "Hearing" not in stored.sealed_why
    assert "Room" not in stored.sealed_plan
    with pytest.raises(Refused):
        screenings.record_screening(
            ana.actor, case=kept, screened_on=TODAY, outcome=ScreeningOutcome.PLAN,
            accommodations=[], plan=" ", why="", is_agreed=False, review_on=None, at=NOON,
        )  # fmt: skip
    screenings.record_screening(
        ana.actor, case=kept, screened_on=TODAY, outcome=ScreeningOutcome.DECLINED,
        accommodations=[], plan="", why="", is_agreed=False, review_on=None, at=NOON,
    )  # fmt: skip
    assert Case.get_by_id(of.id).accommodations == "", "the latest holds"
    assert Screening.select().count() == 2
