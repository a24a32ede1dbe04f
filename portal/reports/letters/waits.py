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
    """A note that waits for its translation: since when, until when, and for whom the letter is
    sent by itself when it is there ("": for nobody)."""

    asked_at: datetime
    due_on: date
    sent_for: str


def wait_of_note(letter: Letter, locale: str) -> NoteWait | None:
    """What a draft's note waits for in the reader's language; None where it waits for nothing. At
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
    if row is None or row.state == RequestState.ANSWERED:
        return None
    return NoteWait(row.asked_at, row.due_on, row.sender or "")
