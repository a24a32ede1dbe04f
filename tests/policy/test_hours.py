"""PLAN-3, PLAN-4, PLAN-10: hours required and planned, and schedules that overlap."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.policy import hours
from portal.policy.calendar import Month, Span, weeks_of_month
from portal.policy.hours import FamilyType, Overlap, Schedule, Slot, SlotRefusal
from portal.policy.programs import program

WTW = program("wtw")
ONE, TWO = FamilyType
BORN = date(2020, 5, 15)  # six years old on a day in mid-month
MONDAY, TUESDAY, SATURDAY, SUNDAY = 0, 1, 5, 6
times = st.integers(0, 1439)
slots = (
    st.tuples(st.integers(0, 6), times, times)
    .filter(lambda t: t[1] != t[2])
    .map(lambda t: Slot(*t))
)


def schedule(
    name: str,
    *of: Slot,
    starts_on: date = date(2026, 1, 1),
    ends_on: date | None = None,
) -> Schedule:
    return Schedule(name, starts_on, ends_on, of)


def test_a_parent_alone_owes_20_hours_until_the_day_before_the_sixth_birthday() -> None:
    assert hours.required_weekly_minutes(WTW, ONE, BORN, date(2026, 5, 14)) == 20 * 60


def test_a_parent_alone_owes_30_hours_from_the_sixth_birthday() -> None:
    assert hours.required_weekly_minutes(WTW, ONE, BORN, date(2026, 5, 15)) == 30 * 60


def test_a_parent_alone_without_a_child_at_home_owes_30_hours() -> None:
    assert hours.required_weekly_minutes(WTW, ONE, None, date(2026, 5, 14)) == 30 * 60


@pytest.mark.parametrize("born_on", [None, BORN, date(2026, 1, 1)])
def test_two_parents_owe_35_hours_whatever_the_age_of_the_child(born_on: date | None) -> None:
    assert hours.required_weekly_minutes(WTW, TWO, born_on, date(2026, 5, 14)) == 35 * 60


@pytest.mark.parametrize("code", ["dw", "workfirst"])
def test_a_program_that_sets_no_hours_leaves_them_to_the_plan(code: str) -> None:
    assert hours.required_weekly_minutes(program(code), ONE, BORN, date(2026, 5, 14)) is None
    assert hours.required_month_minutes(program(code), ONE, BORN, Month(2026, 5)) is None
    assert hours.share_of_weekly_minutes(1200, Month(2026, 2).span) == 4800


def test_four_full_weeks_owe_four_times_the_weekly_hours() -> None:
    assert hours.required_month_minutes(WTW, ONE, None, Month(2026, 2)) == 4 * 30 * 60


def test_29_february_owes_one_day_more() -> None:
    common = hours.required_month_minutes(WTW, TWO, None, Month(2026, 2))
    leap = hours.required_month_minutes(WTW, TWO, None, Month(2028, 2))
    assert (common, leap) == (8400, 8400 + 300)


def test_a_sixth_birthday_in_mid_month_counts_from_its_own_day() -> None:
    # 14 days at 20 hours a week and 17 days at 30
    assert hours.required_month_minutes(WTW, ONE, BORN, Month(2026, 5)) == 2400 + 30 * 60 * 17 // 7


def test_the_weeks_of_a_month_owe_what_the_month_owes() -> None:
    month = Month(2026, 5)
    of_weeks = [hours.required_minutes(WTW, ONE, BORN, week) for week in weeks_of_month(month)]
    whole = hours.required_month_minutes(WTW, ONE, BORN, month)
    assert whole is not None
    # each week is cut to whole minutes, in the participant's favor
    assert 0 <= whole - sum(minutes or 0 for minutes in of_weeks) <= len(of_weeks)


def test_an_enrollment_in_mid_month_owes_only_its_days() -> None:
    over = Span(date(2026, 5, 18), date(2026, 5, 31))
    assert hours.required_minutes(WTW, ONE, None, over) == 2 * 30 * 60


@given(st.integers(2020, 2040), st.integers(1, 12), st.sampled_from(FamilyType))
def test_a_month_owes_between_four_and_four_and_a_half_weeks(
    year: int, month: int, family: FamilyType
) -> None:
    weekly = hours.required_weekly_minutes(WTW, family, None, date(year, month, 1))
    monthly = hours.required_month_minutes(WTW, family, None, Month(year, month))
    assert weekly is not None
    assert monthly is not None
    assert 4 * weekly <= monthly <= 4.5 * weekly


@pytest.mark.parametrize(("done", "missing"), [(1199, 1), (1200, 0), (1201, 0)])
def test_hours_are_met_at_the_very_minute(done: int, missing: int) -> None:
    assert hours.missing_minutes(1200, done) == missing
    assert hours.missing_minutes(None, done) == 0


# Slots


def test_a_night_shift_runs_over_midnight() -> None:
    assert Slot(MONDAY, 22 * 60, 6 * 60).minutes == 8 * 60


def test_midnight_can_be_written_as_the_end_of_the_day() -> None:
    assert Slot(MONDAY, 20 * 60, 24 * 60).minutes == Slot(MONDAY, 20 * 60, 0).minutes == 4 * 60


def test_the_week_of_a_plan_is_the_sum_of_its_slots() -> None:
    week = [Slot(day, 9 * 60, 13 * 60) for day in range(5)]
    assert hours.planned_weekly_minutes(week) == 20 * 60
    assert hours.planned_weekly_minutes([]) == 0


@pytest.mark.parametrize(
    ("slot", "refusals"),
    [
        ((7, 0, 60), {"weekday": SlotRefusal.NO_SUCH_DAY}),
        ((-1, 0, 60), {"weekday": SlotRefusal.NO_SUCH_DAY}),
        ((0, 1440, 60), {"starts_minute": SlotRefusal.NO_SUCH_TIME}),
        ((0, 60, 1441), {"ends_minute": SlotRefusal.NO_SUCH_TIME}),
        ((0, 60, 60), {"ends_minute": SlotRefusal.NO_LENGTH}),
        ((0, 0, 1440), {"ends_minute": SlotRefusal.NO_LENGTH}),
        ((6, 1439, 1440), {}),
    ],
)
def test_a_slot_outside_sense_is_refused(
    slot: tuple[int, int, int], refusals: dict[str, SlotRefusal]
) -> None:
    assert hours.refusals_to_schedule(*slot) == refusals
    if refusals:
        with pytest.raises(ValueError, match="slot"):
            Slot(*slot)


# Overlaps


def test_two_activities_at_the_same_time_overlap() -> None:
    class_slot, job_slot = Slot(MONDAY, 540, 720), Slot(MONDAY, 660, 780)
    found = hours.overlaps([schedule("class", class_slot), schedule("job", job_slot)])
    assert found == [Overlap("class", "job", class_slot, job_slot, date(2026, 1, 5))]


def test_activities_that_only_touch_do_not_overlap() -> None:
    first, second = Slot(MONDAY, 540, 720), Slot(MONDAY, 720, 780)
    assert hours.overlaps([schedule("class", first), schedule("job", second)]) == []


def test_one_minute_too_long_overlaps() -> None:
    first, second = Slot(MONDAY, 540, 721), Slot(MONDAY, 720, 780)
    assert len(hours.overlaps([schedule("class", first), schedule("job", second)])) == 1


def test_the_same_hour_on_another_day_does_not_overlap() -> None:
    first, second = Slot(MONDAY, 540, 720), Slot(TUESDAY, 540, 720)
    assert hours.overlaps([schedule("class", first), schedule("job", second)]) == []


def test_two_slots_of_one_activity_can_overlap() -> None:
    one = schedule("class", Slot(MONDAY, 540, 720), Slot(MONDAY, 600, 660))
    assert [(found.first, found.second) for found in hours.overlaps([one])] == [("class", "class")]


@pytest.mark.parametrize(
    ("night", "morning"),
    [
        (Slot(MONDAY, 1320, 360), Slot(TUESDAY, 300, 400)),
        (Slot(SUNDAY, 1320, 360), Slot(MONDAY, 300, 400)),
    ],
)
def test_a_night_shift_overlaps_with_the_morning_after(night: Slot, morning: Slot) -> None:
    assert len(hours.overlaps([schedule("night", night), schedule("class", morning)])) == 1
    assert len(hours.overlaps([schedule("class", morning), schedule("night", night)])) == 1


def test_activities_that_follow_each_other_do_not_overlap() -> None:
    slot = Slot(MONDAY, 540, 720)
    first = schedule("class", slot, ends_on=date(2026, 5, 10))
    second = schedule("job", slot, starts_on=date(2026, 5, 11))
    assert hours.overlaps([first, second]) == []


def test_activities_that_share_days_but_not_that_weekday_do_not_overlap() -> None:
    slot = Slot(SATURDAY, 540, 720)
    first = schedule("class", slot, ends_on=date(2026, 5, 15))  # a Friday
    second = schedule("job", slot, starts_on=date(2026, 5, 11))  # the Monday before
    assert hours.overlaps([first, second]) == []


def test_the_last_shared_day_is_enough_to_overlap() -> None:
    slot = Slot(MONDAY, 540, 720)
    first = schedule("class", slot, ends_on=date(2026, 5, 11))
    second = schedule("job", slot, starts_on=date(2026, 5, 11))
    assert [one.first_meets_on for one in hours.overlaps([first, second])] == [date(2026, 5, 11)]


def test_a_night_shift_that_ends_the_activity_reaches_into_the_next_day() -> None:
    night = schedule("night", Slot(MONDAY, 1320, 360), ends_on=date(2026, 5, 11))
    morning = schedule("class", Slot(TUESDAY, 300, 400), starts_on=date(2026, 5, 12))
    assert len(hours.overlaps([night, morning])) == 1
    assert len(hours.overlaps([morning, night])) == 1


def minutes_held(slot: Slot) -> set[int]:
    begins = slot.weekday * 1440 + slot.starts_minute
    return {minute % (7 * 1440) for minute in range(begins, begins + slot.minutes)}


@given(slots, slots)
def test_slots_overlap_exactly_when_they_share_a_minute_of_the_week(one: Slot, other: Slot) -> None:
    found = hours.overlaps([schedule("one", one), schedule("other", other)])
    assert bool(found) == bool(minutes_held(one) & minutes_held(other))


@given(slots, slots, st.integers(0, 10), st.integers(0, 10))
def test_overlapping_is_the_same_seen_from_either_side(
    one: Slot, other: Slot, first_days: int, second_days: int
) -> None:
    starts_on = date(2026, 5, 1)
    first = schedule("a", one, starts_on=starts_on, ends_on=starts_on + timedelta(days=first_days))
    second = schedule(
        "b", other, starts_on=starts_on, ends_on=starts_on + timedelta(days=second_days)
    )
    assert len(hours.overlaps([first, second])) == len(hours.overlaps([second, first]))
