"""What the portal said about the hours of a month, each time it changed (PLAN-10)."""

from typing import Any

from peewee import CharField, ForeignKeyField, IntegerField

from portal.db import Table, UtcField
from portal.models.accounts import Account
from portal.models.cases import Case
from portal.models.tasks import Task
from portal.policy.verdicts import OPEN_VERDICTS, VerdictCause


class MonthVerdict(Table):
    """One verdict on a month, in minutes, with the step that was taken on it; the next verdict on
    the same month leaves it as it was and sets `replaced_at`."""

    case = ForeignKeyField(Case)
    month = CharField(max_length=7)  # yyyy-mm
    verdict = CharField(max_length=14)  # policy/verdicts.Verdict
    cause = CharField(max_length=12)  # policy/verdicts.VerdictCause
    required = IntegerField()
    planned = IntegerField()
    counted = IntegerField()
    excused = IntegerField()
    unexcused = IntegerField()
    unproven = IntegerField()
    given_at = UtcField()
    replaced_at = UtcField(null=True)
    step = CharField(max_length=24, default="")  # policy/verdicts.NextStep
    step_at = UtcField(null=True)
    step_by = ForeignKeyField(Account, null=True, index=False)
    task = ForeignKeyField(Task, null=True, index=False)

    @classmethod
    def is_open(cls) -> Any:
        """The condition on verdicts that stand, are not met, and on which nobody took a step; what
        was said of a month while it ran, as an activity changed, waits for its end."""
        is_short = cls.verdict.in_(sorted(OPEN_VERDICTS)) & (cls.cause != VerdictCause.ACTIVITY)
        return cls.replaced_at.is_null() & (cls.step == "") & is_short


# One verdict stands for a month; what is open is a small part of all.
_STANDS = MonthVerdict.replaced_at.is_null()
MonthVerdict.add_index(
    MonthVerdict.index(
        MonthVerdict.case, MonthVerdict.month, unique=True, name="verdict_standing", where=_STANDS
    )
)
MonthVerdict.add_index(
    MonthVerdict.index(
        MonthVerdict.case, MonthVerdict.given_at, name="verdict_open",
        where=MonthVerdict.is_open(),
    )
)  # fmt: skip
