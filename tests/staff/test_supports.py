"""Supports as staff work with them: the month grid, decisions with their letters, referrals, status
updates; private kinds on no page of others; two at once."""

from datetime import timedelta

import flask
import pytest

from portal import clock
from portal.models import Account, Case, Letter
from portal.models.accounts import Role
from portal.models.supports import ServiceReferral, StatusUpdate, SupportiveService
from portal.operations.catalogs import load_letter_kinds
from portal.operations.letters import discard_letter
from portal.operations.letters.drafting import draft_for_event
from portal.operations.supports import request_service
from portal.operations.supports.referrals import offer_referral
from portal.policy.calendar import Month
from portal.policy.supports import ReferralKind
from tests.browser import Browser
from tests.factories import NOON, account, case, participant

TODAY = clock.today("America/Los_Angeles")
THIS = Month.of(TODAY)


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The counselor; letters that ship are in use."""
    load_letter_kinds(NOON)
    return account()


@pytest.fixture
def made(ana: Account) -> Case:
    """Her case."""
    return case(participant(), ana, youngest_child_born_on=TODAY - timedelta(days=300))


@pytest.fixture
def browser(app: flask.Flask, ana: Account) -> Browser:
    """Her browser."""
    return Browser(app, ana)


def requested(browser: Browser, of: Case, service: str = "bus_pass") -> str:
    """The address of a service that was requested on its page."""
    here = f"/staff/cases/{of.key}/supports/services/new"
    form = browser.get(f"{here}?service={service}").form(f"form[action='{here}']")
    browser.post(here, form | {"why": "Way to class"})
    row = SupportiveService.select().order_by(SupportiveService.id.desc()).get()
    assert (row.service, row.state) == (service, "requested")
    return f"/staff/cases/{of.key}/supports/services/{row.key}"


def decided(browser: Browser, here: str, act: str, status: int = 303, **typed: object) -> str:
    form = browser.get(here).form(f"form[action='{here}/{act}']")
    return browser.post(f"{here}/{act}", form | typed, status).text


def test_a_service_goes_from_request_to_issue_to_its_end_and_each_letter_is_there(
    browser: Browser, made: Case
) -> None:
    supports = f"/staff/cases/{made.key}/supports"
    assert "No supportive service was requested yet." in browser.get(supports).text
    here = requested(browser, made)
    assert "10,000" in decided(browser, here, "authorize", 422, amount="10001")
    assert "twelve months ahead" in decided(
        browser, here, "authorize", 422, amount="5", month=str(THIS.plus(13))
    )
    decided(browser, here, "authorize", amount="90", months="2")
    page = browser.get(here)
    assert "drafted, not sent" in page.text
    assert "more than was authorized" in decided(browser, here, "issue", 422, amount="90.01")
    decided(browser, here, "issue", amount="88.50")
    page = browser.get(supports)
    assert "$88.50" in page.words("#services")
    assert "$90.00" in page.words("#services")
    soon = {"ends_on": TODAY.isoformat(), "reasons": ["activity_is_over"]}
    assert "notice must reach" in decided(browser, here, "end", 422, **soon)
    decided(browser, here, "end", reasons=["activity_is_over"])
    letter = Letter.select().order_by(Letter.id.desc()).get()
    assert letter.kind == "support_ended"
    said = browser.get(f"/staff/cases/{made.key}/letters/{letter.key}").text
    assert "Bus pass" in said
    assert "the notice is not sent" in browser.get(supports).text


def test_a_denial_needs_a_reason_and_drafts_its_letter(browser: Browser, made: Case) -> None:
    here = requested(browser, made, "car_repair")
    assert "Choose at least one." in decided(browser, here, "deny", 422)
    decided(browser, here, "deny", reasons=["others_pay"])
    page = browser.get(here)
    assert "Another program can pay for it." in page.text
    assert Letter.get().kind == "support_decided"
    assert not page.all(f"form[action^='{here}']")


def test_a_notice_that_was_thrown_away_is_begun_anew_and_named_on_the_service(
    browser: Browser, made: Case, ana: Account
) -> None:
    here = requested(browser, made, "car_repair")
    decided(browser, here, "deny", reasons=["others_pay"])
    discard_letter(ana.actor, letter=Letter.get(), at=clock.now())
    assert "drafted, not sent" not in browser.get(here).text
    cause = f"support_decided:{SupportiveService.get().id}"
    draft_for_event(ana.actor, case=Case.get_by_id(made.id), cause=cause, at=clock.now())
    assert "drafted, not sent" in browser.get(here).text


def test_the_second_of_two_is_told_and_keeps_what_they_typed(browser: Browser, made: Case) -> None:
    here = requested(browser, made)
    held = browser.get(here).form(f"form[action='{here}/deny']")
    decided(browser, here, "authorize", amount="20")
    late = browser.post(f"{here}/authorize", held | {
        "month": str(THIS), "months": "1", "amount": "77.7",
    }, 422)  # fmt: skip
    assert "Somebody else changed this meanwhile." in late.text
    assert late.one("input[name=amount][value='77.7']") is not None


def test_the_page_asks_the_database_no_more_with_many_rows(browser: Browser, made: Case) -> None:
    supports = f"/staff/cases/{made.key}/supports"
    few = len(browser.get(supports).statements)
    for service in ("bus_pass", "gas_money", "tutoring"):
        requested(browser, made, service)
    for kind in (ReferralKind.IHSS, ReferralKind.HOUSING, ReferralKind.SUBSTANCE_ABUSE):
        referral(browser, made, kind)
    assert len(browser.get(supports).statements) == few <= 8
    other = browser.get(f"{supports}?from={THIS.plus(6)}")
    assert "requested" not in [one.text_content() for one in other.all("#services td .tag-info")]
    assert browser.get(f"{supports}?from=9999-99").status == 200
    assert browser.get(f"{supports}?from=0001-01").status == 200


def referral(browser: Browser, of: Case, kind: str, **typed: object) -> ServiceReferral:
    here = f"/staff/cases/{of.key}/supports/referrals/new"
    form = browser.get(f"{here}?kind={kind}").form(f"form[action='{here}']")
    browser.post(here, form | typed)
    found: ServiceReferral = ServiceReferral.select().order_by(ServiceReferral.id.desc()).get()
    return found


def test_a_referral_goes_its_steps_and_says_what_came(browser: Browser, made: Case) -> None:
    row = referral(browser, made, "housing", place="Hope House", why="They must leave")
    here = f"/staff/cases/{made.key}/supports/referrals/{row.key}"
    assert "Hope House" in browser.get(here).text
    for then, outcome in (("accepted", ""), ("sent", ""), ("ended", "waiting_list")):
        browser.submit(browser.get(here), here, {"then": then, "outcome": outcome})
    page = browser.get(here)
    assert "On the waiting list" in page.text
    assert not page.all(f"form[action='{here}']")
    story = browser.get(f"/staff/cases/{made.key}").text
    # All within one second: one line, of where it stands after them.
    assert "The outcome of a referral was noted: Housing support." in story


def test_what_is_private_is_on_no_page_of_others(
    app: flask.Flask, browser: Browser, made: Case
) -> None:
    row = referral(browser, made, "mental_health", place="Dr. Wordofhealth")
    other = referral(browser, made, "housing")
    supports = f"/staff/cases/{made.key}/supports"
    assert "Mental health" in browser.get(supports).text
    supervisor = Browser(app, account("Sam Lee", Role.SUPERVISOR))
    for path in (supports, f"/staff/cases/{made.key}"):
        page = supervisor.get(path)
        assert "Mental health" not in page.text
        assert "Housing support" in page.text
    supervisor.get(f"{supports}/referrals/{row.key}", 404)
    supervisor.get(f"{supports}/referrals/{other.key}")
    for who in (account("Pat Day", Role.PROVIDER), account("Cam Roe", Role.CLERICAL)):
        Browser(app, who).get(supports, 404)


def test_a_status_update_waits_for_its_answer_and_keeps_it(browser: Browser, made: Case) -> None:
    supports = f"/staff/cases/{made.key}/supports"
    new = f"{supports}/updates/new"
    empty = browser.submit(browser.get(new), new, {"recipient": "child_care"}, status=422)
    assert "Please fill this in." in empty.text
    typed = {"recipient": "child_care", "worker_name": "Ms. Ortiz", "text": "Class ends at 5 now"}
    browser.submit(browser.get(new), new, typed)
    assert "no answer yet" in browser.get(supports).words("#updates")
    here = f"{supports}/updates/{StatusUpdate.get().key}"
    browser.submit(browser.get(here), here, {"answer": "Care is extended"})
    assert "Care is extended" in browser.get(here).text
    assert "answered" in browser.get(supports).words("#updates")


def test_a_suggestion_says_why_and_leads_to_its_form(browser: Browser, made: Case) -> None:
    page = browser.get(f"/staff/cases/{made.key}/supports")
    assert "The youngest child is under 2." in page.text
    form = browser.get(page.one("a[href*='kind=sosp']").get("href") or "")
    assert form.form()["kind"] == "sosp"


def test_a_sent_form_makes_one_thing(browser: Browser, made: Case, ana: Account) -> None:
    here = f"/staff/cases/{made.key}/supports/services/new"
    form = browser.get(here).form(f"form[action='{here}']")
    first, again = browser.post(here, form), browser.post(here, form)
    assert first.headers["Location"] == again.headers["Location"]
    assert SupportiveService.select().count() == 1
    of = Case.get_by_id(made.id)
    request_service(ana.actor, case=of, service="tutoring", month=THIS, why="", at=NOON)
    offer_referral(ana.actor, case=of, kind=ReferralKind.IHSS, place="", why="", is_hidden=False,
                   offered_on=NOON.date(), at=NOON)  # fmt: skip
    assert "Tutoring" in browser.get(f"/staff/cases/{made.key}/supports").text
