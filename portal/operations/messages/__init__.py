"""Messages to people's phones and mailboxes: queued with the change that causes them.

They say that there is news and who writes, never what it is about (safety.md, Logs and shared
phones): somebody else may read them. deliveries.py sends them.
"""

from datetime import datetime
from typing import Any

from peewee import IntegrityError

from portal import channels, db, i18n, jobs
from portal.models.cases import Case
from portal.models.messages import OutboxMessage
from portal.models.safety import SafetyConcern
from portal.words.messages import body_of, subject_of

SMS, EMAIL = "sms", "email"


def queue_message(case: Case, *, kind: str, cause: str, at: datetime) -> OutboxMessage | None:
    """Queues one neutral message to the case's participant, inside the running operation.

    In: the kind of words, and the cause: the same cause never makes a second message. Gives the
    message; None where none is sent: `way_to` says by which way one goes, and by which none.
    """
    found = way_to(case)
    if found is None:
        return None
    channel, address = found
    by_phone = channel == SMS
    with i18n.use(case.participant.written_locale):
        # Who writes is a fact of the case as well: nobody beside somebody in danger reads it.
        has_name = case.worker_id and not case.is_restricted
        worker = case.worker.name.split()[0] if has_name else ""
        return queue_text(
            case_id=case.id,
            kind=kind,
            cause=cause,
            channel=channel,
            address=address,
            locale=i18n.current(),
            subject="" if by_phone else subject_of(kind),
            body=body_of(kind, worker, by_phone),
            at=at,
        )


def way_to(case: Any) -> tuple[str, str] | None:
    """By which channel and address news go to a case's participant; None for no way.

    A phone that wants texts, else the e-mail address. Where the participant is in danger, only the
    channel that they named as safe, and no other (NOTE-6; DW CM, Privacy 3).
    """
    person = case.participant
    phone = person.phone if person.wants_text_messages else ""
    addresses = {SMS: phone, EMAIL: person.email}
    if case.is_restricted:
        concern: Any = SafetyConcern.running_for(case)
        safe = concern.channel if concern is not None else ""
        addresses = {safe: addresses.get(safe, "")}
    return next(((channel, to) for channel, to in addresses.items() if channel and to), None)


def queue_text(
    *,
    case_id: int | None,
    kind: str,
    cause: str,
    channel: str,
    address: str,
    locale: str,
    subject: str,
    body: str,
    at: datetime,
) -> OutboxMessage:
    """Queues one message inside the running operation; the same cause never makes a second one.

    In: channel `sms` or `email`, the address in its normal form, the text without any fact of the
    case (SMS at most 160 characters). Gives the message, also where it was queued before.
    """
    try:
        with db.database.atomic():
            made: OutboxMessage = OutboxMessage.create(
                case_id=case_id, kind=kind, cause=cause, channel=channel,
                address=channels.normal(address) or address,
                locale=locale, subject=subject, body=body, created_at=at,
            )  # fmt: skip
    except IntegrityError:
        earlier: OutboxMessage = OutboxMessage.get(OutboxMessage.cause == cause)
        return earlier
    jobs.enqueue("deliver_message", made.id)
    return made
