"""What a participant is asked for: sent, not to be had, or sent later with a reminder (DOC-4)."""

from datetime import timedelta

import flask
import pytest

from portal.clock import now
from portal.dates import day
from portal.models import DocumentRequest
from portal.models.documents import RequestState
from portal.operations.documents.requests import request_document
from portal.policy.calendar import office_date
from portal.policy.documents import DocumentKind
from tests import samples
from tests.browser import Browser
from tests.documents.sending import Sender, run_jobs
from tests.documents.test_pages_again import ask_for
from tests.documents.test_participant import send
from tests.factories import NOON, TODAY


@pytest.fixture
def sender(app: flask.Flask) -> Sender:
    """A participant who reads English."""
    return Sender(locale="en")


@pytest.fixture
def phone(sender: Sender, app: flask.Flask) -> Browser:
    """The participant's signed-in browser."""
    return Browser(app, sender.person)


def test_a_request_can_be_answered_by_sending_it(phone: Browser, sender: Sender) -> None:
    asked = ask(sender)
    page = phone.get(f"/my/documents/requests/{asked.key}")
    assert "Please send: Pay stub" in page.text
    assert "So that your hours count" in page.text
    form = phone.get(page.one("main .actions a.button").get("href"))
    phone.follow(send(phone, form, samples.ATTENDANCE_1))
    assert DocumentRequest.get_by_id(asked.id).state == RequestState.SENT
    assert "What we need from you" not in phone.get("/my/documents").text


def test_i_cannot_get_it_reaches_the_worker_in_the_persons_words(
    phone: Browser, sender: Sender
) -> None:
    asked = ask(sender)
    path = f"/my/documents/requests/{asked.key}"
    phone.submit(phone.get(path), path, {"text": "My boss left"}, status=422)
    answer = phone.submit(phone.get(path), path, {"choice": "cannot_get", "text": "My boss left"})
    assert "My boss left" in phone.follow(answer).text
    assert DocumentRequest.get_by_id(asked.id).state == RequestState.CANNOT


def test_who_will_send_it_later_says_when_to_be_reminded(phone: Browser, sender: Sender) -> None:
    asked = ask(sender)
    path = f"/my/documents/requests/{asked.key}"
    chosen = {"choice": "remind_me", "remind": "in_a_week"}
    page = phone.follow(phone.submit(phone.get(path), path, chosen))
    week = office_date(now(), "America/Los_Angeles") + timedelta(days=7)
    assert f"We will remind you on {day(week, 'en')}" in page.text
    assert DocumentRequest.get_by_id(asked.id).state == RequestState.ASKED
    assert "Send: Pay stub" in phone.get("/my").text


def ask(sender: Sender) -> DocumentRequest:
    """A pay stub that the worker asks for."""
    return request_document(
        sender.worker.actor, case=sender.case, kind=DocumentKind.PAY_STUB, why="count_hours",
        due_on=TODAY, at=NOON,
    )  # fmt: skip


def test_what_answered_a_request_and_came_back_is_sent_again_and_not_a_second_time(
    phone: Browser, sender: Sender
) -> None:
    asked = ask(sender)
    document = sender.open(request=asked)
    sender.add(document)
    sender.finish(document)
    run_jobs()
    ask_for(sender, document, 1)
    page = phone.get("/my/documents")
    (wanted,) = page.all("section:first-of-type .tasks li")
    assert "Please send again" in wanted.text_content()
    assert wanted.cssselect("a")[0].get("href") == f"/my/documents/{document.key}"
    assert len(page.statements) <= 8
    request = phone.get(f"/my/documents/requests/{asked.key}")
    assert request.one("main .actions a.button").get("href") == f"/my/documents/{document.key}"
