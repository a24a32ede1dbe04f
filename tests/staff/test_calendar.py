"""A worker's calendar: numbers in the file, nothing under the secret address, which can be ended."""

from datetime import timedelta

import flask
import icalendar
import pytest

from portal import clock
from portal.models import Account, CalendarAddress, Case
from portal.models.accounts import Role
from portal.models.tasks import TaskOwner
from portal.operations import tasks
from tests.browser import Browser, Page
from tests.factories import NOON, account, case, participant

TODAY = clock.today("America/Los_Angeles")


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The counselor."""
    return account()


@pytest.fixture
def made(ana: Account) -> Case:
    """Her case, with a task."""
    of = case(participant(), ana, enrolled_on=TODAY - timedelta(days=10))
    tasks.add_task(
        ana.actor, case=of, owner=TaskOwner.WORKER, text="Call the heron clinic",
        due_on=TODAY + timedelta(days=2), at=NOON,
    )  # fmt: skip
    return of


@pytest.fixture
def browser(app: flask.Flask, ana: Account) -> Browser:
    """Her browser."""
    return Browser(app, ana)


def events(page: Page) -> list[icalendar.Event]:
    """The events of a calendar file."""
    return list(icalendar.Calendar.from_ical(page.body).walk("VEVENT"))


def told_by(event: icalendar.Event) -> list[str]:
    """What an event tells a person: all of it but its stamp and its identifier."""
    lines = event.to_ical().decode().splitlines()
    return [line for line in lines if not line.startswith(("DTSTAMP:", "UID:"))]


def subscribed(browser: Browser) -> str:
    """The path of a secret address just made."""
    page = browser.post("/staff/calendar", {}, 200)
    return str(page.one("#calendar-address").get("value")).removeprefix("http://localhost")


def test_the_file_names_the_case_and_the_kind_and_no_person(browser: Browser, made: Case) -> None:
    page = browser.get("/staff/calendar.ics")
    found = {str(event["SUMMARY"]): event["DTSTART"].dt for event in events(page)}
    assert found == {
        "Case WTW-1001: Live contact": made.live_due_on,
        "Case WTW-1001: Attempt": made.attempt_due_on,
        "Case WTW-1001: Task": TODAY + timedelta(days=2),
    }
    assert "Lopez" not in page.body
    assert "heron" not in page.body


def test_the_secret_address_tells_days_and_nothing_else_without_signing_in(
    app: flask.Flask, browser: Browser, made: Case
) -> None:
    path = subscribed(browser)
    page = Browser(app).get(path)
    assert len(events(page)) == 3
    assert {str(event["SUMMARY"]) for event in events(page)} == {
        "Something is due. Look in the portal."
    }
    # What a machine counts by (the stamp, the identifier) holds any digits by chance.
    told = [line for event in events(page) for line in told_by(event)]
    for word in ("WTW", "1001", "Lopez", "Ana", "contact", made.key):
        assert not [line for line in told if word in line]
    ids = [str(event["UID"]) for event in events(page)]
    assert ids == [str(event["UID"]) for event in events(Browser(app).get(path))]


def test_a_new_address_ends_the_one_before_and_it_can_be_ended(
    app: flask.Flask, browser: Browser, made: Case
) -> None:
    first, second = subscribed(browser), subscribed(browser)
    Browser(app).get(first, 404)
    Browser(app).get(second)
    assert second.split("/")[-1].removesuffix(".ics") not in CalendarAddress.get().digest
    browser.post("/staff/calendar/end", {})
    Browser(app).get(second, 404)


def test_the_address_of_a_locked_account_ends_with_it(
    app: flask.Flask, browser: Browser, made: Case, ana: Account
) -> None:
    path = subscribed(browser)
    Account.update(is_locked=True).where(Account.id == ana.id).execute()
    Browser(app).get(path, 404)


def test_the_calendar_costs_the_same_with_many_cases(
    browser: Browser, made: Case, ana: Account
) -> None:
    before = len(browser.get("/staff/calendar.ics").statements)
    for number in range(8):
        case(participant(), ana, number=f"DW-{number}")
    assert len(browser.get("/staff/calendar.ics").statements) == before <= 6


def test_who_does_no_casework_has_no_calendar(app: flask.Flask) -> None:
    Browser(app, account("Mo Day", Role.MONITOR)).get("/staff/calendar", 403)
