"""The list of the counselor of the day: cases that are nobody's, to be somebody's by the next
working day; and those that were given to a worker who has not accepted them yet (CASE-1)."""

from typing import Any

from peewee import JOIN, ModelSelect

from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.people import Participant
from portal.policy.statuses import CaseStatus
from portal.prepared import Place, Prepared

PAGE = 50
_TAKERS = (Role.COUNSELOR, Role.SPECIALIST)


def nobodys(actor: Actor, page: int) -> list[Any]:
    """The open cases of this person's unit, and of no unit of their office, that have no worker,
    the oldest first: up to PAGE and one more where there are more. A private case is not among
    them. One statement."""
    return _NOBODYS.rows(**_values(actor, page))


def not_accepted(actor: Actor, page: int) -> list[Any]:
    """The cases of this person's work that their worker has not accepted yet, the longest waiting
    first. One statement."""
    return _GIVEN.rows(actor.role, actor=actor.id, unit=actor.unit_id, limit=PAGE + 1,
                       offset=(page - 1) * PAGE)  # fmt: skip


def case_to_give(actor: Actor, key: str) -> Case:
    """A case that is nobody's, for who may take or give it. Raises Case.DoesNotExist."""
    found: Case = (
        Case.select(Case, Participant)
        .join(Participant)
        .where(_lies(actor.office_id, actor.unit_id), Case.key == key)
        .get()
    )
    return found


def taker(actor: Actor, key: str) -> Account:
    """Who of the office can be given a case. Raises Account.DoesNotExist."""
    found: Account = Account.get(
        Account.key == key, Account.office == actor.office_id, Account.role.in_(_TAKERS)
    )
    return found


def _lies(office: Any, unit: Any) -> Any:
    here = (Case.office == office) & (Case.unit.is_null() | (Case.unit == unit))
    is_open = (Case.status != CaseStatus.CLOSED) & Case.is_restricted.in_([False])
    return Case.worker.is_null() & here & is_open


def _values(actor: Actor, page: int) -> dict[str, Any]:
    return {
        "office": actor.office_id, "unit": actor.unit_id, "limit": PAGE + 1,
        "offset": (page - 1) * PAGE,
    }  # fmt: skip


def _nobodys() -> ModelSelect:
    return (
        Case.select(
            Case.key, Case.display_name.alias("name"), Case.number, Case.locale, Case.enrolled_on
        )
        .where(_lies(Place("office"), Place("unit")))
        .order_by(Case.enrolled_on, Case.id)
        .limit(Place("limit"))
        .offset(Place("offset"))
        .namedtuples()
    )


def _given(role: Any) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    return (
        Case.select(
            Case.key, Case.display_name.alias("name"), Case.number, Case.locale,
            Case.assigned_since_at, Account.name.alias("worker"),
        )
        .join(Account, JOIN.LEFT_OUTER, on=(Case.worker == Account.id))
        .where(
            Case.work_of(anybody), Case.assigned_since_at.is_null(False),
            Case.status != CaseStatus.CLOSED,
        )
        .order_by(Case.assigned_since_at, Case.id)
        .limit(Place("limit"))
        .offset(Place("offset"))
        .namedtuples()
    )  # fmt: skip


_NOBODYS = Prepared(_nobodys)
_GIVEN = Prepared(_given)
