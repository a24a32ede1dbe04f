"""NOTE-9: a copy of the notes is asked for, due on a day, reviewed passage by passage, released
once and never changed, with every gap and its reason on record."""

from datetime import date, timedelta

import flask
import peewee
import pypdfium2
import pytest

from portal import db, resources
from portal.models import (
    AuditEntry,
    Case,
    CopyDecision,
    Document,
    Note,
    NoteCopy,
    OutboxMessage,
    TimelineEntry,
)
from portal.models.accounts import Role
from portal.models.cases import EntryKind
from portal.models.notes import NoteStep
from portal.operations import copies
from portal.operations.copies import Wanted
from portal.operations.documents.sweeping import named_files
from portal.operations.notes import add_addendum
from portal.policy.notes_copies import (
    CopyRefusal,
    Decision,
    WithholdReason,
    copy_due_on,
    passages,
    refusals_to_ask,
)
from portal.reports import copies as reports
from portal.reports.case_keys import open_case_key
from tests.copies import LATER, Story, finished, refused
from tests.factories import NOON, TODAY, account, as_actor, case, participant

SAFETY, OTHER = WithholdReason.ANOTHERS_SAFETY, WithholdReason.ANOTHER_PERSON


def test_note_9_a_copy_goes_out_only_as_it_was_decided_and_never_changes(
    both_databases: flask.Flask,
) -> None:
    story = Story()
    assert story.copy.due_on == date(2026, 12, 4)  # Friday and ten working days
    assert story.ask().id == story.copy.id  # while one waits, asking again gives it
    # Nothing is released while a private note is undecided.
    with refused(CopyRefusal.UNDECIDED):
        story.release()
    story.decide(Decision(story.open.key, "content", 1, OTHER))
    with refused(CopyRefusal.UNDECIDED):
        story.release()
    story.decide(
        Decision(story.open.key, "content", 1, OTHER), Decision(story.private.key, reason=SAFETY)
    )
    story.release()
    given = story.given()
    assert "She starts Monday." in given
    assert "It was Tuesday." in given
    assert "Lan" not in given
    assert "Kestrel" not in given
    assert {OTHER, SAFETY} <= set(given.splitlines())  # each gap is marked with its reason
    # What was withheld, and why, is on record.
    assert sorted(row.reason for row in CopyDecision.select()) == [OTHER, SAFETY]
    # A released copy never changes, whoever tries.
    for act in (story.decide, story.release):
        with refused(CopyRefusal.ALREADY_RELEASED):
            act()
    add_addendum(story.ana.actor, note=story.open, text="It was Wednesday.", at=NOON)
    assert story.given() == given
    for query in (
        NoteCopy.update(text="other"), NoteCopy.delete(), CopyDecision.update(reason=""),
        CopyDecision.delete(),
    ):  # fmt: skip
        with pytest.raises(peewee.DatabaseError, match="final"), db.database.atomic():
            query.execute()


def test_a_release_is_audited_told_and_counted(both_databases: flask.Flask) -> None:
    story = Story()
    story.decide(
        Decision(story.open.key, "content", 1, OTHER), Decision(story.private.key, reason=SAFETY)
    )
    story.release()
    made = NoteCopy.get_by_id(story.copy.id)
    assert (made.notes_given, made.notes_withheld, made.passages_withheld) == (1, 1, 1)
    assert AuditEntry.select().where(AuditEntry.action == "release_notes_copy").count() == 1
    told = (TimelineEntry.kind == EntryKind.COPY) & (TimelineEntry.ref == made.id)
    assert [row.at for row in TimelineEntry.select().where(told).order_by(TimelineEntry.at)] == [
        NOON, LATER,
    ]  # fmt: skip
    news = OutboxMessage.get(OutboxMessage.cause == f"copy:{made.key}")
    assert "note" not in news.body.lower()


def test_the_last_day_is_ten_working_days_after_the_day_it_was_asked_for() -> None:
    friday, monday = date(2026, 5, 22), date(2026, 5, 25)
    assert copy_due_on(friday, 10, {monday}) == date(2026, 6, 8)
    assert copy_due_on(friday, 10, ()) == date(2026, 6, 5)
    assert copy_due_on(friday - timedelta(days=1), 10, ()) == date(2026, 6, 4)
    assert copy_due_on(date(2028, 2, 18), 10, ()) == date(2028, 3, 3)  # over a leap day


@pytest.mark.parametrize(
    ("asked", "from_on", "until_on", "form", "field"),
    [
        (0, None, None, True, None), (1, None, None, True, "asked_on"),
        (0, 0, 0, True, None), (0, 1, None, True, "from_on"), (0, 0, -1, True, "until_on"),
        (0, None, None, False, "form"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_refused_at_its_field(
    asked: int, from_on: int | None, until_on: int | None, form: bool, field: str | None
) -> None:
    def on(days: int | None) -> date | None:
        return None if days is None else TODAY + timedelta(days=days)

    asked_on = on(asked)
    assert asked_on is not None
    found = refusals_to_ask(
        asked_on, TODAY, on(from_on), on(until_on), on_paper=form, on_portal=False
    )
    assert list(found) == ([field] if field else [])


def test_a_paragraph_is_a_line_of_text() -> None:
    assert passages("One.\n\n  Two.\r\nThree.\n") == ["One.", "Two.", "Three."]
    assert passages("  \n ") == []


def test_only_the_workers_of_the_case_review_and_release(both_databases: flask.Flask) -> None:
    story = Story()
    chief = account("Sam Chief", Role.SUPERVISOR)
    copy, notes = story.seen(chief)
    assert [note.key for note in notes] == [story.open.key]  # no private note, not even its day
    for act in (
        lambda: copies.save_review(chief.actor, copy=copy, version=1, decisions=[], at=NOON),
        lambda: copies.release_copy(chief.actor, copy=copy, version=1, seen="", at=NOON),
    ):
        with refused(CopyRefusal.NOT_YOURS_TO_REVIEW):
            act()


def test_another_participant_finds_no_copy(both_databases: flask.Flask) -> None:
    story = Story()
    story.decide(Decision(story.private.key))
    story.release()
    stranger = participant("Lan Tran", "vi")
    case(stranger, number="WTW-1002")
    with pytest.raises(NoteCopy.DoesNotExist):
        NoteCopy.get_for(as_actor(stranger), story.copy.key)


def test_of_two_reviewers_the_second_is_told_and_nothing_is_overwritten(
    both_databases: flask.Flask,
) -> None:
    story = Story()
    ben = account("Ben Osei")
    Case.update(secondary=ben).where(Case.id == story.case.id).execute()
    copy, _notes = story.seen(ben)
    story.decide(Decision(story.private.key, reason=SAFETY))
    with refused(CopyRefusal.CHANGED_MEANWHILE):
        copies.save_review(ben.actor, copy=copy, version=copy.version, decisions=[], at=NOON)
    assert [row.reason for row in CopyDecision.select()] == [SAFETY]


def test_a_note_finished_since_the_reviewer_looked_stops_the_release(
    both_databases: flask.Flask,
) -> None:
    story = Story()
    story.decide(Decision(story.private.key))
    copy, notes = story.seen()
    finished(story.ana, story.case, purpose="Written meanwhile")
    with refused(CopyRefusal.NOTES_ADDED):
        copies.release_copy(
            story.ana.actor, copy=copy, version=copy.version, seen=reports.fingerprint(notes),
            at=NOON,
        )  # fmt: skip
    assert NoteCopy.get_by_id(copy.id).released_at is None
    assert NoteCopy.get_by_id(copy.id).version == copy.version


def test_a_copy_of_a_time_holds_the_notes_of_both_its_end_days(
    both_databases: flask.Flask,
) -> None:
    ana, maria = account(), participant()
    made = case(maria, ana, enrolled_on=TODAY - timedelta(days=60))
    days = {n: finished(ana, made, on=TODAY - timedelta(days=n)) for n in (1, 2, 5, 9, 10)}
    wanted = Wanted(TODAY - timedelta(days=9), TODAY - timedelta(days=2))
    copy = copies.ask_for_copy(as_actor(maria), case=made, wanted=wanted, at=NOON)
    found = reports.read_notes(ana.actor, made, copy)
    assert [note.key for note in found] == [days[n].key for n in (9, 5, 2)]


def test_the_papers_that_a_note_names_and_its_steps_are_in_the_copy(
    both_databases: flask.Flask,
) -> None:
    ana, maria = account(), participant()
    made = case(maria, ana)
    paper = Document.create(
        case=made,
        kind="pay_stub",
        reference="D-1",
        state="received",
        opened_at=NOON,
        received_at=NOON,
    )
    finished(
        ana, made, document_keys=(paper.key,),
        steps=(NoteStep("worker", text="Call the school", due_on=TODAY + timedelta(days=3)),),
    )  # fmt: skip
    copy = copies.ask_for_copy(as_actor(maria), case=made, wanted=Wanted(), at=NOON)
    (note,) = reports.read_notes(ana.actor, Case.get_by_id(made.id), copy)
    said = {part.name: part.paragraphs for part in note.parts}
    assert said[f"paper-{paper.key}"] == ("Pay stub, Friday, November 20, 2026",)
    assert said["steps"] == ("Worker: Call the school (by Monday, November 23, 2026)",)


def test_drafts_are_never_in_a_copy(both_databases: flask.Flask) -> None:
    story = Story()
    Note.create(
        case=story.case, author=story.ana, occurred_on=TODAY, created_at=NOON, saved_at=NOON
    )
    _copy, notes = story.seen()
    assert {note.key for note in notes} == {story.open.key, story.private.key}


def test_the_files_of_a_copy_are_sealed_and_kept_by_the_sweeper(
    both_databases: flask.Flask,
) -> None:
    story = Story()
    story.decide(Decision(story.private.key))
    made = story.release()
    store = resources.current().storage
    for name in (made.text, made.pdf):
        raw = b"".join(store.open_raw(name))
        assert b"Monday" not in raw
        assert b"Kestrel" not in raw
        assert name in named_files()
    key = open_case_key(Case.get_by_id(story.case.id))
    sheets = pypdfium2.PdfDocument(store.read(made.pdf, key))
    text = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in sheets).split())
    assert "She starts Monday." in text
    assert "Kestrel clinic" in text


def test_the_pdf_marks_what_is_left_out_and_draws_any_sign(both_databases: flask.Flask) -> None:
    story = Story()
    finished(story.ana, story.case, purpose="Smile \U0001f9ff")
    story.decide(
        Decision(story.open.key, "content", 1, OTHER), Decision(story.private.key, reason=SAFETY)
    )
    made = story.release()
    assert made.locale == "es"
    key = open_case_key(Case.get_by_id(story.case.id))
    sheets = pypdfium2.PdfDocument(resources.current().storage.read(made.pdf, key))
    text = " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in sheets).split())
    assert "Lan" not in text
    assert "Smile [?]" in text


def test_who_asks_in_person_has_the_day_of_asking_and_who_kept_it(
    both_databases: flask.Flask,
) -> None:
    story = Story()
    story.decide(Decision(story.private.key))
    story.release()
    made = copies.ask_for_copy(
        story.ana.actor, case=story.case, wanted=Wanted(on_paper=True, on_portal=False),
        asked_on=TODAY - timedelta(days=3), at=NOON,
    )  # fmt: skip
    assert (made.asked_on, made.due_on) == (date(2026, 11, 17), date(2026, 12, 1))
    assert made.asked_by_id == story.ana.id
    # On paper alone: somebody else may hold the phone.
    with pytest.raises(NoteCopy.DoesNotExist):
        NoteCopy.get_for(as_actor(story.maria), made.key)
