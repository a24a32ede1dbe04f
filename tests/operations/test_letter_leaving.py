"""Letters in their quarter of an hour, as they leave, and what becomes of them."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal.models import (
    Case,
    Contact,
    Letter,
    LetterEvent,
    Note,
    OutboxMessage,
    PrintItem,
    Task,
    TimelineEntry,
)
from portal.models.cases import EntryKind
from portal.models.letters import LetterEventKind, LetterState, LetterWay
from portal.models.notes import NoteState
from portal.operations.letters import correct_letter, discard_letter
from portal.operations.letters import leaving as leavings
from portal.operations.letters.events import note_event
from portal.operations.letters.leaving import UNDO, let_letters_leave, undo_sending
from portal.operations.letters.returned import note_outcome
from portal.operations.letters.sending import mark_letter_read, send_letter
from portal.operations.safety import begin_concern
from portal.policy.contacts import Way
from portal.policy.refusals import Refused
from portal.policy.sending import Stop, Told
from portal.reports import letters
from tests.factories import NOON, TODAY, account, as_actor
from tests.operations.lettering import cast, draft, send


def waiting(ana: Any, of: Case) -> Letter:
    return send_letter(ana.actor, letter=draft(ana, of), at=NOON)


def kinds_of(letter: Letter) -> list[str]:
    rows = LetterEvent.select().where(LetterEvent.letter == letter.id).order_by(LetterEvent.id)
    return [row.kind for row in rows]


def test_a_letter_leaves_once_however_often_the_clock_strikes(both_databases: flask.Flask) -> None:
    ana, of = cast("vi")
    made = waiting(ana, of)
    assert let_letters_leave(NOON) == 0
    assert [let_letters_leave(NOON + UNDO) for _strike in range(3)] == [1, 0, 0]
    left = Letter.get_by_id(made.id)
    assert (left.state, left.sent_at, left.sent_by_id) == (LetterState.SENT, NOON + UNDO, ana.id)
    assert PrintItem.select().count() == 1
    assert kinds_of(left) == ["sent", "told"]


def test_a_letter_that_cannot_leave_holds_up_no_other(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, of = cast("vi")
    stuck, other = waiting(ana, of), waiting(ana, of)
    told = leavings._tell

    def tell(sender: Any, letter: Letter, case: Case, at: Any) -> None:
        if letter.id == stuck.id:
            raise RuntimeError("no paper")
        told(sender, letter, case, at)

    monkeypatch.setattr(leavings, "_tell", tell)
    assert let_letters_leave(NOON + UNDO) == 1
    assert Letter.get_by_id(stuck.id).state == LetterState.WAITING
    assert Letter.get_by_id(other.id).state == LetterState.SENT
    monkeypatch.undo()
    assert let_letters_leave(NOON + UNDO) == 1


def test_the_second_person_who_sends_the_same_draft_is_told_that_it_was_sent(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    begun = draft(ana, of)
    first = send_letter(ana.actor, letter=begun, at=NOON)
    with pytest.raises(Refused) as refused:
        send_letter(account("Ben Stone").actor, letter=begun, at=NOON)
    assert refused.value.codes == {"": Stop.ALREADY_SENT}
    kept = Letter.get_by_id(first.id)
    assert (kept.pdf, kept.sent_by_id) == (first.pdf, ana.id)


def test_the_message_of_a_letter_taken_back_never_leaves(both_databases: flask.Flask) -> None:
    ana, of = cast("vi")
    draft_again = undo_sending(ana.actor, letter=waiting(ana, of), at=NOON)
    let_letters_leave(NOON + UNDO * 4)
    assert OutboxMessage.select().count() == 0
    assert TimelineEntry.select().where(TimelineEntry.kind == EntryKind.LETTER).count() == 0
    assert kinds_of(draft_again) == ["undone"]
    with pytest.raises(Refused):
        undo_sending(ana.actor, letter=draft_again, at=NOON)
    discard_letter(ana.actor, letter=draft_again, at=NOON)
    assert LetterEvent.select().count() == 0


def test_nobody_but_staff_sees_a_letter_that_waits(both_databases: flask.Flask) -> None:
    ana, of = cast("vi")
    made, hoa = waiting(ana, of), as_actor(of.participant)
    assert letters.letters_of(of, sent_only=True) == []
    with pytest.raises(Letter.DoesNotExist):
        Letter.get_for(hoa, made.key)
    assert Letter.get_for(ana.actor, made.key).state == LetterState.WAITING
    with pytest.raises(Refused):
        correct_letter(ana.actor, letter=made, at=NOON)


def test_a_letter_to_somebody_in_danger_waits_at_the_office(both_databases: flask.Flask) -> None:
    ana, of = cast("vi", wants_text_messages=True)
    begin_concern(ana.actor, case=of, at=NOON)
    of = Case.get_for(ana.actor, of.key)
    made = draft(ana, of)
    prepared = letters.prepare(made, of, TODAY)
    assert Told.WAITS_AT_OFFICE in {one.code for one in prepared.findings}
    sent = send(ana, made)
    assert "415 Harrison" not in sent.html
    assert "6955 Foothill" in sent.html
    assert OutboxMessage.select().count() == 0
    assert kinds_of(sent) == ["sent"]


def test_a_letter_writes_its_own_case_note(both_databases: flask.Flask) -> None:
    ana, of = cast("vi")
    sent = send(ana, draft(ana, of))
    note = Note.get()
    assert (note.state, note.author_id, note.contact_id) == (
        NoteState.FINISHED, ana.id, sent.contact_id
    )  # fmt: skip
    assert sent.letter_no in note.purpose
    assert "in Vietnamese with the English copy behind it" in note.results
    assert "on the portal and on paper" in note.results
    assert "Last day to get in touch: Friday, December 4, 2026" in note.results
    assert Contact.get().way == Way.POSTAL_MAIL
    assert Case.get_by_id(of.id).unnoted_on is None
    again = send(ana, correct_letter(ana.actor, letter=sent, at=NOON))
    last = Note.select().order_by(Note.id.desc()).get()
    assert f"It replaces letter {sent.letter_no}." in last.purpose
    assert again.letter_no in last.purpose


def test_mail_that_came_back_makes_one_task_to_find_the_address(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    sent = send(ana, draft(ana, of))
    for day in range(2):
        note_outcome(
            ana.actor, letter=sent, kind=LetterEventKind.RETURNED, detail="Moved, no address",
            at=NOON + timedelta(days=day),
        )  # fmt: skip
    task = Task.get()
    assert task.text == f"Find the address: letter {sent.letter_no} came back by mail"
    assert Task.select().count() == 1
    assert kinds_of(sent)[-2:] == ["returned", "returned"]
    with pytest.raises(Refused):
        note_outcome(ana.actor, letter=sent, kind=LetterEventKind.SENT, at=NOON)
    with pytest.raises(Refused):
        note_outcome(
            ana.actor, letter=waiting(ana, of), kind=LetterEventKind.RETURNED, at=NOON
        )  # fmt: skip


def test_read_delivered_and_returned_stand_on_the_line_of_time(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    sent = send(ana, draft(ana, of))
    mark_letter_read(as_actor(of.participant), letter=sent, at=NOON + UNDO)
    mark_letter_read(as_actor(of.participant), letter=sent, at=NOON + UNDO * 2)
    for kind in (LetterEventKind.DELIVERED, LetterEventKind.RETURNED, LetterEventKind.PRINTED):
        note_event(ana.actor, letter=sent, kind=kind, at=NOON + UNDO * 3)
    on_line = TimelineEntry.select().where(TimelineEntry.kind == EntryKind.LETTER_EVENT)
    numbers = [row.ref for row in on_line]
    told = [one.kind for one in LetterEvent.select().where(LetterEvent.id.in_(numbers))]
    assert sorted(told) == ["delivered", "read", "returned"]
    with pytest.raises(Refused):
        note_event(ana.actor, letter=draft(ana, of), kind=LetterEventKind.READ, at=NOON)


def test_on_paper_alone_a_letter_mailed_too_late_for_its_day_is_told_to_the_worker(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("en", "support_ended")
    for ways, tasks in (((LetterWay.PRINT,), 1), (tuple(LetterWay), 1)):
        made = draft(ana, of, "support_ended")
        Letter.update(ways=",".join(ways)).where(Letter.id == made.id).execute()
        sent = send(ana, made)
        note_event(ana.actor, letter=sent, kind=LetterEventKind.MAILED, at=NOON + UNDO)
        assert Task.select().count() == tasks - (LetterWay.PORTAL not in ways)
        note_event(ana.actor, letter=sent, kind=LetterEventKind.MAILED, at=NOON + timedelta(days=3))
        assert Task.select().count() == tasks
    assert "was mailed too late for its day" in Task.get().text


def test_what_went_on_paper_alone_is_not_on_the_portal(both_databases: flask.Flask) -> None:
    ana, of = cast("vi")
    made = draft(ana, of)
    Letter.update(ways=LetterWay.PRINT).where(Letter.id == made.id).execute()
    sent, hoa = send(ana, made), as_actor(of.participant)
    assert letters.letters_of(of, sent_only=True) == []
    assert [row["key"] for row in letters.letters_of(of)] == [sent.key]
    with pytest.raises(Letter.DoesNotExist):
        Letter.get_for(hoa, sent.key)
    both = send(ana, draft(ana, of))
    again = correct_letter(ana.actor, letter=both, at=NOON)
    Letter.update(ways=LetterWay.PRINT).where(Letter.id == again.id).execute()
    assert letters.replaced_by(both) is None
    again = send(ana, Letter.get_by_id(again.id))
    assert letters.replaced_by(both) == again
    assert letters.replaced_by(both, on_portal=True) is None
