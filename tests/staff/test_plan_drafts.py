"""The editor of a draft: written together, from the library or freely, in both languages."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Account, Activity, ActivitySlot, Case, Plan, PlanItem, TextRequest
from portal.models.plans import ItemKind, PlanState
from portal.operations.plans import drafts
from tests.browser import Browser
from tests.factories import account

TODAY = clock.today("America/Los_Angeles")
START = TODAY + timedelta(days=10)


@pytest.fixture
def draft(ana: Account, made: Case) -> Plan:
    """The first plan of Maria Lopez, who reads Spanish, just begun."""
    return drafts.begin_plan(ana.actor, case=made, starts_on=START, at=clock.now())


def edit(made: Case, more: str = "") -> str:
    return f"/staff/cases/{made.key}/plan/edit{more}"


def goal(ana: Account, plan: Plan, *phrases: str, text: str = "") -> PlanItem:
    """Short-term goals of these phrases and words; the last of them."""
    drafts.add_items(
        ana.actor, plan=plan, kind=ItemKind.GOAL_SHORT, phrases=phrases, text=text, due_on=None,
        above=None, at=clock.now(),
    )  # fmt: skip
    return PlanItem.select().order_by(PlanItem.id.desc()).get()


def test_a_plan_is_begun_once_and_goes_on_as_a_draft(browser: Browser, made: Case) -> None:
    page = browser.get(edit(made))
    sent = browser.submit(page, f"/staff/cases/{made.key}/plan/begin", {"starts_on": str(START)})
    assert "Draft: only staff see it" in browser.follow(sent).text
    assert Plan.get().state == PlanState.DRAFT
    browser.post(f"/staff/cases/{made.key}/plan/begin", {"starts_on": str(START)}, status=422)
    assert Plan.select().count() == 1


def test_several_goals_are_chosen_at_once_and_shown_in_both_languages(
    browser: Browser, made: Case, draft: Plan
) -> None:
    page = browser.get(edit(made, "/items/new?kind=goal_short"))
    assert "Hablar inglés en el trabajo" in page.text
    fields = page.form("main form[action$='/items']")
    fields |= {"phrases": ["speak_english_at_work", "stable_home"], "text": "Own a food truck"}
    browser.follow(browser.post(edit(made, "/items"), fields))
    page = browser.get(edit(made))
    for words in ("Speak English at work", "Hablar inglés en el trabajo", "Own a food truck"):
        assert words in page.text
    assert TextRequest.get().text == "Own a food truck"
    assert "1 text waits for its translation" in page.text
