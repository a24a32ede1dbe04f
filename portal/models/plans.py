"""Employment plans: versions, items from the phrase bank or in the worker's words, activities."""

from enum import StrEnum
from typing import Self

from peewee import CharField, DateField, ForeignKeyField, IntegerField, SmallIntegerField

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor
from portal.models.cases import Case


class PlanState(StrEnum):
    """A version waits for signatures, is in force, or was followed by the next."""

    DRAFT = "draft"
    OFFERED = "offered"
    SIGNED = "signed"
    SUPERSEDED = "superseded"


class ItemKind(StrEnum):
    """What a plan holds (PLAN-1)."""

    GOAL_SHORT = "goal_short"
    GOAL_LONG = "goal_long"
    OBJECTIVE = "objective"
    SERVICE = "service"
    STEP = "step"
    MILESTONE = "milestone"


class Plan(Table):
    """One version of a case's plan; old versions stay readable (PLAN-6)."""

    key = KeyField()
    case = ForeignKeyField(Case)
    number = IntegerField()
    state = CharField(max_length=12, default=PlanState.DRAFT)
    vision = LongText()
    starts_on = DateField()
    amends_reason = CharField(max_length=40, default="")
    amended_on = DateField(null=True)
    change_until = DateField(null=True)  # PLAN-7
    reassign_until = DateField(null=True)  # PLAN-8
    created_at = UtcField()
    signed_by_worker_at = UtcField(null=True)
    signed_by_participant_at = UtcField(null=True)
    signed_locale = CharField(max_length=10, default="")
    worker = ForeignKeyField(Account, null=True)

    class Meta:
        indexes = ((("case", "number"), True),)

    @classmethod
    def get_for(cls, actor: Actor, case: Case, number: int) -> Self:
        """One version of a case's plan. Raises Plan.DoesNotExist."""
        found: Self = (
            cls.select(cls, Case)
            .join(Case)
            .where(Case.scope(actor), cls.case == case, cls.number == number)
            .get()
        )
        return found


class PlanItem(Table):
    """A goal, objective, service, step or milestone. `phrase` is a code of the phrase bank; where
    it is empty, `text` is what the worker typed, in English (LANG-3)."""

    plan = ForeignKeyField(Plan, on_delete="CASCADE")
    kind = CharField(max_length=12)
    position = SmallIntegerField()
    parent = ForeignKeyField("self", null=True)
    phrase = CharField(max_length=60, default="")
    text = LongText()
    due_on = DateField(null=True)
    done_on = DateField(null=True)


class Activity(Table):
    """Something done for a number of hours a week (PLAN-2)."""

    plan = ForeignKeyField(Plan, on_delete="CASCADE")
    kind = CharField(max_length=40)  # a code of the phrase bank
    provider = CharField(default="")
    place = CharField(default="")
    starts_on = DateField()
    ends_on = DateField(null=True)
    minutes_week = IntegerField()


class ActivitySlot(Table):
    """A part of an activity's week: minutes since midnight; an end before the start is past it."""

    activity = ForeignKeyField(Activity, on_delete="CASCADE")
    weekday = SmallIntegerField()  # 0 is Monday
    start_minute = SmallIntegerField()
    end_minute = SmallIntegerField()
