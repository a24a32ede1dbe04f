"""Documents answered page by page: only what cannot be read is asked for again."""

import flask
import pytest

from portal.models import Case, Document, OutboxMessage, Page, TextRequest
from portal.models.documents import RequestState
from portal.operations.documents.page_answers import PageAnswer, answer_pages
from portal.operations.documents.requests import request_document
from portal.operations.documents.reviews import accept_document, check_document, return_document
from portal.policy.documents import (
    DocumentKind,
    DocumentState,
    PageReview,
    ReturnReason,
    TransitionRefusal,
)
from portal.policy.refusals import Refused
from tests import samples
from tests.documents.sending import Sender, run_jobs
from tests.factories import NOON, TODAY


def sent(sender: Sender, *files: object) -> tuple[Document, list[Page]]:
    """A clean document and its pages."""
    made = sender.send(*files)  # type: ignore[arg-type]
    run_jobs()
    return Document.get_by_id(made.id), Page.of_document(made.id)


def answered(sender: Sender, document: Document, *answers: PageAnswer, words: str = "") -> Document:
    """The pages' answers, given by the worker."""
    return answer_pages(
        sender.worker.actor, document=document, version=document.version, answers=answers,
        explanation=words, at=NOON,
    )  # fmt: skip


def test_only_the_bad_page_is_asked_for_and_the_others_are_in_order(
    both_databases: flask.Flask,
) -> None:
    sender = Sender()
    asked = request_document(
        sender.worker.actor, case=sender.case, kind=DocumentKind.PAY_STUB, why="count_hours",
        due_on=TODAY, at=NOON,
    )  # fmt: skip
    document = sender.open(request=asked)
    for file in samples.ATTENDANCE:
        sender.add(document, file)
    sender.finish(document)
    run_jobs()
    document, pages = Document.get_by_id(document.id), Page.of_document(document.id)
    answered(sender, document, PageAnswer(pages[1], ReturnReason.TOO_DARK))
    kept = Document.get_by_id(document.id)
    assert (kept.state, kept.return_reason) == (DocumentState.RETURNED, ReturnReason.SOME_PAGES)
    told = [(page.review, page.review_reason) for page in Page.of_document(document.id)]
    assert told == [("accepted", ""), ("returned", "too_dark"), ("accepted", "")]
    assert [page.is_asked_again for page in Page.of_document(document.id)] == [False, True, False]
    assert type(asked).get_by_id(asked.id).state == RequestState.ASKED
    assert Case.get_by_id(sender.case.id).documents_waiting == 0
    assert OutboxMessage.select().where(OutboxMessage.kind == "document_news").count() == 1


def test_a_single_sheet_of_a_pdf_is_asked_for_and_the_pdf_as_it_came_stays(
    both_databases: flask.Flask,
) -> None:
    sender = Sender()
    document, (record, sheet) = sent(sender, samples.SCHOOL_RECORD, samples.ATTENDANCE_1)
    assert record.sheets == 2
    answered(sender, document, PageAnswer(record, ReturnReason.BLURRED, sheet=2))
    pages = Page.of_document(document.id)
    assert [page.position for page in pages] == [1, 2, 3]
    assert [page.part for page in pages] == [1, 2, 0]
    assert [page.is_asked_again for page in pages] == [False, True, False]
    assert pages[0].clean == record.picture(1)
    assert pages[1].thumbnail == record.small_picture(2)
    kept = Page.get_by_id(record.id)
    assert kept.replaced_at == NOON
    assert pages[1].replaces_id == kept.id
    assert pages[2].id == sheet.id


def test_a_whole_pdf_is_asked_for_without_being_taken_apart(app: flask.Flask) -> None:
    sender = Sender()
    document, (record,) = sent(sender, samples.SCHOOL_RECORD)
    answered(sender, document, PageAnswer(record, ReturnReason.OUT_OF_DATE))
    assert [page.review_reason for page in Page.of_document(document.id)] == ["out_of_date"]


def test_at_least_one_page_is_asked_for(app: flask.Flask) -> None:
    sender = Sender()
    document, (page,) = sent(sender)
    other, (foreign,) = sent(sender, samples.ATTENDANCE_2)
    for answers in ((), (PageAnswer(page),), (PageAnswer(foreign, ReturnReason.BLURRED),)):
        with pytest.raises(Refused) as refused:
            answered(sender, document, *answers)
        assert refused.value.codes == {"pages": TransitionRefusal.NO_PAGE_MARKED}
    assert Page.get_by_id(foreign.id).review == PageReview.OPEN
    assert other.state == DocumentState.RECEIVED


def test_another_reason_needs_words_which_a_translator_gets(app: flask.Flask) -> None:
    sender = Sender()
    document, (page,) = sent(sender)
    with pytest.raises(Refused) as refused:
        answered(sender, document, PageAnswer(page, ReturnReason.OTHER), words=" ")
    assert refused.value.codes == {"explanation": TransitionRefusal.REASON_MISSING}
    answered(sender, document, PageAnswer(page, ReturnReason.OTHER), words="A cat lies on it.")
    assert TextRequest.get().text == "A cat lies on it."


def test_nothing_is_answered_while_a_page_is_made_ready(app: flask.Flask) -> None:
    sender = Sender()
    document = sender.send(samples.ATTENDANCE_1, samples.ATTENDANCE_2)
    first = Page.of_document(document.id)[0]
    with pytest.raises(Refused) as refused:
        answered(sender, Document.get_by_id(document.id), PageAnswer(first, ReturnReason.BLURRED))
    assert refused.value.codes == {"": TransitionRefusal.PAGES_WAITING}


def test_the_second_of_two_people_is_told(both_databases: flask.Flask) -> None:
    sender = Sender()
    document, (page,) = sent(sender)
    accept_document(sender.worker.actor, document=document, version=document.version, at=NOON)
    with pytest.raises(Refused) as refused:
        answered(sender, document, PageAnswer(page, ReturnReason.BLURRED))
    assert refused.value.codes == {"": TransitionRefusal.CHANGED_MEANWHILE}


def test_accepting_or_returning_the_whole_answers_every_page(app: flask.Flask) -> None:
    sender = Sender()
    document, pages = sent(sender, samples.ATTENDANCE_1, samples.ATTENDANCE_2)
    who = sender.worker.actor
    answered(sender, document, PageAnswer(pages[0], ReturnReason.CUT_OFF))
    again = Document.get_by_id(document.id)
    looked = check_document(who, document=again, version=again.version, at=NOON)
    assert Page.of_document(document.id)[0].is_asked_again
    again = Document.get_by_id(looked.id)
    return_document(
        who, document=again, version=again.version, reason=ReturnReason.PAGE_MISSING, at=NOON
    )
    assert {page.review for page in Page.of_document(document.id)} == {""}
    again = Document.get_by_id(looked.id)
    check_document(who, document=again, version=again.version, at=NOON)
    again = Document.get_by_id(looked.id)
    accept_document(who, document=again, version=again.version, at=NOON)
    assert {page.review for page in Page.of_document(document.id)} == {"accepted"}
