"""The thread with one's worker, on a phone."""

from datetime import date, datetime, timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Account, Case, Contact, Message, Participant, TextRequest
from portal.models.messages import Author
from portal.operations.catalogs.translations import answer_request
from portal.operations.messages.absences import enter_absence
from portal.operations.messages.threads import send_message, send_own_message
from tests.browser import Browser
from tests.factories import NOON, TODAY, account, as_actor, case, participant
from tests.translate.people import translator

PATH = "/my/messages"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The counselor."""
    return account(phone="(510) 555-0142")


@pytest.fixture
def maria(ana: Account) -> Participant:
    """Maria, who reads Spanish, with her case."""
    made = participant(phone="+15105550201")
    case(made, ana)
    return made


def own(text: str, at: datetime = NOON, key: str | None = None) -> Message:
    """What Maria writes."""
    person = Participant.get()
    return send_own_message(
        as_actor(person), case=Case.get(), text=text, locale="es", at=at, operation_key=key
    )


def theirs(worker: Account, text: str, at: datetime = NOON) -> Message:
    """What staff write to her."""
    return send_message(worker.actor, case=Case.get(), text=text, at=at)


def test_an_empty_thread_says_what_it_is_for(app: flask.Flask, maria: Participant) -> None:
    page = Browser(app, maria).get(PATH)
    assert page.all(".empty")
    assert page.one("textarea").get("lang") == "es"


def test_a_message_is_kept_as_written_and_is_live_contact_today(
    app: flask.Flask, maria: Participant
) -> None:
    browser = Browser(app, maria)
    page = browser.submit(browser.get(PATH), PATH, {"text": "Hola Ana.\nEmpiezo el lunes."})
    made = Message.get()
    assert (made.author, made.text, made.locale) == (
        "participant",
        "Hola Ana.\nEmpiezo el lunes.",
        "es",
    )
    assert made.contact.is_live
    assert Case.get().last_live_on == TODAY
    shown = browser.follow(page)
    assert shown.one(".thread .as-typed").text_content() == "Hola Ana.\nEmpiezo el lunes."
    assert shown.one(".thread .as-typed").get("lang") == "es"
    assert len(shown.statements) <= 8


def test_a_double_tap_is_one_message(app: flask.Flask, maria: Participant) -> None:
    browser = Browser(app, maria)
    page = browser.get(PATH)
    for _tap in range(2):
        browser.submit(page, PATH, {"text": "Hola"})
    assert Message.select().count() == Contact.select().count() == 1


def test_a_talk_of_a_day_is_one_contact_and_the_next_day_another(maria: Participant) -> None:
    for hours in (0, 1, 2, 24):
        own("Hola", NOON + timedelta(hours=hours))
    assert [row.occurred_on for row in Contact.select().order_by(Contact.id)] == [
        TODAY, TODAY + timedelta(days=1),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "   \n ", "a" * 10_001, "turned \u202e"])
def test_what_cannot_be_sent_is_said_at_the_field_and_stays(
    app: flask.Flask, maria: Participant, text: str
) -> None:
    browser = Browser(app, maria)
    page = browser.submit(browser.get(PATH), PATH, {"text": text}, status=422)
    assert page.all("#text-error")
    assert page.form()["text"].strip() == text.strip()
    assert Message.select().count() == 0


def test_the_workers_words_are_marked_until_a_translator_answers(
    app: flask.Flask, maria: Participant, ana: Account
) -> None:
    theirs(ana, "See you on Monday.")
    browser = Browser(app, maria)
    page = browser.get(PATH)
    assert page.one(".thread .as-typed").get("lang") == "en"
    assert len(page.all(".thread .soft")) == 2  # who and when, and how to have it read
    linh = translator("es")
    answer_request(
        linh.actor, request=TextRequest.get(), translation="Nos vemos el lunes.", at=NOON
    )
    page = browser.get(PATH)
    assert page.words(".thread .as-typed") == "Nos vemos el lunes."
    assert page.one(".thread .as-typed").get("lang") == "es"
    assert len(page.statements) <= 8


def test_new_messages_are_counted_at_home_until_they_are_read(
    app: flask.Flask, maria: Participant, ana: Account
) -> None:
    theirs(ana, "See you on Monday.")
    browser = Browser(app, maria)
    assert "1" in browser.get("/my").one('a[href="/my/messages"] + .tag').text_content()
    page = browser.get(PATH)
    browser.submit(page, PATH + "/read", selector='form[action$="/read"]')
    assert Message.get().read_at == NOON
    assert not browser.get("/my").all('a[href="/my/messages"] + .tag')


def test_a_message_that_came_after_the_page_was_made_is_not_read(
    app: flask.Flask, maria: Participant, ana: Account
) -> None:
    first = theirs(ana, "One")
    browser = Browser(app, maria)
    page = browser.get(PATH)
    second = theirs(ana, "Two")
    browser.submit(page, PATH, {"text": "Hola"})
    assert Message.get_by_id(first.id).read_at
    assert Message.get_by_id(second.id).read_at is None


def test_somebody_who_is_away_is_answered_for_once_a_day(
    app: flask.Flask, maria: Participant, ana: Account
) -> None:
    lee = account("Lee Park")
    away(ana, lee, TODAY, TODAY + timedelta(days=6))
    for hours in (0, 1, 24):
        own("Hola", NOON + timedelta(hours=hours))
    automatic = Message.select().where(Message.author == Author.AUTOMATIC)
    assert [row.automatic_on for row in automatic] == [TODAY, TODAY + timedelta(days=1)]
    assert {row.contact_id for row in automatic} == {None}
    assert Contact.select().where(Contact.is_live).count() == 2
    page = Browser(app, maria).get(PATH)
    said = page.words(".notice")
    assert "Lee Park" in said
    # Away until Thursday: back on Friday, the next working day.
    assert "2026" in said
    assert "27" in said


def test_nobody_is_said_to_stand_in_for_a_private_case(
    app: flask.Flask, maria: Participant, ana: Account
) -> None:
    away(ana, account("Lee Park"), TODAY, TODAY + timedelta(days=6))
    Case.update(is_restricted=True).execute()
    own("Hola")
    page = Browser(app, maria).get(PATH)
    assert "Lee Park" not in page.text
    assert "(510) 555-0100" in page.words(".notice")


def away(worker: Account, stand_in: Account, first: date, last: date) -> Any:
    """A worker is away, entered today."""
    return enter_absence(
        worker.actor, worker=worker, stand_in=stand_in, starts_on=first, ends_on=last, at=NOON
    )


def test_a_long_thread_comes_in_pages_that_cost_the_same(
    both_databases: flask.Flask,
) -> None:
    maria = participant(locale="en")
    made = case(maria, account())
    rows = [
        {
            "key": f"m{n:015}", "case": made.id, "author": Author.PARTICIPANT, "text": f"No. {n}",
            "locale": "en", "sent_at": NOON,
        }
        for n in range(10_000)
    ]  # fmt: skip
    for start in range(0, len(rows), 1000):
        Message.insert_many(rows[start : start + 1000]).execute()
    browser = Browser(both_databases, maria)
    page = browser.get(PATH)
    assert [one.text_content() for one in page.all(".thread .as-typed")][:2] == [
        "No. 9999",
        "No. 9998",
    ]
    older = browser.get(page.one('a[rel="next"]').get("href"))
    assert older.all(".thread .as-typed")[0].text_content() == "No. 9979"
    last = browser.get(f"{PATH}?before=m{5:015}")
    assert len(last.all(".thread li")) == 5
    assert not last.all('a[rel="next"]')
    assert len(page.statements) == len(older.statements) <= 8


def test_anothers_thread_is_not_there(app: flask.Flask, maria: Participant) -> None:
    own("Hola")
    other = participant("Linh Tran", "vi")
    case(other, number="WTW-1002")
    assert "Hola" not in Browser(app, other).get(PATH).text


def test_what_was_typed_is_there_again_after_a_lost_session(
    app: flask.Flask, maria: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(app, maria)
    page = browser.get(PATH)
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(hours=1))
    browser.post(
        PATH,
        page.form() | {"text": "Una carta larga"},
        headers={"Referer": f"http://localhost{PATH}"},
    )
    assert Message.select().count() == 0
    browser.sign_in(maria)
    with browser.client.session_transaction() as session:
        session["held"] = PATH
    assert browser.get(PATH).form()["text"] == "Una carta larga"
