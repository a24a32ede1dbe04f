"""Participants send documents and see what becomes of them, with a script and without."""

from io import BytesIO
from pathlib import Path
from typing import Any

import flask
import pytest

from portal import resources
from portal.models import Document, Page
from portal.operations.documents.reviews import return_document
from portal.policy.documents import ReturnReason
from tests import samples
from tests.browser import Browser
from tests.browser import Page as Shown
from tests.documents.sending import Sender, run_jobs
from tests.factories import NOON, account, case, participant

NEW = "/my/documents/new"


def files(*paths: Path) -> list[tuple[BytesIO, str]]:
    """Samples as a browser's file input sends them."""
    return [(BytesIO(path.read_bytes()), path.name) for path in paths]


def send(browser: Browser, page: Shown, *paths: Path, status: int = 303, **changes: str) -> Shown:
    """Sends the form of `page` with these files, as a browser without a script does."""
    fields: dict[str, Any] = page.form("form.upload") | {"kind": "pay_stub"} | changes
    return browser.post(NEW, fields | {"page": files(*paths)}, status)


def send_one(
    browser: Browser, page: Shown, path: Path, key: str = "k" * 32, status: int = 200
) -> dict[str, str]:
    """Sends one file as the script does; its receipt."""
    fields: dict[str, Any] = page.form("form.upload") | {"upload_key": key, "position": "1"}
    told = browser.post(
        "/my/documents/pages", fields | {"page": files(path)}, status,
        headers={"Accept": "application/json"},
    )  # fmt: skip
    found: dict[str, str] = told.response.get_json()
    return found


@pytest.fixture
def sender(app: flask.Flask) -> Sender:
    """A participant who reads English, so that tests can read the pages."""
    return Sender(locale="en")


@pytest.fixture
def phone(sender: Sender, app: flask.Flask) -> Browser:
    """The participant's signed-in browser."""
    return Browser(app, sender.person)


def test_the_limits_are_told_before_choosing(phone: Browser) -> None:
    page = phone.get(NEW)
    assert "up to 20 pages, each file up to 25 MB" in page.text
    assert page.text.index("25 MB") < page.text.index("Take a photo")


def test_several_files_in_one_form_make_one_document_with_its_receipt(phone: Browser) -> None:
    answer = send(phone, phone.get(NEW), *samples.ATTENDANCE, note="Three weeks")
    page = phone.follow(answer)
    document = Document.get()
    assert page.words("h1") == "We have your document"
    assert document.reference in page.text
    assert "What happens next" in page.text
    assert "Three weeks" in page.text
    assert Page.select().count() == 3


def test_a_receipt_keeps_its_address(phone: Browser, sender: Sender) -> None:
    document = sender.send()
    answer = phone.get(f"/my/receipts/{document.reference}", 303)
    assert phone.follow(answer).words("h1") == "We have your document"
    phone.get("/my/receipts/XXXX-XXXX", 404)


def test_a_double_tap_makes_one_document_and_one_receipt(phone: Browser) -> None:
    form = phone.get(NEW)
    first = send(phone, form, samples.ATTENDANCE_1)
    second = send(phone, form, samples.ATTENDANCE_1)
    assert first.headers["Location"] == second.headers["Location"]
    assert Document.select().count() == 1
    assert Page.select().count() == 1


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (samples.EMPTY, "This file is empty"),
        (samples.CUT_OFF_JPEG, "Only a part of this file came in"),
        (samples.WRONG_TYPE, "We cannot open this kind of file"),
        (samples.PNG_BOMB, "This picture is too big"),
        (samples.LOCKED_PDF, "This PDF has a password"),
    ],
)
def test_a_bad_file_is_named_and_everything_else_stays(
    phone: Browser, file: Path, words: str
) -> None:
    page = send(phone, phone.get(NEW), samples.ATTENDANCE_1, file, status=422, note="From May")
    assert f"{file.name}: {words}" in page.text
    assert page.one("textarea").text.strip() == "From May"
    assert page.form("form.upload")["kind"] == "pay_stub"
    assert "attendance_1.jpg" in page.words(".upload-list")
    # Sent again without the bad file, the good one need not be chosen again.
    receipt = phone.follow(send(phone, page))
    assert receipt.words("h1") == "We have your document"
    assert Page.select().count() == 1


def test_a_bad_file_is_refused_in_the_persons_language(app: flask.Flask) -> None:
    app.config["USABLE_LOCALES"] = [*app.config["USABLE_LOCALES"], "en-XA"]
    app.config["LOCALES"] = [*app.config["LOCALES"], "en-XA"]
    browser = Browser(app, Sender(locale="en-XA").person)
    page = send(browser, browser.get(NEW), samples.EMPTY, status=422)
    assert "Thîš fîlé îš émptý" in page.text


def test_without_a_kind_the_files_stay_and_the_person_is_asked(phone: Browser) -> None:
    page = send(phone, phone.get(NEW), samples.ATTENDANCE_1, status=422, kind="")
    assert "Please choose what it is" in page.text
    phone.follow(send(phone, page))
    assert Page.select().count() == 1


def test_without_a_file_the_person_is_asked_for_one(phone: Browser) -> None:
    page = send(phone, phone.get(NEW), status=422)
    assert "Please take a photo or choose a file first" in page.text


def test_the_script_sends_each_file_and_gets_its_receipt(phone: Browser) -> None:
    form = phone.get(NEW)
    told = send_one(phone, form, samples.ATTENDANCE_1)
    assert told["name"] == "attendance_1.jpg"
    assert told["received"].startswith("Received ")
    page = phone.follow(send(phone, form))
    assert page.words("h1") == "We have your document"
    assert Page.select().count() == 1


def test_the_same_upload_after_a_cut_gives_the_same_receipt(phone: Browser) -> None:
    form = phone.get(NEW)
    first = send_one(phone, form, samples.ATTENDANCE_1)
    assert send_one(phone, form, samples.ATTENDANCE_1) == first
    assert Document.select().count() == Page.select().count() == 1


def test_the_script_is_told_in_words_why_a_file_will_never_do(phone: Browser) -> None:
    told = send_one(phone, phone.get(NEW), samples.WRONG_TYPE, status=422)
    assert told["error"].startswith("We cannot open this kind of file")


def test_pages_that_were_not_sent_are_shown_until_they_are(phone: Browser) -> None:
    send_one(phone, phone.get(NEW), samples.ATTENDANCE_1)
    page = phone.get("/my/documents")
    assert "You have 1 page not sent yet" in page.text
    open_page = phone.get(page.one(".notice a").get("href"))
    assert "attendance_1.jpg" in open_page.text
    phone.follow(send(phone, open_page))
    assert "not sent yet" not in phone.get("/my/documents").text


def test_a_page_can_be_removed_before_sending(phone: Browser) -> None:
    form = phone.get(NEW)
    told = send_one(phone, form, samples.ATTENDANCE_1)
    send_one(phone, form, samples.ATTENDANCE_2, key="m" * 32)
    page = phone.follow(phone.post(told["remove"], form.form("form.upload") | {"note": "Two"}))
    assert "attendance_1.jpg" not in page.text
    assert page.one("textarea").text.strip() == "Two"


def test_thumbnails_and_pictures_are_reencoded_and_sealed_off(
    phone: Browser, sender: Sender
) -> None:
    document = sender.send(samples.PAY_STUB_12MP)
    run_jobs()
    page = phone.get(f"/my/documents/{document.key}")
    small = phone.get(page.one(".upload-list img").get("src"))
    large = phone.get(page.one(".upload-list a").get("href"))
    for answer in (small, large):
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        body = answer.response.get_data()
        assert body.startswith(b"\xff\xd8\xff")
        assert b"Exif" not in body


def test_a_pdf_is_only_ever_saved(phone: Browser, sender: Sender) -> None:
    document = sender.send(samples.SCHOOL_RECORD)
    run_jobs()
    page = phone.get(f"/my/documents/{document.key}")
    answer = phone.get(page.one(".upload-list a").get("href"))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.response.get_data().startswith(b"%PDF-")


def test_a_strangers_document_is_not_there(app: flask.Flask, sender: Sender) -> None:
    document = sender.send()
    run_jobs()
    page = Page.get()
    stranger = participant("Jo Park", "en")
    case(stranger, account("Bo Lind"), number="WTW-1002")
    browser = Browser(app, stranger)
    for path in (
        f"{document.key}", f"pages/{page.key}/thumbnail", f"pages/{page.key}/1",
        f"pages/{page.key}/file",
    ):  # fmt: skip
        browser.get(f"/my/documents/{path}", 404)
    browser.get(f"/my/receipts/{document.reference}", 404)
    browser.post(f"/my/documents/pages/{page.key}/remove", status=404)


def test_a_returned_document_says_why_and_how_to_send_it_again(
    phone: Browser, sender: Sender
) -> None:
    document = sender.send()
    run_jobs()
    return_document(
        sender.worker.actor, document=document, version=Document.get_by_id(document.id).version,
        reason=ReturnReason.TOO_DARK, at=NOON,
    )  # fmt: skip
    page = phone.get(f"/my/documents/{document.key}")
    assert "Please send again" in page.text
    assert "It is too dark" in page.text
    again = phone.get(page.one(".actions a.button:not(.button-quiet)[href*=kind]").get("href"))
    assert again.form("form.upload")["kind"] == "attendance_sheet"


def test_no_files_are_taken_when_the_disk_is_nearly_full(
    phone: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = phone.get(NEW)
    monkeypatch.setattr(resources.current().storage, "takes_files", lambda: False)
    assert "We cannot take files right now" in phone.get(NEW).text
    told = send_one(phone, form, samples.ATTENDANCE_1, status=422)
    assert "not your fault" in told["error"]


def test_a_request_too_large_as_a_whole_gets_a_kind_page(app: flask.Flask, phone: Browser) -> None:
    form = phone.get(NEW)
    app.config["MAX_CONTENT_LENGTH"] = 100_000
    page = send(phone, form, samples.ATTENDANCE_1, status=413)
    assert page.words("h1") == "This file is too large"


def test_the_list_costs_the_same_however_long_it_is(phone: Browser, sender: Sender) -> None:
    sender.send()
    one = len(phone.get("/my/documents").statements)
    sender.send(samples.ATTENDANCE_2)
    sender.send(samples.ATTENDANCE_3)
    page = phone.get("/my/documents")
    assert len(page.all("main .tasks li")) == 3
    assert len(page.statements) == one <= 8
