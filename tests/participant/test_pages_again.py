"""What a participant sees and does where single pages are asked for again."""

from io import BytesIO
from pathlib import Path
from typing import Any

import flask
import pytest

from portal.models import Document, Page
from portal.policy.documents import DocumentState
from tests import samples
from tests.browser import Browser
from tests.browser import Page as Shown
from tests.documents.sending import Sender, run_jobs
from tests.documents.test_pages_again import ask_for, now, sent
from tests.factories import account, case, participant


@pytest.fixture
def sender(app: flask.Flask) -> Sender:
    """A participant who reads English."""
    return Sender(locale="en")


@pytest.fixture
def phone(sender: Sender, app: flask.Flask) -> Browser:
    """The participant's signed-in browser."""
    return Browser(app, sender.person)


def send(phone: Browser, form: Shown, page: Page, *files: Path, status: int = 303) -> Shown:
    """Sends the page's form as a browser without a script does."""
    chosen = [(BytesIO(path.read_bytes()), path.name) for path in files]
    fields: dict[str, Any] = form.form("form.upload") | {"page": chosen}
    return phone.post(f"/my/documents/pages/{page.key}/again", fields, status)


def test_the_document_says_which_page_why_and_that_the_others_are_fine(
    sender: Sender, phone: Browser
) -> None:
    document = sent(sender)
    ask_for(sender, document, 2, text="The name is in the shade.")
    page = phone.get(f"/my/documents/{document.key}")
    assert "Please send 1 page again" in page.text
    assert "The other pages are fine" in page.text
    assert "It is too dark. Take the photo again where there is more light." in page.text
    assert "The name is in the shade." in page.text
    assert [link.text_content() for link in page.all("a.button[href$=again]")] == [
        "Send page 2 again"
    ]
    assert "Please send 1 page again: Attendance sheet" in phone.get("/my").text
    assert len(page.statements) <= 8


def test_the_bad_page_is_sent_without_a_script_and_the_receipt_stays(
    sender: Sender, phone: Browser
) -> None:
    document = sent(sender)
    (dark,) = ask_for(sender, document, 2)
    form = phone.get(f"/my/documents/pages/{dark.key}/again")
    assert form.words("h1") == "Send page 2 again"
    assert "Send only this page" in form.text
    assert form.one("img.page-before").get("alt")
    page = phone.follow(send(phone, form, dark, samples.PAY_STUB_PNG))
    assert "Thank you. We have the new page." in page.text
    assert document.reference in page.text
    assert "Received" in page.words("section .tag")
    assert not page.all("a[href$=again]")
    assert "page again" not in phone.get("/my").text
    # A second tap is one page; the form's address leads to the document from here on.
    phone.follow(send(phone, form, dark, samples.PAY_STUB_PNG))
    assert Page.select().count() == 4
    phone.get(f"/my/documents/pages/{dark.key}/again", 303)


def test_a_bad_file_in_its_place_is_told_and_the_page_is_still_asked_for(
    sender: Sender, phone: Browser
) -> None:
    document = sent(sender)
    (dark,) = ask_for(sender, document, 2)
    form = phone.get(f"/my/documents/pages/{dark.key}/again")
    for file, said in (
        (samples.WRONG_TYPE, "We cannot open this kind of file"),
        (samples.ATTENDANCE_2, "the same photo that you sent before"),
    ):
        page = send(phone, form, dark, file, status=422)
        assert said in page.words(".error-summary")
    assert "Please take a photo" in send(phone, form, dark, status=422).text
    assert now(document).state == DocumentState.RETURNED


def test_the_script_sends_the_page_and_done_leads_back(sender: Sender, phone: Browser) -> None:
    document = sent(sender)
    (dark,) = ask_for(sender, document, 2)
    form = phone.get(f"/my/documents/pages/{dark.key}/again")
    fields: dict[str, Any] = form.form("form.upload") | {"upload_key": "k" * 32}
    told = [
        phone.post(
            f"/my/documents/pages/{dark.key}/again/file",
            fields | {"page": (BytesIO(samples.PAY_STUB_PNG.read_bytes()), "x.png")}, 200,
        ).response.get_json()
        for _ in range(2)
    ]  # fmt: skip
    assert told[0] == told[1]
    assert told[0]["received"].startswith("Received ")
    assert "remove" not in told[0]
    page = phone.follow(send(phone, form, dark))
    assert "Thank you" in page.text
    assert Page.select().count() == 4
    refused = phone.post(
        f"/my/documents/pages/{dark.key}/again/file",
        fields | {"upload_key": "m" * 32, "page": (BytesIO(samples.PAY_STUB_WEBP.read_bytes()), "y")},
        422,
    )  # fmt: skip
    assert "do not need this page again" in refused.response.get_json()["error"]


def test_a_document_with_many_bad_pages_costs_no_more(sender: Sender, phone: Browser) -> None:
    document = sent(sender)
    ask_for(sender, document, 1)
    one = len(phone.get(f"/my/documents/{document.key}").statements)
    Document.update(state=DocumentState.RECEIVED).execute()
    ask_for(sender, document, 1, 2, 3)
    page = phone.get(f"/my/documents/{document.key}")
    assert len(page.all("a.button[href$=again]")) == 3
    assert len(page.statements) == one
    assert "other pages are fine" not in page.text


def test_a_strangers_page_cannot_be_sent_again(app: flask.Flask, sender: Sender) -> None:
    (dark,) = ask_for(sender, sent(sender), 2)
    stranger = participant("Jo Park", "en")
    case(stranger, account("Bo Lind"), number="WTW-1002")
    browser = Browser(app, stranger)
    browser.get(f"/my/documents/pages/{dark.key}/again", 404)
    browser.post(f"/my/documents/pages/{dark.key}/again", status=404)
    browser.post(f"/my/documents/pages/{dark.key}/again/file", status=404)
    run_jobs()
