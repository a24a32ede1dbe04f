"""The thread of a case for staff, messages to many, and who stands in for whom."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock, worker
from portal.models import Account, Case, Contact, MassMessage, Message, OutboxMessage, TextRequest
from portal.models.absences import Absence
from portal.models.accounts import Role
from portal.models.messages import Delivery
from portal.models.safety import SafeChannel, SafetyConcern
from portal.operations.catalogs.translations import answer_request
from portal.operations.messages import absences
from portal.operations.messages.deliveries import settle_message
from portal.operations.messages.mass import send_to_many
from portal.operations.messages.threads import send_own_message
from portal.policy.messages import AbsenceRefusal
from portal.policy.refusals import Refused
from tests.browser import Browser
from tests.factories import NOON, TODAY, account, as_actor, case, participant
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


def path(made: Case) -> str:
    return f"/staff/cases/{made.key}/messages"


def written(made: Case, text: str = "Hola Ana", locale: str = "es") -> Message:
    """What the participant writes."""
    return send_own_message(
        as_actor(made.participant), case=Case.get_by_id(made.id), text=text, locale=locale, at=NOON
    )


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


# Messages to many


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


# Who is away


def away(worker: Account, stand_in: Account, first: int = 0, last: int = 6) -> Absence:
    """A worker is away for some days from today."""
    return absences.enter_absence(
        worker.actor, worker=worker, stand_in=stand_in, starts_on=TODAY + timedelta(days=first),
        ends_on=TODAY + timedelta(days=last), at=NOON,
    )  # fmt: skip


def test_a_stand_in_reads_and_answers_and_the_thread_says_who_wrote(
    both_databases: flask.Flask,
) -> None:
    app, ana, lee = both_databases, account(), account("Lee Park")
    made = case(participant(phone="+15105550201"), ana)
    away(ana, lee)
    written(made)
    written(made, "Otra cosa")
    theirs = Browser(app, lee)
    assert theirs.get("/staff/inbox").words("tbody th a") == "2 messages to read"
    page = theirs.get(path(made))
    assert "Lee Park stands in" in page.words(".notice")
    assert "Automatic answer" in page.text
    seen = page.one('input[name="seen"][form="reply"]').get("value")
    theirs.submit(page, path(made), {"text": "I read it for Ana.", "seen": seen}, "#reply")
    shown = Browser(app, made.participant).get("/my/messages")
    assert "Lee Park" in shown.words(".thread")
    assert "Nothing waits" in theirs.get("/staff/inbox").text


def test_what_was_open_to_a_stand_in_closes_with_the_absence(
    app: flask.Flask, ana: Account, made: Case
) -> None:
    lee = account("Lee Park")
    absence = away(ana, lee)
    theirs = Browser(app, lee)
    theirs.get(path(made))
    Browser(app, ana).post(f"/staff/absence/{absence.key}/end")
    page = theirs.get(path(made), status=303)
    assert f"/staff/cases/{made.key}/open" in page.headers["Location"]
    written(made)
    assert Message.select().count() == 1


def test_an_absence_that_begins_later_opens_on_its_first_day(
    app: flask.Flask, ana: Account, made: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    lee = account("Lee Park")
    away(ana, lee, first=3)
    worker.sweep_doors()
    Browser(app, lee).get(path(made), status=303)
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=3))
    for _night in range(2):
        worker.sweep_doors()
    assert Browser(app, lee).get(path(made))


def test_a_private_case_stays_closed_to_the_stand_in(app: flask.Flask, ana: Account) -> None:
    made = case(participant(), ana, is_restricted=True)
    lee = account("Lee Park")
    away(ana, lee)
    written(made)
    Browser(app, lee).get(path(made), status=404)
    assert "message" not in Browser(app, lee).get("/staff/inbox").words("main")


@pytest.mark.parametrize(
    ("who", "first", "last", "field", "code"),
    [
        ("Lee Park", 3, 2, "ends_on", AbsenceRefusal.ENDS_BEFORE_START),
        ("Lee Park", -5, -1, "ends_on", AbsenceRefusal.IN_THE_PAST),
        ("Lee Park", 0, 183, "ends_on", AbsenceRefusal.TOO_LONG),
        ("Ana Ruiz", 0, 1, "stand_in", AbsenceRefusal.SAME_PERSON),
        ("Cy Ng", 0, 1, "stand_in", AbsenceRefusal.NOT_OF_UNIT),
        ("Mo Ali", 0, 1, "stand_in", AbsenceRefusal.STAND_IN_AWAY),
    ],
)
def test_an_absence_that_makes_no_sense_is_refused_at_its_field(
    app: flask.Flask,
    ana: Account,
    who: str,
    first: int,
    last: int,
    field: str,
    code: AbsenceRefusal,
) -> None:
    lee = account("Lee Park")
    account("Cy Ng", unit="Unit 2")
    away(account("Mo Ali"), lee, 1, 1)
    with pytest.raises(Refused) as refused:
        away(ana, Account.get(Account.name == who), first, last)
    assert refused.value.codes == {field: code}


def test_nobody_is_away_twice_on_one_day(app: flask.Flask, ana: Account) -> None:
    lee = account("Lee Park")
    away(ana, lee, 0, 2)
    with pytest.raises(Refused):
        away(ana, lee, 2, 4)
    assert away(ana, lee, 3, 4)


def test_a_worker_enters_their_own_absence_and_a_supervisor_anybodys(
    app: flask.Flask, ana: Account, browser: Browser
) -> None:
    lee, sue = account("Lee Park"), account("Sue Hart", Role.SUPERVISOR)
    days = {"starts_on": "2026-11-23", "ends_on": "2026-11-25"}
    page = browser.get("/staff/absence")
    assert [one.text for one in page.all("#worker option")] == ["Ana Ruiz"]
    browser.submit(
        page, "/staff/absence", days | {"stand_in": lee.key}, "form[action='/staff/absence']"
    )
    hers = Browser(app, sue)
    page = hers.get("/staff/absence")
    assert "Ana Ruiz" in page.words("tbody")
    assert [one.text for one in page.all("#worker option")] == ["Ana Ruiz", "Lee Park"]
    hers.submit(
        page, "/staff/absence", days | {"worker": lee.key, "stand_in": ana.key},
        "form[action='/staff/absence']", status=422,
    )  # fmt: skip
    assert Absence.select().count() == 1


def test_an_unfilled_absence_is_refused_and_keeps_what_was_typed(browser: Browser) -> None:
    fields: dict[str, Any] = {"starts_on": "2026-11-23", "ends_on": ""}
    page = browser.post("/staff/absence", fields, status=422)
    assert page.form("form[action='/staff/absence']")["starts_on"] == "2026-11-23"
