"""The participant's own tasks: what, by when, and "I did it" with one tap (NOTE-4)."""

from typing import Any

import flask

from portal import clock, dates, i18n, pages, resources
from portal.access import Permission, actor, requires
from portal.calendars import Entry, written
from portal.formats import days_left
from portal.i18n import gettext as _
from portal.models.tasks import Task, TaskAct
from portal.operations import tasks as operations
from portal.participant.area import area, own_case
from portal.reports import tasks
from portal.reports.tasks import own as own_tasks
from portal.reports.tasks.own import OwnTask
from portal.reports.todo import URGENT_DAYS
from portal.serving import calendar_file
from portal.words import tasks as words


@area.get("/tasks")
@requires(Permission.OWN_READ)
def tasks_index() -> flask.Response:
    """Everything to do, what was told as done, and what is done."""
    found = own_tasks.of_case(own_case(), i18n.current())
    shown = [_shown(one) for one in found]
    return pages.render(
        "participant/tasks/index.html",
        todo=[one for one in shown if not one["told_at"] and not one["done_at"]],
        told=[one for one in shown if one["told_at"] and not one["done_at"]],
        done=[one for one in shown if one["done_at"]],
        has_english=any(one["lang"] for one in shown),
    )


@area.get("/tasks/<key:task_key>")
@requires(Permission.OWN_READ)
def tasks_show(task_key: str) -> flask.Response:
    """One thing to do: by when, why the day moved, and that it is done."""
    task = Task.get_for(actor(), task_key)
    (one,) = own_tasks.of_case(own_case(), i18n.current(), task.id)
    moved = next((c for c in tasks.changes_of(task) if c["act"] == TaskAct.MOVED), None)
    return pages.render(
        "participant/tasks/show.html",
        one=_shown(one),
        moved=words.MOVE_REASONS[moved["reason"]] if moved else "",
    )


@area.post("/tasks/<key:task_key>/<any(done,undo):task_act>")
@requires(Permission.OWN_WRITE)
def tasks_tell(task_key: str, task_act: str) -> flask.typing.ResponseReturnValue:
    """ "I did it", or "not yet after all": the worker hears of it."""
    task = Task.get_for(actor(), task_key)
    operation = operations.tell_done if task_act == "done" else operations.take_back
    operation(actor(), task=task, at=clock.now())
    if task_act == "undo":
        return pages.done("participant.tasks_show", task_key=task_key)
    return pages.done("participant.home_show", _("Thank you. Your worker knows it now."))


@area.get("/tasks.ics")
@requires(Permission.OWN_READ)
def tasks_calendar() -> flask.Response:
    """One's own last days as a calendar file; its titles tell a passer-by nothing."""
    found = own_tasks.dated(own_case(), clock.today(resources.timezone()))
    entries = [Entry(name, on, _("Something to do. Look in the portal.")) for name, on in found]
    return calendar_file(written(entries, clock.now(), i18n.current()))


def _shown(one: OwnTask) -> dict[str, Any]:
    typed = one.translation or one.words
    is_english = not one.phrase and not one.translation and i18n.current() != "en"
    today = clock.today(resources.timezone())
    return {
        "key": one.key,
        "title": words.title(one.phrase, typed),
        "lang": "en" if is_english else "",
        "by_when": dates.day(one.due_on),
        "left": days_left(one.due_on, today) if one.due_on and not one.done_at else "",
        "is_near": one.due_on is not None and (one.due_on - today).days <= URGENT_DAYS,
        "told_at": one.told_at,
        "done_at": one.done_at,
    }
