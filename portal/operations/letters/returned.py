"""Letters on paper that came back, were handed over or explained: what staff note of them."""

from datetime import datetime

from portal.models.accounts import Actor
from portal.models.letters import Letter, LetterEvent, LetterEventKind, LetterState
from portal.models.printing import PrintItem
from portal.models.tasks import Task
from portal.operations import operation
from portal.operations.letters.events import add_worker_task, note_event
from portal.policy.refusals import Refused
from portal.policy.sending import Stop
from portal.words.letters import returned_task

OUTCOMES = frozenset(
    {LetterEventKind.DELIVERED, LetterEventKind.RETURNED, LetterEventKind.EXPLAINED}
)


@operation(result=LetterEvent)
def note_outcome(
    actor: Actor,
    *,
    letter: Letter,
    kind: LetterEventKind,
    at: datetime,
    detail: str = "",
    operation_key: str | None = None,
) -> LetterEvent:
    """Keeps what became of a letter that left; mail that came back gives the worker the task to
    find the address, one at a time (screens.md, 2.2).

    Raises Refused for a letter that has not left, or for what staff do not note by hand.
    """
    if letter.state != LetterState.SENT or kind not in OUTCOMES:
        raise Refused({"": Stop.NOT_SENT})
    made = note_event(actor, letter=letter, kind=kind, at=at, detail=detail)
    text = returned_task(str(letter.letter_no))
    waiting = Task.select().where(
        Task.case == letter.case_id, Task.text == text, Task.done_at.is_null()
    )
    if kind is LetterEventKind.RETURNED and not waiting.exists():
        add_worker_task(actor, letter.case, text, at)
    return made


@operation(result=LetterEvent)
def note_returned_mail(
    actor: Actor,
    *,
    letter_no: str,
    at: datetime,
    detail: str = "",
    operation_key: str | None = None,
) -> LetterEvent:
    """A clerk notes by the number on the paper that a letter of their office came back.

    Raises Refused at `letter_no` for a number that the office never printed (screens.md, 2.2).
    """
    letter = (
        Letter.select()
        .join(PrintItem, on=(PrintItem.letter == Letter.id))
        .where(
            Letter.letter_no == letter_no.strip(), Letter.state == LetterState.SENT,
            PrintItem.office == actor.office_id,
        )
        .first()
    )  # fmt: skip
    if letter is None:
        raise Refused({"letter_no": Stop.NO_SUCH_LETTER})
    return note_outcome(actor, letter=letter, kind=LetterEventKind.RETURNED, at=at, detail=detail)
