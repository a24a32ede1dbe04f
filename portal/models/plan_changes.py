"""What participants ask for while a grace period of their plan runs (PLAN-7, PLAN-8)."""

from typing import Any, Self

from peewee import CharField, DateField, ForeignKeyField, IntegerField, ModelSelect

from portal.db import KeyField, Table, UtcField
from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.contacts import Report
from portal.models.plans import Plan
from portal.models.tasks import Task
from portal.policy.plan_changes import ChangeState


class PlanChange(Table):
    """One request that came in time, to be answered by the worker.

    The words are the report's, which keeps them as they were written; so is the worker's reply.
    `last_on` is the last day as it stood when the request came.
    """

    key = KeyField()
    case = ForeignKeyField(Case, index=False)
    plan = ForeignKeyField(Plan)  # the version it is about
    report = ForeignKeyField(Report, unique=True)
    period = CharField(max_length=12)  # policy.plan_changes.ChangePeriod
    asked_on = DateField()
    asked_at = UtcField()
    last_on = DateField()
    state = CharField(max_length=12, default=ChangeState.OPEN)
    decided_by = ForeignKeyField(Account, null=True, index=False)
    decided_at = UtcField(null=True)
    reason = CharField(max_length=30, default="")  # policy.plan_changes.DeclineReason
    task = ForeignKeyField(Task, null=True, index=False)  # the worker's, to answer it
    amendment = ForeignKeyField(Plan, null=True, index=False)  # the version that it opened
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("case", "asked_at"), False),)

    @classmethod
    def visible_to(cls, actor: Actor) -> ModelSelect:
        """The requests of the cases this person sees, with case, plan and report."""
        return (
            cls.select(cls, Case, Plan, Report)
            .join(Case)
            .switch(cls)
            .join(Plan, on=(cls.plan == Plan.id))
            .switch(cls)
            .join(Report, on=(cls.report == Report.id))
            .where(Case.scope(actor))
        )

    @classmethod
    def get_for(cls, actor: Actor, case: Case, key: str) -> Self:
        """A request of this case. Raises PlanChange.DoesNotExist."""
        found: Self = cls.visible_to(actor).where(cls.case == case.id, cls.key == key).get()
        return found


# Few requests are open at a time: those alone are looked for by case.
_IS_OPEN: Any = PlanChange.state == ChangeState.OPEN
PlanChange.add_index(PlanChange.index(PlanChange.case, name="plan_change_open", where=_IS_OPEN))
