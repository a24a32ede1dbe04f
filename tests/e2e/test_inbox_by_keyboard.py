"""The inbox drained with the keyboard: opened, answered page by page, accepted, on to the next."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, sign_in_staff

OpenBrowser = Callable[..., Page]
ANSWERED = re.compile("/staff/cases/[^/]+/(documents|reports)/")

pytestmark = pytest.mark.xdist_group("live")


def _waiting(desk: Page) -> list[str]:
    """The addresses of documents and reports that wait."""
    desk.goto("/staff/inbox")
    links = desk.locator("a[data-row]").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    return [link for link in links if ANSWERED.search(link)]


def _open(desk: Page, address: str) -> None:
    """From row to row with J, and in with Enter."""
    desk.goto("/staff/inbox")
    for _ in range(60):
        desk.keyboard.press("j")
        if desk.evaluate("document.activeElement.getAttribute('href')") == address:
            break
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**{address}")


def _wait_until_readable(desk: Page) -> None:
    """The worker makes the pages readable within seconds."""
    for _ in range(60):
        if not desk.locator("[id^=sheet-].notice-info").count():
            return
        desk.wait_for_timeout(500)
        desk.reload()


def _answer(desk: Page) -> None:
    """A report is read, a document accepted; something else is left for another day."""
    _wait_until_readable(desk)
    acts = desk.locator("[data-key=a]")
    if acts.count():
        name = acts.inner_text()
        desk.keyboard.press("a")
        told = "Accepted" if name == "Accept" else ""
        expect(desk.locator(".notice-success").first).to_contain_text(told)


def test_the_inbox_is_drained_without_a_mouse(open_browser: OpenBrowser, shots: Path) -> None:
    desk = open_browser(DESK)
    sign_in_staff(desk, "counselor")
    several = next(link for link in reversed(_waiting(desk)) if "/documents/" in link)
    _open(desk, several)
    _wait_until_readable(desk)
    # The second page is not sharp: its own key, the answer by its first letters, Enter.
    desk.keyboard.press("2")
    desk.keyboard.type("Not")
    desk.keyboard.press("Enter")
    expect(desk.locator(".notice-success")).to_contain_text("These pages are asked for again")
    expect(desk.locator("#sheet-2")).to_contain_text("Asked for again: Not sharp")
    desk.screenshot(path=str(shots / "inbox-page-asked-again.png"))

    first = _waiting(desk)[0]
    _open(desk, first)
    for _ in range(30):
        if not ANSWERED.search(desk.url):
            break
        _answer(desk)
        here = desk.url
        desk.keyboard.press("i")
        desk.wait_for_url(lambda url, here=here: url.split("#")[0] != here.split("#")[0])
    left = _waiting(desk)
    assert not [link for link in left if "/documents/" in link]
    assert len(left) <= 1, left
    desk.screenshot(path=str(shots / "inbox-drained.png"))
