"""Copies of case notes: asked for, reviewed, and released once and for all (NOTE-9)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal import dates, i18n, pdf, resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.copies import CopyDecision, NoteCopy
from portal.models.notes import Note
from portal.models.tasks import Task, TaskOwner
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline
from portal.operations.cases.keys import case_key
from portal.operations.messages import queue_message
from portal.operations.tasks import add_task
from portal.policy import notes_copies as rules
from portal.policy.calendar import add_working_days, office_date
from portal.policy.notes_copies import CopyRefusal, Decision
from portal.policy.programs import program
from portal.policy.refusals import Refused, refuse_if
from portal.reports import copies as reports
from portal.reports.copies import NoteRead, Totals
from portal.reports.copies.pdf import copy_document
from portal.reports.working_days import holidays_of
from portal.storage import Stored
from portal.words.copy_reviews import read_aloud_task

CHUNK = 200  # rows an INSERT
TASK_WORKING_DAYS = 2  # to read a copy to somebody who asked for it; ours


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for: from and until which contact (local dates), and in which form."""

    from_on: date | None = None
    until_on: date | None = None
    on_paper: bool = False
    on_portal: bool = True
    large_print: bool = False


@operation(result=NoteCopy)
def ask_for_copy(
    actor: Actor,
    *,
    case: Case,
    wanted: Wanted,
    at: datetime,
    asked_on: date | None = None,
    operation_key: str | None = None,
) -> NoteCopy:
    """Keeps that a participant asks for a copy of their notes, with the day on which it is due.

    In: what is wanted; for one who asked in person the local date of that, entered by staff. While
    one request waits, a second one gives the first. Raises Refused by field.
    """
    today = office_date(at, resources.timezone())
    asked_on = today if asked_on is None or actor.is_participant else asked_on
    refuse_if(
        rules.refusals_to_ask(
            asked_on, today, wanted.from_on, wanted.until_on,
            on_paper=wanted.on_paper, on_portal=wanted.on_portal,
        )
    )  # fmt: skip
    _hold(case)
    waiting: NoteCopy | None = NoteCopy.get_or_none(NoteCopy.waiting(), NoteCopy.case == case.id)
    made = waiting or _make(actor, case, wanted, asked_on, at)
    record(
        actor, "ask_for_notes_copy", made, case=case, outcome="waiting" if waiting else "done"
    )  # fmt: skip
    return made


def _hold(case: Case) -> None:
    """Of two requests at once the second waits here for the first."""
    Case.update(version=Case.version).where(Case.id == case.id).execute()


def _make(actor: Actor, case: Any, wanted: Wanted, asked_on: date, at: datetime) -> NoteCopy:
    days = program(case.program).notes_copy.value
    made: NoteCopy = NoteCopy.create(
        case=case.id, asked_on=asked_on, asked_at=at,
        asked_by=actor.id if actor.is_staff else None,
        from_on=wanted.from_on, until_on=wanted.until_on, wants_paper=wanted.on_paper,
        wants_portal=wanted.on_portal, wants_large_print=wanted.large_print,
        due_on=rules.copy_due_on(asked_on, days, holidays_of(case.office_id)),
    )  # fmt: skip
    add_to_timeline(case, EntryKind.COPY, at, made.id)
    return made


@operation()
def save_review(
    actor: Actor,
    *,
    copy: NoteCopy,
    version: int,
    decisions: Iterable[Decision],
    at: datetime,
) -> NoteCopy:
    """Keeps what a reviewer decided about every note and paragraph, in place of what was before.

    In: the version that the reviewer's page was made of. Raises Refused: somebody else saved
    meanwhile, it was released, or the reviewer is not the case's primary or second worker.
    """
    _may_review(actor, copy)
    kept = _next_version(copy, version, reviewed_by=actor.id, reviewed_at=at)
    CopyDecision.delete().where(CopyDecision.copy == copy.id).execute()
    _keep(actor, copy, list(decisions), at)
    record(actor, "review_notes_copy", copy, case=copy.case_id, fields=["decisions"])
    return kept


def may_review(actor: Actor, case: Any) -> bool:
    """Whether this person reviews and releases the copies of a case: who may read every note of it
    and answers for them, its primary and its second worker (NOTE-5, NOTE-9)."""
    return actor.is_staff and actor.id in (case.worker_id, case.secondary_id)


def _may_review(actor: Actor, copy: Any) -> None:
    if not may_review(actor, copy.case):
        raise Refused({"": CopyRefusal.NOT_YOURS_TO_REVIEW})


def _next_version(copy: NoteCopy, version: int, **changes: Any) -> NoteCopy:
    """The request as it stands now, held; the second of two gets CHANGED_MEANWHILE."""
    held = (
        NoteCopy.update(version=NoteCopy.version + 1, **changes)
        .where(NoteCopy.id == copy.id, NoteCopy.version == version, NoteCopy.waiting())
        .execute()
    )
    now: NoteCopy = NoteCopy.get_by_id(copy.id)
    if not held:
        gone = now.is_released
        refuse_if({"": CopyRefusal.ALREADY_RELEASED if gone else CopyRefusal.CHANGED_MEANWHILE})
    return now


def _keep(actor: Actor, copy: NoteCopy, decisions: Sequence[Decision], at: datetime) -> None:
    keys = {one.note for one in decisions}
    ids = dict(
        Note.select(Note.key, Note.id).where(Note.case == copy.case_id, Note.key.in_(keys)).tuples()
        if keys
        else ()
    )
    rows = [
        {
            "copy": copy.id, "note": ids[one.note], "part": one.part, "paragraph": one.paragraph,
            "reason": one.reason or "", "decided_by": actor.id, "decided_at": at,
        }
        for one in decisions
        if one.note in ids
    ]  # fmt: skip
    for start in range(0, len(rows), CHUNK):
        CopyDecision.insert_many(rows[start : start + CHUNK]).execute()


@operation(result=NoteCopy)
def release_copy(
    actor: Actor,
    *,
    copy: NoteCopy,
    version: int,
    seen: str,
    at: datetime,
    operation_key: str | None = None,
) -> NoteCopy:
    """Releases a copy as it was decided: frozen as text and PDF, for the participant to read.

    In: the version saved last, the fingerprint of the notes that the reviewer saw. Raises Refused:
    a private note is not decided on, a note was finished or added to since, it was released, or
    saved by somebody else; StorageError where it could not be kept: then nothing was released.
    """
    _may_review(actor, copy)
    held = _next_version(copy, version)
    row: Any = copy
    notes = reports.read_notes(actor, row.case, held)
    decisions = reports.decisions_of(held)
    private = [note.key for note in notes if note.private_reason]
    # Whoever releases has read all of it: a note that is not theirs to read stops the release.
    is_whole = {note.id for note in notes} == reports.all_ids(row.case, held)
    refuse_if(
        rules.refusals_to_release(
            is_released=False,
            has_undecided=bool(rules.undecided(private, decisions)) or not is_whole,
            is_as_seen=reports.fingerprint(notes) == seen,
        )
    )
    _freeze(actor, held, row.case, notes, decisions, at)
    if held.asked_at != at.replace(microsecond=0):  # one line says both within a second
        add_to_timeline(row.case, EntryKind.COPY, at, held.id)
    queue_message(row.case, kind="news", cause=f"copy:{held.key}", at=at)
    record(actor, "release_notes_copy", held, case=row.case, fields=["released_at", "text", "pdf"])
    released: NoteCopy = NoteCopy.get_by_id(held.id)
    return released


def _freeze(
    actor: Actor,
    copy: NoteCopy,
    case: Any,
    notes: Sequence[NoteRead],
    decisions: Sequence[Decision],
    at: datetime,
) -> None:
    written, totals = reports.compose(notes, decisions)
    text = json.dumps({"notes": written}, ensure_ascii=False, indent=1)
    key, store = case_key(case, at=at, actor=actor), resources.current().storage
    kept = store.put_bytes(text.encode(), key)
    made, locale = _printed(copy, case, written, at)
    printed = store.put_bytes(made, key)
    _mark_released(actor, copy, totals, kept, printed, locale, at)


def _printed(copy: NoteCopy, case: Any, written: Any, at: datetime) -> tuple[bytes, str]:
    """The PDF and the language of its headings: the participant's written one, else English."""
    notes = reports.frozen_notes(written)
    today = office_date(at, resources.timezone())
    usable = {spec.tag for spec in i18n.usable(resources.current().config.locales)}
    wanted = case.participant.written_locale
    for tag in dict.fromkeys((wanted if wanted in usable else "en", "en")):
        with i18n.use(tag):
            document = copy_document(case, copy, notes, case.office.name, dates.day(today))
            try:
                return pdf.render_document(document, at=at), tag
            except pdf.PdfError:
                if tag == "en":
                    raise
    raise AssertionError("English was tried")


def _mark_released(
    actor: Actor,
    copy: NoteCopy,
    totals: Totals,
    kept: Stored,
    printed: Stored,
    locale: str,
    at: datetime,
) -> None:
    NoteCopy.update(
        released_by=actor.id,
        released_at=at,
        locale=locale,
        notes_given=totals.given,
        notes_withheld=totals.withheld,
        passages_withheld=totals.passages,
        text=kept.name,
        text_sha256=kept.sha256,
        pdf=printed.name,
        pdf_sha256=printed.sha256,
        made_with=json.dumps(pdf.renderer_versions()),
    ).where(NoteCopy.id == copy.id).execute()


@operation(result=NoteCopy)
def give_paper(
    actor: Actor, *, copy: NoteCopy, at: datetime, operation_key: str | None = None
) -> NoteCopy:
    """Keeps when a released copy was handed over or mailed on paper; the first time stays."""
    _may_review(actor, copy)
    NoteCopy.update(paper_given_at=at).where(
        NoteCopy.id == copy.id, ~NoteCopy.waiting(), NoteCopy.paper_given_at.is_null()
    ).execute()
    record(actor, "give_notes_copy_paper", copy, case=copy.case_id, fields=["paper_given_at"])
    given: NoteCopy = NoteCopy.get_by_id(copy.id)
    return given


@operation(result=Task)
def ask_to_read_aloud(
    actor: Actor, *, copy: NoteCopy, at: datetime, operation_key: str | None = None
) -> Task:
    """The participant wants the notes read to them: a task for the worker, one at a time."""
    row: Any = copy
    text = read_aloud_task()
    record(actor, "ask_to_read_aloud", copy, case=row.case)
    waiting: Task | None = Task.get_or_none(
        Task.case == row.case_id, Task.text == text, Task.done_at.is_null()
    )
    today, closed = office_date(at, resources.timezone()), holidays_of(row.case.office_id)
    due_on = add_working_days(today, TASK_WORKING_DAYS, closed)
    return waiting or add_task(
        actor, case=row.case, owner=TaskOwner.WORKER, text=text, due_on=due_on, at=at
    )
