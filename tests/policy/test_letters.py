"""LET-9: when a letter that takes something away may take effect."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.policy import letters
from portal.policy.letters import EffectiveRefusal, NoticeException

MAILED = date(2026, 5, 4)


def test_the_day_of_mailing_is_the_first_day_of_the_notice() -> None:
    assert letters.notice_last_on(MAILED, 10) == date(2026, 5, 13)
    assert letters.earliest_effective_on(MAILED, 10) == date(2026, 5, 14)


def test_the_notice_counts_29_february() -> None:
    assert letters.earliest_effective_on(date(2028, 2, 20), 10) == date(2028, 3, 1)
    assert letters.earliest_effective_on(date(2026, 2, 20), 10) == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("effective_on", "refusals"),
    [
        (date(2026, 5, 3), {"effective_on": EffectiveRefusal.BEFORE_MAILING}),
        (date(2026, 5, 4), {"effective_on": EffectiveRefusal.TOO_EARLY}),
        (date(2026, 5, 13), {"effective_on": EffectiveRefusal.TOO_EARLY}),
        (date(2026, 5, 14), {}),
        (date(2026, 5, 15), {}),
    ],
)
def test_a_cut_waits_for_the_end_of_the_notice(
    effective_on: date, refusals: dict[str, EffectiveRefusal]
) -> None:
    assert letters.refusals_to_take_effect(effective_on, MAILED, 10) == refusals


@pytest.mark.parametrize("exception", NoticeException)
def test_a_listed_exception_needs_no_ten_days_but_still_a_letter_by_the_day(
    exception: NoticeException,
) -> None:
    assert letters.refusals_to_take_effect(MAILED, MAILED, 10, exception) == {}
    assert letters.refusals_to_take_effect(MAILED - timedelta(days=1), MAILED, 10, exception) == {
        "effective_on": EffectiveRefusal.BEFORE_MAILING
    }


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_mailing_on_the_latest_day_is_lawful_and_a_day_later_is_not(
    effective_on: date, days: int
) -> None:
    mailed_on = letters.latest_mailing_on(effective_on, days)
    later = mailed_on + timedelta(days=1)
    assert letters.refusals_to_take_effect(effective_on, mailed_on, days) == {}
    assert letters.refusals_to_take_effect(effective_on, later, days) != {}
