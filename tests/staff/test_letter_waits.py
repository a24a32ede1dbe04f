"""A draft whose note waits for its translation, and what of a case waits for a translator."""

from typing import Any

import flask

from portal.models import Case, Letter, TextRequest
from portal.models.catalogs import PersonalText, RequestState
from portal.models.letter_waits import LetterWait
from portal.operations.catalogs.translations import answer_request
from portal.operations.letters import correct_letter
from tests.factories import NOON, TODAY, account, case, participant
from tests.operations.lettering import cast, draft, send
from tests.translate.people import translator

NOTE = "Please come in the morning."


def where(ana: Any, of: Any) -> tuple[Letter, str]:
    made = draft(ana, of, personal=NOTE)
    return made, f"/staff/cases/{of.key}/letters/{made.key}"


def test_the_worker_sees_that_a_note_waits_and_lets_the_letter_go_by_itself(
    app: flask.Flask, browser_for: Any
) -> None:
    ana, of = cast("vi")
    made, here = where(ana, of)
    browser = browser_for(ana)
    page = browser.get(here)
    assert "Your note waits for its translation" in page.words("#note-wait")
    assert len(page.statements) <= 8
    browser.submit(page, f"{here}/wait", {"act": "wait"}, "#note-wait form")
    wait = LetterWait.get()
    assert (wait.letter, wait.account) == (made, ana)
    again = browser.get(here)
    assert ana.name in again.words("#note-wait")
    browser.submit(again, f"{here}/wait", {"act": "stop"}, "#note-wait form")
    assert LetterWait.select().count() == 0


def test_a_double_tap_waits_once_and_a_letter_without_a_note_waits_for_nothing(
    app: flask.Flask, browser_for: Any
) -> None:
    ana, of = cast("vi")
    made, here = where(ana, of)
    browser = browser_for(ana)
    page = browser.get(here)
    for _tap in range(2):
        browser.submit(page, f"{here}/wait", {"act": "wait"}, "#note-wait form")
    assert LetterWait.select().count() == 1
    plain = draft(ana, of)
    other = f"/staff/cases/{of.key}/letters/{plain.key}"
    assert browser.get(other).all("#note-wait") == []
    browser.post(f"{other}/wait", {"act": "wait"})
    assert LetterWait.select().count() == 1
    assert made.id != plain.id


def test_a_draft_thrown_away_waits_no_more(app: flask.Flask, browser_for: Any) -> None:
    ana, of = cast("vi")
    _made, here = where(ana, of)
    browser = browser_for(ana)
    browser.submit(browser.get(here), f"{here}/wait", {"act": "wait"}, "#note-wait form")
    browser.post(f"{here}/discard", {})
    assert LetterWait.select().count() == 0
    assert TextRequest.select().count() == 0


def test_what_waits_for_a_translator_is_listed_without_its_words(
    app: flask.Flask, browser_for: Any
) -> None:
    ana, of = cast("vi")
    where(ana, of)
    browser = browser_for(ana)
    here = f"/staff/cases/{of.key}/translations"
    few = browser.get(here)
    assert "Translation waits" in few.text
    assert "A note in a letter" in few.text
    assert NOTE not in few.body
    TextRequest.insert_many([
        {"key": f"{n:016}", "case": of, "object_kind": PersonalText.TASK, "object_id": n,
         "source_locale": "en", "target_locale": "vi", "text": "x", "asked_at": NOON,
         "due_on": TODAY, "state": RequestState.ANSWERED, "answered_at": NOON}
        for n in range(150)
    ]).execute()  # fmt: skip
    many = browser.get(here)
    assert len(many.statements) == len(few.statements) <= 8
    assert len(many.all("tbody tr")) == 100


def test_a_stranger_neither_looks_nor_waits(app: flask.Flask, browser_for: Any) -> None:
    ana, of = cast("vi")
    _made, here = where(ana, of)
    stranger = browser_for(account("Bob Stone", unit="Unit 9"))
    stranger.get(f"/staff/cases/{of.key}/translations", 404)
    stranger.post(f"{here}/wait", {"act": "wait"}, 404)
    browser_for(translator(name="Mai Le")).get(f"/staff/cases/{of.key}/translations", 404)


def test_the_same_words_of_a_corrected_letter_do_not_wait_again(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    made = draft(ana, of, personal=NOTE)
    said = "Xin đến vào buổi sáng."
    lan = translator()
    answer_request(lan.actor, request=TextRequest.get(), translation=said, at=NOON)
    later = correct_letter(ana.actor, letter=send(ana, made), at=NOON)
    kept = TextRequest.get(TextRequest.object_id == later.id)
    assert (kept.translation, kept.state, kept.answered_by) == (said, "answered", lan)
    other = case(participant("Bao Le", "vi"), ana, number="WTW-9")
    theirs = draft(ana, Case.get_for(ana.actor, other.key), personal=NOTE)
    assert TextRequest.get(TextRequest.object_id == theirs.id).state == RequestState.WAITING
