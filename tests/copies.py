"""Finished notes for tests of their copies."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.db import new_key
from portal.models import Account, Case, Note, NoteCopy
from portal.operations import copies
from portal.operations.copies import Wanted
from portal.operations.notes import NoteText, add_addendum, finish_note, save_note
from portal.policy.notes_copies import CopyRefusal, Decision
from portal.policy.refusals import Refused
from portal.reports import copies as reports
from tests.factories import NOON, TODAY, account, as_actor, case, participant

LATER = NOON + timedelta(days=3)


def finished(ana: Account, made: Case, on: date = TODAY, **texts: Any) -> Note:
    """A finished note of a telephone call, with the given texts."""
    text = NoteText(
        **{
            "occurred_on": on, "way": "telephone", "direction": "from_staff", "is_answered": True,
            "purpose": "Monthly call", "results": "Agreed", "forms_completed": "",
            "documents_received": "",
        } | texts
    )  # fmt: skip
    begun = Case.get_by_id(made.id)
    note = save_note(ana.actor, case=begun, key=new_key(), version=0, text=text, at=NOON)
    return finish_note(ana.actor, case=Case.get_by_id(made.id), note=note, at=NOON)


def released(ana: Account, made: Case) -> NoteCopy:
    """A copy of whatever open notes the case has, released."""
    again = Case.get_by_id(made.id)
    asked = copies.ask_for_copy(as_actor(again.participant), case=again, wanted=Wanted(), at=NOON)
    copy = NoteCopy.get_for(ana.actor, asked.key)
    seen = reports.fingerprint(reports.read_notes(ana.actor, copy.case, copy))
    return copies.release_copy(ana.actor, copy=copy, version=int(copy.version), seen=seen, at=NOON)


class Story:
    """A case with an open note of two paragraphs, an addendum and a private note, asked for."""

    def __init__(self) -> None:
        self.ana = account()
        self.maria = participant(phone="+15105550123", wants_text_messages=True)
        self.case = case(self.maria, self.ana)
        self.open = finished(
            self.ana, self.case, purpose="Class schedule",
            content="She starts Monday.\n\nHer neighbor Lan minds the child.",
        )  # fmt: skip
        self.added = add_addendum(self.ana.actor, note=self.open, text="It was Tuesday.", at=NOON)
        self.private = finished(
            self.ana, self.case, purpose="Kestrel clinic", private_reason="health_barrier"
        )
        self.copy = self.ask()

    def ask(self, **wanted: Any) -> NoteCopy:
        made = Case.get_by_id(self.case.id)
        return copies.ask_for_copy(
            as_actor(self.maria), case=made, wanted=Wanted(**wanted), at=NOON
        )

    def seen(self, who: Account | None = None) -> Any:
        copy = NoteCopy.get_for((who or self.ana).actor, self.copy.key)
        return copy, reports.read_notes((who or self.ana).actor, copy.case, copy)

    def decide(self, *decisions: Decision) -> NoteCopy:
        copy, _notes = self.seen()
        return copies.save_review(
            self.ana.actor, copy=copy, version=copy.version, decisions=decisions, at=NOON
        )

    def release(self) -> NoteCopy:
        copy, notes = self.seen()
        return copies.release_copy(
            self.ana.actor, copy=copy, version=copy.version, seen=reports.fingerprint(notes),
            at=LATER,
        )  # fmt: skip

    def given(self) -> str:
        """All that the released copy says."""
        copy = NoteCopy.get_for(as_actor(self.maria), self.copy.key)
        notes = reports.read_frozen(copy, copy.case)
        return "\n".join(
            line["text"] or line["withheld"]
            for note in notes
            for part in note.parts or [{"lines": [{"text": "", "withheld": note.withheld}]}]
            for line in part["lines"]
        )


def refused(code: CopyRefusal) -> Any:
    return pytest.raises(Refused, match=str(code))
