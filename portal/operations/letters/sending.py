"""Sending a letter: composed once, frozen as HTML and PDF, and never made again (LET-3).

It leaves a quarter of an hour later (leaving.py): until then it can be taken back.
"""

import hashlib
import json
from dataclasses import replace
from datetime import datetime

from portal import pdf, resources
from portal.letter_html import letter_html
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.letters import Letter, LetterEventKind, LetterState
from portal.operations import operation, record
from portal.operations.cases.keys import case_key
from portal.operations.letters import locked_draft
from portal.operations.letters.events import note_event
from portal.operations.letters.leaving import UNDO
from portal.policy.calendar import office_date
from portal.policy.composing import LARGE_SIZE, LetterDocument
from portal.policy.refusals import Refused, refuse_if
from portal.policy.sending import Stop, Told, stops
from portal.reports.letters import Prepared, prepare


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
    _freeze(actor, draft, case, prepared, prepared.document, at)
    record(actor, "send_letter", draft, case=case, fields=["state", "html", "pdf"])
    sent: Letter = Letter.get_by_id(draft.id)
    return sent


def _freeze(
    actor: Actor,
    draft: Letter,
    case: Case,
    prepared: Prepared,
    document: LetterDocument,
    at: datetime,
) -> None:
    key, store = case_key(case, at=at, actor=actor), resources.current().storage
    printed = store.put_bytes(pdf.render_letter(document, at=at), key)
    large = replace(document, size=LARGE_SIZE)
    printed_large = store.put_bytes(pdf.render_letter(large, at=at), key)
    pages = [letter_html(part) for part in document.parts]
    Letter.update(
        state=LetterState.WAITING,
        leaves_at=at + UNDO,
        # Where the translation is there by now, nothing follows.
        personal_follows=any(one.code is Told.PERSONAL_FOLLOWS for one in prepared.findings),
        locale=prepared.locale,
        fields=json.dumps(dict(prepared.raw), ensure_ascii=False),
        release=prepared.release or prepared.english,
        release_english=prepared.english,
        html=pages[0],
        html_english="".join(pages[1:]),
        html_sha256=hashlib.sha256("".join(pages).encode()).hexdigest(),
        pdf=printed.name,
        pdf_sha256=printed.sha256,
        pdf_large=printed_large.name,
        pdf_large_sha256=printed_large.sha256,
        made_with=json.dumps(pdf.renderer_versions()),
        sent_by=actor.id if actor.is_staff else None,
    ).where(Letter.id == draft.id).execute()


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
