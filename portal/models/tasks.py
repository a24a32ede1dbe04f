"""Dated next steps, for the worker or for the participant (NOTE-4), and what became of them."""

from enum import StrEnum
from typing import Any, Self

from peewee import JOIN, CharField, DateField, ForeignKeyField, IntegerField, ModelSelect

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.notes import Note


class TaskOwner(StrEnum):
    """Who is to do it."""

    WORKER = "worker"
    PARTICIPANT = "participant"


class Task(Table):
    """One thing to do. `phrase` is a code of the phrase bank; `text` is typed freely.

    What comes from a private note has its words in `sealed_text` and none in `text` (NOTE-5).
    `told_at` is when the participant said that it is done; the worker confirms it or opens it
    again.
    """

    key = KeyField()
    case = ForeignKeyField(Case)
    owner = CharField(max_length=12)
    phrase = CharField(max_length=60, default="")
    text = LongText()
    sealed_text = LongText()
    due_on = DateField(null=True)
    note = ForeignKeyField(Note, null=True)
    created_by = ForeignKeyField(Account, null=True)
    created_at = UtcField()
    told_at = UtcField(null=True)
    done_at = UtcField(null=True)
    done_by = ForeignKeyField(Account, null=True, index=False)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("case", "owner", "done_at"), False),)

    @classmethod
    def readable_by(cls, actor: Actor) -> Any:
        """The condition on tasks joined to their case and, from the left, to their note: what a
        private note led to is for those who may read the note (NOTE-5); one's own step is
        one's own."""
        if actor.is_participant:
            return cls.owner == TaskOwner.PARTICIPANT
        return cls.note.is_null() | Note.readable_by(actor)

    @classmethod
    def visible_to(cls, actor: Actor) -> ModelSelect:
        """The tasks this person may see, with their case."""
        return (
            cls.select(cls, Case)
            .join(Case)
            .switch(cls)
            .join(Note, JOIN.LEFT_OUTER)
            .where(Case.scope(actor), cls.readable_by(actor))
        )

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The task of an address, with its case. Raises Task.DoesNotExist."""
        found: Self = cls.visible_to(actor).where(cls.key == key).get()
        return found


# What is open is a small part of all tasks: lists, alerts and the night look at that part alone.
_IS_OPEN = Task.done_at.is_null()
Task.add_index(Task.index(Task.case, Task.owner, Task.due_on, name="task_open", where=_IS_OPEN))
Task.add_index(Task.index(Task.due_on, Task.owner, name="task_open_due", where=_IS_OPEN))


class TaskAct(StrEnum):
    """What happened to a task after it was made."""

    MOVED = "moved"
    CHANGED = "changed"
    TOLD = "told"
    DONE = "done"
    REOPENED = "reopened"


class TaskChange(Table):
    """One thing that happened to a task: who (nobody: the participant), when, the days, and the
    words as they were before; those of a private task are sealed."""

    task = ForeignKeyField(Task)
    at = UtcField()
    account = ForeignKeyField(Account, null=True, index=False)
    act = CharField(max_length=10)
    due_from = DateField(null=True)
    due_to = DateField(null=True)
    reason = CharField(max_length=20, default="")  # policy/tasks.MoveReason
    words = LongText()


class CalendarAddress(Table):
    """The secret address under which a worker's calendar is fetched by a program that cannot sign
    in; only its digest is kept, and a new one ends the one before."""

    account = ForeignKeyField(Account, unique=True)
    digest = CharField(max_length=64, unique=True)
    made_at = UtcField()
