"""CON-1, CON-2, CON-6, CON-8, CON-9: what falls due, on which day it counts, who is reminded."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.policy import contacts
from portal.policy.contacts import RecordRefusal

ENROLLED = date(2026, 1, 5)
LOS_ANGELES = "America/Los_Angeles"
CHICAGO = "America/Chicago"
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


# The two clocks (CON-1, CON-2)


@pytest.mark.parametrize(
    ("day", "left", "is_overdue"), [(29, 1, False), (30, 0, False), (31, -1, True)]
)
def test_day_30_still_counts_and_day_31_is_overdue(day: int, left: int, is_overdue: bool) -> None:
    last_live_on = date(2026, 3, 2)
    today = last_live_on + timedelta(days=day)
    for due_on in (
        contacts.live_contact_due_on(ENROLLED, last_live_on, 30),
        contacts.attempt_due_on(ENROLLED, last_live_on, 30),
    ):
        assert due_on == date(2026, 4, 1)
        assert contacts.days_left(due_on, today) == left
        assert contacts.is_overdue(due_on, today) is is_overdue
    assert contacts.days_since(last_live_on, today) == day


def test_the_clocks_run_from_enrollment_until_somebody_was_in_touch() -> None:
    assert contacts.live_contact_due_on(ENROLLED, None, 30) == date(2026, 2, 4)
    assert contacts.attempt_due_on(ENROLLED, None, 30) == date(2026, 2, 4)


def test_a_contact_before_enrollment_does_not_move_the_clock_back() -> None:
    before = date(2025, 12, 1)
    assert contacts.live_contact_due_on(ENROLLED, before, 30) == date(2026, 2, 4)
    assert contacts.attempt_due_on(ENROLLED, before, 30) == date(2026, 2, 4)


@pytest.mark.parametrize(
    ("last_live_on", "due_on"),
    [
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 3, 30)),
        (date(2026, 1, 30), date(2026, 3, 1)),
        (date(2027, 12, 2), date(2028, 1, 1)),
    ],
)
def test_the_clock_counts_29_february_when_there_is_one(last_live_on: date, due_on: date) -> None:
    assert contacts.live_contact_due_on(date(2025, 1, 1), last_live_on, 30) == due_on


@given(days, st.none() | days, st.integers(1, 90))
def test_a_due_date_is_never_sooner_than_the_days_after_enrollment(
    enrolled_on: date, last_live_on: date | None, length: int
) -> None:
    due_on = contacts.live_contact_due_on(enrolled_on, last_live_on, length)
    assert due_on >= enrolled_on + timedelta(days=length)
    assert not contacts.is_overdue(due_on, due_on)
    assert contacts.is_overdue(due_on, due_on + timedelta(days=1))


@given(days, days, days)
def test_being_in_touch_later_never_makes_the_clock_due_sooner(
    enrolled_on: date, one: date, other: date
) -> None:
    sooner, later = sorted((one, other))
    assert contacts.live_contact_due_on(enrolled_on, sooner, 30) <= (
        contacts.live_contact_due_on(enrolled_on, later, 30)
    )


# The monthly touch (CON-8)


@pytest.mark.parametrize(
    ("last_touched_on", "due_on"),
    [
        (None, date(2026, 2, 28)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 2, 1), date(2026, 3, 31)),
        (date(2026, 2, 28), date(2026, 3, 31)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2028, 1, 15), date(2028, 2, 29)),
    ],
)
def test_a_case_is_touched_by_the_end_of_the_next_month(
    last_touched_on: date | None, due_on: date
) -> None:
    assert contacts.touch_due_on(ENROLLED, last_touched_on) == due_on


# Recording late (CON-9, NOTE-10)


def test_a_contact_of_today_and_of_the_day_of_enrollment_can_be_recorded() -> None:
    today = date(2026, 2, 10)
    assert contacts.refusals_to_record(today, today, ENROLLED) == {}
    assert contacts.refusals_to_record(ENROLLED, today, ENROLLED) == {}


def test_a_contact_of_tomorrow_is_refused() -> None:
    refusals = contacts.refusals_to_record(date(2026, 2, 11), date(2026, 2, 10), ENROLLED)
    assert refusals == {"occurred_on": RecordRefusal.IN_THE_FUTURE}


def test_a_contact_of_the_day_before_enrollment_is_refused() -> None:
    refusals = contacts.refusals_to_record(date(2026, 1, 4), date(2026, 2, 10), ENROLLED)
    assert refusals == {"occurred_on": RecordRefusal.BEFORE_ENROLLMENT}


def test_a_contact_is_late_only_after_the_limit() -> None:
    occurred_on = date(2026, 2, 10)
    assert contacts.days_late(occurred_on, occurred_on) == 0
    assert contacts.days_late(occurred_on, date(2026, 2, 17)) == 7
    assert not contacts.is_late_entry(occurred_on, date(2026, 2, 17), 7)
    assert contacts.is_late_entry(occurred_on, date(2026, 2, 18), 7)


# Reports through the portal (CON-6)


def local(timezone: str, *moment: int, fold: int = 0) -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo(timezone), fold=fold).astimezone(UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize("timezone", [LOS_ANGELES, CHICAGO])
@pytest.mark.parametrize(
    "day",
    [
        date(2026, 7, 15),
        date(2026, 3, 8),  # the clock goes forward
        date(2026, 11, 1),  # the clock goes back
        date(2028, 2, 29),
        date(2026, 12, 31),
    ],
)
def test_a_report_at_23_59_and_at_00_01_counts_on_its_own_office_day(
    timezone: str, day: date
) -> None:
    before = day - timedelta(days=1)
    night = local(timezone, before.year, before.month, before.day, 23, 59)
    morning = local(timezone, day.year, day.month, day.day, 0, 1)
    assert morning - night == timedelta(minutes=2)
    assert contacts.reported_on(night, timezone) == before
    assert contacts.reported_on(morning, timezone) == day
    last = local(timezone, day.year, day.month, day.day, 23, 59)
    assert contacts.reported_on(last, timezone) == day


@pytest.mark.parametrize("timezone", [LOS_ANGELES, CHICAGO])
def test_both_hours_of_the_night_the_clock_goes_back_are_the_same_day(timezone: str) -> None:
    first = local(timezone, 2026, 11, 1, 1, 30)
    again = local(timezone, 2026, 11, 1, 1, 30, fold=1)
    assert again - first == timedelta(hours=1)
    assert contacts.reported_on(first, timezone) == contacts.reported_on(again, timezone)


def test_one_moment_is_two_days_in_two_offices() -> None:
    sent_at = datetime(2026, 5, 2, 6, 30, tzinfo=UTC)
    assert contacts.reported_on(sent_at, LOS_ANGELES) == date(2026, 5, 1)
    assert contacts.reported_on(sent_at, CHICAGO) == date(2026, 5, 2)


def test_a_moment_without_a_zone_is_no_day() -> None:
    with pytest.raises(ValueError, match="zone"):
        contacts.reported_on(datetime(2026, 5, 2, 6, 30), CHICAGO)


# Reminders


@pytest.mark.parametrize(
    ("today", "is_due"),
    [
        (date(2026, 3, 26), False),
        (date(2026, 3, 27), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), True),
        (date(2026, 4, 2), False),
    ],
)
def test_a_reminder_goes_out_from_five_days_before_to_the_day_itself(
    today: date, is_due: bool
) -> None:
    assert contacts.reminder_due(date(2026, 4, 1), today, 5, None) is is_due


def test_one_due_date_is_reminded_of_once() -> None:
    due_on, today = date(2026, 4, 1), date(2026, 3, 28)
    assert not contacts.reminder_due(due_on, today, 5, reminded_for=due_on)
    assert contacts.reminder_due(due_on, today, 5, reminded_for=date(2026, 3, 2))


def test_nobody_is_reminded_after_being_in_touch() -> None:
    today = date(2026, 3, 28)
    due_on = contacts.live_contact_due_on(ENROLLED, today, 30)
    assert not contacts.reminder_due(due_on, today, 5, reminded_for=None)


def test_nobody_is_reminded_who_owes_no_contact() -> None:
    assert not contacts.reminder_due(date(2026, 4, 1), date(2026, 3, 30), 5, None, is_owed=False)


@given(days, st.integers(0, 20))
def test_reminding_every_night_reminds_exactly_once(due_on: date, lead: int) -> None:
    reminded_for: date | None = None
    count = 0
    for offset in range(-40, 10):
        if contacts.reminder_due(due_on, due_on + timedelta(days=offset), lead, reminded_for):
            reminded_for, count = due_on, count + 1
    assert count == 1
