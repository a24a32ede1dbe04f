"""/my/standing: where one stands, which rule, which dates, what would change it, who decides, how
to disagree; also when all is well."""

from datetime import date
from typing import Any

import pytest

from portal import clock
from portal.models import Case, CompliancePlan
from portal.models.accounts import Actor
from portal.models.contacts import ReportKind
from portal.operations import noncompliance as acts
from portal.operations.reports import submit_report
from portal.policy.statuses import CaseStatus
from tests.browser import Browser
from tests.factories import NOON, as_actor
from tests.noncompliance import scene
from tests.noncompliance.scene import noon


@pytest.fixture(autouse=True)
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


def page_of(browser_for: Any, of: Case) -> tuple[Browser, Any]:
    browser: Browser = browser_for(of.participant)
    return browser, browser.get("/my/standing")


@pytest.mark.parametrize("status", CaseStatus)
def test_every_standing_has_its_words(browser_for: Any, status: CaseStatus) -> None:
    _ana, of = scene.case_of("Maria Lopez", "en", status=status)
    _browser, page = page_of(browser_for, of)
    for heading in ("Where I stand", "What would change it", "Who decides", "If you do not agree"):
        assert heading in page.text
    assert "Rule: WTW 42-7.38" in page.text
    assert len(page.statements) <= 8


def test_who_is_asked_reads_the_last_day_and_how_to_answer(browser_for: Any) -> None:
    ana, of = scene.case_of("Denise Carter", "en", number="WTW-1005")
    found = scene.opened(ana, of, date(2026, 11, 1))
    letter = scene.notice(of, date(2026, 11, 1), locale="en")
    scene.delivered(ana, found, date(2026, 11, 2), letter=letter)
    browser, page = page_of(browser_for, of)
    assert "We have not decided anything" in page.text
    assert "Sunday, November 22, 2026" in page.text
    assert "2 days left" in page.text
    assert "failed" not in page.text
    assert len(page.statements) <= 8
    assert "Where I stand" in browser.get("/my").text


def _send(who: Actor, of: Case, kind: ReportKind, answers: dict[str, str]) -> None:
    submit_report(who, case=of, kind=kind, answers=answers, locale="en", at=NOON)


def test_who_told_the_reason_reads_that_it_came_and_nothing_of_their_safety(
    browser_for: Any,
) -> None:
    ana, of = scene.case_of("Denise Carter", "en")
    scene.opened(ana, of, date(2026, 11, 1))
    who = as_actor(of.participant)
    _send(who, of, ReportKind.SAFETY, {"now": "no"})
    _browser, page = page_of(browser_for, of)
    assert "You told us" not in page.text
    _send(who, of, ReportKind.PROBLEM, {"what": "no_ride"})
    _browser, page = page_of(browser_for, of)
    assert "You do not need to send it again." in page.text
    assert len(page.statements) <= 8


def test_a_compliance_plan_is_agreed_to_once_on_the_portal(browser_for: Any) -> None:
    ana, of = scene.case_of("Hoa Tran", "en")
    found = scene.opened(ana, of, date(2026, 11, 18))
    acts.agree_compliance_plan(
        ana.actor, noncompliance=found, steps=["start_again"], text="Says staff.",
        starts_on=date(2026, 11, 20), ends_on=date(2026, 12, 3), signed_on_paper=False, at=NOON,
    )  # fmt: skip
    browser, page = page_of(browser_for, of)
    assert "Start what your plan says." in page.text
    assert "Says staff." not in page.text
    done = browser.submit(page, "/my/standing/agree")
    assert "You agreed" in browser.follow(done).text
    plan: Any = CompliancePlan.get()
    assert plan.signed_at == NOON
    browser.submit(page, "/my/standing/agree")
    assert CompliancePlan.get().signed_at == NOON


def test_a_sanction_shows_the_steps_that_end_it_and_which_are_done(browser_for: Any) -> None:
    ana, of = scene.case_of("Sokha Chan", "en")
    found = scene.sanctioned(ana, of)
    acts.mark_cure_step(
        ana.actor, noncompliance=found, step="say_yes", on=date(2026, 11, 6),
        at=noon(date(2026, 11, 6)),
    )  # fmt: skip
    Case.update(status="sanctioned").where(Case.id == of.id).execute()
    _browser, page = page_of(browser_for, of)
    assert "Your cash aid is lower now" in page.text
    assert "Done: Friday, November 6, 2026" in page.text
    assert page.text.count("Still open") == 1
    assert len(page.statements) <= 8
