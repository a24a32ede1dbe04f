"""Letters on paper: queued when they leave, counted out as they are printed, counted in as they
are mailed; what is missing waits once more (LET-2)."""

from datetime import datetime

from peewee import IntegrityError

from portal import db
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.letters import Letter
from portal.models.printing import PrintItem
from portal.operations import operation, record


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
