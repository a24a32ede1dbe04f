"""The thread between a participant and the staff: written, read, and put into the other's language.

What a participant writes is live contact on the day it was sent; what staff write is an attempt;
what the portal answers for somebody who is away is neither (CON-3, CON-5, CON-6).
"""

from datetime import date, datetime
from typing import Any

from peewee import IntegrityError

from portal import db, resources
from portal.models.accounts import SYSTEM, Actor
from portal.models.cases import Case, EntryKind
from portal.models.catalogs import PersonalText
from portal.models.contacts import Contact
from portal.models.messages import Author, Message
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.catalogs.translations import ask_translation
from portal.operations.contacts import add_contact
from portal.operations.messages import queue_message
from portal.operations.messages.absences import open_to_stand_in
from portal.policy.contacts import Direction, Way, reported_on
from portal.policy.messages import refusals_to_send
from portal.policy.refusals import refuse_if
from portal.reports.absences import running_for


@operation(result=Message)
def send_own_message(
    actor: Actor, *, case: Case, text: str, locale: str, at: datetime, seen: str = "",
    operation_key: str | None = None,
) -> Message:  # fmt: skip
    """Takes what a participant writes to their worker: live contact on the day it was sent, in the
    office's zone (CON-3, CON-6), kept as written with its language (LANG-4).

    In: the key of the newest message that stood on the page; it and those before it are read. While
    the worker is away the portal answers, once a day. Raises Refused for an empty text.
    """
    refuse_if(refusals_to_send(text))
    sent_on = reported_on(at, resources.timezone())
    before = _last_word(case)
    contact = _contact_of_day(actor, case, Direction.FROM_PARTICIPANT, sent_on, at)
    made: Message = Message.create(
        case=case.id, author=Author.PARTICIPANT, text=text.strip(), locale=locale, sent_at=at,
        contact=contact, answers=before.mass_id if before is not None else None,
    )  # fmt: skip
    add_to_timeline(case, EntryKind.MESSAGE, at, made.id)
    _read(case, Author.STAFF, seen, at)
    refresh(case.id, sent_on)
    record(actor, "send_own_message", made, case=case)
    _answer_for_absent(case, sent_on, at)
    return made


@operation(result=Message)
def send_message(
    actor: Actor, *, case: Case, text: str, at: datetime, seen: str = "",
    operation_key: str | None = None,
) -> Message:  # fmt: skip
    """Writes to a participant, in English: an attempt (CON-5). A text message or e-mail says that
    there is news; a translation is asked for where the participant reads another language (LANG-3),
    but not of a private case, whose words no translator sees.

    In: the key of the newest message that stood on the page; it and those before it are read: an
    answer to them. Raises Refused for an empty text.
    """
    refuse_if(refusals_to_send(text))
    sent_on = reported_on(at, resources.timezone())
    contact = _contact_of_day(actor, case, Direction.FROM_STAFF, sent_on, at)
    made: Message = Message.create(
        case=case.id, author=Author.STAFF, account=actor.id, text=text.strip(), locale="en",
        sent_at=at, contact=contact,
    )  # fmt: skip
    made.news = queue_message(case, kind="message_news", cause=f"message:{made.key}", at=at)
    made.save(only=["news"])
    add_to_timeline(case, EntryKind.MESSAGE, at, made.id)
    _read(case, Author.PARTICIPANT, seen, at)
    refresh(case.id, sent_on)
    record(actor, "send_message", made, case=case)
    if not case.is_restricted:
        ask_translation(
            actor, case=case, object_kind=PersonalText.MESSAGE, object_id=made.id,
            texts=[made.text], at=at,
        )  # fmt: skip
    return made


@operation()
def mark_thread_read(actor: Actor, *, case: Case, seen: str, at: datetime) -> int:
    """One side has read what the other wrote, up to the message of a key; gives how many."""
    other = Author.STAFF if actor.is_participant else Author.PARTICIPANT
    count = _read(case, other, seen, at)
    record(actor, "mark_thread_read", case=case, fields=["read_at"])
    return count


@operation()
def ask_message_translation(actor: Actor, *, message: Message, at: datetime) -> None:
    """Asks a translator for what a participant wrote, into English; the words stay as written
    beside it (LANG-4). Nothing is asked for a private case: no translator sees its words."""
    row: Any = message
    if row.author == Author.PARTICIPANT and not row.case.is_restricted:
        ask_translation(
            actor, case=row.case, object_kind=PersonalText.MESSAGE, object_id=row.id,
            texts=[row.text], at=at, source=row.locale, target="en",
        )  # fmt: skip
    record(actor, "ask_message_translation", message, case=row.case_id)


def _last_word(case: Case) -> Any:
    """What stood last in the thread, whatever the portal answered by itself."""
    thread = Message.select().where(Message.case == case.id, Message.author != Author.AUTOMATIC)
    return thread.order_by(Message.id.desc()).first()


def _contact_of_day(actor: Actor, case: Case, side: Direction, on: date, at: datetime) -> Contact:
    """The contact of one side's messages of a day: a talk of ten messages is one contact."""
    author = actor.id if actor.is_staff else None
    made: Contact | None = (
        Contact.select()
        .join(Message, on=(Message.contact == Contact.id))
        .where(
            Message.case == case.id,
            Contact.occurred_on == on,
            Contact.direction == side,
            Contact.account.is_null() if author is None else Contact.account == author,
        )
        .first()
    )
    return made or add_contact(
        actor, case=case, occurred_on=on, way=Way.PORTAL, direction=side, answered=False,
        summary="", at=at,
    )  # fmt: skip


def _read(case: Case, author: Author, seen: str, at: datetime) -> int:
    """Marks as read what one side wrote, up to the message of a key of this very thread."""
    last = Message.select(Message.id).where(Message.case == case.id, Message.key == seen)
    read: int = (
        Message.update(read_at=at)
        .where(
            Message.case == case.id,
            Message.is_unread_from(author),
            Message.id <= last,
        )
        .execute()
    )
    return read


def _answer_for_absent(case: Case, on: date, at: datetime) -> None:
    """The automatic answer of a day on which the worker is away; the stand-in is let in."""
    absence: Any = running_for(case, on)
    if absence is None:
        return
    try:
        with db.database.atomic():
            # A private case stays closed to the stand-in: there nobody else answers (NOTE-6).
            who = None if case.is_restricted else absence.stand_in_id
            made = Message.create(
                case=case.id, author=Author.AUTOMATIC, account=who, locale="en", sent_at=at,
                absence=absence, automatic_on=on,
            )  # fmt: skip
    except IntegrityError:
        return  # this day has its answer
    add_to_timeline(case, EntryKind.MESSAGE, at, made.id)
    record(SYSTEM, "answer_for_absent", made, case=case)
    open_to_stand_in(SYSTEM, absence=absence, at=at)
