"""What is around case staffings: the invitation with whom the participant brings, the steps that
became of the joint action plan, and sittings in which many cases are staffed one after another."""

from enum import StrEnum
from typing import Any, Self

from peewee import CharField, DateField, ForeignKeyField, IntegerField, ModelSelect

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor, Role, Unit
from portal.models.cases import Case
from portal.models.letters import Letter
from portal.models.plans import Plan, PlanItem
from portal.models.staffings import Staffing, StaffingAction
from portal.models.tasks import Task


class StaffingInvitation(Table):
    """The participant's invitation to a staffing: when and where they meet, and the letter that
    says it (STAFF-4). Its key is the address of their page: of the staffing itself they see
    nothing. `meeting` is the key of the meeting that was planned for it."""

    key = KeyField()
    staffing = ForeignKeyField(Staffing, unique=True, on_delete="CASCADE")
    letter = ForeignKeyField(Letter, null=True, index=False, on_delete="SET NULL")
    meeting = CharField(max_length=16, default="")
    meets_at = UtcField()
    place = CharField(max_length=300, default="")
    reply_by = DateField(null=True)
    told_at = UtcField(null=True)  # told by other means than the letter that they may bring anyone
    made_by = ForeignKeyField(Account, null=True, index=False)
    made_at = UtcField()

    @classmethod
    def of_participant(cls, actor: Actor) -> ModelSelect:
        """A participant's own invitations, with staffing and case, the latest meeting first; none
        for anybody else."""
        query = cls.select(cls, Staffing, Case).join(Staffing).join(Case)
        is_own = Case.scope(actor) if actor.is_participant else cls.id == 0
        return query.where(is_own).order_by(cls.meets_at.desc())

    @classmethod
    def get_own(cls, actor: Actor, key: str) -> Self:
        """A participant's own invitation. Raises StaffingInvitation.DoesNotExist."""
        found: Self = cls.of_participant(actor).where(cls.key == key).get()
        return found


class StaffingGuest(Table):
    """Somebody whom the participant brings, as they named them on the portal (STAFF-4). The name
    is sealed under the case's key."""

    key = KeyField()
    invitation = ForeignKeyField(StaffingInvitation, on_delete="CASCADE")
    relation = CharField(max_length=16)
    sealed_name = LongText()
    named_at = UtcField()

    @classmethod
    def get_own(cls, actor: Actor, key: str) -> Self:
        """Somebody whom the participant named. Raises StaffingGuest.DoesNotExist."""
        own = StaffingInvitation.of_participant(actor).select(StaffingInvitation.id).order_by()
        query = cls.select(cls, StaffingInvitation, Staffing, Case)
        query = query.join(StaffingInvitation).join(Staffing).join(Case)
        found: Self = query.where(cls.key == key, cls.invitation.in_(own)).get()
        return found


class StaffingStep(Table):
    """What became of a line of the joint action plan: a task for its owner, and a step of the next
    version of the plan where one could be written (STAFF-8)."""

    action = ForeignKeyField(StaffingAction, unique=True)
    task = ForeignKeyField(Task, null=True, index=False)
    plan = ForeignKeyField(Plan, null=True, index=False, on_delete="SET NULL")
    plan_item = ForeignKeyField(PlanItem, null=True, index=False, on_delete="SET NULL")
    made_at = UtcField()


class Sitting(Table):
    """Many cases staffed one after another: a whole caseload, or cases that have something in
    common (STAFF-1). `chosen` is the address of the list that they were chosen by; `present` are
    the professionals at the table, a line each."""

    key = KeyField()
    kind = CharField(max_length=24)  # policy.staffings.StaffingKind
    title = CharField(max_length=120)
    chosen = CharField(max_length=200, default="")
    present = LongText()
    held_on = DateField()
    unit = ForeignKeyField(Unit, null=True, index=False)
    account = ForeignKeyField(Account)  # who leads it
    begun_at = UtcField()
    ended_at = UtcField(null=True)

    @classmethod
    def visible_to(cls, actor: Actor) -> ModelSelect:
        """The sittings that this person leads; all of their unit for its supervisor, all there are
        for monitors (STAFF-11)."""
        query = cls.select(cls, Account.id, Account.name).join(Account)
        match actor.role:
            case Role.COUNSELOR | Role.SPECIALIST:
                return query.where(cls.account == actor.id)
            case Role.SUPERVISOR:
                return query.where(cls.unit == actor.unit_id)
            case Role.MONITOR | Role.SYSTEM:
                return query
            case _:
                return query.where(cls.id == 0)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The sitting of an address. Raises Sitting.DoesNotExist."""
        found: Self = cls.visible_to(actor).where(cls.key == key).get()
        return found


class SittingState(StrEnum):
    """Where a case of a sitting stands."""

    WAITING = "waiting"
    STAFFED = "staffed"
    PASSED = "passed"  # not looked at today


class SittingCase(Table):
    """One case of a sitting, in its order, and the staffing that was begun for it: a record of its
    own (STAFF-1; WA 3.4.2)."""

    sitting = ForeignKeyField(Sitting, index=False, on_delete="CASCADE")
    case = ForeignKeyField(Case, index=False)
    position = IntegerField()
    state = CharField(max_length=8, default=SittingState.WAITING)
    staffing = ForeignKeyField(Staffing, null=True, on_delete="SET NULL")

    class Meta:
        indexes = ((("sitting", "case"), True), (("sitting", "position"), False))

    @classmethod
    def readable_by(cls, actor: Actor) -> Any:
        """The condition on cases of a sitting joined to their case."""
        return Case.scope(actor)


class FiledLetter(Table):
    """The copy of a sent letter that lies with the case's documents: its frozen file, filed as it
    left (STAFF-13). `sha256` is the file's."""

    letter = ForeignKeyField(Letter, unique=True)
    case = ForeignKeyField(Case)
    sha256 = CharField(max_length=64)
    filed_at = UtcField()
