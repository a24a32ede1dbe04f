"""Tasks of the caseload, and of one case: added, done, opened again."""

from typing import Any

import flask
from flask import request
from wtforms import DateField, RadioField, SelectField

from portal import clock, formats, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.cases import Case
from portal.models.catalogs import PersonalText
from portal.models.tasks import Task, TaskOwner
from portal.operations import tasks as operations
from portal.operations.views import record_list_view, record_view
from portal.policy.refusals import Refused, refuse_if
from portal.policy.tasks import refusals_to_set
from portal.reports import tasks
from portal.reports.personal_texts import texts_for
from portal.reports.tasks import Line, Whose
from portal.staff.area import area
from portal.staff.caseload import may_write
from portal.staff.cases import head
from portal.words import tasks as words
from portal.words.phrases import STEPS

STEP_CHOICES = [("", _l("My own words")), *STEPS.items()]


class TaskForm(Form):
    """A dated next step; a step of the list reaches the participant in their language."""

    owner = RadioField(
        _l("Who does it?"), choices=list(words.OWNERS.items()), default=TaskOwner.WORKER
    )
    phrase = SelectField(_l("What is to be done"), choices=STEP_CHOICES)
    text = LongText(_l("In your own words"))
    due_on = DateField(_l("By when"), [required()])


@area.get("/tasks")
@requires(Permission.CASE_READ)
def tasks_index() -> flask.Response:
    """Everything that is open in the caseload, by due date."""
    asked, after = request.args.get("whose", ""), request.args.get("after", "")[:60]
    whose = Whose(asked) if asked in set(Whose) else Whose.ALL
    found = tasks.of_caseload(actor(), whose, after)
    record_list_view(actor(), what="tasks", at=clock.now())
    kept = f"whose={whose}&" if whose else ""
    return pages.render(
        "staff/tasks/index.html",
        lines=[shown(line) for line in found.lines],
        views=_views(whose),
        may_write=may_write(),
        older_url=f"/staff/tasks?{kept}after={found.after}" if found.after else "",
        first_url=f"/staff/tasks?{kept}".rstrip("?&") if after else "",
    )


def _views(whose: Whose) -> list[tuple[str, None, str, bool]]:
    names = {
        Whose.ALL: _("All"),
        Whose.WORKER: _("Mine"),
        Whose.PARTICIPANT: _("Participants'"),
        Whose.TOLD: _("Told as done"),
    }
    return [
        (name, None, f"/staff/tasks?whose={one}" if one else "/staff/tasks", one == whose)
        for one, name in names.items()
    ]


def shown(line: Line, is_waiting: bool = False) -> dict[str, Any]:
    """One task as pages show it: its title, its state in words, and where it is worked on."""
    today = clock.today(resources.timezone())
    is_late = line.done_at is None and line.due_on is not None and line.due_on < today
    return {
        "line": line,
        "title": words.title(line.phrase, line.words),
        "owner": words.OWNERS[line.owner],
        "is_late": is_late,
        "left": formats.days_left(line.due_on, today) if line.due_on else "",
        "is_waiting": is_waiting,
        "href": f"/staff/cases/{line.case_key}/tasks/{line.key}",
    }


@area.get("/cases/<key:case_key>/tasks")
@requires(Permission.CASE_READ)
def tasks_case(case_key: str) -> flask.Response:
    """The open tasks of a case, the form for another one, and those done."""
    case = Case.get_for(actor(), case_key)
    record_view(actor(), case=case, what="tasks", at=clock.now())
    return _page(case, TaskForm())


@area.post("/cases/<key:case_key>/tasks")
@requires(Permission.CASE_WRITE)
def tasks_create(case_key: str) -> flask.typing.ResponseReturnValue:
    """Adds a task."""
    case, form = Case.get_for(actor(), case_key), TaskForm()
    if form.validate():
        try:
            refuse_if(refusals_to_set(form.due_on.data, clock.today(resources.timezone())))
            operations.add_task(
                actor(), case=case, owner=TaskOwner(form.owner.data), due_on=form.due_on.data,
                text=form.text.data or "", phrase=form.phrase.data, at=clock.now(),
                operation_key=form.key,
            )  # fmt: skip
            return pages.done("staff.tasks_case", _("The task is added."), case_key=case_key)
        except Refused as refused:
            form.refuse(refused, words.of_refusal)
    return _page(case, form, 422)


@area.post("/cases/<key:case_key>/tasks/<key:task_key>/<any(done,reopen):task_act>")
@requires(Permission.CASE_WRITE)
def tasks_settle(case_key: str, task_key: str, task_act: str) -> flask.typing.ResponseReturnValue:
    """One tap: done, also where the participant told so, or open again."""
    task = task_of(case_key, task_key)
    operation, said = {
        "done": (operations.finish_task, _("Done.")),
        "reopen": (operations.reopen_task, _("It is open again.")),
    }[task_act]
    operation(actor(), task=task, at=clock.now())
    if request.args.get("from") == "list":
        return pages.done("staff.tasks_index", said)
    return pages.done("staff.tasks_case", said, case_key=case_key)


def task_of(case_key: str, task_key: str) -> Task:
    """The task of an address, with its case. Raises Task.DoesNotExist also where the address
    names another case."""
    found = Task.get_for(actor(), task_key)
    if found.case.key != case_key:
        raise Task.DoesNotExist
    return found


def _page(case: Case, form: TaskForm, status: int = 200) -> flask.Response:
    after = request.args.get("after", "")[:60]
    still, done = tasks.open_of(actor(), case), tasks.done_of(actor(), case, after)
    typed = [one.task_id for one in still if one.owner == TaskOwner.PARTICIPANT and one.words]
    known = texts_for(PersonalText.TASK, typed, str(case.participant.written_locale))
    waiting = {one for one, its in known.items() if its.is_waiting}
    here = f"/staff/cases/{case.key}/tasks"
    return pages.render(
        "staff/tasks/case.html",
        status=status,
        form=form,
        lines=[shown(one, one.task_id in waiting) for one in still],
        done=[shown(one) for one in done.lines],
        older_url=f"{here}?after={done.after}" if done.after else "",
        **head(case),
    )
