"""Rules of the house: what is final cannot be changed by anybody, by no statement at all: the audit
trail, finished notes, addenda and sent letters."""

from typing import Any

import flask
import peewee
import pytest

from portal import db
from portal.db import UtcField
from portal.models import Addendum, AuditEntry, Contact, Letter, Note
from portal.models.letters import LetterState
from portal.models.notes import NoteState
from portal.operations import trail
from tests import factories


@pytest.fixture
def sealed(both_databases: flask.Flask) -> AuditEntry:
    """Two entries of the audit trail, the first of them at hand."""
    actor = factories.account().actor
    entry = trail.Entry(actor, "view_case", "case", 1, 1, "", "done", "")
    trail.write([entry, entry], factories.NOON)
    return AuditEntry.select().order_by(AuditEntry.id).first()


def refuses(words: str) -> Any:
    return pytest.raises(peewee.DatabaseError, match=words)


def test_an_entry_of_the_audit_trail_cannot_be_changed(sealed: AuditEntry) -> None:
    with refuses("audit trail is final"), db.database.atomic():
        AuditEntry.update(action="nothing").where(AuditEntry.id == sealed.id).execute()


def test_an_entry_of_the_audit_trail_cannot_be_deleted(sealed: AuditEntry) -> None:
    with refuses("audit trail is final"), db.database.atomic():
        AuditEntry.delete().where(AuditEntry.id == sealed.id).execute()


def test_an_entry_of_the_audit_trail_cannot_be_replaced(sealed: AuditEntry) -> None:
    values = {**sealed.__data__, "action": "nothing"}
    # PostgreSQL has no REPLACE: its like is an insert that updates what is there.
    replacing = (
        AuditEntry.replace(**values)
        if db.is_sqlite()
        else AuditEntry.insert(**values).on_conflict(
            conflict_target=[AuditEntry.id], preserve=[AuditEntry.action]
        )
    )
    with pytest.raises(peewee.DatabaseError), db.database.atomic():
        replacing.execute()
    assert AuditEntry.get_by_id(sealed.id).action == "view_case"
    assert list(trail.broken_links()) == []


def test_the_audit_trail_cannot_be_emptied(sealed: AuditEntry) -> None:
    word = "DELETE FROM" if db.is_sqlite() else "TRUNCATE"
    with refuses("audit trail is final"), db.database.atomic():
        db.database.execute_sql(f"{word} audit_entry")
    assert AuditEntry.select().count() == 2


def test_a_finished_note_is_final_and_a_draft_is_not(both_databases: flask.Flask) -> None:
    author = factories.account()
    note = Note.create(
        case=factories.case(worker=author), author=author, created_at=factories.NOON,
        saved_at=factories.NOON, purpose="Call",
    )  # fmt: skip
    Note.update(purpose="Visit", state=NoteState.FINISHED).where(Note.id == note.id).execute()
    with refuses("finished note is final"), db.database.atomic():
        Note.update(purpose="Nothing").where(Note.id == note.id).execute()
    with refuses("finished note is final"), db.database.atomic():
        Note.delete().where(Note.id == note.id).execute()
    assert Note.get_by_id(note.id).purpose == "Visit"


def test_an_addendum_is_final(both_databases: flask.Flask) -> None:
    author = factories.account()
    note = Note.create(
        case=factories.case(worker=author), author=author, created_at=factories.NOON,
        saved_at=factories.NOON,
    )  # fmt: skip
    made = Addendum.create(note=note, author=author, at=factories.NOON, text="It was Tuesday.")
    with refuses("addendum is final"), db.database.atomic():
        Addendum.update(text="Nothing").where(Addendum.id == made.id).execute()
    with refuses("addendum is final"), db.database.atomic():
        Addendum.delete().where(Addendum.id == made.id).execute()


@pytest.fixture
def letter(both_databases: flask.Flask) -> Letter:
    """A letter that was sent."""
    made = Letter.create(
        case=factories.case(), letter_no="L-1", kind="appointment", locale="es", html="<p>Hola",
        pdf="a.pdf", pdf_sha256="0" * 64, created_at=factories.NOON,
    )  # fmt: skip
    Letter.update(state=LetterState.SENT, sent_at=factories.NOON).where(
        Letter.id == made.id
    ).execute()
    return made


# When it was read first is known only afterwards; its attempt at contact is noted once.
MAY_CHANGE = {"id", "read_at", "contact"}


def test_nothing_of_a_sent_letter_can_be_changed(letter: Letter) -> None:
    changed = []
    for name in sorted(set(Letter._meta.fields) - MAY_CHANGE):
        try:
            with db.database.atomic():
                Letter.update({name: _another(letter, name)}).where(
                    Letter.id == letter.id
                ).execute()
            changed.append(name)
        except peewee.DatabaseError as error:
            if "sent letter is final" not in str(error):
                changed.append(name)
    assert changed == []


def _another(letter: Letter, name: str) -> Any:
    field = Letter._meta.fields[name]
    if isinstance(field, peewee.ForeignKeyField):
        return 99 if getattr(letter, f"{name}_id") is None else None
    if isinstance(field, UtcField):
        return factories.NOON.replace(hour=1)
    return not getattr(letter, name) if isinstance(field, peewee.BooleanField) else "other"


def test_the_attempt_that_a_letter_was_is_noted_once(letter: Letter) -> None:
    contact = Contact.create(
        case=letter.case, way="letter", direction="from_staff", reason="letter", is_live=False,
        is_attempt=True, occurred_on=factories.TODAY, entered_at=factories.NOON,
    )  # fmt: skip
    Letter.update(contact=contact).where(Letter.id == letter.id).execute()
    with refuses("sent letter is final"), db.database.atomic():
        Letter.update(contact=None).where(Letter.id == letter.id).execute()


def test_a_sent_letter_cannot_be_deleted_and_may_be_read(letter: Letter) -> None:
    with refuses("sent letter is final"), db.database.atomic():
        Letter.delete().where(Letter.id == letter.id).execute()
    Letter.update(read_at=factories.NOON).where(Letter.id == letter.id).execute()
    assert Letter.get_by_id(letter.id).read_at == factories.NOON
