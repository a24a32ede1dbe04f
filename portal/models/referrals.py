"""Classes that providers hold, and who was referred to them (PLAN-10)."""

from datetime import date
from typing import Any, Self

from peewee import CharField, DateField, ForeignKeyField, ModelSelect

from portal.db import KeyField, Table, UtcField
from portal.models.accounts import Account, Actor, Office, Role
from portal.models.cases import Case
from portal.policy.statuses import CaseStatus


class Course(Table):
    """A class, workshop or workplace whose attendance one provider enters."""

    key = KeyField()
    office = ForeignKeyField(Office)
    provider = ForeignKeyField(Account)
    kind = CharField(max_length=40)  # a code of the phrase bank's activities
    name = CharField(max_length=120)
    made_at = UtcField()
    closed_at = UtcField(null=True)

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """A provider's own class. Raises Course.DoesNotExist."""
        found: Self = cls.own_of(actor).where(cls.key == key).get()
        return found

    @classmethod
    def own_of(cls, actor: Actor) -> ModelSelect:
        """The classes of one provider; nobody else enters attendance in them."""
        is_own = (cls.provider == actor.id) if actor.role is Role.PROVIDER else (cls.id == 0)
        return cls.select().where(is_own)


class Referral(Table):
    """One participant's place in a class: whose activity its attendance is (`series` of the plan),
    and from when to when (local dates)."""

    key = KeyField()
    course = ForeignKeyField(Course)
    case = ForeignKeyField(Case)
    series = CharField(max_length=16)
    starts_on = DateField()
    ends_on = DateField(null=True)
    referred_by = ForeignKeyField(Account, index=False)
    referred_at = UtcField()
    ended_by = ForeignKeyField(Account, null=True, index=False)
    ended_at = UtcField(null=True)

    @classmethod
    def scope(cls, actor: Actor) -> Any:
        """The condition on referrals joined to their class and case: a provider sees their own,
        never the case; while a case is private as a whole its referrals are paused (NOTE-6)."""
        if actor.role is Role.PROVIDER:
            is_own = (Course.provider == actor.id) & Case.is_restricted.in_([False])
            return is_own & (Case.status != CaseStatus.CLOSED)
        return Case.scope(actor)

    @classmethod
    def visible_to(cls, actor: Actor) -> ModelSelect:
        """The referrals this person may see, with their class and case."""
        return (
            cls.select(cls, Course, Case)
            .join(Course)
            .switch(cls)
            .join(Case)
            .where(cls.scope(actor))
        )

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The referral of an address. Raises Referral.DoesNotExist."""
        found: Self = cls.visible_to(actor).where(cls.key == key).get()
        return found

    def holds_on(self, on: date) -> bool:
        """Whether the participant has the place on a local date."""
        row: Any = self
        return bool(row.starts_on <= on and (row.ends_on is None or on <= row.ends_on))


# One place in a class at a time.
_IS_OPEN = Referral.ended_at.is_null()
Referral.add_index(
    Referral.index(
        Referral.course, Referral.case, unique=True, name="referral_open", where=_IS_OPEN
    )
)
