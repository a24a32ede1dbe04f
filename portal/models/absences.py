"""Who is away, and who stands in."""

from datetime import date
from typing import Any, Self

from peewee import DateField, ForeignKeyField, ModelSelect

from portal.db import KeyField, Table, UtcField
from portal.models.accounts import Account, Actor, Role
from portal.prepared import Place, Prepared


class Absence(Table):
    """A worker is away from one day to another, both included, and a colleague of the unit stands
    in. What was said to participants rests on it: it is never changed, only ended earlier."""

    key = KeyField()
    account = ForeignKeyField(Account)  # who is away
    stand_in = ForeignKeyField(Account)
    starts_on = DateField()
    ends_on = DateField()  # the last day away, as it was entered
    ended_on = DateField(null=True)  # the first day back, where that was earlier
    entered_by = ForeignKeyField(Account, index=False)
    entered_at = UtcField()

    class Meta:
        indexes = ((("account", "ends_on"), False), (("stand_in", "ends_on"), False))

    @classmethod
    def runs_on(cls, on: Any) -> Any:
        """The condition on absences that hold on a local date."""
        return (
            (cls.starts_on <= on)
            & (cls.ends_on >= on)
            & (cls.ended_on.is_null() | (cls.ended_on > on))
        )

    @classmethod
    def may_be_entered_by(cls, actor: Actor) -> Any:
        """The condition on workers whose absence this person may enter or end: their own, and for
        a supervisor those of the unit."""
        own = Account.id == actor.id
        return own | (Account.unit == actor.unit_id) if actor.role is Role.SUPERVISOR else own

    @classmethod
    def of_unit(cls, actor: Actor, since: date) -> list[Self]:
        """The absences of this person's unit that are not over on a day, the next one first."""
        found: list[Self] = _OF_UNIT.rows(unit=actor.unit_id, since=since)
        return found

    @classmethod
    def get_for(cls, actor: Actor, key: str) -> Self:
        """The absence of an address, for those who may end it. Raises Absence.DoesNotExist."""
        query = cls.select(cls, Account).join(Account, on=(cls.account == Account.id))
        found: Self = query.where(cls.key == key, cls.may_be_entered_by(actor)).get()
        return found


def _of_unit() -> ModelSelect:
    second, since = Account.alias("second"), Place("since")
    is_open = Absence.ended_on.is_null() | (Absence.ended_on > since)
    return (
        Absence.select(Absence, Account, second)
        .join(Account, on=(Absence.account == Account.id))
        .switch(Absence)
        .join(second, on=(Absence.stand_in == second.id), attr="stand_in")
        .where(Account.unit == Place("unit"), Absence.ends_on >= since, is_open)
        .order_by(Absence.starts_on, Absence.id)
    )


_OF_UNIT = Prepared(_of_unit)
