"""A participant's own tasks: seen, told as done with one tap, taken back, kept in a calendar."""

from datetime import timedelta
from typing import Any

import flask
import icalendar
import pytest

from portal import clock
from portal.models import Account, Case, DocumentRequest, Note, Task
from portal.models.notes import NoteState
from portal.models.tasks import TaskOwner
from portal.operations import tasks as operations
from portal.policy.tasks import MoveReason
from tests.browser import Browser
from tests.factories import NOON, TODAY, account, case, participant


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The counselor."""
    return account()


@pytest.fixture
def made(ana: Account) -> Case:
    """Maria's case; she reads English."""
    return case(participant(locale="en"), ana)


@pytest.fixture
def browser(app: flask.Flask, made: Case) -> Browser:
    """Maria's phone."""
    return Browser(app, made.participant)


def step(ana: Account, of: Case, days: int = 5, **values: Any) -> Task:
    """A task of the participant, due in so many days."""
    values.setdefault("owner", TaskOwner.PARTICIPANT)
    if "phrase" not in values:
        values.setdefault("text", "Bring the yellow form")
    return operations.add_task(
        ana.actor, case=of, due_on=TODAY + timedelta(days=days), at=NOON, **values
    )


def test_one_tap_on_the_first_page_tells_the_worker_and_takes_it_off_the_list(
    browser: Browser, made: Case, ana: Account
) -> None:
    task = step(ana, made)
    page = browser.get("/my")
    assert "Bring the yellow form" in page.text
    action = f"/my/tasks/{task.key}/done"
    browser.submit(page, action, selector=f"form[action='{action}']")
    assert Task.get_by_id(task.id).told_at == NOON
    assert Task.get_by_id(task.id).done_at is None
    page = browser.get("/my")
    assert "Your worker knows it now" in page.text
    assert "Bring the yellow form" not in page.text
    assert "Told your worker" in browser.get("/my/tasks").text


def test_a_near_task_stands_on_top_with_the_same_button(
    browser: Browser, made: Case, ana: Account
) -> None:
    task = step(ana, made, days=1)
    page = browser.get("/my")
    assert "Bring the yellow form" in page.words(".card-alert h2")
    assert page.one(f".card-alert form[action='/my/tasks/{task.key}/done']") is not None


def test_what_was_told_by_mistake_is_taken_back(browser: Browser, made: Case, ana: Account) -> None:
    task = step(ana, made)
    for _again in range(2):
        browser.post(f"/my/tasks/{task.key}/done", {})
    page = browser.get(f"/my/tasks/{task.key}")
    assert "You told your worker that you did it." in page.text
    browser.post(f"/my/tasks/{task.key}/undo", {})
    assert Task.get_by_id(task.id).told_at is None
    assert "I did it" in browser.get(f"/my/tasks/{task.key}").text


def test_what_the_worker_closed_cannot_be_taken_back(
    browser: Browser, made: Case, ana: Account
) -> None:
    task = step(ana, made)
    operations.tell_done(ana.actor, task=task, at=NOON)
    operations.finish_task(ana.actor, task=task, at=NOON)
    browser.post(f"/my/tasks/{task.key}/undo", {})
    assert Task.get_by_id(task.id).done_at is not None
    assert "I did not do it yet" not in browser.get(f"/my/tasks/{task.key}").text


def test_why_the_day_was_changed_is_said(browser: Browser, made: Case, ana: Account) -> None:
    task = step(ana, made)
    operations.move_task(
        ana.actor, task=task, due_on=TODAY + timedelta(days=9), reason=MoveReason.ASKED_FOR_TIME,
        version=1, at=NOON,
    )  # fmt: skip
    page = browser.get(f"/my/tasks/{task.key}")
    assert "More time was asked for" in page.text
    assert "Sunday, November 29, 2026" in page.text


def test_ones_own_step_of_a_private_note_is_readable_to_oneself(
    browser: Browser, made: Case, ana: Account
) -> None:
    note = Note.create(
        case=made, author=ana, created_at=NOON, saved_at=NOON, state=NoteState.FINISHED,
        private_reason="health_barrier",
    )  # fmt: skip
    task = step(ana, made, note=note)
    assert Task.get_by_id(task.id).text == ""
    assert "Bring the yellow form" in browser.get("/my").text
    assert "Bring the yellow form" in browser.get(f"/my/tasks/{task.key}").text


def test_the_workers_tasks_and_other_peoples_are_not_there(
    app: flask.Flask, browser: Browser, made: Case, ana: Account
) -> None:
    hers = step(ana, made)
    task = step(ana, made, owner=TaskOwner.WORKER, text="Call the school")
    browser.get(f"/my/tasks/{task.key}", 404)
    browser.post(f"/my/tasks/{task.key}/done", {}, 404)
    assert "Call the school" not in browser.get("/my/tasks").text
    other = Browser(app, case(participant("Bo Lee"), ana, number="WTW-1002").participant)
    other.get(f"/my/tasks/{hers.key}", 404)


def test_pages_cost_the_same_with_many_tasks(browser: Browser, made: Case, ana: Account) -> None:
    step(ana, made, days=1)
    before = [len(browser.get(path).statements) for path in ("/my", "/my/tasks")]
    for number in range(12):
        step(ana, made, days=number, phrase="call_worker")
    after = [len(browser.get(path).statements) for path in ("/my", "/my/tasks")]
    assert before == after
    assert max(after) <= 8


def test_the_calendar_holds_ones_own_days_under_neutral_titles(
    browser: Browser, made: Case, ana: Account
) -> None:
    step(ana, made, days=2, text="See the heron clinic")
    step(ana, made, days=-2, text="Long past")
    DocumentRequest.create(
        case=made, kind="medical_note", why="excuse_absence", due_on=TODAY + timedelta(days=4),
        asked_at=NOON,
    )  # fmt: skip
    page = browser.get("/my/tasks.ics")
    assert page.headers["Content-Type"].startswith("text/calendar")
    assert page.headers["Cache-Control"] == "no-store"
    events = icalendar.Calendar.from_ical(page.body).walk("VEVENT")
    days = sorted(event["DTSTART"].dt for event in events)
    assert days == [TODAY + timedelta(days=2), TODAY + timedelta(days=4), made.live_due_on]
    for word in ("heron", "medical", "contact", "Maria", "WTW", "worker"):
        assert word.lower() not in page.body.lower()
