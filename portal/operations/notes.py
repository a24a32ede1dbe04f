"""Case notes: drafts that are never lost, finishing, and addenda to what is final."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.contacts import Contact
from portal.models.notes import Addendum, Note, NoteState
from portal.models.tasks import Task, TaskOwner
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.contacts import add_contact
from portal.policy import notes as rules
from portal.policy.calendar import office_date
from portal.policy.contacts import Direction, Way, refusals_to_record
from portal.policy.notes import ContactNote, NoteRefusal, PrivateReason
from portal.policy.refusals import refuse_if


class Stale(Exception):
    """A draft was saved in another window since it was opened; both texts must be shown."""

    def __init__(self, saved: Note) -> None:
        """Take the note as it was saved last."""
        self.saved = saved
        super().__init__("the draft was saved elsewhere")


@dataclass(frozen=True)
class NoteText:
    """What a worker may type into a note: local dates, codes, texts; None is unanswered."""

    occurred_on: date | None = None
    way: str = ""
    direction: str = ""
    is_answered: bool = False
    makes_contact: bool = True
    purpose: str = ""
    background: str = ""
    observations: str = ""
    content: str = ""
    results: str = ""
    impressions: str = ""
    next_steps: str = ""
    forms_completed: str | None = None
    documents_received: str | None = None
    worker_step: str = ""
    worker_step_due_on: date | None = None
    participant_step: str = ""
    participant_step_due_on: date | None = None
    private_reason: str = ""


@operation()
def save_note(
    actor: Actor,
    *,
    case: Case,
    key: str,
    version: int,
    text: NoteText,
    at: datetime,
    contact: Contact | None = None,
) -> Note:
    """Keeps a draft as it stands; the first time, begins it under the key its page was given.

    In: the key (16 characters), the version its page last saw (0: none). Raises Stale when it was
    saved elsewhere since, Refused when it is finished or the private mark may not be set,
    Note.DoesNotExist for a key of another case or author. Source: NOTE-8.
    """
    _refuse_to_hide(actor, case, text)
    note: Any = Note.get_or_none(Note.key == key)
    if note is None:
        note = Note.create(
            key=key, case=case.id, author=actor.id, contact=contact, created_at=at, saved_at=at,
            **vars(text),
        )  # fmt: skip
        record(actor, "begin_note", note, case=case)
        return note
    _check_own(actor, case, note)
    refuse_if(rules.refusals_to_change(rules.NoteState(note.state)))
    changed: int = (
        Note.update(saved_at=at, version=Note.version + 1, **vars(text))
        .where(Note.id == note.id, Note.version == version, Note.state == NoteState.DRAFT)
        .execute()
    )
    if not changed:
        raise Stale(note)
    record(actor, "save_note", note, case=case)
    saved: Note = Note.get_by_id(note.id)
    return saved


def _check_own(actor: Actor, case: Case, note: Any) -> None:
    if note.author_id != actor.id or note.case_id != case.id:
        raise Note.DoesNotExist


def _refuse_to_hide(actor: Actor, case: Any, text: NoteText) -> None:
    # Only who could read it again may write it so (safety.md, Who sees what).
    if text.private_reason and actor.id not in (case.worker_id, case.secondary_id):
        refuse_if({"private_reason": NoteRefusal.REASON_WITHOUT_MARK})


@operation()
def finish_note(actor: Actor, *, case: Case, note: Note, at: datetime) -> Note:
    """Finishes a draft as it was last saved: from now on it never changes (NOTE-2, NOTE-8).

    Records the contact where the note makes one, and the next steps as tasks (NOTE-4). The danger
    reason makes the entire case private (NOTE-6). Raises Refused with the fields still missing.
    """
    _check_own(actor, case, note)
    row: Any = note
    refuse_if(rules.refusals_to_change(rules.NoteState(row.state)))
    contact = Contact.get_or_none(Contact.id == row.contact_id) if row.contact_id else None
    _refuse_to_finish(case, row, contact, office_date(at, resources.timezone()))
    if contact is None and row.makes_contact:
        contact = add_contact(
            actor, case=case, occurred_on=row.occurred_on, way=Way(row.way),
            direction=Direction(row.direction), answered=row.is_answered, summary="", at=at,
        )  # fmt: skip
    facts = {"occurred_on": contact.occurred_on, "way": contact.way} if contact else {}
    done = (
        Note.update(state=NoteState.FINISHED, finished_at=at, contact=contact, **facts)
        .where(Note.id == row.id, Note.state == NoteState.DRAFT)
        .execute()
    )
    refuse_if({} if done else {"": NoteRefusal.ALREADY_FINISHED})
    _make_tasks(actor, case, row, at)
    if rules.makes_case_private(PrivateReason(row.private_reason) if row.private_reason else None):
        Case.update(is_restricted=True, version=Case.version + 1).where(
            Case.id == case.id
        ).execute()
        record(actor, "restrict_case", case, case=case, reason=row.private_reason)
    add_to_timeline(case, EntryKind.NOTE, at, row.id)
    refresh(case.id, office_date(at, resources.timezone()))
    record(actor, "finish_note", note, case=case, reason=row.private_reason)
    finished: Note = Note.get_by_id(row.id)
    return finished


def _refuse_to_finish(case: Any, note: Any, contact: Contact | None, today: date) -> None:
    on, way = (contact.occurred_on, contact.way) if contact else (note.occurred_on, note.way)
    minimum = ContactNote(
        occurred_on=on, way=Way(way) if way else None, purpose=note.purpose, results=note.results,
        forms_completed=_listed(note.forms_completed),
        documents_received=_listed(note.documents_received),
    )  # fmt: skip
    codes: dict[str, StrEnum] = dict(rules.refusals_to_finish(minimum))
    if contact is None and note.makes_contact and not note.direction:
        codes["direction"] = NoteRefusal.MISSING
    if contact is None and on is not None:
        codes |= refusals_to_record(on, today, case.enrolled_on)
    refuse_if(codes)


def _listed(answer: str | None) -> list[str] | None:
    return None if answer is None else answer.splitlines()


def _make_tasks(actor: Actor, case: Case, note: Any, at: datetime) -> None:
    steps = (
        (TaskOwner.WORKER, "", note.worker_step, note.worker_step_due_on),
        (TaskOwner.PARTICIPANT, note.participant_step, "", note.participant_step_due_on),
    )
    for owner, phrase, text, due_on in steps:
        if phrase or text:
            made = Task.create(
                case=case.id, owner=owner, phrase=phrase, text=text, due_on=due_on,
                note=note.id, created_by=actor.id, created_at=at,
            )  # fmt: skip
            add_to_timeline(case, EntryKind.TASK, at, made.id)


@operation()
def discard_note(actor: Actor, *, case: Case, note: Note, at: datetime) -> None:
    """Throws a draft away because its author asked for it; a finished note stays (NOTE-8)."""
    _check_own(actor, case, note)
    state: Any = note.state
    refuse_if(rules.refusals_to_change(rules.NoteState(state)))
    Note.delete().where(Note.id == note.id, Note.state == NoteState.DRAFT).execute()
    record(actor, "discard_note", note, case=case)


@operation(result=Addendum)
def add_addendum(
    actor: Actor,
    *,
    note: Note,
    text: str,
    at: datetime,
    operation_key: str | None = None,
) -> Addendum:
    """Adds a correction beside a finished note, with author and time; the first text stays.

    Raises Refused for a draft or an empty text. Source: NOTE-8; DW CM, Participant Access.
    """
    row: Any = note
    refuse_if(rules.refusals_to_add(rules.NoteState(row.state), text))
    made: Addendum = Addendum.create(note=note.id, author=actor.id, at=at, text=text.strip())
    record(actor, "add_addendum", made, case=row.case_id)
    return made
