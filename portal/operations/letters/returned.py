"""Letters on paper that came back, were handed over or explained: what staff note of them."""

from datetime import datetime

from portal.models.accounts import Actor
from portal.models.letters import Letter, LetterEvent, LetterEventKind, LetterState
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
