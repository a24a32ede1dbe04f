"""Contacts that staff record, and the reports that participants send."""

from enum import StrEnum
from typing import Self

from peewee import (
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
    TextField,
)

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor
from portal.models.cases import Case


class Contact(Table):
    """One attempt or contact. Whether it is live follows from way, direction and answer (CON-3)."""

    key = KeyField()
    case = ForeignKeyField(Case)
    occurred_on = DateField()
    occurred_minute = SmallIntegerField(null=True)  # since midnight, office time
    entered_at = UtcField()
    way = CharField(max_length=20)
    direction = CharField(max_length=20)
    is_answered = BooleanField(default=False)
    is_live = BooleanField()
    is_attempt = BooleanField()
    reason = CharField(max_length=40)  # the classification's code, shown as its why
    summary = LongText()
    account = ForeignKeyField(Account, null=True)  # none: the participant, through the portal

    class Meta:
        indexes = ((("case", "is_live", "occurred_on"), False),)


class ReportKind(StrEnum):
    """What a participant may report (CON-11); the words of contract.md's addresses."""

    IN_TOUCH = "in-touch"
    HOURS = "hours"
    JOB = "job"
    ADDRESS = "address"
    PROBLEM = "problem"
    PLAN_CHANGE = "plan-change"
    SAFETY = "safety"
    JOB_SEARCH = "job-search"


class ReportState(StrEnum):
    """Where a report stands with the worker."""

    SENT = "sent"
    SEEN = "seen"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class Report(Table):
    """What a participant sent through the portal: kept as written, with its language (LANG-4)."""

    key = KeyField()
    reference = CharField(max_length=16, unique=True)
    case = ForeignKeyField(Case)
    contact = ForeignKeyField(Contact)
    kind = CharField(max_length=20)
    answers = TextField()  # JSON, question name to answer, as typed
    locale = CharField(max_length=10)
    sent_at = UtcField()
    state = CharField(max_length=12, default=ReportState.SENT)
    handled_by = ForeignKeyField(Account, null=True)
    handled_at = UtcField(null=True)
    reply = LongText()
    replied_at = UtcField(null=True)

    class Meta:
        indexes = ((("state", "sent_at"), False),)

    @classmethod
    def of_receipt(cls, actor: Actor, reference: str) -> Self:
        """The report of a receipt's number. Raises Report.DoesNotExist."""
        query = cls.select(cls, Case).join(Case).where(Case.scope(actor))
        found: Self = query.where(cls.reference == reference).get()
        return found

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The report of an address. Raises Report.DoesNotExist as for one that is not there."""
        found: Self = (
            cls.select(cls, Case).join(Case).where(Case.scope(actor), cls.key == key).get()
        )
        return found


class ReportDraft(Table):
    """A report that is being written: saved at each step, resumed after a lost session.

    `key` goes with the draft's sending: however often, from however many tabs, it is sent once.
    """

    key = KeyField()
    case = ForeignKeyField(Case, on_delete="CASCADE")
    kind = CharField(max_length=20)
    answers = TextField(default="{}")
    step = IntegerField(default=0)
    saved_at = UtcField()

    class Meta:
        indexes = ((("case", "kind"), True),)
