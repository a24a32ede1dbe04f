"""Months, assessments, Equal Access and follow-up of the cast."""

from datetime import date, timedelta
from typing import Any

from portal.demo.cast import Cast
from portal.demo.telling import day, moment
from portal.operations import assessments, clocks, screenings
from portal.policy.assessments import AssessmentKind, Demand
from portal.policy.calendar import Month
from portal.policy.clock_months import DecisionReason
from portal.policy.contacts import Way
from portal.policy.follow_ups import Work
from portal.policy.programs import Clock, StopReason
from portal.policy.screenings import ScreeningOutcome
from portal.reports.cases.assessments import goals_of


def khamla_at_57_months(cast: Cast) -> None:
    """WF-3003: 57 of 60 months, two of them freed while he cared for his wife."""
    case, worker = cast.cases["WF-3003"], cast.staff["counselor"].actor
    first, this = Month.of(case.enrolled_on), Month.of(cast.today)
    here = (this.year - first.year) * 12 + this.month - first.month + 1
    clocks.begin_clock(
        worker, case=case, clock=Clock.WORKFIRST_LIMIT, month=first, months_before=57 - (here - 2),
        evidence="Months used in Spokane, printout of the eligibility system of the first day.",
        at=moment(cast, 45, 9),
    )  # fmt: skip
    clocks.stop_clocks(
        worker, case=case, reason=StopReason.CARING, starts_on=this.plus(-10).first_on,
        ends_on=this.plus(-9).last_on, at=moment(cast, 44, 15),
        evidence="Doctor's statement on his wife, seen at the office; entered late.",
    )  # fmt: skip


def maria_counted(cast: Cast) -> None:
    """WTW-1001: months from another county, one month without aid; English tested."""
    case, worker = cast.cases["WTW-1001"], cast.staff["counselor"].actor
    clocks.begin_clock(
        worker, case=case, clock=Clock.TIME_ON_AID, month=Month.of(case.enrolled_on),
        months_before=14, evidence="Letter of Fresno County with the months of aid there.",
        at=moment(cast, 60, 10),
    )  # fmt: skip
    clocks.decide_month(
        worker, case=case, clock=Clock.TIME_ON_AID, month=Month.of(cast.today).plus(-3),
        is_counted=False, reason=DecisionReason.NO_AID, at=moment(cast, 40, 11),
        evidence="The store paid more that month; eligibility stopped the aid for it.",
    )  # fmt: skip
    _assessed(
        cast, "WTW-1001", 160, AssessmentKind.APPRAISAL, "OCAT, talk of two hours",
        "Wants to work with people and food. One child, child care found. No car.",
    )  # fmt: skip
    _assessed(
        cast, "WTW-1001", 70, AssessmentKind.ENGLISH, "CASAS 83R, reading",
        "Level 2 of 6; reads signs and short notes. Class twice a week is right.",
        again_in=11,
    )  # fmt: skip


def goals_with_facts(cast: Cast) -> None:
    """WTW-1002 and DW-2001: what is known of the jobs that their goals lead to."""
    _assessed(
        cast, "WTW-1002", 64, AssessmentKind.INTERESTS, "O*NET Interest Profiler",
        "Social and realistic: likes to care for people and to use her hands.",
    )  # fmt: skip
    _fact(
        cast, "WTW-1002", 2, "Nursing assistant", Demand.GROWING, (2150, 2640), "Alameda County",
        "State labor market report 2026, health care",
    )  # fmt: skip
    _assessed(
        cast, "DW-2001", 135, AssessmentKind.SKILLS, "Skills inventory, certificates seen",
        "Nineteen years on presses: reads drawings, sets up machines, measures to a hundredth.",
        again_in=25,
    )  # fmt: skip
    _fact(
        cast, "DW-2001", 120, "CNC operator", Demand.STEADY, (2300, 3150), "Twin Cities",
        "State projections of jobs to 2034, metal work",
    )  # fmt: skip


def equal_access(cast: Cast) -> None:
    """DW-2004 reads large print; WF-3001 has a plan that was agreed; WF-3002 needs nothing."""
    _screened(
        cast, "DW-2004", 400, ["large_print", "call_before"],
        plan="Letters at 18 points; the main points are said on the phone as well.",
        why="Sees little with one eye since the accident.",
    )  # fmt: skip
    _screened(
        cast, "WF-3001", 30, ["explain_letters", "remind", "copy_to_person"],
        plan="Her sister gets a copy of each letter; a call in Russian the day before a meeting.",
        why="Sleeps badly and forgets dates since her separation.",
    )  # fmt: skip
    _screened(cast, "WF-3002", 170, [])


def selam_followed(cast: Cast) -> None:
    """DW-2004: in the fifth month after exit; one month nobody was reached."""
    for days_ago, answered, facts in (
        (126, True, {"minutes_week": 1800, "wage_cents": 1950, "summary": "Likes the kitchen."}),
        (96, True, {"minutes_week": 2100, "wage_cents": 1950, "needs": "work_clothes",
                    "summary": "Needs new shoes that do not slip."}),
        (70, False, {}),
    ):  # fmt: skip
        given: dict[str, Any] = {
            "needs": "",
            "summary": "",
            "minutes_week": None,
            "wage_cents": None,
        }
        given |= facts
        screenings.record_follow_up(
            cast.staff["counselor"].actor, case=cast.cases["DW-2004"],
            occurred_on=day(cast, days_ago), way=Way.TELEPHONE, answered=answered,
            work=Work.SAME_JOB if answered else Work.UNKNOWN,
            employer="Hotel kitchen, Midway" if answered else "", at=moment(cast, days_ago, 16),
            **given,
        )  # fmt: skip


def _assessed(
    cast: Cast, number: str, days_ago: int, kind: AssessmentKind, tool: str, result: str,
    again_in: int | None = None,
) -> None:  # fmt: skip
    again_on = cast.today + timedelta(days=again_in) if again_in is not None else None
    assessments.record_assessment(
        cast.staff["counselor"].actor, case=cast.cases[number], kind=kind, tool=tool,
        taken_on=day(cast, days_ago), result=result, again_on=again_on,
        at=moment(cast, days_ago, 15),
    )  # fmt: skip


def _fact(
    cast: Cast, number: str, days_ago: int, occupation: str, demand: Demand,
    wages: tuple[int, int], place: str, source: str,
) -> None:  # fmt: skip
    case = cast.cases[number]
    assessments.attach_labor_fact(
        cast.staff["counselor"].actor, case=case, goal=goals_of(case)[0], occupation=occupation,
        demand=demand, wages=wages, place=place, source=source, found_on=day(cast, days_ago),
        at=moment(cast, days_ago, 17),
    )  # fmt: skip


def _screened(
    cast: Cast, number: str, days_ago: int, accommodations: list[str], plan: str = "", why: str = ""
) -> None:
    review_on: date | None = day(cast, days_ago) + timedelta(days=365) if plan else None
    screenings.record_screening(
        cast.staff["counselor"].actor, case=cast.cases[number], screened_on=day(cast, days_ago),
        outcome=ScreeningOutcome.PLAN if plan else ScreeningOutcome.NOT_NEEDED,
        accommodations=accommodations, plan=plan, why=why, is_agreed=bool(plan),
        review_on=review_on, at=moment(cast, days_ago, 10),
    )  # fmt: skip


ALL = (
    khamla_at_57_months,
    maria_counted,
    goals_with_facts,
    equal_access,
    selam_followed,
)
