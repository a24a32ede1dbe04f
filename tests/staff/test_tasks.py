"""Tasks as the worker has them: of the caseload, of a case, moved, changed, told and done."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.db import new_key
from portal.models import Account, Case, Note, Task, TaskChange, TextRequest
from portal.models.accounts import Role
from portal.models.cases import TimelineEntry
from portal.models.notes import NoteState
from portal.models.tasks import TaskOwner
from portal.operations import tasks as operations
from portal.policy.notes import PrivateReason
from portal.reports import tasks
from portal.reports.tasks.texts import text_of
from tests.browser import Browser
from tests.factories import NOON, account, as_actor, case, participant

TODAY = clock.today("America/Los_Angeles")


@pytest.fixture
def ana(app: flask.Flask) -> Account:
    """The counselor."""
    return account()


@pytest.fixture
def made(ana: Account) -> Case:
    """Her case; the participant reads Spanish."""
    return case(participant(), ana)


@pytest.fixture
def browser(app: flask.Flask, ana: Account) -> Browser:
    """Her browser."""
    return Browser(app, ana)


def step(ana: Account, of: Case, days: int = 3, **values: Any) -> Task:
    """A task due in so many days."""
    values.setdefault("owner", TaskOwner.WORKER)
    if "phrase" not in values:
        values.setdefault("text", f"Call the school {new_key()}")
    return operations.add_task(
        ana.actor, case=of, due_on=TODAY + timedelta(days=days), at=NOON, **values
    )


def path_of(task: Any) -> str:
    return f"/staff/cases/{task.case.key}/tasks/{task.key}"


def test_a_task_is_added_and_stands_on_the_case_the_caseload_and_the_line_of_time(
    browser: Browser, made: Case
) -> None:
    here = f"/staff/cases/{made.key}/tasks"
    page = browser.get(here)
    assert "Nothing is open." in page.text
    due = (TODAY + timedelta(days=5)).isoformat()
    sent = page.form(f"form[action='{here}']")
    browser.post(here, sent | {"owner": "worker", "text": "Call the school", "due_on": due})
    browser.post(here, sent | {"owner": "worker", "text": "Call the school", "due_on": due})
    assert Task.select().count() == 1
    for path in (here, "/staff/tasks"):
        page = browser.get(path)
        assert "Call the school" in page.text
        assert "5 days left" in page.text
    kept = Case.get_by_id(made.id)
    assert str(kept.task_due_on) == due
    assert TimelineEntry.select().where(TimelineEntry.kind == "task").count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "  "}, "Choose a step or say"),
        ({"phrase": "call_worker"}, "not both"),
        ({"due_on": ""}, "Please fill this in"),
        ({"due_on": (TODAY - timedelta(days=1)).isoformat()}, "today or a later day"),
        ({"due_on": (TODAY + timedelta(days=900)).isoformat()}, "two years"),
    ],
)  # fmt: skip
def test_a_task_that_says_nothing_or_falls_due_beyond_sense_is_refused_and_kept_on_the_page(
    browser: Browser, made: Case, changes: dict[str, str], said: str
) -> None:
    here = f"/staff/cases/{made.key}/tasks"
    whole = {"owner": "worker", "text": "Call", "phrase": "", "due_on": TODAY.isoformat()}
    page = browser.post(here, whole | changes, status=422)
    assert said in page.words(".error-summary")
    assert page.form(f"form[action='{here}']")["text"] == (whole | changes)["text"].strip()
    assert Task.select().count() == 0


def test_words_for_a_participant_go_to_a_translator_and_the_worker_sees_that_they_wait(
    browser: Browser, made: Case, ana: Account
) -> None:
    step(ana, made, owner=TaskOwner.PARTICIPANT, text="Bring the yellow form")
    step(ana, made, owner=TaskOwner.PARTICIPANT, phrase="call_worker")
    assert [one.text for one in TextRequest.select()] == ["Bring the yellow form"]
    page = browser.get(f"/staff/cases/{made.key}/tasks")
    assert page.text.count("Translation waits") == 1


def test_a_task_moves_with_a_reason_and_both_days_stay_in_its_history(
    browser: Browser, made: Case, ana: Account
) -> None:
    path = path_of(step(ana, made))
    page = browser.get(path)
    later = (TODAY + timedelta(days=9)).isoformat()
    sent = page.form(f"form[action='{path}/move']")
    sent |= {"due_on": later, "reason": "waits_for_others"}
    browser.post(f"{path}/move", sent)
    page = browser.get(path)
    assert "It waits for somebody else" in page.text
    assert "Ana Ruiz" in page.words("main ul.plain-list")
    assert str(Case.get_by_id(made.id).task_due_on) == later


def test_the_second_of_two_people_is_told_and_sees_both(
    browser: Browser, made: Case, ana: Account
) -> None:
    task = step(ana, made, text="Call the school")
    path = path_of(task)
    first, second = browser.get(path), browser.get(path)
    form = f"form[action='{path}/words']"
    browser.post(f"{path}/words", first.form(form) | {"text": "Call the new school"})
    page = browser.post(f"{path}/words", second.form(form) | {"text": "Call the mother"}, 409)
    assert "Somebody changed this task before you." in page.text
    assert "Call the new school" in page.text
    assert page.form(form)["text"] == "Call the mother"
    browser.post(f"{path}/words", page.form(form))
    assert Task.get_by_id(task.id).text == "Call the mother"
    assert [one.words for one in TaskChange.select().order_by(TaskChange.id)] == [
        "Call the school", "Call the new school",
    ]  # fmt: skip


def test_what_the_participant_told_is_confirmed_or_opened_again(
    browser: Browser, made: Case, ana: Account
) -> None:
    task = step(ana, made, owner=TaskOwner.PARTICIPANT, phrase="call_worker")
    operations.tell_done(as_actor(made.participant), task=task, at=NOON)
    page = browser.get("/staff/tasks?whose=told")
    assert "Told as done" in page.words("tbody")
    browser.post(f"{path_of(task)}/reopen", {})
    assert Task.get_by_id(task.id).told_at is None
    operations.tell_done(as_actor(made.participant), task=task, at=NOON)
    browser.post(f"{path_of(task)}/done?from=list", {})
    done = Task.get_by_id(task.id)
    assert done.done_at is not None
    assert done.done_by_id == ana.id
    assert "Nothing is open here." in browser.get("/staff/tasks").text
    page = browser.get(f"/staff/cases/{made.key}/tasks")
    assert "Ana Ruiz" in page.text
    assert "Call my worker" in page.text


def test_tasks_come_by_due_date_page_by_page_and_cost_the_same(
    browser: Browser, made: Case, ana: Account
) -> None:
    for number in range(60):
        step(ana, made, days=60 - number, text=f"Task of day {60 - number}.")
    step(ana, made, days=-2, text="Late one")
    page = browser.get("/staff/tasks")
    rows = page.all("tbody tr")
    assert len(rows) == tasks.PAGE
    assert "Late one" in rows[0].text_content()
    assert "2 days late" in rows[0].text_content()
    few = len(page.statements)
    assert few <= 8
    rest = browser.get(page.one("nav.pager a[rel=next]").get("href"))
    assert len(rest.all("tbody tr")) == 11
    assert "Task of day 60." in rest.all("tbody tr")[-1].text_content()
    of_case = browser.get(f"/staff/cases/{made.key}/tasks")
    assert len(of_case.statements) <= 8


def private_note(ana: Account, of: Case) -> Note:
    """A finished private note."""
    return Note.create(
        case=of, author=ana, created_at=NOON, saved_at=NOON, state=NoteState.FINISHED,
        finished_at=NOON, private_reason=PrivateReason.HEALTH_BARRIER,
    )  # fmt: skip


def test_what_a_private_note_led_to_is_sealed_and_shown_to_its_readers_alone(
    app: flask.Flask, browser: Browser, made: Case, ana: Account
) -> None:
    task = step(ana, made, text="Ask the heron clinic", note=private_note(ana, made))
    stored = Task.get_by_id(task.id)
    assert stored.text == ""
    assert "heron" not in stored.sealed_text
    assert text_of(stored, made) == "Ask the heron clinic"
    here = f"/staff/cases/{made.key}/tasks"
    for path in (here, "/staff/tasks", path_of(task)):
        assert "Ask the heron clinic" in browser.get(path).text
    boss = Browser(app, account("Sue Park", Role.SUPERVISOR))
    assert "heron" not in boss.get(here).text
    assert "heron" not in boss.get("/staff/tasks").text
    assert "Private" not in boss.get(here).words("main")
    boss.get(path_of(task), 404)
    assert "heron" in Browser(app, account("Mo Day", Role.MONITOR, email="mo@x")).get(here).text


def test_other_words_of_a_private_task_are_sealed_as_well(
    browser: Browser, made: Case, ana: Account
) -> None:
    task = step(ana, made, text="Ask the heron clinic", note=private_note(ana, made))
    changed = operations.change_task(
        ana.actor, task=Task.get_for(ana.actor, task.key), text="Ask the egret clinic", version=1,
        at=NOON,
    )  # fmt: skip
    assert changed.text == ""
    assert text_of(changed, made) == "Ask the egret clinic"
    assert "heron" not in TaskChange.get().words
    assert "heron" not in browser.get(path_of(task)).text


def test_a_stranger_finds_no_task(app: flask.Flask, made: Case, ana: Account) -> None:
    task = step(ana, made)
    stranger = Browser(app, account("Bo Lee", unit="Unit 2"))
    stranger.get(path_of(task), 404)
    stranger.post(f"{path_of(task)}/done", {}, 404)
    assert "Call the school" not in stranger.get("/staff/tasks").text
