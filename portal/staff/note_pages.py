"""What the pages of case notes show."""

from typing import Any

import flask

from portal import clock, resources
from portal.access import actor
from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.models.notes import Note
from portal.reports import note_story
from portal.staff.cases import head
from portal.staff.note_form import NoteForm, way_words
from portal.words.contacts import short_standing
from portal.words.notes import PRIVATE_REASONS, PROMPTS
from portal.words.phrases import STEPS


def editor(case: Case, form: NoteForm, contact: Contact | None) -> dict[str, Any]:
    """The page on which a note is written; `contact` is the one it tells of, if recorded."""
    row: Any = case
    key = str(form.note_key.data)
    return head(case) | {
        "form": form,
        "contact": contact,
        "contact_way": way_words(str(contact.way)) if contact else "",
        "contact_standing": _standing(contact),
        "prompts": PROMPTS,
        "may_hide": actor().id in (row.worker_id, row.secondary_id),
        "save_url": flask.url_for("staff.notes_save", case_key=case.key),
        "discard_url": flask.url_for("staff.notes_discard", case_key=case.key, note_key=key)
        if form.version.data
        else "",
        "theirs": {},
        "today": clock.today(resources.timezone()),
    }


def _standing(contact: Contact | None) -> str:
    return short_standing(bool(contact.is_live), bool(contact.is_attempt)) if contact else ""


def reader(case: Case, note: Note) -> dict[str, Any]:
    """The page on which a finished note is read, with what was added to it."""
    row: Any = note
    late, limit, is_late = note_story.lateness(note, str(case.program))
    reason = row.private_reason
    return {
        "note": note,
        "way": way_words(row.way),
        "contact_standing": _standing(row.contact),
        "texts": [(PROMPTS[name][0], text) for name, text in note_story.texts(note).items()],
        "addenda": note_story.addenda(note, case),
        "late": late,
        "late_limit": limit,
        "is_late": is_late,
        "private_words": PRIVATE_REASONS[reason] if reason else "",
        "participant_step": STEPS.get(row.participant_step, ""),
    }
