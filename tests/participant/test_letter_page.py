"""A letter's page for its reader: in short, in other formats, for the calendar, explained, safe."""

from datetime import date
from typing import Any

import flask
import pytest

from portal import braille, jobs, speech, worker
from portal.models import (
    Absence,
    Case,
    Contact,
    Letter,
    LetterFile,
    Message,
    SafetyConcern,
    Task,
)
from portal.operations.letters import correct_letter
from portal.operations.letters.formats import approve_voice
from portal.speech import Recording
from tests.browser import Browser
from tests.factories import NOON, TODAY, account
from tests.operations.lettering import cast, draft, send

KIND = "no_contact_30_days"


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for what is perhaps not installed."""
    worker.bind()
    monkeypatch.setattr(braille, "brf", lambda _lines, _tag: b"  ,XIN")
    monkeypatch.setattr(braille, "made_with", lambda: "3.24")
    monkeypatch.setattr(speech, "record", lambda text, _tag: Recording(text.encode(), speech.WAV))
    monkeypatch.setattr(speech, "made_with", dict)


def reading(app: flask.Flask, locale: str = "vi", **changes: Any) -> tuple[Browser, Letter, Case]:
    """Somebody signed in, and a letter that was sent to them."""
    ana, of = cast(locale)
    if changes:
        Case.update(**changes).where(Case.id == of.id).execute()
    letter = send(ana, draft(ana, of))
    return Browser(app, of.participant), letter, of


def test_the_page_says_in_short_and_in_the_letters_own_words_what_and_by_when(
    app: flask.Flask,
) -> None:
    browser, letter, _of = reading(app)
    page = browser.get(f"/my/letters/{letter.key}")
    short = page.one(".letter-short")
    assert (short.get("lang"), short.get("dir")) == ("vi", "ltr")
    assert "Xin hãy liên lạc" in page.words(".letter-short h2")
    assert "4 tháng 12, 2026" in page.words(".letter-short .letter-when")
    assert page.all(".letter-short .letter-do a[href^='tel:']")
    assert len(page.statements) <= 8
    assert len(page.body) < 30_000


def test_letters_not_read_yet_come_first(app: flask.Flask) -> None:
    ana, of = cast("en")
    first, second = (send(ana, draft(ana, of)) for _one in range(2))
    browser = Browser(app, of.participant)
    page = browser.get(f"/my/letters/{second.key}")
    browser.submit(page, f"/my/letters/{second.key}/read")
    hrefs = [link.get("href") for link in browser.get("/my/letters").all(".tasks a")]
    assert hrefs == [f"/my/letters/{first.key}", f"/my/letters/{second.key}"]


def test_a_braille_file_is_asked_for_made_and_saved_without_javascript(app: flask.Flask) -> None:
    browser, letter, _of = reading(app)
    here = f"/my/letters/{letter.key}"
    browser.get(f"{here}.brf", status=404)
    page = browser.get(here)
    told = browser.follow(browser.submit(page, f"{here}/formats/braille"))
    assert told.all(f'main p a[href="{here}"]')  # to look again
    jobs.run_waiting()
    page = browser.get(here)
    assert page.all(f'a[href="{here}.brf"]')
    file = browser.get(f"{here}.brf")
    assert file.headers["Content-Disposition"].endswith(f'"letter-{letter.letter_no}.brf"')


def test_a_letter_is_heard_once_its_voice_was_approved(app: flask.Flask) -> None:
    browser, letter, of = reading(app)
    here = f"/my/letters/{letter.key}"
    assert "formats/audio" not in browser.get(here).body
    browser.follow(browser.post(f"{here}/formats/audio"))
    assert LetterFile.select().count() == 0
    approve_voice(account("Linh Pham").actor, kind=KIND, locale="vi", at=NOON)
    browser.post(f"{here}/formats/audio")
    jobs.run_waiting()
    page = browser.get(here)
    assert page.one("audio").get("src") == f"{here}.ogg"
    part = browser.get(f"{here}.ogg", status=206, headers={"Range": "bytes=0-9"}).response
    assert len(part.data) == 10
    other = cast_stranger()
    for ending in (".ogg", ".brf", ".ics"):
        Browser(app, other).get(f"{here}{ending}", status=404)
    assert of.participant_id != other.id


def cast_stranger() -> Any:
    """Somebody else with a case of their own."""
    from tests.factories import case, participant

    who = participant("Jo Park", "en")
    case(who, account("Ben Stone"), number="WTW-1010")
    return who


def test_the_day_goes_into_the_calendar_without_a_word_of_the_case(app: flask.Flask) -> None:
    browser, letter, _of = reading(app, "en")
    text = browser.get(f"/my/letters/{letter.key}.ics").response.get_data(as_text=True)
    assert "DTSTART;VALUE=DATE:20261204" in text
    assert "A day from a letter. Look in the portal." in text
    for fact in ("Hoa", "Tran", "Ana", "touch with us", str(letter.letter_no)):
        assert fact not in text


def test_who_does_not_understand_writes_to_their_worker_in_their_own_words(
    app: flask.Flask,
) -> None:
    browser, letter, of = reading(app, "en")
    here = f"/my/letters/{letter.key}"
    page = browser.get(here)
    told = browser.submit(page, f"{here}/explain", {"words": "What is a supervisor?"})
    assert "They will call you" in browser.follow(told).text
    message = Message.get()
    assert message.text.startswith(f"I do not understand letter {letter.letter_no}.")
    assert message.text.endswith("What is a supervisor?")
    assert Contact.get_by_id(message.contact_id).is_live  # it counts as being in touch (CON-6)
    browser.post(f"{here}/explain")
    assert Message.select().count() == 1
    assert Task.select().where(Task.case == of.id).count() == 1
    browser.post(f"{here}/explain", {"words": "x" * 10_001}, status=422)


def test_a_letter_that_was_replaced_names_the_one_that_took_its_place(app: flask.Flask) -> None:
    ana, of = cast("en")
    first = send(ana, draft(ana, of))
    second = send(ana, correct_letter(ana.actor, letter=first, at=NOON))
    browser = Browser(app, of.participant)
    page = browser.get(f"/my/letters/{first.key}")
    assert f"Letter {second.letter_no} took its place." in page.words(".notice-warning")
    assert f"Letter {second.letter_no} took its place" in browser.get("/my/letters").text


def test_who_is_away_is_told_where_help_is_asked_for(app: flask.Flask) -> None:
    browser, letter, of = reading(app, "en")
    Absence.create(
        account=of.worker_id, stand_in=account("Ben Stone"), starts_on=TODAY,
        ends_on=date(2036, 11, 27), entered_by=of.worker_id, entered_at=NOON,
    )  # fmt: skip
    page = browser.get(f"/my/letters/{letter.key}")
    assert "Ben Stone" in page.words("main")
    assert len(page.statements) <= 8


def test_where_somebody_else_may_look_nothing_is_put_into_a_calendar(app: flask.Flask) -> None:
    browser, letter, of = reading(app, "en", is_restricted=True)
    page = browser.get(f"/my/letters/{letter.key}")
    assert not page.all(f'a[href="/my/letters/{letter.key}.ics"]')
    assert "stays on this phone" in page.text
    assert page.all(".quick-exit, [data-leave], form[action*=leave], a[href*=leave]")
    assert SafetyConcern.select().where(SafetyConcern.case == of.id).count() == 0
