"""What a report asks of the worker beyond an answer, done (CON-11)."""

from datetime import datetime
from typing import Any

from portal import resources
from portal.models.accounts import Actor
from portal.models.contacts import Report, ReportState
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.policy.contacts import reported_on
from portal.policy.refusals import refuse_if
from portal.policy.reports import refusals_to_follow_up
from portal.reports.plan_changes import is_open


@operation()
def finish_follow_up(actor: Actor, *, report: Report, at: datetime) -> Report:
    """Marks as done what a report asked of the worker: good cause is decided, the employer
    confirmed the job, the wish for another plan was looked at. It counts as read from then on.

    Raises Refused where nothing is open, since somebody else was quicker, and for a request to
    change a plan that nobody answered.
    """
    # What was asked of a plan in time is answered by itself (PLAN-7, PLAN-8).
    refuse_if(refusals_to_follow_up(not is_open(report)))
    changed = (
        Report.update(follow_up_done_at=at)
        .where(
            Report.id == report.id,
            Report.follow_up.is_null(False),
            Report.follow_up_done_at.is_null(),
        )
        .execute()
    )
    refuse_if(refusals_to_follow_up(bool(changed)))
    row: Any = report
    row.follow_up_done_at = at
    Report.update(state=ReportState.SEEN, handled_by=actor.id, handled_at=at).where(
        Report.id == report.id, Report.state == ReportState.SENT
    ).execute()
    refresh(row.case_id, reported_on(at, resources.timezone()))
    record(actor, "finish_follow_up", report, case=row.case_id, fields=["follow_up_done_at"],
           reason=str(row.follow_up))  # fmt: skip
    return report
