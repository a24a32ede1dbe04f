"""What the letter on an exemption begins with: the exemption that was decided last (CASE-3)."""

from datetime import date, timedelta
from typing import Any

from portal.models.cases import Case
from portal.models.clocks import ClockStop
from portal.models.statuses import StatusPeriod
from portal.policy.calendar import ONE_DAY
from portal.policy.programs import Clock, StopReason, program
from portal.policy.status_periods import REVIEW_LEAD, referral_of, stop_reason
from portal.policy.statuses import CaseStatus

RECENT_DAYS = 14  # how long a decision is told as one that was just made (ours)


def exempt_values(case: Case, on: date) -> dict[str, str]:
    """The raw values of the letter's own fields on the office's date `on`: from the case's latest
    exempt period, else from the latest period that was entered to stop its clocks."""
    found: Any = (
        StatusPeriod.select()
        .where(
            StatusPeriod.case == case.id, StatusPeriod.status == CaseStatus.EXEMPT,
            StatusPeriod.replaced_at.is_null(), StatusPeriod.starts_on <= on,
        )
        .order_by(StatusPeriod.starts_on.desc())
        .first()
    )  # fmt: skip
    return _by_hand(case) if found is None else _of_status(case, found, on)


def _of_status(case: Any, found: Any, on: date) -> dict[str, str]:
    reason = stop_reason(CaseStatus.EXEMPT, found.reason)
    if case.status != CaseStatus.EXEMPT:
        # It was decided that it ends: the day after its last one.
        return {
            "decision": "excuse_ends", "excuse": str(reason or ""),
            "effective_on": _day(found.ends_on + ONE_DAY if found.ends_on else None),
        }  # fmt: skip
    looked_at = found.review_on or found.ends_on
    is_near = looked_at is not None and looked_at <= on + timedelta(days=REVIEW_LEAD)
    is_new = found.set_at.date() > on - timedelta(days=RECENT_DAYS)
    help_with = referral_of(found.reason)
    return {
        # An end is not told before somebody decides that it ends.
        "decision": "" if is_near and not is_new else "excused",
        "excuse": str(reason or ""), "starts_on": _day(found.starts_on),
        "ends_on": _day(found.ends_on), "review_on": _day(looked_at), "effective_on": "",
        "months": "months_stop" if reason and _stops_aid(case, reason) else "",
        "referral": str(help_with or ""),
    }  # fmt: skip


def _stops_aid(case: Any, reason: StopReason) -> bool:
    rules = program(str(case.program)).clock_rules
    return any(
        reason in rules[clock].stopped_by
        for clock in (Clock.TIME_ON_AID, Clock.WORKFIRST_LIMIT)
        if clock in rules
    )


def _by_hand(case: Case) -> dict[str, str]:
    found: Any = (
        ClockStop.select()
        .where(ClockStop.case == case.id, ClockStop.replaced_at.is_null())
        .order_by(ClockStop.entered_at.desc(), ClockStop.id.desc())
        .first()
    )
    if found is None:
        return {}
    return {
        "decision": "excused", "excuse": str(found.reason), "starts_on": _day(found.starts_on),
        "ends_on": _day(found.ends_on), "review_on": _day(found.ends_on), "effective_on": "",
    }  # fmt: skip


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""
