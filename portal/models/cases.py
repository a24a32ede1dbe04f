"""Cases and their line of time.

What lists sort and show is kept on the case, in the transaction that changes it (goals.md); days
left are never stored. `visible_to` is the one place that decides who sees a case.
"""

from enum import StrEnum
from typing import Any, Self

from peewee import (
    BooleanField,
    CharField,
    CompositeKey,
    DateField,
    ForeignKeyField,
    IntegerField,
    ModelSelect,
)

from portal.db import KeyField, Table, UtcField
from portal.models.accounts import Account, Actor, Office, Role, Unit
from portal.models.people import Participant
from portal.policy.statuses import CaseStatus
from portal.prepared import Place, Prepared


class Case(Table):
    """One participant in one program."""

    key = KeyField()
    number = CharField(max_length=20, unique=True)
    participant = ForeignKeyField(Participant)
    program = CharField(max_length=20)
    office = ForeignKeyField(Office)
    unit = ForeignKeyField(Unit, null=True)
    worker = ForeignKeyField(Account, null=True)
    secondary = ForeignKeyField(Account, null=True, index=False)  # indexed below
    status = CharField(max_length=20, default=CaseStatus.ACTIVE)
    enrolled_on = DateField()
    family_type = CharField(max_length=20, default="one_parent")
    youngest_child_born_on = DateField(null=True)
    is_restricted = BooleanField(default=False)  # NOTE-6: the entire case is private
    sealed_key = CharField(max_length=200, default="")  # the case's key, wrapped by PORTAL_KEYS
    status_since_on = DateField(null=True)
    story = CharField(max_length=300, default="")  # a line on circumstances, shown in the facts

    # Kept for the lists, by operations/cases.py:refresh.
    display_name = CharField()
    locale = CharField(max_length=10)
    last_live_on = DateField(null=True)
    last_attempt_on = DateField(null=True)
    last_touched_on = DateField(null=True)
    live_due_on = DateField(null=True)
    attempt_due_on = DateField(null=True)
    next_deadline_on = DateField(null=True)
    next_deadline_kind = CharField(max_length=30, default="")
    month = CharField(max_length=7, default="")  # yyyy-mm of the two figures below
    month_minutes_done = IntegerField(default=0)
    month_minutes_required = IntegerField(default=0)
    weekly_minutes_required = IntegerField(default=0)
    documents_waiting = IntegerField(default=0)
    reports_waiting = IntegerField(default=0)
    plan_status = CharField(max_length=20, default="")
    version = IntegerField(default=1)

    class Meta:
        table_name = "case_file"
        indexes = (
            (("worker", "status", "next_deadline_on"), False),
            (("unit", "status", "next_deadline_on"), False),
            (("office", "display_name", "number"), False),
            (("status", "live_due_on"), False),
        )

    @classmethod
    def visible_to(cls, actor: Actor) -> ModelSelect:
        """The cases this person may open, because of a role and a reason (safety.md)."""
        return cls.select().where(cls.scope(actor))

    @classmethod
    def scope(cls, actor: Actor) -> Any:
        """The condition behind `visible_to`, for queries of other tables joined to the case."""
        if actor.is_participant:
            return cls.participant == actor.id
        assigned = (cls.worker == actor.id) | (cls.secondary == actor.id)
        match actor.role:
            case Role.COUNSELOR:
                return assigned
            case Role.SPECIALIST | Role.SUPERVISOR:
                return assigned | ((cls.unit == actor.unit_id) & (cls.is_restricted == False))  # noqa: E712
            case Role.MONITOR | Role.SYSTEM:
                return cls.id == cls.id
            case _:
                return cls.id == 0

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The case of an address. Raises Case.DoesNotExist, as for a case that is not there."""
        found: Self = _BY_KEY.one(actor.role, actor=actor.id, unit=actor.unit_id, key=key)
        return found

    @classmethod
    def of_participant(cls, actor: Actor) -> Self:
        """The participant's own case, the latest first. Raises Case.DoesNotExist."""
        found: Self = _OF_PARTICIPANT.one(participant=actor.id)
        return found


# Few cases have a second worker: an index in which all others stand under "nobody" makes SQLite
# read every case instead of one worker's (goals.md, SPEED-4).
_HAS_SECOND = Case.secondary.is_null(False)
Case.add_index(Case.index(Case.secondary, name="case_secondary_id", where=_HAS_SECOND))


def _by_key(role: Role) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    return (
        Case.visible_to(anybody)
        .select(Case, Participant)
        .join(Participant)
        .where(Case.key == Place("key"))
    )


def _of_participant() -> ModelSelect:
    return (
        Case.select(Case, Participant, Account, Office)
        .join(Participant)
        .switch(Case)
        .join(Account, "LEFT JOIN", on=(Case.worker == Account.id))
        .switch(Case)
        .join(Office, on=(Case.office == Office.id))
        .where(Case.participant == Place("participant"))
        .order_by((Case.status == CaseStatus.CLOSED), Case.enrolled_on.desc())
        .limit(1)
    )


_BY_KEY = Prepared(_by_key)
_OF_PARTICIPANT = Prepared(_of_participant)


class EntryKind(StrEnum):
    """What stands on the line of time."""

    CONTACT = "contact"
    NOTE = "note"
    REPORT = "report"
    DOCUMENT = "document"
    REQUEST = "request"
    PLAN = "plan"
    LETTER = "letter"
    STATUS = "status"
    TASK = "task"


class TimelineEntry(Table):
    """One line of a case's line of time, written with the entry it names; read by its key."""

    case = ForeignKeyField(Case, index=False)
    at = UtcField()
    kind = CharField(max_length=12)
    ref = IntegerField()

    class Meta:
        primary_key = CompositeKey("case", "at", "kind", "ref")
        without_rowid = True
