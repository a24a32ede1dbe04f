"""A supervisor's Friday: the report, a review from the draw to the worker's answer, the conference,
and who stands in for whom on Monday."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal.policy.reviews import Point
from tests.e2e.conftest import DESK, sign_in_staff

OpenBrowser = Callable[..., Page]

pytestmark = pytest.mark.xdist_group("live")


def _shoot(page: Page, shots: Path, name: str) -> None:
    page.screenshot(path=str(shots / f"{name}.png"), full_page=True)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{name} scrolls sideways: {width}"


def test_a_supervisors_friday(open_browser: OpenBrowser, shots: Path) -> None:
    desk = open_browser(DESK)
    sign_in_staff(desk, "supervisor")
    desk.get_by_role("link", name="Supervision", exact=True).click()
    expect(desk.locator("tr", has_text="Ana Ruiz")).to_contain_text(re.compile("1 of 4 done"))
    _shoot(desk, shots, "supervision")
    _the_report(desk, shots)
    _a_review(desk, shots)
    _the_conference(desk, shots)
    _an_absence(desk)
    _answered_by_the_worker(open_browser(DESK), shots)
    _seen_by_the_stand_in(open_browser(DESK), shots)


def _the_report(desk: Page, shots: Path) -> None:
    desk.goto("/staff/reports/management")
    row = desk.locator("tr", has_text="WTW-1007")
    expect(row).to_contain_text("Began the closing")
    _shoot(desk, shots, "management-report")
    row.get_by_role("link", name="Write down what was done").click()
    desk.select_option("#action", label="Met in person")
    desk.fill("#text", "She came by; she knows what ends and what goes on.")
    desk.get_by_role("button", name="Write it down").click()
    expect(desk.locator(".notice-success")).to_contain_text("It is written down for this month.")


def _a_review(desk: Page, shots: Path) -> None:
    desk.goto("/staff/supervision/reviews")
    desk.get_by_role("button", name="Draw what is owed for Ana Ruiz").click()
    expect(desk.locator(".notice-success")).to_contain_text("2 cases are drawn.")
    begun = desk.locator("tr", has_text="WTW-1008")
    begun.get_by_role("link").click()
    desk.get_by_role("button", name="Send to the worker").click()
    expect(desk.locator(".error-summary")).to_be_focused()
    for point in Point:
        desk.click(f"label[for=finding_{point}-0]")
    desk.click("label[for=finding_plan-1]")
    desk.fill("#note_plan", "The plan waits for her signature since last week.")
    desk.click("label[for=verdict-1]")
    desk.fill("#correct_by_on", "2036-12-01")
    _shoot(desk, shots, "review-form")
    desk.get_by_role("button", name="Send to the worker").click()
    expect(desk.locator(".notice-success")).to_contain_text("The review is sent to the worker.")


def _the_conference(desk: Page, shots: Path) -> None:
    desk.goto("/staff/supervision")
    desk.get_by_role("link", name="Ana Ruiz", exact=True).click()
    _shoot(desk, shots, "conference")
    desk.get_by_role("button", name="Put it on record").click()
    expect(desk.locator(".notice-success")).to_contain_text("The conference is on record.")


def _an_absence(desk: Page) -> None:
    today = desk.locator("#held_on").input_value()
    desk.goto("/staff/absence")
    desk.select_option("#worker", label="Ana Ruiz")
    desk.fill("#starts_on", today)
    desk.fill("#ends_on", today)
    desk.select_option("#stand_in", label="Grace Okafor")
    desk.get_by_role("button", name="Enter the absence").click()
    desk.goto("/staff/supervision")
    expect(desk.locator("tr", has_text="Ana Ruiz")).to_contain_text("Grace Okafor stands in")


def _answered_by_the_worker(desk: Page, shots: Path) -> None:
    sign_in_staff(desk, "counselor")
    desk.goto("/staff/reports/management")
    desk.get_by_role("link", name="Reviews that were sent").click()
    desk.locator("tr", has_text="WTW-1008").get_by_role("link").click()
    expect(desk.locator("main")).to_contain_text("The plan waits for her signature")
    desk.fill("#text", "She signs on Tuesday, with the interpreter.")
    desk.get_by_role("button", name="Send the answer").click()
    expect(desk.locator(".notice-success")).to_contain_text("Your answer stands with the review.")
    _shoot(desk, shots, "review-answered")


def _seen_by_the_stand_in(desk: Page, shots: Path) -> None:
    sign_in_staff(desk, "specialist")
    desk.goto("/staff/cover")
    expect(desk.locator("main")).to_contain_text("For: Ana Ruiz.")
    _shoot(desk, shots, "cover")
    desk.locator("tbody tr", has_text="WTW-1002").get_by_role("link").first.click()
    expect(desk.locator("h1")).to_contain_text("Tran, Hoa")
