"""The thread between a participant and the staff, messages to many people, and what leaves the
portal by text message or e-mail: queued with the change that causes it."""

from enum import StrEnum
from typing import Any, Self

from peewee import (
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    ModelSelect,
    SmallIntegerField,
    fn,
)

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.absences import Absence
from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.contacts import Contact
from portal.prepared import Place, Prepared


class Delivery(StrEnum):
    """What is known of a message; a try that was cut off is unknown, never sent twice."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"  # handed over: whether it reached the phone nobody has said
    DELIVERED = "delivered"  # the gateway says that it reached the phone
    FAILED = "failed"
    UNKNOWN = "unknown"
    WITHHELD = "withheld"  # the participant came into danger before it left (NOTE-6)


class OutboxMessage(Table):
    """One message. `cause` is unique: the same reason never makes a second message."""

    key = KeyField()
    case_id = IntegerField(null=True, index=True)
    kind = CharField(max_length=30)
    cause = CharField(max_length=120, unique=True)
    channel = CharField(max_length=8)  # sms, email
    address = CharField()
    locale = CharField(max_length=10)
    subject = CharField(max_length=200, default="")
    body = LongText()
    state = CharField(max_length=10, default=Delivery.QUEUED)
    tries = SmallIntegerField(default=0)
    created_at = UtcField()
    tried_at = UtcField(null=True)  # when the last try began
    sent_at = UtcField(null=True)

    class Meta:
        indexes = ((("state", "created_at"), False),)

    @classmethod
    def newest(cls, count: int) -> ModelSelect:
        """The messages made last, the newest first."""
        return cls.select().order_by(cls.id.desc()).limit(count)

    @classmethod
    def unreached(cls) -> Any:
        """The condition on news that surely did not arrive, and after which nothing has: the
        address is wrong until the participant was reached again (SUP-7)."""
        later = cls.alias()
        reached = later.select(later.id).where(
            later.case_id == cls.case_id,
            later.id > cls.id,
            later.state.in_([Delivery.SENT, Delivery.DELIVERED]),
        )
        return (cls.state == Delivery.FAILED) & cls.case_id.is_null(False) & ~fn.EXISTS(reached)


# Few messages do not arrive: the alerts look at those alone.
OutboxMessage.add_index(
    OutboxMessage.index(
        OutboxMessage.case_id,
        OutboxMessage.state,
        name="outbox_failed",
        where=OutboxMessage.state == Delivery.FAILED,
    )
)


class MassMessage(Table):
    """One text to many participants, recorded once; its recipients are the messages that name it.

    It is neither live contact nor a one-to-one attempt (CON-4).
    """

    key = KeyField()
    account = ForeignKeyField(Account)
    text = LongText()
    locale = CharField(max_length=10, default="en")
    sent_at = UtcField()
    recipients = IntegerField()

    @classmethod
    def newest_of(cls, actor: Actor, count: int) -> list[Self]:
        """What this person sent to many last, the newest first."""
        found: list[Self] = _NEWEST.rows(account=actor.id, count=count)
        return found

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The message of an address, for the one who sent it. Raises MassMessage.DoesNotExist."""
        found: Self = cls.select().where(cls.key == key, cls.account == actor.id).get()
        return found


_NEWEST = Prepared(
    lambda: (
        MassMessage.select()
        .where(MassMessage.account == Place("account"))
        .order_by(MassMessage.id.desc())
        .limit(Place("count"))
    )
)


class Author(StrEnum):
    """Who speaks in a message of the thread."""

    PARTICIPANT = "participant"
    STAFF = "staff"
    AUTOMATIC = "automatic"  # the portal, for a worker who is away


class Message(Table):
    """One message of a case's thread: kept as written, with its language (LANG-4).

    A message to many has its text in `mass`; an automatic answer is made of its `absence` in the
    reader's language. `read_at` is when the other side said that it has read it.
    """

    key = KeyField()
    case = ForeignKeyField(Case, index=False)  # indexed below
    author = CharField(max_length=12)
    # Who of the staff wrote it; of an automatic answer, who answers for the one who is away.
    account = ForeignKeyField(Account, null=True)
    text = LongText()
    locale = CharField(max_length=10)
    sent_at = UtcField()
    read_at = UtcField(null=True)
    contact = ForeignKeyField(Contact, null=True)
    mass = ForeignKeyField(MassMessage, null=True)
    # The participant's message right after a message to many is the direct answer to it (CON-4).
    answers = ForeignKeyField(MassMessage, null=True)
    news = ForeignKeyField(OutboxMessage, null=True)  # the text or e-mail that tells of it
    absence = ForeignKeyField(Absence, null=True, index=False)
    automatic_on = DateField(null=True)  # of an automatic answer: one a case and day

    class Meta:
        indexes = ((("case", "id"), False), (("case", "automatic_on"), True))

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The message of an address, with its case. Raises Message.DoesNotExist."""
        found: Self = (
            cls.select(cls, Case).join(Case).where(Case.scope(actor), cls.key == key).get()
        )
        return found

    @classmethod
    def is_unread_from(cls, author: Author) -> Any:
        """The condition on what one side wrote and the other has not read."""
        return (cls.author == author) & cls.read_at.is_null()


Message.add_index(
    Message.index(
        Message.case, Message.author, name="message_unread", where=Message.read_at.is_null()
    )
)
