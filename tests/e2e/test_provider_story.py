"""A provider's afternoon: who was referred, a notice, a summary, an agenda; the worker signs."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, sign_in_staff

OpenBrowser = Callable[..., Page]

pytestmark = pytest.mark.xdist_group("live")


def _shoot(page: Page, shots: Path, name: str) -> None:
    page.screenshot(path=str(shots / f"{name}.png"), full_page=True)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{name} scrolls sideways: {width}"


def test_a_provider_gives_notice_files_a_summary_and_the_worker_signs_it(
    open_browser: OpenBrowser, shots: Path
) -> None:
    desk = open_browser(DESK)
    sign_in_staff(desk, "provider")
    expect(desk.get_by_role("link", name="Support team: Sokha Chan")).to_be_visible()
    _shoot(desk, shots, "provider-home")
    desk.get_by_role("link", name="Support team", exact=True).click()
    expect(desk.locator("tr", has_text="Tran, Hoa")).to_contain_text("The worker schedules it by")
    _shoot(desk, shots, "team")
    _files_a_summary(desk, shots)
    _proposes(desk, shots)
    assert desk.goto("/staff/meetings").status == 403
    _signed_by_the_worker(open_browser(DESK), shots)


def _files_a_summary(desk: Page, shots: Path) -> None:
    desk.locator("tr", has_text="To write").get_by_role("link", name="Chan, Sokha").click()
    desk.get_by_role("button", name="We can meet").click()
    expect(desk.locator(".notice-success")).to_contain_text("within a week")
    desk.get_by_label("Barriers, and what is recommended").fill("No ride to the yard before 7.")
    desk.get_by_label("Goals and plan").fill("Finish the first term of welding.")
    desk.get_by_role("button", name="File it").click()
    expect(desk.locator(".error-summary")).to_be_focused()
    expect(desk.get_by_label("Goals and plan")).to_have_value("Finish the first term of welding.")
    _shoot(desk, shots, "team-summary-missing")
    desk.get_by_label("Recommendations to the worker").fill("Please look at a gas card.")
    desk.get_by_role("button", name="File it").click()
    expect(desk.locator("main")).to_contain_text("With the worker")


def _proposes(desk: Page, shots: Path) -> None:
    desk.get_by_role("link", name="Support team", exact=True).first.click()
    desk.locator("tr", has_text="Lopez Hernandez").locator("a").last.click()
    desk.get_by_label("Belongs to").select_option("jobs")
    desk.get_by_label("What to talk about").fill("A day on trial at the store")
    desk.get_by_role("button", name="Propose it").click()
    expect(desk.locator(".agenda")).to_contain_text("A day on trial at the store")
    _shoot(desk, shots, "team-meeting")


def _signed_by_the_worker(desk: Page, shots: Path) -> None:
    sign_in_staff(desk, "counselor")
    desk.goto("/staff/meetings")
    _shoot(desk, shots, "meetings-of-worker")
    desk.get_by_role("link", name=re.compile("Chan, Sokha WTW-1006")).first.click()
    desk.get_by_label("Recommendations to the worker").fill("Gas card is asked for.")
    desk.get_by_role("button", name="Sign it").click()
    expect(desk.locator("main")).to_contain_text("Waits for the supervisor's initials")
    _shoot(desk, shots, "summary-signed")
