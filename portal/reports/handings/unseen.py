"""Private cases that are nobody's: that one waits is all that their unit's supervisor learns.

Neither name, number nor language, and not how many: an entire case that is private is for its two
workers and who is named on it (NOTE-6; safety.md, Who sees what). Without a worker it would be
lost: a new case must be somebody's by the next working day, private or not (CASE-1).
"""

from typing import Any

from peewee import ModelSelect

from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.policy.statuses import CaseStatus
from portal.prepared import Place, Prepared


def one_waits(actor: Actor) -> bool:
    """Whether a private case of this supervisor's unit, or of no unit of their office, has neither
    a worker nor a second one who still works here. One statement."""
    return next_unseen(actor) is not None


def next_unseen(actor: Actor) -> Case | None:
    """The one of them that waits longest; for the operation alone that gives it to a worker."""
    found = _UNSEEN.rows(office=actor.office_id, unit=actor.unit_id)
    return found[0] if found else None


def _unseen() -> ModelSelect:
    here = (Case.office == Place("office")) & (Case.unit.is_null() | (Case.unit == Place("unit")))
    return (
        Case.select()
        .where(
            here, _is_nobodys(Case.worker), _is_nobodys(Case.secondary),
            Case.is_restricted.in_([True]), Case.status != CaseStatus.CLOSED,
        )
        .order_by(Case.enrolled_on, Case.id)
        .limit(1)
    )  # fmt: skip


def _is_nobodys(column: Any) -> Any:
    # Whose account is locked has left, or may not work: none of their lists is read by anybody.
    gone = Account.select(Account.id).where(Account.is_locked == True)  # noqa: E712
    return column.is_null() | column.in_(gone)


_UNSEEN = Prepared(_unseen)
