"""Letters leave a quarter of an hour after they were sent; until then they can be taken back.

What leaves is what was frozen when it was sent, to the byte. What tells of it (the attempt, the
note, the message, the paper) is made as it leaves, so that nothing of a letter taken back remains.
"""

import json
from datetime import date, datetime, timedelta

import structlog

from portal import db, letter_kinds, resources
from portal.locales import LOCALES
from portal.models.accounts import SYSTEM, Account, Actor
from portal.models.cases import Case, EntryKind
from portal.models.letters import Letter, LetterEventKind, LetterState, LetterWay
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.contacts import add_contact
from portal.operations.letters import noting
from portal.operations.letters.events import add_worker_task, note_event
from portal.operations.letters.filing import FILED, INVITES, file_copy, note_invited
from portal.operations.letters.formats import make_formats
from portal.operations.letters.gaps import note_missed_release
from portal.operations.letters.printing import queue_print
from portal.operations.messages import queue_message
from portal.policy.calendar import office_date
from portal.policy.contacts import Direction, Way
from portal.policy.programs import program
from portal.policy.refusals import Refused
from portal.policy.sending import UNDO_MINUTES, Stop, faulty_dates
from portal.words.letters import call_task, contact_summary, late_task

UNDO = timedelta(minutes=UNDO_MINUTES)
MOST = 500  # letters that leave in one go of the worker's clock

log = structlog.get_logger("portal.letters")


def let_letters_leave(at: datetime) -> int:
    """Lets every letter leave whose quarter of an hour is over at the UTC moment `at`; how many.

    Each in a transaction of its own: cut off or run twice, none leaves twice and none is lost.
    """
    due = Letter.select(Letter.id).where(
        Letter.state == LetterState.WAITING, Letter.leaves_at <= at
    )
    left = 0
    for (number,) in list(due.order_by(Letter.leaves_at, Letter.id).limit(MOST).tuples()):
        try:
            left += let_letter_leave(SYSTEM, number=number, at=at).state == LetterState.SENT
        except Refused:
            continue  # taken back, or gone already
        except Exception:
            # The others still leave; this one is tried again at the next go.
            log.exception("letter_stuck", row_id=number)
    return left


@operation()
def let_letter_leave(actor: Actor, *, number: int, at: datetime) -> Letter:
    """One letter leaves, or is a draft again where its dates are not lawful any more because it
    was held up (screens.md, R6). In: the letter's row number. Raises Refused for one that does not
    wait, or waits still."""
    letter = locked(number)
    if letter.state != LetterState.WAITING or letter.leaves_at > at:
        raise Refused({"": Stop.ALREADY_SENT})
    case, today = letter.case, office_date(at, resources.timezone())
    record(actor, "let_letter_leave", letter, case=case, fields=["state"])
    if _is_held_up(letter, case, today):
        _thaw(letter)
        add_worker_task(actor, case, late_task(str(letter.letter_no)), at)
        note_event(actor, letter=Letter.get_by_id(number), kind=LetterEventKind.UNDONE, at=at)
        return _now(number)
    Letter.update(state=LetterState.SENT, sent_at=at).where(Letter.id == number).execute()
    letter = _now(number)
    _tell(_sender(letter), letter, case, at)
    refresh(case.id, today)
    return _now(number)


@operation()
def undo_sending(actor: Actor, *, letter: Letter, at: datetime) -> Letter:
    """Takes a letter back that has not left: it is a draft again, its frozen copy is thrown away,
    and nobody but staff ever saw it (screens.md, 2.2). Raises Refused for one that left, or that
    was never sent."""
    waiting = locked(letter.id)
    if waiting.state != LetterState.WAITING:
        gone = waiting.state == LetterState.SENT
        raise Refused({"": Stop.ALREADY_SENT if gone else Stop.NOT_SENT})
    _thaw(waiting)
    draft = _now(waiting.id)
    note_event(actor, letter=draft, kind=LetterEventKind.UNDONE, at=at)
    record(actor, "undo_sending", draft, case=draft.case_id, fields=["state"])
    return draft


def locked(number: int) -> Letter:
    """A letter held against others until the running operation ends."""
    query = Letter.select().where(Letter.id == number)
    found: Letter = (query if db.is_sqlite() else query.for_update()).get()
    return found


def _now(number: int) -> Letter:
    found: Letter = Letter.get_by_id(number)
    return found


def _sender(letter: Letter) -> Actor:
    if letter.sent_by_id is None:
        return SYSTEM
    sender: Account = Account.get_by_id(letter.sent_by_id)
    return sender.actor


def _is_held_up(letter: Letter, case: Case, today: date) -> bool:
    """Whether a letter that should have left on another day would break a date now."""
    raw: dict[str, str] = json.loads(letter.fields)
    if raw.get("letter_date") == today.isoformat():
        return False
    kind, days = letter_kinds.kinds()[letter.kind], program(case.program).notice.value
    return bool(faulty_dates(kind, raw, today, days, str(letter.exception)))


def _thaw(letter: Letter) -> None:
    # The files that no row names any more are swept away.
    own = letter_kinds.own_fields(letter.kind)
    raw: dict[str, str] = json.loads(letter.fields)
    fields = {name: value for name, value in raw.items() if name in own}
    Letter.update(
        state=LetterState.DRAFT, fields=json.dumps(fields, ensure_ascii=False),
        locale=letter.case.participant.written_locale, release=None, release_english=None,
        html="", html_english="", html_sha256="", pdf="", pdf_sha256="", pdf_large="",
        pdf_large_sha256="", made_with="", sent_by=None, leaves_at=None,
    ).where(Letter.id == letter.id).execute()  # fmt: skip


def _tell(sender: Actor, letter: Letter, case: Case, at: datetime) -> None:
    """What goes with a letter that leaves: the line of time, the attempt, the note, the message,
    the paper, the task where it had to go in English (CON-5, LET-2, LET-4)."""
    add_to_timeline(case, EntryKind.LETTER, at, letter.id)
    way = Way.POSTAL_MAIL if letter.goes_by(LetterWay.PRINT) else Way.PORTAL
    attempt = add_contact(
        sender, case=case, occurred_on=office_date(at, resources.timezone()), way=way,
        direction=Direction.FROM_STAFF, answered=False, at=at,
        summary=contact_summary(str(letter.letter_no), letter_kinds.kinds()[letter.kind].name),
    )  # fmt: skip
    Letter.update(contact=attempt).where(Letter.id == letter.id).execute()
    note_event(sender, letter=letter, kind=LetterEventKind.SENT, at=at)
    noting.write_note(sender, letter=letter, contact=attempt, at=at)
    if letter.goes_by(LetterWay.PORTAL):
        told = queue_message(case, kind="letter", cause=f"letter:{letter.key}", at=at)
        if told is not None:
            note_event(SYSTEM, letter=letter, kind=LetterEventKind.TOLD, at=at)
    if letter.goes_by(LetterWay.PRINT):
        queue_print(sender, letter=letter, at=at)
    make_formats(sender, letter=letter, at=at)
    if letter.kind in FILED:
        file_copy(sender, letter=letter, at=at)
    if letter.kind in INVITES:
        note_invited(sender, letter=letter, at=at)
    if letter.locale != (wanted := case.participant.written_locale):
        note_missed_release(sender, letter=letter, wanted=wanted, at=at)
        spoken = case.participant.spoken_locale
        language = LOCALES[spoken].english_name if spoken in LOCALES else spoken
        add_worker_task(sender, case, call_task(str(letter.letter_no), language), at)
