"""The desk of a letter: the whole list before sending, ways, exceptions, and what comes after."""

import json
from datetime import timedelta

import flask
import pytest

from portal import clock
from portal.models import DocumentRequest, Letter, LetterEvent, Task
from portal.models.accounts import Role
from portal.models.letters import LetterState
from portal.operations.letters.leaving import UNDO, let_letters_leave
from portal.operations.letters.sending import send_letter
from tests.browser import Browser, Page
from tests.factories import NOON, TODAY, account
from tests.operations.lettering import cast, draft, send
from tests.staff.test_letters import SEND, here


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


def lines(page: Page) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.all(".checks li")]


def test_every_topic_is_on_the_list_whether_something_is_the_matter_or_not(
    app: flask.Flask,
) -> None:
    ana, of = cast("vi")
    of.participant.__class__.update(needs_interpreter=True).execute()
    page = Browser(app, ana).get(here(of, draft(ana, of)))
    assert lines(page) == [
        "Language: Vietnamese, release 1",
        "Every field holds what it needs.",
        "The dates can stand.",
        "The letter's fonts can draw every sign.",
        "There is an address to send it to.",
        "Please note: This person needs an interpreter: Vietnamese.",
        "Nothing stops this letter.",
    ]
    # Both languages in one scroll, which the keyboard reaches: no script moves them.
    (pair,) = page.all('.letter-pair[tabindex="0"][role="region"]')
    assert [one.get("lang") for one in pair.cssselect(".letter-part")] == ["vi", "en"]


def test_the_earliest_lawful_day_is_offered_and_taken_without_a_script(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("en", "support_ended")
    letter = draft(ana, of, "support_ended", effective_on=(TODAY + timedelta(days=3)).isoformat())
    browser = Browser(both_databases, ana)
    page = browser.get(here(of, letter))
    assert "at least 10 days before" in page.words(".checks")
    assert "Take the earliest day: Monday, November 30, 2026" in page.text
    assert not page.all("#send-letter")
    browser.submit(page, here(of, letter), {"earliest": "1"}, SEND)
    assert json.loads(Letter.get().fields)["effective_on"] == "2026-11-30"
    assert browser.get(here(of, letter)).all("#send-letter")


def test_an_exception_needs_its_reason_and_is_told_on_what_was_sent(app: flask.Flask) -> None:
    ana, of = cast("en", "support_ended")
    letter = draft(ana, of, "support_ended", effective_on=(TODAY + timedelta(days=3)).isoformat())
    browser = Browser(app, ana)
    page = browser.get(here(of, letter))
    listed = {"exception": "died"}
    browser.submit(page, here(of, letter), listed, SEND)
    page = browser.get(here(of, letter))
    assert "Write down why the exception holds here." in page.words(".checks")
    browser.submit(page, here(of, letter), {"exception_reason": "Told by his sister"}, SEND)
    page = browser.get(here(of, letter))
    assert "for a listed exception" in page.words(".checks")
    browser.submit(page, f"{here(of, letter)}/send", selector=SEND)
    assert "Told by his sister" in browser.get(here(of, letter)).text


def test_the_way_is_chosen_on_the_form_and_a_change_is_shown_before_it_is_sent(
    app: flask.Flask,
) -> None:
    ana, of = cast("vi")
    letter = draft(ana, of)
    browser = Browser(app, ana)
    form = browser.get(here(of, letter)).form(SEND)
    assert (form["by_portal"], form["by_print"]) == ("y", "y")
    form.pop("by_portal")
    told = browser.post(f"{here(of, letter)}/send", form)
    assert "You changed something." in browser.follow(told).text
    assert (Letter.get().ways, Letter.get().state) == ("print", LetterState.DRAFT)


def test_a_letter_is_taken_back_on_its_page_until_it_has_left(both_databases: flask.Flask) -> None:
    ana, of = cast("vi")
    letter = send_letter(ana.actor, letter=draft(ana, of), at=NOON)
    browser = Browser(both_databases, ana)
    page = browser.get(here(of, letter))
    assert "Nobody but staff has seen it." in page.text
    assert "Leaves soon" in browser.get(f"/staff/cases/{of.key}/letters").text
    back = browser.submit(page, f"{here(of, letter)}/undo")
    assert browser.follow(back).all("#letter-fields")
    send_letter(ana.actor, letter=letter, at=NOON)
    let_letters_leave(NOON + UNDO)
    late = browser.follow(browser.submit(page, f"{here(of, letter)}/undo"))
    assert "It is too late: the letter has left." in late.text


def test_the_second_person_who_presses_send_is_told(app: flask.Flask) -> None:
    ana, of = cast("vi")
    ben = account("Ben Stone")
    of.__class__.update(secondary=ben).execute()
    letter = draft(ana, of)
    first, second = Browser(app, ana), Browser(app, ben)
    pages = [one.get(here(of, letter)) for one in (first, second)]
    first.submit(pages[0], f"{here(of, letter)}/send", selector=SEND)
    told = second.submit(pages[1], f"{here(of, letter)}/send", selector=SEND)
    assert "This letter was sent already." in second.follow(told).text
    assert Letter.get().sent_by_id == ana.id


def test_returned_mail_is_noted_on_a_page_and_seen_on_the_letter(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    letter = send(ana, draft(ana, of))
    browser = Browser(both_databases, ana)
    page = browser.get(f"{here(of, letter)}/outcome")
    browser.submit(page, f"{here(of, letter)}/outcome", status=422)
    noted = {"kind": "returned", "detail": "No such number"}
    shown = browser.follow(browser.submit(page, f"{here(of, letter)}/outcome", noted))
    assert "Came back by mail" in shown.text
    assert "No such number" in shown.text
    assert Task.get().text.startswith("Find the address: letter")
    assert (
        f"Letter {letter.letter_no} came back by mail."
        in browser.get(f"/staff/cases/{of.key}").text
    )
    assert len(shown.statements) <= 8


def test_a_byte_that_changed_is_told_on_the_page(app: flask.Flask) -> None:
    ana, of = cast("vi")
    letter = send(ana, draft(ana, of))
    browser = Browser(app, ana)
    assert "page and PDFs are what was kept, to the byte" in browser.get(here(of, letter)).text
    Letter._meta.database.execute_sql("DROP TRIGGER letter_sent_no_update")
    Letter.update(html="<p>Something else").execute()
    page = browser.get(here(of, letter))
    assert "What is kept here is not what was sent any more: the page." in page.words(".notice")


def test_what_happened_on_the_case_asks_for_a_letter_with_one_button(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("en")
    DocumentRequest.create(
        case=of, kind="school_record", why="enroll_class", due_on=TODAY, asked_at=NOON
    )
    browser = Browser(both_databases, ana)
    address = f"/staff/cases/{of.key}/letters"
    page = browser.get(address)
    assert "A document was asked for." in page.text
    assert len(page.statements) <= 8
    shown = browser.follow(browser.submit(page, f"{address}/suggested"))
    assert "School record" in shown.words("#letter-preview")
    assert Letter.get().state == LetterState.DRAFT
    assert not browser.get(address).all("#asked-for")
    gone = browser.follow(browser.post(f"{address}/suggested", {"cause": "document_asked:99"}))
    assert "Nothing on the case asks for this letter any more." in gone.text
    watch = Browser(both_databases, account("Mona Tor", Role.MONITOR))
    assert not watch.get(address).all("#asked-for")


def test_a_stranger_can_do_nothing_to_a_letter_that_left(app: flask.Flask) -> None:
    ana, of = cast("vi")
    letter = send(ana, draft(ana, of))
    stranger = Browser(app, account("Ben Stone", unit="Unit 2"))
    stranger.get(f"{here(of, letter)}/outcome", status=404)
    for act in ("/undo", "/outcome"):
        stranger.post(here(of, letter) + act, {"kind": "returned"}, status=404)
    stranger.post(f"/staff/cases/{of.key}/letters/suggested", {"cause": "x"}, status=404)
    assert LetterEvent.select().where(LetterEvent.kind == "returned").count() == 0
