"""What nobody may do with a case, tried all the same."""

from typing import Any

import peewee
import pytest

from portal import db
from portal.access import ROLE_PERMISSIONS, Permission
from portal.models import Account, Case
from portal.models.accounts import Role
from portal.models.reasons import ReasonNeeded
from portal.operations import operation, record
from portal.operations.statuses import enter_status
from portal.policy.status_periods import StatusReason
from portal.policy.statuses import CaseStatus
from tests import factories
from tests.life.steps import PARTS
from tests.noncompliance.scene import noon

_OTHERS = (
    Role.COUNSELOR, Role.PROVIDER, Role.CLERICAL, Role.SUPERVISOR, Role.MONITOR, Role.TRANSLATOR,
    Role.ADMINISTRATOR,
)  # fmt: skip
_COLUMNS = ("decision", "held_on", "kind", "sealed_issues")


def open_as_another(of: Any, pick: int) -> None:
    """Who does not work the case does not get at it, or may only read."""
    role = _OTHERS[pick % len(_OTHERS)]
    other = of.hands.bo if role is Role.COUNSELOR else _somebody(role)
    try:
        Case.get_for(other.actor, of.case.key)
    except (Case.DoesNotExist, ReasonNeeded):
        return
    assert Permission.CASE_WRITE not in ROLE_PERMISSIONS[role]


def _somebody(role: Role) -> Account:
    found: Account | None = Account.get_or_none(Account.role == role)
    return found or factories.account(f"{role.title()} Moss", role)


def past_the_gate(of: Any) -> bool:
    """A sanction by the one way that statuses have, and nothing before it. Raises Refused."""
    today = of.know.today

    @operation()
    def forgetful(*, at: Any) -> bool:
        enter_status(
            of.hands.ana.actor, case=of.now, status=CaseStatus.SANCTIONED,
            reason=StatusReason.NO_CAUSE, starts_on=today, today=today, at=at,
        )  # fmt: skip
        record(of.hands.ana.actor, "forgot", of.case, case=of.case)
        return True

    return forgetful(at=noon(today))


def raw_sql(of: Any, pick: int, is_gone: bool) -> None:
    """Whoever speaks to the database: what was completed neither changes nor goes."""
    if not of.know.locked:
        return
    key, tables = next(iter(of.know.locked)), ("staffing", *PARTS)
    table = tables[pick % len(tables)]
    place, column = ("id", _COLUMNS[pick % 4]) if table == "staffing" else ("staffing_id",) * 2
    where = f"{table} WHERE {place} = {key}"
    if db.database.execute_sql(f"SELECT 1 FROM {where}").fetchone() is None:
        return
    change = f"UPDATE {table} SET {column} = {column} WHERE {place} = {key}"
    with pytest.raises(peewee.DatabaseError), db.transaction():
        db.database.execute_sql(f"DELETE FROM {where}" if is_gone else change)
