"""Dated next steps, for the worker or for the participant (NOTE-4)."""

from enum import StrEnum

from peewee import CharField, DateField, ForeignKeyField

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.notes import Note


class TaskOwner(StrEnum):
    """Who is to do it."""

    WORKER = "worker"
    PARTICIPANT = "participant"


class Task(Table):
    """One thing to do. `phrase` is a code of the phrase bank; `text` is typed freely."""

    key = KeyField()
    case = ForeignKeyField(Case)
    owner = CharField(max_length=12)
    phrase = CharField(max_length=60, default="")
    text = LongText()
    due_on = DateField(null=True)
    note = ForeignKeyField(Note, null=True)
    created_by = ForeignKeyField(Account, null=True)
    created_at = UtcField()
    done_at = UtcField(null=True)

    class Meta:
        indexes = ((("case", "owner", "done_at"), False),)
