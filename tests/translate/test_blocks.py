"""The block editor: writing, checking, saving, going back."""

from typing import Any

import flask
import lxml.html

from portal.operations.catalogs.texts import save_translation, send_to_review
from portal.policy.catalogs import BlockState
from tests.factories import NOON
from tests.operations.cataloging import edit_english
from tests.translate.people import BLOCK, KIND, TEXT, reviewer, row, translator

HERE = f"/translate/vi/{KIND}"
OPEN = f"{HERE}?block={BLOCK}"


def test_a_block_shows_english_note_fields_text_and_where_it_stands(
    app: flask.Flask, browser_for: Any
) -> None:
    page = browser_for(translator()).get(OPEN)
    assert "If you cannot come, call {worker_phone}" in page.words("#english")
    area = page.one("textarea#text")
    assert (area.get("lang"), area.get("dir")) == ("vi", "ltr")
    assert page.one("[data-insert]").get("data-insert") == "{worker_phone}"
    assert "(510) 555-0142" in page.words("#block-checks .is-this")
    assert "Machine-made" in page.words("#block")
    assert len(page.statements) <= 8


def test_the_text_area_of_a_right_to_left_language_runs_so(
    app: flask.Flask, browser_for: Any
) -> None:
    page = browser_for(translator("ar")).get(f"/translate/ar/{KIND}?block={BLOCK}")
    area = page.one("textarea#text")
    assert (area.get("lang"), area.get("dir")) == ("ar", "rtl")
    assert page.one("#block-checks .paper").get("dir") == "rtl"


def test_save_and_next_keeps_the_text_and_opens_another_block(
    app: flask.Flask, browser_for: Any
) -> None:
    browser = browser_for(translator())
    done = browser.submit(browser.get(OPEN), HERE, {"text": TEXT, "act": "save"}, "#block-form")
    assert BLOCK not in done.headers["Location"]
    assert (row().text, row().state) == (TEXT, BlockState.DRAFT)


def test_ask_for_review_saves_and_sends_in_one_go(app: flask.Flask, browser_for: Any) -> None:
    browser = browser_for(translator())
    page = browser.follow(
        browser.submit(browser.get(OPEN), HERE, {"text": TEXT, "act": "ask"}, "#block-form")
    )
    assert "Sent to review." in page.text
    assert row().state == BlockState.NEEDS_REVIEW


def test_a_changed_field_is_said_beside_the_text_which_is_kept_as_a_draft(
    app: flask.Flask, browser_for: Any
) -> None:
    browser = browser_for(translator())
    broken = TEXT.replace("{worker_phone}", "{phone}")
    page = browser.submit(
        browser.get(OPEN), HERE, {"text": broken, "act": "ask"}, "#block-form", status=422
    )
    assert "The field worker_phone is missing." in page.words("#block-checks")
    assert "The field phone does not belong here." in page.words("#block-checks")
    assert page.form("#block-form")["text"].strip() == broken
    again = browser.submit(page, HERE, {"text": TEXT, "act": "ask"}, "#block-form")
    assert again.status == 303
    assert (row().text, row().state) == (TEXT, BlockState.NEEDS_REVIEW)


def test_an_unfinished_brace_is_an_error_and_no_page_breaks(
    app: flask.Flask, browser_for: Any
) -> None:
    browser = browser_for(translator())
    fields = {"block": BLOCK, "version": "1", "text": "Xin {worker_phone", "act": "check"}
    page = browser.post(HERE, fields, 200, script=True)
    assert "brace" in page.text


def test_the_checks_while_typing_are_that_part_of_the_page(
    app: flask.Flask, browser_for: Any
) -> None:
    browser = browser_for(translator())
    fields = {"block": BLOCK, "version": "1", "text": TEXT, "act": "check"}
    part = browser.post(HERE, fields, 200, script=True)
    page = browser.post(HERE, fields, 200)
    assert "<!doctype" not in part.body
    whole = lxml.html.tostring(page.one("#block-checks"), with_tail=False)
    assert whole == lxml.html.tostring(part.one("#block-checks"), with_tail=False)
    assert row().text != TEXT


def test_blank_text_is_refused_at_its_field(app: flask.Flask, browser_for: Any) -> None:
    browser = browser_for(translator())
    page = browser.submit(browser.get(OPEN), HERE, {"text": " "}, "#block-form", status=422)
    assert "Please write something here." in page.words("#text-error")


def test_who_saves_second_sees_both_texts_and_may_then_save(
    app: flask.Flask, browser_for: Any
) -> None:
    lan, minh = translator(), reviewer()
    browser = browser_for(minh)
    opened = browser.get(OPEN)
    save_translation(
        lan.actor, locale="vi", context=BLOCK, text=TEXT, version=row().version, at=NOON
    )
    mine = TEXT.replace("Xin", "Mời")
    page = browser.submit(opened, HERE, {"text": mine}, "#block-form", status=409)
    assert TEXT in page.text
    assert page.form("#block-form")["text"].strip() == mine
    assert row().text == TEXT
    browser.submit(page, HERE, {}, "#block-form")
    assert row().text == mine


def test_a_changed_english_shows_its_difference_against_the_base_of_this_text(
    app: flask.Flask, browser_for: Any
) -> None:
    lan = translator()
    english = row().based_on
    for new in ("or write before the meeting", "or write a day before the meeting"):
        edit_english(lan.actor, kind=KIND, at=NOON,
                     texts={"do_move": english.replace("before the meeting", new)})  # fmt: skip
    page = browser_for(lan).get(OPEN)
    assert [e.text_content() for e in page.all(".changed ins")] == ["or write a day "]
    assert page.all(".changed del") == []


def test_an_earlier_text_comes_back_as_a_draft(app: flask.Flask, browser_for: Any) -> None:
    lan = translator()
    machine = row().text
    save_translation(lan.actor, locale="vi", context=BLOCK, text=TEXT, version=1, at=NOON)
    browser = browser_for(lan)
    page = browser.get(OPEN)
    browser.submit(page, f"{HERE}/restore", selector=".timeline form")
    assert (row().text, row().state, row().translator_id) == (machine, "draft", lan.id)


def test_a_language_of_somebody_else_is_read_only(app: flask.Flask, browser_for: Any) -> None:
    browser = browser_for(translator("ar"))
    page = browser.get(OPEN)
    assert page.all("main form[method=post]") == []
    browser.post(HERE, {"block": BLOCK, "version": "1", "text": TEXT}, 404)
    browser.post(f"{HERE}/restore", {"block": BLOCK, "change": "1"}, 404)


def test_a_block_of_another_letter_is_not_found_here(app: flask.Flask, browser_for: Any) -> None:
    browser_for(translator()).get(f"{HERE}?block=documents_needed.title", 404)


def test_the_shared_texts_have_a_page_of_their_own_without_preview(
    app: flask.Flask, browser_for: Any
) -> None:
    browser = browser_for(translator())
    page = browser.get("/translate/vi/shared?block=shared.greeting")
    assert "every letter that uses this text changes" in page.text
    browser.get("/translate/vi/shared/preview", 404)


def test_markup_typed_into_a_text_is_shown_as_text(app: flask.Flask, browser_for: Any) -> None:
    browser = browser_for(translator())
    typed = "<b>Xin</b> {worker_phone}"
    browser.submit(browser.get(OPEN), HERE, {"text": typed}, "#block-form")
    page = browser.get(OPEN)
    assert page.all(".is-this b") == []
    assert "<b>Xin</b>" in page.words("#block-checks .is-this")


def test_history_says_who_did_what(app: flask.Flask, browser_for: Any) -> None:
    lan = translator()
    saved = save_translation(lan.actor, locale="vi", context=BLOCK, text=TEXT, version=1, at=NOON)
    send_to_review(lan.actor, locale="vi", context=BLOCK, version=saved.version, at=NOON)
    page = browser_for(lan).get(OPEN)
    heads = [h.text_content() for h in page.all(".timeline h3")]
    assert heads == ["Sent to review", "Saved", "Made by a machine"]
    assert "Lan Pham" in page.words(".timeline")
