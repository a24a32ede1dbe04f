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
    editor.click("summary:has-text('Keys')")
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
