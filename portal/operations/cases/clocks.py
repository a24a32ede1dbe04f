"""What a case keeps of its months for the lists: which clock ends first, and by when the next
follow-up is due."""

from datetime import date
from typing import Any

from portal.models.cases import Case
from portal.policy.deadlines import Deadline, DeadlineKind
from portal.policy.follow_ups import follow_up_due_on
from portal.policy.programs import program
from portal.policy.statuses import CaseStatus
from portal.reports.cases.clocks import next_end, read_clocks


def kept_months(case: Any, facts: dict[str, Any], today: date) -> dict[str, Any]:
    """The columns of the case on the office's date of today (PLAN-11, PLAN-12, PLAN-13)."""
    first = next_end(read_clocks(case, today).clocks, today)
    due_on = None
    if case.status == CaseStatus.FOLLOW_UP and case.status_since_on:
        months = program(case.program).follow_up.value
        due_on = follow_up_due_on(case.status_since_on, months, facts["last_attempt_on"], today)
    return {
        "clock_ends_on": first.ends_on if first else None,
        "clock_kind": str(first.clock) if first else "",
        "follow_up_due_on": due_on,
        "reassess_on": None if is_over(case) else facts["reassess_on"],
    }


def month_deadlines(kept: dict[str, Any]) -> list[Deadline]:
    """What of it falls due (PLAN-12, PLAN-13)."""
    found = [
        (DeadlineKind.FOLLOW_UP, kept["follow_up_due_on"]),
        (DeadlineKind.REASSESSMENT, kept["reassess_on"]),
    ]
    return [Deadline(kind, due_on) for kind, due_on in found if due_on is not None]


def is_over(case: Case) -> bool:
    """Whether the case left the program: in follow-up or closed (PLAN-13)."""
    return case.status in (CaseStatus.FOLLOW_UP, CaseStatus.CLOSED)
