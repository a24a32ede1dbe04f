"""A translator makes a letter ready in a new language with the keyboard; another person, on a phone,
approves it and publishes it."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import flask
import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from portal.models import Account
from portal.policy.catalogs import BlockState
from portal.policy.lettering import Block
from portal.reports import catalogs
from tests.e2e.conftest import DESK, PHONE
from tests.translate.people import approve_all, reviewer, translator

KIND, LOCALE = "documents_received", "om"
HERE = f"/translate/{LOCALE}/{KIND}"

pytestmark = pytest.mark.xdist_group("kit-browser")
OpenPage = Callable[[Account, dict[str, int]], Page]


@pytest.fixture
def open_page(app: flask.Flask, browser_for: Any, browser: Browser) -> Iterator[OpenPage]:
    """Browsers of people who are signed in, side by side."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}"
    contexts = []

    def opened(who: Account, viewport: dict[str, int]) -> Page:
        cookie = browser_for(who).client.get_cookie("portal")
        context = browser.new_context(viewport=viewport, base_url=here)  # type: ignore[arg-type]
        context.add_cookies([{"name": "portal", "value": cookie.value, "url": here}])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    yield opened
    for context in contexts:
        context.close()
    server.shutdown()


def press_until(page: Page, key: str, wanted: str) -> None:
    """Goes on with a key until the focus is on what says `wanted`, and presses it."""
    for _ in range(60):
        page.keyboard.press(key)
        if wanted in (page.evaluate("document.activeElement.textContent") or "")[:80]:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no {wanted!r} to be reached by {key}")


def states() -> set[BlockState]:
    """The states of the letter's own blocks."""
    rows = catalogs.rows_of(catalogs.texts_of(KIND), LOCALE)
    return {one.state for one in rows if one.block.context.startswith(KIND)}


def write_by_keyboard(desk: Page, own: list[Block]) -> None:
    """Every block gets a text, and all of them a second person, without a mouse."""
    desk.goto(f"{HERE}?show=not_started#text")
    for block in own:
        expect(desk.locator("#text")).to_be_focused()
        expect(desk.locator("#english")).to_have_text(block.english)
        desk.keyboard.press("Alt+KeyC")
        desk.keyboard.insert_text(" Tole")
        with desk.expect_navigation():
            desk.keyboard.press("Control+Enter")
    assert states() == {BlockState.DRAFT}
    press_until(desk, "Shift+Tab", "Ask for review of my")
    expect(desk.locator(".notice")).to_contain_text(f"{len(own)} blocks sent to review.")
    assert states() == {BlockState.NEEDS_REVIEW}


def approve_first(phone: Page) -> None:
    """The first block of the queue is approved, and the queue stays that of this letter."""
    phone.goto(f"/translate/review?locale={LOCALE}&letter={KIND}")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    first = phone.locator("section.card").first
    first.get_by_label("Comment").fill("Read aloud.")
    with phone.expect_navigation():
        first.get_by_role("button", name="Approve").click()
    expect(phone.locator(".notice")).to_contain_text("Approved.")
    expect(phone.locator("#letter")).to_have_value(KIND)


def test_a_language_of_a_letter_is_made_ready_by_keyboard_and_approved_by_somebody_else_on_a_phone(
    open_page: OpenPage,
) -> None:
    lan, minh = translator(LOCALE), reviewer(LOCALE)
    approve_all(minh, LOCALE, "shared")  # translated once, for every letter
    own = [one for one in catalogs.texts_of(KIND).blocks if one.context.startswith(KIND)]
    desk = open_page(lan, DESK)
    write_by_keyboard(desk, own)

    # What one wrote oneself is for somebody else to approve.
    desk.goto(f"{HERE}?block={own[0].context}")
    expect(desk.locator(".review")).to_contain_text("Another person must approve what you wrote.")
    expect(desk.get_by_role("button", name="Approve")).to_have_count(0)
    expect(desk.get_by_role("button", name="Publish")).to_have_count(0)

    phone = open_page(minh, PHONE)
    approve_first(phone)
    phone.goto(f"{HERE}/preview")
    expect(phone.get_by_role("button", name="Publish")).to_have_count(0)
    expect(phone.locator(".checks .is-error")).to_have_count(len(own) - 1)
    approve_all(minh, LOCALE, KIND)
    phone.reload()
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.get_by_role("button", name="Publish").click()
    expect(phone.locator(".notice")).to_contain_text("Published as release 1.")
