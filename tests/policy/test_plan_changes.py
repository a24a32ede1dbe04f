"""Requests within the grace periods, as rules: in time or not, which period, how they end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.policy import plan_changes as rules
from portal.policy.plan_changes import ChangePeriod, ChangeRefusal, ChangeState

FRIDAY = date(2026, 11, 20)
WEDNESDAY = date(2026, 11, 25)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("last_on", "asked_on", "code"),
    [
        (WEDNESDAY, WEDNESDAY, None),
        (WEDNESDAY, WEDNESDAY + timedelta(days=1), ChangeRefusal.IS_OVER),
        (None, WEDNESDAY, ChangeRefusal.NO_PERIOD),
    ],
)
def test_the_last_day_still_counts(
    last_on: date | None, asked_on: date, code: ChangeRefusal | None
) -> None:
    assert rules.refusals_to_ask(last_on, asked_on) == ({"period": code} if code else {})


@pytest.mark.parametrize(
    ("parts", "change_until", "reassign_until", "period"),
    [
        (["hours"], WEDNESDAY, WEDNESDAY, ChangePeriod.AMENDMENT),
        (["activity"], WEDNESDAY, WEDNESDAY, ChangePeriod.ACTIVITY),
        (["activity"], WEDNESDAY, None, ChangePeriod.AMENDMENT),
        (["hours"], None, WEDNESDAY, ChangePeriod.ACTIVITY),
        (["hours"], None, None, None),
    ],
)
def test_a_wish_belongs_to_the_period_that_runs_and_fits(
    parts: list[str],
    change_until: date | None,
    reassign_until: date | None,
    period: ChangePeriod | None,
) -> None:
    assert rules.period_of(parts, change_until, reassign_until) == period


def test_a_day_off_in_the_period_moves_its_last_day_and_one_outside_does_not() -> None:
    def moved(*days_off: date, told_on: date | None = WEDNESDAY) -> date | None:
        return rules.moved_last_on(told_on, FRIDAY, FRIDAY, 3, set(days_off))

    assert moved() == WEDNESDAY
    assert moved(date(2026, 11, 24)) == date(2026, 11, 26)
    assert moved(date(2026, 11, 24), date(2026, 11, 26)) == date(2026, 11, 27)
    assert moved(date(2026, 11, 26), date(2026, 11, 22)) == WEDNESDAY
    assert moved(told_on=None) is None
    assert rules.moved_last_on(WEDNESDAY, None, FRIDAY, 3, set()) == WEDNESDAY


@given(amended_on=DAYS, days_off=st.sets(DAYS, max_size=20), more=st.sets(DAYS, max_size=20))
def test_days_off_that_come_later_never_take_a_day_away(
    amended_on: date, days_off: set[date], more: set[date]
) -> None:
    told_on = rules.moved_last_on(amended_on, amended_on, amended_on, 3, days_off)
    assert told_on is not None
    later = rules.moved_last_on(told_on, amended_on, amended_on, 3, days_off | more)
    fewer = rules.moved_last_on(told_on, amended_on, amended_on, 3, set())
    assert later is not None
    assert later >= told_on
    assert fewer == told_on


def test_what_was_over_for_long_is_not_counted_again() -> None:
    long_after = WEDNESDAY + rules.LOOK_BACK + timedelta(days=1)
    assert rules.moved_last_on(WEDNESDAY, FRIDAY, long_after, 3, {WEDNESDAY}) == WEDNESDAY


def test_a_request_is_answered_once_and_declined_with_a_reason_and_words() -> None:
    assert rules.refusals_to_answer_change(ChangeState.OPEN) == {}
    assert rules.refusals_to_answer_change(ChangeState.GRANTED) == {
        "": ChangeRefusal.ALREADY_DECIDED
    }
    assert rules.refusals_to_decline_change("other", "It is full.") == {}
    assert rules.refusals_to_decline_change("", " ") == {
        "reason": ChangeRefusal.NO_REASON,
        "reply": ChangeRefusal.EMPTY_REPLY,
    }
