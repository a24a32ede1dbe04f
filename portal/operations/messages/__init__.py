"""Messages to people's phones and mailboxes: queued with the change that causes them.

They say that there is news and who writes, never what it is about (safety.md, Logs and shared
phones): somebody else may read them. deliveries.py sends them.
"""

from datetime import datetime

from peewee import IntegrityError

from portal import channels, db, i18n, jobs
from portal.models.cases import Case
from portal.models.messages import OutboxMessage
from portal.words.messages import body_of, subject_of

SMS, EMAIL = "sms", "email"


def queue_message(case: Case, *, kind: str, cause: str, at: datetime) -> None:
    """Queues one neutral message to the case's participant, inside the running operation.

    In: the kind of words, and the cause: the same cause never makes a second message. A person
    without a phone that wants texts gets an e-mail; one without either gets none.
    """
    person = case.participant
    by_phone = bool(person.phone and person.wants_text_messages)
    address = person.phone if by_phone else person.email
    if not address:
        return
    with i18n.use(person.written_locale):
        worker = case.worker.name.split()[0] if case.worker_id else ""
        queue_text(
            case_id=case.id,
            kind=kind,
            cause=cause,
            channel=SMS if by_phone else EMAIL,
            address=address,
            locale=i18n.current(),
            subject="" if by_phone else subject_of(kind),
            body=body_of(kind, worker, by_phone),
            at=at,
        )


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
