"""One kind of letter to many cases: begun, paused, continued, taken up after a process was killed.

The worker makes them a slice at a time (batch_making.py). Lanes are chains of jobs: each slice asks
for the next one of its lane as it is kept.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from peewee import fn

from portal import jobs
from portal.models.accounts import SYSTEM, Actor
from portal.models.cases import Case
from portal.models.printing import BatchLetter, BatchLetterState, BatchState, LetterBatch
from portal.operations import operation, record
from portal.policy.batches import LANES, SLICE, refusals_to_begin
from portal.policy.refusals import refuse_if
from portal.policy.statuses import CaseStatus

CHUNK = 200  # rows in one statement


@operation(result=LetterBatch)
def begin_batch(
    actor: Actor,
    *,
    kind: str,
    case_ids: Sequence[int],
    fields: Mapping[str, str],
    chosen: str,
    is_same_list: bool,
    at: datetime,
    operation_key: str | None = None,
) -> LetterBatch:
    """Begins letters of one kind to many of the sender's own cases; the worker makes them.

    In: the cases' ids in the order of the list, the raw values that are the same for all
    (policy/batches.py:TO_MANY), the filters in words, and whether the list is the one that was
    shown. Raises Refused; nothing is made for anybody then.
    """
    cases = _own_cases(actor, case_ids)
    refuse_if(refusals_to_begin(kind, len(cases), is_same_list=is_same_list))
    batch: LetterBatch = LetterBatch.create(
        kind=kind, fields=json.dumps(dict(fields), ensure_ascii=False), chosen=chosen[:250],
        made_by=actor.id, made_at=at, total=len(cases),
    )  # fmt: skip
    rows = [
        {"batch": batch.id, "number": number, "case": case} for number, case in enumerate(cases)
    ]
    for start in range(0, len(rows), CHUNK):
        BatchLetter.insert_many(rows[start : start + CHUNK]).execute()
    _start_lanes(batch)
    record(actor, "begin_letter_batch", batch)
    return batch


@operation(result=LetterBatch)
def pause_batch(
    actor: Actor, *, batch: LetterBatch, at: datetime, operation_key: str | None = None
) -> LetterBatch:
    """Makes no more letters of a batch until it goes on; what is made stays."""
    _change(batch, BatchState.RUNNING, BatchState.PAUSED)
    record(actor, "pause_letter_batch", batch)
    found: LetterBatch = LetterBatch.get_by_id(batch.id)
    return found


@operation(result=LetterBatch)
def continue_batch(
    actor: Actor, *, batch: LetterBatch, at: datetime, operation_key: str | None = None
) -> LetterBatch:
    """Goes on with a batch that was paused."""
    if _change(batch, BatchState.PAUSED, BatchState.RUNNING):
        _start_lanes(batch)
    record(actor, "continue_letter_batch", batch)
    found: LetterBatch = LetterBatch.get_by_id(batch.id)
    return found


def take_up_batches(at: datetime) -> int:
    """Asks anew for what a killed process left of running batches; how many it asked for (UTC
    moment). A lane that is worked on all the same loses nothing by it."""
    running = LetterBatch.select(LetterBatch.id).where(LetterBatch.state == BatchState.RUNNING)
    found = list(running)
    for batch in found:
        take_up_batch(SYSTEM, batch=batch, at=at)
    return len(found)


@operation()
def take_up_batch(actor: Actor, *, batch: LetterBatch, at: datetime) -> None:
    """Asks anew for the slices of one running batch that are still to be made."""
    _start_lanes(batch)
    end_if_all_made(batch.id, at)
    record(actor, "take_up_letter_batch", batch)


def _own_cases(actor: Actor, case_ids: Sequence[int]) -> list[int]:
    """The cases among these that are the sender's own, open and not private, in their order."""
    own: set[int] = set()
    for start in range(0, len(case_ids), CHUNK):
        some = Case.select(Case.id).where(
            Case.id.in_(list(case_ids[start : start + CHUNK])),
            Case.caseload_of(actor),
            Case.status != CaseStatus.CLOSED,
            Case.is_restricted == False,  # noqa: E712
        )
        own |= {number for (number,) in some.tuples()}
    return [number for number in dict.fromkeys(case_ids) if number in own]


def _change(batch: LetterBatch, before: BatchState, after: BatchState) -> bool:
    changed = LetterBatch.update(state=after)
    return bool(changed.where(LetterBatch.id == batch.id, LetterBatch.state == before).execute())


def _start_lanes(batch: LetterBatch) -> None:
    """Asks for the first slice of each lane that has something to be made, inside an operation."""
    number = BatchLetter.number / SLICE
    for lane in range(LANES):
        first = (
            BatchLetter.select(fn.MIN(BatchLetter.number))
            .where(
                BatchLetter.batch == batch.id,
                BatchLetter.state == BatchLetterState.WAITING,
                # The library writes % as LIKE.
                number - number / LANES * LANES == lane,
            )
            .scalar()
        )
        if first is not None:
            begin = BatchLetter.get(
                BatchLetter.batch == batch.id, BatchLetter.number == first - first % SLICE
            )
            jobs.enqueue("make_letters", begin.id)


def end_if_all_made(batch_id: int, at: datetime) -> None:
    """Ends a batch of which nothing waits any more, inside an operation."""
    waiting = BatchLetter.select(BatchLetter.id).where(
        BatchLetter.batch == batch_id, BatchLetter.state == BatchLetterState.WAITING
    )
    if not waiting.exists():
        ended = LetterBatch.update(state=BatchState.DONE, ended_at=at)
        ended.where(LetterBatch.id == batch_id, LetterBatch.state != BatchState.DONE).execute()
