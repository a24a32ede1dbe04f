"""The month of somebody who did what was planned, on a phone, in Spanish and in Farsi: confirmed
without typing in under two minutes; an absence with its reason and a photo of the paper."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import samples
from tests.e2e.conftest import PHONE, sign_in_participant, speak

OpenBrowser = Callable[..., Page]

pytestmark = pytest.mark.xdist_group("live")

MIRRORED = "fa"


def _shoot(page: Page, shots: Path, name: str) -> None:
    page.screenshot(path=str(shots / f"{name}.png"), full_page=True)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{name} scrolls sideways: {width}"


def _to_the_month_before(phone: Page) -> str:
    """From the first page to a month that is over, all of whose days can be told: its address."""
    phone.goto("/my")
    phone.click("main a[href='/my/hours']")
    phone.locator("main .tasks a").first.click()
    phone.click("a[rel=prev]")
    return phone.url


def _prove(phone: Page, path: str, script: bool = True) -> None:
    """The days are chosen already: on to the photo, and done."""
    phone.goto(path)
    phone.click("main form button.button")
    phone.wait_for_url(re.compile("/my/documents/[A-Za-z0-9_-]{16}$"))
    phone.set_input_files("input[type=file][multiple]", str(samples.ATTENDANCE_1))
    if script:
        expect(phone.locator(".upload-row.is-received")).to_have_count(1, timeout=60_000)
    phone.click("[data-upload-done]")
    expect(phone.locator(".receipt")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_an_absence_has_its_reason_and_a_photo(
    open_browser: OpenBrowser, shots: Path, script: bool
) -> None:
    phone = open_browser(PHONE, script=script)
    sign_in_participant(phone, "WF-3003")
    month = _to_the_month_before(phone)
    week = 2 if script else 3
    phone.goto(f"{month}/{week}")
    day = phone.locator(".hours-day").first
    day.locator(".choice label").nth(2).click()
    expect(day.locator("select[name$=hours]")).to_be_hidden()
    day.locator("select[name$=reason]").select_option("child_ill")
    _shoot(phone, shots, f"hours-absent-{script}")
    phone.locator("main form button.button").last.click()
    phone.wait_for_url(re.compile("/my/hours/[0-9-]+#week-"))
    link = phone.locator(f"#week-{week} a[href*='day=']").first
    _prove(phone, str(link.get_attribute("href")), script)
    phone.goto(month)
    expect(phone.locator(f"#week-{week} a[href*='/my/documents/']")).to_have_count(1)


@pytest.mark.parametrize(("number", "locale"), [("DW-2001", "es"), ("WF-3003", MIRRORED)])
def test_a_month_as_planned_takes_no_typing_and_less_than_two_minutes(
    open_browser: OpenBrowser, shots: Path, number: str, locale: str
) -> None:
    phone = open_browser(PHONE)
    sign_in_participant(phone, number)
    speak(phone, locale)
    began = time.monotonic()
    month = _to_the_month_before(phone)
    assert phone.get_attribute("html", "dir") == ("ltr" if locale == "es" else "rtl")
    waiting = phone.locator("section[id^=week-] form")
    assert waiting.count() > 1
    phone.click(".card-alert form button")
    expect(waiting).to_have_count(0)
    _shoot(phone, shots, f"hours-month-{locale}")
    _prove(phone, f"{month}/proof")
    assert time.monotonic() - began < 120
    phone.goto(month)
    expect(phone.locator("main .tag-warn")).to_have_count(0)
    _shoot(phone, shots, f"hours-proven-{locale}")
