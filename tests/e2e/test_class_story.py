"""A provider enters a whole class by keyboard; the worker accepts the week and it counts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, PHONE, sign_in_staff

OpenBrowser = Callable[..., Page]

pytestmark = pytest.mark.xdist_group("live")


def _shoot(page: Page, shots: Path, name: str) -> None:
    page.screenshot(path=str(shots / f"{name}.png"), full_page=True)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{name} scrolls sideways: {width}"


def _open_class(page: Page, name: str) -> None:
    page.goto("/staff/classes")
    page.get_by_role("link", name=name).click()
    page.get_by_role("link", name="Week before").click()
    expect(page.locator("[data-grid]")).to_be_visible()


def test_a_class_is_entered_by_keyboard_and_the_worker_accepts_it(
    open_browser: OpenBrowser, shots: Path
) -> None:
    desk = open_browser(DESK)
    sign_in_staff(desk, "provider")
    _open_class(desk, "English, room 12")
    first = desk.locator("[data-grid] input[aria-label*=', planned']").first
    name = str(first.get_attribute("aria-label")).split(",")[0]
    first.focus()
    keys = desk.keyboard
    keys.type("99")
    keys.press("Enter")
    expect(desk.locator(".error-summary")).to_be_focused()
    _shoot(desk, shots, "class-wrong")
    desk.locator(".error-summary a").focus()
    keys.press("Enter")
    expect(desk.locator("[aria-invalid=true]")).to_be_focused()
    keys.type("2:15")  # what stood there is selected: it is typed over
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(desk.locator(".notice-success")).to_contain_text("The week is entered.")
    expect(desk.locator(f"input[aria-label^='{name}'][value='2:15']")).to_be_visible()
    _shoot(desk, shots, "class-entered")

    _accepted_by_the_worker(open_browser(DESK), shots)


def _accepted_by_the_worker(desk: Page, shots: Path) -> None:
    sign_in_staff(desk, "counselor")
    desk.goto("/staff?size=80")
    desk.locator("tbody tr", has_text="WTW-1001").locator("a").first.click()
    desk.wait_for_url(re.compile("/staff/cases/[A-Za-z0-9_-]{16}$"))
    desk.get_by_role("link", name="Hours", exact=True).click()
    for _month in range(2):  # the week before may lie in the month before
        row = desk.locator("tr", has_text="Entered by the provider").filter(has_text="2:15")
        if row.count():
            break
        desk.locator("a[rel=prev]").first.click()
    section = desk.locator("section", has=row)
    section.get_by_role("button", name="Accept the week").click()
    expect(desk.locator(".notice-success")).to_contain_text("The week is accepted.")
    row = desk.locator("tr", has_text="Entered by the provider").filter(has_text="2:15")
    expect(row.locator("td[data-label=Counted]")).to_have_text("2:15")
    _shoot(desk, shots, "month-accepted")
    row.locator("td[data-label=Counted] a").click()
    expect(desk.locator("main")).to_contain_text("The provider's own entry")


def test_a_class_is_filled_in_without_script_on_a_phone(
    open_browser: OpenBrowser, shots: Path
) -> None:
    phone = open_browser(PHONE, script=False)
    sign_in_staff(phone, "provider")
    _open_class(phone, "Job club, mornings")
    phone.get_by_role("button", name="Fill in what is planned").click()
    expect(phone.locator("main")).to_contain_text("What is planned is filled in")
    _shoot(phone, shots, "class-filled-phone")
