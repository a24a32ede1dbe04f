"""Finished notes for tests of their copies."""

from datetime import date
from typing import Any

from portal.db import new_key
from portal.models import Account, Case, Note, NoteCopy
from portal.operations import copies
from portal.operations.notes import NoteText, finish_note, save_note
from portal.reports import notes_copies as reports
from tests.factories import NOON, TODAY, as_actor


def finished(ana: Account, made: Case, on: date = TODAY, **texts: Any) -> Note:
    """A finished note of a telephone call, with the given texts."""
    text = NoteText(
        **{
            "occurred_on": on, "way": "telephone", "direction": "from_staff", "is_answered": True,
            "purpose": "Monthly call", "results": "Agreed", "forms_completed": "",
            "documents_received": "",
        } | texts
    )  # fmt: skip
    case = Case.get_by_id(made.id)
    note = save_note(ana.actor, case=case, key=new_key(), version=0, text=text, at=NOON)
    return finish_note(ana.actor, case=Case.get_by_id(made.id), note=note, at=NOON)


def released(ana: Account, made: Case) -> NoteCopy:
    """A copy of whatever open notes the case has, released."""
    case = Case.get_by_id(made.id)
    asked = copies.ask_for_copy(
        as_actor(case.participant), case=case, wanted=copies.Wanted(), at=NOON
    )
    copy = NoteCopy.get_for(ana.actor, asked.key)
    seen = reports.fingerprint(reports.read_notes(ana.actor, copy.case, copy))
    return copies.release_copy(ana.actor, copy=copy, version=int(copy.version), seen=seen, at=NOON)
