"""Case notes, their drafts and addenda."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import and_
from typing import Any, Self

from peewee import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    ModelSelect,
    fn,
)

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case, Opening, OpeningKind, ReasonNeeded
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
    them by reports/notes/texts.py and no other way.
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
        """The condition on notes joined to their case, beside `Case.scope`: a draft is its
        author's alone; a private note is there for who is on the case (its two workers, and who
        was named on it), for monitors, and for the unit's supervisor who gave a reason today
        (NOTE-5; DW CM, Privacy). A participant reads the copy that was released (NOTE-9)."""
        finished = cls.state == NoteState.FINISHED
        if actor.is_participant:
            return cls.id == 0
        if actor.role in (Role.MONITOR, Role.SYSTEM):
            return finished
        on_the_case = Case.caseload_of(actor) | cls.case.in_(Opening.of(actor, OpeningKind.NAMED))
        if actor.role is Role.SUPERVISOR:
            on_the_case |= cls.case.in_(Opening.of(actor, OpeningKind.PRIVATE_NOTES))
        own_draft = (cls.state == NoteState.DRAFT) & (cls.author == actor.id)
        return (finished | own_draft) & ((cls.private_reason == "") | on_the_case)

    @classmethod
    def needs_reason(cls, actor: Actor) -> Any:
        """The condition on the notes joined to their case that a supervisor may read once they
        gave a reason; nothing for anybody else."""
        if actor.role is not Role.SUPERVISOR:
            return cls.id == 0
        # A case without a second worker has nobody there, which is neither this person nor not.
        not_theirs = [
            fn.COALESCE(column, 0) != actor.id for column in (Case.worker, Case.secondary)
        ] + [
            cls.case.not_in(Opening.of(actor, kind))
            for kind in (OpeningKind.NAMED, OpeningKind.PRIVATE_NOTES)
        ]
        private = (cls.state == NoteState.FINISHED) & (cls.private_reason != "")
        return reduce(and_, not_theirs, private & Case.scope(actor))

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The note of an address, with its case and author. Raises Note.DoesNotExist, as well for
        another's draft and for a private note of somebody who may not read it, and ReasonNeeded
        for a private note that a supervisor may read with a reason."""
        found: list[Self] = list(
            _with_all(cls.select(cls, Case, Account, Contact)).where(
                Case.scope(actor), cls.readable_by(actor), cls.key == key
            )
        )
        if found:
            return found[0]
        asked = (
            cls.select(cls.id, Case.key).join(Case).where(cls.needs_reason(actor), cls.key == key)
        )
        if actor.role is Role.SUPERVISOR and (hidden := asked.first()):
            raise ReasonNeeded(hidden.case.key, "private_notes")
        raise cls.DoesNotExist("no such note")


def _with_all(query: ModelSelect) -> ModelSelect:
    return (
        query.join(Case)
        .switch(Note)
        .join(Account, on=(Note.author == Account.id))
        .switch(Note)
        .join(Contact, "LEFT JOIN", on=(Note.contact == Contact.id))
    )


class Addendum(Table):
    """A correction beside a finished note: author, time, text; the first text stays (NOTE-8)."""

    note = ForeignKeyField(Note)
    author = ForeignKeyField(Account)
    at = UtcField()
    text = LongText()
    is_sealed = BooleanField(default=False)  # beside a private note
