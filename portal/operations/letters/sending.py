"""Sending a letter: composed once, frozen as HTML and PDF, and never made again (LET-3).

It leaves a quarter of an hour later (leaving.py): until then it can be taken back.
"""

from datetime import datetime

from portal import resources
from portal.models.accounts import Actor
from portal.models.letters import Letter, LetterEventKind
from portal.operations import operation, record
from portal.operations.cases.keys import case_key
from portal.operations.letters import locked_draft
from portal.operations.letters.events import note_event
from portal.operations.letters.freezing import columns, freeze
from portal.operations.letters.leaving import UNDO
from portal.policy.calendar import office_date
from portal.policy.refusals import Refused, refuse_if
from portal.policy.sending import Stop, stops
from portal.reports.letters import prepare


@operation(result=Letter)
def send_letter(
    actor: Actor, *, letter: Letter, at: datetime, operation_key: str | None = None
) -> Letter:
    """Sends a draft by the ways chosen for it: frozen now, it leaves when UNDO has passed.

    In the participant's written language with the English copy behind it; in English with the
    language-help sheet and a task for the worker where that language has no release (LET-4).
    Raises Refused with the reason by field for whatever stops it, and where it was sent already;
    PdfError and StorageError where it could not be made or kept: then nothing was sent.
    """
    draft = locked_draft(letter)
    case = draft.case
    # The letter is of the day on which it leaves: the days of a notice run from then (R6).
    prepared = prepare(draft, case, office_date(at + UNDO, resources.timezone()))
    refuse_if(stops(prepared.findings))
    if prepared.document is None:
        raise Refused({"": Stop.NOT_IN_USE})
    frozen = freeze(prepared.document, case_key(case, at=at, actor=actor), at)
    Letter.update(**columns(actor, prepared, frozen, at)).where(Letter.id == draft.id).execute()
    record(actor, "send_letter", draft, case=case, fields=["state", "html", "pdf"])
    sent: Letter = Letter.get_by_id(draft.id)
    return sent


@operation(result=Letter)
def mark_letter_read(
    actor: Actor, *, letter: Letter, at: datetime, operation_key: str | None = None
) -> Letter:
    """The participant says that they have read a letter; the first time stays."""
    is_first = Letter.update(read_at=at).where(Letter.id == letter.id, Letter.read_at.is_null())
    if is_first.execute():
        note_event(actor, letter=letter, kind=LetterEventKind.READ, at=at)
    record(actor, "mark_letter_read", letter, case=letter.case_id, fields=["read_at"])
    found: Letter = Letter.get_by_id(letter.id)
    return found
