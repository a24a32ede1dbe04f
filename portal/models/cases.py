"""Cases and their line of time.

What lists sort and show is kept on the case, in the transaction that changes it (goals.md); days
left are never stored. `visible_to` is the one place that decides who sees a case: `scope` is its
condition, asked of the database at every request (safety.md, Who sees what).
"""

from typing import Any, Self

from peewee import (
    BlobField,
    BooleanField,
    CharField,
    CompositeKey,
    DateField,
    ForeignKeyField,
    IntegerField,
    ModelSelect,
)

from portal import clock
from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor, Office, Role, Unit
from portal.models.entries import EntryKind as EntryKind
from portal.models.people import Participant
from portal.models.reasons import ASKED_FOR_A_REASON
from portal.models.reasons import OpeningKind as OpeningKind
from portal.models.reasons import ReasonNeeded as ReasonNeeded
from portal.policy.statuses import CaseStatus
from portal.prepared import Moment, Place, Prepared


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
    # Of the period the case is in today (models/statuses.py), kept by operations/statuses.
    status_reason = CharField(max_length=30, default="")
    status_until = DateField(null=True)  # its last day, where one is known
    status_review_on = DateField(null=True)  # CASE-3: by when it is looked at again
    not_owed = LongText()  # past days on which no hours were owed: "from/to" between commas
    story = CharField(max_length=300, default="")  # a line on circumstances, shown in the facts

    # Kept for the lists, by operations/cases.py:refresh.
    display_name = CharField()
    search_words = CharField(default="")  # policy/names.py; its pieces are in NamePiece
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
    cause_asked_on = DateField(null=True)  # the oldest question of good cause that is open
    plan_status = CharField(max_length=20, default="")
    # Since when something of the case waits, for the alerts (policy/alerts.py).
    unnoted_on = DateField(null=True)  # the oldest contact of staff that no note tells of
    task_due_on = DateField(null=True)  # the worker's next task
    documents_since_at = UtcField(null=True)
    reports_since_at = UtcField(null=True)
    address_since_at = UtcField(null=True)  # a new address or telephone that nobody decided on
    told_since_at = UtcField(null=True)  # a task that the participant told as done
    offered_at = UtcField(null=True)  # the plan that waits for signatures
    change_until = DateField(null=True)  # PLAN-7, of the latest plan
    reassign_until = DateField(null=True)  # PLAN-8, of the latest plan
    good_cause_until = DateField(null=True)  # CASE-4: the last day to give a reason, while asked
    noncompliance_due_on = DateField(null=True)  # CASE-4: the next step of an open noncompliance
    clock_ends_on = DateField(null=True)  # PLAN-11: the last day of the clock that ends first
    clock_kind = CharField(max_length=30, default="")  # which clock that is
    follow_up_due_on = DateField(null=True)  # PLAN-13
    reassess_on = DateField(null=True)  # PLAN-12: the next reassessment
    assigned_since_at = UtcField(null=True)  # CASE-1: given to its worker, not accepted yet
    handing = CharField(max_length=24, default="")  # CASE-6, CASE-7: kind/state of what runs
    handing_since_at = UtcField(null=True)
    accommodations = CharField(max_length=300, default="")  # PLAN-14: codes between commas
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
        """The condition behind `visible_to`, for queries of other tables joined to the case.

        A case whose participant is in danger (NOTE-6) is there for its two workers, for who was
        named on it, and for monitors; for nobody else, whatever their role or reason.
        """
        if actor.is_participant:
            return cls.participant == actor.id
        named = cls.id.in_(Opening.of(actor, OpeningKind.NAMED))
        is_open = (cls.is_restricted == False) & (cls.unit == actor.unit_id)  # noqa: E712
        match actor.role:
            case Role.COUNSELOR:
                opened = cls.id.in_(Opening.of(actor, OpeningKind.OPENED))
                return cls.caseload_of(actor) | (is_open & opened)
            case Role.SPECIALIST:
                opened = cls.id.in_(Opening.of(actor, OpeningKind.OPENED))
                return cls.caseload_of(actor) | (is_open & opened) | named
            case Role.SUPERVISOR:
                return cls.caseload_of(actor) | is_open | named
            case Role.MONITOR | Role.SYSTEM:
                return cls.id == cls.id
            case _:
                return cls.id == 0

    @classmethod
    def caseload_of(cls, actor: Actor) -> Any:
        """The condition on the cases that are this person's own: as primary or secondary worker."""
        return (cls.worker == actor.id) | (cls.secondary == actor.id)

    @classmethod
    def work_of(cls, actor: Actor) -> Any:
        """The condition on the cases that stand in this person's lists of work: a counselor's and
        a specialist's own ones (what they opened with a reason is not theirs), else the scope."""
        if actor.role in ASKED_FOR_A_REASON:
            return cls.caseload_of(actor)
        return cls.scope(actor)

    @classmethod
    def findable_by(cls, actor: Actor) -> Any:
        """The condition on the cases whose name and number a search may show: those that this
        person sees, and those of their unit that would open with a reason."""
        if actor.role not in ASKED_FOR_A_REASON:
            return cls.scope(actor)
        return cls.scope(actor) | cls.opens_with_reason(actor)

    @classmethod
    def opens_with_reason(cls, actor: Actor) -> Any:
        """The condition on the cases that a counselor or specialist may open with a reason."""
        return (cls.is_restricted == False) & (cls.unit == actor.unit_id)  # noqa: E712

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The case of an address. Raises Case.DoesNotExist, as for a case that is not there, and
        ReasonNeeded for one that opens to this person with a reason."""
        found: list[Self] = _BY_KEY.rows(actor.role, actor=actor.id, unit=actor.unit_id, key=key)
        if found:
            return found[0]
        if actor.role in ASKED_FOR_A_REASON and _OPENS.rows(unit=actor.unit_id, key=key):
            raise ReasonNeeded(key)
        raise cls.DoesNotExist("no such case")

    @classmethod
    def is_visible_to(cls, actor: Actor, case_id: int) -> bool:
        """Whether this person sees a case at this moment."""
        return bool(cls.visible_to(actor).where(cls.id == case_id).exists())

    @classmethod
    def get_to_open(cls, actor: Actor, key: str) -> Self:
        """The case that a counselor or specialist is asked a reason for. Raises
        Case.DoesNotExist for one that does not open to them."""
        if actor.role not in ASKED_FOR_A_REASON:
            raise cls.DoesNotExist("no such case")
        found: Self = _OPENS.one(unit=actor.unit_id, key=key)
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
_IS_NOBODYS = Case.worker.is_null()
Case.add_index(
    Case.index(Case.office, Case.enrolled_on, name="case_file_unassigned", where=_IS_NOBODYS)
)
_HAS_END = Case.status_until.is_null(False)
Case.add_index(Case.index(Case.status_until, name="case_file_status_until", where=_HAS_END))


class Opening(Table):
    """One person's way into a case that is not theirs: opened with a reason for the rest of the
    day, or named on it by one of its workers while it is private (NOTE-6)."""

    key = KeyField()
    case = ForeignKeyField(Case, index=False)
    account = ForeignKeyField(Account, index=False)
    kind = CharField(max_length=16)
    reason = CharField(max_length=30, default="")
    text = LongText()  # sealed under the case's key, for the reason "other"
    given_by = ForeignKeyField(Account, null=True, index=False)  # who named them
    at = UtcField()
    until = UtcField(null=True)  # none: until it is taken back
    ended_by = ForeignKeyField(Account, null=True, index=False)

    class Meta:
        indexes = ((("account", "kind", "until"), False), (("case", "at"), False))

    @classmethod
    def of(cls, actor: Actor, kind: OpeningKind) -> ModelSelect:
        """The ids of the cases that are open to a person in this way at this moment."""
        now: Any = Moment() if isinstance(actor.id, Place) else clock.now()
        still = cls.until.is_null() | (cls.until > now)
        return cls.select(cls.case).where(cls.account == actor.id, cls.kind == kind, still)


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
        Case.select(Case, Participant, Account.id, Account.name, Account.phone, Office)
        .join(Participant)
        .switch(Case)
        .join(Account, "LEFT JOIN", on=(Case.worker == Account.id))
        .switch(Case)
        .join(Office, on=(Case.office == Office.id))
        .where(Case.participant == Place("participant"))
        .order_by((Case.status == CaseStatus.CLOSED), Case.enrolled_on.desc())
        .limit(1)
    )


def _opens() -> ModelSelect:
    anybody: Any = Actor(Role.COUNSELOR, 0, "", unit_id=Place("unit"))
    return (
        Case.select(Case, Participant)
        .join(Participant)
        .where(Case.opens_with_reason(anybody), Case.key == Place("key"))
    )


_BY_KEY = Prepared(_by_key)
_OPENS = Prepared(_opens)
_OF_PARTICIPANT = Prepared(_of_participant)


class TimelineEntry(Table):
    """One line of a case's line of time, written with the entry it names; read by its key."""

    case = ForeignKeyField(Case, index=False)
    at = UtcField()
    kind = CharField(max_length=12)
    ref = IntegerField()

    class Meta:
        primary_key = CompositeKey("case", "at", "kind", "ref")
        without_rowid = True


class NamePiece(Table):
    """Where a search for a case may begin: pieces of its name and number (policy/names.py).

    Clustered by office and piece, so that an office's search reads a range of its own rows however
    many other offices there are. Bytes: their order is that of every database.
    """

    office = ForeignKeyField(Office, index=False)
    piece = BlobField()
    case = ForeignKeyField(Case, index=False)

    class Meta:
        primary_key = CompositeKey("office", "piece", "case")
        without_rowid = True
