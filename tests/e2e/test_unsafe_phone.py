"""An unsafe person's phone, in a real browser: she reports, leaves at once, and whoever takes the
phone finds nothing: not by the back key, not in storage, not at the next sign-in."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, PHONE, Live, sign_in_participant, sign_in_staff

OpenBrowser = Callable[..., Page]

pytestmark = pytest.mark.xdist_group("live")

WORDS = "Il sait où je suis des cours."  # kept as written; found nowhere on the phone
TELLING = re.compile(r"danger|not safe|unsafe|il sait|case number|WF-|DW-|Olga|Khamla", re.I)
RECEIPT = re.compile("/my/contacts/[A-Za-z0-9_-]{16}$")


def _answer(phone: Page, *choices: int) -> None:
    for choice in choices:
        phone.locator(f"label[for=answer-{choice}]").click()
    phone.locator("main form button[type=submit]").first.click()


def _in_english(phone: Page) -> None:
    phone.locator("details.languages summary").click()
    phone.locator("button[name=locale][value=en]").click()


def _tell(phone: Page) -> None:
    """From the first page to the receipt, as somebody taps it."""
    phone.goto("/my/contacts/new")
    phone.get_by_role("link", name="I am not safe").click()
    expect(phone.locator("a[href='tel:911']")).to_be_visible()
    phone.get_by_role("link", name="Go on").click()
    _answer(phone, 1)  # not at this moment
    _answer(phone, 1)  # only in some ways
    _answer(phone, 4)  # at the office
    _answer(phone, 0)  # in the morning
    _answer(phone, 0)  # hold the letters
    phone.locator("main textarea").fill(WORDS)
    _answer(phone)
    expect(phone.locator("main")).to_contain_text(WORDS)
    phone.get_by_role("button", name="Send", exact=True).click()
    phone.wait_for_url(RECEIPT)


def _finds_nothing(phone: Page) -> None:
    """Whoever holds the phone now goes back, page after page, and looks around."""
    for _ in range(8):
        phone.go_back()
        phone.wait_for_load_state()
        is_door = "/my/start" in phone.url  # where she came in: a form that knows nobody
        assert is_door or phone.url.endswith("/calendar"), phone.url
        assert not TELLING.search(phone.locator("body").inner_text())
        if is_door:
            break
    phone.goto("/my")
    _is_away(phone)


def _holds_nothing(phone: Page) -> None:
    """Neither storage nor cookies hold anything of a person."""
    kept = phone.evaluate(
        "async () => [localStorage.length, sessionStorage.length,"
        " (await caches.keys()).length, (await indexedDB.databases()).length]"
    )
    assert kept == [0, 0, 0, 0]
    names = {cookie["name"] for cookie in phone.context.cookies()}
    assert "browser" not in names


def _is_away(phone: Page) -> None:
    # The address is the calendar's at once; the page itself comes with the server's answer.
    expect(phone.locator("table.month")).to_be_visible()
    assert phone.url.endswith("/calendar")


def _leaves(phone: Page) -> None:
    started = phone.evaluate("Date.now()")
    phone.locator(".quick-exit button").click()
    _is_away(phone)
    assert phone.evaluate("Date.now()") - started < 1000
    assert phone.title() == phone.locator("h1").inner_text()


def test_who_is_not_safe_tells_it_leaves_and_nothing_is_found(
    open_browser: OpenBrowser, live: Live
) -> None:
    phone = open_browser(PHONE)
    sign_in_participant(phone, "WF-3003")
    _in_english(phone)
    _tell(phone)
    receipt = phone.url
    assert not TELLING.search(phone.locator("main").inner_text())
    phone.goto("/my/contacts")
    assert not TELLING.search(phone.locator("main").inner_text())
    _leaves(phone)
    _holds_nothing(phone)
    _finds_nothing(phone)

    _signs_in_again_on_the_shared_phone(phone, receipt)
    _her_worker_sees_it_first(open_browser)


def _signs_in_again_on_the_shared_phone(phone: Page, receipt: str) -> None:
    """The phone is not known any more, the session is short, and every page can be left; Escape
    three times leaves as the button does."""
    sign_in_participant(phone, "WF-3003")
    assert phone.locator("body").get_attribute("data-idle-seconds") == "600"
    assert "browser" not in {cookie["name"] for cookie in phone.context.cookies()}
    for path in ("/my", "/my/letters", "/my/profile", receipt):
        phone.goto(path)
        expect(phone.locator(".quick-exit button")).to_be_in_viewport()
        phone.evaluate("scrollTo(0, document.body.scrollHeight)")
        expect(phone.locator(".quick-exit button")).to_be_in_viewport()
    for _ in range(3):
        phone.keyboard.press("Escape")
    _is_away(phone)
    _holds_nothing(phone)


def _her_worker_sees_it_first(open_browser: OpenBrowser) -> None:
    desk = open_browser(DESK)
    sign_in_staff(desk, "counselor")
    desk.goto("/staff/inbox")
    rows = desk.locator("tbody tr", has_text="I am not safe")
    expect(desk.locator("tbody tr").first).to_contain_text("read first")
    rows.filter(has_text="WF-3003").locator("a").first.click()
    expect(desk.locator("main")).to_contain_text(WORDS)


def test_without_script_the_way_out_is_as_short(open_browser: OpenBrowser) -> None:
    phone = open_browser(PHONE, script=False)
    sign_in_participant(phone, "WF-3001")
    _in_english(phone)
    _tell(phone)
    assert not TELLING.search(phone.locator("main").inner_text())
    phone.locator(".quick-exit button").click()
    _is_away(phone)
    assert "browser" not in {cookie["name"] for cookie in phone.context.cookies()}
    _finds_nothing(phone)
    sign_in_participant(phone, "WF-3001")
    expect(phone.locator(".quick-exit button")).to_be_visible()


def test_who_only_looked_can_leave_before_anything_is_told(open_browser: OpenBrowser) -> None:
    phone = open_browser(PHONE)
    sign_in_participant(phone, "WTW-1001")
    phone.goto("/my/contacts/new/safety")
    phone.locator("main .actions a").first.click()
    _answer(phone, 0)
    _leaves(phone)
    _finds_nothing(phone)
