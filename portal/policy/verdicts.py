"""The verdict on a month: whether the required hours are met, and what may be done if not."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.policy.hours import missing_minutes
from portal.policy.programs import Program
from portal.policy.statuses import CaseStatus


class Verdict(StrEnum):
    """Whether the hours of a month are met."""

    NOT_OWED = "not_owed"  # none are required: exempt, or the program sets none
    MET = "met"
    WITHIN_REACH = "within_reach"  # the month still runs, and what is planned would meet it
    WAITING = "waiting"  # the month is over, and what waits for proof or a decision would meet it
    EXCUSED = "excused"  # short by no more than what was missed with a good reason
    SHORT = "short"


class VerdictCause(StrEnum):
    """What made the portal look at a month."""

    MONTH_END = "month_end"
    HOURS = "hours"  # entered, accepted or sent back
    ACTIVITY = "activity"  # an activity began, ended or changed


class NextStep(StrEnum):
    """What a worker may do about a month that is short, the lightest first."""

    DECIDE = "decide"
    ASK_FOR_PROOF = "ask_for_proof"
    SCHEDULE_ACTIVITY = "schedule_activity"
    AMEND_PLAN = "amend_plan"
    REFER_TO_SPECIALIST = "refer_to_specialist"
    START_NONCOMPLIANCE = "start_noncompliance"


class StepRefusal(StrEnum):
    """Why a step cannot be taken."""

    NOT_OFFERED = "not_offered"


OPEN_VERDICTS = frozenset({Verdict.EXCUSED, Verdict.SHORT})  # they ask for a step
SETTLED = frozenset({Verdict.NOT_OWED, Verdict.MET})


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A month in minutes. `counted` is proven and accepted; `undecided` and `unproven` are
    reported and may still count; `to_come` is planned from today on and not reported yet;
    `silent` was planned before today and nobody said anything of it; `absent` was missed and nobody
    has decided on the reason."""

    required: int
    planned: int
    counted: int
    undecided: int
    unproven: int
    to_come: int
    silent: int
    absent: int
    excused: int
    unexcused: int
    is_over: bool

    @property
    def missing(self) -> int:
        """Minutes still missing (PLAN-10; WTW 42-7.38, II.C)."""
        return missing_minutes(self.required, self.counted)

    @property
    def waiting(self) -> int:
        """Reported minutes that may still count (PLAN-9; ES CM, b and c)."""
        return self.undecided + self.unproven


def verdict_of(month: MonthFigures) -> Verdict:
    """Whether the required hours of a month are met.

    A month that still runs is within reach while everything planned or reported, should it come
    and count, is enough; after it, only what was reported can still count. What was missed with a
    good reason is never held against anybody. Source: PLAN-10; WTW 42-7.38, II.C; the two names
    for what is not decided yet are ours.
    """
    if not month.required:
        return Verdict.NOT_OWED
    if not month.missing:
        return Verdict.MET
    left = month.missing - month.waiting
    if not month.is_over:
        left -= month.to_come + month.silent
    if left <= 0:
        return Verdict.WAITING if month.is_over else Verdict.WITHIN_REACH
    if left <= month.excused:
        return Verdict.EXCUSED
    if left > month.excused + month.absent:
        return Verdict.SHORT
    return Verdict.WAITING if month.is_over else Verdict.WITHIN_REACH


def owed_minutes(share: int, planned: int, full_weeks: Sequence[tuple[int, int]]) -> int:
    """Minutes owed in a month, from its share of the weekly hours by days, the minutes planned,
    and of each whole week of it the minutes required and planned.

    The hours are required a week: a plan that holds them in every whole week is enough in a month
    whose days fall badly for it, so that nobody who did all of it is found short.
    Source: PLAN-3, PLAN-10; WTW 42-7.38, I and II.C; ours, in the participant's favor.
    """
    is_enough = bool(full_weeks) and all(has >= needs for needs, has in full_weeks)
    return min(share, planned) if is_enough else share


def next_steps(month: MonthFigures, status: CaseStatus, program: Program) -> list[NextStep]:
    """What is offered for a month that is not met, the lightest first; nothing when it is.

    Fewer hours planned than required ask for another activity or a changed plan. Hours missed
    without a reason ask for the support specialist first. Noncompliance is offered last, and only
    for planned hours missed without a reason, once the month is over and nothing waits for proof
    or a decision, in a program with a good-cause period, for a case to which it can still happen.
    Source: PLAN-10; WTW 42-7.38, II.C; CASE-4; the order and the conditions are ours.
    """
    verdict = verdict_of(month)
    if verdict in SETTLED:
        return []
    found = [NextStep.DECIDE] if month.undecided or month.absent else []
    if month.unproven:
        found.append(NextStep.ASK_FOR_PROOF)
    if month.planned < month.required:
        found.append(NextStep.SCHEDULE_ACTIVITY)
    if verdict not in OPEN_VERDICTS:
        return found
    found.append(NextStep.AMEND_PLAN)
    if missed_minutes(month):
        found.append(NextStep.REFER_TO_SPECIALIST)
    if verdict is Verdict.SHORT and _may_start(month, status, program):
        found.append(NextStep.START_NONCOMPLIANCE)
    return found


def missed_minutes(month: MonthFigures) -> int:
    """Planned minutes of a month that were neither done nor excused nor wait for anything: told as
    missed without a good reason, or, once the month is over, never told of at all.

    Source: PLAN-9, PLAN-10; WTW 42-7.38, III.A.7; that silence counts after the end is ours.
    """
    return month.unexcused + (month.silent if month.is_over else 0)


def _may_start(month: MonthFigures, status: CaseStatus, program: Program) -> bool:
    return (
        month.is_over
        and not month.waiting
        and not month.absent
        and missed_minutes(month) > 0
        and status is CaseStatus.ACTIVE
        and program.good_cause is not None
    )
