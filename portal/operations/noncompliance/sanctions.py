"""Sanctions: what is looked at before, the gate, the seven steps, and the end (CASE-5, STAFF-3)."""

from collections.abc import Sequence
from datetime import date, datetime

from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.noncompliance import Noncompliance, NoncomplianceAct
from portal.operations import operation
from portal.operations.noncompliance.story import closed, held, keep, lead_to, seal, today_of
from portal.operations.supports import end_services
from portal.policy import noncompliance_refusals as refusals
from portal.policy.noncompliance import (
    BEFORE_SANCTION,
    NoncomplianceRefusal,
    NoncomplianceState,
    ProcessAct,
    SanctionEnd,
)
from portal.policy.programs import program
from portal.policy.refusals import Refused, refuse_if
from portal.policy.sanction_gate import SanctionStep, missing
from portal.policy.status_periods import StatusReason
from portal.policy.statuses import CaseStatus
from portal.policy.supports import EndReason
from portal.reports.noncompliance.gate import gate_facts, staffing_of

_NO_CAUSE = frozenset({NoncomplianceState.NO_CAUSE})
_SANCTIONED = frozenset({NoncomplianceState.SANCTIONED})


@operation(result=Noncompliance)
def check_supports(
    actor: Actor, *, noncompliance: Noncompliance, services: Sequence[str], why: str,
    at: datetime, operation_key: str | None = None,
) -> Noncompliance:  # fmt: skip
    """Notes that the supports were looked at: what the family needed to take part, whether they
    had it, and what was offered; codes of services and words (sealed).

    Raises Refused without words. Source: CASE-5; WTW 42-7.38, I, III.A.
    """
    found = held(noncompliance, BEFORE_SANCTION)
    if not why.strip():
        raise Refused({"why": NoncomplianceRefusal.WHY_MISSING})
    return keep(
        actor, found, ProcessAct.SUPPORTS_CHECKED, at, supports_checked_on=today_of(at),
        supports=",".join(services), sealed_supports=seal(actor, found, "supports", why, at),
    )  # fmt: skip


@operation(result=Noncompliance)
def enter_sanction(
    actor: Actor, *, noncompliance: Noncompliance, effective_on: date, steps: Sequence[str],
    at: datetime, operation_key: str | None = None,
) -> Noncompliance:  # fmt: skip
    """Enters a sanction from a local date on, after the gate: everything promised was done.

    In: the day from which it counts, not before the program's notice has ended, and the codes of
    the steps that end it (the phrase bank of the letters). Services end with a notice of their
    own; contact each month goes on. Raises Refused, by field or for what the gate misses.
    Source: CASE-5, STAFF-3; WTW 42-7.38, II.I; WA 3.4.3.
    """
    found = held(noncompliance, _NO_CAUSE)
    case, today = Case.get_by_id(found.case_id), today_of(at)
    lacking = missing(gate_facts(found, today))
    is_own = actor.is_staff and actor.id in (case.worker_id, case.secondary_id)
    notice = program(str(case.program)).notice.value
    refuse_if(
        refusals.refusals_to_sanction(len(lacking), is_own, effective_on, today, notice, len(steps))
    )
    was_broken = found.broken_on is not None
    reason = StatusReason.PLAN_BROKEN if was_broken else StatusReason.NO_CAUSE
    lead_to(actor, found, CaseStatus.SANCTIONED, reason, at, on=effective_on)
    end_services(actor, case=case, reason=EndReason.NOT_IN_PROGRAM, ends_on=effective_on, at=at)
    staffing = staffing_of(found)
    return keep(
        actor, found, ProcessAct.SANCTIONED, at, on=effective_on,
        state=NoncomplianceState.SANCTIONED, effective_on=effective_on, sanctioned_at=at,
        sanctioned_by=actor.id, cure_steps=",".join(steps),
        staffing_ref=staffing.id if staffing is not None else None,
    )  # fmt: skip


@operation(result=Noncompliance)
def mark_step(
    actor: Actor, *, noncompliance: Noncompliance, step: SanctionStep, on: date, at: datetime,
    operation_key: str | None = None,
) -> Noncompliance:  # fmt: skip
    """Marks one of the seven steps of a sanction as done on a local date. Raises Refused for a
    day to come. Source: CASE-5; WTW 42-7.38, II.I."""
    found = held(noncompliance, _SANCTIONED)
    _refuse_to_come(on, at)
    return keep(actor, found, ProcessAct.STEP_DONE, at, code=step, on=on)


@operation(result=Noncompliance)
def mark_cure_step(
    actor: Actor, *, noncompliance: Noncompliance, step: str, on: date, at: datetime,
    operation_key: str | None = None,
) -> Noncompliance:  # fmt: skip
    """Marks one of the steps that end the sanction as done on a local date; the participant sees
    it. Raises Refused for a day to come or a step that is none. Source: CASE-5; WTW 42-7.38, II.I.
    """
    found = held(noncompliance, _SANCTIONED)
    _refuse_to_come(on, at)
    if step not in found.cure_steps.split(","):
        raise Refused({"step": NoncomplianceRefusal.NO_STEPS})
    return keep(actor, found, ProcessAct.CURE_DONE, at, code=step, on=on)


@operation(result=Noncompliance)
def cure_sanction(
    actor: Actor, *, noncompliance: Noncompliance, reason: SanctionEnd, ended_on: date,
    at: datetime, operation_key: str | None = None,
) -> Noncompliance:  # fmt: skip
    """Ends a sanction with a local date; the letter that says so is offered (L14b).

    Raises Refused for a day to come, and, by taking part, while steps are left to do.
    Source: CASE-5; WTW 42-7.38, II.I and attachment 234.
    """
    found = held(noncompliance, _SANCTIONED)
    left = len(cure_steps_left(found))
    today = today_of(at)
    refuse_if(refusals.refusals_to_cure(reason, left, ended_on, today))
    # One that was entered and has not begun yet is taken out of the days to come.
    starts_on = max(ended_on, found.noticed_on)
    lead_to(actor, found, CaseStatus.ACTIVE, StatusReason.CURED, at, on=starts_on)
    return keep(
        actor, found, ProcessAct.SANCTION_ENDED, at, code=reason, on=ended_on,
        **closed(NoncomplianceState.SANCTION_ENDED, reason, ended_on, at, actor),
    )  # fmt: skip


def cure_steps_left(found: Noncompliance) -> list[str]:
    """The steps that end the sanction and are not marked as done."""
    rows = NoncomplianceAct.select(NoncomplianceAct.code).where(
        NoncomplianceAct.noncompliance == found.id, NoncomplianceAct.act == ProcessAct.CURE_DONE
    )
    done = {code for (code,) in rows.tuples()}
    return [step for step in str(found.cure_steps).split(",") if step and step not in done]


def _refuse_to_come(on: date, at: datetime) -> None:
    if on > today_of(at):
        raise Refused({"on": NoncomplianceRefusal.DAY_TO_COME})
