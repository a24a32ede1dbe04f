"""Noncompliance, step by step: the notice, the days to give a reason, the finding, the compliance
plan, the sanction and its end; each with its dates (CASE-4, CASE-5). What refuses a step stands in
noncompliance_refusals.py.

Nothing here knows of support-team meetings: to miss one counts nowhere (TEAM-5).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from portal.policy.statuses import good_cause_last_on

MAIL_DAYS = 5  # calendar days after mailing on which a letter counts as delivered (ours)
PLAN_DAYS = 60  # the most calendar days of a compliance plan (ours)
NOTICE_DAYS = 3  # calendar days in which the notice is to reach the person (ours)
DECIDE_DAYS = (
    10  # calendar days after the last day, or a broken plan, to decide what follows (ours)
)
NEAR_DAYS = 5  # from so many days before its day on, a step is listed as near (ours)


class MissedAct(StrEnum):
    """What the plan asked for and nobody saw; the codes of the letters' reasons."""

    ACTIVITY = "part_missed"
    PLAN_NOT_SIGNED = "plan_not_signed"
    JOB_NOT_TAKEN = "job_not_taken"
    JOB_LEFT = "job_left"


class NoncomplianceState(StrEnum):
    """Where a noncompliance stands."""

    NOTICED = "noticed"  # asked what happened; nothing is decided
    NO_CAUSE = "no_cause"  # no good cause was found; nothing is taken away
    PLAN = "plan"  # a compliance plan runs
    BROKEN = "broken"  # its steps were not done
    SANCTIONED = "sanctioned"
    GOOD_CAUSE = "good_cause"
    CURED = "cured"  # by its compliance plan
    SANCTION_ENDED = "sanction_ended"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({
    NoncomplianceState.NOTICED, NoncomplianceState.NO_CAUSE, NoncomplianceState.PLAN,
    NoncomplianceState.BROKEN, NoncomplianceState.SANCTIONED,
})  # fmt: skip
BEFORE_SANCTION = OPEN - {NoncomplianceState.SANCTIONED}
UNDECIDED = frozenset({NoncomplianceState.NOTICED, NoncomplianceState.BROKEN})


class ProcessAct(StrEnum):
    """What was done in a noncompliance: a line of its story each."""

    OPENED = "opened"
    DELIVERED = "delivered"
    ASKED = "asked"
    FOUND_GOOD = "found_good"
    FOUND_NONE = "found_none"
    PLAN_AGREED = "plan_agreed"
    PLAN_SIGNED = "plan_signed"
    PLAN_KEPT = "plan_kept"
    PLAN_BROKEN = "plan_broken"
    SUPPORTS_CHECKED = "supports_checked"
    SANCTIONED = "sanctioned"
    STEP_DONE = "step_done"  # one of the seven steps of a sanction
    CURE_DONE = "cure_done"  # one of the steps that end it
    SANCTION_ENDED = "sanction_ended"
    WITHDRAWN = "withdrawn"


class DeliveryWay(StrEnum):
    """How the notice reached the person."""

    READ = "read"  # on the portal
    HANDED = "handed"
    MAILED = "mailed"
    EXPLAINED = "explained"  # read out in their language


class AskedWay(StrEnum):
    """How the person was asked for their reason."""

    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    WRITTEN = "written"  # by the notice, in the language that they read


class GoodCause(StrEnum):
    """Why it was a good reason."""

    SICK = "sick"
    NO_CHILD_CARE = "no_child_care"
    NO_RIDE = "no_ride"
    EMERGENCY = "emergency"
    NOT_TOLD = "not_told"  # the notice or the appointment did not reach them, or not in words
    SAFETY = "safety"
    WORK_OR_SCHOOL = "work_or_school"
    NEEDS = "needs"  # a disability or another need was not met
    OUR_MISTAKE = "our_mistake"
    OTHER = "other"


class SanctionEnd(StrEnum):
    """Why a sanction ended; the codes of the letter that says so."""

    TOOK_PART = "took_part"
    REASON_SHOWN = "good_reason_shown"
    EXCUSED = "is_excused"
    HEARING = "hearing_decided"
    MISTAKE = "our_mistake"


class NoncomplianceRefusal(StrEnum):
    """Why a step cannot be taken."""

    NO_PROCESS = "no_process"
    NOT_REQUIRED = "not_required"
    OPEN_ALREADY = "open_already"
    TOO_LATE = "too_late"
    CHANGED = "changed"
    DAY_TO_COME = "day_to_come"
    BEFORE_ENROLLMENT = "before_enrollment"
    BEFORE_NOTICE = "before_notice"
    OTHER_LANGUAGE = "other_language"
    NOT_SENT = "not_sent"
    DELIVERED = "delivered_before"
    NOT_DELIVERED = "not_delivered"
    NOT_ASKED = "not_asked"
    DAYS_RUN = "days_run"
    UNREAD = "unread"
    WHY_MISSING = "why_missing"
    NO_STEPS = "no_steps"
    PLAN_DATES = "plan_dates"
    PLAN_TOO_LONG = "plan_too_long"
    NOT_SIGNED = "not_signed"
    PLAN_RUNS = "plan_runs"
    GATE = "gate"
    SHORT_NOTICE = "short_notice"
    STEPS_LEFT = "steps_left"
    ENDS_EARLY = "ends_early"
    NOT_OWN = "not_own"


def delivered_on(way: DeliveryWay, on: date) -> date:
    """The local date on which a notice counts as delivered: the day itself, or, by mail, MAIL_DAYS
    after it was mailed on `on`. Source: CASE-4; WTW 42-7.38, II.C; the days of mail are ours."""
    return on + timedelta(days=MAIL_DAYS) if way is DeliveryWay.MAILED else on


def is_on_time(sent_on: date, until: date | None) -> bool:
    """Whether what came in on the local date of its upload is in time, whenever it was read: up
    to and with the last day, and always while no notice was delivered.

    Source: CASE-4; STAFF-3; WTW 42-7.38, II.C; that the upload counts is ours.
    """
    return until is None or sent_on <= until


def is_over(until: date | None, today: date) -> bool:
    """Whether the days to give a reason are over: from the day after the last one on; never
    without a delivered notice. Source: CASE-4; WTW 42-7.38, II.C."""
    return until is not None and today > until


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides when the next step of a noncompliance is due; local dates."""

    state: NoncomplianceState
    noticed_on: date
    good_cause_until: date | None
    found_on: date | None
    plan_ends_on: date | None
    broken_on: date | None


def next_due_on(of: Standing) -> date | None:
    """The local date by which the next step is due: the notice delivered, the last day to give a
    reason, a decision, the end of the compliance plan; None once a sanction runs or all is over.

    Source: CASE-4; SUP-1; WTW 42-7.38, II.C (report 608); the days of ours are named above.
    """
    match of.state:
        case NoncomplianceState.NOTICED:
            return of.good_cause_until or of.noticed_on + timedelta(days=NOTICE_DAYS)
        case NoncomplianceState.NO_CAUSE:
            return (of.found_on or of.noticed_on) + timedelta(days=DECIDE_DAYS)
        case NoncomplianceState.PLAN:
            return of.plan_ends_on
        case NoncomplianceState.BROKEN:
            decide_on = (of.broken_on or of.noticed_on) + timedelta(days=DECIDE_DAYS)
            return max(decide_on, of.good_cause_until or decide_on)
        case _:
            return None


class Nearness(StrEnum):
    """How near the day of a step is."""

    AHEAD = "ahead"
    NEAR = "near"
    OVERDUE = "overdue"


def nearness(due_on: date | None, today: date) -> Nearness:
    """Whether a step is listed as near (NEAR_DAYS before its day and on it) or past due (from the
    day after it). Source: CASE-4; SUP-1; WTW 42-7.38, II.C (report 608)."""
    if due_on is None or due_on - today > timedelta(days=NEAR_DAYS):
        return Nearness.AHEAD
    return Nearness.OVERDUE if due_on < today else Nearness.NEAR


def good_cause_until(delivered: date, days: int) -> date:
    """The last local date to give a reason: `days` calendar days from delivery, the day after it
    being the first (Program.good_cause.value). Source: CASE-4; WTW 42-7.38, II.C."""
    return good_cause_last_on(delivered, days)
