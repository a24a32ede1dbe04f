"""A page that could not be read is sent again by itself; the others stay (DOC-2)."""

import threading
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import flask
import pytest

from portal import db, resources
from portal.models import AuditEntry, Case, Document, DocumentRequest, Page
from portal.models.documents import PageState, RequestState
from portal.operations.documents.page_answers import PageAnswer, answer_pages
from portal.operations.documents.requests import request_document
from portal.operations.documents.reviews import accept_document, check_document, return_document
from portal.operations.documents.sweeping import sweep_documents
from portal.operations.documents.uploads import Upload, take_page_again
from portal.policy.documents import (
    DocumentKind,
    DocumentState,
    PageReview,
    ReturnReason,
    SendingRefusal,
)
from portal.policy.refusals import Refused
from tests import samples
from tests.documents.sending import Sender, run_jobs
from tests.factories import NOON, TODAY

BROKEN = b"%PDF-1.7\nnothing a PDF is made of\n%%EOF\n"


def sent(sender: Sender) -> Document:
    """A document of three pages, clean."""
    document = sender.send(*samples.ATTENDANCE)
    run_jobs()
    return document


def ask_for(sender: Sender, document: Document, *numbers: int, text: str = "") -> list[Page]:
    """The worker asks for these pages again: too dark."""
    pages = Page.of_document(document.id)
    answers = [PageAnswer(pages[number - 1], ReturnReason.TOO_DARK) for number in numbers]
    answer_pages(
        sender.worker.actor, document=document, version=now(document).version, answers=answers,
        explanation=text, at=NOON,
    )  # fmt: skip
    return [Page.get_by_id(one.page.id) for one in answers]


def again(sender: Sender, page: Page, file: Path = samples.PAY_STUB_PNG, key: str = "") -> Page:
    """The participant sends a page once more."""
    upload = Upload(BytesIO(file.read_bytes()), file.name, key)
    return take_page_again(sender.actor, page=Page.get_for(sender.actor, page.key), upload=upload,
                           at=NOON)  # fmt: skip


def now(document: Document) -> Document:
    """The document as it stands."""
    found: Document = Document.get_by_id(document.id)
    return found


def refused(sender: Sender, page: Page, file: Path = samples.PAY_STUB_PNG) -> str:
    """Why a page is not taken again."""
    before = set(resources.current().storage.names())
    with pytest.raises(Refused) as refusal:
        again(sender, page, file)
    assert set(resources.current().storage.names()) == before, "nothing is left of it"
    return str(refusal.value.codes["file"])


def test_only_the_bad_page_is_sent_again_and_the_document_is_received_anew(
    both_databases: flask.Flask,
) -> None:
    sender = Sender()
    document = sent(sender)
    (dark,) = ask_for(sender, document, 2)
    assert now(document).state == DocumentState.RETURNED
    assert Case.get_by_id(sender.case.id).documents_waiting == 0
    made = again(sender, dark)
    run_jobs()
    pages = Page.of_document(document.id)
    assert [page.position for page in pages] == [1, 2, 3]
    assert pages[1].id == made.id
    assert pages[1].replaces_id == dark.id
    assert [page.review for page in pages] == [
        PageReview.ACCEPTED, PageReview.OPEN, PageReview.ACCEPTED,
    ]  # fmt: skip
    assert {page.state for page in pages} == {PageState.CLEAN}
    assert (now(document).state, now(document).return_reason) == (DocumentState.RECEIVED, "")
    assert Case.get_by_id(sender.case.id).documents_waiting == 1
    # What was there before stays to be seen, and its file with it.
    assert set(Page.get_by_id(dark.id).stored_names) <= set(resources.current().storage.names())
    assert AuditEntry.select().where(AuditEntry.action == "replace_page").count() == 1


def test_of_two_bad_pages_the_document_waits_for_the_second(both_databases: flask.Flask) -> None:
    sender = Sender()
    document = sent(sender)
    first, third = ask_for(sender, document, 1, 3)
    again(sender, first)
    assert now(document).state == DocumentState.RETURNED
    again(sender, third, samples.PAY_STUB_WEBP)
    assert now(document).state == DocumentState.RECEIVED


def test_a_request_is_answered_again_with_the_last_page(app: flask.Flask) -> None:
    sender = Sender()
    wanted = request_document(
        sender.worker.actor, case=sender.case, kind=DocumentKind.PAY_STUB, why="count_hours",
        due_on=TODAY, at=NOON,
    )  # fmt: skip
    document = sender.open(request=wanted)
    sender.add(document)
    sender.finish(document)
    run_jobs()
    (dark,) = ask_for(sender, document, 1)
    assert DocumentRequest.get_by_id(wanted.id).state == RequestState.ASKED
    again(sender, dark)
    assert DocumentRequest.get_by_id(wanted.id).state == RequestState.SENT


def test_a_page_that_could_not_be_opened_is_sent_again_in_its_place(
    both_databases: flask.Flask,
) -> None:
    sender = Sender()
    document = sender.open()
    sender.add(document, samples.ATTENDANCE_1)
    broken = sender.add(document, BROKEN)
    sender.add(document, samples.ATTENDANCE_3)
    sender.finish(document)
    run_jobs()
    assert now(document).state == DocumentState.RETURNED
    again(sender, broken)
    run_jobs()
    assert [page.state for page in Page.of_document(document.id)] == [PageState.CLEAN] * 3
    assert now(document).state == DocumentState.RECEIVED
    # And when what comes in its place cannot be opened either, it is asked for once more.
    (dark,) = ask_for(sender, document, 2)
    upload = Upload(BytesIO(BROKEN + b"%"), "letter.pdf")
    second = take_page_again(sender.actor, page=Page.get_for(sender.actor, dark.key),
                             upload=upload, at=NOON)  # fmt: skip
    run_jobs()
    assert Page.get_by_id(second.id).is_asked_again
    assert now(document).state == DocumentState.RETURNED


def test_the_same_photo_again_a_page_nobody_asked_for_and_a_decided_one_are_refused(
    both_databases: flask.Flask,
) -> None:
    sender = Sender()
    document = sent(sender)
    dark, other = ask_for(sender, document, 1, 2)
    fine = Page.of_document(document.id)[2]
    assert refused(sender, dark, samples.ATTENDANCE_1) == SendingRefusal.SAME_AS_BEFORE
    assert refused(sender, fine) == SendingRefusal.NOT_ASKED_AGAIN
    again(sender, dark)
    assert refused(sender, dark, samples.PAY_STUB_WEBP) == SendingRefusal.NOT_ASKED_AGAIN
    # The worker looks at the rest meanwhile: the page may still come, until it is decided.
    check_document(sender.worker.actor, document=document, version=now(document).version, at=NOON)
    run_jobs()
    accept_document(sender.worker.actor, document=document, version=now(document).version, at=NOON)
    assert refused(sender, other, samples.PAY_STUB_WEBP) == SendingRefusal.NOT_ASKED_AGAIN


def test_a_page_comes_while_the_worker_looks_at_the_others(app: flask.Flask) -> None:
    sender = Sender()
    document = sent(sender)
    (dark,) = ask_for(sender, document, 1)
    check_document(sender.worker.actor, document=document, version=now(document).version, at=NOON)
    again(sender, dark)
    assert now(document).state == DocumentState.BEING_CHECKED


def test_the_same_sending_twice_is_one_page(both_databases: flask.Flask) -> None:
    sender = Sender()
    document = sent(sender)
    (dark,) = ask_for(sender, document, 2)
    first = again(sender, dark, key="k" * 32)
    assert again(sender, dark, key="k" * 32).id == first.id
    assert len(Page.of_document(document.id)) == 3


def test_of_two_phones_at_once_one_page_stands(both_databases: flask.Flask) -> None:
    sender = Sender()
    document = sent(sender)
    (dark,) = ask_for(sender, document, 2)
    became: list[str] = []

    def send(file: Path) -> None:
        try:
            again(sender, dark, file)
            became.append("taken")
        except Refused as refusal:
            became.append(str(refusal.codes["file"]))
        finally:
            db.database.close()

    files = (samples.PAY_STUB_PNG, samples.PAY_STUB_WEBP)
    threads = [threading.Thread(target=send, args=(file,)) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(became) == [SendingRefusal.NOT_ASKED_AGAIN, "taken"]
    assert len(Page.of_document(document.id)) == 3


def test_a_worker_who_still_sees_the_old_page_is_told(app: flask.Flask) -> None:
    sender = Sender()
    document = sent(sender)
    (dark,) = ask_for(sender, document, 2)
    seen = now(document).version
    again(sender, dark)
    run_jobs()
    with pytest.raises(Refused):
        return_document(sender.worker.actor, document=document, version=seen,
                        reason=ReturnReason.BLURRED, at=NOON)  # fmt: skip


def test_the_sweeper_leaves_what_was_replaced(app: flask.Flask) -> None:
    sender = Sender()
    document = sent(sender)
    (dark,) = ask_for(sender, document, 2)
    again(sender, dark)
    run_jobs()
    names = set(resources.current().storage.names())
    sweep_documents(NOON.replace(year=2027))
    assert set(resources.current().storage.names()) == names


def test_the_wait_for_the_worker_begins_anew_with_the_new_page(
    both_databases: flask.Flask,
) -> None:
    sender = Sender()
    document = sent(sender)
    assert Case.get_by_id(sender.case.id).documents_since_at == NOON
    (dark,) = ask_for(sender, document, 2)
    assert Case.get_by_id(sender.case.id).documents_since_at is None
    later = NOON + timedelta(days=9)
    upload = Upload(BytesIO(samples.PAY_STUB_PNG.read_bytes()), "page.png")
    page = Page.get_for(sender.actor, dark.key)
    take_page_again(sender.actor, page=page, upload=upload, at=later)
    assert Case.get_by_id(sender.case.id).documents_since_at == later
    assert now(document).received_at == NOON, "the receipt stays"
