"""Clocks of months: the ledger of each, month by month, with why a month counts or does not."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.policy.calendar import Month, Span
from portal.policy.plans import ClockReading, clock_reading
from portal.policy.programs import Program, StopReason, Value

LONGEST_MONTHS = 720  # sixty years back: an earlier day is a slip (ours)


class MonthReason(StrEnum):
    """Why a month of a clock counts, or does not."""

    ON_AID = "on_aid"
    IN_TRAINING = "in_training"
    STOPPED = "stopped"
    NOT_IN_TRAINING = "not_in_training"
    NOT_ON_AID = "not_on_aid"
    DECIDED = "decided"
    PAST_LIMIT = "past_limit"


class DecisionReason(StrEnum):
    """Why a worker decided that a month counts, or does not."""

    NO_AID = "no_aid"
    AID_REPAID = "aid_repaid"
    COUNTED_ELSEWHERE = "counted_elsewhere"
    NOT_STOPPED = "not_stopped"
    AID_RECEIVED = "aid_received"
    ENTERED_WRONG = "entered_wrong"


# A reason speaks for one side only: a month with no aid cannot count.
SPEAKS_FOR_COUNTING: dict[DecisionReason, bool | None] = {
    DecisionReason.NO_AID: False,
    DecisionReason.AID_REPAID: False,
    DecisionReason.COUNTED_ELSEWHERE: False,
    DecisionReason.NOT_STOPPED: True,
    DecisionReason.AID_RECEIVED: True,
    DecisionReason.ENTERED_WRONG: None,
}


class ClockRefusal(StrEnum):
    """Why a period, a beginning or a decision cannot stand."""

    ENDS_BEFORE = "ends_before"
    TOO_OLD = "too_old"
    TOO_FAR = "too_far"
    NO_EVIDENCE = "no_evidence"
    OVERLAPS = "overlaps"
    NO_CLOCK = "no_clock"
    NO_MONTH = "no_month"
    TOO_MANY = "too_many"
    OTHER_SIDE = "other_side"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Stop:
    """A period in which an exemption stops clocks, both local dates included; `ends_on` None runs
    on. `ref` names the row it comes from."""

    starts_on: date
    ends_on: date | None
    reason: StopReason
    ref: str = ""

    def touches(self, month: Month) -> bool:
        """Whether a day of the month lies in it (PLAN-11)."""
        return self.starts_on <= month.last_on and (
            self.ends_on is None or month.first_on <= self.ends_on
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """What a worker decided about one month; `ref` names the row it comes from."""

    is_counted: bool
    reason: DecisionReason
    ref: str = ""


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """What a clock is read from. `begins` is its first month, None while it has not begun; months
    after `aid_until` (local date) have no aid. `training` are the months in which the activity was
    done that alone uses the clock, None where every month of aid does. `stops` are those alone
    that stop this clock; months whole in `without_aid`, but for the one it began in, had none."""

    limit: Value
    begins: Month | None
    months_before: int = 0
    aid_until: date | None = None
    training: Collection[Month] | None = None
    stops: Sequence[Stop] = ()
    decisions: Mapping[Month, Decision] | None = None
    without_aid: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class LedgerMonth:
    """One month of a clock: whether it counts, why, months used with it, and the row that shows
    it, where there is one."""

    month: Month
    is_counted: bool
    reason: MonthReason
    used: int
    ref: str = ""


def ledger(facts: ClockFacts, on: date) -> list[LedgerMonth]:
    """The months of a clock from its first one to that of the local date `on`, the oldest first.

    A worker's decision goes before all; a month with a day of an exemption that stops the clock is
    not counted, in the participant's favor; nothing counts past the limit.
    Source: PLAN-11; WTW 42-7.38, II.C, II.H; WA 3.4.2; the rounding is ours.
    """
    found: list[LedgerMonth] = []
    used, month = facts.months_before, facts.begins
    while month is not None and month <= Month.of(on):
        is_counted, reason, ref = _standing(facts, month)
        if is_counted and used >= facts.limit.value:
            is_counted, reason = False, MonthReason.PAST_LIMIT
        used += is_counted
        found.append(LedgerMonth(month, is_counted, reason, used, ref))
        month = month.plus(1)
    return found


def _standing(facts: ClockFacts, month: Month) -> tuple[bool, MonthReason, str]:
    decision = (facts.decisions or {}).get(month)
    if decision is not None:
        return decision.is_counted, MonthReason.DECIDED, decision.ref
    if facts.aid_until is not None and month > Month.of(facts.aid_until):
        return False, MonthReason.NOT_ON_AID, ""
    if any(Month.of(one.starts_on) < month and month.last_on <= one.ends_on
           for one in facts.without_aid):  # fmt: skip
        return False, MonthReason.NOT_ON_AID, ""
    for stop in facts.stops:
        if stop.touches(month):
            return False, MonthReason.STOPPED, stop.ref
    if facts.training is not None:
        in_it = month in facts.training
        return in_it, MonthReason.IN_TRAINING if in_it else MonthReason.NOT_IN_TRAINING, ""
    return True, MonthReason.ON_AID, ""


def reading(facts: ClockFacts, months: Sequence[LedgerMonth], program: Program) -> ClockReading:
    """Months used and left, and the warning at 6 and at 3 left (PLAN-11; the warnings are
    ours)."""
    used = months[-1].used if months else facts.months_before
    return clock_reading(facts.limit, used, program.clock_first_warning, program.clock_last_warning)


def ends_on(facts: ClockFacts, months: Sequence[LedgerMonth], on: date) -> date | None:
    """The last local date of the last month of a clock, if it runs on as it does on the date `on`;
    None where no end is in sight: aid ended, a stop without an end, no training this month or the
    one before, not begun. Source: PLAN-11; the look ahead is ours."""
    used = months[-1].used if months else facts.months_before
    left = facts.limit.value - used
    if left <= 0:
        last = [one.month for one in months if one.is_counted][-1:]
        return last[0].last_on if last else (facts.begins or Month.of(on)).plus(-1).last_on
    if facts.begins is None or facts.aid_until is not None:
        return None
    if facts.training is not None and not {Month.of(on), Month.of(on).plus(-1)} & set(
        facts.training
    ):
        return None
    month = max(Month.of(on), facts.begins.plus(-1))
    for _ in range(left + LONGEST_MONTHS):
        month = month.plus(1)
        left -= not any(stop.touches(month) for stop in facts.stops)
        if left == 0:
            return month.last_on
    return None


def months_left(last_on: date, today: date) -> int:
    """Months a clock has after that of `today`, when it ends on the local date `last_on`; 0 when
    it is used up (PLAN-11)."""
    last, this = Month.of(last_on), Month.of(today)
    return max(0, (last.year - this.year) * 12 + last.month - this.month)


def refusals_to_stop(
    starts_on: date, until_on: date | None, evidence: str, has_document: bool, today: date,
    others: Sequence[Span],
) -> dict[str, ClockRefusal]:  # fmt: skip
    """Why such a period cannot stand; empty when it can: it ends after it starts, is shown by
    something, does not begin ahead, and lies in no other one (`others`, open ends far away).
    Source: PLAN-11; CASE-3; the bounds are ours."""
    found: dict[str, ClockRefusal] = {}
    if starts_on < Month.of(today).plus(-LONGEST_MONTHS).first_on:
        found["starts_on"] = ClockRefusal.TOO_OLD
    elif starts_on > Month.of(today).plus(12).last_on:
        found["starts_on"] = ClockRefusal.TOO_FAR
    if until_on is not None and until_on < starts_on:
        found["ends_on"] = ClockRefusal.ENDS_BEFORE
    if not evidence.strip() and not has_document:
        found["evidence"] = ClockRefusal.NO_EVIDENCE
    if not found:
        last_on = until_on or date.max
        if any(one.starts_on <= last_on and starts_on <= one.ends_on for one in others):
            found["starts_on"] = ClockRefusal.OVERLAPS
    return found


def refusals_to_decide(
    month: Month | None, is_counted: bool, reason: DecisionReason, evidence: str,
    has_document: bool, today: date,
) -> dict[str, ClockRefusal]:  # fmt: skip
    """Why a month cannot be decided so; empty when it can: it has come, the reason speaks for it,
    and something shows it. Source: PLAN-11; ours."""
    found: dict[str, ClockRefusal] = {}
    if month is None:
        found["month"] = ClockRefusal.NO_MONTH
    elif month > Month.of(today):
        found["month"] = ClockRefusal.AHEAD
    elif month < Month.of(today).plus(-LONGEST_MONTHS):
        found["month"] = ClockRefusal.TOO_OLD
    if SPEAKS_FOR_COUNTING[reason] not in (None, is_counted):
        found["reason"] = ClockRefusal.OTHER_SIDE
    if not evidence.strip() and not has_document:
        found["evidence"] = ClockRefusal.NO_EVIDENCE
    return found


def refusals_to_begin(
    month: Month | None, months_before: int, limit: int, evidence: str, has_document: bool,
    today: date,
) -> dict[str, ClockRefusal]:  # fmt: skip
    """Why a clock cannot begin so; empty when it can: the month has come, the months before are
    within the limit, and something shows them. Source: PLAN-11; ours."""
    found: dict[str, ClockRefusal] = {}
    if month is None:
        found["month"] = ClockRefusal.NO_MONTH
    elif month > Month.of(today):
        found["month"] = ClockRefusal.AHEAD
    elif month < Month.of(today).plus(-LONGEST_MONTHS):
        found["month"] = ClockRefusal.TOO_OLD
    if not 0 <= months_before <= limit:
        found["months_before"] = ClockRefusal.TOO_MANY
    if not evidence.strip() and not has_document:
        found["evidence"] = ClockRefusal.NO_EVIDENCE
    return found


def month_of(text: str) -> Month | None:
    """The month of "2026-11"; None for what is none (ours)."""
    try:
        year, _, month = text.strip().partition("-")
        found = date(int(year), int(month), 1)
    except ValueError:
        return None
    return Month.of(found)
