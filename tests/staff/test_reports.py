"""A report in the worker's hands: what it asks, old and new side by side, done once."""

from datetime import date

import flask
import pytest

from portal import clock
from portal.models import Account, Case, Participant, Report
from portal.models.accounts import Role
from portal.models.contacts import ReportKind, ReportState
from portal.operations.reports import submit_report
from tests.browser import Browser
from tests.factories import NOON, account, as_actor, case, participant


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def ana(app: flask.Flask) -> Browser:
    """Ana at her desk, with the case of Maria, who reads English."""
    worker = account()
    case(participant(locale="en", phone="+15105550100", address="9 Elm St"), worker)
    return Browser(app, worker)


def sent(kind: ReportKind, **answers: str) -> str:
    """A report of Maria's; the address of its page."""
    report = submit_report(
        as_actor(Participant.get()), case=Case.get(), kind=kind, answers=answers, locale="en",
        at=NOON,
    )  # fmt: skip
    return f"/staff/cases/{Case.get().key}/reports/{report.key}"


def test_a_problem_asks_for_good_cause_until_it_is_decided(ana: Browser) -> None:
    path = sent(ReportKind.PROBLEM, what="sick", since="2026-11-18", can_come="no")
    assert Case.get().cause_asked_on == date(2026, 11, 20)
    assert "Asked: good cause, Nov 20, 2026" in ana.get("/staff/inbox").text
    facts = ana.get(f"/staff/cases/{Case.get().key}").words("aside")
    assert "Asked: good causeNov 20, 2026" in facts
    page = ana.get(path)
    done = ana.submit(page, f"{path}/follow_up", selector=f"form[action='{path}/follow_up']")
    assert "Marked as done." in ana.get(done.headers["Location"]).text
    assert Case.get().cause_asked_on is None
    assert Report.get().state == ReportState.SEEN


def test_reading_a_problem_does_not_settle_its_question(ana: Browser) -> None:
    path = sent(ReportKind.PROBLEM, what="no_ride")
    ana.submit(ana.get(path), f"{path}/seen", selector=f"form[action='{path}/seen']")
    assert Case.get().cause_asked_on == date(2026, 11, 20)
    assert "Good cause is decided" in ana.get(path).text


def test_what_was_asked_is_marked_as_done_once(ana: Browser) -> None:
    path = sent(ReportKind.PROBLEM, what="no_ride")
    page = ana.get(path)
    form = f"form[action='{path}/follow_up']"
    ana.submit(page, f"{path}/follow_up", selector=form)
    again = ana.submit(page, f"{path}/follow_up", selector=form)
    assert "Somebody decided this before you." in ana.get(again.headers["Location"]).text


def test_a_new_job_is_to_be_confirmed_and_other_changes_are_not(ana: Browser) -> None:
    path = sent(ReportKind.JOB, job_change="new_job", employer="Oak Bakery", hours_week="20")
    assert "Confirm with the employer" in ana.get(path).text
    assert "Confirm with the employer, Nov 20, 2026" in ana.get("/staff/inbox").text
    path = sent(ReportKind.JOB, job_change="fewer_hours", employer="Oak Bakery", hours_week="9")
    assert "Confirm with the employer" not in ana.get(path).text


def test_old_and_new_address_stand_side_by_side_until_one_tap_decides(ana: Browser) -> None:
    path = sent(
        ReportKind.ADDRESS, changed="address,phone", new_address="12 Oak St",
        new_phone="510 555 0199", since="2026-11-20",
    )  # fmt: skip
    page = ana.get(path)
    assert "New address9 Elm St12 Oak St" in page.words("tbody")
    assert "New phone number(510) 555-0100(510) 555-0199" in page.words("tbody")
    assert Participant.get().address == "9 Elm St"
    assert len(page.statements) <= 8
    ana.submit(page, f"{path}/confirm", selector=f"form[action='{path}/confirm']")
    assert Participant.get().address == "12 Oak St"
    assert not ana.get(path).all("tbody")


def test_the_inbox_costs_the_same_with_many_reports(ana: Browser) -> None:
    sent(ReportKind.PROBLEM, what="no_ride")
    few = ana.get("/staff/inbox")
    for kind in (ReportKind.PROBLEM, ReportKind.JOB, ReportKind.PLAN_CHANGE, ReportKind.SAFETY):
        sent(kind, job_change="new_job")
    page = ana.get("/staff/inbox")
    assert len(page.all("tbody tr")) == 5
    assert len(page.statements) == len(few.statements) <= 8


def test_who_only_reads_sees_no_button(app: flask.Flask, ana: Browser) -> None:
    path = sent(ReportKind.ADDRESS, changed="phone", new_phone="510 555 0199")
    page = Browser(app, account("Moni Tor", Role.MONITOR)).get(path)
    assert "(510) 555-0199" in page.text
    assert not page.all("main form")


def test_the_worker_of_another_case_gets_404(app: flask.Flask, ana: Browser) -> None:
    path = sent(ReportKind.PROBLEM, what="no_ride")
    Account.create(
        email="other@demo.example", name="Otto Other", role="counselor",
        office=Account.get().office, unit=None, created_at=NOON,
    )  # fmt: skip
    Browser(app, Account.get(Account.name == "Otto Other")).get(path, status=404)
