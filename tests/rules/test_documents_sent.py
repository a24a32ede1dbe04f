"""DOC-1, DOC-2, DOC-4 and DOC-5: sending documents, what is seen of them, being asked for them,
and that nothing is lost or dangerous."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import flask
import pytest

from portal import i18n, jobs, resources
from portal.models import Case, Document, DocumentRequest, OutboxMessage, Page
from portal.models.documents import PageState
from portal.operations import nightly
from portal.operations.documents.page_answers import PageAnswer, answer_pages
from portal.operations.documents.requests import report_cannot_send, request_document
from portal.operations.documents.reviews import accept_document, check_document
from portal.operations.documents.sweeping import sweep_documents
from portal.operations.documents.uploads import Upload, take_upload
from portal.policy.documents import (
    MAX_FILE_BYTES,
    MAX_PAGES,
    CannotSend,
    DocumentKind,
    ReturnReason,
)
from portal.policy.refusals import Refused
from portal.words.documents import KINDS, RETURNS, STATES
from tests import samples
from tests.browser import Browser
from tests.documents.sending import Sender, run_jobs
from tests.factories import NOON, TODAY

NEW = "/my/documents/new"


def padded(size: int) -> bytes:
    """A photo of so many bytes: cameras leave films behind its end."""
    photo = samples.ATTENDANCE_1.read_bytes()
    return photo + bytes(size - len(photo))


def in_words(codes: dict[str, Any], code: str, locale: str) -> str:
    """What a code is called in a language."""
    with i18n.use(locale):
        return str(codes[code])


def test_doc_1_photos_and_pdfs_of_a_kind_in_plain_words_make_one_document(
    both_databases: flask.Flask,
) -> None:
    sender = Sender(locale="es")
    phone = Browser(both_databases, sender.person)
    form = phone.get(NEW)
    for kind in DocumentKind:
        assert in_words(KINDS, kind, "es") in form.text
    files = [(BytesIO(path.read_bytes()), path.name) for path in samples.GOOD[1:]]
    fields: dict[str, Any] = form.form("form.upload") | {"kind": "school_record", "page": files}
    phone.follow(phone.post(NEW, fields))
    document = Document.get()
    assert document.kind == DocumentKind.SCHOOL_RECORD
    pages = Page.of_document(document.id)
    assert [page.position for page in pages] == list(range(1, len(files) + 1))
    assert {page.media_type.split("/")[1] for page in pages} == {
        "jpeg", "png", "webp", "heic", "pdf",
    }  # fmt: skip
    # 25 MB and twenty pages are taken; a byte more, and one page more, are not.
    second = sender.open()
    sender.add(second, padded(MAX_FILE_BYTES))
    with pytest.raises(Refused):
        sender.add(second, padded(MAX_FILE_BYTES + 1))
    for number in range(1, MAX_PAGES):
        sender.add(second, samples.PAY_STUB_PNG.read_bytes() + bytes([number]))
    with pytest.raises(Refused):
        sender.add(second, samples.PAY_STUB_WEBP)
    assert len(Page.of_document(second.id)) == MAX_PAGES


def test_doc_2_the_participant_sees_number_time_and_state_and_why_in_their_language(
    both_databases: flask.Flask,
) -> None:
    sender = Sender(locale="es")
    phone = Browser(both_databases, sender.person)
    document = sender.send(*samples.ATTENDANCE)
    path = f"/my/documents/{document.key}"

    def shown(state: str) -> str:
        page = phone.get(path)
        assert page.words("section .tag") == in_words(STATES, state, "es")
        assert document.reference in page.text
        return page.text

    assert re.search(r"\d{1,2}:\d\d", shown("received"))
    run_jobs()
    worker = sender.worker.actor
    version = Document.get_by_id(document.id).version
    check_document(worker, document=document, version=version, at=NOON)
    shown("being_checked")
    second = Page.of_document(document.id)[1]
    answer_pages(
        worker, document=document, version=version + 1,
        answers=[PageAnswer(second, ReturnReason.TOO_DARK)], at=NOON,
    )  # fmt: skip
    assert in_words(RETURNS, ReturnReason.TOO_DARK, "es") in shown("returned")
    assert OutboxMessage.select().count() == 1
    # Only that page is sent again, and the document stands where it stood.
    again = phone.get(f"/my/documents/pages/{second.key}/again")
    files = [(BytesIO(samples.PAY_STUB_PNG.read_bytes()), "page.png")]
    phone.post(
        f"/my/documents/pages/{second.key}/again", again.form("form.upload") | {"page": files}
    )
    shown("received")
    run_jobs()
    version = Document.get_by_id(document.id).version
    accept_document(worker, document=document, version=version, at=NOON)
    shown("accepted")
    assert OutboxMessage.select().count() == 2


def test_doc_4_what_is_asked_for_stands_on_the_list_falls_due_and_is_reminded_of(
    both_databases: flask.Flask,
) -> None:
    sender = Sender(locale="en")
    Case.update(live_due_on=TODAY + timedelta(days=30)).execute()
    phone = Browser(both_databases, sender.person)

    def ask(days: int) -> DocumentRequest:
        return request_document(
            sender.worker.actor, case=sender.case, kind=DocumentKind.PAY_STUB, why="count_hours",
            due_on=TODAY + timedelta(days=days), at=NOON,
        )  # fmt: skip

    with pytest.raises(Refused):
        ask(-1)
    wanted = ask(0)
    page = phone.get("/my")
    assert "Send: Pay stub" in page.text
    path = f"/my/documents/requests/{wanted.key}"
    assert path in {one.get("href") for one in page.all("main a")}
    assert "So that your hours count" in phone.get(path).text
    # Whoever cannot get it says so; the worker hears of it and the list is free of it.
    report_cannot_send(
        sender.actor, request=wanted, choice=CannotSend.CANNOT_GET, text="", locale="en", at=NOON
    )
    assert "Send: Pay stub" not in phone.get("/my").text
    assert Case.get_by_id(sender.case.id).reports_waiting == 1
    # Three days before its last day it is reminded of, and not a day earlier.
    ask(4)
    before = OutboxMessage.select().count()
    list(nightly.remind(TODAY, NOON))
    assert OutboxMessage.select().count() == before
    list(nightly.remind(TODAY + timedelta(days=1), NOON + timedelta(days=1)))
    assert OutboxMessage.select().count() == before + 1


def test_doc_5_what_was_acknowledged_is_never_lost_and_nothing_dangerous_is_served(
    both_databases: flask.Flask,
) -> None:
    sender = Sender(locale="en")
    document = sender.open()
    first = sender.add(document, samples.PAY_STUB_12MP, key="k" * 32)
    assert sender.add(document, samples.PAY_STUB_12MP, key="k" * 32).id == first.id
    sender.add(document, samples.SCHOOL_RECORD)
    while jobs.queue().dequeue() is not None:
        pass  # the worker was killed with everything in its hands
    # Nobody pressed Done: after an hour the document is taken in, and its pages are asked for again.
    sweep_documents(NOON + timedelta(minutes=61))
    assert Document.get().received_at is not None
    run_jobs()
    assert {page.state for page in Page.select()} == {PageState.CLEAN}
    phone = Browser(both_databases, sender.person)
    photo, record = Page.of_document(document.id)
    for path, kind in (
        (f"{photo.key}/1", "image/jpeg"), (f"{photo.key}/thumbnail", "image/jpeg"),
        (f"{record.key}/file", "application/pdf"),
    ):  # fmt: skip
        answer = phone.get(f"/my/documents/pages/{path}")
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        body = answer.response.get_data()
        assert b"SamplePhone" not in body
        assert b"/JavaScript" not in body
    kept = set(resources.current().storage.names())
    assert kept == {name for page in Page.select() for name in page.stored_names}
    # What is refused leaves nothing, and what is there stays.
    with pytest.raises(Refused):
        take_upload(
            sender.actor, document=Document.get(), at=NOON,
            upload=Upload(BytesIO(samples.WRONG_TYPE.read_bytes()), "letter.jpg"),
        )  # fmt: skip
    assert set(resources.current().storage.names()) == kept
