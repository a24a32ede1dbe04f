"""When alerts begin: the touch of a month, last days, and their order."""

from datetime import date, timedelta

import pytest

from portal.policy.alerts import RULES, AlertKind, Counted, is_overdue, stands_until, weight
from tests.factories import TODAY


def test_a_last_day_still_counts_and_the_next_one_is_late() -> None:
    assert not is_overdue(AlertKind.LIVE_CONTACT, TODAY, TODAY)
    assert is_overdue(AlertKind.LIVE_CONTACT, TODAY - timedelta(days=1), TODAY)
    assert not is_overdue(AlertKind.REPORT, TODAY - timedelta(days=30), TODAY)


@pytest.mark.parametrize(
    ("today", "latest"),
    [
        (date(2026, 11, 22), date(2026, 9, 30)), (date(2026, 11, 23), date(2026, 10, 31)),
        (date(2026, 11, 30), date(2026, 10, 31)), (date(2026, 12, 1), date(2026, 10, 31)),
        (date(2028, 2, 21), date(2027, 12, 31)), (date(2028, 2, 22), date(2028, 1, 31)),
        (date(2027, 1, 24), date(2026, 12, 31)),
    ],
)  # fmt: skip
def test_the_touch_of_a_month_is_told_in_its_last_week(today: date, latest: date) -> None:
    assert stands_until(AlertKind.TOUCH, today) == latest


def test_every_kind_has_its_rule_and_its_place() -> None:
    assert set(RULES) == set(AlertKind)
    assert sorted(AlertKind, key=weight) == list(AlertKind)
    assert weight(AlertKind.GOOD_CAUSE) < weight(AlertKind.OPENED)


def test_what_waits_is_counted_back_and_what_is_due_ahead() -> None:
    for kind in set(AlertKind) - {AlertKind.TOUCH}:
        until = stands_until(kind, TODAY)
        assert until >= TODAY if RULES[kind].counted is Counted.DUE else until <= TODAY
