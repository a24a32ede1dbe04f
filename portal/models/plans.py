"""Employment plans: versions, items from the phrase bank or in the worker's words, activities;
what was signed of a version, word for word, and who signed it."""

from enum import StrEnum
from typing import Self

from peewee import (
    SQL,
    BooleanField,
    CharField,
    DateField,
    ForeignKeyField,
    IntegerField,
    SmallIntegerField,
)

from portal.db import KeyField, LongText, Table, UtcField, new_key
from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.policy.plan_items import ItemKind as ItemKind


class PlanState(StrEnum):
    """A version is written, waits for signatures, is signed by both, was followed by the next, or
    was taken back before both had signed it."""

    DRAFT = "draft"
    OFFERED = "offered"
    SIGNED = "signed"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


# What a case's lists, counts and deadlines look at: a draft is the worker's alone, and what was
# taken back binds nobody.
UNOFFERED = (PlanState.DRAFT, PlanState.WITHDRAWN)


class Signer(StrEnum):
    """Whose signature it is (PLAN-5)."""

    WORKER = "worker"
    PARTICIPANT = "participant"


class Plan(Table):
    """One version of a case's plan; old versions stay readable (PLAN-6)."""

    key = KeyField()
    case = ForeignKeyField(Case)
    number = IntegerField()
    state = CharField(max_length=12, default=PlanState.DRAFT)
    vision = LongText()
    starts_on = DateField()
    amends_reason = CharField(max_length=40, default="")  # the first of the causes
    causes = CharField(max_length=120, default="")  # AmendmentCause, with commas (PLAN-6)
    follows = ForeignKeyField("self", null=True, index=False)  # the version that it amends
    amended_on = DateField(null=True)
    change_until = DateField(null=True)  # PLAN-7
    reassign_until = DateField(null=True)  # PLAN-8
    created_at = UtcField()
    offered_at = UtcField(null=True)
    signed_by_worker_at = UtcField(null=True)
    signed_by_participant_at = UtcField(null=True)
    signed_locale = CharField(max_length=10, default="")
    worker = ForeignKeyField(Account, null=True)
    version = IntegerField(default=1)  # of the draft: two people at it are told

    class Meta:
        indexes = ((("case", "number"), True),)

    @property
    def is_frozen(self) -> bool:
        """Whether its contents may not change any more (PLAN-5, PLAN-6)."""
        return self.state != PlanState.DRAFT

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

    key = KeyField(null=True)  # its address in a draft; none in versions older than the editor
    plan = ForeignKeyField(Plan, on_delete="CASCADE")
    kind = CharField(max_length=12)
    position = SmallIntegerField()
    parent = ForeignKeyField("self", null=True)
    phrase = CharField(max_length=60, default="")
    text = LongText()
    due_on = DateField(null=True)
    done_on = DateField(null=True)
    version = IntegerField(default=1, constraints=[SQL("DEFAULT 1")])  # two people are told


class Activity(Table):
    """Something done for a number of hours a week (PLAN-2). `series` is the same activity's in
    every version of the plan: hours are summed by it (PLAN-9)."""

    plan = ForeignKeyField(Plan, on_delete="CASCADE")
    series = CharField(max_length=16, default=new_key)
    kind = CharField(max_length=40)  # a code of the phrase bank
    provider = CharField(default="")
    place = CharField(default="")
    starts_on = DateField()
    ends_on = DateField(null=True)
    minutes_week = IntegerField()
    version = IntegerField(default=1, constraints=[SQL("DEFAULT 1")])  # two people are told

    class Meta:
        indexes = ((("plan", "series"), True), (("series",), False))


class ActivitySlot(Table):
    """A part of an activity's week: minutes since midnight; an end before the start is past it."""

    activity = ForeignKeyField(Activity, on_delete="CASCADE")
    weekday = SmallIntegerField()  # 0 is Monday
    start_minute = SmallIntegerField()
    end_minute = SmallIntegerField()


class PlanText(Table):
    """A version word for word in one language, as it was shown to who signed it (PLAN-5).

    `text` is JSON, written once; `sha256` is its digest. The files made of it lie in storage.
    """

    plan = ForeignKeyField(Plan, index=False, on_delete="CASCADE")
    locale = CharField(max_length=10)
    text = LongText()
    sha256 = CharField(max_length=64)
    frozen_at = UtcField()
    pdf = CharField(max_length=120, default="")  # storage name; empty until it is made
    pdf_sha256 = CharField(max_length=64, default="")
    made_with = LongText()  # JSON, versions of renderer and fonts

    class Meta:
        indexes = ((("plan", "locale"), True),)


class PlanSignature(Table):
    """One signature under a version: whose, the name typed, when, in which language, read or heard,
    on whose screen, and the digest of the words that stood there (PLAN-5)."""

    plan = ForeignKeyField(Plan, index=False, on_delete="CASCADE")
    signer = CharField(max_length=12)
    name = CharField(max_length=200)
    locale = CharField(max_length=10)
    was_heard = BooleanField(default=False)  # read aloud by the worker or an interpreter
    witness = ForeignKeyField(Account, null=True, index=False)  # whose screen, at the counter
    account = ForeignKeyField(Account, null=True, index=False)  # the worker who signed
    signed_at = UtcField()
    shown_sha256 = CharField(max_length=64)
    sha256 = CharField(max_length=64)  # of all of the above, so that none can change unseen

    class Meta:
        indexes = ((("plan", "signer"), True),)
