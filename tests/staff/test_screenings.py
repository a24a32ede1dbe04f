"""Equal Access screenings, and follow-up after exit, as staff record and read them."""

from datetime import timedelta

import flask
import pytest

from portal import clock
from portal.models import Account, Case, Contact, FollowUp, Participant, Screening
from portal.models.accounts import Role
from portal.operations.cases import refresh
from tests.browser import Browser
from tests.factories import account, case, participant

TODAY = clock.today("America/Los_Angeles")


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The counselor."""
    return account()


@pytest.fixture
def made(ana: Account) -> Case:
    """Her case."""
    return case(participant(), ana, enrolled_on=TODAY - timedelta(days=400))


@pytest.fixture
def browser(app: flask.Flask, ana: Account) -> Browser:
    """Her browser."""
    return Browser(app, ana)


def screened(browser: Browser, of: Case, status: int = 303, **changes: object) -> str:
    here = f"/staff/cases/{of.key}/equal-access/new"
    page = browser.get(here)
    sent = page.form(f"form[action='{here}']")
    return browser.post(here, sent | changes, status).text


def test_a_screening_leads_to_a_plan_that_stands_on_every_page_of_the_case(
    browser: Browser, made: Case
) -> None:
    here = f"/staff/cases/{made.key}/equal-access"
    assert "No screening yet." in browser.get(here).text
    assert "What it came to" in screened(browser, made, 422)
    assert "Say what is done" in screened(browser, made, 422, outcome="plan")
    screened(
        browser, made, outcome="plan", accommodations=["large_print", "call_before"],
        plan="Ask for Room 4", why="Heron in the left ear", is_agreed="y",
    )  # fmt: skip
    page = browser.get(here)
    for told in ("Letters in large print", "A call before anything changes", "Ask for Room 4",
                 "Heron in the left ear", "agreed with the participant"):  # fmt: skip
        assert told in page.text
    assert len(page.statements) <= 8
    kept = Screening.get()
    assert kept.accommodations == "large_print,call_before"
    assert "Heron" not in kept.sealed_why
    assert Participant.get().wants_large_print
    assert "Equal Access plan" in browser.get(f"/staff/cases/{made.key}").words("header.facts-bar")
    assert "Equal Access screening" in browser.get(f"/staff/cases/{made.key}").text


def test_the_latest_screening_holds_whatever_was_entered_last(browser: Browser, made: Case) -> None:
    screened(browser, made, outcome="plan", accommodations=["remind"])
    screened(
        browser, made, outcome="plan", accommodations=["more_time"],
        screened_on=(TODAY - timedelta(days=30)).isoformat(),
    )  # fmt: skip
    assert Case.get_by_id(made.id).accommodations == "remind"
    page = browser.get(f"/staff/cases/{made.key}/equal-access")
    assert "A reminder before each meeting" in page.words("section.card")
    again = browser.get(f"/staff/cases/{made.key}/equal-access/new")
    assert [one.get("value") for one in again.all("input[name=accommodations][checked]")] == [
        "remind"
    ]
    browser.post(
        f"/staff/cases/{made.key}/equal-access/new",
        {"screened_on": TODAY.isoformat(), "outcome": "not_needed"},
    )
    assert Case.get_by_id(made.id).accommodations == ""
    assert "Equal Access plan" not in browser.get(f"/staff/cases/{made.key}").words(
        "header.facts-bar"
    )
    assert Screening.select().count() == 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"screened_on": (TODAY + timedelta(1)).isoformat()}, "has not come yet"),
        ({"outcome": "declined"}, "Accommodations are chosen"),
        ({"review_on": TODAY.isoformat()}, "after the screening"),
        ({"accommodations": ["no_such_thing"]}, "Please check these answers"),
    ],
)
def test_a_screening_that_makes_no_sense_is_refused(
    browser: Browser, made: Case, changes: dict[str, object], said: str
) -> None:
    whole: dict[str, object] = {"outcome": "plan", "accommodations": ["remind"], "plan": "Kept"}
    assert said in screened(browser, made, 422, **(whole | changes))
    assert Screening.select().count() == 0


def test_why_help_is_needed_is_read_by_the_cases_workers_and_monitors_alone(
    app: flask.Flask, browser: Browser, made: Case
) -> None:
    screened(
        browser, made, outcome="plan", accommodations=["remind"], plan="Text at nine",
        why="Heron disease",
    )  # fmt: skip
    here = f"/staff/cases/{made.key}/equal-access"
    boss = Browser(app, account("Sue Park", Role.SUPERVISOR))
    page = boss.get(here)
    assert "Text at nine" in page.text
    assert "Heron" not in page.text
    boss.get(f"{here}/new", 404)
    assert (
        "Heron disease" in Browser(app, account("Mo Day", Role.MONITOR, email="m@x")).get(here).text
    )
    Browser(app, account("Bo Lee", unit="Unit 2")).get(here, 404)


def test_the_months_after_exit_are_followed_one_by_one(browser: Browser, made: Case) -> None:
    here = f"/staff/cases/{made.key}/follow-up"
    page = browser.get(here)
    form = f"form[action='{here}/exit']"
    for day, said in (
        (TODAY + timedelta(1), "not come yet"),
        (TODAY - timedelta(500), "before the case"),
    ):
        wrong = browser.post(f"{here}/exit", page.form(form) | {"exited_on": day.isoformat()}, 422)
        assert said in wrong.text
    exited = TODAY - timedelta(days=45)
    browser.post(f"{here}/exit", page.form(form) | {"exited_on": exited.isoformat()})
    browser.post(f"{here}/exit", {"exited_on": exited.isoformat()}, 422)
    page = browser.get(here)
    assert "Month 2 of 12 after exit" in page.text
    assert "ECM brief, Job Matching, Placement, and Follow-Up (PLAN-13)" in page.text
    rows = [" ".join(row.text_content().split()) for row in page.all("tbody tr")]
    assert len(rows) == 12
    assert "No contact" in rows[0]
    assert "This month" in rows[1]
    assert "days late" in page.words("main")
    assert Case.get_by_id(made.id).next_deadline_kind == "follow_up"
    sent = page.form(f"form[action='{here}']")
    told = {
        "answered": "yes", "work": "same_job", "employer": "Line kitchen", "hours_week": "37.5",
        "wage": "21.75", "needs": ["bus_pass"], "summary": "Likes the early shift",
    }  # fmt: skip
    browser.post(here, sent | told)
    browser.post(here, sent | told)
    assert FollowUp.select().count() == Contact.select().count() == 1
    page = browser.get(here)
    for part in ("Reached", "In the same job, Line kitchen, 37.5 hours a week, $21.75 an hour",
                 "needs: Bus pass", "Likes the early shift"):  # fmt: skip
        assert part in page.text
    assert len(page.statements) <= 8
    assert "The next contact" not in page.text
    assert Case.get_by_id(made.id).follow_up_due_on > TODAY


def test_what_nobody_said_is_not_known_and_days_outside_are_refused(
    browser: Browser, made: Case
) -> None:
    here = f"/staff/cases/{made.key}/follow-up"
    whole = {
        "occurred_on": TODAY.isoformat(),
        "way": "telephone",
        "answered": "no",
        "work": "unknown",
    }
    assert "did not leave the program" in browser.post(here, whole, 422).text
    exited = TODAY - timedelta(days=10)
    browser.post(f"{here}/exit", {"exited_on": exited.isoformat()})
    page = browser.post(here, whole | {"work": "no_job"}, 422)
    assert "choose “Not known”" in page.text
    page = browser.post(here, whole | {"occurred_on": exited.isoformat()}, 422)
    assert "the day after exit" in page.text
    browser.post(here, whole)
    assert "Tried, not reached" in browser.get(here).text


def test_after_twelve_months_the_follow_up_is_over(browser: Browser, made: Case) -> None:
    Case.update(status="follow_up", status_since_on=TODAY - timedelta(days=380)).execute()
    refresh(made.id, TODAY)
    page = browser.get(f"/staff/cases/{made.key}/follow-up")
    assert "The follow-up is over." in page.text
    assert not page.all("main form")
    assert Case.get_by_id(made.id).follow_up_due_on is None
