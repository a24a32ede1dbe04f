"""A participant asks for a copy of their notes, sees where it stands, and reads what came."""

from datetime import timedelta

import flask
import pypdfium2
import pytest

from portal import clock
from portal.models import Account, Case, NoteCopy, Participant, Task
from portal.operations import copies
from portal.policy.notes_copies import Decision, WithholdReason
from portal.reports import copies as reports
from tests.browser import Browser
from tests.copies import finished
from tests.factories import NOON, account, as_actor, case, participant


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The worker."""
    return account()


@pytest.fixture
def maria(app: flask.Flask) -> Participant:
    """The participant, who reads English."""
    return participant(locale="en")


@pytest.fixture
def made(ana: Account, maria: Participant) -> Case:
    """Her case."""
    return case(maria, ana)


def released(ana: Account, made: Case) -> NoteCopy:
    """A copy of two notes: a passage of one left out, the other left out whole."""
    first = finished(ana, made, content="She starts Monday.\nHer neighbor Lan minds the child.")
    second = finished(ana, made, purpose="Kestrel clinic", private_reason="hipaa")
    copy = copies.ask_for_copy(
        as_actor(made.participant), case=made, wanted=copies.Wanted(), at=NOON
    )
    copy = NoteCopy.get_for(ana.actor, copy.key)
    decisions = [
        Decision(first.key, "content", 1, WithholdReason.ANOTHER_PERSON),
        Decision(second.key, reason=WithholdReason.HEALTH_BY_PROFESSIONAL),
    ]
    kept = copies.save_review(ana.actor, copy=copy, version=1, decisions=decisions, at=NOON)
    seen = reports.fingerprint(reports.read_notes(ana.actor, copy.case, copy))
    return copies.release_copy(ana.actor, copy=copy, version=kept.version, seen=seen, at=NOON)


def test_who_asks_sees_when_they_get_it(app: flask.Flask, maria: Participant, made: Case) -> None:
    browser = Browser(app, maria)
    assert "/my/notes-copy" in [one.get("href") for one in browser.get("/my/profile").all("main a")]
    page = browser.get("/my/notes-copy")
    assert "you get it by Friday, December 4, 2026" in page.text
    after = browser.follow(browser.submit(page, "/my/notes-copy", {"form": "both"}))
    assert "We got your request." in after.text
    assert after.one("main dl strong").text == "Friday, December 4, 2026"
    assert "Here and on paper" in after.text
    assert not after.all("main form")
    assert len(after.statements) <= 8
    # A double tap, or the back key, asks for nothing more.
    browser.submit(page, "/my/notes-copy")
    assert NoteCopy.select().count() == 1


def test_a_certain_time_is_asked_for_by_its_days(
    app: flask.Flask, maria: Participant, made: Case
) -> None:
    browser = Browser(app, maria)
    page = browser.get("/my/notes-copy")
    sent = page.form() | {"span": "part", "from_on": ["11", "1", "2026"], "until_on": ["", "", ""]}
    browser.post("/my/notes-copy", sent)
    copy = NoteCopy.get()
    assert (copy.from_on.isoformat(), copy.until_on) == ("2026-11-01", None)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"from_on": ["11", "31", "2026"]}, "from_on"),
        ({"from_on": ["11", "10", "2026"], "until_on": ["11", "9", "2026"]}, "until_on"),
        ({"from_on": ["11", "21", "2026"]}, "from_on"),
        ({"form": "carrier pigeon"}, "form"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field_and_stays_typed(
    app: flask.Flask, maria: Participant, made: Case, typed: dict[str, object], field: str
) -> None:
    browser = Browser(app, maria)
    page = browser.get("/my/notes-copy")
    after = browser.post("/my/notes-copy", page.form() | {"span": "part"} | typed, status=422)
    assert after.all(f"#{field}-error")
    assert NoteCopy.select().count() == 0


def test_the_released_copy_is_read_with_its_gaps(
    app: flask.Flask, ana: Account, maria: Participant, made: Case
) -> None:
    copy, browser = released(ana, made), Browser(app, maria)
    assert "The copy of your case notes is here" in browser.get("/my").text
    index = browser.get("/my/notes-copy")
    assert "1 note · some parts are left out" in index.text
    page = browser.get(index.one("main .tasks a").get("href"))
    assert "She starts Monday." in page.text
    assert "Lan" not in page.words("main")
    assert "Kestrel" not in page.body
    gaps = [one.text_content() for one in page.all(".withheld")]
    assert gaps[0].startswith("Left out: it is about another person")
    assert "health professional" in gaps[1]
    assert {one.get("lang") for one in page.all("section p[dir=auto]")} == {"en"}
    assert len(page.statements) <= 8
    file = browser.get(f"/my/notes-copy/{copy.key}.pdf")
    assert file.headers["Cache-Control"] == "no-store"
    sheets = pypdfium2.PdfDocument(file.response.data)
    text = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in sheets).split())
    assert "Left out: it is about another person." in text
    assert "Lan" not in text


@pytest.mark.parametrize("locale", ["es", "ar", "zh-Hant", "fa"])
def test_the_file_and_the_page_are_in_the_readers_language_around_english_notes(
    app: flask.Flask, ana: Account, locale: str
) -> None:
    usable = app.config["USABLE_LOCALES"]
    person = participant("Reader", locale)
    made = case(person, ana)
    copy, browser = released(ana, made), Browser(app, person)
    page = browser.get(f"/my/notes-copy/{copy.key}")
    assert "She starts Monday." in page.text
    assert page.all(".notice")  # that the notes are in English
    # Where the screens have no texts yet, English is better than half of each.
    assert copy.locale == (locale if locale in usable else "en")
    assert browser.get(f"/my/notes-copy/{copy.key}.pdf").response.data.startswith(b"%PDF")


def test_reading_it_asks_to_sign_in_again_after_five_minutes(
    app: flask.Flask, ana: Account, maria: Participant, made: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, browser = released(ana, made), Browser(app, maria)
    path = f"/my/notes-copy/{copy.key}"
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(minutes=4, seconds=59))
    browser.get(path)
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(minutes=5))
    for address in (path, f"{path}.pdf"):
        door = browser.get(address, status=303)
        assert door.headers["Location"].startswith("/my/sign-in?next=")
    again = browser.follow(door)
    assert "sign in once more" in again.text
    browser.get("/my/notes-copy")  # where it stands is no secret


def test_a_stranger_and_an_unreleased_copy_are_not_there(
    app: flask.Flask, ana: Account, maria: Participant, made: Case
) -> None:
    waiting = copies.ask_for_copy(as_actor(maria), case=made, wanted=copies.Wanted(), at=NOON)
    Browser(app, maria).get(f"/my/notes-copy/{waiting.key}", status=404)
    lan = participant("Lan Tran", "vi")
    other = case(lan, ana, "WTW-1002")
    theirs = released(ana, other)
    for ending in ("", ".pdf"):
        Browser(app, maria).get(f"/my/notes-copy/{theirs.key}{ending}", status=404)
    Browser(app, maria).post(f"/my/notes-copy/{theirs.key}/read-aloud", status=404)


def test_who_wants_them_read_aloud_asks_the_worker_once(
    app: flask.Flask, ana: Account, maria: Participant, made: Case
) -> None:
    copy, browser = released(ana, made), Browser(app, maria)
    page = browser.get(f"/my/notes-copy/{copy.key}")
    for _ in range(2):
        done = browser.submit(page, f"/my/notes-copy/{copy.key}/read-aloud")
    assert "They will call you" in browser.follow(done).text
    assert Task.select().where(Task.case == made.id, Task.owner == "worker").count() == 1
