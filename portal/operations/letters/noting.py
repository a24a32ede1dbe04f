"""A letter that leaves writes its own case note: what went out, how, and which days it sets."""

import json
from datetime import date, datetime

from portal import dates, letter_kinds, resources
from portal.models.accounts import Actor
from portal.models.cases import EntryKind
from portal.models.contacts import Contact
from portal.models.letters import Letter
from portal.models.notes import Note, NoteState
from portal.operations.cases import add_to_timeline
from portal.policy.calendar import office_date
from portal.policy.lettering import FieldType
from portal.words.letters import field_name
from portal.words.letters_noted import note_purpose, note_results


def write_note(sender: Actor, *, letter: Letter, contact: Contact, at: datetime) -> Note | None:
    """Writes the finished note of a letter in the running operation, in its sender's name; none
    for a letter that nobody of the staff sent (screens.md, 2.2; NOTE-2)."""
    if not sender.is_staff:
        return None
    made: Note = Note.create(
        case=letter.case_id, contact=contact, author=sender.id, state=NoteState.FINISHED,
        occurred_on=office_date(at, resources.timezone()), way=contact.way,
        direction=contact.direction,
        purpose=note_purpose(letter, letter_kinds.kinds()[letter.kind].name),
        results=note_results(letter, _days_set(letter)), forms_completed="",
        documents_received="", created_at=at, saved_at=at, finished_at=at,
    )  # fmt: skip
    add_to_timeline(letter.case, EntryKind.NOTE, at, made.id)
    return made


def _days_set(letter: Letter) -> list[str]:
    """Each day of the letter's own fields, in words with the weekday (LANG-5)."""
    raw: dict[str, str] = json.loads(letter.fields)
    own = letter_kinds.own_fields(letter.kind)
    return [
        f"{field_name(name)}: {dates.day(date.fromisoformat(raw[name]), 'en')}"
        for name, field in letter_kinds.kinds()[letter.kind].fields.items()
        if name in own and field.type is FieldType.DATE and raw.get(name)
    ]
