"""Compliance plans: what is agreed instead of a sanction, signed, kept or broken (CASE-4)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from portal.models.accounts import Actor
from portal.models.noncompliance import CompliancePlan, Noncompliance
from portal.operations import operation
from portal.operations.noncompliance.story import closed, held, keep, lead_to, seal, today_of
from portal.policy import noncompliance_refusals as refusals
from portal.policy.noncompliance import (
    BEFORE_SANCTION,
    NoncomplianceRefusal,
    NoncomplianceState,
    ProcessAct,
)
from portal.policy.refusals import Refused, refuse_if
from portal.policy.status_periods import StatusReason
from portal.policy.statuses import CaseStatus

_PLAN = frozenset({NoncomplianceState.PLAN})


@operation(result=Noncompliance)
def agree_compliance_plan(
    actor: Actor, *, noncompliance: Noncompliance, steps: Sequence[str], text: str,
    starts_on: date, ends_on: date, signed_on_paper: bool, at: datetime,
    operation_key: str | None = None,
) -> Noncompliance:  # fmt: skip
    """Agrees a compliance plan with the participant: once its steps are done all is well again.

    In: codes of steps (the phrase bank of the letters), more in words (sealed), local dates, and
    whether the participant signed it on paper; else they agree to it on the portal. Raises
    Refused. Source: CASE-4; WTW 42-7.38, III.A and attachment 206.
    """
    found = held(noncompliance, BEFORE_SANCTION - _PLAN)
    today = today_of(at)
    refuse_if(refusals.refusals_to_agree(starts_on, ends_on, len(steps), today))
    made = CompliancePlan.create(
        noncompliance=found.id, steps=",".join(steps), agreed_on=today, starts_on=starts_on,
        ends_on=ends_on, agreed_by=actor.id if actor.is_staff else None, agreed_at=at,
        signed_at=at if signed_on_paper else None, signed_on_paper="paper" * signed_on_paper,
    )  # fmt: skip
    place = f"plan-{made.id}"
    CompliancePlan.update(sealed_text=seal(actor, found, place, text, at)).where(
        CompliancePlan.id == made.id
    ).execute()
    return keep(actor, found, ProcessAct.PLAN_AGREED, at, state=NoncomplianceState.PLAN, on=today)


@operation(result=Noncompliance)
def sign_compliance_plan(
    actor: Actor, *, noncompliance: Noncompliance, at: datetime, operation_key: str | None = None
) -> Noncompliance:  # fmt: skip
    """The participant agrees on the portal to the compliance plan that runs. Raises Refused where
    none waits for them. Source: CASE-4; WTW 42-7.38, attachment 206."""
    found = held(noncompliance, _PLAN)
    plan = _running(found)
    if plan.signed_at is not None:
        raise Refused({"": NoncomplianceRefusal.TOO_LATE})
    CompliancePlan.update(signed_at=at).where(CompliancePlan.id == plan.id).execute()
    return keep(actor, found, ProcessAct.PLAN_SIGNED, at)


@operation(result=Noncompliance)
def end_compliance_plan(
    actor: Actor, *, noncompliance: Noncompliance, is_kept: bool, at: datetime,
    operation_key: str | None = None,
) -> Noncompliance:  # fmt: skip
    """Ends the compliance plan that runs. Kept, it ends the noncompliance: the case is active.
    Broken, the person is asked again what happened before anything follows.

    Raises Refused for a plan that the participant never signed, or whose days are not over, when
    it is to be broken. Source: CASE-4; WTW 42-7.38, III.A and attachment 206A.
    """
    found = held(noncompliance, _PLAN)
    plan, today = _running(found), today_of(at)
    refuse_if(
        refusals.refusals_to_end_plan(is_kept, plan.signed_at is not None, plan.ends_on, today)
    )
    CompliancePlan.update(outcome="kept" if is_kept else "broken", ended_on=today).where(
        CompliancePlan.id == plan.id
    ).execute()
    if not is_kept:
        return keep(
            actor, found, ProcessAct.PLAN_BROKEN, at, state=NoncomplianceState.BROKEN,
            broken_on=today, finding="",
        )  # fmt: skip
    lead_to(actor, found, CaseStatus.ACTIVE, StatusReason.CURED, at)
    return keep(
        actor, found, ProcessAct.PLAN_KEPT, at,
        **closed(NoncomplianceState.CURED, "", today, at, actor),
    )  # fmt: skip


def _running(found: Noncompliance) -> Any:
    plan = CompliancePlan.running_of(found)
    if plan is None:
        raise Refused({"": NoncomplianceRefusal.TOO_LATE})
    return plan
