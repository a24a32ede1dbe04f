"""The worker's part: clean copies, refused pages, and what the sweeper sets right."""

import hashlib
from datetime import timedelta
from io import BytesIO

import flask
import pytest

from portal import jobs, resources
from portal.models import Case, Document, Letter, OutboxMessage, Page
from portal.models.documents import PageState
from portal.operations.cases.keys import open_case_key
from portal.operations.documents import cleaning as page_cleaning
from portal.operations.documents import sweeping
from portal.operations.documents.sweeping import sweep_documents
from portal.policy.documents import DocumentKind, DocumentState, RefusalCode, ReturnReason
from portal.scanner import Scan, Scanner, Verdict
from tests import samples
from tests.documents.sending import Sender, run_jobs
from tests.factories import NOON


def stored_files() -> set[str]:
    """The names of everything in storage."""
    return set(resources.current().storage.names())


def test_a_clean_copy_takes_the_originals_place(both_databases: flask.Flask) -> None:
    sender = Sender()
    sender.send(samples.PAY_STUB_12MP)
    original = Page.get().original
    run_jobs()
    page = Page.get()
    assert (page.state, page.original, page.sheets) == (PageState.CLEAN, "", 1)
    assert stored_files() == set(page.stored_names)
    assert original not in stored_files()
    assert page.sha256 == hashlib.sha256(samples.PAY_STUB_12MP.read_bytes()).hexdigest()
    key = open_case_key(Case.get_by_id(sender.case.id))
    clean = resources.current().storage.read(page.clean, key)
    assert hashlib.sha256(clean).hexdigest() == page.clean_sha256
    assert b"Exif" not in clean


def test_a_pdf_is_looked_at_page_by_page(app: flask.Flask) -> None:
    Sender().send(samples.SCHOOL_RECORD)
    run_jobs()
    page = Page.get()
    assert (page.sheets, page.clean_type) == (2, "application/pdf")
    assert page.picture(1)
    assert page.picture(2)
    assert page.picture(3) is None


def test_a_cleaning_done_twice_is_done_once(both_databases: flask.Flask) -> None:
    Sender().send()
    run_jobs()
    before = Page.get()
    page_cleaning.clean_page(before.id)
    jobs.enqueue("clean_page", before.id)
    run_jobs()
    assert Page.get().stored_names == before.stored_names
    assert stored_files() == set(before.stored_names)


def test_of_two_cleanings_at_once_one_copy_is_kept(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    Sender().send()
    page = Page.get()
    keep = page_cleaning.keep_clean_copy

    def other_first(*args: object, **values: object) -> bool:
        monkeypatch.setattr(page_cleaning, "keep_clean_copy", keep)
        page_cleaning.clean_page(page.id)
        return keep(*args, **values)  # type: ignore[arg-type]

    monkeypatch.setattr(page_cleaning, "keep_clean_copy", other_first)
    page_cleaning.clean_page(page.id)
    assert stored_files() == set(Page.get().stored_names)


def test_a_page_that_cannot_be_read_comes_back_with_its_reason(
    both_databases: flask.Flask,
) -> None:
    sender = Sender()
    document = sender.open()
    sender.add(document, b"%PDF-1.7\nnothing a PDF is made of\n%%EOF\n")
    sender.finish(document)
    run_jobs()
    page, kept = Page.get(), Document.get_by_id(document.id)
    assert (page.state, page.refusal) == (PageState.REFUSED, RefusalCode.UNREADABLE)
    assert (kept.state, kept.return_reason) == (DocumentState.RETURNED, ReturnReason.NOT_READABLE)
    assert OutboxMessage.select().count() == 1
    assert Case.get_by_id(sender.case.id).documents_waiting == 0
    # The bytes that were acknowledged stay for a month, should it be our mistake.
    assert stored_files() == {page.original}
    sweep_documents(NOON + timedelta(days=29))
    assert stored_files() == {page.original}
    sweep_documents(NOON + timedelta(days=31))
    assert stored_files() == set()


def test_an_infected_page_is_refused_and_its_bytes_are_gone(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Scanner, "scan", lambda *_: Scan(Verdict.INFECTED, "Touchpoint.Test"))
    document = Sender().send(samples.MARKED_JPEG)
    run_jobs()
    assert Page.get().refusal == RefusalCode.INFECTED
    assert Document.get_by_id(document.id).state == DocumentState.RETURNED
    assert stored_files() == set()


def test_pages_of_all_files_together_are_twenty_at_most(app: flask.Flask) -> None:
    sender = Sender()
    document = sender.open()
    record = samples.SCHOOL_RECORD.read_bytes()
    for number in range(11):
        sender.add(document, record + b"\n%" + bytes([65 + number]))
    sender.finish(document)
    run_jobs()
    codes = [page.refusal for page in Page.of_document(document.id)]
    assert codes.count(RefusalCode.TOO_MANY_PAGES) == 1
    assert Document.get_by_id(document.id).state == DocumentState.RETURNED


def test_a_cleaning_whose_job_was_lost_is_asked_for_again(both_databases: flask.Flask) -> None:
    Sender().send()
    while jobs.queue().dequeue() is not None:
        pass  # the worker was killed with the job in its hands
    sweep_documents(NOON + timedelta(minutes=14))
    assert run_jobs() == 0
    sweep_documents(NOON + timedelta(minutes=16))
    sweep_documents(NOON + timedelta(minutes=17))
    assert run_jobs() == 1
    assert Page.get().state == PageState.CLEAN


def test_a_page_that_never_gets_clean_is_refused_in_the_end(app: flask.Flask) -> None:
    document = Sender().send()
    Page.update(tries=sweeping.TRIES).execute()
    sweep_documents(NOON + timedelta(minutes=16))
    assert Page.get().state == PageState.REFUSED
    assert Document.get_by_id(document.id).state == DocumentState.RETURNED


def test_pages_that_were_never_finished_are_taken_in_after_an_hour(
    both_databases: flask.Flask,
) -> None:
    sender = Sender()
    document = sender.open()
    sender.add(document)
    sender.add(document, samples.ATTENDANCE_2, at=NOON + timedelta(minutes=30))
    sweep_documents(NOON + timedelta(minutes=89))
    assert Document.get_by_id(document.id).received_at is None
    sweep_documents(NOON + timedelta(minutes=90))
    kept = Document.get_by_id(document.id)
    assert kept.received_at == NOON + timedelta(minutes=90)
    assert kept.kind == DocumentKind.OTHER
    assert Case.get_by_id(sender.case.id).documents_waiting == 1


def test_a_document_without_pages_is_dropped_after_a_day(app: flask.Flask) -> None:
    Sender().open()
    sweep_documents(NOON + timedelta(hours=23))
    assert Document.select().count() == 1
    sweep_documents(NOON + timedelta(hours=25))
    assert Document.select().count() == 0


def test_an_original_whose_deletion_was_cut_off_is_deleted(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    Sender().send()
    with monkeypatch.context() as patch:
        patch.setattr(page_cleaning, "drop_original", lambda _id: None)
        run_jobs()
    page = Page.get()
    assert (page.state, bool(page.original)) == (PageState.CLEAN, True)
    sweep_documents(NOON)
    assert Page.get().original == ""
    assert page.original not in stored_files()


def test_files_that_no_row_names_go_and_all_others_stay(both_databases: flask.Flask) -> None:
    sender = Sender()
    sender.send(samples.SCHOOL_RECORD, samples.ATTENDANCE_1)
    run_jobs()
    kept = stored_files()
    store = resources.current().storage
    stray = store.receive(BytesIO(b"stray"), bytes(32), max_bytes=10).name
    written = next(one.written_at for one in store.listed() if one.name == stray)
    sweep_documents(written + timedelta(minutes=30))
    assert stray in stored_files()
    sweep_documents(written + timedelta(minutes=61))
    assert stored_files() == kept


def test_letters_keep_their_files(app: flask.Flask) -> None:
    sender = Sender()
    store = resources.current().storage
    name = store.receive(BytesIO(b"%PDF-"), bytes(32), max_bytes=10).name
    Letter.create(letter_no="L-1", case=sender.case.id, kind="appointment", locale="es",
                  pdf=name, created_at=NOON)  # fmt: skip
    written = next(one.written_at for one in store.listed() if one.name == name)
    sweep_documents(written + timedelta(hours=2))
    assert name in stored_files()
