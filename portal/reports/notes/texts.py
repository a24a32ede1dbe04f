"""The texts of a case note, whether they lie open or sealed: the one way to read them.

A draft, and a private note for good, have their texts sealed under the case's key; each is tied
to its note, field and case, so that a text moved elsewhere stays shut (safety.md, Encryption).
Who may read a note is `Note.readable_by`, and is asked before.
"""

import base64
from collections.abc import Mapping
from typing import Any

from portal import sealing
from portal.models.cases import Case
from portal.models.notes import Addendum, Note
from portal.reports.case_keys import open_case_key

# What a person reads of a note, in the order in which it is read (NOTE-1, NOTE-3).
READING = (
    "purpose", "background", "observations", "content", "activities", "information_given",
    "information_received", "results", "actions", "decisions", "impressions", "program_contacts",
    "next_steps",
)  # fmt: skip
# Everything of a note that is sealed.
SEALED = (*READING, "forms_completed", "documents_received", "document_keys", "steps")


def texts_of(note: Note, case: Case | None = None) -> dict[str, str]:
    """Every text of a note by field, opened; what is empty or unanswered is the empty string.

    In: the note; its case, where it was not read with the note. Raises SealBrokenError when a
    sealed text was changed or moved, or its key is gone.
    """
    return {name: text or "" for name, text in answers_of(note, case).items()}


def text_of(note: Note, field: str, case: Case | None = None) -> str:
    """One text of a note, opened; empty where there is none. Raises as `texts_of` does."""
    case = case or note.case
    return opened(case, str(note.key), bool(note.is_sealed), {field: getattr(note, field)})[field]


def answers_of(note: Note, case: Case | None = None) -> dict[str, str | None]:
    """As `texts_of`, with None for forms and documents that were not asked about yet (NOTE-2)."""
    found = {name: getattr(note, name) for name in SEALED}
    if not note.is_sealed:
        return found
    case = case or note.case
    key = open_case_key(case)
    return {name: _open(key, case, str(note.key), name, text) for name, text in found.items()}


def opened(
    case: Case, note_key: str, is_sealed: bool, texts: Mapping[str, str | None]
) -> dict[str, str]:
    """Columns of a note as a query of many notes gave them, opened: for lists and lines of time.

    In: the case of the note, the note's key and `is_sealed`, the columns by their own names (an
    entry without a note has None). Raises as `texts_of` does.
    """
    if not is_sealed:
        return {name: text or "" for name, text in texts.items()}
    key = open_case_key(case)
    return {name: _open(key, case, note_key, name, text) or "" for name, text in texts.items()}


def addendum_text(case: Case, note_key: str, addendum: Addendum | Any) -> str:
    """The text of an addendum (a row with at, author id, text, is_sealed), opened."""
    if not addendum.is_sealed:
        return str(addendum.text)
    field = addendum_field(addendum.author_id, addendum.at)
    return _open(open_case_key(case), case, note_key, field, addendum.text) or ""


def addendum_field(author_id: int, at: Any) -> str:
    """What an addendum's text is tied to beside its note: author and moment, so that no text can
    be put under another's name."""
    return f"addendum-{author_id}-{at:%Y%m%dT%H%M%S}"


def place(case: Case, note_key: str, field: str) -> str:
    """What a sealed text of a note is tied to."""
    return f"note/{note_key}/{field}/{case.key}"


def sealed(key: bytes, case: Case, note_key: str, field: str, text: str | None) -> str | None:
    """A text as its column keeps it, sealed under the case's `key`; an empty one stays empty."""
    if not text:
        return text
    made = sealing.seal_text(key, text, place(case, note_key, field))
    return base64.urlsafe_b64encode(made).decode()


def _open(key: bytes, case: Case, note_key: str, field: str, text: str | None) -> str | None:
    if not text:
        return text
    try:
        raw = base64.urlsafe_b64decode(text)
    except ValueError as error:
        raise sealing.SealBrokenError("not sealed text") from error
    return sealing.open_text(key, raw, place(case, note_key, field))
