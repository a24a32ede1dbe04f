"""NOTE-2, NOTE-5, NOTE-6, NOTE-8: finishing, hiding and correcting a note."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.policy import notes
from portal.policy.contacts import Way
from portal.policy.notes import ContactNote, NoteRefusal, NoteState, PrivateReason

WHOLE = ContactNote(
    occurred_on=date(2026, 5, 4),
    way=Way.TELEPHONE,
    purpose="She asked about child care.",
    results="Referral made.",
    forms_completed=("WTW 2",),
    documents_received=(),
)
PARTS = ["occurred_on", "way", "purpose", "results", "forms_completed", "documents_received"]


def test_a_note_with_all_six_parts_can_be_finished() -> None:
    assert notes.refusals_to_finish(WHOLE) == {}


@pytest.mark.parametrize("part", PARTS)
def test_a_note_cannot_be_finished_while_one_mandatory_part_is_empty(part: str) -> None:
    note = replace(WHOLE, **{part: getattr(ContactNote(), part)})
    assert notes.refusals_to_finish(note) == {part: NoteRefusal.MISSING}


def test_an_empty_note_is_told_everything_at_once() -> None:
    assert list(notes.refusals_to_finish(ContactNote())) == PARTS


def test_no_forms_and_no_documents_are_answers() -> None:
    note = replace(WHOLE, forms_completed=(), documents_received=())
    assert notes.refusals_to_finish(note) == {}


@pytest.mark.parametrize("blank", ["", "   ", "\n\t", "\u00a0", "\u200b\u200e", "\u2068\u2069"])
@pytest.mark.parametrize("part", ["purpose", "results"])
def test_white_space_and_invisible_marks_are_no_text(part: str, blank: str) -> None:
    note = replace(WHOLE, **{part: blank})
    assert notes.refusals_to_finish(note) == {part: NoteRefusal.MISSING}


@pytest.mark.parametrize("text", ["x", "7", "?", "電話", "ភាសាខ្មែរ", "مكالمة", "ລາວ"])
def test_words_of_any_script_are_text(text: str) -> None:
    assert notes.has_words(text)


@given(st.text())
def test_blank_around_a_text_changes_nothing(text: str) -> None:
    assert notes.has_words(f" \u200b{text}\n") == notes.has_words(text)


def test_a_draft_may_change_and_a_finished_note_never() -> None:
    assert notes.refusals_to_change(NoteState.DRAFT) == {}
    assert notes.refusals_to_change(NoteState.FINISHED) == {"": NoteRefusal.ALREADY_FINISHED}


def test_an_addendum_belongs_to_a_finished_note_and_says_something() -> None:
    assert notes.refusals_to_add(NoteState.FINISHED, "It was May 5.") == {}
    assert notes.refusals_to_add(NoteState.FINISHED, " ") == {"text": NoteRefusal.MISSING}
    assert notes.refusals_to_add(NoteState.DRAFT, "x") == {"": NoteRefusal.NOT_FINISHED}


@pytest.mark.parametrize("reason", PrivateReason)
def test_a_private_note_has_one_of_three_reasons(reason: PrivateReason) -> None:
    assert notes.refusals_to_hide(True, reason) == {}
    assert notes.refusals_to_hide(False, reason) == {
        "private_reason": NoteRefusal.REASON_WITHOUT_MARK
    }


def test_a_private_mark_without_a_reason_is_refused() -> None:
    assert notes.refusals_to_hide(True, None) == {"private_reason": NoteRefusal.REASON_MISSING}
    assert notes.refusals_to_hide(False, None) == {}


def test_only_danger_makes_the_entire_case_private() -> None:
    assert len(PrivateReason) == 3
    private = [reason for reason in PrivateReason if notes.makes_case_private(reason)]
    assert private == [PrivateReason.DANGER]
    assert not notes.makes_case_private(None)


@pytest.mark.parametrize(
    ("words", "due_on", "refusal"),
    [
        ("Call the school", date(2026, 5, 4), None),
        ("meet_worker", date(2026, 5, 4), None),
        (" \u200b", date(2026, 5, 4), NoteRefusal.STEP_WITHOUT_WORDS),
        ("Call the school", None, NoteRefusal.STEP_WITHOUT_DAY),
        ("", None, NoteRefusal.STEP_WITHOUT_WORDS),
    ],
)
def test_a_next_step_becomes_a_task_when_it_says_what_and_by_when(
    words: str, due_on: date | None, refusal: NoteRefusal | None
) -> None:
    assert notes.refusal_of_step(words, due_on) == refusal
