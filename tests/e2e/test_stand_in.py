"""A stand-in's morning: a colleague opens a case with a reason, understands it from its timeline and
handover alone, answers, logs a contact; the assigned worker sees that it was opened, and by whom."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, PHONE, sign_in_participant, sign_in_staff

OpenBrowser = Callable[..., Page]

pytestmark = pytest.mark.xdist_group("live")

NUMBER = "WTW-1008"
QUESTION = "The class ends at 2 but the day care closes at 1:30"
ANSWER = "Ana is back tomorrow. I asked the college about the Wednesday class for you."


def find(desk: Page, number: str) -> None:
    """Searches for a case and opens what is found."""
    desk.goto("/staff")
    desk.fill("#words", number)
    desk.keyboard.press("Enter")
    desk.wait_for_url(re.compile("/staff/(search|cases/)"))
    if desk.url.endswith("/search"):
        desk.get_by_role("link", name="Walker, Brandon").click()


def shoot(page: Page, shots: Path, name: str) -> None:
    """A picture to look at; nothing scrolls sideways."""
    page.screenshot(path=str(shots / f"stand_in_{name}.png"), full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def open_with_a_reason(grace: Page) -> str:
    """Not on her caseload: the portal asks why, and keeps it. Gives the case's address."""
    find(grace, NUMBER)
    grace.wait_for_url(re.compile("/open"))
    expect(grace.locator("h1")).to_have_text("Why you open this case")
    grace.get_by_text("I stand in for a colleague").click()
    grace.get_by_role("button", name="Open the case").click()
    grace.wait_for_url(re.compile("/staff/cases/[A-Za-z0-9_-]{16}$"))
    return grace.url


def read_the_story(grace: Page, shots: Path) -> None:
    """The line of time is one story: everything in sentences, the texts unfolded; a kind alone; a
    word looked for without standing in the address."""
    line = grace.locator("#timeline")
    expect(line).to_contain_text("Brandon wrote a message.")
    grace.click("#fuller")
    expect(grace.locator("#fuller")).to_have_text("Show it short")
    expect(line).to_contain_text(QUESTION)
    expect(line).to_contain_text("Ana Ruiz offered version 1 of the plan.")
    shoot(grace, shots, "timeline")
    grace.click("#kind-message")
    expect(line.locator(".entry-note")).to_have_count(0)
    expect(line.locator(".entry-message").first).to_be_visible()
    grace.click("#more-filters")
    grace.fill("#timeline-filters #words", "day care")
    grace.get_by_role("button", name="Show", exact=True).click()
    expect(line.locator(".entry")).not_to_have_count(0)
    assert "day" not in grace.url


def answer_and_call(grace: Page, case: str) -> None:
    """She answers Brandon's question, and logs the call she made."""
    grace.goto(f"{case}/messages")
    grace.fill("#text", ANSWER)
    grace.get_by_role("button", name="Send", exact=True).click()
    expect(grace.locator("#thread")).to_contain_text(ANSWER)
    grace.goto(f"{case}/contacts/new")
    grace.get_by_label("How", exact=True).select_option(label="Telephone")
    grace.locator("select").nth(1).select_option(index=1)
    grace.locator("form.toolbar input[name=summary]").fill("Told Brandon about the class")
    grace.get_by_role("button", name="Save contact").click()
    expect(grace.locator("main")).to_contain_text("Contact saved.")


def seen_by_others(open_browser: OpenBrowser, case: str, shots: Path) -> None:
    """The assigned worker sees who opened the case, why, and what was done; to a counselor of
    another unit it is not there."""
    ana, stranger = open_browser(DESK), open_browser(DESK)
    sign_in_staff(ana, "counselor")
    ana.goto(case)
    line = ana.locator("#timeline")
    expect(line).to_contain_text("Grace Okafor opened the case: stands in for a colleague.")
    expect(line).to_contain_text("Grace Okafor wrote Brandon a message.")
    expect(line).to_contain_text("Told Brandon about the class")
    ana.set_viewport_size(PHONE)
    shoot(ana, shots, "seen_by_worker")
    sign_in_staff(stranger, "counselor2")
    answer = stranger.goto(case)
    assert answer is not None
    assert answer.status == 404


def test_a_stand_in_understands_a_case_she_never_saw_and_answers_for_her_colleague(
    open_browser: OpenBrowser, shots: Path
) -> None:
    grace, phone = open_browser(DESK), open_browser(PHONE)
    sign_in_staff(grace, "specialist")
    case = open_with_a_reason(grace)
    read_the_story(grace, shots)

    # One page tells what is open, what waits, and how to reach Brandon.
    grace.goto(f"{case}/handover")
    sheet = grace.locator("article.handover")
    for part in ("Messages not read: 1", "To be signed", "How to reach them", "Worker: Ana Ruiz"):
        expect(sheet).to_contain_text(part)
    shoot(grace, shots, "handover")
    answer_and_call(grace, case)
    sign_in_participant(phone, NUMBER)
    phone.goto("/my/messages")
    expect(phone.locator("main")).to_contain_text(ANSWER)
    seen_by_others(open_browser, case, shots)
