"""Assessments and labor market facts as staff record and read them."""

from datetime import timedelta

import flask
import pytest

from portal import clock
from portal.models import Account, Assessment, Case, LaborFact, Plan, PlanItem
from portal.models.accounts import Role
from portal.models.plans import ItemKind
from portal.operations import assessments as operations
from portal.policy.assessments import AssessmentKind, Demand
from portal.reports.cases.assessments import Goal, facts_by_goal
from tests.browser import Browser
from tests.factories import NOON, account, case, participant

TODAY = clock.today("America/Los_Angeles")


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The counselor."""
    return account()


@pytest.fixture
def made(ana: Account) -> Case:
    """Her case."""
    return case(participant(), ana)


@pytest.fixture
def browser(app: flask.Flask, ana: Account) -> Browser:
    """Her browser."""
    return Browser(app, ana)


def with_goals(of: Case, *phrases: str, number: int = 1) -> Plan:
    plan = Plan.create(case=of, number=number, starts_on=TODAY, created_at=NOON)
    for position, phrase in enumerate(phrases):
        known = {"phrase": phrase} if "_" in phrase else {"text": phrase}
        PlanItem.create(plan=plan, kind=ItemKind.GOAL_SHORT, position=position, **known)
    return plan


def test_an_assessment_is_recorded_once_and_stands_with_its_next_day(
    browser: Browser, made: Case
) -> None:
    here = f"/staff/cases/{made.key}/assessments"
    assert "No assessment yet." in browser.get(here).text
    again = TODAY + timedelta(days=90)
    page = browser.get(f"{here}/new")
    sent = page.form(f"form[action='{here}/new']")
    refused = browser.post(f"{here}/new", sent | {"tool": "CASAS", "result": " "}, 422)
    assert "Say what was found out" in refused.words(".error-summary")
    sent |= {
        "kind": "english",
        "tool": "CASAS 187R",
        "result": "Reads at heron level",
        "again_on": again.isoformat(),
    }
    browser.post(f"{here}/new", sent)
    browser.post(f"{here}/new", sent)
    assert Assessment.select().count() == 1
    assert "heron" not in Assessment.get().sealed_result
    page = browser.get(here)
    assert "Reads at heron level" in page.text
    assert "90 days left" in page.text
    assert len(page.statements) <= 8
    kept = Case.get_by_id(made.id)
    assert str(kept.reassess_on) == again.isoformat()
    assert "CASAS 187R" in browser.get(f"/staff/cases/{made.key}").text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"taken_on": (TODAY + timedelta(1)).isoformat()}, "has not come yet"),
        ({"taken_on": "1999-01-01"}, "ten years back"),
        ({"again_on": TODAY.isoformat()}, "after the assessment"),
        ({"again_on": (TODAY + timedelta(2400)).isoformat()}, "five years ahead"),
        ({"tool": "  "}, "Please fill this in"),
        ({"taken_on": "yesterday"}, "Please give a date"),
    ],
)  # fmt: skip
def test_an_assessment_that_makes_no_sense_is_refused_and_stays_typed(
    browser: Browser, made: Case, changes: dict[str, str], said: str
) -> None:
    here = f"/staff/cases/{made.key}/assessments/new"
    whole = {
        "kind": "skills",
        "document": "",
        "tool": "Talk",
        "result": "Good hands",
        "taken_on": TODAY.isoformat(),
    }
    page = browser.post(here, whole | changes, 422)
    assert said in page.words(".error-summary")
    assert page.form(f"form[action='{here}']")["result"] == "Good hands"
    assert Assessment.select().count() == 0


def test_the_next_of_a_kind_settles_the_day_of_the_one_before(made: Case, ana: Account) -> None:
    first, second = TODAY - timedelta(days=40), TODAY
    for taken_on, again_on in ((first, TODAY - timedelta(days=3)), (second, None)):
        operations.record_assessment(
            ana.actor, case=made, kind=AssessmentKind.SKILLS, tool="Talk", taken_on=taken_on,
            result="Good", again_on=again_on, at=clock.now(),
        )  # fmt: skip
        kept = Case.get_by_id(made.id)
        assert kept.reassess_on == again_on
    assert kept.next_deadline_kind != "reassessment"
    # One of an earlier day that is entered late follows nothing.
    operations.record_assessment(
        ana.actor, case=made, kind=AssessmentKind.SKILLS, tool="Talk", result="Old",
        taken_on=first - timedelta(days=1), again_on=TODAY, at=clock.now(),
    )  # fmt: skip
    assert Case.get_by_id(made.id).reassess_on is None


def test_a_labor_market_fact_stands_beside_its_goal_and_can_be_taken_away(
    browser: Browser, made: Case
) -> None:
    here = f"/staff/cases/{made.key}/assessments"
    assert "The plan has no goal yet." in browser.get(f"{here}/labor-facts").text
    with_goals(made, "nursing_assistant", "Drive a tram")
    page = browser.get(f"{here}/labor-facts")
    sent = page.form(f"form[action='{here}/labor-facts']")
    sent |= {
        "goal": "1", "occupation": "Tram operator", "demand": "growing", "wage_from": "24.50",
        "wage_to": "1,031.00", "source": "EDD 2026", "place": "Alameda County",
    }  # fmt: skip
    refused = browser.post(f"{here}/labor-facts", sent, 422)
    assert "dollars from 0 to 500" in refused.text
    for odd in ("much", "NaN", "Infinity", "-1", "1e400"):
        browser.post(f"{here}/labor-facts", sent | {"wage_to": odd}, 422)
    refused = browser.post(f"{here}/labor-facts", sent | {"wage_to": "20"}, 422)
    assert "below the lowest" in refused.text
    browser.post(f"{here}/labor-facts", sent | {"wage_to": "31"})
    fact = LaborFact.get()
    assert (fact.goal_phrase, fact.goal_text) == ("", "Drive a tram")
    assert (fact.wage_from_cents, fact.wage_to_cents) == (2450, 3100)
    page = browser.get(here)
    assert "$24.50 to $31.00 an hour" in page.text
    assert "More and more wanted" in page.text
    assert len(page.statements) <= 8
    browser.post(f"{here}/labor-facts/{fact.key}/remove", {})
    assert "Tram operator" not in browser.get(here).text
    browser.post(f"{here}/labor-facts/{fact.key}/remove", {}, 404)


def test_a_fact_goes_on_with_its_goal_through_the_versions_of_a_plan(
    made: Case, ana: Account
) -> None:
    with_goals(made, "nursing_assistant", "Drive a tram")
    for goal in (
        Goal("goal_short", "nursing_assistant", ""),
        Goal("goal_short", "", "Drive a tram"),
    ):
        operations.attach_labor_fact(
            ana.actor, case=made, goal=goal, occupation="Job", demand=Demand.STEADY,
            wages=(None, None), place="", source="EDD", found_on=TODAY, at=clock.now(),
        )  # fmt: skip
    with_goals(made, "office_work", "nursing_assistant", number=2)
    found = [
        (one.goal.phrase or one.goal.text, one.is_in_plan, len(one.facts))
        for one in facts_by_goal(made)
    ]
    assert found == [
        ("office_work", True, 0), ("nursing_assistant", True, 1), ("Drive a tram", False, 1),
    ]  # fmt: skip


def test_who_only_reads_enters_nothing_and_strangers_find_nothing(
    app: flask.Flask, made: Case
) -> None:
    with_goals(made, "office_work")
    here = f"/staff/cases/{made.key}/assessments"
    boss = Browser(app, account("Sue Park", Role.SUPERVISOR))
    assert not boss.get(here).all(f"a[href^='{here}/']")
    stranger = Browser(app, account("Bo Lee", unit="Unit 2"))
    for path in ("", "/new", "/labor-facts"):
        stranger.get(here + path, 404)
    boss.get(f"{here}/new", 404)
