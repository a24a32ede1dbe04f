"""Assessments and the labor market facts behind the goals of a plan (PLAN-12)."""

from typing import Self

from peewee import CharField, DateField, ForeignKeyField, IntegerField

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.documents import Document


class Assessment(Table):
    """What was found out on a day, with which tool, and when to look again.

    The result is sealed under the case's key. The latest of a kind is the one that counts: an
    earlier one has `followed_at`, the moment at which the next was entered.
    """

    key = KeyField()
    case = ForeignKeyField(Case)
    kind = CharField(max_length=30)
    tool = CharField(max_length=200)
    taken_on = DateField()
    sealed_result = LongText()
    again_on = DateField(null=True)
    document = ForeignKeyField(Document, null=True, index=False)
    entered_by = ForeignKeyField(Account, null=True, index=False)
    entered_at = UtcField()
    followed_at = UtcField(null=True)

    @classmethod
    def get_for(cls, actor: Actor, case: Case, key: str) -> Self:
        """The assessment of an address, with its case. Raises Assessment.DoesNotExist."""
        found: Self = (
            cls.select(cls, Case)
            .join(Case)
            .where(Case.scope(actor), cls.case == case.id, cls.key == key)
            .get()
        )
        return found


class LaborFact(Table):
    """What is known of the market for an occupation that a goal leads to.

    The goal is named by its words: a phrase of the bank, or what was typed; so the fact stays with
    it through the versions of a plan. Wages in cents an hour.
    """

    key = KeyField()
    case = ForeignKeyField(Case)
    goal_phrase = CharField(max_length=60, default="")
    goal_text = LongText()
    occupation = CharField(max_length=200)
    demand = CharField(max_length=20)
    wage_from_cents = IntegerField(null=True)
    wage_to_cents = IntegerField(null=True)
    place = CharField(max_length=200, default="")
    source = CharField(max_length=300)
    found_on = DateField()
    entered_by = ForeignKeyField(Account, null=True, index=False)
    entered_at = UtcField()
    removed_at = UtcField(null=True)

    @classmethod
    def get_for(cls, actor: Actor, case: Case, key: str) -> Self:
        """The fact of an address, with its case. Raises LaborFact.DoesNotExist, also for one that
        was taken away."""
        found: Self = (
            cls.select(cls, Case)
            .join(Case)
            .where(Case.scope(actor), cls.case == case.id, cls.key == key, cls.removed_at.is_null())
            .get()
        )
        return found
