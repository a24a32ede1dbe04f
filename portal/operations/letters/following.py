"""Letters and the translation of their note: what waits for it goes out when it is there, and what
went before it is followed by a letter of its own (LET-5).

Each letter is found by its own state: a job that was cut off, or ran twice, loses and doubles none.
"""

import json
from datetime import datetime
from typing import Any

import structlog
from peewee import Value, fn

from portal import clock, db, resources
from portal.locales import LOCALES
from portal.models.accounts import SYSTEM, Account, Actor
from portal.models.catalogs import PersonalText, RequestState, TextRequest
from portal.models.letter_waits import LetterWait
from portal.models.letters import Letter, LetterState
from portal.operations import operation, record
from portal.operations.letters import begun_letter, locked_draft
from portal.operations.letters.events import add_worker_task
from portal.operations.letters.leaving import locked
from portal.operations.letters.sending import send_letter
from portal.policy.calendar import office_date
from portal.policy.refusals import Refused
from portal.policy.sending import Stop
from portal.reports.letters.releases import releases_for
from portal.words import letter_waits as words

FOLLOWING = "note_translated"  # the kind of letter that brings a note after its letter
MOST = 200  # letters that go on in one sweep

log = structlog.get_logger("portal.letters")


@operation(result=LetterWait)
def wait_for_note(
    actor: Actor, *, letter: Letter, at: datetime, operation_key: str | None = None
) -> LetterWait:
    """A draft is to be sent by itself when the translation of its note is there, in the name of
    the person who asks (LET-5). Raises Refused for a letter that is no draft, or has no note."""
    draft = locked_draft(letter)
    if not draft.personal_text.strip():
        raise Refused({"": Stop.NOT_SENT})
    LetterWait.insert(letter=draft.id, account=actor.id, asked_at=at).on_conflict_ignore().execute()
    record(actor, "wait_for_note", draft, case=draft.case_id)
    found: LetterWait = LetterWait.get(LetterWait.letter == draft.id)
    return found


@operation()
def stop_waiting(actor: Actor, *, letter: Letter, at: datetime) -> None:
    """The draft is not sent by itself any more."""
    LetterWait.delete().where(LetterWait.letter == letter.id).execute()
    record(actor, "stop_waiting", letter, case=letter.case_id)


def go_on_with_letter(number: int) -> None:
    """What is to be done with a letter whose note has its translation; the job of its answer.
    In: the letter's row number."""
    letter = Letter.get_or_none(Letter.id == number)
    if letter is not None:
        go_on(letter, at=clock.now())


def sweep_letters(at: datetime) -> int:
    """Every letter that could go on and was not asked to, or whose job was cut off; how many."""
    found = 0
    for (number,) in [*_waiting(), *_to_follow()]:
        try:
            go_on(Letter.get_by_id(number), at=at)
            found += 1
        except Exception:
            # The others still go on; this one is tried again at the next sweep.
            log.exception("letter_stuck", row_id=number)
    return found


def go_on(letter: Letter, *, at: datetime) -> None:
    """A draft that waits is sent, a letter that went before its note is followed; anything else
    stays as it is. Raises PdfError and StorageError where a letter could not be made: then nothing
    of it was done."""
    if letter.state == LetterState.DRAFT:
        wait: Any = LetterWait.get_or_none(LetterWait.letter == letter.id)
        is_there = _answer(letter, letter.case.participant.written_locale) is not None
        if wait is not None and is_there:
            asked_by: Account = wait.account
            _send_waiting(asked_by.actor, letter=letter, at=at)
    elif letter.state == LetterState.SENT and letter.personal_follows:
        _follow(SYSTEM, letter=letter, at=at)


@operation()
def _send_waiting(actor: Actor, *, letter: Letter, at: datetime) -> None:
    """Sends a draft in the name of who asked for it, or tells the worker why it cannot go."""
    draft = locked_draft(letter)
    LetterWait.delete().where(LetterWait.letter == draft.id).execute()
    record(actor, "send_waiting_letter", draft, case=draft.case_id)
    if not _sent(actor, draft, at):
        add_worker_task(actor, draft.case, words.held_task(str(draft.letter_no)), at)


@operation()
def _follow(actor: Actor, *, letter: Letter, at: datetime) -> None:
    """Makes and sends the letter that brings a note in the reader's language and names the letter
    it belongs to, once; without an approved text for it the worker gets a task (LET-5, LET-4)."""
    first = locked(letter.id)
    cause, locale = _cause(first.id), first.case.participant.written_locale
    answer = _answer(first, locale)
    if answer is None or Letter.select().where(Letter.cause == cause).exists():
        record(actor, "follow_letter", first, case=first.case_id, outcome="unchanged")
        return
    made = begun_letter(actor, first.case, FOLLOWING, at, cause)
    first_on = office_date(first.sent_at, resources.timezone())
    fields = {"first_no": str(first.letter_no), "first_on": first_on.isoformat()}
    _write(made, first, fields, answer)
    record(actor, "follow_letter", made, case=first.case_id, fields=["personal_text"])
    is_approved = releases_for(FOLLOWING, locale).own is not None
    if not is_approved or not _sent(actor, made, at):
        language = LOCALES[locale].english_name if locale in LOCALES else locale
        text = words.note_task(str(first.letter_no), str(made.letter_no), language)
        add_worker_task(actor, first.case, text, at)


def _write(made: Letter, first: Letter, fields: dict[str, str], answer: TextRequest) -> None:
    own = json.loads(made.fields) | fields
    Letter.update(
        fields=json.dumps(own, ensure_ascii=False), personal_text=first.personal_text,
        ways=first.ways,
    ).where(Letter.id == made.id).execute()  # fmt: skip
    row: dict[str, Any] = dict(answer.__data__)
    for name in ("id", "key"):
        row.pop(name)
    TextRequest.create(**row | {"object_id": made.id})


def _sent(actor: Actor, letter: Letter, at: datetime) -> bool:
    """Sends a letter within the running operation; False where something stops it."""
    try:
        with db.database.atomic():
            send_letter(actor, letter=letter, at=at)
    except Refused:
        return False
    return True


def _cause(number: int) -> str:
    return f"{FOLLOWING}:{number}"


def _answer(letter: Letter, locale: str) -> TextRequest | None:
    found: TextRequest | None = (
        TextRequest.select()
        .where(
            TextRequest.object_kind == PersonalText.LETTER,
            TextRequest.object_id == letter.id,
            TextRequest.target_locale == locale,
            TextRequest.state == RequestState.ANSWERED,
        )
        .order_by(TextRequest.id.desc())
        .first()
    )
    return found


def _answered() -> Any:
    return (
        (TextRequest.object_kind == PersonalText.LETTER)
        & (TextRequest.object_id == Letter.id)
        & (TextRequest.state == RequestState.ANSWERED)
    )


def _waiting() -> list[tuple[int]]:
    """Drafts that wait for a translation that is there."""
    query = Letter.select(Letter.id).join(LetterWait).switch(Letter)
    query = query.join(TextRequest, on=_answered()).where(Letter.state == LetterState.DRAFT)
    return list(query.distinct().limit(MOST).tuples())


def _to_follow() -> list[tuple[int]]:
    """Letters that left before their note, whose translation is there and has not followed."""
    later = Letter.alias()
    has_followed = later.select(later.id).where(
        later.cause == Value(f"{FOLLOWING}:").concat(Letter.id.cast("TEXT"))
    )
    query = Letter.select(Letter.id).join(TextRequest, on=_answered())
    query = query.where(
        Letter.state == LetterState.SENT, Letter.personal_follows, ~fn.EXISTS(has_followed)
    )
    return list(query.distinct().limit(MOST).tuples())
