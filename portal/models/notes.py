"""Case notes, their drafts and addenda."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.contacts import Contact


class NoteState(StrEnum):
    """A note is a draft until it is finished; a finished one never changes (NOTE-8)."""

    DRAFT = "draft"
    FINISHED = "finished"


@dataclass(frozen=True)
class NoteStep:
    """A next step that a note names: whose, a code of the phrase bank or own words, the local
    date by which (NOTE-4)."""

    owner: str
    phrase: str = ""
    text: str = ""
    due_on: date | None = None


def steps_written(steps: Iterable[NoteStep]) -> str:
    """Next steps as the note's column keeps them; empty where there are none."""
    rows = [
        [one.owner, one.phrase, one.text, one.due_on.isoformat() if one.due_on else ""]
        for one in steps
    ]
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def steps_read(text: str | None) -> list[NoteStep]:
    """Next steps again."""
    return [
        NoteStep(owner, phrase, words, date.fromisoformat(due) if due else None)
        for owner, phrase, words, due in (json.loads(text) if text else ())
    ]


class Note(Table):
    """A case note of seven elements (NOTE-1) with the mandatory minimum of NOTE-2.

    The day and way are the note's own until it has a contact; `makes_contact` says that finishing
    it records one. Forms and documents are null while unanswered, empty when the answer is none.

    A draft, and a private note for good, have all their texts sealed under the case's key: read
    them by reports/notes_texts.py and no other way.
    """

    key = KeyField()
    case = ForeignKeyField(Case)
    contact = ForeignKeyField(Contact, null=True)
    author = ForeignKeyField(Account)
    state = CharField(max_length=10, default=NoteState.DRAFT)
    occurred_on = DateField(null=True)
    way = CharField(max_length=20, default="")
    direction = CharField(max_length=20, default="")
    is_answered = BooleanField(default=False)
    makes_contact = BooleanField(default=True)
    purpose = LongText()
    background = LongText()
    observations = LongText()
    content = LongText()
    activities = LongText()
    information_given = LongText()
    information_received = LongText()
    results = LongText()
    actions = LongText()
    decisions = LongText()
    impressions = LongText()
    program_contacts = LongText()  # with other staff of the program (NOTE-3)
    next_steps = LongText()
    forms_completed = LongText(null=True, default=None)
    documents_received = LongText(null=True, default=None)
    document_keys = LongText()  # documents of the case that were received, a key a line
    steps = LongText()  # as `steps_written` writes them
    manner = CharField(max_length=20, default="")
    template = CharField(max_length=20, default="")
    is_sealed = BooleanField(default=False)
    private_reason = CharField(max_length=20, default="")
    created_at = UtcField()
    saved_at = UtcField()
    finished_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("author", "state"), False),)

    @classmethod
    def readable_by(cls, actor: Actor) -> Any:
        """The condition on notes joined to their case: a draft is its author's alone, a private
        note the primary and secondary worker's and the monitor's (NOTE-5, NOTE-7)."""
        drafts = (cls.state == NoteState.FINISHED) | (cls.author == actor.id)
        if actor.role is Role.MONITOR:
            return cls.state == NoteState.FINISHED
        assigned = (Case.worker == actor.id) | (Case.secondary == actor.id)
        return drafts & ((cls.private_reason == "") | assigned)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The note of an address, with its case and author. Raises Note.DoesNotExist, as well for
        another's draft and for a private note of somebody who may not read it."""
        found: Self = (
            cls.select(cls, Case, Account, Contact)
            .join(Case)
            .switch(cls)
            .join(Account, on=(cls.author == Account.id))
            .switch(cls)
            .join(Contact, "LEFT JOIN", on=(cls.contact == Contact.id))
            .where(Case.scope(actor), cls.readable_by(actor), cls.key == key)
            .get()
        )
        return found


class Addendum(Table):
    """A correction beside a finished note: author, time, text; the first text stays (NOTE-8)."""

    note = ForeignKeyField(Note)
    author = ForeignKeyField(Account)
    at = UtcField()
    text = LongText()
    is_sealed = BooleanField(default=False)  # beside a private note
