"""A plan is read, signed on the phone, and kept; what is new in the next version is told."""

from typing import Any

import flask
import pypdfium2
import pytest

from portal import clock, db, i18n, jobs, worker
from portal.i18n import gettext
from portal.models import Account, Case, Participant, Plan, PlanSignature, PlanText, TextRequest
from portal.models.catalogs import PersonalText
from portal.models.plans import Activity, ActivitySlot, ItemKind, PlanState
from portal.operations.plans.signing import sign_plan
from portal.operations.plans.versions import amend_plan, offer_plan
from portal.policy.plans import AmendmentCause
from portal.reports.plans import read_plan
from tests.factories import NOON, account, case, participant
from tests.participant.plans import item, plan

SIGN = "/my/plan/1/sign"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def offered(app: flask.Flask) -> Plan:
    """A plan that waits for Maria's signature, in English."""
    ana = account()
    draft = plan(case(participant(locale="en"), ana), state=PlanState.DRAFT)
    return offer_plan(ana.actor, plan=draft, at=NOON)


def ana_signs(version: Plan) -> None:
    with i18n.use("en"):
        view = read_plan(Case.get(), "en", int(version.number))
    assert view is not None
    sign_plan(
        Account.get().actor, plan=version, name="Ana Ruiz", locale="en",
        shown_digest=view.shown_digest, at=NOON,
    )  # fmt: skip


def maria(browser_for: Any) -> Any:
    return browser_for(Participant.get())


def test_the_plan_leads_to_the_place_to_sign_and_back_with_the_signature(
    offered: Plan, browser_for: Any
) -> None:
    ana_signs(offered)
    browser = maria(browser_for)
    page = browser.get("/my/plan")
    assert "Not signed yet" in page.words(".summary-list")
    page = browser.get("/my/plan/1/sign")
    assert "Work as a nursing assistant" in page.text
    assert len(page.statements) <= 8
    sent = browser.submit(page, SIGN, {"read": "read", "name": "Maria Lopez"}, status=303)
    page = browser.follow(sent)
    assert "You signed your plan." in page.text
    assert "by Maria Lopez, who read it: English." in page.words(".summary-list")
    assert len(page.statements) <= 8
    assert Plan.get().state == PlanState.SIGNED


def test_who_signs_first_is_told_that_the_worker_signs_next(
    offered: Plan, browser_for: Any
) -> None:
    browser = maria(browser_for)
    page = browser.get("/my/plan/1/sign")
    browser.submit(page, SIGN, {"read": "heard", "name": "Maria Lopez"}, status=303)
    page = browser.get("/my/plan")
    assert "Your worker signs next." in page.text
    assert "who had it read aloud" in page.text
    browser.get("/my/plan/1/sign", status=303)


def test_without_a_name_or_an_answer_nothing_is_signed(offered: Plan, browser_for: Any) -> None:
    browser = maria(browser_for)
    page = browser.get("/my/plan/1/sign")
    page = browser.submit(page, SIGN, {"name": ""}, status=422)
    assert "Please choose one." in page.words(".error-summary")
    assert "It is your signature." in page.words(".error-summary")
    page = browser.submit(page, SIGN, {"read": "read", "name": "..."}, status=422)
    assert PlanSignature.select().count() == 0
    assert "It is your signature." in page.words(".error-summary")


def test_words_that_changed_meanwhile_are_read_again_first(offered: Plan, browser_for: Any) -> None:
    browser = maria(browser_for)
    page = browser.get("/my/plan/1/sign")
    Case.update(weekly_minutes_required=35 * 60).execute()
    page = browser.submit(page, SIGN, {"read": "read", "name": "Maria Lopez"}, status=422)
    assert "Please read it again" in page.words(".error-summary")
    browser.submit(page, SIGN, {"read": "read", "name": "Maria Lopez"}, status=303)
    assert PlanSignature.select().count() == 1


def test_a_draft_and_another_ones_plan_cannot_be_signed(offered: Plan, browser_for: Any) -> None:
    lan = participant("Lan Tran", "vi")
    case(lan, Account.get(), number="WTW-1002")
    browser_for(lan).get("/my/plan/1/sign", status=404)
    maria(browser_for).get("/my/plan/2/sign", status=404)


def test_an_amendment_tells_what_is_new_in_plain_words(offered: Plan, browser_for: Any) -> None:
    ana_signs(offered)
    browser = maria(browser_for)
    page = browser.get("/my/plan/1/sign")
    browser.submit(page, SIGN, {"read": "read", "name": "Maria Lopez"}, status=303)
    draft = amend_plan(Account.get().actor, case=Case.get(), causes=[AmendmentCause.HOURS], at=NOON)
    english = Activity.get(Activity.plan == draft, Activity.kind == "english_class")
    Activity.update(minutes_week=12 * 60, place="2607 Myrtle Street").where(
        Activity.id == english.id
    ).execute()
    ActivitySlot.create(activity=english, weekday=3, start_minute=9 * 60, end_minute=13 * 60)
    club = Activity.get(Activity.plan == draft, Activity.kind == "job_club")
    ActivitySlot.delete().where(ActivitySlot.activity == club).execute()
    Activity.delete().where(Activity.id == club.id).execute()
    item(draft, ItemKind.STEP, "call_worker")
    offer_plan(Account.get().actor, plan=draft, at=NOON)
    page = browser.get("/my/plan")
    assert len(page.statements) <= 8
    news = page.words(".card.tight")
    for words in (
        "Your hours change.", "English class: now 12 h a week. Before: 8 h a week.",
        "English class: now Oakland Adult School, 2607 Myrtle Street. Before: Oakland Adult"
        " School, 1260 8th Ave.", "Thursday: 9:00", "Job club is not in the plan any more.",
        "New in the plan", "My next steps: Call my worker",
    ):  # fmt: skip
        assert words.replace("\u00a0", " ") in news.replace("\u00a0", " ")


def both_sign(version: Plan, browser: Any, name: str = "Maria Lopez") -> None:
    ana_signs(version)
    page = browser.get(f"/my/plan/{version.number}/sign")
    browser.submit(
        page, f"/my/plan/{version.number}/sign", {"read": "read", "name": name}, status=303
    )


def text_of(page: Any) -> str:
    sheets = pypdfium2.PdfDocument(page.response.data)
    return " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in sheets).split())


def test_the_copy_is_there_at_once_in_ones_language_and_in_english(
    app: flask.Flask, browser_for: Any
) -> None:
    ana = account()
    draft = plan(case(participant(locale="es"), ana), state=PlanState.DRAFT)
    version = offer_plan(ana.actor, plan=draft, at=NOON)
    browser = maria(browser_for)
    both_sign(version, browser)
    for after_job in (False, True):
        if after_job:
            worker.bind()
            jobs.run_waiting()
            assert all(one.pdf for one in PlanText.select())
        theirs = browser.get("/my/plan/1.pdf")
        with i18n.use("es"):
            assert gettext("My plan") in text_of(theirs)
        assert "Maria Lopez" in text_of(theirs)
        english = browser.get("/my/plan/1.pdf?in=en")
        assert "plan-1-en.pdf" in english.headers["Content-Disposition"]
        assert "English class" in text_of(english)
        assert "Signed on Friday, November 20, 2026" in text_of(english)


def test_one_byte_changed_in_what_was_signed_and_the_portal_says_so(
    offered: Plan, browser_for: Any
) -> None:
    browser = maria(browser_for)
    both_sign(offered, browser)
    assert "This is not the plan that was signed" not in browser.get("/my/plan").text
    db.database.execute_sql("DROP TRIGGER plan_text_no_update")
    db.database.execute_sql("UPDATE plan_text SET text = REPLACE(text, 'Maria', 'Marja')")
    page = browser.get("/my/plan")
    assert "This is not the plan that was signed" in page.text
    assert "Work as a nursing assistant" in page.text


def test_who_reads_a_language_without_screens_signs_what_they_read_in_it(
    app: flask.Flask, browser_for: Any
) -> None:
    ana = account()
    draft = plan(case(participant("Chaltu Bekele", "om"), ana), state=PlanState.DRAFT)
    step = item(draft, ItemKind.STEP, text="Bring the pink form.")
    TextRequest.create(
        case=Case.get(), object_kind=PersonalText.PLAN_ITEM, object_id=step.id, state="answered",
        source_locale="en", target_locale="om", text="Bring the pink form.",
        translation="Unka diimaa fidi.", asked_at=NOON, due_on=NOON.date(),
    )  # fmt: skip
    version = offer_plan(ana.actor, plan=draft, at=NOON)
    browser = maria(browser_for)
    assert "Unka diimaa" in browser.get("/my/plan/1/sign").text
    both_sign(version, browser, "Chaltu Bekele")
    page = browser.get("/my/plan")
    assert "Unka diimaa" in page.text
    # Its phrases stood there in English: nothing else is claimed.
    assert "who read it: English." in page.words(".summary-list")
    assert {one.locale for one in PlanText.select()} == {"en", "om"}
    browser.get("/my/plan/1.pdf")


def test_who_switches_the_page_to_another_language_signs_in_that_one(
    app: flask.Flask, browser_for: Any
) -> None:
    ana = account()
    draft = plan(case(participant("Lan Tran", "vi"), ana), state=PlanState.DRAFT)
    offer_plan(ana.actor, plan=draft, at=NOON)
    browser = maria(browser_for)
    browser.post("/language", {"locale": "es", "next": "/my"})
    page = browser.get(SIGN)
    browser.submit(page, SIGN, {"read": "read", "name": "Lan Tran"}, status=303)
    assert PlanSignature.get().locale == "es"
