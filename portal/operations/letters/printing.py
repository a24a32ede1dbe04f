"""Letters on paper: queued when they leave, counted out as they are printed, counted in as they
are mailed; what is missing waits once more (LET-2)."""

from collections.abc import Collection, Sequence
from datetime import datetime

from peewee import IntegrityError

from portal import db
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.letters import Letter, LetterEventKind
from portal.models.printing import PrintItem, PrintRun, PrintState
from portal.operations import operation, record
from portal.operations.letters.events import note_event
from portal.policy.mailing import PrintRefusal, ReprintReason, sheets
from portal.policy.refusals import Refused


@operation(result=PrintItem)
def queue_print(
    actor: Actor, *, letter: Letter, at: datetime, operation_key: str | None = None
) -> PrintItem:
    """Puts a letter that leaves into the print queue of its case's office, once (LET-2).

    Somebody in danger is told nothing by post: their letter waits there to be handed over
    (NOTE-6). A letter that is in the queue, or was, stays as it is.
    """
    record(actor, "queue_print", letter, case=letter.case_id)
    rows = PrintItem.select().where(PrintItem.letter == letter.id).order_by(PrintItem.id.desc())
    found: PrintItem | None = rows.first()
    return found or _queued(letter, at)


@operation(result=PrintRun)
def count_out(
    actor: Actor, *, pile: Sequence[tuple[int, int]], at: datetime, operation_key: str | None = None
) -> PrintRun:
    """Takes letters out of the queue of the clerk's office into one print run.

    In: rows of the queue with the pages of each (reports/printing.py:next_pile). What another
    clerk took meanwhile, and who came into danger, is left out: two at once never print the same
    letter. Raises Refused where nothing is left (LET-2).
    """
    run: PrintRun = PrintRun.create(
        office=actor.office_id, made_by=actor.id, made_at=at, letters=0, sheets=0
    )
    taken = [(number, pages) for number, pages in pile if _take(run, number, pages)]
    if not taken:
        raise Refused({"": PrintRefusal.NOTHING_WAITS})
    run.letters, run.sheets = len(taken), sum(sheets(pages) for _number, pages in taken)
    run.save(only=[PrintRun.letters, PrintRun.sheets])
    for item in _letters_in(run):
        note_event(actor, letter=item.letter, kind=LetterEventKind.PRINTED, at=at)
    record(actor, "count_out_letters", run)
    return run


@operation(result=PrintRun)
def count_in(
    actor: Actor,
    *,
    run: PrintRun,
    missing: Collection[str],
    at: datetime,
    operation_key: str | None = None,
) -> PrintRun:
    """All letters of a run are in the post but for those in `missing` (keys of their rows), which
    wait once more; so do those of people who came into danger meanwhile. Raises Refused for a run
    that was counted in, or for a letter that is not in it (LET-2, NOTE-6).
    """
    counted = PrintRun.update(counted_by=actor.id, counted_at=at)
    if not counted.where(PrintRun.id == run.id, PrintRun.counted_at.is_null()).execute():
        raise Refused({"": PrintRefusal.COUNTED_ALREADY})
    items = _letters_in(run)
    if set(missing) - {item.key for item in items}:
        raise Refused({"missing": PrintRefusal.NOT_IN_RUN})
    held = {item.key for item in items if item.letter.case.is_restricted}
    for item in items:
        is_back = item.key in held or item.key in missing
        _end(actor, item, PrintState.MISSING if is_back else PrintState.MAILED, at)
        if is_back:
            _queued(item.letter, at, ReprintReason.MISSING, actor.id)
        else:
            note_event(actor, letter=item.letter, kind=LetterEventKind.MAILED, at=at)
    mailed = len(items) - len(held | set(missing))
    PrintRun.update(mailed=mailed).where(PrintRun.id == run.id).execute()
    record(actor, "count_in_letters", run)
    found: PrintRun = PrintRun.get_by_id(run.id)
    return found


@operation(reads=True)
def record_printing(actor: Actor, *, run: PrintRun, at: datetime) -> None:
    """Puts on record that somebody took out the letters of a run as a file, case by case."""
    record(actor, "export_print_run", run)
    for item in _letters_in(run):
        record(actor, "print_letter", item.letter, case=item.letter.case_id)


@operation(result=PrintItem)
def print_again(
    actor: Actor,
    *,
    letter_no: str,
    reason: ReprintReason,
    at: datetime,
    operation_key: str | None = None,
) -> PrintItem:
    """Puts a letter that the clerk's office printed into its queue once more, as it was sent.

    In: the letter's number as it stands on paper. Raises Refused for one that the office never
    printed, or that waits or is out already (LET-2).
    """
    last = (
        PrintItem.select(PrintItem, Letter)
        .join(Letter)
        .where(Letter.letter_no == letter_no.strip(), PrintItem.office == actor.office_id)
        .order_by(PrintItem.id.desc())
        .first()
    )
    if last is None:
        raise Refused({"letter_no": PrintRefusal.NO_SUCH_LETTER})
    if last.done_at is None:
        raise Refused({"letter_no": PrintRefusal.IN_THE_QUEUE})
    made = _queued(last.letter, at, reason, actor.id)
    record(actor, "print_again", last.letter, case=last.letter.case_id, reason=reason)
    return made


@operation(result=PrintItem)
def hand_over(
    actor: Actor, *, item: PrintItem, at: datetime, operation_key: str | None = None
) -> PrintItem:
    """The worker gave a held letter to its person, by hand. Raises Refused for a letter that does
    not wait, or whose person is not in danger: that one goes by post (NOTE-6)."""
    letter = item.letter
    if item.done_at is not None or not letter.case.is_restricted:
        raise Refused({"": PrintRefusal.NOT_HELD})
    _end(actor, item, PrintState.HANDED, at)
    note_event(actor, letter=letter, kind=LetterEventKind.DELIVERED, at=at)
    record(actor, "hand_over_letter", letter, case=letter.case_id)
    found: PrintItem = PrintItem.get_by_id(item.id)
    return found


def _take(run: PrintRun, number: int, pages: int) -> bool:
    """Whether a waiting row of the run's office became one of this run, inside an operation."""
    in_danger = (
        Letter.select(Letter.id).join(Case).where(Case.is_restricted == True)  # noqa: E712
    )
    taken = PrintItem.update(state=PrintState.OUT, run=run.id, pages=pages).where(
        PrintItem.id == number,
        PrintItem.office == run.office_id,
        PrintItem.state == PrintState.WAITING,
        PrintItem.letter.not_in(in_danger),
    )
    return bool(taken.execute())


def _letters_in(run: PrintRun) -> list[PrintItem]:
    query = PrintItem.select(PrintItem, Letter, Case).join(Letter).join(Case)
    return list(query.where(PrintItem.run == run.id).order_by(PrintItem.id))


def _end(actor: Actor, item: PrintItem, state: PrintState, at: datetime) -> None:
    ended = PrintItem.update(state=state, done_by=actor.id, done_at=at)
    ended.where(PrintItem.id == item.id).execute()


def _queued(letter: Letter, at: datetime, reason: str = "", by: int | None = None) -> PrintItem:
    """A new row of the queue, inside an operation; of two at once the first stays."""
    office = Case.select(Case.office).where(Case.id == letter.case_id)
    try:
        with db.database.atomic():
            made: PrintItem = PrintItem.create(
                letter=letter.id, office=office.scalar(), queued_at=at, reason=reason, asked_by=by
            )
            return made
    except IntegrityError:
        still: PrintItem = PrintItem.get(PrintItem.letter == letter.id, PrintItem.done_at.is_null())
        return still
