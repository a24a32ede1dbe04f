"""A case's finished notes that one may read, the latest first: by month, author and occasion."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, ModelSelect, fn

from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.models.notes import Note, NoteState
from portal.prepared import Place, Prepared

MOST = 200  # notes on one page, or in one file


@dataclass(frozen=True)
class Wanted:
    """Which notes: local dates of the contact, both of which count; an author's key; an
    occasion's code. What is empty asks for nothing."""

    first: date | None = None
    last: date | None = None
    author: str = ""
    occasion: str = ""

    @property
    def is_any(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.first or self.last or self.author or self.occasion)


def _notes(
    role: Role, has_first: bool, has_last: bool, has_author: bool, has_occasion: bool
) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    query = (
        Note.select(Note, Account.id, Account.name, Contact.id, Contact.is_live,
                    Contact.is_attempt)
        .join(Case)
        .switch(Note)
        .join(Account, on=(Note.author == Account.id))
        .switch(Note)
        .join(Contact, JOIN.LEFT_OUTER, on=(Note.contact == Contact.id))
        .where(
            Note.case == Place("case"), Note.state == NoteState.FINISHED,
            Note.readable_by(anybody),
        )
    )  # fmt: skip
    if has_first:
        query = query.where(Note.occurred_on >= Place("first"))
    if has_last:
        query = query.where(Note.occurred_on <= Place("last"))
    if has_author:
        query = query.where(Account.key == Place("author"))
    if has_occasion:
        query = query.where(Note.template == Place("occasion"))
    return query.order_by(Note.occurred_on.desc(), Note.id.desc()).limit(MOST + 1)


_NOTES = Prepared(_notes)


def notes(actor: Actor, case: Case, wanted: Wanted) -> tuple[list[Any], bool]:
    """The notes with author and contact, the latest first, and whether there are more than MOST.

    One statement. Source: NOTE-5, NOTE-11.
    """
    found = _NOTES.rows(
        actor.role, wanted.first is not None, wanted.last is not None, bool(wanted.author),
        bool(wanted.occasion), actor=actor.id, unit=actor.unit_id, case=case.id,
        first=wanted.first, last=wanted.last, author=wanted.author, occasion=wanted.occasion,
    )  # fmt: skip
    return found[:MOST], len(found) > MOST


def _authors(role: Role) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    return (
        Note.select(Account.key, fn.MIN(Account.name))
        .join(Case)
        .switch(Note)
        .join(Account, on=(Note.author == Account.id))
        .where(
            Note.case == Place("case"), Note.state == NoteState.FINISHED,
            Note.readable_by(anybody),
        )
        .group_by(Account.key)
        .order_by(fn.MIN(Account.name))
        .tuples()
    )  # fmt: skip


_AUTHORS = Prepared(_authors)


def authors(actor: Actor, case: Case) -> list[tuple[str, str]]:
    """Who wrote the notes that one may read: key and name. One statement."""
    return _AUTHORS.rows(actor.role, actor=actor.id, unit=actor.unit_id, case=case.id)
