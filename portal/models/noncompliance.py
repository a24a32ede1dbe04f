"""Noncompliance from the notice to its end, compliance plans, and the story of both."""

from typing import Any, Self

from peewee import CharField, DateField, ForeignKeyField, IntegerField, ModelSelect

from portal.db import KeyField, LongText, Table, UtcField
from portal.models.accounts import Account, Actor
from portal.models.cases import Case
from portal.models.letters import Letter
from portal.policy.noncompliance import NoncomplianceState


class Noncompliance(Table):
    """One noncompliance of a case (CASE-4, CASE-5); `ended_at` empty: it is open, one a case.

    `due_on` is the local date by which its next step is due. Texts are sealed under the case's
    key. `staffing_ref` is the number of the completed staffing that the sanction rests on.
    """

    key = KeyField()
    case = ForeignKeyField(Case, index=False)
    state = CharField(max_length=16, default=NoncomplianceState.NOTICED)
    act = CharField(max_length=20)  # policy.noncompliance.MissedAct
    activity = CharField(max_length=40, default="")  # a code of the plan's activities
    missed_on = DateField()
    sealed_what = LongText()
    noticed_on = DateField()
    opened_by = ForeignKeyField(Account, null=True, index=False)
    opened_at = UtcField()
    letter = ForeignKeyField(Letter, null=True, index=False)  # the notice that was delivered
    delivered_on = DateField(null=True)
    delivered_way = CharField(max_length=12, default="")
    delivered_locale = CharField(max_length=10, default="")
    good_cause_until = DateField(null=True)
    asked_on = DateField(null=True)
    asked_way = CharField(max_length=12, default="")
    asked_locale = CharField(max_length=10, default="")
    interpreter = CharField(max_length=100, default="")
    finding = CharField(max_length=8, default="")  # "", good, none
    cause = CharField(max_length=20, default="")  # policy.noncompliance.GoodCause
    found_on = DateField(null=True)
    found_by = ForeignKeyField(Account, null=True, index=False)
    sealed_why = LongText()
    broken_on = DateField(null=True)  # the last compliance plan that was not kept
    supports_checked_on = DateField(null=True)
    supports = CharField(max_length=300, default="")  # codes of services, between commas
    sealed_supports = LongText()
    staffing_ref = IntegerField(null=True)
    effective_on = DateField(null=True)  # from which the sanction counts
    sanctioned_at = UtcField(null=True)
    sanctioned_by = ForeignKeyField(Account, null=True, index=False)
    cure_steps = CharField(max_length=300, default="")  # codes of the letters' phrase bank
    due_on = DateField(null=True)
    ended_on = DateField(null=True)
    ended_at = UtcField(null=True)
    ended_by = ForeignKeyField(Account, null=True, index=False)
    end_reason = CharField(max_length=30, default="")
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("case", "noticed_on"), False),)

    @property
    def since_on(self) -> Any:
        """The local date on which its present question began: the notice, or a plan broken."""
        return self.broken_on or self.noticed_on

    @property
    def is_told(self) -> bool:
        """Whether the notice of its present question was delivered."""
        on: Any = self.delivered_on
        return on is not None and bool(on >= self.since_on)

    @classmethod
    def visible_to(cls, actor: Actor) -> ModelSelect:
        """Those of the cases that this person sees, with the case."""
        return cls.select(cls, Case).join(Case).where(Case.scope(actor))

    @classmethod
    def get_for(cls, actor: Actor, case: Case, key: str) -> Self:
        """One of this case. Raises Noncompliance.DoesNotExist."""
        found: Self = cls.visible_to(actor).where(cls.case == case.id, cls.key == key).get()
        return found

    @classmethod
    def open_of(cls, case: Any) -> Self | None:
        """The open one of a case (or of its id), where there is one."""
        is_it = (cls.case == getattr(case, "id", case)) & cls.ended_at.is_null()
        found: Self | None = cls.select().where(is_it).first()
        return found


# One at a time, and the open ones are few: lists look at those alone, by the day they are due.
_IS_OPEN: Any = Noncompliance.ended_at.is_null()
Noncompliance.add_index(
    Noncompliance.index(Noncompliance.case, name="noncompliance_once", unique=True, where=_IS_OPEN)
)
Noncompliance.add_index(
    Noncompliance.index(Noncompliance.due_on, name="noncompliance_due", where=_IS_OPEN)
)


class CompliancePlan(Table):
    """What was agreed instead of a sanction: steps, days, and the participant's signature.

    `outcome` is empty while it runs, then kept or broken.
    """

    noncompliance = ForeignKeyField(Noncompliance)
    steps = CharField(max_length=300)  # codes of the letters' phrase bank
    sealed_text = LongText()
    agreed_on = DateField()
    starts_on = DateField()
    ends_on = DateField()
    agreed_by = ForeignKeyField(Account, null=True, index=False)
    agreed_at = UtcField()
    signed_at = UtcField(null=True)  # by the participant
    signed_on_paper = CharField(max_length=5, default="")  # "paper" where it was signed there
    outcome = CharField(max_length=8, default="")
    ended_on = DateField(null=True)

    class Meta:
        table_name = "compliance_plan"

    @classmethod
    def running_of(cls, of: Any) -> Self | None:
        """The one that runs, where there is one."""
        found: Self | None = (
            cls.select().where(cls.noncompliance == of.id, cls.outcome == "").first()
        )
        return found


_RUNS: Any = CompliancePlan.outcome == ""
CompliancePlan.add_index(
    CompliancePlan.index(
        CompliancePlan.noncompliance, name="compliance_plan_once", unique=True, where=_RUNS
    )
)


class NoncomplianceAct(Table):
    """One thing done in a noncompliance: what, on which local date, by whom; never changed.

    `code` says more of it in a code: the step that was done, the reason found.
    """

    noncompliance = ForeignKeyField(Noncompliance, index=False)
    act = CharField(max_length=20)  # policy.noncompliance.ProcessAct
    code = CharField(max_length=40, default="")
    done_on = DateField()
    at = UtcField()
    account = ForeignKeyField(Account, null=True, index=False)

    class Meta:
        table_name = "noncompliance_act"
        indexes = ((("noncompliance", "at"), False),)
