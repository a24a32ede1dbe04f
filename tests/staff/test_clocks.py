"""Clocks of months as staff read and enter them."""

from datetime import date
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Account, AuditEntry, Case, ClockEntry, ClockStop, Document
from portal.models.accounts import Role
from portal.operations import clocks as operations
from portal.operations.accesses import open_case
from portal.policy.calendar import Month
from portal.policy.programs import StopReason
from portal.policy.safety import OpeningReason
from tests.browser import Browser, Page
from tests.factories import NOON, account, case, participant

TODAY = clock.today("America/Los_Angeles")
THIS = Month.of(TODAY)


def first_of(months_ago: int) -> date:
    return THIS.plus(-months_ago).first_on


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The counselor."""
    return account()


@pytest.fixture
def made(ana: Account) -> Case:
    """Her case, enrolled eleven months before this one: twelve months of aid."""
    return case(participant(), ana, enrolled_on=first_of(11))


@pytest.fixture
def browser(app: flask.Flask, ana: Account) -> Browser:
    """Her browser."""
    return Browser(app, ana)


def section(page: Page, clock_kind: str) -> str:
    return page.words(f"#clock-{clock_kind}")


def stopped(ana: Account, of: Case, months_ago: int, until: int | None = None) -> ClockStop:
    return operations.stop_clocks(
        ana.actor, case=of, reason=StopReason.CARING, starts_on=first_of(months_ago),
        ends_on=THIS.plus(-until).last_on if until is not None else None,
        evidence="Form of the heron clinic", at=NOON,
    )  # fmt: skip


def test_the_page_tells_what_is_used_and_left_month_by_month(browser: Browser, made: Case) -> None:
    page = browser.get(f"/staff/cases/{made.key}/clocks")
    aid = section(page, "time_on_aid")
    assert "12 of 48 months used" in aid
    assert "36 months left" in aid
    assert "WTW 42-7.38, II.H, II.J (PLAN-11)" in aid
    rows = page.all("#clock-time_on_aid tbody tr")
    assert len(rows) == 12
    assert all("A month with aid" in row.text_content() for row in rows)
    assert "not begun yet" in section(page, "wtw_24_month")
    assert "0 of 12 months used" in section(page, "vocational_education")
    assert len(page.statements) <= 8


def test_the_page_costs_the_same_after_forty_years_and_many_periods(
    browser: Browser, made: Case, ana: Account
) -> None:
    few = len(browser.get(f"/staff/cases/{made.key}/clocks").statements)
    Case.update(enrolled_on=first_of(480)).execute()
    for months in range(400, 300, -5):
        stopped(ana, made, months, until=months - 1)
    page = browser.get(f"/staff/cases/{made.key}/clocks")
    assert len(page.statements) == few
    assert "48 of 48 months used" in section(page, "time_on_aid")
    assert "none left" in section(page, "time_on_aid")


def test_a_period_is_asked_about_then_entered_and_frees_its_months(
    browser: Browser, made: Case
) -> None:
    here = f"/staff/cases/{made.key}/clocks"
    asked = {"reason": "caring", "starts_on": first_of(5), "ends_on": THIS.plus(-4).last_on}
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    page = browser.get(f"{here}/what-if?{query}")
    told = page.words(".notice-info")
    assert "Then: 10 of 48 months used, 38 months left" in told
    assert "Freed:" in told
    assert "Nothing would change: 0 of 12 months used" in told
    assert ClockStop.select().count() == 0, "asking changes nothing"
    form = browser.get(page.one(".notice-info a.button").get("href"))
    sent = form.form(f"form[action='{here}/stops']")
    assert sent["starts_on"] == asked["starts_on"].isoformat()
    refused = browser.post(f"{here}/stops", sent, 422)
    assert "Say what shows it" in refused.words(".error-summary")
    kept = refused.form(f"form[action='{here}/stops']")
    browser.post(f"{here}/stops", kept | {"evidence": "Doctor's form"})
    browser.post(f"{here}/stops", kept | {"evidence": "Doctor's form"})
    assert ClockStop.select().count() == 1
    page = browser.get(here)
    assert "10 of 48 months used" in section(page, "time_on_aid")
    assert page.text.count("Stopped by an exemption") == 2
    assert "Doctor's form" in page.text


def test_a_period_gets_an_end_and_can_be_taken_back_and_both_stay_on_record(
    browser: Browser, made: Case, ana: Account
) -> None:
    here, stop = f"/staff/cases/{made.key}/clocks", stopped(ana, made, 3)
    assert "no end yet" in browser.get(here).text
    path = f"{here}/stops/{stop.key}"
    page = browser.get(path)
    form = f"form[action='{path}']"
    assert page.form(form)["evidence"] == "Form of the heron clinic"
    browser.post(path, page.form(form) | {"ends_on": THIS.plus(-2).last_on.isoformat()})
    browser.get(path, 404)
    now = ClockStop.get(ClockStop.replaced_at.is_null())
    assert now.replaces_id == stop.id
    assert "10 of 48 months used" in section(browser.get(here), "time_on_aid")
    browser.post(f"{here}/stops/{now.key}/withdraw", {})
    assert "12 of 48 months used" in section(browser.get(here), "time_on_aid")
    assert ClockStop.select().count() == 2


def test_a_month_is_decided_from_its_row_and_once_more(browser: Browser, made: Case) -> None:
    here = f"/staff/cases/{made.key}/clocks"
    page = browser.get(here)
    form = browser.get(page.all("#clock-time_on_aid tbody a")[-1].get("href"))
    sent = form.form(f"form[action='{here}/months']")
    assert sent["month"] == str(THIS.plus(-11))
    wrong = sent | {"counts": "yes", "reason": "aid_repaid", "evidence": "Receipt 4711"}
    refused = browser.post(f"{here}/months", wrong, 422)
    assert "speaks for the other answer" in refused.text
    browser.post(f"{here}/months", wrong | {"counts": "no"})
    page = browser.get(here)
    assert "11 of 48 months used" in section(page, "time_on_aid")
    assert "The aid was paid back" in page.text
    assert "Receipt 4711" in page.text
    again = browser.get(f"{here}/months?clock=time_on_aid&month={THIS.plus(-11)}")
    back = again.form(f"form[action='{here}/months']")
    browser.post(
        f"{here}/months", back | {"counts": "yes", "reason": "entered_wrong", "evidence": "Mix-up"}
    )
    assert "12 of 48 months used" in section(browser.get(here), "time_on_aid")
    assert ClockEntry.select().count() == 2


def test_months_used_elsewhere_are_entered_with_what_shows_them(
    browser: Browser, made: Case
) -> None:
    here = f"/staff/cases/{made.key}/clocks"
    page = browser.get(f"{here}/beginning")
    sent = page.form(f"form[action='{here}/beginning']")
    sent |= {"month": str(THIS), "months_before": "49", "evidence": "Printout of Fresno"}
    refused = browser.post(f"{here}/beginning", sent, 422)
    assert "does not have so many months" in refused.text
    browser.post(f"{here}/beginning", sent | {"months_before": "44"})
    aid = section(browser.get(here), "time_on_aid")
    assert "45 of 48 months used" in aid
    assert "3 months left" in aid
    assert "Printout of Fresno" in aid
    assert Case.get_by_id(made.id).clock_ends_on == THIS.plus(3).last_on


def test_a_document_of_another_case_shows_nothing(
    browser: Browser, made: Case, ana: Account
) -> None:
    other = case(participant("Linh Tran"), ana, number="WTW-1002")
    values: dict[str, Any] = {"kind": "other", "opened_at": NOON, "received_at": NOON}
    theirs = Document.create(case=other, reference="D-1", **values)
    own = Document.create(case=made, reference="D-2", **values)
    here = f"/staff/cases/{made.key}/clocks"
    page = browser.get(f"{here}/stops")
    assert "D-2" in page.words("#document")
    assert "D-1" not in page.words("#document")
    sent = page.form(f"form[action='{here}/stops']") | {"starts_on": first_of(1).isoformat()}
    browser.post(f"{here}/stops", sent | {"document": theirs.key}, 422)
    browser.post(f"{here}/stops", sent | {"document": own.key})
    assert ClockStop.get().document_id == own.id
    assert browser.get(here).all(f"a[href$='/documents/{own.key}']")


def test_why_a_clock_stood_still_is_sealed_and_read_by_the_cases_own_workers(
    app: flask.Flask, browser: Browser, made: Case, ana: Account
) -> None:
    stop = stopped(ana, made, 3)
    assert "heron" not in ClockStop.get().sealed_evidence
    boss = Browser(app, account("Sue Park", Role.SUPERVISOR))
    monitor = Browser(app, account("Mo Day", Role.MONITOR, email="mo@x"))
    for path in ("/clocks", f"/clocks/stops/{stop.key}"):
        whole = f"/staff/cases/{made.key}{path}"
        for reader in (browser, monitor):
            assert "heron" in reader.get(whole).text
            assert "Caring for a disabled family member" in reader.get(whole).text
        page = boss.get(whole)
        assert "heron" not in page.text
        assert "An exemption" in page.text
        assert not page.all("form[method=post][action*='clocks']")
    boss.post(f"/staff/cases/{made.key}/clocks/stops/{stop.key}/withdraw", {}, 404)


def test_who_may_not_read_why_corrects_nothing(
    app: flask.Flask, browser: Browser, made: Case, ana: Account
) -> None:
    stop = stopped(ana, made, 3)
    colleague = account("Bo Lee")
    open_case(colleague.actor, case=made, reason=OpeningReason.STAND_IN, at=clock.now())
    other = Browser(app, colleague)
    path = f"/staff/cases/{made.key}/clocks/stops/{stop.key}"
    page = other.get(path)
    assert "heron" not in page.text
    assert not page.all(f"form[action^='{path}']")
    for act in ("", "/withdraw"):
        other.post(path + act, {"reason": "age", "starts_on": "2026-01-01", "evidence": "x"}, 404)
    assert ClockStop.get().replaced_at is None
    assert browser.get(path).all(f"form[action^='{path}']")


def test_every_look_is_on_record_and_strangers_find_nothing(
    app: flask.Flask, browser: Browser, made: Case, ana: Account
) -> None:
    stop = stopped(ana, made, 3)
    browser.get(f"/staff/cases/{made.key}/clocks")
    assert AuditEntry.select().where(AuditEntry.action == "view_clocks").count() == 1
    stranger = Browser(app, account("Bo Lee", unit="Unit 2"))
    for path in ("", "/what-if", "/stops", "/months", "/beginning", f"/stops/{stop.key}"):
        stranger.get(f"/staff/cases/{made.key}/clocks{path}", 404)


def test_an_exempt_case_without_a_period_says_so(
    browser: Browser, made: Case, ana: Account
) -> None:
    Case.update(status="exempt").execute()
    here = f"/staff/cases/{made.key}/clocks"
    assert "no period says since when" in browser.get(here).text
    stopped(ana, made, 1)
    assert "no period says since when" not in browser.get(here).text


def test_a_program_without_clocks_says_so(browser: Browser, ana: Account) -> None:
    dw = case(participant("Karen Olson", "en"), ana, number="DW-1", program="dw")
    for path in ("", "/stops", "/months", "/beginning"):
        assert "counts no months" in browser.get(f"/staff/cases/{dw.key}/clocks{path}").text
