"""The plan as its owner reads it: in their language, with its last days, and as a file."""

from datetime import date

import flask
import pypdfium2
import pytest

from portal import clock, i18n
from portal.i18n import gettext
from portal.models import Account, Participant, TextRequest
from portal.models.catalogs import PersonalText
from portal.models.plans import ItemKind, PlanState
from portal.operations import operation, record
from portal.operations.catalogs.translations import ask_translation
from tests.browser import Browser
from tests.factories import NOON, account, case, participant
from tests.participant.plans import item, plan


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The worker."""
    return account()


def test_without_a_plan_the_page_says_what_will_come(ana: Account, browser_for: object) -> None:
    lan = participant("Lan Tran", "en")
    case(lan, ana)
    assert "You have no plan yet." in browser_for(lan).get("/my/plan").text


def test_the_plan_shows_goals_steps_and_the_week(ana: Account, browser_for: object) -> None:
    maria = participant(locale="en")
    plan(case(maria, ana, youngest_child_born_on=date(2023, 5, 1)))
    page = browser_for(maria).get("/my/plan")
    assert "Work as a nursing assistant" in page.text
    assert "Learn more English" in page.words(".plan-lines .plan-lines, .plan-lines ul")
    assert "By Monday, January 4, 2027" in page.text
    assert "Monday, Wednesday: 9:00 AM to 1:00 PM" in page.text
    assert "12 of 20 hours a week" in page.text
    assert len(page.statements) <= 8


def test_the_page_costs_the_same_for_a_longer_plan(ana: Account, browser_for: object) -> None:
    maria = participant(locale="en")
    version = plan(case(maria, ana))
    first = len(browser_for(maria).get("/my/plan").statements)
    for _ in range(5):
        item(version, ItemKind.STEP, "call_worker")
    assert len(browser_for(maria).get("/my/plan").statements) == first


def test_both_last_days_are_shown_until_they_are_over(
    ana: Account, browser_for: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    maria = participant(locale="en")
    plan(case(maria, ana), change_until=date(2026, 11, 24), reassign_until=date(2026, 12, 10))
    page = browser_for(maria).get("/my/plan")
    assert "until Tuesday, November 24, 2026. 4 days left" in page.text
    assert "until Thursday, December 10, 2026. 20 days left" in page.text
    later = NOON.replace(day=25)
    monkeypatch.setattr(clock, "now", lambda: later)
    page = browser_for(maria).get("/my/plan")
    assert "To change this plan" not in page.text
    assert "You can ask for another activity" in page.text


def test_a_plan_that_waits_asks_to_be_read(ana: Account, browser_for: object) -> None:
    maria = participant(locale="en")
    plan(case(maria, ana), state=PlanState.OFFERED)
    assert "It waits for your signature." in browser_for(maria).get("/my/plan").text


def test_old_versions_stay_readable_and_drafts_are_the_workers_alone(
    ana: Account, browser_for: object
) -> None:
    maria = participant(locale="en")
    made = case(maria, ana)
    plan(made, 1, PlanState.SUPERSEDED)
    plan(made, 2)
    plan(made, 3, PlanState.DRAFT)
    browser = browser_for(maria)
    assert "Version 2" in browser.get("/my/plan").words("h1 + .soft")
    assert "This is an old version" in browser.get("/my/plan/1").text
    browser.get("/my/plan/3", status=404)
    browser.get("/my/plan/3.pdf", status=404)


def test_a_strangers_plan_is_not_there(ana: Account, browser_for: object) -> None:
    maria, lan = participant(locale="en"), participant("Lan Tran", "vi")
    plan(case(maria, ana), 2)
    case(lan, ana, number="WTW-1002")
    browser_for(lan).get("/my/plan/2", status=404)


@operation()
def add_sentence(actor: object, *, version: object, text: str, at: object) -> object:
    """A step in the worker's words, with its request for a translation."""
    made = item(version, ItemKind.STEP, text=text)
    ask_translation(
        actor, case=version.case, object_kind=PersonalText.PLAN_ITEM, object_id=made.id,
        texts=[text], at=at,
    )  # fmt: skip
    record(actor, "add_sentence", made)
    return made


def test_the_workers_words_are_marked_as_english_until_translated(
    ana: Account, browser_for: object
) -> None:
    lan = participant("Lan Tran", "vi")
    version = plan(case(lan, ana))
    add_sentence(ana.actor, version=version, text="Bring the pink form.", at=NOON)
    page = browser_for(lan).get("/my/plan")
    assert "Bring the pink form." in page.text
    with i18n.use("vi"):
        marked = gettext("This part is in English.")
    assert marked in page.text
    TextRequest.update(state="answered", translation="Mang mẫu đơn màu hồng.").execute()
    page = browser_for(lan).get("/my/plan")
    assert "Mang mẫu đơn màu hồng." in page.text
    assert marked not in page.text
    assert len(page.statements) <= 8


def test_the_plan_is_a_file_to_keep(ana: Account, browser_for: object) -> None:
    maria = participant(locale="en", wants_large_print=True)
    plan(case(maria, ana), change_until=date(2026, 11, 24))
    page = browser_for(maria).get("/my/plan/1.pdf")
    assert page.headers["Content-Type"] == "application/pdf"
    assert page.headers["Content-Disposition"].startswith("attachment")
    sheets = pypdfium2.PdfDocument(page.response.data)
    text = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in sheets).split())
    for words in ("My plan", "Maria Lopez", "Work as a nursing assistant", "English class",
                  "Monday, Wednesday: 9:00 AM", "Tuesday, November 24, 2026"):  # fmt: skip
        assert words in text


def test_a_character_without_a_glyph_leads_back_to_the_page(
    ana: Account, browser_for: object
) -> None:
    maria = participant(locale="en")
    version = plan(case(maria, ana))
    item(version, ItemKind.STEP, text="Smile \U0001f9ff")
    browser = browser_for(maria)
    page = browser.get("/my/plan/1.pdf", status=303)
    assert "We cannot make the file now." in browser.follow(page).text


def test_everything_is_told_to_the_person_who_reads_the_plan_on_a_first_visit(
    ana: Account, app: flask.Flask
) -> None:
    maria = participant(locale="en")
    case(maria, ana)
    page = Browser(app, Participant.get()).get("/my/plan")
    assert "Your worker: Ana Ruiz" in page.words(".site-foot")
