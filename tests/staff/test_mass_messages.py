"""One message to many: whose names stand on the page, and who gets it."""

import flask
import pytest

from portal import clock
from portal.models import Account, Case, Contact, MassMessage, Message, OutboxMessage, TextRequest
from portal.operations.messages.mass import send_to_many
from tests.browser import Browser
from tests.factories import NOON, account, case, participant
from tests.staff.threads import path


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The counselor."""
    return account()


@pytest.fixture
def browser(app: flask.Flask, ana: Account) -> Browser:
    """Ana's browser."""
    return Browser(app, ana)


def caseload(worker: Account, count: int = 3) -> list[Case]:
    """Cases in three languages; the second has no phone, the last is private."""
    made = []
    for n in range(count):
        person = participant(
            f"P{n} Family{n}", ("es", "en", "vi")[n % 3], phone="+15105550201" if n != 1 else ""
        )
        made.append(case(person, worker, f"WTW-{n}", is_restricted=n == count - 1))
    return made


def test_the_names_and_who_is_left_out_and_why_stand_on_the_page(
    app: flask.Flask, ana: Account, browser: Browser
) -> None:
    caseload(ana)
    page = browser.get("/staff/messages/new")
    assert "2 people get it" in page.text
    assert "1 person does not get it" in page.text
    assert "private case: write to this person alone" in page.text
    assert page.words("#main form button") == "Send to 2 people"
    assert len(page.statements) <= 8
    assert "1 person gets it" in browser.get("/staff/messages/new?language=es").text


def test_each_gets_it_in_the_thread_and_one_translation_is_asked_for_a_language(
    both_databases: flask.Flask,
) -> None:
    app, ana = both_databases, account()
    browser = Browser(app, ana)
    cases = caseload(ana, 7)
    page = browser.get("/staff/messages/new")
    for _tap in range(2):
        sent = browser.submit(
            page, "/staff/messages/new", {"text": "We are closed on Thursday."}, "#main form"
        )
    assert MassMessage.select().count() == 1
    assert Message.select().count() == 6
    assert Contact.select().count() == 0
    assert sorted(row.target_locale for row in TextRequest.select()) == ["es", "vi"]
    # No phone and no e-mail: no news, and still in the thread.
    assert OutboxMessage.select().count() == 5
    shown = browser.follow(sent)
    assert "We are closed on Thursday." in shown.text
    assert len(shown.all("tbody tr")) == 6
    assert len(shown.statements) <= 8
    assert "Sent to several people" in browser.get(path(cases[1])).text
    Browser(app, account("Bo Lind")).get(f"/staff/messages/{MassMessage.get().key}", status=404)


def test_a_list_that_changed_meanwhile_is_not_sent_to(
    app: flask.Flask, ana: Account, browser: Browser
) -> None:
    caseload(ana)
    page = browser.get("/staff/messages/new")
    case(participant("New One", "en"), ana, "WTW-9")
    page = browser.submit(page, "/staff/messages/new", {"text": "Hello"}, "#main form", status=422)
    assert "The list changed since you opened this page." in page.text
    assert page.form("#main form")["text"] == "Hello"
    assert Message.select().count() == 0
    browser.submit(page, "/staff/messages/new", {"text": "Hello"}, "#main form")
    assert Message.select().count() == 3


def test_another_workers_cases_get_no_message_whatever_is_sent(both_databases: flask.Flask) -> None:
    ana, bo = account(), account("Bo Lind")
    mine, theirs = case(participant(), ana), case(participant("Li Ho"), bo, "WTW-2")
    sent = send_to_many(
        ana.actor, case_ids=[mine.id, theirs.id], text="Hello", is_same_list=True, at=NOON
    )
    assert [row.case_id for row in Message.select()] == [mine.id]
    assert sent.recipients == 1
