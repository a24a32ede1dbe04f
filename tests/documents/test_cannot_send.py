"""Participants who cannot get a paper wait for their worker's answer (DOC-4)."""

from datetime import timedelta

import flask
import pytest

from portal.models import AuditEntry, Case, DocumentRequest, OutboxMessage
from portal.models.accounts import Role
from portal.operations.documents.requests import ask_again, report_cannot_send, request_document
from portal.policy.documents import CannotSend, DocumentKind, RequestRefusal
from portal.policy.refusals import Refused
from tests.browser import Browser
from tests.documents.sending import Sender
from tests.factories import NOON, TODAY, account


@pytest.fixture
def sender(app: flask.Flask) -> Sender:
    """A participant with a case."""
    return Sender()


def asked(sender: Sender, days: int = 5) -> DocumentRequest:
    """A request to the participant, due in so many days."""
    return request_document(
        sender.worker.actor, case=sender.case, kind=DocumentKind.PAY_STUB, why="count_pay",
        due_on=TODAY + timedelta(days=days), at=NOON,
    )  # fmt: skip


def cannot(sender: Sender, choice: CannotSend = CannotSend.CANNOT_GET) -> DocumentRequest:
    """A request that the participant answered."""
    return report_cannot_send(
        sender.actor, request=asked(sender), choice=choice, text="No me lo dan", locale="es",
        at=NOON,
    )  # fmt: skip


def waiting(sender: Sender) -> int:
    """How many reports of the case wait, as the caseload says."""
    return int(Case.get_by_id(sender.case.id).reports_waiting)


def test_an_answer_that_needs_the_worker_stands_in_the_inbox(
    app: flask.Flask, sender: Sender
) -> None:
    cannot(sender)
    desk = Browser(app, sender.worker)
    page = desk.get("/staff/inbox")
    link = page.one("tbody th a")
    assert link.text_content() == "Cannot send: Pay stub"
    assert page.one('td[data-label="Language"]').text_content() == "Spanish"
    assert "No me lo dan" in desk.get(link.get("href")).text
    assert waiting(sender) == 1
    assert len(page.statements) <= 8


def test_a_paper_that_will_come_later_asks_nothing_of_the_worker(
    app: flask.Flask, sender: Sender
) -> None:
    cannot(sender, CannotSend.REMIND_ME)
    assert "Nothing waits for you" in Browser(app, sender.worker).get("/staff/inbox").text
    assert waiting(sender) == 0


def test_it_waits_until_the_worker_settles_it(app: flask.Flask, sender: Sender) -> None:
    cannot(sender)
    desk = Browser(app, sender.worker)
    page = desk.get(f"/staff/cases/{sender.case.key}/documents")
    settle = str(page.one("form[action$=settle]").get("action"))
    desk.submit(page, settle, selector="form[action$=settle]")
    assert waiting(sender) == 0
    assert "Nothing waits for you" in desk.get("/staff/inbox").text


def test_it_waits_until_the_worker_asks_again_with_a_new_day(
    app: flask.Flask, sender: Sender
) -> None:
    cannot(sender)
    desk = Browser(app, sender.worker)
    page = desk.get(f"/staff/cases/{sender.case.key}/documents")
    again = str(page.one("form[action$=again]").get("action"))
    desk.submit(page, again, {"due_on": "2099-01-04"}, selector="form[action$=again]")
    kept = DocumentRequest.get()
    assert (kept.state, str(kept.due_on)) == ("asked", "2099-01-04")
    assert waiting(sender) == 0
    assert AuditEntry.select().where(AuditEntry.action == "ask_again").count() == 1
    assert OutboxMessage.select().where(OutboxMessage.kind == "document_request").count() == 2


def test_a_day_that_is_over_is_refused_and_the_request_waits_on(
    app: flask.Flask, sender: Sender
) -> None:
    wanted = cannot(sender)
    desk = Browser(app, sender.worker)
    here = f"/staff/cases/{sender.case.key}/documents"
    answer = desk.submit(
        desk.get(here), f"{here}/requests/{wanted.key}/again", {"due_on": "2020-01-01"},
        selector="form[action$=again]",
    )  # fmt: skip
    assert "This day is over" in desk.follow(answer).text
    assert waiting(sender) == 1


def test_what_is_settled_is_not_asked_for_again(sender: Sender) -> None:
    wanted = asked(sender)
    with pytest.raises(Refused) as refused:
        ask_again(sender.worker.actor, request=wanted, due_on=TODAY, at=NOON)
    assert refused.value.codes == {"": RequestRefusal.SETTLED}


def test_those_who_only_read_get_no_buttons(app: flask.Flask, sender: Sender) -> None:
    cannot(sender)
    for role in (Role.SUPERVISOR, Role.MONITOR):
        reader = Browser(app, account(f"{role} Reader", role))
        page = reader.get(f"/staff/cases/{sender.case.key}/documents")
        assert not page.all("main form, main .button")
