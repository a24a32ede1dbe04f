"""The note of a contact, as far as somebody may read it."""

from typing import Any, NamedTuple

from peewee import ModelSelect, Value

from portal.models.accounts import Actor, Role
from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.models.letters import Letter
from portal.models.notes import Note, NoteState
from portal.prepared import Place, Prepared


class Told(NamedTuple):
    """What tells of a contact: its note's key, empty where there is none to read; whether that is
    finished; and whether a note is still owed (CON-7)."""

    note_key: str = ""
    is_finished: bool = False
    is_owed: bool = True


_LETTER = "letter"


def _told(role: Role) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    notes = (
        Note.select(Note.key, Note.state)
        .join(Case)
        .where(Note.contact == Place("contact"), Case.scope(anybody), Note.readable_by(anybody))
    )
    letters = Letter.select(Value(""), Value(_LETTER)).where(Letter.contact == Place("contact"))
    return notes.union_all(letters)


_TOLD = Prepared(_told)


def of_contact(actor: Actor, contact: Contact) -> Told:
    """What tells of a contact, as far as this person may read it. One statement.

    What the participant sent, a sent letter and a group's summary tell of themselves.
    """
    row: Any = contact
    found = _TOLD.tuples(actor.role, actor=actor.id, unit=actor.unit_id, contact=row.id)
    for key, state in found:
        if state != _LETTER:
            return Told(key, state == NoteState.FINISHED, False)
    return Told(is_owed=bool(row.account_id and not row.group_id and not found))
