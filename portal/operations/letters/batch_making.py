"""Letters to many as the worker makes them, a slice at a time.

A slice's letters are rendered and stored outside of any transaction and then kept in one, so that
a process that is killed leaves drafts and files at most: the drafts are taken up again, the files
swept away, and no case gets a second letter, however often and by whomever a slice is worked on.
"""

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from portal import clock, db, jobs, resources
from portal.models.accounts import Account, Actor, Office
from portal.models.cases import Case
from portal.models.letters import Letter, LetterState
from portal.models.people import Participant
from portal.models.printing import BatchLetter, BatchLetterState, BatchState, LetterBatch
from portal.operations import operation, record
from portal.operations.cases.keys import case_key, open_case_key
from portal.operations.letters import begun_letter
from portal.operations.letters.batches import end_if_all_made
from portal.operations.letters.freezing import Freezing, begin_to_freeze, columns
from portal.operations.letters.leaving import UNDO
from portal.pdf import PdfError
from portal.policy.batches import LANES, SLICE, Skipped, why_skipped
from portal.policy.calendar import office_date
from portal.policy.lettering import LetterKind
from portal.policy.refusals import Refused
from portal.policy.sending import stops
from portal.policy.statuses import CaseStatus
from portal.prepared import Place
from portal.prepared import Prepared as PreparedQuery
from portal.reports.catalogs import letter_kind
from portal.reports.letters import Prepared, prepare

WRITERS = 2  # files on their way to the disk while the next letter is set

Why = tuple[str, str]  # the reason that a case gets no letter, and the field that it is about
Made = tuple[Any, Mapping[str, Any]]  # a row of the batch and the columns of its letter


def make_letters(first: int) -> None:
    """Makes the slice that begins with this row of a batch, and asks for the next of its lane.

    Nothing happens in a batch that is paused, or for a slice that another process has made.
    Raises StorageError: then nothing of the slice is kept, and it is tried again.
    """
    items, at = _slice(first), clock.now()
    if not items:
        return
    batch = items[0].batch
    sender = batch.made_by.actor
    skipped: dict[int, Why] = {}
    for item in items:
        if reason := _why_not(item.case, batch.made_by_id):
            skipped[item.id] = (reason, "")
    drafts = draft_slice(
        sender, batch=batch, items=[item for item in items if item.id not in skipped], at=at,
        skipped=skipped,
    )  # fmt: skip
    made = _frozen(sender, drafts, at, skipped)
    keep_slice(
        sender, batch=batch, made=made, skipped=skipped, following=_following(items[0], first),
        at=at,
    )  # fmt: skip


@operation()
def draft_slice(
    actor: Actor,
    *,
    batch: LetterBatch,
    items: Sequence[Any],
    at: datetime,
    skipped: dict[int, Why],
) -> list[tuple[Any, Letter]]:
    """Gives each row that still waits its draft, and its case a key; a draft that was begun before
    is taken up. Out: the rows with their drafts; a case whose program does not have the letter goes
    into `skipped`.
    """
    query = BatchLetter.select(BatchLetter.id, BatchLetter.letter).where(
        BatchLetter.id.in_([item.id for item in items]),
        BatchLetter.state == BatchLetterState.WAITING,
    )
    held = dict((query if db.is_sqlite() else query.for_update()).tuples())
    fields: dict[str, str] = json.loads(batch.fields)
    kind, drafts = letter_kind(str(batch.kind)), []
    for item in items:
        if item.id not in held:
            continue
        case_key(item.case, at=at, actor=actor)
        try:
            letter = _begun(actor, item, kind, held[item.id], fields, at)
        except Refused as refused:
            field, reason = next(iter(refused.codes.items()))
            skipped[item.id] = (str(reason), field)
            continue
        drafts.append((item, letter))
    record(actor, "draft_letter_slice", batch)
    return drafts


@operation()
def keep_slice(
    actor: Actor,
    *,
    batch: LetterBatch,
    made: Sequence[Made],
    skipped: Mapping[int, Why],
    following: int | None,
    at: datetime,
) -> int:
    """Keeps what was made of a slice, all at once; how many rows are done by it.

    In: the letters that were frozen, the rows that get none and why, and the row that the lane's
    next slice begins with. What another process kept before stays as it is; the lane is left to it.
    """
    done = sum(_skip(number, *why) for number, why in skipped.items())
    done += sum(_keep(actor, item, values) for item, values in made)
    if done and following is not None:
        jobs.enqueue("make_letters", following)
    end_if_all_made(batch.id, at)
    record(actor, "keep_letter_slice", batch)
    return done


def _slice(first: int) -> list[Any]:
    """The rows of a slice that wait in a running batch, with all that their letters name."""
    begin = BatchLetter.get_or_none(BatchLetter.id == first)
    if begin is None:
        return []
    sender, worker = Account.alias(), Account.alias()
    query = (
        BatchLetter.select(BatchLetter, LetterBatch, sender, Case, Participant, Office, worker)
        .join(LetterBatch)
        .join(sender, on=(LetterBatch.made_by == sender.id), attr="made_by")
        .join_from(BatchLetter, Case)
        .join(Participant)
        .join_from(Case, Office, on=(Case.office == Office.id))
        .join_from(Case, worker, "LEFT JOIN", on=(Case.worker == worker.id), attr="worker")
        .where(
            BatchLetter.batch == begin.batch_id,
            BatchLetter.number.between(begin.number, begin.number + SLICE - 1),
            BatchLetter.state == BatchLetterState.WAITING,
            LetterBatch.state == BatchState.RUNNING,
        )
    )
    return list(query.order_by(BatchLetter.number))


def _following(item: Any, first: int) -> int | None:
    begin = BatchLetter.get_by_id(first)
    found: int | None = (
        BatchLetter.select(BatchLetter.id)
        .where(
            BatchLetter.batch == item.batch_id, BatchLetter.number == begin.number + SLICE * LANES
        )
        .scalar()
    )
    return found


def _why_not(case: Case, sender: int) -> Skipped | None:
    return why_skipped(
        is_own=sender in (case.worker_id, case.secondary_id),
        is_closed=case.status == CaseStatus.CLOSED,
        is_private=bool(case.is_restricted),
    )


def _begun(
    actor: Actor,
    item: Any,
    kind: LetterKind,
    kept: int | None,
    fields: Mapping[str, str],
    at: datetime,
) -> Letter:
    """The row's draft, begun now or before, with what the sender chose for all."""
    if kept is None:
        letter = begun_letter(actor, item.case, kind.kind, at, found=kind)
        _DRAFTED.changed(row=item.id, letter=letter.id)
        record(actor, "draft_letter", letter, case=item.case, fields=["kind", "fields"])
    else:
        letter = Letter.get_by_id(kept)
    chosen = {name: value for name, value in fields.items() if value}
    letter.fields = json.dumps({**json.loads(letter.fields), **chosen}, ensure_ascii=False)
    item.letter = letter
    return letter


def _frozen(
    actor: Actor, drafts: Sequence[tuple[Any, Letter]], at: datetime, skipped: dict[int, Why]
) -> list[Made]:
    """The columns of each letter that can go, its files durable; the others go into `skipped`."""
    on = office_date(at + UNDO, resources.timezone())
    begun: list[tuple[Any, Prepared, Freezing]] = []
    with ThreadPoolExecutor(WRITERS) as writer:
        for item, letter in drafts:
            prepared = prepare(letter, item.case, on)
            if (why := _stopped(prepared)) or prepared.document is None:
                skipped[item.id] = why or (Skipped.NOT_MADE, "")
                continue
            key = open_case_key(item.case)
            try:
                freezing = begin_to_freeze(
                    prepared.document, key, at, writer, is_large=bool(letter.is_large_print)
                )
            except PdfError:
                skipped[item.id] = (Skipped.NOT_MADE, "")
                continue
            begun.append((item, prepared, freezing))
        return [
            (item, columns(actor, prepared, freezing.done(), at))
            for item, prepared, freezing in begun
        ]


def _stopped(prepared: Prepared) -> Why | None:
    found = stops(prepared.findings)
    return next(((str(code), field) for field, code in found.items()), None)


def _skip(number: int, reason: str, field: str) -> int:
    """Whether a row that waited gets no letter now, inside an operation; its draft goes."""
    draft = BatchLetter.select(BatchLetter.letter).where(BatchLetter.id == number).scalar()
    skipped: int = (
        BatchLetter.update(state=BatchLetterState.SKIPPED, reason=reason, field=field, letter=None)
        .where(BatchLetter.id == number, BatchLetter.state == BatchLetterState.WAITING)
        .execute()
    )
    if skipped and draft is not None:
        Letter.delete().where(Letter.id == draft, Letter.state == LetterState.DRAFT).execute()
    return skipped


def _keep(actor: Actor, item: Any, values: Mapping[str, Any]) -> int:
    """Whether a row that waited has its letter now, inside an operation. A draft that its worker
    sent or threw away meanwhile is left as it is."""
    kept = _MADE.changed(row=item.id)
    if kept and _FROZEN.changed(*values, letter=item.letter.id, **_as_kept(values)):
        fields = ["state", "html", "pdf"]
        record(actor, "send_letter", item.letter, case=item.case_id, fields=fields)
    return kept


def _as_kept(values: Mapping[str, Any]) -> dict[str, Any]:
    fields = Letter._meta.fields
    return {name: fields[name].db_value(value) for name, value in values.items()}


_DRAFTED = PreparedQuery(
    lambda: BatchLetter.update(letter=Place("letter")).where(BatchLetter.id == Place("row"))
)
_MADE = PreparedQuery(
    lambda: BatchLetter.update(state=BatchLetterState.MADE).where(
        BatchLetter.id == Place("row"), BatchLetter.state == BatchLetterState.WAITING
    )
)
_FROZEN = PreparedQuery(
    lambda *names: Letter.update(**{name: Place(name) for name in names}).where(
        Letter.id == Place("letter"), Letter.state == LetterState.DRAFT
    )
)
