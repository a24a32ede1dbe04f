"""The worker amends, offers, takes back, and has a plan signed at the counter."""

from typing import Any

import flask
import pytest

from portal import clock, i18n
from portal.i18n import gettext
from portal.models import Account, AuditEntry, Case, Participant, Plan, PlanSignature
from portal.models.plans import Activity, ActivitySlot, ItemKind, PlanState
from portal.operations.plans.versions import offer_plan
from tests.factories import NOON, account, case, participant
from tests.participant.plans import item, plan


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The worker of Maria, who reads Spanish and has a signed plan."""
    made = account()
    plan(case(participant(), made))
    return made


def base() -> str:
    return f"/staff/cases/{Case.get().key}/plan"


def in_spanish(text: str) -> str:
    with i18n.use("es"):
        return str(gettext(text))


def amend(browser: Any) -> None:
    page = browser.get(f"{base()}/amend")
    browser.submit(page, f"{base()}/amend", {"causes": ["hours", "place"]})


def test_an_amendment_is_opened_with_its_reason_and_offered(ana: Account, browser_for: Any) -> None:
    browser = browser_for(ana)
    page = browser.get(base())
    assert f"{base()}/amend" in page.body
    amend(browser)
    draft = Plan.get(Plan.number == 2)
    assert (draft.state, draft.causes) == (PlanState.DRAFT, "hours,place")
    assert "Open the draft" in browser.get(base()).text
    item(draft, ItemKind.STEP, "call_worker")
    page = browser.get(f"{base()}/edit")
    assert "Offer for signing" in page.text
    page = browser.follow(browser.post(f"{base()}/2/offer"))
    assert "Offered." in page.text
    assert "Reason: Hours, Place" in page.text
    assert "My next steps: Call my worker" in page.text
    assert "Sign it together" in page.text
    assert len(page.statements) <= 9


def test_without_a_reason_no_version_is_opened(ana: Account, browser_for: Any) -> None:
    browser = browser_for(ana)
    page = browser.get(f"{base()}/amend")
    page = browser.submit(page, f"{base()}/amend", status=422)
    assert "Choose at least one reason." in page.words(".error-summary")
    assert Plan.select().count() == 1


def test_what_overlaps_is_not_offered_and_the_worker_is_told(
    ana: Account, browser_for: Any
) -> None:
    browser = browser_for(ana)
    amend(browser)
    draft = Plan.get(Plan.number == 2)
    club = Activity.get(Activity.plan == draft, Activity.kind == "job_club")
    ActivitySlot.update(weekday=0, start_minute=600, end_minute=660).where(
        ActivitySlot.activity == club
    ).execute()
    page = browser.follow(browser.post(f"{base()}/2/offer"))
    assert "Two activities run at the same time." in page.text
    assert Plan.get(Plan.number == 2).state == PlanState.DRAFT


@pytest.fixture
def offered(app: flask.Flask) -> Account:
    """The worker of Maria, whose first plan waits for both signatures."""
    made = account()
    draft = plan(case(participant(), made), state=PlanState.DRAFT)
    offer_plan(made.actor, plan=draft, at=NOON)
    return made


def test_at_the_counter_each_signs_in_their_language_on_one_screen(
    offered: Account, browser_for: Any
) -> None:
    browser = browser_for(offered)
    page = browser.get(f"{base()}/1/sign")
    assert in_spanish("My plan") in page.words(".paper")
    assert page.one(".paper").get("lang") == "es"
    assert "Sign as the worker" in page.text
    assert len(page.statements) <= 8
    fields = page.form(".paper form") | {"read": "heard", "name": "Maria Lopez"}
    page = browser.follow(browser.post(f"{base()}/1/sign", fields))
    assert "The other signature is still missing." in page.text
    assert "Maria Lopez" in page.words("aside")
    fields = page.form("aside form")
    assert fields["worker_name"] == "Ana Ruiz"
    page = browser.follow(browser.post(f"{base()}/1/sign", fields))
    assert "the plan is in force" in page.text
    theirs, own = PlanSignature.select().order_by(PlanSignature.id)
    assert (theirs.signer, theirs.locale, theirs.was_heard) == ("participant", "es", True)
    assert theirs.witness_id == offered.id
    assert (own.signer, own.account_id) == ("worker", offered.id)
    assert Plan.get().state == PlanState.SIGNED
    looks = {row.action for row in AuditEntry.select()}
    assert {"view_plan_signing", "sign_plan"} <= looks


def test_an_unfinished_signature_keeps_what_was_typed_and_speaks_their_language(
    offered: Account, browser_for: Any
) -> None:
    browser = browser_for(offered)
    page = browser.get(f"{base()}/1/sign")
    fields = page.form(".paper form") | {"name": "Maria Lopez"}
    page = browser.post(f"{base()}/1/sign", fields, status=422)
    assert in_spanish("Please choose one.") in page.words(".paper .error-summary")
    assert page.form(".paper form")["name"] == "Maria Lopez"
    assert PlanSignature.select().count() == 0


def test_the_plan_can_be_shown_in_english_at_the_counter(
    offered: Account, browser_for: Any
) -> None:
    page = browser_for(offered).get(f"{base()}/1/sign?in=en")
    assert page.one(".paper").get("lang") == "en"
    assert "Yes, somebody read it to me" in page.words(".paper")


def test_an_offer_is_taken_back_and_its_copy_opens(offered: Account, browser_for: Any) -> None:
    browser = browser_for(offered)
    page = browser.follow(browser.post(f"{base()}/1/withdraw"))
    assert "This is its copy" in page.text
    assert [one.state for one in Plan.select().order_by(Plan.number)] == ["withdrawn", "draft"]
    assert "Taken back" in browser.get(f"{base()}/1").text
    browser.get(f"{base()}/1/sign", status=303)


def test_the_file_comes_in_english_and_in_the_participants_language(
    ana: Account, browser_for: Any
) -> None:
    browser = browser_for(ana)
    for tag, name in (("en", "plan-1-en.pdf"), ("es", "plan-1-es.pdf"), ("vi", "plan-1-en.pdf")):
        page = browser.get(f"{base()}/1.pdf?in={tag}")
        assert name in page.headers["Content-Disposition"]
    assert AuditEntry.select().where(AuditEntry.action == "export_plan").count() == 3
    browser.get(f"{base()}/7.pdf", status=404)


def test_nobody_elses_plan_is_signed_or_amended(offered: Account, browser_for: Any) -> None:
    stranger = account("Peter Novak", unit="Unit 7")
    for path in (f"{base()}/1/sign", f"{base()}/amend", f"{base()}/1.pdf"):
        browser_for(stranger).get(path, status=404)
    browser_for(stranger).post(f"{base()}/1/offer", status=404)
    browser_for(stranger).post(f"{base()}/1/withdraw", status=404)
    assert Participant.select().count() == 1
