"""Tasks: made, moved, changed, told as done, done, and opened again; what became of each is kept.

Whoever changes a task says which version they saw: of two people the second is told.
"""

from datetime import date, datetime
from typing import Any

from portal import db, resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.catalogs import PersonalText
from portal.models.notes import Note
from portal.models.tasks import Task, TaskAct, TaskChange, TaskOwner
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.cases.keys import case_key
from portal.operations.catalogs.translations import ask_translation
from portal.policy import tasks as rules
from portal.policy.calendar import office_date
from portal.policy.refusals import refuse_if
from portal.policy.tasks import MoveReason, TaskRefusal
from portal.reports.tasks import texts as task_texts


class Stale(Exception):
    """A task was changed by somebody else since its page was made."""

    def __init__(self, saved: Task) -> None:
        """Take the task as it stands."""
        self.saved = saved
        super().__init__("the task was changed meanwhile")


@operation(result=Task)
def add_task(
    actor: Actor,
    *,
    case: Case,
    owner: TaskOwner,
    due_on: date | None,
    at: datetime,
    text: str = "",
    phrase: str = "",
    note: Note | None = None,
    operation_key: str | None = None,
) -> Task:
    """Makes a dated next step for the worker or the participant (NOTE-4), with its line of time.

    In: a code of the phrase bank or typed words, the local date by which, the note it follows
    from. What a private note leads to is sealed (NOTE-5); other words for a participant who reads
    another language go to a translator (LANG-3). Raises Refused when nothing is said, or twice.
    """
    refuse_if(rules.refusals_to_say(text, phrase))
    key, words = db.new_key(), text.strip()
    made: Task = Task.create(
        key=key, case=case.id, owner=owner, phrase=phrase, due_on=due_on, note=note,
        created_by=actor.id if actor.is_staff else None, created_at=at,
        **_kept(actor, case, key, words, _is_private(note), at),
    )  # fmt: skip
    add_to_timeline(case, EntryKind.TASK, at, made.id)
    _ask_for_words(actor, case, made, words, at)
    record(actor, "add_task", made, case=case)
    refresh(case.id, office_date(at, resources.timezone()))
    return made


@operation(result=Task)
def tell_done(actor: Actor, *, task: Task, at: datetime, operation_key: str | None = None) -> Task:
    """The participant says that they did it; the worker confirms it or opens it again (NOTE-4).

    Told twice, or of a task that is done: the first time stays.
    """
    told = (
        Task.update(told_at=at, version=Task.version + 1)
        .where(Task.id == task.id, Task.done_at.is_null(), Task.told_at.is_null())
        .execute()
    )
    if told:
        _note_change(actor, task, TaskAct.TOLD, at)
    return _settled(actor, "tell_task_done", task, ["told_at"], at)


@operation(result=Task)
def take_back(actor: Actor, *, task: Task, at: datetime, operation_key: str | None = None) -> Task:
    """The participant did not do it after all: to do again, unless the worker closed it."""
    taken = (
        Task.update(told_at=None, version=Task.version + 1)
        .where(Task.id == task.id, Task.done_at.is_null(), Task.told_at.is_null(False))
        .execute()
    )
    if taken:
        _note_change(actor, task, TaskAct.REOPENED, at)
    return _settled(actor, "take_task_back", task, ["told_at"], at)


@operation(result=Task)
def finish_task(
    actor: Actor,
    *,
    task: Task,
    at: datetime,
    version: int | None = None,
    operation_key: str | None = None,
) -> Task:
    """Marks a task as done by a worker, also one that the participant told of.

    In: the version the page showed, where there was one. Done already: the first time stays.
    Raises Stale when somebody changed it meanwhile. Source: NOTE-4; SUP-7.
    """
    done = _change(task, version, done_at=at, done_by=actor.id if actor.is_staff else None)
    if done:
        _note_change(actor, task, TaskAct.DONE, at)
    return _settled(actor, "finish_task", task, ["done_at"], at)


@operation(result=Task)
def reopen_task(
    actor: Actor, *, task: Task, at: datetime, operation_key: str | None = None
) -> Task:
    """Puts a task back that was done, or told as done, and was not: on its owner's list again."""
    is_over = Task.done_at.is_null(False) | Task.told_at.is_null(False)
    opened = (
        Task.update(done_at=None, done_by=None, told_at=None, version=Task.version + 1)
        .where(Task.id == task.id, is_over)
        .execute()
    )
    if opened:
        _note_change(actor, task, TaskAct.REOPENED, at)
    return _settled(actor, "reopen_task", task, ["done_at", "told_at"], at)


@operation(result=Task)
def move_task(
    actor: Actor,
    *,
    task: Task,
    due_on: date,
    reason: MoveReason,
    version: int,
    at: datetime,
    operation_key: str | None = None,
) -> Task:
    """Gives a task another day, and says why; both days stay in its history.

    Raises Refused for a day that is past or beyond sense, and for a task that is done; Stale when
    somebody changed it meanwhile. Source: NOTE-4.
    """
    refuse_if(rules.refusals_to_set(due_on, office_date(at, resources.timezone())))
    before: Any = task.due_on
    if not _change(task, version, due_on=due_on):
        refuse_if({"due_on": TaskRefusal.ALREADY_DONE})
    _note_change(actor, task, TaskAct.MOVED, at, due_from=before, due_to=due_on, reason=reason)
    return _settled(actor, "move_task", task, ["due_on"], at)


@operation(result=Task)
def change_task(
    actor: Actor,
    *,
    task: Task,
    version: int,
    at: datetime,
    text: str = "",
    phrase: str = "",
    operation_key: str | None = None,
) -> Task:
    """Says a task in other words; those before stay in its history, and a translation is asked
    for anew (LANG-3).

    Raises Refused when nothing is said, or twice, or it is done; Stale when somebody changed it
    meanwhile.
    """
    refuse_if(rules.refusals_to_say(text, phrase))
    row: Any = task
    case, words = row.case, text.strip()
    before = row.phrase or row.sealed_text or row.text
    is_private = bool(row.note_id) and _is_private(row.note)
    kept = _kept(actor, case, row.key, words, is_private, at)
    if not _change(task, version, phrase=phrase, **kept):
        refuse_if({"text": TaskRefusal.ALREADY_DONE})
    _note_change(actor, task, TaskAct.CHANGED, at, words=before)
    changed = _settled(actor, "change_task", task, ["text", "phrase"], at)
    _ask_for_words(actor, case, changed, words, at)
    return changed


def _is_private(note: Any) -> bool:
    return note is not None and bool(note.private_reason)


def _kept(
    actor: Actor, case: Case, key: str, words: str, is_private: bool, at: datetime
) -> dict[str, str]:
    if not (is_private and words):
        return {"text": words, "sealed_text": ""}
    sealing_key = case_key(case, at=at, actor=actor)
    return {"text": "", "sealed_text": task_texts.sealed(sealing_key, case, key, words)}


def _ask_for_words(actor: Actor, case: Case, task: Any, words: str, at: datetime) -> None:
    # What is sealed goes to nobody: the worker says it in person, with an interpreter.
    if task.owner == TaskOwner.PARTICIPANT and words and not task.sealed_text:
        ask_translation(
            actor, case=case, object_kind=PersonalText.TASK, object_id=task.id, texts=[words],
            at=at,
        )  # fmt: skip


def _change(task: Task, version: int | None, **values: Any) -> bool:
    """Changes an open task of that version; False when it is done. Raises Stale."""
    wanted = (Task.id == task.id) & Task.done_at.is_null()
    if version is not None:
        wanted &= Task.version == version
    if Task.update(version=Task.version + 1, **values).where(wanted).execute():
        return True
    saved: Any = Task.get_by_id(task.id)
    if saved.done_at is None:
        raise Stale(saved)
    return False


def _note_change(actor: Actor, task: Task, act: TaskAct, at: datetime, **values: Any) -> None:
    made = TaskChange.create(
        task=task.id, at=at, act=act, account=actor.id if actor.is_staff else None, **values
    )
    if act is not TaskAct.CHANGED:
        row: Any = task
        add_to_timeline(row.case, EntryKind.TASK_CHANGE, at, made.id)


def _settled(actor: Actor, action: str, task: Task, fields: list[str], at: datetime) -> Task:
    row: Any = task
    record(actor, action, task, case=row.case_id, fields=fields)
    refresh(row.case_id, office_date(at, resources.timezone()))
    found: Task = Task.get_by_id(task.id)
    return found
