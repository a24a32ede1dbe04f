"""A provider's short marks: what they mean in minutes, and when they are refused."""

from datetime import date

import pytest

from portal.policy.attendance import HoursState
from portal.policy.class_marks import (
    MarkRefusal,
    first_day_to_mark,
    refusal_to_mark,
    typed_minutes,
)

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("3", 180), ("3.5", 210), ("3,5", 210), ("3:30", 210), ("3h", 180), ("3h30", 210),
        ("3h 30m", 210), (" 0 ", 0), ("a", 0), ("X", 0), ("-", 0), ("24", 1440), ("0.33", 19), ("٣", 180),
        ("", None), ("  ", None),
    ],
)  # fmt: skip
def test_hours_and_absences_are_typed_the_short_way(typed: str, minutes: int | None) -> None:
    assert typed_minutes(typed) == minutes


@pytest.mark.parametrize("typed", ["24:01", "25", "3:60", "three", "3..5", "-1", "1e3"])
def test_what_is_no_time_of_a_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"no time|more than"):
        typed_minutes(typed)


def test_hours_go_back_two_months_to_the_first_day() -> None:
    assert first_day_to_mark(TODAY) == date(2026, 9, 1)
    assert first_day_to_mark(date(2027, 1, 31)) == date(2026, 11, 1)
    assert _refusal(date(2026, 9, 1)) is None
    assert _refusal(date(2026, 8, 31)) is MarkRefusal.TOO_LONG_AGO


def test_today_may_be_marked_and_tomorrow_not() -> None:
    assert _refusal(TODAY) is None
    assert _refusal(date(2026, 11, 21)) is MarkRefusal.NOT_YET


def test_only_who_has_the_place_and_the_activity_that_day_is_marked() -> None:
    assert _refusal(TODAY, has_place=False) is MarkRefusal.NO_PLACE
    assert _refusal(TODAY, is_in_plan=False) is MarkRefusal.NOT_IN_PLAN


def test_what_the_worker_accepted_is_the_workers_to_correct() -> None:
    assert _refusal(TODAY, state=HoursState.ACCEPTED) is MarkRefusal.ALREADY_ACCEPTED
    assert _refusal(TODAY, state=HoursState.RETURNED) is None


def _refusal(
    on: date, has_place: bool = True, is_in_plan: bool = True, state: HoursState | None = None
) -> MarkRefusal | None:
    return refusal_to_mark(on, TODAY, has_place, is_in_plan, state)
