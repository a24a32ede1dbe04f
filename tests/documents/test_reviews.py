"""Decisions on documents: what follows from each, and two people at one document."""

import threading
from collections.abc import Callable

import flask
import pytest

from portal import db
from portal.models import Account, Case, Document, DocumentRequest, OutboxMessage, TextRequest
from portal.models.documents import RequestState
from portal.operations.documents.requests import request_document
from portal.operations.documents.reviews import (
    accept_document,
    change_document_kind,
    check_document,
    return_document,
)
from portal.policy.documents import (
    DocumentKind,
    DocumentState,
    ReturnReason,
    TransitionRefusal,
)
from portal.policy.refusals import Refused
from tests.documents.sending import Sender, run_jobs
from tests.factories import NOON, TODAY, account


def sent(sender: Sender) -> Document:
    """A document whose page is clean."""
    made = sender.send()
    run_jobs()
    return Document.get_by_id(made.id)


def asked_for(sender: Sender) -> tuple[DocumentRequest, Document]:
    """A request and the clean document that answers it."""
    asked = request_document(
        sender.worker.actor, case=sender.case, kind=DocumentKind.PAY_STUB, why="count_hours",
        due_on=TODAY, at=NOON,
    )  # fmt: skip
    document = sender.open(request=asked)
    sender.add(document)
    sender.finish(document)
    run_jobs()
    return asked, Document.get_by_id(document.id)


def test_an_accepted_document_waits_no_more_and_settles_its_request(
    both_databases: flask.Flask,
) -> None:
    sender = Sender()
    asked, document = asked_for(sender)
    accept_document(sender.worker.actor, document=document, version=document.version, at=NOON)
    assert Document.get_by_id(document.id).state == DocumentState.ACCEPTED
    assert DocumentRequest.get_by_id(asked.id).state == RequestState.SETTLED
    assert Case.get_by_id(sender.case.id).documents_waiting == 0
    assert OutboxMessage.select().where(OutboxMessage.kind == "document_news").count() == 1


def test_a_returned_document_asks_again_in_the_readers_language(
    both_databases: flask.Flask,
) -> None:
    sender = Sender()
    asked, document = asked_for(sender)
    return_document(
        sender.worker.actor, document=document, version=document.version,
        reason=ReturnReason.OTHER, explanation="The hours of Friday are missing.", at=NOON,
    )  # fmt: skip
    assert DocumentRequest.get_by_id(asked.id).state == RequestState.ASKED
    assert TextRequest.get().text == "The hours of Friday are missing."
    message = OutboxMessage.get(OutboxMessage.kind == "document_news")
    assert message.locale == "es"
    assert len(message.body) <= 160
    for word in ("document", "pay", "Friday", sender.case.number):
        assert word not in message.body


def test_a_return_needs_a_reason(app: flask.Flask) -> None:
    sender = Sender()
    document = sent(sender)
    with pytest.raises(Refused) as refused:
        return_document(
            sender.worker.actor, document=document, version=document.version, reason=None, at=NOON
        )
    assert refused.value.codes == {"reason": TransitionRefusal.REASON_MISSING}
    assert Document.get_by_id(document.id).version == document.version


def test_a_decision_is_looked_at_again_before_it_is_turned_round(app: flask.Flask) -> None:
    sender = Sender()
    document = sent(sender)
    who = sender.worker.actor
    accepted = accept_document(who, document=document, version=document.version, at=NOON)
    with pytest.raises(Refused) as refused:
        return_document(
            who, document=accepted, version=accepted.version, reason=ReturnReason.BLURRED, at=NOON
        )
    assert refused.value.codes == {"": TransitionRefusal.NOT_FROM_HERE}
    again = check_document(who, document=accepted, version=accepted.version, at=NOON)
    assert Case.get_by_id(sender.case.id).documents_waiting == 1
    return_document(
        who, document=again, version=again.version, reason=ReturnReason.BLURRED, at=NOON
    )
    assert Document.get_by_id(document.id).state == DocumentState.RETURNED


def test_nothing_is_accepted_before_it_can_be_looked_at(app: flask.Flask) -> None:
    sender = Sender()
    document = Document.get_by_id(sender.send().id)
    with pytest.raises(Refused) as refused:
        accept_document(sender.worker.actor, document=document, version=document.version, at=NOON)
    assert refused.value.codes == {"": TransitionRefusal.PAGES_WAITING}


def test_the_second_of_two_people_is_told(both_databases: flask.Flask) -> None:
    sender = Sender()
    document = sent(sender)
    seen = document.version
    accept_document(sender.worker.actor, document=document, version=seen, at=NOON)
    with pytest.raises(Refused) as refused:
        change_document_kind(
            account("Bo Lind").actor, document=document, version=seen, kind=DocumentKind.OTHER,
            at=NOON,
        )  # fmt: skip
    assert refused.value.codes == {"": TransitionRefusal.CHANGED_MEANWHILE}
    assert Document.get_by_id(document.id).kind == DocumentKind.ATTENDANCE_SHEET


def test_of_two_decisions_at_the_same_moment_one_counts(both_databases: flask.Flask) -> None:
    sender = Sender()
    document = sent(sender)
    both = threading.Barrier(2)
    outcomes: list[object] = []

    def decide(who: Account, act: Callable[..., object], **values: object) -> None:
        db.database.connect(reuse_if_open=True)
        both.wait()
        try:
            act(who.actor, document=document, version=document.version, at=NOON, **values)
            outcomes.append("done")
        except Refused as refused:
            outcomes.append(refused.codes[""])
        finally:
            db.database.close()

    threads = [
        threading.Thread(target=decide, args=(sender.worker, accept_document)),
        threading.Thread(
            target=decide, args=(account("Bo Lind"), return_document),
            kwargs={"reason": ReturnReason.BLURRED},
        ),
    ]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == [str(TransitionRefusal.CHANGED_MEANWHILE), "done"]
