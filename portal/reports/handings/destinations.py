"""Where a case can go: a worker of its office, or a unit of any office."""

from peewee import ModelSelect

from portal.models.accounts import Account, Office, Role, Unit
from portal.prepared import Place, Prepared

_TAKERS = (Role.COUNSELOR, Role.SPECIALIST)


def workers(office_id: int, without: int = 0) -> list[tuple[str, str]]:
    """The workers of an office, but one: key, and name with unit. One statement."""
    rows = _WORKERS.rows(office=office_id, worker=without)
    return [(row.key, f"{row.name}, {row.unit}") for row in rows]


def units() -> list[tuple[str, str]]:
    """All units by office: number and name. One statement."""
    return [(str(row.id), f"{row.office}, {row.name}") for row in _UNITS.rows()]


def _workers() -> ModelSelect:
    return (
        Account.select(Account.key, Account.name, Unit.name.alias("unit"))
        .join(Unit)
        .where(
            Account.office == Place("office"), Account.role.in_(_TAKERS), ~Account.is_locked,
            Account.id != Place("worker"),
        )
        .order_by(Account.name, Account.id)
        .namedtuples()
    )  # fmt: skip


def _units() -> ModelSelect:
    return (
        Unit.select(Unit.id, Unit.name, Office.name.alias("office"))
        .join(Office)
        .order_by(Office.name, Unit.name, Unit.id)
        .namedtuples()
    )


_WORKERS = Prepared(_workers)
_UNITS = Prepared(_units)
