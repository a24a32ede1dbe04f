"""Follow-up after exit: twelve months, each with a contact of its own."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.policy.calendar import ONE_DAY, Span, add_months


class FollowUpState(StrEnum):
    """Where a month of follow-up stands."""

    REACHED = "reached"
    TRIED = "tried"
    MISSED = "missed"
    NOW = "now"
    TO_COME = "to_come"


class Work(StrEnum):
    """Whether somebody works, as they said after exit."""

    SAME_JOB = "same_job"
    OTHER_JOB = "other_job"
    SEVERAL_JOBS = "several_jobs"
    IN_SCHOOL = "in_school"
    NO_JOB = "no_job"
    UNKNOWN = "unknown"


class FollowUpRefusal(StrEnum):
    """Why a follow-up cannot be recorded, or cannot begin."""

    NOT_IN_FOLLOW_UP = "not_in_follow_up"
    AFTER_FOLLOW_UP = "after_follow_up"
    BEFORE_EXIT = "before_exit"
    NOT_REACHED = "not_reached"
    ALREADY_OUT = "already_out"
    AHEAD = "ahead"
    BEFORE_ENROLLMENT = "before_enrollment"


@dataclass(frozen=True, slots=True)
class FollowUpMonth:
    """One month of follow-up: its number from 1, its days, and where it stands."""

    number: int
    span: Span
    state: FollowUpState


def month_spans(exited_on: date, months: int) -> list[Span]:
    """The months of follow-up, counted from the day after exit; the last one ends on the last day
    of the follow-up (Program.follow_up.value).

    Source: PLAN-13; ECM brief, Job Matching, Placement, and Follow-Up; a contact a month is ours.
    """
    return [
        Span(add_months(exited_on, number) + ONE_DAY, add_months(exited_on, number + 1))
        for number in range(months)
    ]


def month_number(exited_on: date, on: date, months: int) -> int:
    """Which month of follow-up the local date `on` lies in, from 1; 0 on the day of exit and
    before, one more than there are once it is over. Source: PLAN-13; ECM brief, Job Matching."""
    if on <= exited_on:
        return 0
    spans = month_spans(exited_on, months)
    return next((n for n, span in enumerate(spans, 1) if span.has(on)), months + 1)


def follow_up_months(
    exited_on: date, months: int, live_on: Collection[date], tried_on: Collection[date],
    today: date,
) -> list[FollowUpMonth]:  # fmt: skip
    """Each month with where it stands: reached by a live contact, tried, missed, now, or to come.

    In: local dates of live contacts and of attempts after exit. Source: PLAN-13; CON-5; ECM brief,
    Job Matching, Placement, and Follow-Up.
    """
    found = []
    for number, span in enumerate(month_spans(exited_on, months), 1):
        if any(span.has(on) for on in live_on):
            state = FollowUpState.REACHED
        elif span.starts_on > today:
            state = FollowUpState.TO_COME
        elif any(span.has(on) for on in tried_on):
            state = FollowUpState.TRIED
        else:
            state = FollowUpState.NOW if span.has(today) else FollowUpState.MISSED
        found.append(FollowUpMonth(number, span, state))
    return found


def follow_up_due_on(
    exited_on: date, months: int, last_contact_on: date | None, today: date
) -> date | None:
    """The last local date of the month after the one that last had an attempt or contact: by then
    the next is due, and overdue from the day after. None once the follow-up is over.

    Source: PLAN-13; ECM brief, Job Matching, Placement, and Follow-Up; a contact a month is ours.
    """
    spans = month_spans(exited_on, months)
    if today > spans[-1].ends_on:
        return None
    last = month_number(exited_on, last_contact_on, months) if last_contact_on else 0
    return spans[last].ends_on if last < len(spans) else None


def refusals_to_exit(
    exited_on: date, enrolled_on: date, today: date, is_out: bool
) -> dict[str, FollowUpRefusal]:
    """Why a case cannot leave the program on that local date; empty when it can.

    Source: PLAN-13; the bounds are ours.
    """
    if is_out:
        return {"": FollowUpRefusal.ALREADY_OUT}
    if exited_on > today:
        return {"exited_on": FollowUpRefusal.AHEAD}
    if exited_on < enrolled_on:
        return {"exited_on": FollowUpRefusal.BEFORE_ENROLLMENT}
    return {}


def refusals_to_record(
    happened_on: date, exited_on: date | None, months: int, is_live: bool, work: Work
) -> dict[str, FollowUpRefusal]:
    """Why a contact is no follow-up; empty when it is one: after exit, within its months; what
    nobody was reached to say is not known. Source: PLAN-13; ours."""
    if exited_on is None:
        return {"": FollowUpRefusal.NOT_IN_FOLLOW_UP}
    found: dict[str, FollowUpRefusal] = {}
    if happened_on <= exited_on:
        found["occurred_on"] = FollowUpRefusal.BEFORE_EXIT
    elif month_number(exited_on, happened_on, months) > months:
        found["occurred_on"] = FollowUpRefusal.AFTER_FOLLOW_UP
    if not is_live and work is not Work.UNKNOWN:
        found["work"] = FollowUpRefusal.NOT_REACHED
    return found
