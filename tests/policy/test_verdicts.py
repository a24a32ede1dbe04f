"""The verdict on a month: met, within reach, waiting, excused or short, and what is offered."""

import dataclasses
from typing import Any

import pytest

from portal.policy.programs import program
from portal.policy.statuses import CaseStatus
from portal.policy.verdicts import (
    MonthFigures,
    NextStep,
    Verdict,
    missed_minutes,
    next_steps,
    owed_minutes,
    verdict_of,
)

NOTHING = MonthFigures(
    required=5142, planned=5142, counted=0, undecided=0, unproven=0, to_come=0, silent=0,
    absent=0, excused=0, unexcused=0, is_over=True,
)  # fmt: skip


def month(**values: Any) -> MonthFigures:
    return dataclasses.replace(NOTHING, **values)


@pytest.mark.parametrize(
    ("figures", "verdict"),
    [
        (month(required=0), Verdict.NOT_OWED),
        (month(counted=5142), Verdict.MET),
        (month(counted=5141), Verdict.SHORT),
        (month(counted=5142, is_over=False), Verdict.MET),
        (month(counted=5000, unproven=142), Verdict.WAITING),
        (month(counted=5000, undecided=100, unproven=41), Verdict.SHORT),
        (month(counted=5000, excused=142), Verdict.EXCUSED),
        (month(counted=5000, excused=141), Verdict.SHORT),
        (month(counted=5000, undecided=100, excused=42), Verdict.EXCUSED),
        (month(counted=5000, absent=142), Verdict.WAITING),
        (month(counted=5000, absent=100, excused=42), Verdict.WAITING),
        (month(counted=5000, absent=100, excused=41), Verdict.SHORT),
        (month(counted=5000, absent=142, is_over=False), Verdict.WITHIN_REACH),
        (month(to_come=5142, is_over=False), Verdict.WITHIN_REACH),
        (month(to_come=5141, is_over=False), Verdict.SHORT),
        (month(to_come=5000, silent=142, is_over=False), Verdict.WITHIN_REACH),
        (month(counted=5000, silent=142), Verdict.SHORT),
    ],
)
def test_a_month_is_judged_to_the_minute(figures: MonthFigures, verdict: Verdict) -> None:
    assert verdict_of(figures) is verdict


WTW = program("wtw")


def steps(figures: MonthFigures, status: CaseStatus = CaseStatus.ACTIVE) -> list[NextStep]:
    return next_steps(figures, status, WTW)


def test_a_month_that_is_met_or_not_owed_asks_for_nothing() -> None:
    assert steps(month(counted=5142)) == []
    assert steps(month(required=0)) == []


def test_what_waits_is_decided_and_proven_before_anything_else_is_offered() -> None:
    waiting = month(counted=5000, undecided=100, unproven=42)
    assert steps(waiting) == [NextStep.DECIDE, NextStep.ASK_FOR_PROOF]


def test_too_few_hours_planned_ask_for_an_activity_while_the_month_still_runs() -> None:
    thin = month(planned=4000, to_come=4000, is_over=False)
    assert steps(thin) == [NextStep.SCHEDULE_ACTIVITY, NextStep.AMEND_PLAN]


def test_noncompliance_comes_last_and_only_for_planned_hours_missed_without_a_reason() -> None:
    missed = month(counted=4000, unexcused=1142)
    assert steps(missed) == [
        NextStep.AMEND_PLAN, NextStep.REFER_TO_SPECIALIST, NextStep.START_NONCOMPLIANCE,
    ]  # fmt: skip
    kept = month(planned=4000, counted=4000)
    assert NextStep.START_NONCOMPLIANCE not in steps(kept), "the plan was thin, not the person late"
    assert NextStep.START_NONCOMPLIANCE not in steps(month(counted=5000, excused=142))
    running = dataclasses.replace(missed, is_over=False)
    assert NextStep.START_NONCOMPLIANCE not in steps(running)
    undecided = dataclasses.replace(missed, counted=3000, undecided=10)
    assert NextStep.START_NONCOMPLIANCE not in steps(undecided)
    absent = dataclasses.replace(missed, counted=3000, absent=10)
    assert NextStep.START_NONCOMPLIANCE not in steps(absent)
    assert steps(absent)[0] is NextStep.DECIDE


@pytest.mark.parametrize("status", [one for one in CaseStatus if one is not CaseStatus.ACTIVE])
def test_noncompliance_is_offered_for_no_other_standing(status: CaseStatus) -> None:
    assert NextStep.START_NONCOMPLIANCE not in steps(month(unexcused=5142), status)


def test_a_program_without_a_good_cause_period_knows_no_noncompliance() -> None:
    of = program("dw")
    offered = next_steps(month(unexcused=5142), CaseStatus.ACTIVE, of)
    assert (NextStep.START_NONCOMPLIANCE in offered) is (of.good_cause is not None)


def test_silence_counts_as_missed_only_once_the_month_is_over() -> None:
    assert missed_minutes(month(silent=60)) == 60
    assert missed_minutes(month(silent=60, is_over=False)) == 0


def test_a_plan_that_holds_the_hours_of_every_whole_week_is_enough_for_its_month() -> None:
    enough = [(1200, 1200), (1200, 1260)]
    assert owed_minutes(5142, 5040, enough) == 5040
    assert owed_minutes(5142, 5200, enough) == 5142, "more planned is not more owed"
    assert owed_minutes(5142, 5040, [*enough, (1200, 1199)]) == 5142
    assert owed_minutes(5142, 5040, []) == 5142
