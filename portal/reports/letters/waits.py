"""Where the note of a draft stands with its translation (LET-5)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal.models.accounts import Account
from portal.models.catalogs import PersonalText, RequestState, TextRequest
from portal.models.letter_waits import LetterWait
from portal.models.letters import Letter


@dataclass(frozen=True, slots=True)
class NoteWait:
    """Where a note stands with its translation: since when it is asked for, until when, for whom
    the letter is sent by itself when it is there ("": for nobody), and the translation."""

    asked_at: datetime
    due_on: date
    sent_for: str
    translation: str
    is_waiting: bool


def wait_of_note(letter: Letter, locale: str) -> NoteWait | None:
    """What was asked last for a draft's note in the reader's language; None where nothing was. At
    most one statement."""
    if locale == "en" or not letter.personal_text.strip():
        return None
    sender = Account.alias()
    row: Any = (
        TextRequest.select(TextRequest, LetterWait.id.alias("wait"), sender.name.alias("sender"))
        .join(LetterWait, "LEFT JOIN", on=(LetterWait.letter == TextRequest.object_id))
        .join(sender, "LEFT JOIN", on=(LetterWait.account == sender.id))
        .where(
            TextRequest.object_kind == PersonalText.LETTER,
            TextRequest.object_id == letter.id,
            TextRequest.target_locale == locale,
        )
        .order_by(TextRequest.id.desc())
        .objects()
        .first()
    )
    if row is None:
        return None
    is_waiting = row.state != RequestState.ANSWERED
    return NoteWait(row.asked_at, row.due_on, row.sender or "", row.translation, is_waiting)
