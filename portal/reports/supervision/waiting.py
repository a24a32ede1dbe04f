"""What waits for a supervisor's own act: closings and transfers to review, summaries of support
teams to initial, one-on-one orientations to approve."""

from dataclasses import dataclass
from typing import Any

from peewee import ModelSelect, Select, fn

from portal.models.accounts import Actor, Role
from portal.models.cases import Case
from portal.models.handings import Handing
from portal.models.meetings import OneOnOne, OneOnOneState, SummaryState, TeamSummary
from portal.policy.handings import HandingState
from portal.prepared import Place, Prepared


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of each wait, of the cases that the supervisor sees."""

    to_review: int
    to_initial: int
    to_approve: int


def _counted(role: Role) -> Any:
    actor: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))

    def count(table: Any, *wanted: Any) -> ModelSelect:
        return table.select(fn.COUNT(table.id)).join(Case).where(Case.scope(actor), *wanted)

    return Select(
        columns=[
            count(
                Handing,
                Handing.state == HandingState.AT_SUPERVISOR,
                Handing.ended_at.is_null(),
            ),
            count(TeamSummary, TeamSummary.state == SummaryState.SIGNED),
            count(OneOnOne, OneOnOne.state == OneOnOneState.WAITING),
        ]
    )


_COUNTED = Prepared(_counted)


def waiting_for(actor: Actor) -> Waiting:
    """What waits for this supervisor. One statement."""
    return Waiting(*_COUNTED.tuples(actor.role, actor=actor.id, unit=actor.unit_id)[0])
