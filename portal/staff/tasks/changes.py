"""One task: its history, another day, other words. Of two people the second is told, and what
they typed stays beside what was saved."""

import flask
from wtforms import DateField, IntegerField, SelectField

from portal import clock, pages, resources
from portal.access import Permission, actor, requires
from portal.forms import Form, LongText, required
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.tasks import Task
from portal.operations.tasks import Stale, change_task, move_task
from portal.operations.views import record_view
from portal.policy.refusals import Refused
from portal.policy.tasks import MoveReason
from portal.reports import tasks
from portal.reports.tasks import texts as task_texts
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.tasks import STEP_CHOICES, task_of
from portal.words import tasks as words
from portal.words.phrases import STEPS


class MoveForm(Form):
    """Another day, and why; the participant reads both."""

    due_on = DateField(_l("New day"), [required()])
    reason = SelectField(_l("Why"), choices=list(words.MOVE_REASONS.items()))
    version = IntegerField(_l("Version"))


class WordsForm(Form):
    """The same task in other words."""

    phrase = SelectField(_l("What is to be done"), choices=STEP_CHOICES)
    text = LongText(_l("In your own words"))
    version = IntegerField(_l("Version"))


@area.get("/cases/<key:case_key>/tasks/<key:task_key>")
@requires(Permission.CASE_READ)
def tasks_show(case_key: str, task_key: str) -> flask.Response:
    """A task, what became of it, and the forms that change it."""
    task = task_of(case_key, task_key)
    record_view(actor(), case=task.case, what="task", at=clock.now())
    return _page(task)


@area.post("/cases/<key:case_key>/tasks/<key:task_key>/move")
@requires(Permission.CASE_WRITE)
def tasks_move(case_key: str, task_key: str) -> flask.typing.ResponseReturnValue:
    """Gives the task another day."""
    task, form = task_of(case_key, task_key), MoveForm()
    if not form.validate():
        return _page(task, move=form, status=422)
    try:
        move_task(
            actor(), task=task, due_on=form.due_on.data, reason=MoveReason(form.reason.data),
            version=form.version.data or 0, at=clock.now(), operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused, words.of_refusal)
        return _page(task, move=form, status=422)
    except Stale:
        return _page(task, move=form, status=409, stale="move")
    return pages.done("staff.tasks_show", _("Moved."), case_key=case_key, task_key=task_key)


@area.post("/cases/<key:case_key>/tasks/<key:task_key>/words")
@requires(Permission.CASE_WRITE)
def tasks_words(case_key: str, task_key: str) -> flask.typing.ResponseReturnValue:
    """Says the task in other words."""
    task, form = task_of(case_key, task_key), WordsForm()
    if not form.validate():
        return _page(task, said=form, status=422)
    try:
        change_task(
            actor(), task=task, text=form.text.data or "", phrase=form.phrase.data,
            version=form.version.data or 0, at=clock.now(), operation_key=form.key,
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused, words.of_refusal)
        return _page(task, said=form, status=422)
    except Stale:
        return _page(task, said=form, status=409, stale="words")
    return pages.done("staff.tasks_show", _("Saved."), case_key=case_key, task_key=task_key)


def _page(
    task: Task,
    move: MoveForm | None = None,
    said: WordsForm | None = None,
    status: int = 200,
    stale: str = "",
) -> flask.Response:
    typed = task_texts.text_of(task)
    changes = tasks.changes_of(task)
    for one in changes:
        one["words"] = words.title(one["words"], "") if one["words"] in STEPS else one["words"]
    return pages.render(
        "staff/tasks/show.html",
        status=status,
        task=task,
        title=words.title(str(task.phrase), typed),
        owner=words.OWNERS[task.owner],
        changes=changes,
        words=words,
        is_late=task.done_at is None and _is_past(task),
        stale=stale,
        move=move or MoveForm(formdata=None, due_on=task.due_on),
        said=said or WordsForm(formdata=None, phrase=task.phrase, text=typed),
        **head(task.case),
    )


def _is_past(task: Task) -> bool:
    due_on = task.due_on
    return due_on is not None and due_on < clock.today(resources.timezone())
