"""Leaving at once with script: the page is empty, its place in the history is another page's."""

from typing import Any

import pytest

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.xdist_group("kit-browser")


def test_leaving_quickly_empties_the_page_and_the_back_key_shows_nothing(
    page: Any, site: str
) -> None:
    page.goto(f"{site}/en/sign-in")
    page.goto(f"{site}/en/upload")
    page.evaluate("sessionStorage.setItem('kept', 'x')")
    _leads_away(page)
    with page.expect_request("**/out") as asked:
        page.click(".quick-exit button")
    assert "kit-token" in asked.value.post_data
    page.wait_for_selector("h1:text('November')")
    assert page.evaluate("sessionStorage.length") == 0
    page.go_back()
    assert page.url.endswith("/calendar")


def _leads_away(page: Any) -> None:
    """The server's part: leaving leads to a page that tells nothing."""
    plain = {"content_type": "text/html", "body": "<title>November</title><h1>November</h1>"}
    page.route("**/out", lambda route: route.fulfill(**plain))
    page.route("**/calendar", lambda route: route.fulfill(**plain))


def test_escape_three_times_leaves_and_twice_does_not(page: Any, site: str) -> None:
    page.goto(f"{site}/en/upload")
    _leads_away(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_timeout(2100)
    page.keyboard.press("Escape")
    page.wait_for_timeout(100)
    assert page.url.endswith("/upload")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_selector("h1:text('November')")
