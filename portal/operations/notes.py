"""Case notes: drafts that are never lost, finishing, and addenda to what is final.

A draft is its author's alone and may become private any moment: its texts lie sealed from the
first keystroke on, so that nothing of a private note was ever written in the clear. Finishing
opens what is public.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.contacts import Contact
from portal.models.documents import Document
from portal.models.notes import Addendum, Note, NoteState, NoteStep, steps_read, steps_written
from portal.models.tasks import TaskOwner
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.cases.keys import case_key
from portal.operations.contacts import add_contact
from portal.operations.safety import begin_concern
from portal.operations.tasks import add_task
from portal.policy import notes as rules
from portal.policy.calendar import office_date
from portal.policy.contacts import Direction, Way, refusals_to_record
from portal.policy.notes import ContactNote, NoteRefusal, PrivateReason
from portal.policy.refusals import refuse_if
from portal.reports.notes import texts as notes_texts


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
    manner: str = ""
    template: str = ""
    purpose: str = ""
    background: str = ""
    observations: str = ""
    content: str = ""
    activities: str = ""
    information_given: str = ""
    information_received: str = ""
    results: str = ""
    actions: str = ""
    decisions: str = ""
    impressions: str = ""
    program_contacts: str = ""
    next_steps: str = ""
    forms_completed: str | None = None
    documents_received: str | None = None
    document_keys: tuple[str, ...] = ()
    steps: tuple[NoteStep, ...] = ()
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
    columns = _sealed(actor, case, key, _columns(actor, case, text), at) | {"is_sealed": True}
    note: Any = Note.get_or_none(Note.key == key)
    if note is None:
        note = Note.create(
            key=key, case=case.id, author=actor.id, contact=contact, created_at=at, saved_at=at,
            **columns,
        )  # fmt: skip
        record(actor, "begin_note", note, case=case)
        return note
    _check_own(actor, case, note)
    refuse_if(rules.refusals_to_change(rules.NoteState(note.state)))
    changed: int = (
        Note.update(saved_at=at, version=Note.version + 1, **columns)
        .where(Note.id == note.id, Note.version == version, Note.state == NoteState.DRAFT)
        .execute()
    )
    if not changed:
        raise Stale(note)
    record(actor, "save_note", note, case=case)
    saved: Note = Note.get_by_id(note.id)
    return saved


def _columns(actor: Actor, case: Case, text: NoteText) -> dict[str, Any]:
    columns: dict[str, Any] = dict(vars(text))
    columns["steps"] = steps_written(text.steps)
    columns["document_keys"] = "\n".join(_documents(actor, case, text.document_keys))
    return columns


def _documents(actor: Actor, case: Case, keys: tuple[str, ...]) -> list[str]:
    """Those of the keys that name a document of this case which they may read, in their order."""
    if not keys:
        return []
    found = (
        Document.select(Document.key)
        .join(Case)
        .where(Document.case == case.id, Document.key.in_(keys), Document.readable_by(actor))
    )
    known = {row[0] for row in found.tuples()}
    return [key for key in keys if key in known]


def _sealed(
    actor: Actor, case: Case, key: str, columns: dict[str, Any], at: datetime
) -> dict[str, Any]:
    opener = case_key(case, at=at, actor=actor)
    sealed = {
        name: notes_texts.sealed(opener, case, key, name, columns[name])
        for name in notes_texts.SEALED
    }
    return columns | sealed


def _check_own(actor: Actor, case: Case, note: Any) -> None:
    if note.author_id != actor.id or note.case_id != case.id:
        raise Note.DoesNotExist


def _refuse_to_hide(actor: Actor, case: Any, text: NoteText) -> None:
    # Only who could read it again may write it so (safety.md, Who sees what).
    if text.private_reason and actor.id not in (case.worker_id, case.secondary_id):
        refuse_if({"private_reason": NoteRefusal.NOT_YOURS_TO_HIDE})


@operation()
def finish_note(actor: Actor, *, case: Case, note: Note, at: datetime) -> Note:
    """Finishes a draft as it was last saved: from now on it never changes (NOTE-2, NOTE-8).

    Records the contact where the note makes one, and the next steps as tasks (NOTE-4). A public
    note's texts are opened, a private one's stay sealed. The danger reason makes the entire case
    private (NOTE-6). Raises Refused with the fields still missing.
    """
    _check_own(actor, case, note)
    row: Any = note
    refuse_if(rules.refusals_to_change(rules.NoteState(row.state)))
    contact = Contact.get_or_none(Contact.id == row.contact_id) if row.contact_id else None
    texts, today = notes_texts.answers_of(note, case), office_date(at, resources.timezone())
    _refuse_to_finish(case, row, texts, contact, today)
    if contact is None and row.makes_contact:
        contact = add_contact(
            actor, case=case, occurred_on=row.occurred_on, way=Way(row.way),
            direction=Direction(row.direction), answered=row.is_answered, summary="", at=at,
        )  # fmt: skip
    facts = {"occurred_on": contact.occurred_on, "way": contact.way} if contact else {}
    if not row.private_reason:
        facts |= texts | {"is_sealed": False}
    done = (
        Note.update(state=NoteState.FINISHED, finished_at=at, contact=contact, **facts)
        .where(Note.id == row.id, Note.state == NoteState.DRAFT)
        .execute()
    )
    refuse_if({} if done else {"": NoteRefusal.ALREADY_FINISHED})
    _make_tasks(actor, case, row, steps_read(texts["steps"]), at)
    if rules.makes_case_private(PrivateReason(row.private_reason) if row.private_reason else None):
        begin_concern(actor, case=case, at=at)
    add_to_timeline(case, EntryKind.NOTE, at, row.id)
    refresh(case.id, today)
    record(actor, "finish_note", note, case=case, reason=row.private_reason)
    finished: Note = Note.get_by_id(row.id)
    return finished


def _refuse_to_finish(
    case: Any, note: Any, texts: dict[str, str | None], contact: Any, today: date
) -> None:
    on, way = (contact.occurred_on, contact.way) if contact else (note.occurred_on, note.way)
    minimum = ContactNote(
        occurred_on=on, way=Way(way) if way else None, purpose=texts["purpose"] or "",
        results=texts["results"] or "", forms_completed=_listed(texts["forms_completed"]),
        documents_received=_listed(texts["documents_received"]),
    )  # fmt: skip
    codes: dict[str, StrEnum] = dict(rules.refusals_to_finish(minimum))
    if contact is None and note.makes_contact and not note.direction:
        codes["direction"] = NoteRefusal.MISSING
    if contact is None and on is not None:
        codes |= refusals_to_record(on, today, case.enrolled_on)
    refuse_if(codes | _refusals_of_steps(steps_read(texts["steps"])))


def _refusals_of_steps(steps: list[NoteStep]) -> dict[str, StrEnum]:
    """By field: the owner's code, and the place of the step among that owner's."""
    codes: dict[str, StrEnum] = {}
    for owner in TaskOwner:
        own = [one for one in steps if one.owner == owner]
        for place, one in enumerate(own):
            if code := rules.refusal_of_step(one.phrase or one.text, one.due_on):
                codes[f"{owner}_step_{place}"] = code
    return codes


def _listed(answer: str | None) -> list[str] | None:
    return None if answer is None else answer.splitlines()


def _make_tasks(actor: Actor, case: Case, note: Note, steps: list[NoteStep], at: datetime) -> None:
    for one in steps:
        add_task(
            actor, case=case, owner=TaskOwner(one.owner), phrase=one.phrase, text=one.text,
            due_on=one.due_on, note=note, at=at,
        )  # fmt: skip


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
    said: str | None = text.strip()
    if row.private_reason:
        field = notes_texts.addendum_field(actor.id, at)
        case: Case = row.case
        said = notes_texts.sealed(case_key(case, at=at, actor=actor), case, row.key, field, said)
    made: Addendum = Addendum.create(
        note=note.id, author=actor.id, at=at, text=said, is_sealed=bool(row.private_reason)
    )
    record(actor, "add_addendum", made, case=row.case_id)
    return made
