"""Alerts: what is due, for whom, since when (SUP-7). Computed from facts and gone with them:
nobody types one or clicks one away.

An alert stands for a case from a day that follows from one date of the case. `stands_until` gives
the latest such date for which it stands today, so that one comparison in the database decides.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.policy.calendar import Month
from portal.policy.noncompliance import NEAR_DAYS
from portal.policy.programs import PROGRAMS, Program
from portal.policy.sources import Citation, Source
from portal.policy.status_periods import REVIEW_LEAD


class AlertKind(StrEnum):
    """What there is to be alerted to, the weightiest first: the order of lists on one day."""

    GOOD_CAUSE = "good_cause"
    NONCOMPLIANCE = "noncompliance"
    NEW_CASE = "new_case"
    HANDED_BACK = "handed_back"
    LIVE_CONTACT = "live_contact"
    UNDELIVERED = "undelivered"
    ADDRESS = "address"
    MESSAGE = "message"
    REPORT = "report"
    SERVICE_ASKED = "service_asked"
    REFERRAL_ASKED = "referral_asked"
    DOCUMENT = "document"
    PRIVATE_DOCUMENT = "private_document"
    OBJECTION = "objection"
    HOURS = "hours"
    MEETING = "meeting"
    COPY = "copy"
    TASK = "task"
    PRIVATE_TASK = "private_task"
    TOLD = "told"
    REVIEW = "review"
    SIGNATURE = "signature"
    VERDICT = "verdict"
    GRACE = "grace"
    REASSIGNMENT = "reassignment"
    ATTEMPT = "attempt"
    TOUCH = "touch"
    UNNOTED = "unnoted"
    FOLLOW_UP = "follow_up"
    REASSESSMENT = "reassessment"
    STAFFING_REVIEW = "staffing_review"
    EXEMPTION_REVIEW = "exemption_review"
    CLOCK = "clock"
    OPENED = "opened"


class Counted(StrEnum):
    """What the date of an alert is: a last day, or since when something waits."""

    DUE = "due"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class Rule:
    """When an alert begins: `days` before its last day, or after the day since which it waits;
    `keeps` is how many days it stands where nothing is left to be done about it."""

    counted: Counted
    days: int
    citation: Citation
    keeps: int | None = None


def _ours(why: str, rule: str = "SUP-7") -> Citation:
    return Citation(Source.OURS, why, rule)


# No policy says how early a worker is to be told; the days are ours, the deadlines are not.
RULES: dict[AlertKind, Rule] = {
    AlertKind.GOOD_CAUSE: Rule(
        Counted.SINCE, 0, Citation(Source.WTW, "II.C", "CASE-4")
    ),  # a question of good cause is looked at the day it is asked
    AlertKind.NONCOMPLIANCE: Rule(
        Counted.DUE, NEAR_DAYS, Citation(Source.WTW, "II.C", "CASE-4")
    ),  # report 608: approaching or at the last day, and past due
    AlertKind.NEW_CASE: Rule(Counted.SINCE, 0, Citation(Source.WTW, "II.A.2", "CASE-1")),
    AlertKind.HANDED_BACK: Rule(Counted.SINCE, 0, Citation(Source.WTW, "II.J.2", "CASE-6")),
    AlertKind.LIVE_CONTACT: Rule(
        Counted.DUE, 5, _ours("day 25 of 30, time for a letter and a call", "CON-2")
    ),
    AlertKind.UNDELIVERED: Rule(Counted.SINCE, 0, _ours("the address or number is wrong")),
    AlertKind.ADDRESS: Rule(Counted.SINCE, 0, _ours("letters go to the wrong place until then")),
    AlertKind.MESSAGE: Rule(Counted.SINCE, 1, _ours("an answer within a day")),
    AlertKind.REPORT: Rule(Counted.SINCE, 2, _ours("read within two days")),
    AlertKind.SERVICE_ASKED: Rule(Counted.SINCE, 3, _ours("decided within three days", "CASE-9")),
    AlertKind.REFERRAL_ASKED: Rule(Counted.SINCE, 2, _ours("answered within two days", "CASE-8")),
    AlertKind.DOCUMENT: Rule(Counted.SINCE, 3, _ours("looked at within three days")),
    AlertKind.PRIVATE_DOCUMENT: Rule(
        Counted.SINCE, 3, _ours("as for any document; for those alone who may open it", "NOTE-7")
    ),
    AlertKind.OBJECTION: Rule(Counted.SINCE, 1, _ours("an answer within a day", "PLAN-9")),
    AlertKind.HOURS: Rule(Counted.SINCE, 3, _ours("decided within three days", "PLAN-9")),
    # On its own day the list of meetings asks for it; nobody is late while the day lasts.
    AlertKind.MEETING: Rule(Counted.SINCE, 1, _ours("told on its day, or the next", "TEAM-1")),
    AlertKind.VERDICT: Rule(Counted.SINCE, 0, Citation(Source.WTW, "II.C", "PLAN-10")),
    AlertKind.COPY: Rule(Counted.DUE, 5, _ours("time to review the notes", "NOTE-9")),
    AlertKind.TASK: Rule(Counted.DUE, 0, Citation(Source.ECM, "Systems for Tracking", "NOTE-4")),
    AlertKind.PRIVATE_TASK: Rule(
        Counted.DUE, 0, _ours("as for any task; for those alone who may read its note", "NOTE-5")
    ),
    AlertKind.TOLD: Rule(Counted.SINCE, 0, Citation(Source.ECM, "Systems for Tracking", "NOTE-4")),
    AlertKind.REVIEW: Rule(Counted.SINCE, 0, Citation(Source.WTW, "III.B.3", "SUP-2")),
    AlertKind.SIGNATURE: Rule(Counted.SINCE, 3, _ours("signed within three days", "PLAN-5")),
    AlertKind.GRACE: Rule(Counted.DUE, 2, _ours("time to ask whether it is right", "PLAN-7")),
    AlertKind.REASSIGNMENT: Rule(
        Counted.DUE, 5, _ours("time to ask whether it is the right one", "PLAN-8")
    ),
    AlertKind.ATTEMPT: Rule(
        Counted.DUE, 5, _ours("as for live contact: one try may serve both", "CON-1")
    ),
    AlertKind.TOUCH: Rule(Counted.DUE, 7, _ours("the last week of the month", "CON-8")),
    AlertKind.UNNOTED: Rule(Counted.SINCE, 0, _ours("the program's limit of entry", "NOTE-10")),
    AlertKind.FOLLOW_UP: Rule(
        Counted.DUE, 7, Citation(Source.ECM, "Job Matching, Placement, and Follow-Up", "PLAN-13")
    ),
    AlertKind.REASSESSMENT: Rule(Counted.DUE, 14, _ours("time for an appointment", "PLAN-12")),
    AlertKind.STAFFING_REVIEW: Rule(
        Counted.DUE, 0, Citation(Source.WA, "3.4.6", "STAFF-8")
    ),  # the date of review that the staffing agreed on
    AlertKind.EXEMPTION_REVIEW: Rule(
        Counted.DUE, REVIEW_LEAD, Citation(Source.WTW, "II.H", "CASE-3")
    ),
    AlertKind.CLOCK: Rule(
        Counted.DUE, 0, _ours("from the program's first warning, in months left", "PLAN-11")
    ),
    AlertKind.OPENED: Rule(
        Counted.SINCE, 0, _ours("who looked in is told for a week", "NOTE-5"), keeps=7
    ),
}

_WEIGHT = {kind: weight for weight, kind in enumerate(AlertKind)}


def weight(kind: AlertKind) -> int:
    """The place of a kind in the order of lists (SUP-7; the order is ours)."""
    return _WEIGHT[kind]


def stands_until(kind: AlertKind, today: date, program: Program | None = None) -> date:
    """The latest local date of its fact for which an alert stands on `today`.

    For a last day: up to so many days ahead; for what waits: since at least so many days. The
    entry limit and the touch of a month are the program's. Source: SUP-7; WTW 42-7.38, II.C and
    III.A.23; ECM brief, Systems for Tracking.
    """
    rule, of = RULES[kind], program or next(iter(PROGRAMS.values()))
    match kind:
        case AlertKind.UNNOTED:
            # Past the limit from the day after it (NOTE-10).
            return today - timedelta(days=of.late_entry.value + 1)
        case AlertKind.TOUCH:
            return _untouched_since(today, of.touch.value, rule.days)
        case AlertKind.CLOCK:
            return Month.of(today).plus(of.clock_first_warning.value).last_on
    lead = timedelta(days=rule.days)
    return today + lead if rule.counted is Counted.DUE else today - lead


def stands_from(kind: AlertKind, today: date) -> date | None:
    """The earliest date of its fact for which an alert stands: where nothing is left to be done
    about it, it goes with the days; a grace period is over once it has ended. None: however old.
    Source: SUP-7; PLAN-7, PLAN-8."""
    if kind in (AlertKind.GRACE, AlertKind.REASSIGNMENT):
        return today
    keeps = RULES[kind].keeps
    return None if keeps is None else today - timedelta(days=keeps - 1)


def _untouched_since(today: date, months: int, lead: int) -> date:
    """The latest day on which a case was touched that is alerted to: the last of the months whose
    touch is due within `lead` days or was due (CON-8; ES CM, e)."""
    this = Month.of(today)
    is_near = this.last_on - timedelta(days=lead) <= today
    return this.plus(-months).last_on if is_near else this.plus(-months - 1).last_on


def is_overdue(kind: AlertKind, fact_on: date, today: date) -> bool:
    """Whether the last day is past; what waits has none. Source: requirements, "A deadline day
    still counts"."""
    return RULES[kind].counted is Counted.DUE and kind is not AlertKind.TOUCH and fact_on < today
