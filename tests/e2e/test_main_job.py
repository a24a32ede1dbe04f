"""The main job, end to end, on real files: a participant on a phone reports a contact, sends papers
and reads the plan and a letter in their language; the counselor answers, writes a note and sends
the letter; the translators make the letter's language ready."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests import samples
from tests.e2e.conftest import (
    DESK,
    PHONE,
    Live,
    let_letters_leave,
    sign_in_participant,
    sign_in_staff,
)

OpenBrowser = Callable[..., Page]

pytestmark = pytest.mark.xdist_group("live")


def _shoot(page: Page, shots: Path, name: str) -> None:
    page.screenshot(path=str(shots / f"{name}.png"), full_page=True)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"], f"{name} scrolls sideways: {width}"


def _choose(page: Page, field: str) -> None:
    page.click(f"label[for={field}]")


def _make_language_ready(reviewer: Page, translator: Page, locale: str, kind: str) -> None:
    """The translator mends what was given back; a second person reads every block, approves it,
    looks at the whole letter and publishes it."""
    reviewer.goto(f"/translate/{locale}/{kind}/preview")
    while links := reviewer.locator(".checks .is-error a").all():
        block = str(links[0].get_attribute("href"))
        reviewer.goto(block)
        if not reviewer.locator("textarea[name=reason]").count():
            translator.goto(block)
            translator.fill("#text", translator.input_value("#text") + " ")
            translator.click("button[name=act][value=ask]")
            expect(translator.locator(".notice-success")).to_be_visible()
            reviewer.goto(block)
        reviewer.fill("textarea[name=reason]", "Read with a native speaker.")
        reviewer.click("button[name=act][value=approve]")
        reviewer.goto(f"/translate/{locale}/{kind}/preview")
    reviewer.click("section[aria-labelledby=publish-head] form button")
    expect(reviewer.locator(".notice-success")).to_be_visible()


def _report(phone: Page, words: str) -> None:
    phone.goto("/my/contacts/new/in-touch")
    _choose(phone, "answer-0")
    phone.click("main form button[type=submit]")
    phone.fill("main textarea", words)
    phone.click("main form button[type=submit]")
    _choose(phone, "answer-1")
    phone.click("main form button[type=submit]")
    expect(phone.locator("main")).to_contain_text(words)
    phone.click("main form button[type=submit] >> nth=0")
    phone.wait_for_url(re.compile("/my/contacts/[A-Za-z0-9_-]{16}"))


def _send_document(phone: Page, kind: str, *files: Path) -> str:
    """Sends files as one document; the receipt's address."""
    phone.goto("/my/documents/new")
    _choose(phone, kind)
    phone.set_input_files("input[type=file][multiple]", [str(path) for path in files])
    if phone.evaluate("() => !!document.querySelector('[data-upload-list]')") and _scripted(phone):
        expect(phone.locator(".upload-row.is-received")).to_have_count(len(files), timeout=60_000)
    phone.click("[data-upload-done]")
    phone.wait_for_url(re.compile("/my/documents/(?!new)[A-Za-z0-9_-]{16}"), timeout=60_000)
    return phone.url


def _scripted(page: Page) -> bool:
    return bool(page.locator("[data-upload-done]").inner_text() == page.locator(
        "[data-upload-done]").get_attribute("data-text-done"))  # fmt: skip


def _open_case(desk: Page, number: str) -> str:
    desk.goto("/staff?size=80")
    row = desk.locator("tbody tr", has_text=number)
    row.locator("a").first.click()
    desk.wait_for_url(re.compile("/staff/cases/[A-Za-z0-9_-]{16}$"))
    return desk.url


def _answer_report(desk: Page, case: str) -> None:
    desk.goto("/staff/inbox")
    key = case.rsplit("/", 1)[1]
    desk.locator(f"main a[href*='/{key}/reports/']").last.click()
    desk.fill("#reply", "Good to hear. Please send the class schedule too.")
    desk.get_by_role("button", name="Send the answer").click()
    expect(desk.locator(".notice-success")).to_be_visible()


def _write_note(desk: Page, case: str) -> None:
    desk.goto(f"{case}/notes/new")
    desk.select_option("#way", label="Telephone")
    desk.select_option("#outcome", index=1)
    desk.fill("#purpose", "To talk about the start of the class.")
    desk.get_by_role("button", name="Finish the note").click()
    # The mandatory minimum is asked for; what was typed stays.
    expect(desk.locator(".field-error").first).to_be_visible()
    expect(desk.locator("#purpose")).to_have_value("To talk about the start of the class.")
    desk.fill("#results", "The class began; papers are complete but for the schedule.")
    _choose(desk, "forms_none-0")
    _choose(desk, "documents_none-1")
    desk.fill("#documents_received", "Pay stub, attendance sheets")
    desk.get_by_role("button", name="Finish the note").click()
    # The line of time tells why; the whole text is one tap away.
    expect(desk.locator("main")).to_contain_text("To talk about the start of the class.")


def _accept_document(desk: Page, case: str, receipt: str) -> bytes:
    """The counselor looks at the document beside the answer; the bytes of its first picture."""
    desk.goto(f"{case}/documents/{receipt.rsplit('/', 1)[1]}")
    picture = desk.locator("main img").first
    for _ in range(60):
        if picture.count():
            break
        desk.wait_for_timeout(500)
        desk.reload()
    shown = desk.request.get(str(picture.get_attribute("src"))).body()
    desk.get_by_role("button", name="Accept").click()
    expect(desk.locator("#status, .notice-success, main")).to_contain_text(["Accepted"])
    return shown


def _send_letter(desk: Page, case: str, kind: str) -> None:
    desk.goto(f"{case}/letters/new")
    desk.locator(f"input[value={kind}] + label, label:has(+ input[value={kind}])").first.click()
    desk.get_by_role("button", name="Begin the letter").click()
    desk.wait_for_url(re.compile("/letters/[A-Za-z0-9_-]{16}$"))
    if kind == "appointment":
        desk.select_option("#field_meeting_kind", index=1)
        desk.fill("#field_meeting_on", desk.evaluate(
            "() => new Date(Date.now() + 12 * 864e5).toISOString().slice(0, 10)"))  # fmt: skip
        desk.fill("#field_meeting_at", "10:30")
        desk.get_by_role("button", name="Save and look").click()
    desk.get_by_role("button", name=re.compile("^Send")).click()
    expect(desk.locator("main")).to_contain_text("SHA-256")


@dataclass(frozen=True)
class Story:
    """Who does the main job: case, language, its direction, the letter, what is written."""

    number: str
    locale: str
    direction: str
    letter: str
    words: str


STORIES = (
    Story("WTW-1002", "vi", "ltr", "no_contact_30_days", "Em khỏe. Em bắt đầu học tuần này."),
    Story("WF-3002", "ar", "rtl", "appointment", "أنا بخير، بدأت الدروس هذا الأسبوع."),
)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.locale)
def test_the_main_job_on_a_phone_and_at_the_desk(
    open_browser: OpenBrowser, live: Live, shots: Path, story: Story
) -> None:
    phone, desk = open_browser(PHONE), open_browser(DESK)
    translator, reviewer = open_browser(DESK), open_browser(DESK)

    receipts = _participant_reports_and_sends(phone, shots, story)

    sign_in_staff(translator, "translator")
    sign_in_staff(reviewer, "reviewer")
    _make_language_ready(reviewer, translator, story.locale, story.letter)
    _shoot(reviewer, shots, f"{story.locale}-published")

    sign_in_staff(desk, "counselor")
    case = _open_case(desk, story.number)
    _shoot(desk, shots, f"{story.locale}-case")
    _answer_report(desk, case)
    for receipt in receipts:
        picture = Image.open(io.BytesIO(_accept_document(desk, case, receipt)))
        assert not picture.getexif(), "where the phone was stands in the picture staff see"
    _write_note(desk, case)
    _send_letter(desk, case, story.letter)
    _shoot(desk, shots, f"{story.locale}-letter-sent")
    assert let_letters_leave(live) >= 1

    _participant_reads(phone, shots, story)


def _participant_reports_and_sends(phone: Page, shots: Path, story: Story) -> list[str]:
    """A report, a HEIC, a 12-megapixel photo with GPS, three photos as one, a PDF; the receipts of
    the first two."""
    sign_in_participant(phone, story.number)
    assert phone.locator("html").get_attribute("lang") == story.locale
    assert phone.locator("html").get_attribute("dir") == story.direction
    _shoot(phone, shots, f"{story.locale}-home")
    _report(phone, story.words)
    _shoot(phone, shots, f"{story.locale}-report-receipt")
    heic = _send_document(phone, "kind-0", samples.PAY_STUB_HEIC)
    photo = _send_document(phone, "kind-0", samples.PAY_STUB_12MP)
    _send_document(phone, "kind-1", *samples.ATTENDANCE)
    _shoot(phone, shots, f"{story.locale}-document-receipt")
    _send_document(phone, "kind-2", samples.SCHOOL_RECORD)
    phone.goto("/my/documents")
    _shoot(phone, shots, f"{story.locale}-documents")
    return [heic, photo]


def _participant_reads(phone: Page, shots: Path, story: Story) -> None:
    """The plan, the letter in the person's language and as a file, and the worker's answer."""
    phone.goto("/my/plan")
    _shoot(phone, shots, f"{story.locale}-plan")
    phone.goto("/my/letters")
    _shoot(phone, shots, f"{story.locale}-letters")
    phone.locator("main a[href*='/my/letters/']").first.click()
    expect(phone.locator("article.letter")).to_be_visible()
    assert phone.locator("article.letter [lang]").first.get_attribute("lang") == story.locale
    _shoot(phone, shots, f"{story.locale}-letter")
    assert phone.request.get(f"{phone.url}.pdf").body().startswith(b"%PDF")
    phone.goto("/my/contacts")
    _shoot(phone, shots, f"{story.locale}-contacts")


def test_the_main_job_without_script(open_browser: OpenBrowser, shots: Path) -> None:
    """The same on a phone that runs no script: plain forms, plain pages."""
    phone = open_browser(PHONE, script=False)
    sign_in_participant(phone, "WTW-1001")
    _report(phone, "Todo bien, gracias.")
    receipt = _send_document_plainly(phone, samples.PAY_STUB_HEIC, *samples.ATTENDANCE)
    _shoot(phone, shots, "plain-document-receipt")
    phone.goto("/my/plan")
    expect(phone.locator("h1")).to_be_visible()
    phone.goto("/my/letters")
    phone.locator("main a[href*='/my/letters/']").first.click()
    expect(phone.locator("article.letter")).to_be_visible()
    _shoot(phone, shots, "plain-letter")

    desk = open_browser(DESK, script=False)
    sign_in_staff(desk, "counselor")
    case = _open_case(desk, "WTW-1001")
    desk.goto(f"{case}/contacts/new")
    desk.select_option("select[name=way]", value="telephone")
    desk.select_option("select[name=outcome]", index=1)
    desk.fill("[name=summary]", "Talked about the pay stub.")
    desk.get_by_role("button", name="Save contact").click()
    desk.goto(case)
    expect(desk.locator("main")).to_contain_text("Talked about the pay stub.")
    desk.goto(f"{case}/documents/{receipt.rsplit('/', 1)[1]}")
    expect(desk.locator("h1")).to_be_visible()
    _shoot(desk, shots, "plain-document-viewer")


def _send_document_plainly(phone: Page, *files: Path) -> str:
    phone.goto("/my/documents/new")
    _choose(phone, "kind-1")
    phone.set_input_files("input[type=file][multiple]", [str(path) for path in files])
    phone.click("[data-upload-done]")
    phone.wait_for_url(re.compile("/my/documents/(?!new)[A-Za-z0-9_-]{16}"), timeout=60_000)
    return phone.url
