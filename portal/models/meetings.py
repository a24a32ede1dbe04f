"""Meetings of a case, the support team's summaries and agenda, and one-on-one orientations.

Nothing here names what is done about hours or a plan that was not followed, and nothing there
names a meeting: missing a support-team meeting counts nowhere (TEAM-5).
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from peewee import (
    JOIN,
    CharField,
    Check,
    DateField,
    ForeignKeyField,
    IntegerField,
    ModelSelect,
    SmallIntegerField,
)

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.referrals import Course, Referral
from portal.policy.meetings import MeetingState
from portal.policy.statuses import CaseStatus


def _of_provider(actor: Actor, at: Any) -> Any:
    """The condition that a table's case was referred to a provider and is theirs to work on."""
    theirs = (
        Referral.select(Referral.case)
        .join(Course)
        .where(Course.provider == actor.id, Referral.ended_at.is_null())
    )
    is_open = Case.is_restricted.in_([False]) & (Case.status != CaseStatus.CLOSED)
    return at.in_(theirs) & is_open


class Meeting(Table):
    """One meeting that was planned. A meeting that is moved stays; the new one follows it.

    Moments UTC, `starts_on` the office's local date, minutes. `about` is the key of the staffing
    that a meeting of that kind is for. What came of it is sealed under the case's key.
    """

    key = KeyField()
    case = ForeignKeyField(Case)
    kind = CharField(max_length=24)
    state = CharField(max_length=10, default=MeetingState.PLANNED)
    starts_at = UtcField()
    starts_on = DateField()
    minutes = SmallIntegerField()
    way = CharField(max_length=10)
    place = CharField(max_length=300, default="")
    about = CharField(max_length=16, default="")
    cadence = CharField(max_length=8, default="")
    order_why = CharField(max_length=300, default="")  # an orientation before the introduction
    provider = ForeignKeyField(Account, null=True)
    follows = ForeignKeyField("self", null=True, index=False)
    planned_by = ForeignKeyField(Account, null=True, index=False)
    planned_at = UtcField()
    agenda_by = ForeignKeyField(Account, null=True, index=False)  # who settled the agenda
    agenda_at = UtcField(null=True)
    sealed_purpose = LongText()
    settled_by = ForeignKeyField(Account, null=True, index=False)
    settled_at = UtcField(null=True)
    sealed_outcome = LongText()
    asked_at = UtcField(null=True)  # the participant asks for another time
    ask_why = CharField(max_length=12, default="")
    ask_times = CharField(max_length=80, default="")
    ask_settled_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("case", "starts_at"), False), (("about",), False))
        constraints = (
            Check("kind <> 'support_team' OR state <> 'missed'"),
            Check("about = '' OR kind = 'staffing'"),
        )

    @classmethod
    def scope(cls, actor: Actor) -> Any:
        """The condition on meetings joined to their case: a provider sees the support team's of
        who was referred to them, and was asked to; staff and participants as they see the case."""
        if actor.role is Role.PROVIDER:
            is_theirs = (cls.provider == actor.id) & (cls.kind == "support_team")
            return is_theirs & _of_provider(actor, cls.case)
        return Case.scope(actor)

    @classmethod
    def visible_to(cls, actor: Actor) -> ModelSelect:
        """The meetings this person may see, with their case."""
        return cls.select(cls, Case).join(Case).where(cls.scope(actor))

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The meeting of an address, with its case. Raises Meeting.DoesNotExist."""
        found: Self = cls.visible_to(actor).where(cls.key == key).get()
        return found

    @property
    def ends_at(self) -> datetime:
        """The UTC moment at which it is planned to end."""
        row: Any = self
        ends: datetime = row.starts_at + timedelta(minutes=row.minutes)
        return ends

    @property
    def is_asked(self) -> bool:
        """Whether the participant waits for another time."""
        return self.asked_at is not None and self.ask_settled_at is None


# The night, the alerts and the calendars look at what is to come alone.
_IS_PLANNED = Meeting.state == MeetingState.PLANNED
Meeting.add_index(
    Meeting.index(Meeting.starts_on, Meeting.case, name="meeting_planned", where=_IS_PLANNED)
)


class OneOnOneState(StrEnum):
    """Where the asking for a one-on-one orientation stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


class OneOnOne(Table):
    """A worker's asking to hold an orientation one-on-one, and the supervisor's answer (TEAM-6).

    The texts are sealed under the case's key. `meeting` is the orientation planned by it.
    """

    key = KeyField()
    case = ForeignKeyField(Case)
    worker = ForeignKeyField(Account)
    reason = CharField(max_length=24)
    tried = CharField(max_length=80)
    sealed_text = LongText()
    state = CharField(max_length=10, default=OneOnOneState.WAITING)
    asked_at = UtcField()
    decided_by = ForeignKeyField(Account, null=True, index=False)
    decided_at = UtcField(null=True)
    sealed_answer = LongText()
    meeting = ForeignKeyField(Meeting, null=True, index=False)

    class Meta:
        indexes = ((("worker", "state"), False),)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The asking of an address, with its case. Raises OneOnOne.DoesNotExist."""
        found: Self = cls.visible_to(actor).where(cls.key == key).get()
        return found

    @classmethod
    def visible_to(cls, actor: Actor) -> ModelSelect:
        """The askings on cases that this person sees, with the case and who asked."""
        return (
            cls.select(cls, Case, Account)
            .join(Case)
            .switch(cls)
            .join(Account, on=(cls.worker == Account.id))
            .where(Case.scope(actor))
        )


class TeamNotice(Table):
    """A service provider's notice that the support team can meet: from it the week runs (TEAM-2).

    `meeting` is the first one that was planned after it; `told_on` the office's local date.
    """

    key = KeyField()
    case = ForeignKeyField(Case)
    provider = ForeignKeyField(Account)
    told_at = UtcField()
    told_on = DateField()
    schedule_by = DateField()
    task_id = IntegerField(null=True)  # the worker's task to schedule it
    meeting = ForeignKeyField(Meeting, null=True, index=False)
    scheduled_at = UtcField(null=True)

    @classmethod
    def visible_to(cls, actor: Actor) -> ModelSelect:
        """The notices this person may see, with their case: a provider's own ones."""
        return cls.select(cls, Case).join(Case).where(_own(cls, actor))


class SummaryState(StrEnum):
    """Where a summary stands: with the worker, with the supervisor, done."""

    FILED = "filed"
    SIGNED = "signed"
    INITIALED = "initialed"


class TeamSummary(Table):
    """The support team's summary: what the provider filed, and what the worker made of it (TEAM-3).

    Each text is sealed under the case's key: barriers with recommendations, goals and plan,
    recommendations to the worker. What was filed stays as it was; the worker's is beside it.
    """

    key = KeyField()
    case = ForeignKeyField(Case)
    provider = ForeignKeyField(Account)
    state = CharField(max_length=10, default=SummaryState.FILED)
    filed_at = UtcField()
    sealed_filed = LongText()  # JSON of the three texts
    sealed_final = LongText()  # the same with what the worker changed and added
    task_id = IntegerField(null=True)  # the worker's task to complete and sign it
    signed_by = ForeignKeyField(Account, null=True, index=False)
    signed_at = UtcField(null=True)
    initialed_by = ForeignKeyField(Account, null=True, index=False)
    initialed_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("state", "case"), False),)

    @classmethod
    def visible_to(cls, actor: Actor) -> ModelSelect:
        """The summaries this person may see, with their case: a provider's own ones."""
        return (
            cls.select(cls, Case, Account)
            .join(Case)
            .switch(cls)
            .join(Account, JOIN.LEFT_OUTER, on=(cls.provider == Account.id))
            .where(_own(cls, actor))
        )

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The summary of an address, with its case. Raises TeamSummary.DoesNotExist."""
        found: Self = cls.visible_to(actor).where(cls.key == key).get()
        return found


class ItemState(StrEnum):
    """What the worker decided on a proposal for the agenda."""

    PROPOSED = "proposed"
    TAKEN = "taken"
    LEFT_OUT = "left_out"


class AgendaItem(Table):
    """A proposal for the agenda of a support-team meeting beside its standing topics (TEAM-4).

    `topic` is the standing topic it belongs to, or nothing; the words are sealed.
    """

    key = KeyField()
    meeting = ForeignKeyField(Meeting)
    topic = CharField(max_length=24, default="")
    sealed_text = LongText()
    state = CharField(max_length=10, default=ItemState.PROPOSED)
    proposed_by = ForeignKeyField(Account, index=False)
    proposed_at = UtcField()
    decided_by = ForeignKeyField(Account, null=True, index=False)
    decided_at = UtcField(null=True)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The proposal of an address, with its meeting and case. Raises AgendaItem.DoesNotExist."""
        found: Self = (
            cls.select(cls, Meeting, Case)
            .join(Meeting)
            .join(Case)
            .where(Meeting.scope(actor), cls.key == key)
            .get()
        )
        return found


def _own(table: Any, actor: Actor) -> Any:
    if actor.role is Role.PROVIDER:
        return (table.provider == actor.id) & _of_provider(actor, table.case)
    return (Case.id == 0) if actor.is_participant else Case.scope(actor)
