"""The owner changes a letter's English twice: one block is stale in every language, and each
translation shows what changed since the English that it was made from itself."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, PHONE, sign_in_participant, sign_in_staff

OpenBrowser = Callable[..., Page]

pytestmark = pytest.mark.xdist_group("live")

KIND, BLOCK = "no_contact_30_days", "do_done"
FIRST = "Did you call or write to us after we sent this letter? Then you do not need to do more."
SECOND = FIRST.replace("call or write to us", "call, write to or visit us")
THIRD = SECOND.replace("do more", "do anything else")
EVERYWHERE = (
    "This letter does not change your benefits in any way."  # a text that all letters share
)


def _shoot(page: Page, shots: Path, name: str) -> None:
    page.screenshot(path=str(shots / f"{name}.png"), full_page=True)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{name} scrolls sideways: {width}"


def _write(linda: Page, text: str, kind: str = KIND, block: str = BLOCK) -> None:
    """The owner writes; grade and difference stand beside it as she types."""
    linda.goto(f"/translate/letters/{kind}/edit?block={block}")
    linda.locator("#text").fill(text)
    expect(linda.locator("#english-checks ins").first).to_be_visible()
    expect(linda.locator("#english-checks")).to_contain_text("Easy enough")
    linda.keyboard.press("Control+Enter")
    expect(linda.locator(".notice-success")).to_contain_text("Saved in the draft.")


def _publish(linda: Page, omar: Page, kind: str = KIND) -> None:
    """Her own check is not offered; another supervisor checks on his phone, and she publishes."""
    draft = f"/translate/letters/{kind}/versions"
    linda.goto(draft)
    linda.get_by_role("button", name="Ask for the legal check").click()
    expect(linda.locator("#decide")).to_contain_text("Another person must check it.")
    expect(linda.get_by_role("button", name="Legal check: it is right")).to_have_count(0)
    omar.goto(draft)
    omar.get_by_role("button", name="Legal check: it is right").click()
    expect(omar.locator(".notice-success")).to_contain_text("The legal check is done.")
    linda.reload()
    linda.get_by_role("button", name="Publish in English").click()
    expect(linda.locator(".notice-success")).to_contain_text("is published in English")


def _changes(linh: Page, locale: str) -> tuple[list[str], list[str]]:
    """What a translator is shown as taken out of and put into the English of the block."""
    linh.goto(f"/translate/{locale}/{KIND}?block={KIND}.{BLOCK}")
    expect(linh.locator(f"#block [lang={locale}]").first).to_be_visible()
    shown = linh.locator("#block")
    return (
        [one.strip() for one in shown.locator("del").all_inner_texts()],
        [one.strip() for one in shown.locator("ins").all_inner_texts()],
    )


def test_one_block_is_stale_in_every_language_against_the_english_it_was_made_from(
    open_browser: OpenBrowser, shots: Path
) -> None:
    linda, omar, linh = open_browser(DESK), open_browser(PHONE), open_browser(DESK)
    sign_in_staff(linda, "supervisor")
    sign_in_staff(omar, "supervisor2")
    sign_in_staff(linh, "translator")

    _write(linda, SECOND)
    _shoot(linda, shots, "english-written")
    _publish(linda, omar)
    _shoot(omar, shots, "english-checked-phone")

    # Vietnamese is made anew from the second English; the others stay with the first.
    assert _changes(linh, "vi") == (["call or"], ["call,", "or visit"])
    linh.locator("#text").fill(
        "Quý vị đã gọi, viết cho hoặc đến gặp chúng tôi sau khi chúng tôi gửi thư này chưa? "
        "Vậy quý vị không cần làm gì thêm."
    )
    linh.get_by_role("button", name=re.compile("^Save and next")).click()
    expect(linh.locator(".notice-success")).to_contain_text("Saved")
    assert _changes(linh, "vi") == ([], [])

    _write(linda, THIRD)
    _publish(linda, omar)
    assert _changes(linh, "vi") == (["more."], ["anything else."])
    _shoot(linh, shots, "english-changed-since")
    for locale in ("es", "ru", "so", "ar"):
        gone, new = _changes(linh, locale)
        assert (gone, new) == (["call or", "more."], ["call,", "or visit", "anything else."])

    # One block, and no other: the letter still goes out in Spanish as it was published.
    linh.goto("/translate/es")
    row = linh.locator("tr", has_text="No contact for 30 days")
    expect(row).to_contain_text("English changed since")
    linda.goto("/translate/letters")
    _shoot(linda, shots, "english-letters")


def _kept(phone: Page, address: str) -> tuple[str, bytes]:
    """A sent letter as its reader has it: the whole letter on the page, and the PDF."""
    phone.goto(address)
    paper = phone.locator(".letter-part").last.inner_html()
    return paper, phone.request.get(f"{address}.pdf").body()


def test_what_was_sent_stays_the_same_after_the_texts_of_all_letters_changed(
    open_browser: OpenBrowser,
) -> None:
    phone, linda, omar = open_browser(PHONE), open_browser(DESK), open_browser(PHONE)
    sign_in_participant(phone, "1001")
    phone.goto("/my/letters")
    address = phone.locator("main a[href^='/my/letters/']").first.get_attribute("href")
    assert address
    before = _kept(phone, address)
    assert before[1].startswith(b"%PDF")

    sign_in_staff(linda, "supervisor")
    sign_in_staff(omar, "supervisor2")
    _write(linda, EVERYWHERE, "shared", "no_change")
    _publish(linda, omar, "shared")

    assert _kept(phone, address) == before
