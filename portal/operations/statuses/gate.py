"""The one door to a sanction: a completed staffing that decided to pursue it (STAFF-3, CASE-5)."""

from datetime import date

from portal.models.cases import Case
from portal.models.staffings import Staffing, StaffingState
from portal.policy.refusals import Refused
from portal.policy.staffings import Decision, StaffingKind
from portal.policy.status_periods import Period, StatusRefusal, noncompliance_began


def refuse_sanction(case: Case, periods: list[Period], starts_on: date) -> None:
    """Raises Refused for a sanction from a local date on that no completed staffing of this case
    decided on since the noncompliance began. Source: STAFF-3, CASE-5; WTW 42-7.38, II.I."""
    began_on = noncompliance_began(periods, starts_on)
    if began_on is None or not _was_decided(case, began_on):
        raise Refused({"": StatusRefusal.NO_STAFFING})


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
