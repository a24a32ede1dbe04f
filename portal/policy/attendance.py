"""Attendance: what was planned for a day, what was reported, proven, excused and counted.

Everything is whole minutes. For every day, and so for every week and month made of days:

    planned  = attended + excused + unexcused + open
    reported = attended + beyond = proven + unproven
    counted <= proven
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from portal.policy.calendar import Span
from portal.policy.documents import DocumentState

MINUTES_A_DAY = 24 * 60
# Who looks back at a month has it still in mind; what is older goes through the worker.
MONTHS_BACK = 2


class HoursKind(StrEnum):
    """What an entry says of the planned minutes that were not attended."""

    DONE = "done"  # nothing was missed
    ABSENT = "absent"  # missed, and nobody has decided on the reason
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"


class HoursSource(StrEnum):
    """Where an entry comes from."""

    PARTICIPANT = "participant"
    PROVIDER = "provider"
    WORKER = "worker"
    JOB_SEARCH = "job_search"  # told by the participant, proven by the log of the job search


class HoursState(StrEnum):
    """Where an entry, or a week that was sent, stands with the worker."""

    REPORTED = "reported"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class AbsenceReason(StrEnum):
    """Why somebody was not there, in the participant's words."""

    ILL = "ill"
    CHILD_ILL = "child_ill"
    CHILD_CARE = "child_care"
    NO_RIDE = "no_ride"
    APPOINTMENT = "appointment"
    CANCELED = "canceled"
    HOLIDAY = "holiday"
    FAMILY = "family"
    OTHER = "other"


class Objection(StrEnum):
    """What a participant says is wrong with hours that somebody else entered."""

    WAS_THERE = "was_there"
    WAS_LONGER = "was_longer"
    OTHER_DAY = "other_day"
    HAD_REASON = "had_reason"
    OTHER = "other"


class ObjectionAnswer(StrEnum):
    """What became of an objection."""

    CORRECTED = "corrected"
    KEPT = "kept"


class HoursRefusal(StrEnum):
    """Why hours cannot be reported, or objected to, so."""

    NO_SUCH_WEEK = "no_such_week"
    NOT_YET = "not_yet"
    TOO_LONG_AGO = "too_long_ago"
    ALREADY_ACCEPTED = "already_accepted"
    NOTHING_TO_SEND = "nothing_to_send"
    NO_SUCH_TIME = "no_such_time"
    MORE_THAN_A_DAY = "more_than_a_day"
    REASON_MISSING = "reason_missing"
    NO_SUCH_ACTIVITY = "no_such_activity"
    OWN_ENTRY = "own_entry"
    CHANGED_MEANWHILE = "changed_meanwhile"


@dataclass(frozen=True, slots=True)
class DayEntry:
    """What an entry says, for the arithmetic: minutes attended, minutes missed, how many of those
    attended are proven."""

    minutes: int
    missed: int
    kind: HoursKind
    state: HoursState
    proven: int

    def __post_init__(self) -> None:
        if self.minutes < 0 or self.missed < 0 or not 0 <= self.proven <= self.minutes:
            raise ValueError(f"no such entry: {self}")


class Tally(NamedTuple):
    """Minutes of one or more days, each figure a sum of days.

    `open` was planned and is neither attended nor decided on: to come, not reported, or absent
    with nobody's decision yet. `beyond` was attended without being planned.
    """

    planned: int = 0
    attended: int = 0
    excused: int = 0
    unexcused: int = 0
    open: int = 0
    beyond: int = 0
    proven: int = 0
    unproven: int = 0
    counted: int = 0

    @property
    def reported(self) -> int:
        """All minutes said to be done, planned or not (PLAN-9)."""
        return self.attended + self.beyond


def day_tally(planned: int, entry: DayEntry | None) -> Tally:
    """The figures of one activity on one day, from the minutes planned by the plan in force and
    the entry that stands, if there is one.

    The plan may have changed since the entry was made: what is missed never exceeds what is now
    planned and not attended. Source: PLAN-9; WTW 42-7.38, III.A.7; ES CM, b, c.
    """
    if entry is None:
        return Tally(planned=planned, open=planned)
    attended = min(planned, entry.minutes)
    short = planned - attended
    missed = min(short, entry.missed)
    excused = missed if entry.kind is HoursKind.EXCUSED else 0
    unexcused = missed if entry.kind is HoursKind.UNEXCUSED else 0
    return Tally(
        planned=planned,
        attended=attended,
        excused=excused,
        unexcused=unexcused,
        open=short - excused - unexcused,
        beyond=entry.minutes - attended,
        proven=entry.proven,
        unproven=entry.minutes - entry.proven,
        counted=entry.proven if entry.state is HoursState.ACCEPTED else 0,
    )


def total(tallies: Iterable[Tally]) -> Tally:
    """Several days together; nothing at all for none (PLAN-9; WTW 42-7.38, III.A.7)."""
    return Tally(*map(sum, zip(*tallies, strict=True)))


def proven_minutes(
    minutes: int,
    source: HoursSource,
    document_state: DocumentState | None,
    employer_contacts: int = 0,
    minutes_a_contact: int = 0,
) -> int:
    """How many of an entry's minutes are proven.

    A document proves them all while it is not sent back, and so does a provider's own entry. The
    log of a job search proves `minutes_a_contact` (Program.job_search_contact) for each employer
    contacted that day. Without any of these the hours are unproven.
    Source: PLAN-9; CON-12; ES CM, c; WTW 42-7.38, III.A.7.
    """
    has_document = document_state is not None and document_state is not DocumentState.RETURNED
    if has_document or source is HoursSource.PROVIDER:
        return minutes
    if source is HoursSource.JOB_SEARCH:
        return min(minutes, employer_contacts * minutes_a_contact)
    return 0


@dataclass(frozen=True, slots=True)
class ToldDay:
    """One activity on one day as it is told: minutes attended and, where some of the planned
    ones were missed, why."""

    series: str
    done_on: date
    minutes: int
    reason: AbsenceReason | None = None
    text: str = ""


def refusals_to_report(
    week: Span,
    today: date,
    state: HoursState | None,
    told: Iterable[ToldDay],
    planned: Mapping[tuple[str, date], int],
) -> dict[str, HoursRefusal]:
    """Why a week of a month cannot be sent so, by field; empty when it can.

    In: the week, the office's date of today, where the week stands if it was sent before, what is
    told, and the minutes planned by (series, day). A field is "<series>:<iso date>", or "" for
    the week. A week may be sent from its first day on, for days that have come; days told twice
    are the caller's fault. Source: PLAN-9; ES CM, b; the limits are ours.
    """
    if state is HoursState.ACCEPTED:
        return {"": HoursRefusal.ALREADY_ACCEPTED}
    if today < week.starts_on:
        return {"": HoursRefusal.NOT_YET}
    if _months_between(week.starts_on, today) > MONTHS_BACK:
        return {"": HoursRefusal.TOO_LONG_AGO}
    found: dict[str, HoursRefusal] = {}
    by_day: dict[date, int] = {}
    for one in told:
        field = field_of(one.series, one.done_on)
        by_day[one.done_on] = by_day.get(one.done_on, 0) + one.minutes
        refusal = _refusal(week, today, one, planned.get((one.series, one.done_on), 0))
        if refusal is None and by_day[one.done_on] > MINUTES_A_DAY:
            refusal = HoursRefusal.MORE_THAN_A_DAY
        if refusal is not None:
            found[field] = refusal
    return found if by_day else {"": HoursRefusal.NOTHING_TO_SEND}


def _refusal(week: Span, today: date, one: ToldDay, planned: int) -> HoursRefusal | None:
    if not week.has(one.done_on):
        return HoursRefusal.NO_SUCH_WEEK
    if one.done_on > today:
        return HoursRefusal.NOT_YET
    if not 0 <= one.minutes <= MINUTES_A_DAY:
        return HoursRefusal.NO_SUCH_TIME
    if one.minutes < planned and one.reason is None:
        return HoursRefusal.REASON_MISSING
    return None


def _months_between(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def field_of(series: str, on: date) -> str:
    """The name of an activity's day in a form (ours)."""
    return f"{series}:{on.isoformat()}"


def kind_told(told: ToldDay, planned: int) -> HoursKind:
    """What a participant's own report is: done, or absent until the worker decides on the reason
    (PLAN-9; WTW 42-7.38, II.C)."""
    return HoursKind.DONE if told.minutes >= planned else HoursKind.ABSENT


def refusals_to_object(
    source: HoursSource, objection: Objection | None, text: str, is_open: bool
) -> dict[str, HoursRefusal]:
    """Why an objection cannot be taken; empty when it can. One's own entries are corrected, not
    objected to; "something else" needs words. Source: PLAN-9; WTW 42-7.38, II.C; ours."""
    if source in (HoursSource.PARTICIPANT, HoursSource.JOB_SEARCH):
        return {"": HoursRefusal.OWN_ENTRY}
    if is_open:
        return {"": HoursRefusal.CHANGED_MEANWHILE}
    if objection is None:
        return {"objection": HoursRefusal.REASON_MISSING}
    if objection is Objection.OTHER and not text.strip():
        return {"text": HoursRefusal.REASON_MISSING}
    return {}
