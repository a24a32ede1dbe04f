"""Six digits by text message or e-mail."""

from datetime import date, timedelta
from typing import Any

import flask
import pytest

from portal import channels, clock, jobs, resources, worker
from portal.models import KnownBrowser, OneTimeCode, OutboxMessage, Participant, SignIn
from portal.models.accounts import SYSTEM
from portal.models.messages import Delivery
from portal.operations.accounts import codes, sign_ins
from portal.operations.messages import deliveries
from portal.outbox import SendingFailed, SendingUnknown
from tests.factories import NOON, as_actor, case, participant

PHONE = "(510) 555-0134"
BORN = date(1990, 1, 15)


def reached(name: str = "Maria Lopez", phone: str = PHONE, **values: Any) -> Participant:
    """A participant with a phone."""
    return participant(name, phone=phone, phone_digest=resources.channel_digest(phone), **values)


def ask(channel: str = PHONE, browser: str = "b", at: Any = NOON) -> OneTimeCode:
    digest = resources.channel_digest(channel)
    return codes.ask_for_digits(SYSTEM, channel_digest=digest, browser=browser, at=at)


def redeem(row: OneTimeCode, digits: str | None = None, **changes: Any) -> list[Participant]:
    values = {
        "row_id": row.id, "browser": "b", "digits": digits or codes.digits_of(row),
        "birth_on": BORN, "known_browser": "", "at": NOON,
    }  # fmt: skip
    return codes.redeem_digits(SYSTEM, **(values | changes))


def wrong(row: OneTimeCode) -> str:
    return f"{(int(codes.digits_of(row)) + 1) % 1_000_000:06d}"


@pytest.mark.parametrize(
    "typed", ["(510) 555-0134", "5105550134", "+1 510 555 0134", "510.555.0134"]
)
def test_a_phone_number_has_one_form_however_it_is_typed(app: flask.Flask, typed: str) -> None:
    assert channels.normal(typed) == "+15105550134"
    assert resources.channel_digest(typed) == resources.channel_digest(PHONE)


@pytest.mark.parametrize("typed", ["", "maria", "12", "a@b", "@x.org", "a b@c.org"])
def test_what_is_neither_phone_nor_mailbox_is_no_channel(typed: str) -> None:
    assert channels.read_channel(typed) is None


def test_digits_and_birth_date_let_the_person_in_once(both_databases: flask.Flask) -> None:
    maria, row = reached(), ask()
    assert redeem(row) == [maria]
    assert redeem(row) == []


def test_digits_end_after_ten_minutes_and_with_the_next_ones(both_databases: flask.Flask) -> None:
    reached()
    row = ask()
    assert redeem(row, at=NOON + timedelta(minutes=10)) == []
    again = ask(at=NOON + timedelta(minutes=1))
    assert redeem(row, at=NOON + timedelta(minutes=2)) == []
    assert redeem(again, at=NOON + timedelta(minutes=2)) != []


def test_five_tries_use_digits_up(both_databases: flask.Flask) -> None:
    reached()
    row = ask()
    assert [redeem(row, wrong(row)) for _try in range(5)] == [[]] * 5
    assert redeem(row) == []


def test_digits_work_in_the_browser_that_asked_for_them_alone(app: flask.Flask) -> None:
    reached()
    assert redeem(ask(), browser="another") == []


def test_digits_are_not_kept(app: flask.Flask) -> None:
    row = ask()
    kept = OneTimeCode.select().dicts().get()
    assert codes.digits_of(row) not in {str(value) for value in kept.values()}


def test_a_wrong_birth_date_lets_nobody_in_unless_the_browser_is_known(
    both_databases: flask.Flask,
) -> None:
    maria = reached()
    assert redeem(ask(), birth_on=date(1990, 1, 16)) == []
    sign_ins.know_browser(as_actor(maria), token="t", earlier=None, at=NOON)
    known = sign_ins.token_digest("t")
    assert redeem(ask(), birth_on=None, known_browser=known) == [maria]


def test_only_those_at_a_shared_phone_who_proved_it_are_let_in(app: flask.Flask) -> None:
    maria, twin = reached(), reached("Ana Lopez")
    reached("Joao Lopez", birth_on=date(1985, 5, 5))
    assert redeem(ask()) == [maria, twin]


def test_an_empty_channel_reaches_nobody(app: flask.Flask) -> None:
    participant()
    assert codes.people_at("") == []


def test_a_message_goes_to_whom_the_channel_reaches_in_their_language_without_a_fact(
    both_databases: flask.Flask,
) -> None:
    reached()
    worker.bind()
    row = ask(at=clock.now())
    ask("510 555 9999", at=clock.now())
    jobs.run_waiting()
    message = OutboxMessage.get()
    assert OutboxMessage.select().count() == 1
    assert codes.digits_of(row) in message.body
    assert "Maria" not in message.body
    assert len(message.body) <= 160
    assert (message.address, message.locale) == ("+15105550134", "es")
    assert (message.state, message.tries) == (Delivery.SENT, 1)


def queued() -> OutboxMessage:
    return OutboxMessage.create(
        kind="news", cause="test", channel="sms", address="+15105550134", locale="en",
        body="News", created_at=NOON,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fault", "state"),
    [(SendingUnknown("cut"), Delivery.UNKNOWN), (SendingFailed("503"), Delivery.QUEUED)],
)
def test_a_message_that_may_have_left_is_never_sent_again(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch, fault: Exception, state: Delivery
) -> None:
    sent = []

    def broken(*_given: str) -> None:
        sent.append(1)
        raise fault

    monkeypatch.setattr("portal.outbox.send_text", broken)
    made = queued()
    deliveries.deliver_message(made.id)
    assert OutboxMessage.get().state == state
    deliveries.deliver_message(made.id)
    assert len(sent) == (1 if state is Delivery.UNKNOWN else 2)


def test_a_message_that_surely_did_not_leave_is_tried_five_times(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: str) -> None:
        raise SendingFailed("550")

    monkeypatch.setattr("portal.outbox.send_text", refuse)
    made = queued()
    for _try in range(7):
        deliveries.deliver_message(made.id)
    kept = OutboxMessage.get()
    assert (kept.state, kept.tries) == (Delivery.FAILED, 5)


def test_a_try_that_was_cut_off_is_unknown_and_one_that_waits_is_asked_for_again(
    both_databases: flask.Flask,
) -> None:
    made = queued()
    deliveries.claim_message(message_id=made.id, at=NOON)
    assert deliveries.sweep_messages(at=NOON + timedelta(minutes=6)) == 0
    assert OutboxMessage.get().state == Delivery.UNKNOWN
    OutboxMessage.update(state=Delivery.QUEUED).execute()
    assert deliveries.sweep_messages(at=NOON + timedelta(minutes=12)) == 1


def ask_on(browser: Any, channel: str) -> Any:
    page = browser.get("/my/sign-in")
    answer = browser.submit(page, "/my/sign-in", {"channel": channel})
    return answer, browser.follow(answer)


def shown(page: Any) -> str:
    return str(page.words(".notice strong"))


def test_the_pages_are_the_same_for_known_and_unknown_for_the_same_work(
    app: flask.Flask, browser_for: Any
) -> None:
    reached()
    jobs.queue()  # its tables are made at its first use
    known, known_page = ask_on(browser_for(), PHONE)
    unknown, unknown_page = ask_on(browser_for(), "510 555 9999")
    assert known.headers["Location"] == unknown.headers["Location"] == "/my/sign-in/code"
    assert [s.split()[0] for s in known.statements] == [s.split()[0] for s in unknown.statements]
    assert known_page.words("h1") == unknown_page.words("h1")
    digits = shown(known_page), shown(unknown_page)
    texts = [
        page.words("main").replace(d, "")
        for page, d in zip((known_page, unknown_page), digits, strict=True)
    ]
    assert texts[0] == texts[1]


def test_somebody_signs_in_by_phone_and_next_time_without_the_birth_date(
    app: flask.Flask, browser_for: Any
) -> None:
    case(reached())
    browser = browser_for()
    _answer, page = ask_on(browser, PHONE)
    fields = {"digits": shown(page), "birth_on": ["1", "15", "1990"]}
    assert browser.submit(page, "/my/sign-in/code", fields).headers["Location"] == "/my"
    assert KnownBrowser.select().count() == 1
    browser.post("/my/sign-out")
    del browser._token
    _answer, page = ask_on(browser, PHONE)
    browser.submit(page, "/my/sign-in/code", {"digits": shown(page)})
    assert SignIn.select().count() == 1


def test_the_birth_date_is_asked_for_where_the_browser_is_not_known(
    app: flask.Flask, browser_for: Any
) -> None:
    reached()
    browser = browser_for()
    _answer, page = ask_on(browser, PHONE)
    page = browser.submit(page, "/my/sign-in/code", {"digits": shown(page)}, status=422)
    assert "birth date" in page.words(".error-summary")


def test_people_who_share_a_phone_say_who_they_are(app: flask.Flask, browser_for: Any) -> None:
    reached()
    ana = reached("Ana Lopez")
    browser = browser_for()
    _answer, page = ask_on(browser, PHONE)
    fields = {"digits": shown(page), "birth_on": ["1", "15", "1990"]}
    page = browser.follow(browser.submit(page, "/my/sign-in/code", fields))
    assert "Ana L." in page.text
    browser.submit(page, "/my/sign-in/who", status=422)
    browser.submit(page, "/my/sign-in/who", {"person": "1"})
    assert SignIn.get().participant_id == ana.id


def test_asking_again_and_again_waits_so_that_nobody_is_flooded(
    app: flask.Flask, browser_for: Any
) -> None:
    browser = browser_for()
    for _try in range(4):
        browser.post("/my/sign-in", {"channel": PHONE})
    answer = browser.post("/my/sign-in", {"channel": PHONE}, 429)
    assert 55 <= int(answer.headers["Retry-After"]) <= 60


def test_the_page_for_digits_sends_on_who_has_not_asked(app: flask.Flask, browser_for: Any) -> None:
    assert browser_for().get("/my/sign-in/code", 303).headers["Location"] == "/my/sign-in"
    assert browser_for().get("/my/sign-in/who", 303).headers["Location"] == "/my/sign-in"


def test_the_demo_shows_what_it_would_have_sent(app: flask.Flask, browser_for: Any) -> None:
    reached()
    worker.bind()
    row = ask(at=clock.now())
    jobs.run_waiting()
    assert codes.digits_of(row) in browser_for().get("/demo/outbox").text
    app.config["IS_DEMO"] = False
    browser_for().get("/demo/outbox", 404)
