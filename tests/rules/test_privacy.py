"""Privacy of notes, of whole cases, and of documents (NOTE-5 to NOTE-7; DW CM, Privacy)."""

from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Case, Document, DocumentRequest, Note, Page, SafetyConcern
from portal.models.accounts import Account, Role
from portal.models.cases import ReasonNeeded
from portal.operations.accesses import name_on_case, open_case, open_private_notes
from portal.operations.cases import refresh
from portal.operations.documents.private import move_to_private_file, take_from_private_file
from portal.operations.documents.requests import request_document
from portal.operations.documents.reviews import change_document_kind
from portal.operations.notes import NoteText, finish_note, save_note
from portal.operations.safety import begin_concern, end_concern
from portal.policy.documents import DocumentKind, DocumentState
from portal.policy.notes import PrivateReason
from portal.policy.refusals import Refused
from portal.reports import documents as lists
from portal.reports import inbox
from tests.factories import NOON, TODAY, account, as_actor, case, participant
from tests.house.makers import row


class Unit:
    """Everybody who could come to see a case: its workers, the rest of the unit, others."""

    def __init__(self) -> None:
        self.ana, self.second = account(), account("Bea Second")
        self.bo, self.cy = account("Bo Lind"), account("Cy Ng", Role.SPECIALIST)
        self.chief = account("Sam Chief", Role.SUPERVISOR)
        self.watch = account("Mona Tor", Role.MONITOR)
        self.far = account("Eli Far", Role.SUPERVISOR, "Unit 2")
        self.clerk = account("Ed Roe", Role.CLERICAL)
        self.admin = account("Hal Poe", Role.ADMINISTRATOR)
        self.person = participant(address="12 Oak Street", phone="+15105550142")
        self.case = case(self.person, self.ana, secondary=self.second)

    @property
    def everybody(self) -> list[Account]:
        """All members of staff."""
        return [one for one in vars(self).values() if isinstance(one, Account)]

    def who(self, sees: Any) -> set[str]:
        """The first names of those for whom something is so."""
        return {one.name.split()[0] for one in self.everybody if sees(one)}

    def who_sees_the_case(self) -> set[str]:
        """Those for whom the case is there, without a reason."""
        return self.who(lambda one: Case.is_visible_to(one.actor, self.case.id))

    def note(self, reason: str = "", key: str = "n") -> Note:
        """Ana's finished note."""
        text = NoteText(
            occurred_on=TODAY, way="telephone", direction="from_staff", is_answered=True,
            purpose="Ask", results="Well", forms_completed="", documents_received="",
            private_reason=reason,
        )  # fmt: skip
        self.case = Case.get_by_id(self.case.id)
        note = save_note(
            self.ana.actor, case=self.case, key=key * 16, version=0, text=text, at=NOON
        )
        return finish_note(self.ana.actor, case=self.case, note=note, at=NOON)

    def document(self, kind: str = "pay_stub", **values: Any) -> Document:
        """A document that arrived."""
        return row(
            Document, case=self.case, kind=kind, reference=f"D-{kind}", received_at=NOON, **values
        )


def reads(note: Note) -> Any:
    """Whether somebody reads a note."""

    def test(one: Account) -> bool:
        try:
            return Note.get_for(one.actor, note.key).id == note.id
        except (Note.DoesNotExist, ReasonNeeded):
            return False

    return test


def test_note_5_a_private_note_has_one_of_three_reasons_and_few_readers(
    both_databases: flask.Flask,
) -> None:
    unit = Unit()
    plain = unit.note(key="p")
    for reason in ("", "embarrassing"):
        assert reason not in set(PrivateReason)
    with pytest.raises((Refused, ValueError)):
        unit.note("embarrassing", "x")
    assert unit.who(reads(plain)) == {"Ana", "Bea", "Sam", "Mona"}
    hidden = [unit.note("health_barrier", "h"), unit.note("hipaa", "i")]
    for note in hidden:
        assert unit.who(reads(note)) == {"Ana", "Bea", "Mona"}
        with pytest.raises(ReasonNeeded):
            Note.get_for(unit.chief.actor, note.key)
        with pytest.raises(Note.DoesNotExist):
            Note.get_for(unit.far.actor, note.key)
    # A colleague who opened the case with a reason reads what is public, and no more.
    open_case(unit.cy.actor, case=unit.case, reason="staffing", at=clock.now())
    assert unit.who(reads(plain)) == {"Ana", "Bea", "Sam", "Mona", "Cy"}
    assert unit.who(reads(hidden[0])) == {"Ana", "Bea", "Mona"}
    # The unit's supervisor reads it with a reason, which is kept.
    open_private_notes(unit.chief.actor, case=unit.case, reason="staffing", at=clock.now())
    assert unit.who(reads(hidden[0])) == {"Ana", "Bea", "Mona", "Sam"}
    with pytest.raises(Note.DoesNotExist):
        open_private_notes(unit.far.actor, case=unit.case, reason="staffing", at=clock.now())
    # A participant reads the copy that was released, never the note itself, not even one whose
    # author happens to have the same number.
    with pytest.raises(Note.DoesNotExist):
        Note.get_for(as_actor(unit.person), plain.key)


def test_note_6_danger_makes_the_entire_case_private_until_the_concern_ends(
    both_databases: flask.Flask,
) -> None:
    unit = Unit()
    plain = unit.note(key="p")
    assert unit.who_sees_the_case() == {"Ana", "Bea", "Sam", "Mona"}
    open_case(unit.bo.actor, case=unit.case, reason="stand_in", at=clock.now())
    assert "Bo" in unit.who_sees_the_case()
    danger = unit.note("danger", "d")
    assert Case.get_by_id(unit.case.id).is_restricted
    assert unit.who_sees_the_case() == {"Ana", "Bea", "Mona"}
    assert unit.who(reads(plain)) == unit.who(reads(danger)) == {"Ana", "Bea", "Mona"}
    with pytest.raises(Case.DoesNotExist):
        open_case(unit.bo.actor, case=unit.case, reason="stand_in", at=clock.now())
    # Who is named sees it; only its workers name, and only specialists and supervisors.
    for namer, named in ((unit.watch, unit.cy), (unit.ana, unit.bo), (unit.ana, unit.clerk)):
        with pytest.raises(Refused):
            name_on_case(namer.actor, case=unit.case, account=named, at=clock.now())
    name_on_case(unit.second.actor, case=unit.case, account=unit.cy, at=clock.now())
    assert unit.who_sees_the_case() == {"Ana", "Bea", "Mona", "Cy"}
    # Its end is recorded, with who and when; only its workers end it.
    for other in (unit.chief, unit.cy, unit.watch, unit.admin):
        with pytest.raises(Refused):
            end_concern(other.actor, case=unit.case, at=NOON)
    end_concern(unit.second.actor, case=unit.case, at=clock.now())
    concern = SafetyConcern.get()
    assert concern.ended_by_id == unit.second.id
    assert concern.ended_at is not None
    assert unit.who_sees_the_case() == {"Ana", "Bea", "Sam", "Mona"}
    assert unit.who(reads(danger)) == {"Ana", "Bea", "Mona"}
    # The participant's own word is enough to begin it, and nobody else's name is on it then.
    begin_concern(as_actor(unit.person), case=unit.case, at=clock.now())
    assert SafetyConcern.running_for(unit.case).began_by_id is None
    assert unit.who_sees_the_case() == {"Ana", "Bea", "Mona"}


def finds(document: Document) -> Any:
    """Whether a document is there for somebody who sees its case, by every way to it."""
    page = row(Page, document=document, file_name="a.jpg", media_type="image/jpeg")

    def test(one: Account) -> bool:
        ways = []
        for table, key in ((Document, document.key), (Page, page.key)):
            try:
                ways.append(table.get_for(one.actor, key).key == key)
            except table.DoesNotExist:
                ways.append(False)
        ways.append(Document.of_receipt(one.actor, document.reference) is not None)
        assert len(set(ways)) == 1, ways
        return ways[0]

    return test


def test_note_7_the_private_file_is_there_for_its_two_workers_and_monitors_alone(
    both_databases: flask.Flask,
) -> None:
    unit = Unit()
    open_case(unit.cy.actor, case=unit.case, reason="staffing", at=clock.now())
    stub = unit.document()
    assert unit.who(finds(stub)) == {"Ana", "Bea", "Sam", "Mona", "Cy"}
    assert refresh(unit.case.id, TODAY).documents_waiting == 1
    # Moved there by one tap, with the request that it answers: gone for all others, in counts too.
    asked = request_document(
        unit.ana.actor, case=unit.case, kind=DocumentKind.PAY_STUB, why="hours", due_on=TODAY,
        at=NOON,
    )  # fmt: skip
    Document.update(request=asked).where(Document.id == stub.id).execute()
    move_to_private_file(unit.cy.actor, document=Document.get_by_id(stub.id), at=NOON)
    readers = {"Ana", "Bea", "Mona"}
    assert unit.who(finds(stub)) == readers
    assert Case.get_by_id(unit.case.id).documents_waiting == 0
    assert lists.of_case(unit.case) == []
    assert unit.who(lambda one: lists.private_file(one.actor, unit.case)) == readers
    assert unit.who(lambda one: lists.requests_of_case(one.actor, unit.case)) == readers
    assert unit.who(lambda one: inbox.waiting(one.actor)) == readers
    with pytest.raises(DocumentRequest.DoesNotExist):
        DocumentRequest.get_for(unit.chief.actor, asked.key)
    # Only its workers take it out, and not while its kind belongs there.
    for other in (unit.watch, unit.chief, unit.cy):
        with pytest.raises(Refused):
            take_from_private_file(other.actor, document=stub, at=NOON)
    take_from_private_file(unit.second.actor, document=Document.get_by_id(stub.id), at=NOON)
    assert unit.who(finds(stub)) == {"Ana", "Bea", "Sam", "Mona", "Cy"}
    current = Document.get_by_id(stub.id)
    change_document_kind(
        unit.ana.actor, document=current, version=current.version, kind=DocumentKind.MEDICAL_NOTE,
        at=NOON,
    )  # fmt: skip
    assert unit.who(finds(stub)) == readers
    with pytest.raises(Refused):
        take_from_private_file(unit.ana.actor, document=Document.get_by_id(stub.id), at=NOON)
    # Who sent it sees it, in whatever file it lies.
    assert Document.get_for(as_actor(unit.person), stub.key).state == DocumentState.RECEIVED
