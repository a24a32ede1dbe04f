"""A draft is written at the desk: the week answers while one types, and what meets is resolved."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, sign_in_staff

OpenBrowser = Callable[..., Page]

pytestmark = pytest.mark.xdist_group("live")


def open_draft(desk: Page, number: str) -> str:
    """The draft of a case, found as a worker finds it."""
    desk.goto("/staff?size=80")
    desk.locator("tbody tr", has_text=number).locator("a").first.click()
    desk.locator('nav[aria-label="This case"]').get_by_role("link", name="Plan").click()
    desk.get_by_role("link", name="Open the draft").click()
    desk.wait_for_url(re.compile("/plan/edit$"))
    return desk.url


def test_two_courses_that_meet_are_seen_moved_apart_and_the_plan_is_offered(
    open_browser: OpenBrowser, shots: Path
) -> None:
    desk = open_browser(DESK)
    sign_in_staff(desk, "counselor")
    draft = open_draft(desk, "DW-2002")
    expect(desk.locator(".plan-week .notice-error")).to_contain_text("run at the same time")
    expect(desk.get_by_role("button", name="Offer for signing")).to_have_count(0)
    desk.get_by_role("link", name=re.compile("Job skills class")).click()
    # By keyboard: the start moves past the English class, and the week answers.
    desk.locator("#row_0_start").focus()
    desk.keyboard.type("1200p")
    desk.keyboard.press("Tab")
    expect(desk.locator(".plan-week .notice-error")).to_have_count(0)
    expect(desk.locator("#plan-week")).to_contain_text("17 hours a week")
    expect(desk.locator("#status")).to_contain_text("hours a week")
    desk.screenshot(path=str(shots / "plan-editor-desk.png"), full_page=True)
    desk.get_by_role("button", name="Save the activity").click()
    desk.wait_for_url(f"{draft}#at-activities")
    # One tap adds what usually serves an objective, and one stays where one was.
    desk.get_by_role("button", name=re.compile("Sign up for the class")).click()
    desk.wait_for_url(re.compile("#at-"))
    expect(desk.locator(".draft-line", has_text="Sign up for the class").first).to_be_in_viewport()
    desk.get_by_role("button", name="Offer for signing").click()
    expect(desk.locator("h2").first).to_contain_text("To be signed")
