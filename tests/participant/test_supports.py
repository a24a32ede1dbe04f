"""Help that a participant gets, asking for more on the phone, and saying yes or no to an offer."""

import flask
import pytest

from portal import clock
from portal.models import Account, Case, TextRequest
from portal.models.supports import ServiceReferral, SupportiveService
from portal.operations.catalogs import load_letter_kinds
from portal.operations.supports import authorize_service, end_services
from portal.operations.supports.referrals import offer_referral
from portal.policy.calendar import Month
from portal.policy.supports import ReferralKind
from tests.browser import Browser
from tests.factories import NOON, TODAY, account, case, participant

HERE = "/my/supports"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The worker; letters that ship are in use."""
    load_letter_kinds(NOON)
    return account()


@pytest.fixture
def made(ana: Account) -> Case:
    """Maria's case."""
    return case(participant(locale="en"), ana)


@pytest.fixture
def maria(app: flask.Flask, made: Case) -> Browser:
    """Her phone."""
    return Browser(app, made.participant)


def ask(maria: Browser, way: str, status: int = 303, **typed: object) -> str:
    here = f"{HERE}/{way}"
    form = f"form[action='{here}']"
    return maria.submit(maria.get(here), here, typed, form, status).text


def test_one_asks_for_help_with_costs_and_sees_what_became_of_it(
    maria: Browser, made: Case, ana: Account
) -> None:
    assert "You did not ask for help yet." in maria.get(HERE).text
    assert "Please choose one of the answers." in ask(maria, "costs", 422, why="Bus")
    ask(maria, "costs", what="bus_pass", why="Bus to school")
    row = SupportiveService.get()
    assert (row.by_participant, row.made_by_id) == (True, None)
    assert "Bus to" not in row.why
    page = maria.get(HERE)
    assert "You asked for it. Your worker will answer you." in page.text
    assert len(page.statements) <= 8
    assert "you are getting it" in ask(maria, "costs", 422, what="bus_pass")
    first = Month.of(TODAY)
    authorize_service(ana.actor, support=row, first=first, months=1, cents=9000, version=1, at=NOON)
    assert "$90.00" in maria.get(HERE).text
    end_services(ana.actor, case=made, reason="cash_aid_over", ends_on=TODAY, at=NOON)
    page = maria.get(HERE)
    assert "The last day is Friday, November 20, 2026." in page.text
    # The letter is there once it was sent, and not as a draft.
    assert not page.all("a[href^='/my/letters/']")


def test_one_says_yes_or_no_to_an_offer_once(maria: Browser, made: Case, ana: Account) -> None:
    for kind in (ReferralKind.HOUSING, ReferralKind.SOSP):
        offer_referral(ana.actor, case=made, kind=kind, place="", why="", is_hidden=False,
                       offered_on=TODAY, at=NOON)  # fmt: skip
    yes, no = ServiceReferral.select().order_by(ServiceReferral.id)
    maria.post(f"{HERE}/referrals/{yes.key}/yes")
    maria.post(f"{HERE}/referrals/{no.key}/no")
    maria.post(f"{HERE}/referrals/{yes.key}/no")
    assert [one.state for one in ServiceReferral.select().order_by(ServiceReferral.id)] == [
        "accepted", "declined",
    ]  # fmt: skip
    assert "You said yes." in maria.get(HERE).text


def test_what_would_not_be_safe_to_show_is_on_no_page(
    app: flask.Flask, maria: Browser, made: Case, ana: Account
) -> None:
    page = maria.get(f"{HERE}/help")
    assert page.all("form.quick-exit[action='/my/leave'] button")
    for what, hidden in (("domestic_violence", {}), ("mental_health", {"is_hidden": "y"}),
                         ("substance_abuse", {})):  # fmt: skip
        ask(maria, "help", what=what, why="I am afraid", **hidden)
    page = maria.get(HERE)
    assert "hurts or scares" not in page.text
    assert "sadness" not in page.text
    assert "Help with alcohol or drugs" in page.text
    # Once somebody is in danger, nothing of health stands there at all.
    Case.update(is_restricted=True).where(Case.id == made.id).execute()
    assert "Help with alcohol or drugs" not in maria.get(HERE).text
    worker = Browser(app, ana).get(f"/staff/cases/{made.key}/supports")
    assert "Domestic violence services" in worker.text


def test_what_was_written_goes_to_a_translator_and_nothing_private_does(
    app: flask.Flask, ana: Account
) -> None:
    made = case(participant(locale="es"), ana)
    maria = Browser(app, made.participant)
    ask(maria, "costs", what="bus_pass", why="Para ir a clase")
    ask(maria, "help", what="housing", why="Nos sacan en mayo")
    ask(maria, "help", what="substance_abuse", why="Quiero dejarlo")
    asked = [(one.object_kind, one.text) for one in TextRequest.select().order_by(TextRequest.id)]
    assert asked == [("support", "Para ir a clase"), ("referral", "Nos sacan en mayo")]
    here = f"/staff/cases/{made.key}/supports/services/{SupportiveService.get().key}"
    assert "waits for a translator" in Browser(app, ana).get(here).text


def test_an_offer_stands_on_the_first_page_until_it_is_answered(
    maria: Browser, made: Case, ana: Account
) -> None:
    told = "Your worker offers you help."
    assert told not in maria.get("/my").text
    offer = {"case": made, "place": "", "why": "", "offered_on": TODAY, "at": NOON}
    offer_referral(ana.actor, kind=ReferralKind.MENTAL_HEALTH, is_hidden=True, **offer)
    assert told not in maria.get("/my").text
    offer_referral(ana.actor, kind=ReferralKind.HOUSING, is_hidden=False, **offer)
    assert told in maria.get("/my").text
    row = ServiceReferral.get(ServiceReferral.kind == "housing")
    maria.post(f"{HERE}/referrals/{row.key}/yes")
    assert told not in maria.get("/my").text


def test_another_one_s_referral_is_not_there(app: flask.Flask, maria: Browser, made: Case) -> None:
    ask(maria, "help", what="housing")
    case(person := participant("Eve Stone", "en"), account("Bo Hill"), "WTW-1002")
    eve = Browser(app, person)
    assert "housing" not in eve.get(HERE).words("main")
    eve.post(f"{HERE}/referrals/{ServiceReferral.get().key}/yes", status=404)
