"""PLAN-7, PLAN-8, PLAN-11, PLAN-13 and CASE-4: grace periods and month clocks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.policy import plans, statuses
from portal.policy.calendar import Span
from portal.policy.plans import ClockReading, ClockWarning
from portal.policy.programs import Clock, program

WTW = program("wtw")
MEMORIAL_DAY = date(2026, 5, 25)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_three_working_days_from_a_friday_over_a_holiday_end_on_thursday() -> None:
    last_on = plans.change_request_last_on(date(2026, 5, 22), 3, {MEMORIAL_DAY})
    assert last_on == date(2026, 5, 28)


def test_three_working_days_within_a_week() -> None:
    assert plans.change_request_last_on(date(2026, 5, 18), 3, set()) == date(2026, 5, 21)


def test_thirty_calendar_days_count_weekends_and_holidays() -> None:
    assert plans.reassignment_last_on(date(2026, 5, 4), 30) == date(2026, 6, 3)
    assert plans.reassignment_last_on(date(2028, 1, 30), 30) == date(2028, 2, 29)


def test_the_good_cause_period_ends_on_its_twentieth_day() -> None:
    noticed_on = date(2026, 5, 4)
    last_on = statuses.good_cause_last_on(noticed_on, 20)
    assert last_on == date(2026, 5, 24)
    assert statuses.good_cause_day(noticed_on, date(2026, 5, 22)) == 18
    assert statuses.good_cause_day(noticed_on, last_on) == 20


def test_follow_up_ends_twelve_months_after_exit() -> None:
    assert statuses.follow_up_last_on(date(2026, 5, 4), 12) == date(2027, 5, 4)
    assert statuses.follow_up_last_on(date(2028, 2, 29), 12) == date(2029, 2, 28)


def test_the_month_in_which_a_clock_starts_counts_and_so_does_the_present_one() -> None:
    assert plans.months_used(date(2026, 1, 31), date(2026, 1, 31)) == 1
    assert plans.months_used(date(2026, 1, 31), date(2026, 2, 1)) == 2
    assert plans.months_used(date(2026, 1, 31), date(2026, 1, 30)) == 0


def test_months_used_elsewhere_are_added() -> None:
    assert plans.months_used(date(2026, 1, 1), date(2026, 3, 31), months_before=31) == 34
    assert plans.months_used(date(2026, 1, 1), date(2025, 3, 31), months_before=31) == 31


def test_a_month_with_a_day_of_exemption_is_not_counted() -> None:
    stops = [Span(date(2026, 2, 28), date(2026, 4, 1))]
    assert plans.months_used(date(2026, 1, 1), date(2026, 6, 30), stops) == 3


def test_two_exemptions_in_one_month_stop_it_once() -> None:
    stops = [
        Span(date(2026, 2, 1), date(2026, 2, 3)),
        Span(date(2026, 2, 20), date(2026, 2, 22)),
    ]
    assert plans.months_used(date(2026, 1, 1), date(2026, 3, 1), stops) == 2


@given(days, days, st.integers(0, 800))
def test_a_stop_never_adds_months(started_on: date, stop_on: date, length: int) -> None:
    on = started_on + timedelta(days=1000)
    stop = Span(stop_on, stop_on + timedelta(days=length))
    used = plans.months_used(started_on, on, [stop])
    assert 0 <= used <= plans.months_used(started_on, on) <= 34


@pytest.mark.parametrize(
    ("used", "left", "warning"),
    [
        (0, 48, ClockWarning.NONE),
        (41, 7, ClockWarning.NONE),
        (42, 6, ClockWarning.FIRST),
        (44, 4, ClockWarning.FIRST),
        (45, 3, ClockWarning.LAST),
        (47, 1, ClockWarning.LAST),
        (48, 0, ClockWarning.USED_UP),
        (49, 0, ClockWarning.USED_UP),
    ],
)
def test_a_clock_warns_at_six_and_at_three_months_left(
    used: int, left: int, warning: ClockWarning
) -> None:
    reading = plans.clock_reading(
        WTW.clocks[Clock.TIME_ON_AID], used, WTW.clock_first_warning, WTW.clock_last_warning
    )
    assert reading == ClockReading(used, left, warning)
