"""DOC-3: what has arrived is looked at beside the case, answered, named and tied."""

from datetime import date

import flask

from portal.models import Case, Contact, Document, DocumentRequest, DocumentTie, HoursEntry, Page
from portal.models.documents import RequestState
from portal.operations.contacts import record_contact
from portal.operations.documents.requests import request_document
from portal.operations.documents.ties import prove_hours, tie_document, tie_request
from portal.policy.contacts import Direction, Way
from portal.policy.documents import DocumentKind, DocumentState
from tests import samples
from tests.browser import Browser
from tests.documents.sending import Sender, run_jobs
from tests.factories import NOON, TODAY, account

SERIES = "english-class-01"


def _hours(sender: Sender) -> list[HoursEntry]:
    """Two days of one week, and the Monday of the next; nothing proves them."""
    days = (date(2026, 11, 5), date(2026, 11, 6), date(2026, 11, 9))
    return [
        HoursEntry.create(
            case=sender.case, series=SERIES, done_on=day, minutes=240, entered_at=NOON
        )
        for day in days
    ]


def test_doc_3_staff_see_what_arrived_answer_it_name_it_and_tie_it(
    both_databases: flask.Flask,
) -> None:
    sender = Sender("es")
    document = sender.send(*samples.ATTENDANCE)
    run_jobs()
    path = f"/staff/cases/{sender.case.key}/documents/{document.key}"
    desk = Browser(both_databases, sender.worker)
    assert desk.get("/staff/inbox").all(f'a[href="{path}"]'), "what arrived for the caseload"
    stranger = Browser(both_databases, account("Bo Lind", unit="Unit 2"))
    assert not stranger.get("/staff/inbox").all("a[data-row]")
    stranger.get(path, 404)

    page = desk.get(path)
    assert sender.case.number in page.words(".facts-bar"), "beside the case"
    desk.submit(page, f"{path}/kind", {"kind": "school_record"}, "form[action$=kind]")
    assert Document.get_by_id(document.id).kind == DocumentKind.SCHOOL_RECORD

    bad = Page.of_document(document.id)[1]
    desk.submit(desk.get(path), f"{path}/pages", {f"page-{bad.key}-1": "too_dark"}, "#pages-form")
    told = Browser(both_databases, sender.person).get(f"/my/documents/{document.key}")
    assert told.tree.get("lang") == "es"
    assert len(told.all(".upload-row.is-refused")) == 2, "the bad page alone, above and in the list"
    assert Case.get_by_id(sender.case.id).documents_waiting == 0

    desk.submit(desk.get(path), f"{path}/check", selector="form[action$=check]")
    assert Case.get_by_id(sender.case.id).documents_waiting == 1
    desk.submit(desk.get(path), f"{path}/accept", selector="form[action$=accept]")
    assert Document.get_by_id(document.id).state == DocumentState.ACCEPTED
    _tied(sender, Document.get_by_id(document.id))


def _tied(sender: Sender, document: Document) -> None:
    """To the hours of one week and no day beside it, to a contact, and to what was asked for."""
    who, entries = sender.worker.actor, _hours(sender)
    document = Document.get_for(who, document.key)
    week = (SERIES, date(2026, 11, 5), date(2026, 11, 6))
    assert prove_hours(who, document=document, weeks=[week], at=NOON) == 2
    proof = [HoursEntry.get_by_id(one.id).document_id for one in entries]
    assert proof == [document.id, document.id, None]

    called = record_contact(
        who, case=sender.case, occurred_on=TODAY, way=Way.TELEPHONE, answered=True, summary="",
        direction=Direction.FROM_STAFF, at=NOON,
    )  # fmt: skip
    for _twice in range(2):
        tie_document(who, document=document, contact=Contact.get_by_id(called.id), at=NOON)
    assert DocumentTie.select().count() == 1

    asked = request_document(
        who, case=sender.case, kind=DocumentKind.ATTENDANCE_SHEET, why="count_hours",
        due_on=TODAY, at=NOON,
    )  # fmt: skip
    tie_request(who, document=document, request=asked, at=NOON)
    assert DocumentRequest.get_by_id(asked.id).state == RequestState.SETTLED
