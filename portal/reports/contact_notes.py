"""The note of a contact, as far as somebody may read it."""

from typing import Any, NamedTuple

from peewee import ModelSelect

from portal.models.accounts import Actor, Role
from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.models.notes import Note, NoteState
from portal.prepared import Place, Prepared


class NoteOfContact(NamedTuple):
    """The key of a note, and whether it is finished."""

    key: str
    is_finished: bool


def _note(role: Role) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    return (
        Note.select(Note.key, Note.state)
        .join(Case)
        .where(Note.contact == Place("contact"), Case.scope(anybody), Note.readable_by(anybody))
        .order_by(Note.id.desc())
        .limit(1)
    )


_NOTE = Prepared(_note)


def of_contact(actor: Actor, contact: Contact) -> NoteOfContact | None:
    """The latest note that tells of a contact, or one's own draft of it (CON-7); None where there
    is none that this person may read."""
    found = _NOTE.tuples(actor.role, actor=actor.id, unit=actor.unit_id, contact=contact.id)
    return NoteOfContact(found[0][0], found[0][1] == NoteState.FINISHED) if found else None
