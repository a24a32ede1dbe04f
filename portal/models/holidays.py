"""The days on which the agency, or one office, does not work (PLAN-7)."""

from typing import Any, Self

from peewee import CharField, DateField, ForeignKeyField

from portal.db import KeyField, Table, UtcField
from portal.models.accounts import Account, Office


class Holiday(Table):
    """One local date that is no working day: of every office, or of the one it names.

    Every deadline in working days is counted from this table and from nothing else.
    """

    key = KeyField()
    office = ForeignKeyField(Office, null=True, index=False)  # none: every office
    falls_on = DateField()
    name = CharField(max_length=120)
    entered_by = ForeignKeyField(Account, null=True, index=False)  # none: the portal's own seed
    entered_at = UtcField()

    class Meta:
        indexes = ((("falls_on", "office"), True),)

    @classmethod
    def holds_at(cls, office_id: Any) -> Any:
        """The condition on days that an office does not work: everybody's and its own."""
        return cls.office.is_null() | (cls.office == office_id)

    @classmethod
    def get_by_key(cls, key: str) -> Self:
        """The day of an address, with its office if it has one. Raises Holiday.DoesNotExist."""
        query = cls.select(cls, Office).join(Office, "LEFT JOIN", on=(cls.office == Office.id))
        found: Self = query.where(cls.key == key).get()
        return found


# For the database NULL differs from NULL: a day of every office is kept once by this.
_IS_EVERYWHERE = Holiday.office.is_null()
Holiday.add_index(
    Holiday.index(Holiday.falls_on, unique=True, name="holiday_everywhere", where=_IS_EVERYWHERE)
)
