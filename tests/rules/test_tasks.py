"""NOTE-4: next steps become dated tasks, for the worker or for the participant."""

from datetime import timedelta

import flask
import pytest

from portal.models import Case, Task, TimelineEntry
from portal.models.tasks import TaskOwner
from portal.operations import tasks as operations
from portal.policy.refusals import Refused
from portal.reports import tasks
from portal.reports.todo import TodoKind, read_home
from tests.factories import NOON, TODAY, account, as_actor, case, participant


def test_note_4_next_steps_become_dated_tasks_and_the_participant_sees_theirs(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    of = case(participant(locale="en"), ana)
    due_on = TODAY + timedelta(days=6)
    steps = {TaskOwner.WORKER: "Call the school", TaskOwner.PARTICIPANT: "Bring the form"}
    made = {
        owner: operations.add_task(
            ana.actor, case=of, owner=owner, text=text, due_on=due_on, at=NOON
        )
        for owner, text in steps.items()
    }
    assert [one.due_on for one in tasks.open_of(ana.actor, of)] == [due_on, due_on]
    assert TimelineEntry.select().where(TimelineEntry.kind == "task").count() == 2
    assert Case.get_by_id(of.id).task_due_on == due_on
    kept = Case.get_by_id(of.id)
    todos = [one for one in read_home(kept, TODAY).todos if one.kind is TodoKind.TASK]
    assert [(one.text, one.due_on) for one in todos] == [("Bring the form", due_on)]
    maria = as_actor(of.participant)
    assert Task.get_for(maria, made[TaskOwner.PARTICIPANT].key).due_on == due_on
    with pytest.raises(Task.DoesNotExist):
        Task.get_for(maria, made[TaskOwner.WORKER].key)
    operations.tell_done(maria, task=made[TaskOwner.PARTICIPANT], at=NOON)
    assert not [one for one in read_home(kept, TODAY).todos if one.kind is TodoKind.TASK]
    assert len(tasks.open_of(ana.actor, of)) == 2, "told is not done"
    for task in made.values():
        operations.finish_task(ana.actor, task=task, at=NOON)
    assert tasks.open_of(ana.actor, of) == []
    assert len(tasks.done_of(ana.actor, of).lines) == 2
    with pytest.raises(Refused):
        operations.add_task(ana.actor, case=of, owner=TaskOwner.WORKER, due_on=due_on, at=NOON)
