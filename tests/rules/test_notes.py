"""The rules of case notes at their edges, on both databases: CON-7, NOTE-1, 2, 3, 8, 10."""

from datetime import date, timedelta
from typing import Any

import flask
import peewee
import pytest

from portal import clock
from portal.db import database
from portal.models import Addendum, Case, Contact, Note
from portal.models.notes import NoteState
from portal.operations import notes as operations
from portal.operations.contacts import record_contact
from portal.operations.notes import NoteText, Stale
from portal.policy.contacts import Direction, Way
from portal.policy.notes import NoteElement, NoteRefusal
from portal.policy.programs import program
from portal.policy.refusals import Refused
from portal.reports.cases import facts as case_facts
from portal.reports.notes import story as note_story
from portal.reports.notes.texts import texts_of
from portal.words.notes import ELEMENTS, MANNERS
from tests.browser import Browser
from tests.factories import account, case

TODAY = clock.today("America/Los_Angeles")
LONG_AGO = TODAY - timedelta(days=60)
WHOLE: dict[str, Any] = {
    "occurred_on": TODAY, "way": "telephone", "direction": "from_staff", "is_answered": True,
    "purpose": "To ask how it goes", "results": "All well", "forms_completed": "",
    "documents_received": "",
}  # fmt: skip


def worked() -> tuple[Any, Case]:
    """A counselor and a case of hers, enrolled sixty days ago."""
    ana = account()
    return ana, case(worker=ana, enrolled_on=LONG_AGO)


def saved(who: Any, made: Case, contact: Any = None, key: str = "k" * 16, **text: Any) -> Note:
    """A draft."""
    return operations.save_note(
        who.actor, case=made, key=key, version=text.pop("version", 0),
        text=NoteText(**(WHOLE | text)), at=clock.now(), contact=contact,
    )  # fmt: skip


def finished(who: Any, made: Case, contact: Any = None, **text: Any) -> Note:
    """A finished note."""
    note = saved(who, made, contact, **text)
    return operations.finish_note(who.actor, case=made, note=note, at=clock.now())


def tried(who: Any, made: Case, on: date = TODAY) -> Contact:
    """A voicemail that staff left."""
    return record_contact(
        who.actor, case=made, occurred_on=on, way=Way.VOICEMAIL, direction=Direction.FROM_STAFF,
        answered=False, summary="", at=clock.now(),
    )  # fmt: skip


def unfinished(who: Any, made: Case) -> list[dict[str, Any]]:
    """What stands as unfinished work on the case's page."""
    return case_facts.facts_and_unfinished(who.actor, Case.get_by_id(made.id))[1]


def test_con_7_a_contact_without_a_finished_note_is_unfinished_work(
    both_databases: flask.Flask,
) -> None:
    ana, made = worked()
    contact = tried(ana, made)
    page = Browser(both_databases, ana)
    address = f"/staff/cases/{made.key}"
    write = f'a[href="{address}/notes/new?contact={contact.key}"]'
    assert [one["what"] for one in unfinished(ana, made)] == ["contact"]
    assert page.get(address).all(write)
    assert Case.get_by_id(made.id).unnoted_on == TODAY, "lists and alerts know it"
    draft = saved(ana, made, contact)
    assert not page.get(address).all(write), "the draft is gone on with instead"
    assert page.get(address).all(f'a[href="{address}/notes/{draft.key}"]')
    assert len(unfinished(ana, made)) == 2, "a draft is no note"
    operations.finish_note(ana.actor, case=made, note=draft, at=clock.now())
    assert unfinished(ana, made) == []
    assert Case.get_by_id(made.id).unnoted_on is None
    second = tried(ana, made)
    other = account("Ben Other")
    Case.update(secondary=other).where(Case.id == made.id).execute()
    found = unfinished(other, made)
    assert [one["key"] for one in found] == [second.key], "it is work for whoever works the case"


def test_note_1_a_note_is_guided_by_the_seven_elements(both_databases: flask.Flask) -> None:
    ana, made = worked()
    assert len(NoteElement) == 7
    assert set(ELEMENTS) == set(NoteElement)
    page = Browser(both_databases, ana).get(f"/staff/cases/{made.key}/notes/new")
    for field in ELEMENTS.values():
        assert page.all(f"textarea#{field}")
        assert page.words(f"#{field}-hint"), f"{field} is asked for by a question"
    said = {field: f"What {field} says" for field in ELEMENTS.values()}
    note = finished(ana, made, **said)
    read = Browser(both_databases, ana).get(f"/staff/cases/{made.key}/notes/{note.key}")
    assert all(text in read.text for text in said.values())


@pytest.mark.parametrize("blank", ["", " \n", "\u200b"])
def test_note_2_a_note_is_not_finished_while_one_of_six_is_empty(
    both_databases: flask.Flask, blank: str
) -> None:
    ana, made = worked()
    empty: dict[str, Any] = {
        "occurred_on": None, "way": "", "purpose": blank, "results": blank,
        "forms_completed": None, "documents_received": None,
    }  # fmt: skip
    for place, (field, nothing) in enumerate(empty.items()):
        draft = saved(ana, made, key=f"{place:016d}", **{field: nothing})
        with pytest.raises(Refused) as refused:
            operations.finish_note(ana.actor, case=made, note=draft, at=clock.now())
        assert refused.value.codes == {field: NoteRefusal.MISSING}
        assert Note.get_by_id(draft.id).state == NoteState.DRAFT
    draft = saved(ana, made, key="z" * 16, **empty)
    with pytest.raises(Refused) as refused:
        operations.finish_note(ana.actor, case=made, note=draft, at=clock.now())
    assert set(refused.value.codes) == set(empty), "everything at once"
    assert Contact.select().count() == 0
    assert finished(ana, made).state == NoteState.FINISHED, "none is an answer"


def test_note_3_a_note_records_manner_activities_information_outcomes_and_other_staff(
    both_databases: flask.Flask,
) -> None:
    ana, made = worked()
    browser = Browser(both_databases, ana)
    path = f"/staff/cases/{made.key}/notes"
    page = browser.get(f"{path}/new")
    assert {"face_to_face", "individual", "small_group", "telephone"} <= set(MANNERS)
    offered = {one.get("value") for one in page.all("#manner option")}
    assert set(MANNERS) <= offered
    said = {
        "activities": "Filled in the log", "information_given": "The bus rule",
        "information_received": "A new shift", "actions": "Voucher sent",
        "decisions": "Hours stay", "next_steps": "See in May", "program_contacts": "The nurse, May",
    }  # fmt: skip
    sent = page.form("main form.note-form") | said | {
        "manner": "small_group", "way": "in_person", "outcome": "reached", "purpose": "Review",
        "results": "Agreed", "forms_none": "none", "documents_none": "none", "finish": "1",
    }  # fmt: skip
    browser.post(path, sent)
    note = Note.get()
    texts = texts_of(note)
    assert {name: texts[name] for name in said} == said
    assert note.manner == "small_group"
    read = browser.get(f"{path}/{note.key}")
    assert "Small group" in read.text
    assert all(text in read.text for text in said.values())


def test_note_8_a_finished_note_never_changes_and_a_draft_is_never_lost(
    both_databases: flask.Flask,
) -> None:
    ana, made = worked()
    draft = saved(ana, made, purpose="Half a thought")
    with pytest.raises(Stale):
        saved(ana, made, purpose="From a window that saw less", version=0)
    assert texts_of(Note.get_by_id(draft.id))["purpose"] == "Half a thought"
    note = operations.finish_note(ana.actor, case=made, note=draft, at=clock.now())
    with pytest.raises(Refused) as refused:
        saved(ana, made, purpose="Another", version=note.version)
    assert refused.value.codes == {"": NoteRefusal.ALREADY_FINISHED}
    for change in (
        Note.update(purpose="Another").where(Note.id == note.id),
        Note.update(is_sealed=True).where(Note.id == note.id),
        Note.update(state=NoteState.DRAFT).where(Note.id == note.id),
        Note.delete().where(Note.id == note.id),
    ):
        with pytest.raises(peewee.DatabaseError, match="final"), database.atomic():
            change.execute()
    with pytest.raises(Refused):
        operations.discard_note(ana.actor, case=made, note=note, at=clock.now())
    added = operations.add_addendum(
        ana.actor, note=Note.get_for(ana.actor, note.key), text="It was Tuesday.", at=clock.now()
    )
    for change in (
        Addendum.update(text="Wednesday").where(Addendum.id == added.id),
        Addendum.delete().where(Addendum.id == added.id),
    ):
        with pytest.raises(peewee.DatabaseError, match="final"), database.atomic():
            change.execute()
    told = note_story.addenda_of([note], made)[note.id]
    assert [(one["by"], one["text"]) for one in told] == [("Ana Ruiz", "It was Tuesday.")]
    assert told[0]["at"] is not None
    assert texts_of(Note.get_by_id(note.id))["purpose"] == "Half a thought"


@pytest.mark.parametrize("code", ["dw", "wtw", "workfirst"])
def test_note_10_days_between_contact_and_entry_are_visible_with_the_programs_limit(
    both_databases: flask.Flask, code: str
) -> None:
    ana = account()
    made = case(worker=ana, enrolled_on=LONG_AGO, program=code)
    browser, limit = Browser(both_databases, ana), program(code).late_entry.value
    for place, (days, words, is_late) in enumerate(
        ((0, "", False), (1, "Entered 1 day after", False),
         (limit, f"Entered {limit} days after", False),
         (limit + 1, f"Entered {limit + 1} days after", True))
    ):  # fmt: skip
        on = TODAY - timedelta(days=days)
        note = finished(ana, made, key=f"{place:016d}", occurred_on=on)
        page = browser.get(f"/staff/cases/{made.key}/notes/{note.key}")
        assert (words in page.text) if words else ("Entered" not in page.words("article"))
        asked = f"within {limit} days" in page.words("article")
        assert asked is is_late
        assert note_story.lateness(note, code) == (days, limit, is_late)
    draft = saved(ana, made, key="d" * 16, occurred_on=TODAY - timedelta(days=limit + 1))
    composer = browser.get(f"/staff/cases/{made.key}/notes/{draft.key}")
    assert f"within {limit} days" in composer.words(".note-form .late")
    listed = browser.get(f"/staff/cases/{made.key}/notes")
    assert f"within {limit} days" in listed.text
