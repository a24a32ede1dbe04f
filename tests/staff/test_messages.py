"""The thread of a case for staff."""

import flask
import pytest

from portal import clock
from portal.models import Account, Case, Message, OutboxMessage, TextRequest
from portal.models.accounts import Role
from portal.models.messages import Delivery
from portal.models.safety import SafeChannel, SafetyConcern
from portal.operations.catalogs.translations import answer_request
from portal.operations.messages.deliveries import settle_message
from portal.operations.safety import begin_concern
from tests.browser import Browser
from tests.factories import NOON, TODAY, account, case, participant
from tests.staff.threads import path, written
from tests.translate.people import translator


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The counselor."""
    return account()


@pytest.fixture
def made(ana: Account) -> Case:
    """The case of Maria, who reads Spanish and wants texts."""
    return case(participant(phone="+15105550201"), ana)


@pytest.fixture
def browser(app: flask.Flask, ana: Account) -> Browser:
    """Ana's browser."""
    return Browser(app, ana)


def test_what_staff_write_is_an_attempt_and_waits_for_its_translation(
    browser: Browser, made: Case
) -> None:
    page = browser.submit(
        browser.get(path(made)), path(made), {"text": "See you on Monday."}, "#reply"
    )
    sent = Message.get()
    assert (sent.contact.is_live, sent.contact.is_attempt) == (False, True)
    assert Case.get().last_attempt_on == TODAY
    assert TextRequest.get().target_locale == "es"
    shown = browser.follow(page)
    assert "The translation into Spanish was asked for and waits." in shown.text
    assert "Text message on its way" in shown.text
    assert len(shown.statements) <= 8
    answer_request(
        translator("es").actor,
        request=TextRequest.get(),
        translation="Nos vemos el lunes.",
        at=NOON,
    )
    both = browser.get(path(made)).all(".side-by-side .as-typed")
    assert [(one.get("lang"), one.text_content()) for one in both] == [
        ("en", "See you on Monday."), ("es", "Nos vemos el lunes."),
    ]  # fmt: skip


def test_a_message_tells_of_itself_and_is_no_unfinished_work(browser: Browser, made: Case) -> None:
    browser.submit(browser.get(path(made)), path(made), {"text": "Hello"}, "#reply")
    assert "has no finished note" not in browser.get(f"/staff/cases/{made.key}").text
    assert Case.get().unnoted_on is None


def test_what_a_participant_wrote_is_put_into_english_where_staff_ask(
    browser: Browser, made: Case
) -> None:
    message = written(made)
    page = browser.get(path(made))
    assert page.one(".thread .as-typed").get("lang") == "es"
    browser.submit(
        page, f"{path(made)}/{message.key}/translation", selector='form[action$="/translation"]'
    )
    asked = TextRequest.get()
    assert (asked.text, asked.source_locale, asked.target_locale) == ("Hola Ana", "es", "en")
    page = browser.get(path(made))
    assert "waits" in page.text
    assert not page.all('form[action$="/translation"]')


def test_unread_messages_stand_in_the_inbox_once_a_case_until_read(
    browser: Browser, made: Case
) -> None:
    written(made)
    written(made, "Otra cosa")
    page = browser.get("/staff/inbox")
    assert page.words("tbody th a") == "2 messages to read"
    assert len(page.statements) <= 8
    page = browser.get(page.one("tbody th a").get("href"))
    browser.submit(page, path(made) + "/read", selector='form[action$="/read"]')
    assert "Nothing waits" in browser.get("/staff/inbox").text


def test_an_answer_reads_what_stood_on_the_page_and_nothing_later(
    browser: Browser, made: Case
) -> None:
    first = written(made)
    page = browser.get(path(made))
    second = written(made, "Una cosa más")
    seen = page.one('input[name="seen"][form="reply"]').get("value")
    browser.submit(page, path(made), {"text": "Good.", "seen": seen}, "#reply")
    assert Message.get_by_id(first.id).read_at == NOON
    assert Message.get_by_id(second.id).read_at is None


def test_of_two_who_answer_at_the_same_time_the_second_is_told(
    app: flask.Flask, browser: Browser, made: Case
) -> None:
    written(made)
    grace = Browser(app, account("Grace Okafor", Role.SUPERVISOR))
    Case.update(secondary=account("Lee Park")).execute()
    other = Browser(app, Account.get(Account.name == "Lee Park"))
    assert not grace.get(path(made)).all("#reply")
    mine, theirs = browser.get(path(made)), other.get(path(made))
    for who, page, told in ((browser, mine, False), (other, theirs, True)):
        seen = page.one('input[name="seen"][form="reply"]').get("value")
        sent = who.submit(page, path(made), {"text": "Yes.", "seen": seen}, "#reply")
        assert ("Somebody else wrote meanwhile" in who.follow(sent).text) == told


def test_the_thread_for_a_script_is_the_pages_own_part(browser: Browser, made: Case) -> None:
    written(made)
    part = browser.get(path(made), script=True)
    whole = browser.get(path(made))
    assert part.one("#thread").text_content() == whole.one("#thread").text_content()
    assert "every" not in part.one("#thread").get("hx-trigger")


def test_an_empty_message_is_refused_at_its_field(browser: Browser, made: Case) -> None:
    page = browser.post(path(made), {"text": "  "}, status=422)
    assert page.words("#text-error") == "Please write something first."
    assert Message.select().count() == 0


def test_a_double_tap_of_staff_is_one_message(browser: Browser, made: Case) -> None:
    page = browser.get(path(made))
    for _tap in range(2):
        browser.submit(page, path(made), {"text": "Hello"}, "#reply")
    assert Message.select().count() == OutboxMessage.select().count() == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Delivery.SENT, "Text message sent, arrival not known"),
        (Delivery.DELIVERED, "Text message delivered"),
        (Delivery.FAILED, "Text message failed. Call, and check the number."),
        (Delivery.UNKNOWN, "nobody can tell whether it arrived"),
        (Delivery.WITHHELD, "Text message held back: this case is private"),
    ],
)
def test_how_far_the_news_came_stands_beside_the_message_in_words(
    browser: Browser, made: Case, state: Delivery, words: str
) -> None:
    browser.submit(browser.get(path(made)), path(made), {"text": "Hello"}, "#reply")
    news = OutboxMessage.get()
    assert "Hello" not in news.body
    OutboxMessage.update(state=Delivery.SENDING).execute()
    settle_message(message_id=news.id, state=state, at=NOON)
    assert words in browser.get(path(made)).text
    failed = OutboxMessage.select().where(OutboxMessage.unreached()).count()
    assert failed == (state is Delivery.FAILED)


def test_failed_news_are_settled_by_later_ones_that_went_out(browser: Browser, made: Case) -> None:
    for state in (Delivery.FAILED, Delivery.SENT):
        browser.submit(browser.get(path(made)), path(made), {"text": "Hello"}, "#reply")
        OutboxMessage.update(state=state).where(OutboxMessage.state == Delivery.QUEUED).execute()
    assert OutboxMessage.select().where(OutboxMessage.unreached()).count() == 0


@pytest.mark.parametrize(
    ("channel", "sent"), [(SafeChannel.NONE, []), (SafeChannel.EMAIL, ["m@example.org"])]
)
def test_news_of_a_private_case_go_the_safe_way_alone_without_a_name(
    app: flask.Flask, ana: Account, channel: SafeChannel, sent: list[str]
) -> None:
    made = case(participant(phone="+15105550201", email="m@example.org"), ana, is_restricted=True)
    SafetyConcern.create(case=made, began_at=NOON, channel=channel)
    browser = Browser(app, ana)
    browser.submit(browser.get(path(made)), path(made), {"text": "Hello"}, "#reply")
    assert [row.address for row in OutboxMessage.select()] == sent
    assert all("Ana" not in row.body for row in OutboxMessage.select())
    # No translator sees the words of a private case.
    assert TextRequest.select().count() == 0
    assert "No translator sees the words of a private case" in browser.get(path(made)).text


def test_a_case_that_becomes_private_takes_its_words_from_the_translators(
    app: flask.Flask, browser: Browser, made: Case
) -> None:
    browser.submit(browser.get(path(made)), path(made), {"text": "See you on Monday."}, "#reply")
    linh = Browser(app, translator("es"))
    where = f"/translate/requests/{TextRequest.get().key}"
    assert "See you on Monday." in linh.get(where).text
    begin_concern(Account.get(Account.name == "Ana Ruiz").actor, case=Case.get(), at=NOON)
    linh.get(where, status=404)
    assert "A message" not in linh.get("/translate/requests").words("main")
    page = browser.get(path(made))
    assert "No translator sees the words of a private case" in page.text
    # The news had not left yet: they are held back.
    assert "Text message held back: this case is private" in page.text


def test_nobody_else_reads_the_thread_of_a_private_case(app: flask.Flask, ana: Account) -> None:
    made = case(participant(), ana, is_restricted=True)
    message = written(made, "Estoy en peligro")
    for role in (Role.SUPERVISOR, Role.SPECIALIST, Role.COUNSELOR):
        other = Browser(app, account(f"{role.title()} Other", role))
        other.get(path(made), status=404)
        assert "Estoy" not in other.get("/staff/inbox").text
        assert "message to read" not in other.get("/staff/inbox").text
        if role is not Role.SUPERVISOR:
            other.post(f"{path(made)}/{message.key}/translation", status=404)
