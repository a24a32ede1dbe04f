"""The agency's calendar of working days: who looks after it, and what is counted with it."""

import subprocess
import sys
from datetime import date
from typing import Any

import flask
import pytest

from portal import clock
from portal.db import new_key
from portal.models import AuditEntry, Holiday, Office
from portal.models.accounts import Role
from portal.operations.holidays import bring_in_usual, enter_holiday
from portal.policy.calendar import HolidayRefusal, is_working_day
from portal.policy.messages import back_on
from portal.policy.refusals import Refused
from portal.reports.working_days import AGENCY, holidays_of, proposed_days, years_without
from tests.browser import Browser
from tests.factories import NOON, account, office

PLACE = "/staff/admin/working-days"
THANKSGIVING = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def admin(app: flask.Flask) -> Browser:
    """An administrator's browser."""
    return Browser(app, account("Hal Poe", Role.ADMINISTRATOR))


def closed(on: date = THANKSGIVING, name: str = "Thanksgiving", where: Office | None = None) -> Any:
    who = account("Hal Poe", Role.ADMINISTRATOR, email=f"{new_key()}@demo.example")
    return enter_holiday(who.actor, office=where, falls_on=on, name=name, at=NOON)


def test_an_administrator_enters_a_day_and_it_is_counted_at_once(
    both_databases: flask.Flask,
) -> None:
    browser = Browser(both_databases, account("Hal Poe", Role.ADMINISTRATOR))
    page = browser.get(PLACE)
    assert "3 working days from today end on Wednesday, November 25" in page.text
    typed = {"falls_on": "2026-11-25", "name": "Water damage"}
    shown = browser.follow(browser.submit(page, PLACE, typed))
    assert "Water damage" in shown.words("tbody tr")
    assert "All offices" in shown.words("tbody tr")
    assert "3 working days from today end on Thursday, November 26" in shown.text
    assert AuditEntry.select().where(AuditEntry.action == "enter_holiday").count() == 1


def test_the_same_form_sent_twice_enters_one_day(admin: Browser) -> None:
    fields = admin.get(PLACE).form() | {"falls_on": "2026-11-26", "name": "Thanksgiving"}
    admin.post(PLACE, fields)
    admin.post(PLACE, fields)
    assert Holiday.select().count() == 1


@pytest.mark.parametrize(
    ("falls_on", "name", "field", "code"),
    [
        (date(2026, 11, 28), "A Saturday", "falls_on", HolidayRefusal.WEEKEND),
        (THANKSGIVING, "Again", "falls_on", HolidayRefusal.ENTERED_ALREADY),
        (date(2062, 11, 27), "A slip", "falls_on", HolidayRefusal.OUT_OF_RANGE),
        (date(2024, 11, 29), "Long ago", "falls_on", HolidayRefusal.OUT_OF_RANGE),
        (date(2026, 11, 27), "  ", "name", HolidayRefusal.NO_NAME),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(
    app: flask.Flask, falls_on: date, name: str, field: str, code: HolidayRefusal
) -> None:
    closed()
    with pytest.raises(Refused) as refused:
        closed(falls_on, name)
    assert refused.value.codes == {field: code}


def test_a_refused_day_keeps_what_was_typed(admin: Browser) -> None:
    page = admin.get(PLACE)
    typed = {"falls_on": "2026-11-28", "name": "A Saturday"}
    again = admin.submit(page, PLACE, typed, status=422)
    assert "no working day anyway" in again.words(".has-error .field-error")
    assert again.one("input[name=name]").get("value") == "A Saturday"


def test_an_office_has_days_of_its_own(both_databases: flask.Flask) -> None:
    here, there = office(), office("Fruitvale")
    closed()
    closed(date(2026, 11, 25), "Water damage", here)
    assert holidays_of(here.id) == {THANKSGIVING, date(2026, 11, 25)}
    assert holidays_of(there.id) == holidays_of(AGENCY) == {THANKSGIVING}


def test_two_offices_may_close_on_the_same_day(app: flask.Flask) -> None:
    here, there = office(), office("Fruitvale")
    closed(where=here)
    closed(name="Moving", where=there)
    assert Holiday.select().count() == 2


def test_a_day_taken_out_is_a_working_day_again(admin: Browser) -> None:
    made = closed()
    shown = admin.follow(admin.post(f"{PLACE}/{made.key}/remove"))
    assert "The day is a working day again." in shown.text
    assert holidays_of(AGENCY) == frozenset()
    admin.post(f"{PLACE}/{made.key}/remove")  # pressed twice


def test_the_public_holidays_of_a_year_are_brought_in_by_choice(
    both_databases: flask.Flask,
) -> None:
    admin = Browser(both_databases, account("Hal Poe", Role.ADMINISTRATOR))
    address = f"{PLACE}/bring-in?year=2027&state=CA"
    page = admin.get(address)
    chosen = [one.get("value") for one in page.all("input[name=days][checked]")]
    assert "2027-11-25" in chosen
    assert "2027-02-15" in chosen  # Presidents' Day, which shares it with a day that is worked
    shown = admin.follow(admin.post(address, {"days": ["2027-11-25", "2027-11-26"]}))
    assert "2 days are new in the calendar." in shown.text
    assert holidays_of(AGENCY) == {date(2027, 11, 25), date(2027, 11, 26)}
    again = admin.get(address)
    assert not again.all("input[value='2027-11-25']")
    admin.post(address, {"days": ["2027-11-25"]}, status=422)
    assert Holiday.select().count() == 2


def test_nothing_that_no_list_names_can_be_brought_in(admin: Browser) -> None:
    admin.post(f"{PLACE}/bring-in?year=2027", {"days": ["2027-03-03"]}, status=422)
    assert Holiday.select().count() == 0


def test_proposals_hold_no_weekend_and_name_each_observed_day() -> None:
    days = {one.falls_on: one for one in proposed_days(2026, "CA")}
    assert date(2026, 7, 3) in days
    assert date(2026, 7, 4) not in days
    assert all(is_working_day(on, ()) for on in days)
    assert proposed_days(2026) != proposed_days(2026, "WA")
    with pytest.raises(ValueError, match="no holidays are known"):
        proposed_days(2026, "ZZ")


def test_the_usual_days_are_brought_in_once(app: flask.Flask) -> None:
    first = bring_in_usual(2026, 2, "CA", NOON)
    assert first > 20
    assert bring_in_usual(2026, 2, "CA", NOON) == 0


def test_missing_years_are_told_and_from_october_on_the_next_one_too(admin: Browser) -> None:
    assert years_without(date(2026, 9, 30)) == [2026]
    assert years_without(date(2026, 10, 1)) == [2026, 2027]
    assert "Days of 2026 are missing" in admin.get("/staff/admin").text
    bring_in_usual(2026, 2, "CA", NOON)
    assert "missing" not in admin.get("/staff/admin").text


@pytest.mark.parametrize(
    ("role", "sees", "changes"),
    [
        (Role.COUNSELOR, 200, 403), (Role.SPECIALIST, 200, 403), (Role.SUPERVISOR, 200, 403),
        (Role.MONITOR, 200, 403), (Role.PROVIDER, 403, 403), (Role.TRANSLATOR, 403, 403),
        (Role.ADMINISTRATOR, 200, 200),
    ],
)  # fmt: skip
def test_those_who_count_days_see_the_calendar_and_administrators_change_it(
    app: flask.Flask, role: Role, sees: int, changes: int
) -> None:
    closed()
    browser = Browser(app, account("Kim Oh", role))
    page = browser.get(PLACE, sees)
    assert bool(page.all("form[action$=remove]")) == (changes == 200)
    browser.get("/staff/admin", changes)
    browser.post(PLACE, {}, 422 if changes == 200 else 403)


def test_a_long_calendar_costs_no_more_statements(admin: Browser) -> None:
    closed()
    few = len(admin.get(PLACE).statements)
    bring_in_usual(2026, 1, "CA", NOON)
    assert len(admin.get(PLACE).statements) == few <= 8


def test_somebody_back_on_a_holiday_is_back_the_day_after() -> None:
    wednesday = date(2026, 11, 25)
    assert back_on(wednesday, {THANKSGIVING}) == date(2026, 11, 27)


def test_the_list_of_public_holidays_is_loaded_only_when_days_are_brought_in() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, portal.wiring; print('holidays' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "False"
