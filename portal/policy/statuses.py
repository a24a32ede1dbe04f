"""Where a case stands, which clocks run for it, and the good-cause period."""

from datetime import date, timedelta
from enum import StrEnum

from portal.policy.calendar import add_months


class CaseStatus(StrEnum):
    """The standing of a case."""

    ENROLLED = "enrolled"
    ACTIVE = "active"
    VOLUNTEER = "volunteer"
    EXEMPT = "exempt"
    GOOD_CAUSE = "good_cause"
    NONCOMPLIANCE = "noncompliance"
    SANCTIONED = "sanctioned"
    DISCONTINUED = "discontinued"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


_NO_LIVE_CONTACT = frozenset(
    {CaseStatus.EXEMPT, CaseStatus.DISCONTINUED, CaseStatus.FOLLOW_UP, CaseStatus.CLOSED}
)
_NO_TOUCH = frozenset({CaseStatus.FOLLOW_UP, CaseStatus.CLOSED})


def live_contact_is_owed(status: CaseStatus) -> bool:
    """Whether the live clock runs: not for a case exempt, discontinued, in follow-up or closed.

    Source: CON-2; DW CM, Contact with Participant; CASE-3, CASE-6; the exemption is ours.
    """
    return status not in _NO_LIVE_CONTACT


def attempt_is_owed(status: CaseStatus) -> bool:
    """Whether the attempt clock runs: as the live clock, and for the exempt too, whom the
    counselor still keeps in view. Source: CON-1; DW CM, Contact with Participant; CASE-3."""
    return live_contact_is_owed(status) or status is CaseStatus.EXEMPT


def touch_is_owed(status: CaseStatus) -> bool:
    """Whether the case must be touched each calendar month: every open case, those working, in
    review or sanctioned included. Source: CON-8; ES CM, e; WTW 42-7.38, II.I.7."""
    return status not in _NO_TOUCH


def good_cause_last_on(noticed_on: date, days: int) -> date:
    """The last local date to give a reason, `days` calendar days after the notice
    (Program.good_cause.value). Source: CASE-4; WTW 42-7.38, II.C."""
    return noticed_on + timedelta(days=days)


def good_cause_day(noticed_on: date, today: date) -> int:
    """Which day of the good-cause period `today` is; the day after the notice is day 1.

    Source: CASE-4; WTW 42-7.38, II.C.
    """
    return (today - noticed_on).days


def follow_up_last_on(exited_on: date, months: int) -> date:
    """The last local date of the follow-up contacts, `months` calendar months after exit
    (Program.follow_up.value). Source: PLAN-13; ECM brief, Job Matching, Placement, and Follow-Up.
    """
    return add_months(exited_on, months)
