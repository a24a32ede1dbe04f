"""Where a case stood, and when: periods that never overlap (CASE-3, CASE-12).

Both local dates are included; one without an end runs on. A trigger refuses a second period over
the same days, whoever speaks to the database. What a later entry takes the place of is kept,
replaced.
"""

from typing import Any, Self

from peewee import CharField, DateField, ForeignKeyField

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.documents import Document


class StatusPeriod(Table):
    """One stretch of days in one status, with its reason and what shows it.

    The words may tell of health: they are sealed under the case's key, and read by those who read
    the private file (NOTE-7).
    """

    key = KeyField()
    case = ForeignKeyField(Case, index=False)
    status = CharField(max_length=20)
    reason = CharField(max_length=30, default="")
    starts_on = DateField()
    ends_on = DateField(null=True)
    review_on = DateField(null=True)
    document = ForeignKeyField(Document, null=True, index=False)
    sealed_text = LongText()
    source = CharField(max_length=20, default="")  # where it comes from (policy StatusSource)
    changed = LongText()  # what entering it changed, as codes and dates (JSON)
    set_by = ForeignKeyField(Account, null=True, index=False)
    set_at = UtcField()
    replaced_at = UtcField(null=True)  # another took its days

    @classmethod
    def get_for(cls, actor: Actor, case: Case, key: str) -> Self:
        """The period of an address, replaced or not. Raises StatusPeriod.DoesNotExist."""
        found: Self = (
            cls.select(cls, Case)
            .join(Case)
            .where(Case.scope(actor), cls.case == case.id, cls.key == key)
            .get()
        )
        return found


_HOLDS: Any = StatusPeriod.replaced_at.is_null()
StatusPeriod.add_index(
    StatusPeriod.index(
        StatusPeriod.case, StatusPeriod.starts_on, unique=True, name="status_starts_once",
        where=_HOLDS,
    )
)  # fmt: skip
StatusPeriod.add_index(
    StatusPeriod.index(
        StatusPeriod.case, unique=True, name="status_open_once",
        where=_HOLDS & StatusPeriod.ends_on.is_null(),
    )
)  # fmt: skip
