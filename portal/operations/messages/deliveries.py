"""The worker sends what is queued, and sign-in codes where somebody is reached.

A try that was cut off is `unknown` and never made again; what surely did not leave is tried again,
five times in all (safety.md, Jobs).
"""

from datetime import datetime, timedelta
from typing import Any

from portal import clock, i18n, jobs, outbox, resources
from portal.i18n import gettext as _
from portal.models.accounts import SYSTEM, Actor, OneTimeCode
from portal.models.messages import Delivery, OutboxMessage
from portal.models.people import Participant
from portal.operations import operation, record
from portal.operations.accounts import codes
from portal.operations.messages import EMAIL, SMS, queue_text

TRIES = 5
STUCK_AFTER = timedelta(minutes=5)


def deliver_message(message_id: int) -> None:
    """The worker's job: sends one message if it still waits, and keeps what became of it."""
    message = claim_message(message_id=message_id, at=clock.now())
    if message is None:
        return
    settings = resources.current().config
    try:
        if message.channel == EMAIL:
            outbox.send_email(settings.mail_url, message.address, message.subject, message.body)
            is_there = False  # a mail server takes a message, it does not say who got it
        else:
            is_there = outbox.send_text(settings.sms_url, message.address, message.body)
        state = Delivery.DELIVERED if is_there else Delivery.SENT
    except outbox.SendingUnknown:
        state = Delivery.UNKNOWN
    except outbox.SendingFailed:
        state = Delivery.FAILED if message.tries >= TRIES else Delivery.QUEUED
    settle_message(message_id=message_id, state=state, at=clock.now())


@operation()
def claim_message(actor: Actor = SYSTEM, *, message_id: int, at: datetime) -> OutboxMessage | None:
    """Takes a waiting message for one try; None where another has it or it has left."""
    claimed = (
        OutboxMessage.update(state=Delivery.SENDING, tries=OutboxMessage.tries + 1, tried_at=at)
        .where(OutboxMessage.id == message_id, OutboxMessage.state == Delivery.QUEUED)
        .execute()
    )
    message: OutboxMessage | None = OutboxMessage.get_or_none(OutboxMessage.id == message_id)
    record(actor, "claim_message", message, outcome="done" if claimed else "not waiting")
    return message if claimed else None


@operation()
def settle_message(
    actor: Actor = SYSTEM, *, message_id: int, state: Delivery, at: datetime
) -> None:
    """Keeps what became of a try."""
    changes: dict[str, Any] = {"state": state}
    if state in (Delivery.SENT, Delivery.DELIVERED):
        changes["sent_at"] = at
    OutboxMessage.update(**changes).where(
        OutboxMessage.id == message_id, OutboxMessage.state == Delivery.SENDING
    ).execute()
    message = OutboxMessage.get_by_id(message_id)
    record(actor, "settle_message", message, fields=["state"], outcome=str(state))


@operation()
def sweep_messages(actor: Actor = SYSTEM, *, at: datetime) -> int:
    """Finds messages whose try was cut off (now unknown), and asks again for those that wait.

    Gives how many wait.
    """
    before = at - STUCK_AFTER
    OutboxMessage.update(state=Delivery.UNKNOWN).where(
        OutboxMessage.state == Delivery.SENDING, OutboxMessage.tried_at <= before
    ).execute()
    waiting = OutboxMessage.select(OutboxMessage.id).where(
        OutboxMessage.state == Delivery.QUEUED,
        OutboxMessage.created_at <= before,
        OutboxMessage.tried_at.is_null() | (OutboxMessage.tried_at <= before),
    )
    ids = [row.id for row in waiting]
    for message_id in ids:
        jobs.enqueue("deliver_message", message_id)
    record(actor, "sweep_messages")
    return len(ids)


def send_digits(row_id: int) -> None:
    """The worker's job: sends a sign-in code where its channel reaches somebody."""
    at = clock.now()
    row = OneTimeCode.get_or_none(OneTimeCode.id == row_id)
    people = codes.people_at(row.channel_digest) if row and row.expires_at > at else []
    if people:
        _queue_digits(row=row, person=people[0], at=at)


@operation()
def _queue_digits(
    actor: Actor = SYSTEM, *, row: OneTimeCode, person: Participant, at: datetime
) -> OutboxMessage:
    is_email = person.email_digest == row.channel_digest
    with i18n.use(str(person.written_locale)):
        subject = _("Your sign-in code")
        body = _(
            "%(code)s is your sign-in code. It works for 10 minutes. Tell it to nobody.",
            code=codes.digits_of(row),
        )
    made = queue_text(
        case_id=None,
        kind="sign_in_code",
        cause=f"sign_in_code:{row.id}",
        channel=EMAIL if is_email else SMS,
        address=str(person.email if is_email else person.phone),
        locale=str(person.written_locale),
        subject=subject,
        body=body,
        at=at,
    )
    record(actor, "queue_message", made)
    return made
