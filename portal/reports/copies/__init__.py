"""A copy of case notes: what there is to give, put together as decided, and as it was frozen."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal import dates, i18n, resources
from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.copies import CopyDecision, NoteCopy
from portal.models.notes import Addendum, Note, NoteState, steps_read
from portal.policy.calendar import office_date
from portal.policy.notes_copies import WHOLE, Decision, WithholdReason, passages
from portal.reports.case_keys import open_case_key
from portal.reports.notes import documents as note_documents
from portal.reports.notes import texts as notes_texts
from portal.sealing import SealBrokenError
from portal.words.copy_reviews import step_text
from portal.words.documents import KINDS
from portal.words.phrases import STEPS

FIELDS = (*notes_texts.READING, "forms_completed", "documents_received")


@dataclass(frozen=True)
class PartRead:
    """One element of a note or one addendum: its name (`addendum-12`), its paragraphs, and for an
    addendum its author and moment (UTC)."""

    name: str
    paragraphs: tuple[str, ...]
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class NoteRead:
    """A finished note with its texts opened, in the order in which they are read."""

    id: int
    key: str
    on: date
    way: str
    author: str
    finished_at: datetime
    private_reason: str
    parts: tuple[PartRead, ...]


@dataclass(frozen=True)
class Totals:
    """What a composed copy holds: notes given and withheld, paragraphs withheld beside."""

    given: int
    withheld: int
    passages: int


def read_notes(actor: Actor, case: Case, copy: NoteCopy) -> list[NoteRead]:
    """The finished notes of a copy's period that this person may read, the oldest contact first,
    each with its addenda. Three statements. Raises SealBrokenError for a text that stays shut."""
    rows = list(
        _in_period(case, copy)
        .select(Note, Account.name)
        .join(Account, on=(Note.author == Account.id))
        .switch(Note)
        .join(Case, on=(Note.case == Case.id))
        .where(Note.readable_by(actor))
        .order_by(Note.occurred_on, Note.finished_at, Note.id)
    )
    added = _addenda([row.id for row in rows])
    texts = {row.id: notes_texts.texts_of(row, case) for row in rows}
    papers = _papers(actor, case, {key for one in texts.values() for key in _keys(one)})
    return [_read(row, case, texts[row.id], added.get(row.id, []), papers) for row in rows]


def all_ids(case: Case, copy: NoteCopy) -> set[int]:
    """The ids of every finished note of a copy's period, whoever asks."""
    return {row[0] for row in _in_period(case, copy).select(Note.id).tuples()}


def may_read_all(actor: Actor, case: Case, copy: NoteCopy) -> bool:
    """Whether this person may read every note that a copy was made from: the copy may hold what
    private notes say (NOTE-5)."""
    mine = (
        Note.select(Note.id)
        .join(Case)
        .where(Note.case == case.id, Note.readable_by(actor))
        .tuples()
    )
    return all_ids(case, copy) <= {row[0] for row in mine}


def _in_period(case: Case, copy: NoteCopy) -> Any:
    query = Note.select().where(Note.case == case.id, Note.state == NoteState.FINISHED)
    if copy.from_on is not None:
        query = query.where(Note.occurred_on >= copy.from_on)
    if copy.until_on is not None:
        query = query.where(Note.occurred_on <= copy.until_on)
    return query


def _addenda(notes: list[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    rows = (
        Addendum.select(Addendum, Account.id, Account.name)
        .join(Account)
        .where(Addendum.note.in_(notes))
        .order_by(Addendum.at, Addendum.id)
    )
    for row in rows if notes else ():
        found.setdefault(row.note_id, []).append(row)
    return found


def _keys(texts: dict[str, str]) -> list[str]:
    return texts["document_keys"].split()


def _papers(actor: Actor, case: Case, keys: set[str]) -> dict[str, str]:
    """What notes name of the case's documents, by key, as far as this person may read them."""
    with i18n.use("en"):  # frozen with the rest, which is in English
        return {
            key: f"{KINDS[kind]}, {dates.day(on)}"
            for key, kind, on in note_documents.named(actor, case, sorted(keys))
        }


def _read(
    row: Any, case: Case, texts: dict[str, str], added: list[Any], papers: dict[str, str]
) -> NoteRead:
    parts = [
        PartRead(name, tuple(lines)) for name in FIELDS if (lines := passages(texts[name]))
    ]  # fmt: skip
    parts += [PartRead(f"paper-{key}", (papers[key],)) for key in _keys(texts) if key in papers]
    if lines := _steps(texts["steps"]):
        parts.append(PartRead("steps", tuple(lines)))
    for one in added:
        text = notes_texts.addendum_text(case, row.key, one)
        parts.append(PartRead(f"addendum-{one.id}", tuple(passages(text)), one.author.name, one.at))
    return NoteRead(
        row.id, row.key, row.occurred_on, row.way, row.author.name, row.finished_at,
        row.private_reason, tuple(parts),
    )  # fmt: skip


def _steps(text: str) -> list[str]:
    # In English, as the notes are: the words are frozen with the rest.
    with i18n.use("en"):
        return [
            step_text(
                one.owner,
                one.text or str(STEPS.get(one.phrase, one.phrase)),
                dates.day(one.due_on) if one.due_on else "",
            )
            for one in steps_read(text)
        ]


def fingerprint(notes: Iterable[NoteRead]) -> str:
    """What a reviewer saw: another one once a note was finished or added to."""
    seen = [f"{note.key}:{','.join(part.name for part in note.parts)}" for note in notes]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()[:32]


def decisions_of(copy: NoteCopy) -> list[Decision]:
    """What was decided about a copy's notes and paragraphs."""
    rows = (
        CopyDecision.select(
            Note.key, CopyDecision.part, CopyDecision.paragraph, CopyDecision.reason
        )
        .join(Note)
        .where(CopyDecision.copy == copy.id)
        .order_by(CopyDecision.id)
        .tuples()
    )
    return [
        Decision(key, part, paragraph, WithholdReason(reason) if reason else None)
        for key, part, paragraph, reason in rows
    ]


def compose(
    notes: Sequence[NoteRead], decisions: Iterable[Decision]
) -> tuple[list[dict[str, Any]], Totals]:
    """The notes as they are given: words as strings alone, and in the place of what is withheld
    its reason. Gives the notes as JSON knows them, and how much they hold (NOTE-9)."""
    reasons = {(one.note, one.part, one.paragraph): one.reason for one in decisions if one.reason}
    written: list[dict[str, Any]] = []
    zone, hidden, left_out = resources.timezone(), 0, 0
    for note in notes:
        if reason := reasons.get((note.key, "", WHOLE)):
            written.append({"on": note.on.isoformat(), "withheld": str(reason)})
            hidden += 1
            continue
        parts = [_written_part(note, part, reasons, zone) for part in note.parts]
        left_out += sum(bool(line["withheld"]) for part in parts for line in part["lines"])
        written.append(
            {
                "on": note.on.isoformat(), "way": note.way, "author": note.author,
                "entered_on": office_date(note.finished_at, zone).isoformat(),
                "withheld": "", "parts": parts,
            }
        )  # fmt: skip
    return written, Totals(len(written) - hidden, hidden, left_out)


def _written_part(note: NoteRead, part: PartRead, reasons: Any, zone: str) -> dict[str, Any]:
    lines = []
    for number, text in enumerate(part.paragraphs):
        reason = reasons.get((note.key, part.name, number))
        lines.append({"text": "" if reason else text, "withheld": str(reason or "")})
    on = office_date(part.at, zone).isoformat() if part.at else ""
    return {"name": part.name, "by": part.by, "on": on, "lines": lines}


@dataclass(frozen=True)
class FrozenNote:
    """One note of a released copy; only `on` and `withheld` of one that is left out whole."""

    on: date
    withheld: str
    way: str
    author: str
    entered_on: date | None
    parts: list[dict[str, Any]]


def frozen_notes(written: str | list[dict[str, Any]]) -> list[FrozenNote]:
    """The notes of a copy from its JSON text, or as `compose` gives them."""
    rows: list[dict[str, Any]] = (
        json.loads(written)["notes"] if isinstance(written, str) else written
    )
    return [
        FrozenNote(
            date.fromisoformat(row["on"]), row["withheld"], row.get("way", ""),
            row.get("author", ""),
            date.fromisoformat(row["entered_on"]) if row.get("entered_on") else None,
            [
                part | {"on": date.fromisoformat(part["on"]) if part["on"] else None}
                for part in row.get("parts", ())
            ],
        )
        for row in rows
    ]  # fmt: skip


def read_frozen(copy: NoteCopy, case: Case) -> list[FrozenNote]:
    """What was released, as it was frozen. Raises StorageError, and SealBrokenError where the
    bytes are not those whose digest is on record."""
    raw = resources.current().storage.read(str(copy.text), open_case_key(case))
    if hashlib.sha256(raw).hexdigest() != copy.text_sha256:
        raise SealBrokenError("the copy is not the one that was released")
    return frozen_notes(raw.decode())
