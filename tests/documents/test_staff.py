"""Staff look at documents beside their answer, and ask for what is missing."""

from typing import Any

import flask
import pytest

from portal import clock
from portal.models import AuditEntry, Case, Document, DocumentRequest
from portal.models import Page as PageRow
from portal.models.accounts import Role
from portal.operations.accesses import open_case
from portal.operations.documents.requests import report_cannot_send
from portal.policy.documents import CannotSend, DocumentState
from tests import samples
from tests.browser import Browser
from tests.documents.sending import Sender, run_jobs
from tests.factories import NOON, account


@pytest.fixture
def sender(app: flask.Flask) -> Sender:
    """A participant with a case."""
    return Sender()


@pytest.fixture
def desk(sender: Sender, app: flask.Flask) -> Browser:
    """The worker's signed-in browser."""
    return Browser(app, sender.worker)


def viewed(sender: Sender, *files: Any) -> tuple[Document, str]:
    """A clean document and the address it is looked at."""
    document = sender.send(*files)
    run_jobs()
    return document, f"/staff/cases/{sender.case.key}/documents/{document.key}"


def test_the_list_shows_what_arrived_and_what_was_asked_for(desk: Browser, sender: Sender) -> None:
    viewed(sender)
    page = desk.get(f"/staff/cases/{sender.case.key}/documents")
    assert "Attendance sheet" in page.text
    assert "Nothing was asked for" in page.text
    first = len(page.statements)
    viewed(sender, samples.ATTENDANCE_2)
    again = desk.get(f"/staff/cases/{sender.case.key}/documents")
    assert len(again.all("tbody tr")) == 2
    assert len(again.statements) == first <= 8


def test_the_viewer_takes_eight_statements_answered_or_not(both_databases: flask.Flask) -> None:
    sender = Sender()
    _, path = viewed(sender)
    viewed(sender, samples.ATTENDANCE_2)
    desk = Browser(both_databases, sender.worker)
    page = desk.get(path)
    assert "Last change" not in page.text
    desk.submit(page, f"{path}/accept", selector=f'form[action="{path}/accept"]')
    answered = desk.get(path)
    assert "Last change" in answered.text
    assert max(len(page.statements), len(answered.statements)) <= 8


def test_the_pages_stand_beside_the_answer(desk: Browser, sender: Sender) -> None:
    _, path = viewed(sender, samples.SCHOOL_RECORD, samples.ATTENDANCE_1)
    page = desk.get(path)
    pictures = page.all("img.viewer")
    assert [one.get("alt") for one in pictures] == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    for one in pictures:
        answer = desk.get(one.get("src"))
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    saved = desk.get(page.all("figcaption a")[0].get("href"))
    assert saved.headers["Content-Disposition"].startswith("attachment")


def test_every_look_is_on_record(desk: Browser, sender: Sender) -> None:
    _, path = viewed(sender)
    page = desk.get(path)
    desk.get(page.one("img.viewer").get("src"))
    actions = [row.action for row in AuditEntry.select()]
    assert {"view_document", "view_document_page"} <= set(actions)


def test_a_document_is_accepted_with_and_without_a_script(desk: Browser, sender: Sender) -> None:
    first, path = viewed(sender)
    answer = desk.submit(desk.get(path), f"{path}/accept", selector="form[action$=accept]")
    assert "Accepted" in desk.follow(answer).text
    assert Document.get_by_id(first.id).state == DocumentState.ACCEPTED
    second, path = viewed(sender, samples.ATTENDANCE_2)
    page = desk.get(path)
    part = desk.submit(
        page, f"{path}/accept", selector="form[action$=accept]", status=200, script=True
    )
    assert part.one("#review")
    assert Document.get_by_id(second.id).state == DocumentState.ACCEPTED


def test_the_swapped_part_is_that_part_of_the_page(desk: Browser, sender: Sender) -> None:
    _, path = viewed(sender)
    whole = desk.get(path).words("#review")
    part = desk.get(path, script=True).words("#review")
    assert part == whole


def test_asking_again_needs_a_reason_and_keeps_what_was_typed(
    desk: Browser, sender: Sender
) -> None:
    document, path = viewed(sender)
    page = desk.get(path)
    wrong = desk.submit(
        page, f"{path}/return", {"explanation": "Too small"}, "form[action$=return]", status=422
    )
    assert "Please give the reason" in wrong.text
    assert wrong.one("#explanation").text.strip() == "Too small"
    right = desk.submit(wrong, f"{path}/return", {"reason": "blurred"}, "form[action$=return]")
    assert "Please send again" in desk.follow(right).text
    kept = Document.get_by_id(document.id)
    assert (kept.return_reason, kept.return_text) == ("blurred", "Too small")


def test_the_second_person_is_told_and_sees_how_it_stands(
    app: flask.Flask, desk: Browser, sender: Sender
) -> None:
    _, path = viewed(sender)
    sol = account("Sol Vega", Role.SPECIALIST)
    open_case(sol.actor, case=Case.get(), reason="stand_in", at=clock.now())
    boss = Browser(app, sol)
    theirs = boss.get(path)
    desk.submit(desk.get(path), f"{path}/accept", selector="form[action$=accept]")
    told = boss.submit(
        theirs, f"{path}/return", {"reason": "blurred"}, "form[action$=return]", status=409
    )
    assert "Somebody else decided on this document" in told.text
    assert "Ana Ruiz" in told.words("#review")
    assert "Accepted" in told.words("#review")


def test_a_double_tap_decides_once(desk: Browser, sender: Sender) -> None:
    _, path = viewed(sender)
    page = desk.get(path)
    for _ in range(2):
        desk.submit(page, f"{path}/accept", selector="form[action$=accept]")
    assert AuditEntry.select().where(AuditEntry.action == "accept_document").count() == 1


def test_the_kind_can_be_changed_and_a_decision_looked_at_again(
    desk: Browser, sender: Sender
) -> None:
    document, path = viewed(sender)
    desk.submit(desk.get(path), f"{path}/kind", {"kind": "pay_stub"}, "form[action$=kind]")
    desk.submit(desk.get(path), f"{path}/accept", selector="form[action$=accept]")
    desk.submit(desk.get(path), f"{path}/check", selector="form[action$=check]")
    kept = Document.get_by_id(document.id)
    assert (kept.kind, kept.state) == ("pay_stub", DocumentState.BEING_CHECKED)


def test_one_goes_from_one_waiting_document_to_the_next(desk: Browser, sender: Sender) -> None:
    _, first = viewed(sender)
    _, second = viewed(sender, samples.ATTENDANCE_2)
    page = desk.get(first)
    assert page.one("a[rel=next]").get("href") == second
    assert desk.get(second).one("a[rel=prev]").get("href") == first


def test_a_document_is_asked_for_with_why_and_by_when(desk: Browser, sender: Sender) -> None:
    path = f"/staff/cases/{sender.case.key}/documents/request"
    page = desk.get(path)
    desk.submit(page, path, {"due_on": "2020-01-01"}, status=422)
    listed = desk.follow(desk.submit(page, path, {"kind": "pay_stub", "why": "count_hours"}))
    assert "Pay stub" in listed.text
    asked = DocumentRequest.get()
    report_cannot_send(
        sender.actor, request=asked, choice=CannotSend.CANNOT_GET, text="No me lo dan",
        locale="es", at=NOON,
    )  # fmt: skip
    page = desk.get(f"/staff/cases/{sender.case.key}/documents")
    assert "No me lo dan" in page.text
    assert "Needs your answer" in page.text
    settle = f"{page.one('form[action$=settle]').get('action')}"
    desk.submit(page, settle, selector="form[action$=settle]")
    assert DocumentRequest.get().state == "settled"


def test_strangers_find_nothing_and_readers_cannot_decide(app: flask.Flask, sender: Sender) -> None:
    document, path = viewed(sender)
    page = PageRow.get()
    stranger = Browser(app, account("Bo Lind", unit="Unit 2"))
    base = f"/staff/cases/{sender.case.key}/documents"
    for url in (base, path, f"{base}/request", f"{base}/pages/{page.key}/1",
                f"{base}/pages/{page.key}/file"):  # fmt: skip
        stranger.get(url, 404)
    stranger.post(f"{path}/accept", {"version": str(document.version)}, 404)
    monitor = Browser(app, account("Mo Nito", Role.MONITOR))
    assert not monitor.get(path).all("main form")
    monitor.post(f"{path}/accept", {"version": str(document.version)}, 404)


def test_an_open_document_is_not_shown_to_staff(desk: Browser, sender: Sender) -> None:
    document = sender.open()
    sender.add(document)
    desk.get(f"/staff/cases/{sender.case.key}/documents/{document.key}", 404)
    page = desk.get(f"/staff/cases/{sender.case.key}/documents")
    assert "Nothing has arrived yet" in page.text
