"""A note as it is read: its texts, its addenda, and how late it was entered."""

from datetime import datetime
from typing import Any

from portal import resources
from portal.models.accounts import Account
from portal.models.notes import Addendum, Note
from portal.policy.calendar import office_date
from portal.policy.contacts import days_late, is_late_entry
from portal.policy.programs import program

TEXTS = (
    "purpose", "background", "observations", "content", "results", "impressions", "next_steps",
)  # fmt: skip


def texts(note: Note) -> dict[str, str]:
    """The seven elements of a note as they were saved, by field; those left empty left out."""
    return {name: text for name in TEXTS if (text := getattr(note, name))}


def addenda(note: Note) -> list[dict[str, Any]]:
    """What was added after the note was finished, the oldest first: at (UTC), text, by."""
    return list(
        Addendum.select(Addendum.at, Addendum.text, Account.name.alias("by"))
        .join(Account)
        .where(Addendum.note == note.id)
        .order_by(Addendum.at, Addendum.id)
        .dicts()
    )


def lateness(note: Note, program_code: str) -> tuple[int, int, bool]:
    """Calendar days from the contact to the note's end, the program's limit, and whether it is
    past (NOTE-10). A note without a day or end is not late."""
    row: Any = note
    limit = program(program_code).late_entry.value
    ended: datetime | None = row.finished_at
    if row.occurred_on is None or ended is None:
        return 0, limit, False
    entered_on = office_date(ended, resources.timezone())
    late = days_late(row.occurred_on, entered_on)
    return late, limit, is_late_entry(row.occurred_on, entered_on, limit)
