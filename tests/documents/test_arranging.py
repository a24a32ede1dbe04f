"""Documents put in order: pages turned, moved, taken apart; documents split and merged."""

import flask
import pytest

from portal import clock
from portal.models import Case, Document, DocumentRequest, Page
from portal.models.accounts import Role
from portal.models.documents import RequestState
from portal.operations.accesses import open_case
from portal.operations.documents.arranging import (
    merge_documents,
    move_page,
    split_document,
    take_apart,
    turn_page,
)
from portal.operations.documents.private import move_to_private_file
from portal.operations.documents.requests import request_document
from portal.operations.documents.reviews import accept_document
from portal.policy.documents import (
    MAX_PAGES,
    ArrangingRefusal,
    DocumentKind,
    DocumentState,
    TransitionRefusal,
)
from portal.policy.refusals import Refused
from tests import samples
from tests.browser import Browser
from tests.documents.sending import Sender, run_jobs
from tests.documents.test_page_answers import sent
from tests.factories import NOON, TODAY, account, case, participant


def fresh(document: Document) -> Document:
    """The document as it stands."""
    return Document.get_by_id(document.id)


def test_a_page_is_turned_by_quarters_in_both_directions(app: flask.Flask) -> None:
    sender = Sender()
    _, (page,) = sent(sender)
    who = sender.worker.actor
    seen = []
    for quarters in (1, 1, 1, 1, -1):
        page = Page.get_for(who, page.key)
        turn_page(who, page=page, quarters=quarters, at=NOON)
        seen.append(Page.get_by_id(page.id).turn)
    assert seen == [90, 180, 270, 0, 270]


@pytest.mark.parametrize(
    ("which", "to", "order"),
    [
        (0, 3, [1, 2, 0]),
        (2, 1, [2, 0, 1]),
        (1, 99, [0, 2, 1]),
        (1, 0, [1, 0, 2]),
        (1, 2, [0, 1, 2]),
    ],
)
def test_a_page_goes_to_another_place(
    app: flask.Flask, which: int, to: int, order: list[int]
) -> None:
    sender = Sender()
    document, pages = sent(sender, *samples.ATTENDANCE)
    move_page(
        sender.worker.actor, document=document, version=document.version, page=pages[which], to=to,
        at=NOON,
    )  # fmt: skip
    found = Page.of_document(document.id)
    assert [page.id for page in found] == [pages[number].id for number in order]
    assert [page.position for page in found] == [1, 2, 3]


def test_a_pdf_taken_apart_becomes_single_pages_in_its_place(both_databases: flask.Flask) -> None:
    sender = Sender()
    document, pages = sent(sender, samples.SCHOOL_RECORD, samples.ATTENDANCE_1)
    take_apart(
        sender.worker.actor, document=document, version=document.version, page=pages[0], at=NOON
    )
    found = Page.of_document(document.id)
    assert [page.sheets for page in found] == [1, 1, 1]
    assert [page.position for page in found] == [1, 2, 3]
    assert found[2].id == pages[1].id


def test_split_pages_are_a_document_of_their_own_with_a_receipt(
    both_databases: flask.Flask,
) -> None:
    sender = Sender()
    document, pages = sent(sender, *samples.ATTENDANCE)
    made = split_document(
        sender.worker.actor, document=document, version=document.version,
        pages=[pages[0], pages[2]], kind=DocumentKind.PAY_STUB, at=NOON,
    )  # fmt: skip
    made = fresh(made)
    assert [page.id for page in Page.of_document(made.id)] == [pages[0].id, pages[2].id]
    assert [page.position for page in Page.of_document(document.id)] == [1]
    assert made.reference != document.reference
    assert (made.kind, made.state, made.received_at) == ("pay_stub", "received", NOON)
    assert made.split_from_id == document.id
    assert Case.get_by_id(sender.case.id).documents_waiting == 2


def test_none_and_all_of_the_pages_are_no_part(app: flask.Flask) -> None:
    sender = Sender()
    document, pages = sent(sender, samples.ATTENDANCE_1, samples.ATTENDANCE_2)
    _, foreign = sent(sender, samples.ATTENDANCE_3)
    for chosen, code in (
        ([], ArrangingRefusal.NO_PAGES_CHOSEN),
        (foreign, ArrangingRefusal.NO_PAGES_CHOSEN),
        (pages, ArrangingRefusal.ALL_PAGES_CHOSEN),
    ):
        with pytest.raises(Refused) as refused:
            split_document(
                sender.worker.actor, document=document, version=document.version, pages=chosen,
                kind="other", at=NOON,
            )  # fmt: skip
        assert refused.value.codes == {"pages": code}


def test_merged_documents_are_one_and_settle_what_both_were_asked_for(
    both_databases: flask.Flask,
) -> None:
    sender = Sender()
    requests, documents = [], []
    for file in (samples.ATTENDANCE_1, samples.ATTENDANCE_2):
        asked = request_document(
            sender.worker.actor, case=sender.case, kind=DocumentKind.PAY_STUB, why="count_hours",
            due_on=TODAY, at=NOON,
        )  # fmt: skip
        opened = sender.open(request=asked)
        sender.add(opened, file)
        sender.finish(opened)
        requests.append(asked)
        documents.append(opened)
    run_jobs()
    first, second = fresh(documents[0]), fresh(documents[1])
    merge_documents(
        sender.worker.actor, document=first, version=first.version, other=second, at=NOON
    )
    assert [page.position for page in Page.of_document(first.id)] == [1, 2]
    gone = fresh(second)
    assert (gone.state, gone.merged_into_id) == (DocumentState.MERGED, first.id)
    assert Case.get_by_id(sender.case.id).documents_waiting == 1
    first = fresh(first)
    accept_document(sender.worker.actor, document=first, version=first.version, at=NOON)
    states = {DocumentRequest.get_by_id(one.id).state for one in requests}
    assert states == {RequestState.SETTLED}


def test_what_does_not_belong_together_is_not_merged(app: flask.Flask) -> None:
    sender = Sender()
    document, _ = sent(sender)
    decided, _ = sent(sender, samples.ATTENDANCE_2)
    accept_document(sender.worker.actor, document=decided, version=decided.version, at=NOON)
    elsewhere = case(participant("Bo Lind"), sender.worker, number="WTW-9")
    foreign = Document.create(
        reference="X-1", case=elsewhere, kind="other", opened_at=NOON, received_at=NOON
    )
    opened = sender.open()
    for other in (document, decided, foreign, opened):
        with pytest.raises(Refused) as refused:
            merge_documents(
                sender.worker.actor, document=document, version=fresh(document).version,
                other=other, at=NOON,
            )  # fmt: skip
        assert refused.value.codes == {"other": ArrangingRefusal.NOT_TO_MERGE}


def test_together_they_have_twenty_pages_at_most(app: flask.Flask) -> None:
    sender = Sender()
    document, _ = sent(sender)
    other, (page,) = sent(sender, samples.ATTENDANCE_2)
    Page.update(sheets=MAX_PAGES).where(Page.id == page.id).execute()
    with pytest.raises(Refused) as refused:
        merge_documents(
            sender.worker.actor, document=document, version=document.version, other=other, at=NOON
        )
    assert refused.value.codes == {"other": ArrangingRefusal.TOGETHER_TOO_LONG}
    Page.update(sheets=MAX_PAGES - 1).where(Page.id == page.id).execute()
    merge_documents(
        sender.worker.actor, document=document, version=document.version, other=other, at=NOON
    )
    assert fresh(other).state == DocumentState.MERGED


def test_what_takes_in_a_private_document_becomes_private(app: flask.Flask) -> None:
    sender = Sender()
    document, _ = sent(sender)
    other, _ = sent(sender, samples.ATTENDANCE_2)
    move_to_private_file(sender.worker.actor, document=other, at=NOON)
    merge_documents(
        sender.worker.actor, document=document, version=document.version, other=other, at=NOON
    )
    assert fresh(document).is_private


def test_what_was_decided_on_keeps_its_order(app: flask.Flask) -> None:
    sender = Sender()
    document, pages = sent(sender, samples.ATTENDANCE_1, samples.ATTENDANCE_2)
    accept_document(sender.worker.actor, document=document, version=document.version, at=NOON)
    document = fresh(document)
    with pytest.raises(Refused) as refused:
        move_page(
            sender.worker.actor, document=document, version=document.version, page=pages[0], to=2,
            at=NOON,
        )  # fmt: skip
    assert refused.value.codes == {"": TransitionRefusal.NOT_FROM_HERE}


def test_the_receipt_of_a_merged_document_leads_to_the_one_that_has_its_pages(
    app: flask.Flask,
) -> None:
    sender = Sender()
    document, _ = sent(sender)
    other, _ = sent(sender, samples.ATTENDANCE_2)
    merge_documents(
        sender.worker.actor, document=document, version=document.version, other=other, at=NOON
    )
    phone = Browser(app, sender.person)
    led = phone.get(f"/my/receipts/{other.reference}", 303)
    shown = phone.get(phone.get(led.headers["Location"], 303).headers["Location"])
    assert document.reference in shown.text
    assert len(shown.all(".upload-row")) == 2
    listed = phone.get("/my/documents")
    assert document.key in listed.body
    assert other.key not in listed.body


def test_nothing_is_split_or_merged_while_a_page_is_made_ready(app: flask.Flask) -> None:
    sender = Sender()
    document, _ = sent(sender)
    late = fresh(sender.send(samples.ATTENDANCE_2, samples.ATTENDANCE_3))
    with pytest.raises(Refused) as refused:
        merge_documents(
            sender.worker.actor, document=document, version=document.version, other=late, at=NOON
        )
    assert refused.value.codes == {"": TransitionRefusal.PAGES_WAITING}
    assert fresh(late).state == DocumentState.RECEIVED
    with pytest.raises(Refused) as refused:
        split_document(
            sender.worker.actor, document=late, version=late.version,
            pages=Page.of_document(late.id)[:1], kind="other", at=NOON,
        )  # fmt: skip
    assert refused.value.codes == {"": TransitionRefusal.PAGES_WAITING}


def test_what_is_split_off_as_a_doctors_note_goes_to_the_private_file(app: flask.Flask) -> None:
    sender = Sender()
    document, pages = sent(sender, samples.ATTENDANCE_1, samples.ATTENDANCE_2)
    sol = account("Sol Vega", Role.SPECIALIST)
    open_case(sol.actor, case=Case.get(), reason="stand_in", at=clock.now())
    other = Browser(app, sol)
    path = f"/staff/cases/{sender.case.key}/documents"
    shown = other.get(f"{path}/{document.key}/arrange")
    led = other.submit(
        shown, f"{path}/{document.key}/split", {"page": pages[1].key, "kind": "medical_note"},
        "#split-form",
    )  # fmt: skip
    assert led.headers["Location"] == path
    made = Document.get(Document.split_from == document.id)
    assert made.is_private
    other.get(f"{path}/{made.key}", 404)
