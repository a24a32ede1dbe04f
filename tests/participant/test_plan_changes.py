"""Asking for another plan within its grace periods: the last day, midnight, and the day after."""

from datetime import UTC, date, datetime
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Account, Case, Contact, PlanChange, Report, Task
from portal.operations.cases import refresh
from portal.operations.holidays import enter_holiday
from portal.policy.plan_changes import ChangeState
from tests.browser import Browser
from tests.factories import NOON, TODAY, account, case, participant
from tests.participant.plans import plan

ASK = "/my/plan/change"
LAST_ON = date(2026, 11, 25)  # three working days after Friday the 20th
# Both in Los Angeles: a second before midnight of the last day, and midnight.
LAST_SECOND = datetime(2026, 11, 26, 7, 59, 59, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 26, 8, 0, 0, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the clock; it begins at noon, in Los Angeles, of the Friday of the amendment."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    set_to(NOON)
    return set_to


@pytest.fixture
def made(app: flask.Flask, at: Any) -> Case:
    """Maria's case; her plan was amended today, her class began ten days ago."""
    return amended()


def amended(locale: str = "en", **values: Any) -> Case:
    held = case(participant(locale=locale), account("Ana Ruiz"))
    values = {"change_until": LAST_ON, "reassign_until": date(2026, 12, 10)} | values
    plan(held, amended_on=TODAY, **values)
    return refresh(held.id, TODAY)


def maria(app: flask.Flask, held: Case) -> Browser:
    return Browser(app, held.participant)


def asked(browser: Browser, **fields: Any) -> Any:
    typed = {
        "period": "amendment",
        "plan_part": "hours",
        "about": "In the morning",
    } | fields
    return browser.submit(browser.get(ASK), ASK, typed)


def test_both_last_days_are_shown_and_the_plan_and_the_first_page_lead_there(
    both_databases: flask.Flask, at: Any
) -> None:
    held = amended()
    browser = maria(both_databases, held)
    page = browser.get(ASK)
    assert "The last day is Wednesday, November 25, 2026, until midnight." in page.text
    assert "The last day is Thursday, December 10, 2026, until midnight." in page.text
    assert "You have 3 working days" in page.text
    assert browser.get("/my").all(f"a[href='{ASK}']")
    assert len(page.statements) <= 8


def test_a_request_is_a_report_with_a_receipt_and_a_task_for_the_worker(
    app: flask.Flask, made: Case
) -> None:
    browser = maria(app, made)
    shown = browser.follow(asked(browser))
    assert "You asked in time." in shown.text
    assert "Your worker looks at it" in shown.text
    request = PlanChange.get()
    assert (request.state, request.period, request.last_on) == (
        "open",
        "amendment",
        LAST_ON,
    )
    assert Contact.get(Contact.id == request.report.contact_id).is_live
    assert Task.get_by_id(request.task_id).due_on == LAST_ON
    assert "Your worker looks at it" in browser.get(ASK).text


def test_what_is_chosen_is_enough_no_word_need_be_typed(app: flask.Flask, made: Case) -> None:
    asked(maria(app, made), about="", plan_part=["hours", "place"])
    assert PlanChange.select().count() == 1


def test_a_double_tap_makes_one_request(app: flask.Flask, made: Case) -> None:
    browser = maria(app, made)
    fields = browser.get(ASK).form() | {"period": "activity", "plan_part": "activity"}
    first, second = browser.post(ASK, fields), browser.post(ASK, fields)
    assert first.headers["Location"] == second.headers["Location"]
    assert PlanChange.select().count() == Report.select().count() == 1


def test_a_second_before_midnight_is_in_time(app: flask.Flask, made: Case, at: Any) -> None:
    at(LAST_SECOND)
    asked(maria(app, made))
    assert PlanChange.get().asked_on == LAST_ON


def test_a_form_opened_in_time_and_sent_at_midnight_is_refused_and_keeps_its_words(
    both_databases: flask.Flask, at: Any
) -> None:
    held = amended(reassign_until=None)
    at(LAST_SECOND)
    browser = maria(both_databases, held)
    page = browser.get(ASK)
    at(MIDNIGHT)
    typed = {"plan_part": "hours", "about": "In the morning"}
    late = browser.submit(page, ASK, typed, status=422)
    assert "The last day to ask for this is over." in late.words(".notice-warning")
    assert late.one("textarea").text.strip() == "In the morning"
    assert PlanChange.select().count() == Report.select().count() == 0
    sent = browser.submit(late, ASK, {"as_wish": "1"})
    assert "We have your message" in browser.follow(sent).text
    assert Report.get().kind == "plan-change"
    assert PlanChange.select().count() == 0


def test_after_the_last_day_the_page_explains_and_leads_to_the_worker(
    app: flask.Flask, at: Any
) -> None:
    held = amended(reassign_until=None)
    at(MIDNIGHT)
    page = maria(app, held).get(ASK)
    assert "The last day to ask was Wednesday, November 25, 2026. It is over." in page.text
    assert not page.all("main form")
    assert page.one("main a.button").get("href") == "/my/contacts/new/plan-change"


def test_one_period_over_leaves_the_other_open(app: flask.Flask, made: Case, at: Any) -> None:
    at(MIDNIGHT)
    browser = maria(app, made)
    page = browser.get(ASK)
    assert "It is over." in page.text
    assert page.one("input[name=period]").get("value") == "activity"
    asked(browser, period="activity", plan_part="activity")
    assert PlanChange.get().last_on == date(2026, 12, 10)
    at(MIDNIGHT)
    browser.submit(browser.get(ASK), ASK, {"period": "amendment", "plan_part": "hours"}, status=422)


def test_a_case_without_a_plan_or_without_a_period_has_the_way_to_the_worker(
    app: flask.Flask, at: Any
) -> None:
    held = case(participant(locale="en"), account("Ana Ruiz"))
    browser = maria(app, held)
    assert browser.get(ASK).all("a[href='/my/contacts/new/plan-change']")
    typed = {"period": "amendment", "plan_part": "hours"}
    late = browser.post(ASK, typed, status=422)
    assert "There is no time to ask for this now." in late.text


def test_an_empty_form_says_what_is_missing(app: flask.Flask, made: Case) -> None:
    browser = maria(app, made)
    page = browser.submit(browser.get(ASK), ASK, {}, status=422)
    assert "Please choose at least one." in page.words(".error-summary")


def test_a_day_off_entered_later_moves_the_last_day_and_is_named(
    both_databases: flask.Flask, at: Any
) -> None:
    held = amended()
    hal: Account = account("Hal Poe")
    day = {"office": None, "falls_on": date(2026, 11, 24), "name": "Storm", "at": NOON}
    enter_holiday(hal.actor, **day)
    page = maria(both_databases, held).get(ASK)
    assert "The last day is Thursday, November 26, 2026, until midnight." in page.text
    assert "The office is closed on Tuesday, November 24, 2026." in page.text
    assert Case.get_by_id(held.id).change_until == date(2026, 11, 26)


def test_the_ordinary_way_to_report_in_time_is_a_request_too(app: flask.Flask, made: Case) -> None:
    browser = maria(app, made)
    start = "/my/contacts/new/plan-change"
    browser.post(f"{start}/plan_part", {"answer": "activity"})
    browser.post(f"{start}/about", {"answer": "Another class"})
    browser.submit(browser.get(f"{start}/check"), f"{start}/check")
    assert (PlanChange.get().period, PlanChange.get().state) == (
        "activity",
        ChangeState.OPEN,
    )


def test_a_next_version_that_waits_for_signatures_stops_no_period(
    app: flask.Flask, made: Case
) -> None:
    plan(made, number=2, state="offered")
    refresh(made.id, TODAY)
    assert "November 25" in maria(app, made).get(ASK).text


def test_many_requests_cost_no_more_statements(app: flask.Flask, made: Case) -> None:
    browser = maria(app, made)
    asked(browser)
    few = len(browser.get(ASK).statements)
    for _ in range(3):
        asked(browser)
    assert len(browser.get(ASK).statements) == few <= 8
