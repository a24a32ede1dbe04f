"""Safety concerns: while one runs the whole case is private (NOTE-6; DW CM, Privacy 3)."""

from enum import StrEnum
from typing import Any, Self

from peewee import CharField, ForeignKeyField, IntegerField

from portal.db import LongText, Table, UtcField
from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case, Opening, OpeningKind


class SafeChannel(StrEnum):
    """The one way by which the portal itself may write to somebody in danger; none is the rule."""

    NONE = ""
    SMS = "sms"
    EMAIL = "email"


class SafetyConcern(Table):
    """Somebody is in danger: from when to when, who said so, how they can be reached safely."""

    case = ForeignKeyField(Case)
    began_at = UtcField()
    began_by = ForeignKeyField(Account, null=True, index=False)  # none: the participant
    ended_at = UtcField(null=True)
    ended_by = ForeignKeyField(Account, null=True, index=False)
    channel = CharField(max_length=8, default=SafeChannel.NONE)
    safe_ways = LongText()  # sealed under the case's key
    safe_times = LongText()  # sealed under the case's key
    version = IntegerField(default=1)

    @classmethod
    def readable_by(cls, actor: Actor) -> Any:
        """The condition on concerns joined to their case, also when they are over: its two
        workers, who is named on it, and monitors (NOTE-6)."""
        if actor.role in (Role.MONITOR, Role.SYSTEM):
            return Case.id == Case.id
        return Case.caseload_of(actor) | Case.id.in_(Opening.of(actor, OpeningKind.NAMED))

    @classmethod
    def running_for(cls, case: Case) -> Self | None:
        """The concern that runs for a case, if one does."""
        found: Self | None = cls.select().where(cls.case == case.id, _RUNS).first()
        return found


_RUNS = SafetyConcern.ended_at.is_null()
# Two who begin one at the same time begin the same one.
SafetyConcern.add_index(
    SafetyConcern.index(SafetyConcern.case, unique=True, name="safety_concern_running", where=_RUNS)
)
