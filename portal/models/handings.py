"""Cases on their way: assigned to a worker, and closed or handed over by three hands.

A handing carries which worker, unit and office the case had and is to have; each step with its
day, and each move from hand to hand with who and why, stay for good.
"""

from typing import Any, Self

from peewee import CharField, DateField, ForeignKeyField, IntegerField, ModelSelect

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor, Office, Role, Unit
from portal.models.cases import Case
from portal.models.people import Participant
from portal.policy.handings import HANDS, HandingKind, HandingState


class Assignment(Table):
    """A case given to a worker: by whom (nobody: it was taken), when, from whom, and when the
    worker accepted it after its checklist (CASE-1)."""

    case = ForeignKeyField(Case, index=False)
    worker = ForeignKeyField(Account)
    from_worker = ForeignKeyField(Account, null=True, index=False)
    by = ForeignKeyField(Account, null=True, index=False)
    at = UtcField()
    accepted_at = UtcField(null=True)

    class Meta:
        indexes = ((("case", "at"), False),)

    @classmethod
    def latest_of(cls, case_id: int) -> Self | None:
        """The case's last one; none for a case that its worker had from the start."""
        query = cls.select().where(cls.case == case_id).order_by(cls.at.desc(), cls.id.desc())
        found: Self | None = query.first()
        return found


class Handing(Table):
    """A closing or a transfer (form 50-20e). `since_at` is when it came into the hand that has it;
    `has_calfresh` whether the participant goes on with CalFresh (form 63-62)."""

    key = KeyField()
    case = ForeignKeyField(Case, index=False)
    kind = CharField(max_length=10)
    state = CharField(max_length=14, default=HandingState.AT_WORKER)
    reason = CharField(max_length=20)
    has_calfresh = CharField(max_length=3, default="")  # yes, no; of a closing
    from_office = ForeignKeyField(Office, index=False)
    from_unit = ForeignKeyField(Unit, null=True, index=False)
    from_worker = ForeignKeyField(Account, null=True, index=False)
    to_office = ForeignKeyField(Office, null=True, index=False)
    to_unit = ForeignKeyField(Unit, null=True, index=False)
    to_worker = ForeignKeyField(Account, null=True, index=False)
    bank = CharField(max_length=8, default="")  # policy/handings.Bank
    begun_by = ForeignKeyField(Account, index=False)
    begun_at = UtcField()
    since_at = UtcField()
    handed_on_by = ForeignKeyField(Account, null=True, index=False)
    approved_by = ForeignKeyField(Account, null=True, index=False)
    routed_by = ForeignKeyField(Account, null=True, index=False)
    ended_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("case", "begun_at"), False),)

    @property
    def its_kind(self) -> HandingKind:
        """The kind as policy knows it."""
        return HandingKind(str(self.kind))

    @property
    def its_state(self) -> HandingState:
        """The state as policy knows it."""
        return HandingState(str(self.state))

    @property
    def is_open(self) -> bool:
        """Whether a hand has it."""
        return self.its_state in HANDS

    @classmethod
    def visible_to(cls, actor: Actor) -> ModelSelect:
        """Those of the cases that this person sees, with case and participant."""
        return (
            cls.select(cls, Case, Participant).join(Case).join(Participant).where(Case.scope(actor))
        )

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The handing of an address, for who sees its case, with the worker that the case had.
        Raises Handing.DoesNotExist."""
        query = cls.visible_to(actor).select_extend(Account.id, Account.name)
        query = query.join_from(
            cls, Account, "LEFT JOIN", on=(cls.from_worker == Account.id), attr="from_worker"
        )
        found: Self = query.where(cls.key == key).get()
        return found

    @classmethod
    def to_route(cls, actor: Actor) -> Any:
        """The condition on what lies with the clerks of this person's office."""
        if actor.role is not Role.CLERICAL:
            return cls.id == 0
        return (cls.from_office == actor.office_id) & (cls.state == HandingState.AT_CLERICAL)

    @classmethod
    def get_to_route(cls, actor: Actor, key: str) -> Self:
        """What a clerk routes or routed: name and number are all that they see of its case.
        Raises Handing.DoesNotExist."""
        was_theirs = (cls.from_office == actor.office_id) & (cls.routed_by == actor.id)
        if actor.role is not Role.CLERICAL:
            raise cls.DoesNotExist(key)
        found: Self = (
            cls.select(cls, Case)
            .join(Case)
            .where(cls.key == key, cls.to_route(actor) | was_theirs)
            .get()
        )
        return found

    @classmethod
    def open_of(cls, case_id: int) -> Self | None:
        """The one that runs for a case, if one does."""
        found: Self | None = cls.select().where(cls.case == case_id, _RUNS).first()
        return found


# One runs for a case at a time; what runs is a small part of all.
_RUNS = Handing.ended_at.is_null()
Handing.add_index(Handing.index(Handing.case, unique=True, name="handing_running", where=_RUNS))
Handing.add_index(Handing.index(Handing.state, Handing.from_office, name="handing_at", where=_RUNS))


class HandingStep(Table):
    """A step answered by hand: on which local date it was done, and who said so. What a hand
    checked before it came back is checked anew: `undone_at`."""

    handing = ForeignKeyField(Handing, index=False)
    step = CharField(max_length=20)
    done_on = DateField()
    by = ForeignKeyField(Account, index=False)
    at = UtcField()
    undone_at = UtcField(null=True)

    class Meta:
        indexes = ((("handing", "step"), False),)


_STANDS = HandingStep.undone_at.is_null()
HandingStep.add_index(
    HandingStep.index(
        HandingStep.handing, HandingStep.step, unique=True, name="handing_step_stands",
        where=_STANDS,
    )
)  # fmt: skip


class HandingMove(Table):
    """One move from hand to hand: what was done, by whom, why, and in which words (sealed)."""

    handing = ForeignKeyField(Handing)
    act = CharField(max_length=12)
    by = ForeignKeyField(Account, index=False)
    at = UtcField()
    reason = CharField(max_length=24, default="")
    text = LongText()  # sealed under the case's key
