"""Requests in the grace periods of a plan: the worker answers each, once."""

from datetime import date
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Account, Case, OutboxMessage, Plan, PlanChange, Report, Task, TextRequest
from portal.models.accounts import Role
from portal.models.plans import PlanState
from portal.operations.cases import refresh
from portal.operations.plans.changes import (
    ask_plan_change,
    decline_plan_change,
    grant_plan_change,
)
from portal.operations.plans.versions import offer_plan
from portal.operations.reports.following_up import finish_follow_up
from portal.policy.amendments import AmendRefusal
from portal.policy.plan_changes import ChangePeriod, ChangeRefusal
from portal.policy.plans import AmendmentCause
from portal.policy.refusals import Refused
from tests.browser import Browser
from tests.factories import NOON, TODAY, account, as_actor, case, participant
from tests.participant.plans import plan


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The counselor."""
    return account()


@pytest.fixture
def request_made(ana: Account) -> Any:
    """Maria asks in time for other hours, in Spanish."""
    return asked(ana)


def asked(ana: Account, locale: str = "es") -> Any:
    held = case(participant(locale=locale, phone="+15105550201"), ana)
    plan(held, amended_on=TODAY, change_until=date(2026, 11, 25),
         reassign_until=date(2026, 12, 10))  # fmt: skip
    return ask_plan_change(
        as_actor(held.participant), case=refresh(held.id, TODAY), period=ChangePeriod.AMENDMENT,
        parts=["hours"], words="Por la mañana", locale=locale, at=NOON,
    )  # fmt: skip


def address(made: Any) -> str:
    return f"/staff/cases/{Case.get_by_id(made.case_id).key}/plan/changes/{made.key}"


def test_a_request_leads_from_the_inbox_to_its_answer_and_opens_the_amendment(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    made = asked(ana)
    browser = Browser(both_databases, ana)
    listed = browser.get("/staff/inbox")
    assert "Asked: change of the plan, in time" in listed.text
    report = browser.get(listed.one("tbody th a").get("href"))
    page = browser.get(report.one("main a.button").get("href"))
    assert "Por la mañana" in page.text
    assert page.one("input[name=causes][checked]").get("value") == "hours"
    typed = {"causes": ["hours"], "note": "We write it together on Monday."}
    sent = browser.post(address(made) + "/grant", typed)
    assert sent.headers["Location"].endswith("/plan/edit")
    made = PlanChange.get_by_id(made.id)
    assert (made.state, made.amendment.state) == ("granted", PlanState.DRAFT)
    assert made.amendment.causes == "hours"
    assert Task.get_by_id(made.task_id).done_at == NOON
    assert "Nothing waits" in browser.get("/staff/inbox").text
    shown = Browser(both_databases, made.case.participant).get(f"/my/contacts/{made.report.key}")
    assert made.report.reply in shown.text


def test_a_request_is_declined_with_a_reason_and_words_that_are_translated(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    made = asked(ana)
    browser = Browser(both_databases, ana)
    page = browser.get(address(made))
    fields = {"reason": "no_place_free", "reply": "The morning class is full until January."}
    shown = browser.follow(
        browser.submit(page, address(made) + "/decline", fields, "form[action$=decline]")
    )
    assert "There is no free place at this time." in shown.text
    assert "The morning class is full until January." in shown.text
    assert not shown.all("form[action$=decline]")
    assert TextRequest.select().where(TextRequest.target_locale == "es").count() == 1
    assert OutboxMessage.select().count() == 1
    assert not Plan.select().where(Plan.state == PlanState.DRAFT).exists()


def test_the_participant_reads_the_reason_in_their_own_words(app: flask.Flask) -> None:
    ana = account()
    made = asked(ana, "en")
    decline_plan_change(
        ana.actor, change=made, reason="no_place_free", reply="It is full.", at=NOON
    )
    page = Browser(app, made.case.participant).get(f"/my/contacts/{made.report.key}")
    assert "Your plan stays as it is" in page.text
    assert "There is no free place at this time." in page.text
    assert "It is full." in page.text


@pytest.mark.parametrize(
    ("reason", "reply", "field"),
    [("", "Full.", "reason"), ("because", "Full.", "reason"), ("other", "  ", "reply")],
)
def test_declining_asks_for_a_reason_and_an_explanation(
    app: flask.Flask, ana: Account, request_made: Any, reason: str, reply: str, field: str
) -> None:
    browser = Browser(app, ana)
    page = browser.post(
        address(request_made) + "/decline", {"reason": reason, "reply": reply}, status=422
    )
    assert page.all(f".has-error [name={field}]")
    with pytest.raises(Refused) as refused:
        decline_plan_change(ana.actor, change=request_made, reason=reason, reply=reply, at=NOON)
    assert field in refused.value.codes


def test_of_two_workers_the_second_is_told_and_what_was_decided_stays(
    app: flask.Flask, ana: Account, request_made: Any
) -> None:
    decline_plan_change(ana.actor, change=request_made, reason="other", reply="No.", at=NOON)
    with pytest.raises(Refused) as refused:
        grant_plan_change(
            ana.actor, change=request_made, causes=[AmendmentCause.HOURS], reply="", at=NOON
        )
    assert refused.value.codes == {"": ChangeRefusal.ALREADY_DECIDED}
    page = Browser(app, ana).post(address(request_made) + "/grant", {"causes": "hours"}, status=422)
    assert "This was answered already. It stays as it is." in page.words(".error-summary")
    assert PlanChange.get_by_id(request_made.id).state == "declined"


def test_while_a_version_waits_for_signatures_no_amendment_opens_and_the_request_stays_open(
    app: flask.Flask, ana: Account, request_made: Any
) -> None:
    plan(Case.get_by_id(request_made.case_id), number=2, state=PlanState.OFFERED)
    with pytest.raises(Refused) as refused:
        grant_plan_change(
            ana.actor, change=request_made, causes=[AmendmentCause.HOURS], reply="", at=NOON
        )
    assert refused.value.codes == {"": AmendRefusal.WAITS_FOR_SIGNING}
    assert PlanChange.get_by_id(request_made.id).state == "open"
    page = Browser(app, ana).post(address(request_made) + "/grant", {"causes": "hours"}, status=422)
    assert "Take it back first" in page.words(".error-summary")


def test_reading_the_report_does_not_answer_the_request(
    app: flask.Flask, ana: Account, request_made: Any
) -> None:
    report = Report.get_by_id(request_made.report_id)
    with pytest.raises(Refused):
        finish_follow_up(ana.actor, report=report, at=NOON)
    assert PlanChange.get_by_id(request_made.id).state == "open"
    held = Case.get_by_id(request_made.case_id)
    page = Browser(app, ana).get(f"/staff/cases/{held.key}/reports/{report.key}")
    assert not page.all("form[action$=follow_up]")
    assert "Answer the request" in page.text


def test_all_requests_of_a_case_stand_in_one_list_at_one_price(
    app: flask.Flask, ana: Account, request_made: Any
) -> None:
    browser = Browser(app, ana)
    held = Case.get_by_id(request_made.case_id)
    path = f"/staff/cases/{held.key}/plan/changes"
    page = browser.get(path)
    assert "Waits for an answer" in page.words("tbody tr")
    ask_plan_change(
        as_actor(held.participant), case=held, period=ChangePeriod.ACTIVITY, parts=["activity"],
        words="", locale="es", at=NOON,
    )  # fmt: skip
    more = browser.get(path)
    assert len(more.all("tbody tr")) == 2
    assert len(more.statements) == len(page.statements) <= 8


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.MONITOR])
def test_who_only_looks_sees_the_request_and_no_form(
    app: flask.Flask, request_made: Any, role: Role
) -> None:
    page = Browser(app, account("Kim Oh", role)).get(address(request_made))
    assert "Por la mañana" in page.text
    assert not page.all("form[action$=grant]")


def test_a_request_of_another_case_is_not_there(
    app: flask.Flask, ana: Account, request_made: Any
) -> None:
    other = case(participant("Lan Tran"), ana, number="WTW-1002")
    Browser(app, ana).get(f"/staff/cases/{other.key}/plan/changes/{request_made.key}", 404)


def test_the_receipt_tells_how_far_the_new_plan_is(app: flask.Flask) -> None:
    ana = account()
    made = asked(ana, "en")
    granted = grant_plan_change(
        ana.actor, change=made, causes=[AmendmentCause.HOURS], reply="", at=NOON
    )
    browser = Browser(app, made.case.participant)
    path = f"/my/contacts/{made.report.key}"
    assert "Your worker is writing a new plan with you." in browser.get(path).text
    offer_plan(ana.actor, plan=granted.amendment, at=NOON)
    assert "Your new plan is ready." in browser.get(path).text
    Plan.update(state=PlanState.SIGNED).where(Plan.id == granted.amendment_id).execute()
    assert "Your plan was changed." in browser.get(path).text


def test_whose_case_is_private_is_answered_with_care(app: flask.Flask, ana: Account) -> None:
    made = asked(ana)
    Case.update(is_restricted=True).where(Case.id == made.case_id).execute()
    page = Browser(app, ana).get(address(made))
    assert "write nothing about the danger" in page.text
