"""A counselor logs ten contacts from the caseload in under a minute, with the keyboard alone."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.barriers import Ear, found_by_axe
from tests.e2e.conftest import DESK, sign_in_staff

OpenBrowser = Callable[..., Page]

pytestmark = pytest.mark.xdist_group("live")

# How, how it went, in short: as somebody types them into the two lists.
MORNING = [
    ("Tele", "I reached out: they", "Bus pass"), ("Voice", "I reached out: no", ""),
    ("Text", "They reached", "Sent the pay stub"), ("E-mail", "I reached out: no", ""),
    ("In person", "They reached", "Came by"), ("Tele", "They tried", ""),
    ("Postal", "They reached", "Letter from the school"), ("Tele", "I reached out: no", ""),
    ("Social", "They reached", ""), ("Voice", "They reached", "Asked about child care"),
]  # fmt: skip


def focused(desk: Page) -> str:
    """The id of what has the focus."""
    return str(desk.evaluate("() => document.activeElement.id"))


def log_one(desk: Page, how: str, went: str, short: str) -> None:
    """Opens the row that has the focus, fills the form, saves; not a single click."""
    key = focused(desk).removeprefix("log-")
    desk.keyboard.press("Enter")
    expect(desk.locator(f"#way-{key}")).to_be_focused()
    desk.keyboard.type(how)
    desk.keyboard.press("Tab")
    desk.keyboard.type(went)
    desk.keyboard.press("Tab")
    for _part in range(10):  # a date has parts, how many is the browser's matter
        if focused(desk).startswith("summary"):
            break
        desk.keyboard.press("Tab")
    desk.keyboard.type(short)
    desk.keyboard.press("Enter")
    expect(desk.locator(f"#case-{key} .quick-row strong").first).to_have_text("Contact saved.")
    # The focus has gone on to another row.
    expect(desk.locator(f"a[id^=log-]:focus:not(#log-{key})")).to_have_count(1)


def test_ten_contacts_in_a_minute_with_the_keyboard_alone(
    open_browser: OpenBrowser, shots: Path
) -> None:
    desk = open_browser(DESK)
    sign_in_staff(desk, "counselor")
    ear = Ear(desk)
    expect(desk.locator("#keys")).to_be_visible()

    began = time.monotonic()
    desk.keyboard.press("j")
    first = focused(desk)
    for how, went, short in MORNING:
        log_one(desk, how, went, short)
    took = time.monotonic() - began
    assert took < 60, f"ten contacts took {took:.0f} seconds"

    # Each was saved as chosen: what it counts as stands in its row.
    rows = desk.locator(".quick-row").all_inner_texts()
    assert len(rows) == len(MORNING)
    assert "by telephone" in rows[0]
    assert "the participant left the voicemail" in rows[9]
    assert [("Try again on" in text) for text in rows] == [
        went == "I reached out: no" for _how, went, _short in MORNING
    ]
    assert focused(desk) not in (first, "")
    desk.screenshot(path=str(shots / "ten-contacts.png"), full_page=True)
    assert ear.told() == []


def test_the_open_row_has_no_barriers_and_closes_with_escape(open_browser: OpenBrowser) -> None:
    desk = open_browser(DESK)
    sign_in_staff(desk, "counselor")
    desk.keyboard.press("l")
    form = desk.locator(".quick-row form")
    expect(form.locator("select[name=way]")).to_be_focused()
    assert found_by_axe(desk) == []

    # What it counts as is said while one chooses, and how late it is as one types the day.
    standing, late = desk.locator("[data-standing]"), desk.locator("[data-late]")
    expect(standing).to_contain_text("Counts as live contact")
    form.locator("select[name=way]").select_option("voicemail")
    form.locator("select[name=outcome]").select_option("no_answer")
    expect(standing).to_contain_text("Counts as an attempt, not as live contact")
    day = form.locator("input[name=occurred_on]")
    day.fill(
        desk.evaluate("""() => {
        const day = new Date(Date.parse(document.querySelector("[data-late]").dataset.late) - 8 * 864e5);
        return day.toISOString().slice(0, 10);
    }""")
    )
    day.blur()
    expect(late.locator("output")).to_have_text("8")
    expect(late.locator("strong")).to_be_visible()

    day.press("Escape")
    expect(form).to_have_count(0)
    assert focused(desk).startswith("log-")
    assert found_by_axe(desk) == []


def test_after_a_failed_attempt_the_next_one_and_the_note_are_one_key_away(
    open_browser: OpenBrowser,
) -> None:
    desk = open_browser(DESK)
    sign_in_staff(desk, "counselor")
    desk.keyboard.press("j")
    key = focused(desk).removeprefix("log-")
    log_one(desk, "Voice", "I reached out: no", "")
    assert found_by_axe(desk) == []
    desk.keyboard.press("t")
    assert re.match("(way|due_on)-", focused(desk))
    desk.locator(f"#again-{key}").press("Enter")
    expect(desk.locator(f"#case-{key} .quick-row")).to_contain_text("A task for you: try again on")
    desk.keyboard.press("n")
    desk.wait_for_url(re.compile("/notes/new"))


def test_the_single_keys_rest_while_one_types_and_can_be_switched_off(
    open_browser: OpenBrowser,
) -> None:
    desk = open_browser(DESK)
    sign_in_staff(desk, "counselor")
    desk.keyboard.press("/")
    assert focused(desk) == "words"
    desk.keyboard.type("jlnt")
    expect(desk.locator("#words")).to_have_value("jlnt")
    expect(desk.locator(".quick-row")).to_have_count(0)
    desk.locator("[data-keys-off]").check()
    desk.locator("[data-keys-off]").blur()
    desk.keyboard.press("j")
    desk.keyboard.press("l")
    expect(desk.locator(".quick-row")).to_have_count(0)
    desk.reload()
    expect(desk.locator("[data-keys-off]")).to_be_checked()
    desk.keyboard.press("j")
    assert focused(desk) == ""


def test_without_a_script_a_contact_is_logged_from_the_row_and_a_search(
    open_browser: OpenBrowser,
) -> None:
    desk = open_browser(DESK, script=False)
    sign_in_staff(desk, "counselor")
    expect(desk.locator("#keys")).to_be_hidden()
    desk.fill("#words", "a")
    desk.press("#words", "Enter")
    desk.locator("a[id^=log-]").first.click()
    desk.select_option("select[name=outcome]", value="no_answer")
    desk.get_by_role("button", name="Save contact").click()
    expect(desk.locator("main")).to_contain_text("Counts as an attempt, not as live contact")
    desk.get_by_role("button", name="Make it a task").click()
    expect(desk.locator(".notice-success")).to_contain_text("A task for you: try again on")
