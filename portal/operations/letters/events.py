"""What happens to a letter once it was sent: printed, mailed, delivered, read, come back.

Each is kept with who noted it; what a worker must know of stands on the case's line of time.
"""

import json
from datetime import datetime

from portal import letter_kinds, resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.letters import Letter, LetterEvent, LetterEventKind, LetterState, LetterWay
from portal.models.tasks import Task, TaskOwner
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline
from portal.operations.tasks import add_task
from portal.policy.calendar import add_working_days, office_date
from portal.policy.refusals import Refused
from portal.policy.sending import Stop, faulty_dates
from portal.reports.letters.checking import notice_days, takes_away
from portal.reports.working_days import holidays_of
from portal.words.letters import mailed_late_task

TASK_WORKING_DAYS = 1  # to call about a letter that went in English, or came back; ours
ON_THE_LINE = frozenset({
    LetterEventKind.MAILED, LetterEventKind.DELIVERED, LetterEventKind.READ,
    LetterEventKind.RETURNED, LetterEventKind.EXPLAINED,
})  # fmt: skip


@operation(result=LetterEvent)
def note_event(
    actor: Actor,
    *,
    letter: Letter,
    kind: LetterEventKind,
    at: datetime,
    detail: str = "",
    operation_key: str | None = None,
) -> LetterEvent:
    """Keeps what happened to a letter that was sent, and puts it on the line of time where staff
    must see it (screens.md, 2.2).

    In: `detail` at most 200 characters, no fact of the case. Raises Refused for a draft, save for
    what was taken back.
    """
    if letter.state == LetterState.DRAFT and kind is not LetterEventKind.UNDONE:
        raise Refused({"": Stop.NOT_SENT})
    made: LetterEvent = LetterEvent.create(
        letter=letter.id, kind=kind, at=at, detail=detail.strip()[:200],
        account=actor.id if actor.is_staff else None,
    )  # fmt: skip
    if kind in ON_THE_LINE:
        add_to_timeline(letter.case, EntryKind.LETTER_EVENT, at, made.id)
    if kind is LetterEventKind.MAILED:
        _check_mailed(actor, letter, at)
    record(actor, "note_letter_event", letter, case=letter.case_id, reason=kind)
    return made


def _check_mailed(actor: Actor, letter: Letter, at: datetime) -> None:
    """On paper alone the notice runs from the day of mailing: too late for the day that the letter
    names, the worker is told (screens.md, R6)."""
    raw: dict[str, str] = json.loads(letter.fields)
    if letter.goes_by(LetterWay.PORTAL) or not takes_away(raw):
        return
    case, mailed_on = letter.case, office_date(at, resources.timezone())
    kind, days = letter_kinds.kinds()[letter.kind], notice_days(case)
    if faulty_dates(kind, raw, mailed_on, days, str(letter.exception)):
        add_worker_task(actor, case, mailed_late_task(str(letter.letter_no)), at)


def add_worker_task(actor: Actor, case: Case, text: str, at: datetime) -> Task:
    """A task for the worker, due the next working day, in the running operation."""
    today = office_date(at, resources.timezone())
    due_on = add_working_days(today, TASK_WORKING_DAYS, holidays_of(case.office_id))
    return add_task(actor, case=case, owner=TaskOwner.WORKER, text=text, due_on=due_on, at=at)
