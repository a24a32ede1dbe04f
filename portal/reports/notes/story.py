"""A note as it is read: its texts, its addenda, and how late it was entered."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from portal import resources
from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.notes import Addendum, Note
from portal.policy.calendar import office_date
from portal.policy.contacts import days_late, is_late_entry
from portal.policy.programs import program
from portal.reports.notes import texts as notes_texts


def addenda_of(notes: Sequence[Note], case: Case) -> dict[int, list[dict[str, Any]]]:
    """What was added to finished notes of one case, by the note's id, the oldest first: at (UTC),
    text, by. One statement."""
    keys = {note.id: str(note.key) for note in notes}
    rows = (
        Addendum.select(Addendum, Account.id, Account.name)
        .join(Account)
        .where(Addendum.note.in_(list(keys)))
        .order_by(Addendum.at, Addendum.id)
    )
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        text = notes_texts.addendum_text(case, keys[row.note_id], row)
        found.setdefault(row.note_id, []).append(
            {"at": row.at, "text": text, "by": row.author.name}
        )
    return found


def ended_on(note: Note) -> date | None:
    """The office's date on which a note was finished; None for a draft."""
    row: Any = note
    ended: datetime | None = row.finished_at
    return office_date(ended, resources.timezone()) if ended else None


def lateness(note: Note, program_code: str) -> tuple[int, int, bool]:
    """Calendar days from the contact to the note's end, the program's limit, and whether it is
    past (NOTE-10). A note without a day or end is not late."""
    row: Any = note
    limit, entered_on = program(program_code).late_entry.value, ended_on(note)
    if row.occurred_on is None or entered_on is None:
        return 0, limit, False
    late = days_late(row.occurred_on, entered_on)
    return late, limit, is_late_entry(row.occurred_on, entered_on, limit)
