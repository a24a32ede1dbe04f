"""Working days, months, weeks and the local day of a moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.policy import calendar
from portal.policy.calendar import Month, Span

LOS_ANGELES = "America/Los_Angeles"
CHICAGO = "America/Chicago"
HAVANA = "America/Havana"  # its clock skips midnight in spring
MEMORIAL_DAY = date(2026, 5, 25)  # a Monday
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def test_a_weekend_and_a_holiday_are_no_working_days() -> None:
    holidays = {MEMORIAL_DAY}
    assert calendar.is_working_day(date(2026, 5, 22), holidays)
    assert not calendar.is_working_day(date(2026, 5, 23), holidays)
    assert not calendar.is_working_day(date(2026, 5, 24), holidays)
    assert not calendar.is_working_day(MEMORIAL_DAY, holidays)
    assert calendar.is_working_day(MEMORIAL_DAY, set())


def test_friday_and_three_working_days_is_wednesday() -> None:
    assert calendar.add_working_days(date(2026, 5, 15), 3, set()) == date(2026, 5, 20)


def test_friday_and_three_working_days_over_a_holiday_is_thursday() -> None:
    assert calendar.add_working_days(date(2026, 5, 22), 3, {MEMORIAL_DAY}) == date(2026, 5, 28)


def test_working_days_from_a_saturday_begin_on_monday() -> None:
    assert calendar.add_working_days(date(2026, 5, 16), 1, set()) == date(2026, 5, 18)


def test_a_holiday_on_a_saturday_changes_nothing() -> None:
    holidays = {date(2026, 7, 4)}
    assert calendar.add_working_days(date(2026, 7, 2), 3, holidays) == date(2026, 7, 7)


def test_two_holidays_in_a_row_at_the_turn_of_the_year() -> None:
    holidays = {date(2026, 12, 31), date(2027, 1, 1)}
    assert calendar.add_working_days(date(2026, 12, 30), 1, holidays) == date(2027, 1, 4)


def test_no_working_day_is_the_day_itself_and_a_negative_number_is_refused() -> None:
    assert calendar.add_working_days(date(2026, 5, 16), 0, set()) == date(2026, 5, 16)
    with pytest.raises(ValueError, match="forward"):
        calendar.add_working_days(date(2026, 5, 16), -1, set())


@given(days, st.integers(1, 30), st.sets(days, max_size=5))
def test_a_deadline_in_working_days_is_a_working_day_and_counts_back(
    from_on: date, number: int, holidays: set[date]
) -> None:
    due_on = calendar.add_working_days(from_on, number, holidays)
    assert calendar.is_working_day(due_on, holidays)
    assert calendar.working_days_left(due_on, from_on, holidays) == number
    assert calendar.working_days_left(due_on, due_on, holidays) == 0


def test_no_working_days_are_left_once_the_day_is_past() -> None:
    assert calendar.working_days_left(date(2026, 5, 20), date(2026, 5, 22), set()) == 0


@pytest.mark.parametrize("timezone", [LOS_ANGELES, CHICAGO])
@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 8), 23), (date(2026, 11, 1), 25), (date(2026, 5, 4), 24)],
)
def test_a_local_day_has_23_24_or_25_hours(timezone: str, day: date, hours: int) -> None:
    starts_at = calendar.day_starts_at(day, timezone)
    assert starts_at.utcoffset() == timedelta(0)
    assert calendar.day_ends_at(day, timezone) - starts_at == timedelta(hours=hours)


def test_the_office_day_begins_at_its_own_midnight() -> None:
    assert calendar.day_starts_at(date(2026, 3, 8), LOS_ANGELES) == datetime(
        2026, 3, 8, 8, tzinfo=UTC
    )
    assert calendar.day_starts_at(date(2026, 3, 9), LOS_ANGELES) == datetime(
        2026, 3, 9, 7, tzinfo=UTC
    )
    assert calendar.day_starts_at(date(2026, 11, 2), CHICAGO) == datetime(
        2026, 11, 2, 6, tzinfo=UTC
    )


@given(days, st.sampled_from([LOS_ANGELES, CHICAGO, HAVANA, "UTC", "Pacific/Honolulu"]))
def test_a_day_begins_where_the_day_before_ends(day: date, timezone: str) -> None:
    starts_at = calendar.day_starts_at(day, timezone)
    before = starts_at - timedelta(microseconds=1)
    assert calendar.office_date(starts_at, timezone) == day
    assert calendar.office_date(before, timezone) == day - timedelta(days=1)
    assert calendar.day_ends_at(day - timedelta(days=1), timezone) == starts_at


def test_a_month_knows_its_first_and_last_day() -> None:
    assert Month.of(date(2028, 2, 29)).span == Span(date(2028, 2, 1), date(2028, 2, 29))
    assert Month(2026, 2).last_on == date(2026, 2, 28)
    assert Month(2026, 12).last_on == date(2026, 12, 31)
    assert (Month(2026, 12).plus(1), Month(2026, 1).plus(-1)) == (Month(2027, 1), Month(2025, 12))
    assert str(Month(2026, 3)) == "2026-03"


@pytest.mark.parametrize(
    ("on", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 3, 30), -1, date(2026, 2, 28)),
        (date(2026, 11, 15), 12, date(2027, 11, 15)),
    ],
)
def test_months_later_keeps_the_day_or_takes_the_last(on: date, months: int, then: date) -> None:
    assert calendar.add_months(on, months) == then


def test_a_week_runs_from_sunday_to_saturday() -> None:
    week = Span(date(2026, 5, 3), date(2026, 5, 9))
    assert {calendar.week_of(date(2026, 5, day)) for day in range(3, 10)} == {week}
    assert (week.days, week.has(date(2026, 5, 9)), week.has(date(2026, 5, 10))) == (7, True, False)


def test_the_weeks_of_a_month_are_cut_at_its_ends() -> None:
    weeks = calendar.weeks_of_month(Month(2026, 5))
    assert weeks[0] == Span(date(2026, 5, 1), date(2026, 5, 2))
    assert weeks[-1] == Span(date(2026, 5, 31), date(2026, 5, 31))
    assert len(calendar.weeks_of_month(Month(2026, 2))) == 4


@given(days)
def test_every_day_of_a_month_is_in_exactly_one_of_its_weeks(on: date) -> None:
    weeks = calendar.weeks_of_month(Month.of(on))
    assert sum(week.days for week in weeks) == Month.of(on).span.days
    assert sum(week.has(on) for week in weeks) == 1


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="span"):
        Span(date(2026, 5, 2), date(2026, 5, 1))


@pytest.mark.parametrize(
    ("born_on", "on", "age"),
    [
        (date(2020, 5, 15), date(2026, 5, 14), 5),
        (date(2020, 5, 15), date(2026, 5, 15), 6),
        (date(2020, 2, 29), date(2026, 2, 28), 5),
        (date(2020, 2, 29), date(2026, 3, 1), 6),
        (date(2020, 2, 29), date(2028, 2, 29), 8),
    ],
)
def test_a_year_of_age_is_full_on_the_birthday(born_on: date, on: date, age: int) -> None:
    assert calendar.age_on(born_on, on) == age


@pytest.mark.parametrize(
    ("on", "starts_on", "ends_on"),
    [
        (date(2026, 11, 8), date(2026, 11, 1), date(2026, 11, 7)),  # a Sunday
        (date(2026, 11, 7), date(2026, 10, 25), date(2026, 10, 31)),
        (date(2026, 11, 1), date(2026, 10, 25), date(2026, 10, 31)),
        (date(2026, 12, 1), date(2026, 11, 29), date(2026, 11, 30)),  # cut at the month's end
        (date(2026, 12, 5), date(2026, 11, 29), date(2026, 11, 30)),
        (date(2026, 12, 6), date(2026, 12, 1), date(2026, 12, 5)),
    ],
)
def test_the_week_that_ended_last_is_whole_or_cut_at_its_months_end(
    on: date, starts_on: date, ends_on: date
) -> None:
    assert calendar.ended_week(on) == Span(starts_on, ends_on)
