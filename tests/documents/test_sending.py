"""Documents as operations: opened, page after page, finished; nothing twice, nothing lost."""

from pathlib import Path

import flask
import pytest

from portal import resources
from portal.models import AuditEntry, Case, Document, OutboxMessage, Page, TimelineEntry
from portal.models.documents import PageState, RequestState
from portal.operations.cases.keys import case_key, open_case_key
from portal.operations.documents import describe_document, finish_document
from portal.operations.documents.requests import report_cannot_send, request_document
from portal.operations.documents.uploads import shown_name, take_back
from portal.policy.documents import (
    MAX_PAGES,
    CannotSend,
    DocumentKind,
    DocumentState,
    RefusalCode,
    RequestRefusal,
    SendingRefusal,
)
from portal.policy.refusals import Refused
from tests import samples
from tests.documents.sending import Sender, run_jobs
from tests.factories import NOON, TODAY


def stored_files() -> set[str]:
    """The names of everything in storage."""
    return set(resources.current().storage.names())


def refusal(refused: pytest.ExceptionInfo[Refused]) -> object:
    """The one reason of a refusal."""
    return next(iter(refused.value.codes.values()))


def test_a_case_key_is_made_once_and_opens_again(both_databases: flask.Flask) -> None:
    case = Sender().case
    first = case_key(case, at=NOON)
    assert len(first) == 32
    assert open_case_key(Case.get_by_id(case.id)) == first
    # Somebody who read the case before it had a key gets the same one.
    case.sealed_key = ""
    assert case_key(case, at=NOON) == first


def test_pages_make_one_document_with_a_receipt(both_databases: flask.Flask) -> None:
    sender = Sender()
    document = sender.open()
    for file in samples.ATTENDANCE:
        sender.add(document, file)
    assert Document.get_by_id(document.id).received_at is None
    sent = sender.finish(document)
    assert sent.received_at == NOON
    assert sent.state == DocumentState.RECEIVED
    assert [page.position for page in Page.of_document(sent.id)] == [1, 2, 3]
    assert Case.get_by_id(sender.case.id).documents_waiting == 1
    assert TimelineEntry.select().where(TimelineEntry.ref == sent.id).count() == 1


def test_a_document_sent_is_no_contact(app: flask.Flask) -> None:
    sender = Sender()
    sender.send()
    assert Case.get_by_id(sender.case.id).last_live_on is None


def test_stored_bytes_are_sealed_and_open_again(both_databases: flask.Flask) -> None:
    sender = Sender()
    page = sender.add(sender.open())
    store = resources.current().storage
    plain = samples.ATTENDANCE_1.read_bytes()
    key = open_case_key(Case.get_by_id(sender.case.id))
    assert store.read(page.original, key) == plain
    assert plain[:64] not in b"".join(bytes(piece) for piece in store.open_raw(page.original))


def test_the_same_upload_sent_again_is_the_same_page(both_databases: flask.Flask) -> None:
    sender = Sender()
    document = sender.open()
    first = sender.add(document, key="upload-1")
    second = sender.add(document, key="upload-1")
    assert first.id == second.id
    assert Page.select().count() == 1
    assert stored_files() == {first.original}


def test_the_same_bytes_in_one_document_are_one_page(both_databases: flask.Flask) -> None:
    sender = Sender()
    document = sender.open()
    first = sender.add(document, key="upload-1")
    assert sender.add(document, key="upload-2").id == first.id
    assert stored_files() == {first.original}
    assert sender.add(sender.open()).id != first.id


def test_the_same_form_opens_and_finishes_one_document(both_databases: flask.Flask) -> None:
    sender = Sender()
    document = sender.open(key="form-1")
    assert sender.open(key="form-1").id == document.id
    sender.add(document)
    first = sender.finish(document, key="form-1-send")
    second = sender.finish(document, key="form-1-send")
    third = sender.finish(document)
    assert first.reference == second.reference == third.reference
    assert Document.select().count() == 1


def test_a_page_that_arrives_again_after_the_document_was_sent_is_known(app: flask.Flask) -> None:
    sender = Sender()
    document = sender.send()
    assert sender.add(document).position == 1
    with pytest.raises(Refused) as refused:
        sender.add(document, samples.ATTENDANCE_2)
    assert refusal(refused) == SendingRefusal.ALREADY_SENT
    assert len(stored_files()) == 1


def test_a_document_has_twenty_pages_at_most(app: flask.Flask) -> None:
    sender = Sender()
    document = sender.open()
    photo = samples.ATTENDANCE_1.read_bytes()
    for number in range(MAX_PAGES):
        sender.add(document, photo + bytes([number]))
    with pytest.raises(Refused) as refused:
        sender.add(document, photo + b"\xff")
    assert refusal(refused) == RefusalCode.TOO_MANY_PAGES
    assert len(stored_files()) == MAX_PAGES


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (samples.EMPTY, RefusalCode.EMPTY),
        (samples.CUT_OFF_JPEG, RefusalCode.CUT_OFF),
        (samples.WRONG_TYPE, RefusalCode.WRONG_TYPE),
        (samples.PNG_BOMB, RefusalCode.BOMB),
        (samples.LOCKED_PDF, RefusalCode.LOCKED),
    ],
)
def test_a_bad_file_is_refused_at_once_and_leaves_nothing(
    app: flask.Flask, file: Path, code: RefusalCode
) -> None:
    sender = Sender()
    document = sender.open()
    with pytest.raises(Refused) as refused:
        sender.add(document, file)
    assert refusal(refused) == code
    assert Page.select().count() == 0
    assert stored_files() == set()


def test_a_file_over_25_mb_is_refused(app: flask.Flask) -> None:
    sender = Sender()
    with pytest.raises(Refused) as refused:
        sender.add(sender.open(), b"\xff\xd8\xff" + bytes(25 * 1024 * 1024))
    assert refusal(refused) == RefusalCode.TOO_LARGE


def test_no_file_is_taken_on_a_full_disk(app: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    sender = Sender()
    monkeypatch.setattr(resources.current().storage, "takes_files", lambda: False)
    with pytest.raises(Refused) as refused:
        sender.add(sender.open())
    assert refusal(refused) == RefusalCode.NO_SPACE


def test_a_document_without_pages_or_kind_is_not_sent(app: flask.Flask) -> None:
    sender = Sender()
    document = sender.open()
    with pytest.raises(Refused) as refused:
        sender.finish(document)
    assert refused.value.codes == {"page": SendingRefusal.NO_PAGES}
    sender.add(document)
    with pytest.raises(Refused) as refused:
        finish_document(sender.actor, document=document, kind="", note="", locale="es", at=NOON)
    assert refused.value.codes == {"kind": SendingRefusal.KIND_MISSING}


def test_a_page_can_be_taken_back_until_the_document_is_sent(both_databases: flask.Flask) -> None:
    sender = Sender()
    document = sender.open()
    first, second = sender.add(document), sender.add(document, samples.ATTENDANCE_2)
    take_back(sender.actor, page=first, at=NOON)
    assert stored_files() == {second.original}
    sender.finish(document)
    with pytest.raises(Refused):
        take_back(sender.actor, page=second, at=NOON)
    assert stored_files() == {second.original}


def test_what_was_typed_is_kept_until_the_document_is_sent(app: flask.Flask) -> None:
    sender = Sender()
    document = sender.open()
    sender.add(document)
    describe_document(
        sender.actor, document=document, kind="other", note="Hola", locale="es", at=NOON
    )
    assert Document.get_by_id(document.id).note == "Hola"
    sender.finish(document)
    describe_document(sender.actor, document=document, kind="other", note="x", locale="es", at=NOON)
    assert Document.get_by_id(document.id).note == "Semana de mayo"


def test_a_file_name_is_shown_without_folders_or_control_characters() -> None:
    assert shown_name("C:\\photos\\pay\u202estub.jpg") == "paystub.jpg"
    assert shown_name("../../etc/passwd") == "passwd"
    assert len(shown_name("x" * 500)) == 200


def test_a_request_is_sent_with_its_document_and_asks_again_when_it_comes_back(
    both_databases: flask.Flask,
) -> None:
    sender = Sender()
    asked = request_document(
        sender.worker.actor, case=sender.case, kind=DocumentKind.PAY_STUB, why="count_hours",
        due_on=TODAY, at=NOON,
    )  # fmt: skip
    assert Case.get_by_id(sender.case.id).next_deadline_on == TODAY
    assert OutboxMessage.select().count() == 1
    document = sender.open(request=asked)
    assert document.kind == DocumentKind.PAY_STUB
    sender.add(document, samples.MARKED_JPEG)
    sender.finish(document)
    assert type(asked).get_by_id(asked.id).state == RequestState.SENT


def test_a_request_in_the_past_is_refused(app: flask.Flask) -> None:
    sender = Sender()
    with pytest.raises(Refused) as refused:
        request_document(
            sender.worker.actor, case=sender.case, kind=DocumentKind.PAY_STUB, why="count_hours",
            due_on=TODAY.replace(day=19), at=NOON,
        )  # fmt: skip
    assert refused.value.codes == {"due_on": RequestRefusal.IN_THE_PAST}


@pytest.mark.parametrize(
    ("choice", "state"),
    [
        (CannotSend.CANNOT_FIND, RequestState.CANNOT),
        (CannotSend.CANNOT_GET, RequestState.CANNOT),
        (CannotSend.DOES_NOT_APPLY, RequestState.CANNOT),
        (CannotSend.REMIND_ME, RequestState.ASKED),
    ],
)
def test_i_cannot_get_it_goes_to_the_worker(
    app: flask.Flask, choice: CannotSend, state: RequestState
) -> None:
    sender = Sender()
    asked = request_document(
        sender.worker.actor, case=sender.case, kind=DocumentKind.PAY_STUB, why="count_hours",
        due_on=TODAY, at=NOON,
    )  # fmt: skip
    report_cannot_send(
        sender.actor, request=asked, choice=choice, text="El jefe no me lo da", locale="es",
        at=NOON,
    )  # fmt: skip
    kept = type(asked).get_by_id(asked.id)
    assert (kept.state, kept.cannot_text, kept.cannot_at) == (state, "El jefe no me lo da", NOON)


def test_every_step_is_on_record(both_databases: flask.Flask) -> None:
    sender = Sender()
    sender.send()
    run_jobs()
    actions = {row.action for row in AuditEntry.select()}
    assert {"open_document", "add_page", "finish_document", "keep_clean_copy"} <= actions
    assert Page.get().state == PageState.CLEAN
