"""Hours of attendance, in minutes, with what proves them; the weeks in which they are sent
(PLAN-9)."""

from typing import Self

from peewee import CharField, DateField, ForeignKeyField, IntegerField

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.documents import Document
from portal.models.plans import Activity
from portal.policy.attendance import HoursKind as HoursKind
from portal.policy.attendance import HoursSource as HoursSource
from portal.policy.attendance import HoursState as HoursState


class HoursEntry(Table):
    """One activity on one day: minutes attended, and how many of the planned ones were missed.

    `kind` is about the missed minutes alone. What an entry tells never changes: a correction is a
    new row that `replaces` it, and the old one gets `replaced_at`; a database trigger holds that.
    One entry stands for each activity (its series through the versions of the plan) and day.
    """

    key = KeyField()
    case = ForeignKeyField(Case)
    activity = ForeignKeyField(Activity, null=True)  # of the version in force on that day
    series = CharField(max_length=16, default="")
    done_on = DateField()
    minutes = IntegerField()
    missed_minutes = IntegerField(default=0)
    kind = CharField(max_length=12, default=HoursKind.DONE)
    source = CharField(max_length=12, default=HoursSource.WORKER)
    reason = CharField(max_length=20, default="")  # policy.attendance.AbsenceReason
    text = LongText()
    locale = CharField(max_length=10, default="")  # the language of the text (LANG-4)
    document = ForeignKeyField(Document, null=True)
    state = CharField(max_length=12, default=HoursState.REPORTED)
    entered_by = ForeignKeyField(Account, null=True, index=False)  # none: the participant
    entered_at = UtcField()
    decided_by = ForeignKeyField(Account, null=True, index=False)
    decided_at = UtcField(null=True)
    return_reason = CharField(max_length=30, default="")
    replaces = ForeignKeyField("self", null=True, index=False)
    replaced_at = UtcField(null=True)
    # What the participant says is wrong with what somebody else entered, and what became of it.
    objection = CharField(max_length=20, default="")  # policy.attendance.Objection
    objection_text = LongText()
    objection_locale = CharField(max_length=10, default="")
    objected_at = UtcField(null=True)
    objection_answer = CharField(max_length=12, default="")  # policy.attendance.ObjectionAnswer
    objection_answered_by = ForeignKeyField(Account, null=True, index=False)
    objection_answered_at = UtcField(null=True)

    class Meta:
        indexes = ((("case", "done_on"), False),)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The entry of an address, with its case. Raises HoursEntry.DoesNotExist."""
        query = cls.select(cls, Case).join(Case).where(Case.scope(actor), cls.key == key)
        found: Self = query.get()
        return found


# One entry stands for an activity and a day; those that were replaced are kept beside it.
HoursEntry.add_index(
    HoursEntry.index(
        HoursEntry.case, HoursEntry.series, HoursEntry.done_on,
        name="hours_entry_stands", unique=True, where=HoursEntry.replaced_at.is_null(),
    )
)  # fmt: skip
# Few are objected to: those alone are indexed by it, until somebody answers.
HoursEntry.add_index(
    HoursEntry.index(
        HoursEntry.case,
        name="hours_entry_objected",
        where=(HoursEntry.objection != "") & (HoursEntry.objection_answer == ""),
    )
)


class HoursWeek(Table):
    """A week of a month, cut at the month's ends, that the participant sent."""

    key = KeyField()
    case = ForeignKeyField(Case, index=False)
    starts_on = DateField()
    ends_on = DateField()
    state = CharField(max_length=12, default=HoursState.REPORTED)
    sent_at = UtcField()
    decided_by = ForeignKeyField(Account, null=True, index=False)
    decided_at = UtcField(null=True)
    return_reason = CharField(max_length=30, default="")
    return_text = LongText()  # the worker's own words, in English (LANG-3)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("case", "starts_on"), True), (("state", "sent_at"), False))

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The week of an address, with its case. Raises HoursWeek.DoesNotExist."""
        query = cls.select(cls, Case).join(Case).where(Case.scope(actor), cls.key == key)
        found: Self = query.get()
        return found
