"""Sending a letter: composed once, frozen as HTML and PDF, and never made again (LET-3)."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime

from portal import letter_kinds, pdf, resources
from portal.letter_html import letter_html
from portal.locales import LOCALES
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.letters import Letter, LetterState
from portal.models.tasks import Task, TaskOwner
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.cases.keys import case_key
from portal.operations.contacts import add_contact
from portal.operations.letters import locked_draft
from portal.operations.messages import queue_message
from portal.operations.tasks import add_task
from portal.policy.calendar import add_working_days, office_date
from portal.policy.composing import LARGE_SIZE, LetterDocument
from portal.policy.contacts import Direction, Way
from portal.policy.refusals import Refused, refuse_if
from portal.policy.sending import Stop, stops
from portal.reports.letters import Prepared, prepare
from portal.reports.working_days import holidays_of
from portal.words.letters import call_task, contact_summary, explain_task

TASK_WORKING_DAYS = 1  # to call about a letter that went in English; ours


@operation(result=Letter)
def send_letter(
    actor: Actor, *, letter: Letter, at: datetime, operation_key: str | None = None
) -> Letter:
    """Sends a draft: by the portal with a neutral message, and to be printed and mailed.

    In the participant's written language with the English copy behind it; in English with the
    language-help sheet and a task for the worker where that language has no release (LET-4).
    Raises Refused with the reason by field for whatever stops it, and where it was sent already;
    PdfError and StorageError where it could not be made or kept: then nothing was sent.
    """
    draft = locked_draft(letter)
    case = draft.case
    today = office_date(at, resources.timezone())
    prepared = prepare(draft, case, today)
    refuse_if(stops(prepared.findings))
    if prepared.document is None:
        raise Refused({"": Stop.NOT_IN_USE})
    _freeze(actor, draft, case, prepared, prepared.document, at)
    _tell(actor, draft, case, prepared, at)
    refresh(case.id, today)
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
        state=LetterState.SENT,
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
        sent_at=at,
        sent_by=actor.id if actor.is_staff else None,
    ).where(Letter.id == draft.id).execute()


def _tell(actor: Actor, letter: Letter, case: Case, prepared: Prepared, at: datetime) -> None:
    """What goes with a sent letter: the line of time, the attempt, the message, the task."""
    number = str(letter.letter_no)
    add_to_timeline(case, EntryKind.LETTER, at, letter.id)
    attempt = add_contact(
        actor, case=case, occurred_on=office_date(at, resources.timezone()), way=Way.POSTAL_MAIL,
        direction=Direction.FROM_STAFF, answered=False, at=at,
        summary=contact_summary(number, letter_kinds.kinds()[letter.kind].name),
    )  # fmt: skip
    Letter.update(contact=attempt).where(Letter.id == letter.id).execute()
    queue_message(case, kind="letter", cause=f"letter:{letter.key}", at=at)
    wanted = case.participant.written_locale
    if prepared.locale != wanted:
        spoken = case.participant.spoken_locale
        language = LOCALES[spoken].english_name if spoken in LOCALES else spoken
        _add_task(actor, case, call_task(number, language), at)


def _add_task(actor: Actor, case: Case, text: str, at: datetime) -> Task:
    today = office_date(at, resources.timezone())
    due_on = add_working_days(today, TASK_WORKING_DAYS, holidays_of(case.office_id))
    return add_task(actor, case=case, owner=TaskOwner.WORKER, text=text, due_on=due_on, at=at)


@operation(result=Letter)
def mark_letter_read(
    actor: Actor, *, letter: Letter, at: datetime, operation_key: str | None = None
) -> Letter:
    """The participant says that they have read a letter; the first time stays."""
    Letter.update(read_at=at).where(Letter.id == letter.id, Letter.read_at.is_null()).execute()
    record(actor, "mark_letter_read", letter, case=letter.case_id, fields=["read_at"])
    found: Letter = Letter.get_by_id(letter.id)
    return found


@operation(result=Task)
def ask_to_explain(
    actor: Actor, *, letter: Letter, at: datetime, operation_key: str | None = None
) -> Task:
    """The participant does not understand a letter: a task for the worker, one at a time."""
    text = explain_task(str(letter.letter_no))
    waiting: Task | None = Task.get_or_none(
        Task.case == letter.case_id, Task.text == text, Task.done_at.is_null()
    )
    record(actor, "ask_to_explain", letter, case=letter.case_id)
    return waiting or _add_task(actor, letter.case, text, at)
