"""PLAN-1, PLAN-2, PLAN-3: what may stand in a plan, and what its weeks hold."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from portal.policy import plan_items
from portal.policy.hours import FamilyType
from portal.policy.plan_items import ItemKind, PlanRefusal
from portal.policy.planned_weeks import (
    PlannedWeek,
    Weekly,
    planned_weeks,
    usual_weekly_minutes,
)
from portal.policy.programs import program

WTW, DW = program("wtw"), program("dw")
START = date(2026, 11, 30)
ONE = FamilyType.ONE_PARENT


def weeks(*activities: Weekly, child: date | None = None, code: str = "wtw") -> list[PlannedWeek]:
    return planned_weeks(program(code), ONE, child, activities, START)


def test_a_plan_without_activities_has_no_weeks() -> None:
    assert weeks() == []


def test_an_activity_that_began_before_the_version_counts_from_its_first_day() -> None:
    (one,) = weeks(Weekly(date(2026, 9, 1), None, 600))
    assert (one.starts_on, one.ends_on, one.planned) == (START, None, 600)


def test_a_gap_between_two_activities_is_told_and_the_time_after_the_last_is_not() -> None:
    first = Weekly(START, date(2026, 12, 31), 600)
    later = Weekly(date(2027, 1, 11), date(2027, 5, 28), 900)
    assert [(one.starts_on, one.planned) for one in weeks(first, later)] == [
        (START, 600), (date(2027, 1, 1), 0), (date(2027, 1, 11), 900),
    ]  # fmt: skip
    assert weeks(first, later)[-1].ends_on == date(2027, 5, 28)


def test_days_before_the_first_activity_are_told_from_a_week_on() -> None:
    almost, whole = START + timedelta(days=6), START + timedelta(days=7)
    assert weeks(Weekly(almost, None, 600))[0].starts_on == almost
    assert [one.planned for one in weeks(Weekly(whole, None, 600))] == [0, 600]


def test_a_child_born_on_a_leap_day_is_six_on_the_first_of_march() -> None:
    found = weeks(Weekly(START, None, 600), child=date(2020, 2, 29))
    assert [one.required for one in found] == [30 * 60], "six since March 1"
    in_2027 = planned_weeks(WTW, ONE, date(2021, 2, 28), [Weekly(START, None, 600)], START)
    assert [one.starts_on for one in in_2027] == [START, date(2027, 2, 28)]


def test_a_birthday_more_than_a_year_ahead_is_another_plans() -> None:
    near, far = date(2021, 11, 30), date(2021, 12, 2)
    assert len(weeks(Weekly(START, None, 600), child=near)) == 2
    assert len(weeks(Weekly(START, None, 600), child=far)) == 1


def test_where_the_program_asks_no_hours_nothing_is_missing() -> None:
    (one,) = weeks(Weekly(START, None, 600), child=date(2021, 1, 1), code="dw")
    assert (one.required, one.missing) == (None, 0)


def test_activities_that_follow_one_another_are_not_added_up() -> None:
    first = Weekly(START, date(2026, 12, 31), 600)
    later = Weekly(date(2027, 1, 1), None, 900)
    assert usual_weekly_minutes([first, later], START) == 600
    assert usual_weekly_minutes([first, Weekly(START, None, 300)], START) == 900
    assert usual_weekly_minutes([], START) == 0


def test_what_runs_before_a_version_is_whole_for_some_days_is_not_its_week() -> None:
    job, soon = Weekly(date(2026, 9, 1), None, 600), Weekly(START + timedelta(days=6), None, 300)
    assert usual_weekly_minutes([job, soon], START) == 900
    assert usual_weekly_minutes([job, Weekly(START + timedelta(days=7), None, 300)], START) == 600
    brief = Weekly(START, START + timedelta(days=2), 120)
    assert usual_weekly_minutes([brief], START) == 120


days = st.dates(date(2026, 6, 1), date(2027, 12, 31))


@st.composite
def an_activity(draw: st.DrawFn) -> Weekly:
    first, last = sorted((draw(days), draw(days)))
    return Weekly(first, draw(st.sampled_from([None, last])), draw(st.integers(1, 2400)))


@given(st.lists(an_activity(), min_size=1, max_size=6), st.none() | st.dates(
    date(2018, 1, 1), date(2026, 1, 1)
))  # fmt: skip
def test_the_weeks_follow_one_another_and_each_day_holds_what_runs_on_it(
    activities: list[Weekly], child: date | None
) -> None:
    found = planned_weeks(WTW, ONE, child, activities, START)
    for before, after in pairwise(found):
        assert before.ends_on is not None
        assert after.starts_on == before.ends_on + timedelta(days=1)
    for one in found:
        for on in {one.starts_on, one.ends_on or date(2029, 1, 1)}:
            running = [each for each in activities if each.runs_on(on)]
            assert one.planned == sum(each.minutes_week for each in running)


def test_what_may_stand_below_what() -> None:
    assert plan_items.kinds_below(ItemKind.GOAL_LONG) == (
        ItemKind.OBJECTIVE, ItemKind.STEP, ItemKind.MILESTONE,
    )  # fmt: skip
    assert plan_items.kinds_below(ItemKind.OBJECTIVE) == (
        ItemKind.SERVICE, ItemKind.STEP, ItemKind.MILESTONE,
    )  # fmt: skip
    assert plan_items.kinds_below(ItemKind.STEP) == ()
    assert plan_items.refusals_to_place(ItemKind.STEP, None) == {}
    assert plan_items.refusals_to_place(ItemKind.GOAL_SHORT, ItemKind.GOAL_LONG) == {
        "above": PlanRefusal.NOT_BELOW_THAT
    }


def test_a_version_begins_at_most_a_month_back_and_a_year_ahead() -> None:
    today = date(2026, 11, 20)
    for days_off, code in ((-32, PlanRefusal.IN_THE_PAST), (367, PlanRefusal.TOO_FAR)):
        on = today + timedelta(days=days_off)
        assert plan_items.refusals_to_start(on, today) == {"starts_on": code}
    for days_off in (-31, 0, 366):
        assert plan_items.refusals_to_start(today + timedelta(days=days_off), today) == {}
    assert plan_items.refusals_to_start(None, today) == {"starts_on": PlanRefusal.NO_DATE}


def test_words_of_ones_own_are_at_most_three_hundred_characters() -> None:
    assert plan_items.refusals_to_say((), "x" * 300, ()) == {}
    assert plan_items.refusals_to_say((), "x" * 301, ()) == {"text": PlanRefusal.TOO_LONG}
    assert plan_items.refusals_to_say((), " \n ", ()) == {"phrases": PlanRefusal.NOTHING_SAID}
