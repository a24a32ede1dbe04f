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


class GroupContact(Table):
    """A workshop or group orientation: recorded for all who were there in one step (CON-10).

    Each of those has a contact that names it. `left_out` is JSON: what was typed or the case's
    number, and the code of why nothing was recorded for it.
    """

    key = KeyField()
    occurred_on = DateField()
    entered_at = UtcField()
    title = CharField(max_length=200)
    place = CharField(max_length=200, default="")
    summary = LongText()
    left_out = TextField(default="[]")
    account = ForeignKeyField(Account)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The group contact of an address, to whom recorded it. Raises DoesNotExist."""
        found: Self = cls.select().where(cls.key == key, cls.account == actor.id).get()
        return found


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
    group = ForeignKeyField(GroupContact, null=True, index=False)  # indexed below

    class Meta:
        indexes = ((("case", "is_live", "occurred_on"), False),)

    @classmethod
    def get_for(cls, actor: Actor, case: Case, key: str) -> Self:
        """A contact of this case, with who recorded it. Raises Contact.DoesNotExist."""
        is_it = (cls.key == key) & (cls.case == case.id)
        query = cls.select(cls, Case, Account.id, Account.name).join(Case).switch(cls)
        query = query.join(Account, "LEFT JOIN", on=(cls.account == Account.id))
        found: Self = query.where(Case.scope(actor), is_it).get()
        return found


# Few contacts are a group's: those alone are indexed by it.
_IN_GROUP = Contact.group.is_null(False)
Contact.add_index(Contact.index(Contact.group, name="contact_group_id", where=_IN_GROUP))


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
    answers = TextField()  # JSON, question name to answer, as typed; reports/reports/answers.py
    locale = CharField(max_length=10)
    sent_at = UtcField()
    state = CharField(max_length=12, default=ReportState.SENT)
    handled_by = ForeignKeyField(Account, null=True)
    handled_at = UtcField(null=True)
    reply = LongText()
    replied_at = UtcField(null=True)
    follow_up = CharField(max_length=20, null=True)  # policy.reports.FollowUp; none: nothing
    follow_up_on = DateField(null=True)  # the office's date on which it was asked
    follow_up_done_at = UtcField(null=True)
    # The last days of the plan's grace periods in which it was sent in time (PLAN-7, PLAN-8).
    change_until = DateField(null=True)
    reassign_until = DateField(null=True)

    class Meta:
        indexes = ((("state", "sent_at"), False),)

    @property
    def asks_until_done(self) -> bool:
        """Whether it asks something of the worker that is not done yet."""
        return bool(self.follow_up) and self.follow_up_done_at is None

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


class EmployerContact(Table):
    """One contact with an employer in the log of a job search (CON-12): it documents hours of a
    job-search activity."""

    key = KeyField()
    case = ForeignKeyField(Case, index=False)
    report = ForeignKeyField(Report)
    employer = CharField()
    contacted_on = DateField()
    way = CharField(max_length=20)
    result = CharField(max_length=20)
    corrected_at = UtcField(null=True)

    class Meta:
        indexes = ((("case", "contacted_on"), False),)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """An entry of an address, with its report. Raises EmployerContact.DoesNotExist."""
        query = cls.select(cls, Report).join(Report).switch(cls).join(Case)
        found: Self = query.where(Case.scope(actor), cls.key == key).get()
        return found
