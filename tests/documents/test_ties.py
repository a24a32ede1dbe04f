"""What a document belongs to: at the edges."""

from datetime import date

import flask
import pytest

from portal.models import Document, DocumentRequest, DocumentTie, HoursEntry
from portal.models.documents import RequestState
from portal.operations.contacts import record_contact
from portal.operations.documents.requests import request_document
from portal.operations.documents.reviews import return_document
from portal.operations.documents.ties import prove_hours, tie_document, tie_request
from portal.policy.contacts import Direction, Way
from portal.policy.documents import ArrangingRefusal, DocumentKind, ReturnReason
from portal.policy.refusals import Refused
from portal.reports.documents.ties import unproven_weeks
from tests import samples
from tests.documents.sending import Sender
from tests.documents.test_page_answers import sent
from tests.factories import NOON, TODAY, case, participant

SERIES = "english-class-01"
THURSDAY, MONDAY = date(2026, 11, 19), date(2026, 11, 16)


def hours(sender: Sender, done_on: date, document: Document | None = None) -> HoursEntry:
    """Four hours that stand."""
    return HoursEntry.create(
        case=sender.case, series=SERIES, done_on=done_on, minutes=240, entered_at=NOON,
        document=document,
    )  # fmt: skip


def test_hours_keep_their_proof_until_it_is_sent_back(both_databases: flask.Flask) -> None:
    sender = Sender()
    who = sender.worker.actor
    first, _ = sent(sender)
    second, _ = sent(sender, samples.ATTENDANCE_2)
    entry = hours(sender, THURSDAY, first)
    week = (SERIES, MONDAY, TODAY)
    with pytest.raises(Refused) as refused:
        prove_hours(who, document=second, weeks=[week], at=NOON)
    assert refused.value.codes == {"": ArrangingRefusal.NOTHING_CHOSEN}
    assert unproven_weeks(sender.case, TODAY) == []
    return_document(
        who, document=first, version=first.version, reason=ReturnReason.BLURRED, at=NOON
    )
    assert [one.minutes for one in unproven_weeks(sender.case, TODAY)] == [240]
    assert prove_hours(who, document=second, weeks=[week], at=NOON) == 1
    assert HoursEntry.get_by_id(entry.id).document_id == second.id


def test_hours_are_offered_by_activity_and_week_the_latest_first(
    both_databases: flask.Flask,
) -> None:
    sender = Sender()
    for day in (date(2026, 11, 8), date(2026, 11, 9), THURSDAY, date(2026, 8, 1)):
        hours(sender, day)
    found = unproven_weeks(sender.case, TODAY)
    assert [(one.first, one.last, one.minutes) for one in found] == [
        (THURSDAY, THURSDAY, 240),
        (date(2026, 11, 9), date(2026, 11, 9), 240),
        (date(2026, 11, 8), date(2026, 11, 8), 240),
    ], "a Sunday and the Monday after it are two weeks; August is long ago"


def test_what_is_of_another_case_is_not_tied(app: flask.Flask) -> None:
    sender = Sender()
    document, _ = sent(sender)
    who = sender.worker.actor
    elsewhere = case(participant("Bo Lind"), sender.worker, number="WTW-9")
    foreign = record_contact(
        who, case=elsewhere, occurred_on=TODAY, way=Way.TELEPHONE, answered=True, summary="",
        direction=Direction.FROM_STAFF, at=NOON,
    )  # fmt: skip
    asked = request_document(
        who, case=elsewhere, kind=DocumentKind.OTHER, why="count_hours", due_on=TODAY, at=NOON
    )
    for act in (
        lambda: tie_document(who, document=document, contact=foreign, at=NOON),
        lambda: tie_document(who, document=document, series="nobody's", at=NOON),
        lambda: tie_request(who, document=document, request=asked, at=NOON),
    ):
        with pytest.raises(Refused):
            act()
    assert not DocumentTie.select().exists()


def test_what_was_answered_by_mistake_waits_again(both_databases: flask.Flask) -> None:
    sender = Sender()
    document, _ = sent(sender)
    who = sender.worker.actor
    wrong, right = (
        request_document(who, case=sender.case, kind=kind, why="count_hours", due_on=TODAY, at=NOON)
        for kind in (DocumentKind.PAY_STUB, DocumentKind.MEDICAL_NOTE)
    )
    tie_request(who, document=document, request=wrong, at=NOON)
    assert DocumentRequest.get_by_id(wrong.id).state == RequestState.SENT
    tie_request(who, document=Document.get_for(who, document.key), request=right, at=NOON)
    assert DocumentRequest.get_by_id(wrong.id).state == RequestState.ASKED
    assert DocumentRequest.get_by_id(right.id).state == RequestState.SENT
    assert Document.get_by_id(document.id).is_private, "a doctor's note belongs to the private file"
