"""What leaves the portal by text message or e-mail: queued with the change that causes it."""

from enum import StrEnum

from peewee import CharField, IntegerField, ModelSelect, SmallIntegerField

from portal.db import KeyField, LongText, Table, UtcField


class Delivery(StrEnum):
    """What is known of a message; a try that was cut off is unknown, never sent twice."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


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
