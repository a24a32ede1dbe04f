"""Case notes, their drafts and addenda."""

from enum import StrEnum
from typing import Self

from peewee import CharField, ForeignKeyField, IntegerField

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.contacts import Contact


class NoteState(StrEnum):
    """A note is a draft until it is finished; a finished one never changes (NOTE-8)."""

    DRAFT = "draft"
    FINISHED = "finished"


class Note(Table):
    """A case note of seven elements (NOTE-1) with the mandatory minimum of NOTE-2."""

    key = KeyField()
    case = ForeignKeyField(Case)
    contact = ForeignKeyField(Contact, null=True)
    author = ForeignKeyField(Account)
    state = CharField(max_length=10, default=NoteState.DRAFT)
    purpose = LongText()
    background = LongText()
    observations = LongText()
    content = LongText()
    results = LongText()
    impressions = LongText()
    next_steps = LongText()
    forms_completed = LongText()
    documents_received = LongText()
    private_reason = CharField(max_length=20, default="")
    created_at = UtcField()
    saved_at = UtcField()
    finished_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("author", "state"), False),)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The note of an address, with its case. Raises Note.DoesNotExist."""
        found: Self = (
            cls.select(cls, Case, Account)
            .join(Case)
            .switch(cls)
            .join(Account, on=(cls.author == Account.id))
            .where(Case.scope(actor), cls.key == key)
            .get()
        )
        return found


class Addendum(Table):
    """A correction beside a finished note: author, time, text; the first text stays (NOTE-8)."""

    note = ForeignKeyField(Note)
    author = ForeignKeyField(Account)
    at = UtcField()
    text = LongText()
