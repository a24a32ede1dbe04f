"""A note that survives: the session is killed while it is written; two tabs write on it."""

import re
import sqlite3
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, PASSWORD, PHONE, Live, sign_in_staff

OpenBrowser = Callable[..., Page]

pytestmark = pytest.mark.xdist_group("live")

SAVED = re.compile(r"Saved \d+:\d\d")


def _open_case(desk: Page, number: str) -> str:
    desk.goto("/staff?size=80")
    desk.locator("tbody tr", has_text=number).locator("a").first.click()
    desk.wait_for_url(re.compile("/staff/cases/[A-Za-z0-9_-]{16}$"))
    return desk.url


def _kill_sessions(live: Live) -> None:
    """Ends every session on the server, as an administrator would after a theft."""
    with sqlite3.connect(live.folder / "portal.db", timeout=20) as database:
        database.execute("DELETE FROM sign_in")


def _begin(desk: Page, case: str, purpose: str) -> None:
    desk.goto(f"{case}/notes/new")
    desk.select_option("#way", value="telephone")
    desk.select_option("#outcome", index=1)
    desk.fill("#purpose", purpose)
    expect(desk.locator("[data-autosave-status]")).to_have_text(SAVED, timeout=15_000)


def _finish(desk: Page) -> None:
    desk.click("label[for=forms_none-0]")
    desk.click("label[for=documents_none-0]")
    desk.get_by_role("button", name="Finish the note").click()
    expect(desk.locator(".notice-success")).to_contain_text("The note is finished.")


def _read_latest(desk: Page, case: str) -> None:
    desk.goto(f"{case}/notes")
    desk.locator("main .tasks a").first.click()


def test_a_note_is_written_the_session_killed_signed_in_again_and_the_note_finished(
    open_browser: OpenBrowser, live: Live
) -> None:
    desk = open_browser(DESK)
    sign_in_staff(desk, "counselor")
    case = _open_case(desk, "WTW-1001")
    _begin(desk, case, "To hear how the class goes.")
    _kill_sessions(live)
    desk.fill("#results", "She goes every day and wants the next level.")
    expect(desk.locator("#sign-in-again")).to_be_visible(timeout=30_000)
    with desk.context.expect_page() as opened:
        desk.locator("[data-sign-in]").click()
    other = opened.value
    other.fill("#email", "counselor@demo.example")
    other.fill("#password", PASSWORD)
    other.click("main form button[type=submit]")
    other.wait_for_url(re.compile("/staff"))
    other.close()
    desk.locator("[data-continue]").click()
    expect(desk.locator("#sign-in-again")).to_be_hidden()
    # What was typed before and after the session ended is there, and is saved at once.
    expect(desk.locator("#results")).to_have_value("She goes every day and wants the next level.")
    expect(desk.locator("[data-autosave-status]")).to_have_text(SAVED, timeout=15_000)
    _finish(desk)
    _read_latest(desk, case)
    expect(desk.locator("article")).to_contain_text("wants the next level")


def test_a_lid_closed_on_a_note_loses_nothing(open_browser: OpenBrowser) -> None:
    desk = open_browser(DESK)
    sign_in_staff(desk, "counselor")
    case = _open_case(desk, "DW-2001")
    _begin(desk, case, "To ask for the schedule.")
    desk.fill("#content", "Typed and not yet saved when the lid closed.")
    desk.goto(case)  # leaving sends what is not saved yet
    phone = open_browser(PHONE)
    sign_in_staff(phone, "counselor")
    phone.goto("/staff/drafts")
    phone.locator("main .tasks a", has_text="DW-2001").last.click()
    expect(phone.locator("#content")).to_have_value("Typed and not yet saved when the lid closed.")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_two_tabs_on_one_note_show_both_texts_and_keep_what_is_chosen(
    open_browser: OpenBrowser,
) -> None:
    first = open_browser(DESK)
    sign_in_staff(first, "counselor")
    case = _open_case(first, "WTW-1003")
    _begin(first, case, "To talk about hours.")
    first.goto("/staff/drafts")
    first.locator("main .tasks a", has_text="WTW-1003").last.click()
    second = first.context.new_page()
    second.goto(first.url)
    first.fill("#results", "Said in the first tab.")
    first.get_by_role("button", name="Save the draft").click()
    expect(first.locator(".notice-success")).to_be_visible()
    second.fill("#results", "Said in the second tab.")
    second.fill("#impressions", "Only in the second tab.")
    second.get_by_role("button", name="Save the draft").click()
    told = second.locator(".notice-warning")
    expect(told).to_contain_text("Said in the first tab.")
    expect(told).to_contain_text("Said in the second tab.")
    expect(second.locator("label[for=choose_results-0]")).to_be_visible()
    _finish(second)
    _read_latest(second, case)
    expect(second.locator("article")).to_contain_text("Said in the first tab.")
    expect(second.locator("article")).to_contain_text("Said in the second tab.")
    # The tab that saw less is told that the note is finished; what it holds stays on its page.
    first.fill("#results", "Typed too late.")
    first.get_by_role("button", name="Finish the note").click()
    expect(first.locator(".error-summary")).to_contain_text("stays as it is")
    expect(first.locator("#results")).to_have_value("Typed too late.")
