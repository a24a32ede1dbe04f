"""Whether what is kept of a letter is still what was sent, and what happened to it since."""

import hashlib
from enum import StrEnum

from peewee import JOIN, ModelSelect

from portal import resources
from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.letters import Letter, LetterEvent
from portal.prepared import Place, Prepared
from portal.reports.case_keys import open_case_key
from portal.sealing import SealBrokenError
from portal.storage import StorageError


class Kept(StrEnum):
    """The three things that are kept of a letter, each with its SHA-256."""

    PAGE = "page"
    PDF = "pdf"
    LARGE = "large"


def changed_of(letter: Letter, case: Case) -> list[Kept]:
    """What of a frozen letter is not the bytes that were sent: changed, or not readable any more
    (LET-3). Reads the two files; no statement where the case's key is loaded."""
    page = hashlib.sha256(f"{letter.html}{letter.html_english}".encode()).hexdigest()
    changed = [] if page == letter.html_sha256 else [Kept.PAGE]
    files = {
        Kept.PDF: (letter.pdf, letter.pdf_sha256),
        Kept.LARGE: (letter.pdf_large, letter.pdf_large_sha256),
    }
    return changed + [
        # Letters to many have large print for those who read it alone.
        kept
        for kept, (name, digest) in files.items()
        if (name or digest) and _digest(case, str(name)) != digest
    ]


def _digest(case: Case, name: str) -> str:
    """The SHA-256 of a stored file in hex; "" where it cannot be read."""
    try:
        content = resources.current().storage.read(name, open_case_key(case))
    except (StorageError, SealBrokenError):
        return ""
    return hashlib.sha256(content).hexdigest()


def events_of(letter: Letter) -> list[LetterEvent]:
    """What happened to a letter, the first on top, with who noted it. One statement."""
    found: list[LetterEvent] = _EVENTS.rows(letter=letter.id)
    return found


def _events() -> ModelSelect:
    return (
        LetterEvent.select(LetterEvent, Account.id, Account.name)
        .join(Account, JOIN.LEFT_OUTER)
        .where(LetterEvent.letter == Place("letter"))
        .order_by(LetterEvent.at, LetterEvent.id)
        .limit(200)
    )


_EVENTS = Prepared(_events)
