"""A plan on the phone without script: read, signed, kept; then amended at the desk and signed by
both at the counter, on one screen, each in their language."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, PHONE, sign_in_participant, sign_in_staff, speak

OpenBrowser = Callable[..., Page]

pytestmark = pytest.mark.xdist_group("live")


def _shoot(page: Page, shots: Path, name: str) -> None:
    page.screenshot(path=str(shots / f"{name}.png"), full_page=True)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{name} scrolls sideways: {width}"


def _case(desk: Page, number: str) -> str:
    desk.goto("/staff?size=80")
    desk.locator("tbody tr", has_text=number).locator("a").first.click()
    desk.wait_for_url(re.compile("/staff/cases/[A-Za-z0-9_-]{16}$"))
    return desk.url


def read_and_sign(open_browser: OpenBrowser, shots: Path, locale: str) -> None:
    """Brandon's plan is signed once in a portal: each language has a portal of its own."""
    phone = open_browser(PHONE, script=False)
    sign_in_participant(phone, "1008")
    speak(phone, locale)
    phone.goto("/my/plan")
    phone.locator("main a[href$='/sign']").first.click()
    phone.wait_for_url(re.compile("/my/plan/1/sign$"))
    _shoot(phone, shots, f"plan-sign-phone-{locale}")
    sign = phone.locator("main form[action$=sign] button, main form:has(#name) button").last
    sign.click()
    expect(phone.locator(".error-summary")).to_be_visible()
    phone.click("label[for=read-0]")
    phone.fill("#name", "Brandon Walker")
    sign.click()
    expect(phone.locator(".notice-success")).to_be_visible()
    expect(phone.locator(".summary-list").last).to_contain_text("Brandon Walker")
    with phone.expect_download() as kept:
        phone.locator("main a[href$='.pdf']").first.click()
    assert kept.value.suggested_filename == f"plan-1-{locale}.pdf"


def test_a_plan_is_read_and_signed_on_the_phone_and_the_copy_kept(
    open_browser: OpenBrowser, shots: Path
) -> None:
    read_and_sign(open_browser, shots, "es")


def test_a_plan_is_amended_at_the_desk_and_signed_by_both_at_the_counter(
    open_browser: OpenBrowser, shots: Path
) -> None:
    desk = open_browser(DESK)
    sign_in_staff(desk, "counselor")
    case = _case(desk, "WTW-1001")
    desk.goto(f"{case}/plan")
    desk.get_by_role("link", name="Amend the plan").click()
    desk.click("label[for=causes-2]")
    desk.get_by_role("button", name="Open the next version").click()
    desk.wait_for_url(re.compile("/plan/edit$"))
    desk.get_by_role("button", name="Offer for signing").click()
    expect(desk.locator(".notice-success")).to_contain_text("Offered.")

    desk.get_by_role("link", name="Sign it together").click()
    theirs = desk.locator(".paper")
    expect(theirs).to_have_attribute("lang", "es")
    expect(theirs).to_contain_text("Clase de inglés")
    _shoot(desk, shots, "plan-counter")
    theirs.locator("label[for=read-1]").click()
    theirs.locator("input[name=name]").fill("Maria Lopez Hernandez")
    theirs.locator("form button[type=submit]").click()
    expect(desk.locator("aside").first).to_contain_text("Maria Lopez Hernandez")
    desk.get_by_role("button", name="Sign as the worker").click()
    expect(desk.locator(".notice-success")).to_contain_text("the plan is in force")
    _shoot(desk, shots, "plan-signed-desk")

    phone = open_browser(PHONE)
    sign_in_participant(phone, "1001")
    phone.goto("/my/plan")
    expect(phone.locator(".summary-list").last).to_contain_text("Ana Ruiz")
    _shoot(phone, shots, "plan-signed-phone")
    phone.goto("/my/plan/1")
    expect(phone.locator("main")).to_contain_text("Clase de inglés")
