"""The one door to a sanction: a completed staffing that decided to pursue it (STAFF-3, CASE-5)."""

from datetime import date, timedelta

from portal.models.cases import Case
from portal.models.staffings import Staffing, StaffingState
from portal.policy.refusals import Refused
from portal.policy.staffings import Decision, StaffingKind
from portal.policy.status_periods import Period, StatusReason, StatusRefusal, of_day
from portal.policy.statuses import CaseStatus


def refuse_sanction(case: Case, periods: list[Period], starts_on: date) -> None:
    """Raises Refused for a sanction from a local date on that no completed staffing of this case
    decided on since the noncompliance began. Source: STAFF-3, CASE-5; WTW 42-7.38, II.I."""
    began_on = _noncompliance_began(periods, starts_on)
    if began_on is None or not _was_decided(case, began_on):
        raise Refused({"": StatusRefusal.NO_STAFFING})


def _noncompliance_began(periods: list[Period], starts_on: date) -> date | None:
    """Since when the case was in noncompliance, without a break, until the day of the sanction."""
    began: date | None = None
    on = starts_on if _is_open(periods, starts_on) else starts_on - timedelta(days=1)
    while (one := _is_open(periods, on)) is not None:
        began, on = one.starts_on, one.starts_on - timedelta(days=1)
    return began


def _is_open(periods: list[Period], on: date) -> Period | None:
    one = of_day(periods, on)
    if one is None:
        return None
    is_in = one.status is CaseStatus.NONCOMPLIANCE or (
        one.status is CaseStatus.GOOD_CAUSE and one.reason == StatusReason.CAUSE_PERIOD
    )
    return one if is_in else None


def _was_decided(case: Case, since_on: date) -> bool:
    return bool(
        Staffing.select(Staffing.id)
        .where(
            Staffing.case == case.id, Staffing.kind == StaffingKind.BEFORE_SANCTION,
            Staffing.state == StaffingState.COMPLETED, Staffing.decision == Decision.PURSUE,
            Staffing.completed_on >= since_on,
        )
        .exists()
    )  # fmt: skip
