"""What the clocks of months are read from: the periods that stop them, and what a worker decided
about a clock or one of its months (PLAN-11). Nothing is changed: what is corrected is replaced.
"""

from enum import StrEnum
from typing import Any, Self

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.documents import Document


class ClockStop(Table):
    """A period in which an exemption stops clocks, both local dates included; without an end it
    runs on. Which clocks it stops, its reason says (policy/programs).

    The evidence may tell of health: it is sealed under the case's key, and read by those who read
    the private file (NOTE-7).
    """

    key = KeyField()
    case = ForeignKeyField(Case, index=False)
    reason = CharField(max_length=30)
    starts_on = DateField()
    ends_on = DateField(null=True)
    sealed_evidence = LongText()
    document = ForeignKeyField(Document, null=True, index=False)
    entered_by = ForeignKeyField(Account, null=True, index=False)
    entered_at = UtcField()
    replaces = ForeignKeyField("self", null=True, index=False)
    replaced_at = UtcField(null=True)  # followed by another, or taken back

    class Meta:
        indexes = ((("case", "starts_on"), False),)

    @classmethod
    def get_for(cls, actor: Actor, case: Case, key: str) -> Self:
        """The period of an address that still holds. Raises ClockStop.DoesNotExist."""
        found: Self = (
            cls.select(cls, Case)
            .join(Case)
            .where(
                Case.scope(actor), cls.case == case.id, cls.key == key, cls.replaced_at.is_null()
            )
            .get()
        )
        return found


class ClockAct(StrEnum):
    """What was decided: where a clock begins, or whether one of its months counts."""

    BEGINS = "begins"
    MONTH = "month"


class ClockEntry(Table):
    """One decision on a clock of a case, with its reason and what shows it.

    `month` is yyyy-mm: the first month of the clock, or the month decided on. `months_before` were
    used before it, elsewhere.
    """

    key = KeyField()
    case = ForeignKeyField(Case, index=False)
    clock = CharField(max_length=30)
    act = CharField(max_length=8)
    month = CharField(max_length=7)
    months_before = IntegerField(default=0)
    is_counted = BooleanField(default=True)
    reason = CharField(max_length=30, default="")
    evidence = LongText()
    document = ForeignKeyField(Document, null=True, index=False)
    entered_by = ForeignKeyField(Account, null=True, index=False)
    entered_at = UtcField()
    replaced_at = UtcField(null=True)

    class Meta:
        indexes = ((("case", "clock"), False),)


_HOLDS: Any = ClockEntry.replaced_at.is_null()
# Of two who decide the same at the same time one is told: a clock begins once, a month is one way.
ClockEntry.add_index(
    ClockEntry.index(
        ClockEntry.case, ClockEntry.clock, ClockEntry.month, unique=True, name="clock_month_once",
        where=_HOLDS & (ClockEntry.act == ClockAct.MONTH),
    )
)  # fmt: skip
ClockEntry.add_index(
    ClockEntry.index(
        ClockEntry.case, ClockEntry.clock, unique=True, name="clock_begins_once",
        where=_HOLDS & (ClockEntry.act == ClockAct.BEGINS),
    )
)  # fmt: skip
