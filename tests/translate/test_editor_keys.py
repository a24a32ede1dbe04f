"""The block editor in a real browser: fields by key and by press, checks as one types, keys off."""

import threading
from collections.abc import Iterator
from typing import Any

import flask
import pytest
from werkzeug.serving import make_server

from tests.translate.people import BLOCK, KIND, TEXT, row, translator

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.xdist_group("kit-browser")


@pytest.fixture
def editor(app: flask.Flask, browser_for: Any, page: Any) -> Iterator[Any]:
    """A translator's editor of one Arabic block, in the browser."""
    signed_in = browser_for(translator("ar")).client
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}"
    cookie = signed_in.get_cookie("portal")
    page.context.add_cookies([{"name": "portal", "value": cookie.value, "url": here}])
    page.goto(f"{here}/translate/ar/{KIND}?block={BLOCK}")
    yield page
    server.shutdown()


def test_a_field_comes_in_by_key_and_by_press_and_the_checks_follow(editor: Any) -> None:
    editor.fill("#text", "")
    editor.keyboard.press("Alt+1")
    assert editor.input_value("#text") == "{worker_phone}"
    editor.click("[data-insert]")
    assert editor.input_value("#text") == "{worker_phone}{worker_phone}"
    editor.wait_for_selector("text=The field worker_phone stands here too often.")
    assert editor.evaluate("getComputedStyle(document.querySelector('#text')).direction") == "rtl"


def test_ctrl_enter_saves_and_goes_on(editor: Any) -> None:
    editor.fill("#text", TEXT)
    with editor.expect_navigation():
        editor.keyboard.press("Control+Enter")
    assert BLOCK not in editor.url
    assert row(locale="ar").text == TEXT


def test_an_arrow_goes_to_the_block_before(editor: Any) -> None:
    editor.focus("#text")
    with editor.expect_navigation():
        editor.keyboard.press("Alt+ArrowUp")
    assert BLOCK not in editor.url


def test_the_keys_can_be_switched_off_and_stay_off(editor: Any) -> None:
    editor.click("label[for=keys-off]")
    editor.reload()
    editor.focus("#text")
    before = editor.input_value("#text")
    editor.keyboard.press("Alt+1")
    editor.keyboard.press("Alt+ArrowUp")
    assert editor.input_value("#text") == before
    assert BLOCK in editor.url


def test_leaving_with_an_unsaved_text_asks_first(editor: Any) -> None:
    asked: list[str] = []
    editor.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    editor.click("#text")
    editor.keyboard.type("x")
    editor.click("[data-key-next]", no_wait_after=True)
    editor.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert BLOCK in editor.url


def test_ctrl_shift_enter_asks_for_review_and_goes_on_typing(editor: Any) -> None:
    editor.fill("#text", TEXT)
    with editor.expect_navigation():
        editor.keyboard.press("Control+Shift+Enter")
    assert row(locale="ar").state == "needs_review"
    assert editor.evaluate("document.activeElement.id") == "text"


def test_a_field_goes_into_the_form_that_was_written_in_last_and_english_into_its_own(
    editor: Any,
) -> None:
    editor.goto(editor.url.split("/ar/")[0] + "/ar/hours_short?block=hours_short.what_gap")
    areas = editor.locator("textarea[name=text]")
    assert areas.count() == 6
    for number in range(6):
        areas.nth(number).fill("")
    areas.nth(2).focus()
    editor.keyboard.press("Alt+1")
    assert areas.nth(2).input_value() == "{gap}"
    areas.nth(1).focus()
    editor.keyboard.press("Alt+KeyC")
    assert areas.nth(1).input_value() == "**{gap}** hour is still open."
    assert areas.nth(0).input_value() == ""


def is_in_its_window(editor: Any) -> bool:
    """Whether the outlined block can be seen in the letter beside."""
    window = editor.locator("[data-letter-window]").bounding_box()
    block = editor.locator("[data-letter-window] .is-this").bounding_box()
    return bool(window["y"] <= block["y"] < window["y"] + window["height"])


def test_the_letter_beside_shows_the_block_that_is_written_and_follows_its_text(
    editor: Any,
) -> None:
    assert is_in_its_window(editor)
    editor.fill("#text", "جملة واحدة {worker_phone}.")
    editor.wait_for_selector(".is-this:has-text('جملة واحدة')")
    assert is_in_its_window(editor)
