"""A page that cannot be read, sent again on a phone in Spanish and in Farsi: only that page, without typing; the
phone sees by itself that the next photo is dark as well."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance
from playwright.sync_api import Page, expect

from tests import samples
from tests.e2e.conftest import DESK, PHONE, sign_in_participant, sign_in_staff, speak

OpenBrowser = Callable[..., Page]

pytestmark = pytest.mark.xdist_group("live")

CAMERA = ".upload-pick input[capture]"


def dark() -> dict[str, object]:
    """A photo taken in the dark."""
    sink = io.BytesIO()
    with Image.open(samples.PAY_STUB_WEBP) as photo:
        ImageEnhance.Brightness(photo.convert("RGB")).enhance(0.3).save(sink, "JPEG")
    return {"name": "dark.jpg", "mimeType": "image/jpeg", "buffer": sink.getvalue()}


def ask_for_the_second_page(desk: Page) -> None:
    """The counselor reads three sheets and asks for the second again: too dark."""
    sign_in_staff(desk, "counselor")
    desk.goto("/staff?size=80")
    desk.locator("tbody tr", has_text="WTW-1001").locator("a").first.click()
    desk.wait_for_url(re.compile("/staff/cases/[A-Za-z0-9_-]{16}$"))
    desk.goto(f"{desk.url}/documents")
    three = desk.locator("td[data-label=Files]", has_text=re.compile("^3$"))
    desk.locator("tbody tr", has=three).locator("a").first.click()
    marks = desk.locator("select[form=pages-form]")
    for _look in range(20):  # the worker process is making the pages ready to read
        if marks.count() == 3:
            break
        desk.wait_for_timeout(1000)
        desk.reload()
    marks.nth(1).select_option("too_dark")
    desk.get_by_role("button", name="Ask for the marked pages").click()
    expect(desk.locator("main")).to_contain_text("These pages are asked for again.")


def shot(page: Page, shots: Path, name: str) -> None:
    """A picture to be looked at; nothing scrolls sideways."""
    page.screenshot(path=str(shots / f"{name}.png"), full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def send_again(open_browser: OpenBrowser, shots: Path, locale: str) -> None:
    """The same photo is recognized when it comes twice: each language has a portal of its own."""
    desk, phone = open_browser(DESK), open_browser(PHONE)
    ask_for_the_second_page(desk)
    sign_in_participant(phone, "1001")
    speak(phone, locale)
    phone.locator("main a[href*='/my/documents/']").first.click()
    shot(phone, shots, f"page-again-document-{locale}")
    again = phone.locator("a.button[href$=again]")
    expect(again).to_have_count(1)
    again.click()
    phone.set_input_files(CAMERA, dark())  # type: ignore[arg-type]
    expect(phone.locator(".is-doubtful [data-hint-words]")).to_be_visible()
    shot(phone, shots, f"page-again-dark-{locale}")
    with phone.expect_file_chooser() as opened:
        phone.click("[data-hint-again]")
    opened.value.set_files(str(samples.PAY_STUB_12MP))
    expect(phone.locator(".upload-row.is-received")).to_have_count(1, timeout=30_000)
    expect(phone.locator(".upload-row")).to_have_count(1)
    phone.click("[data-upload-done]")
    phone.wait_for_url(re.compile("/my/documents/[A-Za-z0-9_-]{16}$"))
    expect(phone.locator("a.button[href$=again]")).to_have_count(0)
    expect(phone.locator(".upload-row")).to_have_count(3)
    shot(phone, shots, f"page-again-sent-{locale}")
    # The worker finds it waiting, with the new page in its place.
    desk.reload()
    expect(desk.locator("#review")).to_contain_text("Received")


def test_only_the_bad_page_is_sent_again_on_a_phone(open_browser: OpenBrowser, shots: Path) -> None:
    send_again(open_browser, shots, "es")
