"""The deadlines of a case: why each falls on its day, and which of them is next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.policy import contacts
from portal.policy.programs import Program, Unit, Value
from portal.policy.sources import Citation
from portal.policy.statuses import (
    CaseStatus,
    attempt_is_owed,
    live_contact_is_owed,
    touch_is_owed,
)


class DeadlineKind(StrEnum):
    """What can fall due, the weightiest first: on one day the earlier in this list comes first."""

    GOOD_CAUSE = "good_cause"
    NONCOMPLIANCE = "noncompliance"
    LIVE_CONTACT = "live_contact"
    DOCUMENT_REQUEST = "document_request"
    PLAN_SIGNATURE = "plan_signature"
    PLAN_CHANGE = "plan_change"
    REASSIGNMENT = "reassignment"
    ATTEMPT = "attempt"
    TOUCH = "touch"
    EXEMPTION_REVIEW = "exemption_review"
    FOLLOW_UP = "follow_up"
    REASSESSMENT = "reassessment"
    TASK = "task"


_WEIGHT = {kind: weight for weight, kind in enumerate(DeadlineKind)}


class RanFrom(StrEnum):
    """The event from which a clock runs."""

    ENROLLMENT = "enrollment"
    LAST_LIVE_CONTACT = "last_live_contact"
    LAST_ATTEMPT = "last_attempt"
    LAST_TOUCH = "last_touch"


@dataclass(frozen=True, slots=True)
class DeadlineWhy:
    """Why a deadline falls on its day: from what it ran, since when, how long, by which rule."""

    ran_from: RanFrom
    from_on: date
    length: int
    unit: Unit
    citation: Citation
    is_adopted: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something due on a local date; `why` is there for the clocks of the program."""

    kind: DeadlineKind
    due_on: date
    why: DeadlineWhy | None = None


def live_contact_deadline(
    program: Program, enrolled_on: date, last_live_on: date | None
) -> Deadline:
    """When the next live contact is due, and why (CON-2; DW CM, Contact with Participant)."""
    return Deadline(
        DeadlineKind.LIVE_CONTACT,
        contacts.live_contact_due_on(enrolled_on, last_live_on, program.live_contact.value),
        _why(program.live_contact, enrolled_on, last_live_on, RanFrom.LAST_LIVE_CONTACT),
    )


def attempt_deadline(program: Program, enrolled_on: date, last_attempt_on: date | None) -> Deadline:
    """When the counselor must have tried again, and why (CON-1; DW CM, Contact with
    Participant)."""
    return Deadline(
        DeadlineKind.ATTEMPT,
        contacts.attempt_due_on(enrolled_on, last_attempt_on, program.attempt.value),
        _why(program.attempt, enrolled_on, last_attempt_on, RanFrom.LAST_ATTEMPT),
    )


def touch_deadline(program: Program, enrolled_on: date, last_touched_on: date | None) -> Deadline:
    """By when the case must be touched again, and why (CON-8; ES CM, e; WTW 42-7.38,
    III.A.6)."""
    return Deadline(
        DeadlineKind.TOUCH,
        contacts.touch_due_on(enrolled_on, last_touched_on, program.touch.value),
        _why(program.touch, enrolled_on, last_touched_on, RanFrom.LAST_TOUCH),
    )


def contact_deadlines(
    program: Program,
    status: CaseStatus,
    enrolled_on: date,
    last_live_on: date | None,
    last_attempt_on: date | None,
    last_touched_on: date | None,
) -> list[Deadline]:
    """The clocks of CON-1, CON-2 and CON-8 that run for a case of that status."""
    found: list[Deadline] = []
    if live_contact_is_owed(status):
        found.append(live_contact_deadline(program, enrolled_on, last_live_on))
    if attempt_is_owed(status):
        found.append(attempt_deadline(program, enrolled_on, last_attempt_on))
    if touch_is_owed(status):
        found.append(touch_deadline(program, enrolled_on, last_touched_on))
    return found


def _why(value: Value, enrolled_on: date, last_on: date | None, since: RanFrom) -> DeadlineWhy:
    ran_from, from_on = RanFrom.ENROLLMENT, enrolled_on
    if last_on is not None and last_on >= enrolled_on:
        ran_from, from_on = since, last_on
    return DeadlineWhy(ran_from, from_on, value.value, value.unit, value.citation, value.is_adopted)


def next_deadline(deadlines: Iterable[Deadline]) -> Deadline | None:
    """The earliest deadline, on one day the weightiest kind; None when nothing is due.

    Overdue ones come first, being earliest. Source: SUP-7; the order of weight is ours.
    """
    return min(deadlines, key=lambda one: (one.due_on, _WEIGHT[one.kind]), default=None)


def urgency_key(
    deadline: Deadline | None, enrolled_on: date, last_live_on: date | None
) -> tuple[date, int, date]:
    """The key that sorts a caseload: next deadline, its weight, then longest without live
    contact; cases without a deadline last. Source: SUP-7; the order is ours."""
    since_on = enrolled_on if last_live_on is None else max(enrolled_on, last_live_on)
    if deadline is None:
        return (date.max, len(_WEIGHT), since_on)
    return (deadline.due_on, _WEIGHT[deadline.kind], since_on)
