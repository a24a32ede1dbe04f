"""Nothing of a private note or document lies in the clear: the database and the stored files are
read raw, as a thief would (safety.md, promise 7)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import flask
import pytest

from portal import db, resources
from portal.models import TABLES, Addendum, Case, Note, Task
from portal.models.notes import NoteStep, steps_read
from portal.operations import notes as operations
from portal.operations.notes import NoteText
from portal.reports.notes import story as note_story
from portal.reports.notes.texts import SEALED, answers_of, text_of, texts_of
from portal.sealing import SealBrokenError
from tests.documents.sending import Sender, run_jobs
from tests.factories import NOON, TODAY, account, case
from tests.samples import ATTENDANCE_1

WORD = "Quarkblossom"  # in every text of the private note, and nowhere else
PLANTED = {name: f"{WORD} {name}" for name in SEALED if name not in ("document_keys", "steps")}
STEP = NoteStep("worker", "", f"Visit {WORD}", TODAY + timedelta(days=5))


@pytest.fixture
def ana(both_databases: flask.Flask) -> Any:
    """A counselor, on each database."""
    return account()


@pytest.fixture
def made(ana: Any) -> Case:
    """Her case."""
    return case(worker=ana)


def raw_database() -> bytes:
    """Every byte the database keeps: the files of SQLite with log and free pages, or each row of
    each PostgreSQL table."""
    if not db.is_sqlite():
        rows = (
            repr(db.database.execute_sql(f'SELECT * FROM "{model._meta.table_name}"').fetchall())
            for model in TABLES
        )
        return "\n".join(rows).encode()
    path = Path(db.database.obj.database)
    return b"".join(one.read_bytes() for one in sorted(path.parent.glob(f"{path.name}*")))


def raw_files() -> Iterator[bytes]:
    """Every stored file."""
    folder = Path(resources.current().config.storage_url.removeprefix("file://"))
    return (one.read_bytes() for one in folder.rglob("*") if one.is_file())


def typed(who: Any, made: Case, reason: str = "", version: int = 0, **more: Any) -> Note:
    """The draft as it was saved."""
    values = PLANTED | {
        "occurred_on": TODAY, "way": "telephone", "direction": "from_staff", "is_answered": True,
        "steps": (STEP,), "private_reason": reason,
    }  # fmt: skip
    return operations.save_note(
        who.actor, case=made, key="k" * 16, version=version, text=NoteText(**(values | more)),
        at=NOON,
    )  # fmt: skip


def test_the_raw_database_holds_no_word_of_a_private_note(ana: Any, made: Case) -> None:
    typed(ana, made)
    note = typed(ana, made, "hipaa", version=1)
    done = operations.finish_note(ana.actor, case=made, note=note, at=NOON)
    operations.add_addendum(
        ana.actor, note=Note.get_for(ana.actor, note.key), text=f"{WORD} again", at=NOON
    )
    assert WORD.encode() not in raw_database()
    assert all(WORD.encode() not in one for one in raw_files())
    assert texts_of(done, made)["purpose"] == f"{WORD} purpose"
    assert steps_read(texts_of(done, made)["steps"]) == [STEP]
    assert note_story.addenda_of([done], made)[done.id][0]["text"] == f"{WORD} again"
    assert Task.get().text == ""


def test_a_draft_lies_sealed_before_anybody_said_that_it_is_private(ana: Any, made: Case) -> None:
    for version in range(5):
        note = typed(ana, made, version=version, content=f"{WORD} {'x' * 900 * version}")
    operations.discard_note(ana.actor, case=made, note=note, at=NOON)
    assert WORD.encode() not in raw_database()


def test_a_mark_taken_away_opens_the_note_when_it_is_finished(ana: Any, made: Case) -> None:
    typed(ana, made, "danger")
    note = typed(ana, made, version=1)
    assert WORD.encode() not in raw_database()
    done = operations.finish_note(ana.actor, case=made, note=note, at=NOON)
    assert not done.is_sealed
    assert done.purpose == f"{WORD} purpose"
    assert WORD.encode() in raw_database(), "the test would find what lies open"
    assert not Case.get_by_id(made.id).is_restricted


def test_every_text_of_a_private_note_is_sealed_in_a_place_of_its_own(ana: Any, made: Case) -> None:
    note = typed(ana, made, "hipaa")
    kept = [getattr(note, name) for name in PLANTED]
    assert len(set(kept)) == len(kept)
    note.results = note.purpose
    with pytest.raises(SealBrokenError):
        text_of(note, "results", made)
    note.results = f"{note.purpose[:-8]}AAAAAAA="
    with pytest.raises(SealBrokenError):
        texts_of(note, made)


def test_a_text_moved_to_another_case_or_note_stays_shut(ana: Any, made: Case) -> None:
    note = typed(ana, made, "hipaa")
    other = case(worker=ana, number="WTW-1002")
    other.sealed_key = made.sealed_key
    with pytest.raises(SealBrokenError):
        texts_of(note, other)
    note.key = "y" * 16
    with pytest.raises(SealBrokenError):
        texts_of(note, made)


def test_what_is_unanswered_stays_unanswered_and_none_stays_none(ana: Any, made: Case) -> None:
    note = typed(ana, made, "hipaa", forms_completed=None, documents_received="")
    answers = answers_of(note, made)
    assert answers["forms_completed"] is None
    assert answers["documents_received"] == ""
    assert texts_of(note, made)["forms_completed"] == ""


def test_an_addendum_cannot_be_put_under_another_name(ana: Any, made: Case) -> None:
    ben = account("Ben Second")
    note = operations.finish_note(ana.actor, case=made, note=typed(ana, made, "hipaa"), at=NOON)
    operations.add_addendum(ana.actor, note=Note.get_for(ana.actor, note.key), text="Mine", at=NOON)
    sealed = Addendum.get()
    Addendum.create(note=note.id, author=ben, at=NOON, text=sealed.text, is_sealed=True)
    with pytest.raises(SealBrokenError):
        note_story.addenda_of([note], made)[note.id]


def test_the_stored_files_hold_no_bytes_of_a_document(both_databases: flask.Flask) -> None:
    sent = ATTENDANCE_1.read_bytes()
    sender = Sender()
    sender.send(ATTENDANCE_1)
    run_jobs()
    stored = [*raw_files(), raw_database()]
    assert len(stored) > 1
    windows = [sent[at : at + 32] for at in range(0, len(sent) - 32, 4096)]
    assert not any(window in one for one in stored for window in windows)
    assert not any(one.startswith((b"\xff\xd8\xff", b"\x89PNG", b"%PDF")) for one in stored)
