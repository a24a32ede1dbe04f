"""A case is closed by three hands: refused with a reason, mended, approved, routed."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, sign_in_staff

OpenBrowser = Callable[..., Page]

pytestmark = pytest.mark.xdist_group("live")

REVIEW = (
    "I reviewed the case: pages and case notes are complete",
    "I checked eligibility: aid is not active",
    "I checked the status in the state's system",
)


def _shoot(page: Page, shots: Path, name: str) -> None:
    page.screenshot(path=str(shots / f"{name}.png"), full_page=True)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{name} scrolls sideways: {width}"  # type: ignore[index]


def _tick(page: Page, step: str) -> None:
    # The label lies over the whole of its choice.
    page.locator("label", has_text=step).click()


def _refused(boss: Page, shots: Path) -> None:
    """The supervisor approves too early and is told; then gives it back with a reason."""
    boss.goto("/staff/supervision")
    boss.get_by_role("link", name="closing or transfer to review").click()
    boss.get_by_role("link", name="Park, Ji-woo").click()
    expect(boss.locator("section[aria-current=step] h3")).to_contain_text("Supervisor")
    _tick(boss, REVIEW[0])
    boss.get_by_role("button", name="Approve: on to the clerks").click()
    expect(boss.locator(".error-summary")).to_contain_text("None can be skipped")
    expect(boss.get_by_label(REVIEW[0])).to_be_checked()
    _shoot(boss, shots, "closing-review")
    boss.get_by_text("Give it back to the worker").click()
    boss.get_by_label("Why").select_option("comments_incomplete")
    boss.get_by_label("What is to be done").fill("Say which hours the new job has.")
    boss.get_by_role("button", name="Give it back").click()
    expect(boss.locator(".notice-success")).to_contain_text("Given back to the worker.")


def _mended(desk: Page, shots: Path) -> None:
    """The worker is alerted, reads why, and hands it on again."""
    desk.goto("/staff/alerts?kind=handed_back")
    desk.locator("tbody").get_by_role("link", name="Closing or transfer came back").click()
    desk.locator("tbody").get_by_role("link", name="Closing", exact=True).click()
    expect(desk.locator(".notice-warning")).to_contain_text("Say which hours the new job has.")
    _shoot(desk, shots, "closing-came-back")
    desk.get_by_label("What the next hand should know").fill("38 hours a week; it is in the note.")
    desk.get_by_role("button", name="Hand on to the supervisor").click()
    expect(desk.locator(".notice-success")).to_contain_text("Handed on to the supervisor.")


def _approved(boss: Page) -> None:
    boss.reload()
    expect(boss.locator("main")).to_contain_text("38 hours a week; it is in the note.")
    for step in REVIEW:
        _tick(boss, step)
    boss.get_by_role("button", name="Approve: on to the clerks").click()
    expect(boss.locator(".notice-success")).to_contain_text("Approved.")


def _routed(clerk: Page, shots: Path) -> None:
    """The clerk sees a name and a number, and names the bank."""
    clerk.get_by_role("link", name="Files to route").first.click()
    clerk.locator("tr", has_text="WTW-1007").get_by_role("link").click()
    clerk.get_by_label("Closed files bank").select_option("V999")
    _tick(clerk, "The file is routed")
    _tick(clerk, "The case comments are complete")
    _shoot(clerk, shots, "closing-routed")
    clerk.get_by_role("button", name="It is routed").click()
    expect(clerk.locator(".notice-success")).to_contain_text("Routed. It is done.")
    expect(clerk.locator("main")).not_to_contain_text("WTW-1007")


def test_a_case_is_closed_by_three_hands(open_browser: OpenBrowser, shots: Path) -> None:
    boss, desk, clerk = open_browser(DESK), open_browser(DESK), open_browser(DESK, script=False)
    sign_in_staff(boss, "supervisor")
    _refused(boss, shots)
    sign_in_staff(desk, "counselor")
    _mended(desk, shots)
    _approved(boss)
    sign_in_staff(clerk, "clerical")
    _routed(clerk, shots)

    desk.reload()
    expect(desk.locator("header.facts-bar")).to_contain_text("Closed")
    expect(desk.locator("main")).to_contain_text("V999, Eastmont")
    desk.get_by_role("link", name="Timeline").click()
    desk.wait_for_url(re.compile("/staff/cases/[A-Za-z0-9_-]{16}$"))
    expect(desk.locator("#timeline")).to_contain_text("Tom Becker routed the file")
    expect(desk.locator("#timeline")).to_contain_text("gave the closing back to the worker.")
    _shoot(desk, shots, "closing-done")
