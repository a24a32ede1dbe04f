"""The draw of case reviews, and the small rules beside it."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from portal.policy.management_report import Category, NextStep, next_step
from portal.policy.reviews import Candidate, Stratum, draw, months_before, owed, stratum_of
from portal.policy.statuses import CaseStatus
from tests.factories import TODAY


def test_a_draw_takes_of_each_kind_before_it_takes_two_of_one() -> None:
    pool = [Candidate(number, Stratum.ENGAGED) for number in range(50)]
    pool += [Candidate(100, Stratum.EXEMPT), Candidate(200, Stratum.FAIR_PROCESS)]
    for seed in range(20):
        drawn = draw(pool, 4, Random(seed))
        assert len(set(drawn)) == 4
        assert {100, 200} <= set(drawn)


def test_what_was_never_reviewed_or_longest_ago_goes_first() -> None:
    pool = [
        Candidate(1, Stratum.ENGAGED, "2026-10"),
        Candidate(2, Stratum.ENGAGED, "2026-02"),
        Candidate(3, Stratum.ENGAGED),
    ]
    assert draw(pool, 3, Random(1)) == [3, 2, 1]


def test_among_equals_chance_alone_decides() -> None:
    pool = [Candidate(number, Stratum.ENGAGED) for number in range(10)]
    found = Counter(draw(pool, 1, Random(seed))[0] for seed in range(1000))
    assert len(found) == 10
    assert min(found.values()) > 60


@pytest.mark.parametrize(("cases", "reviews"), [(0, 0), (3, 3), (4, 4), (80, 4)])
def test_four_are_owed_or_as_many_as_there_are(cases: int, reviews: int) -> None:
    assert owed(cases) == reviews
    assert len(draw([Candidate(n, Stratum.EXEMPT) for n in range(cases)], 4, Random(1))) == reviews


def test_every_status_belongs_to_a_kind() -> None:
    kinds = {stratum_of(status, has_plan) for status in CaseStatus for has_plan in (True, False)}
    assert kinds == set(Stratum)


def test_every_list_says_what_comes_next() -> None:
    assert {next_step(one, TODAY, TODAY) for one in Category} == set(NextStep) - {
        NextStep.BEGIN_CLOSING, NextStep.FOLLOW_CLOSING,
    }  # fmt: skip


def test_a_closing_is_begun_on_day_31_unless_one_is_under_way() -> None:
    def step(days: int, is_under_way: bool) -> NextStep:
        return next_step(
            Category.DISCONTINUED, TODAY - timedelta(days), TODAY, is_under_way
        )  # fmt: skip

    assert [step(30, False), step(31, False)] == [NextStep.ASK_ELIGIBILITY, NextStep.BEGIN_CLOSING]
    assert [step(30, True), step(31, True)] == [NextStep.ASK_ELIGIBILITY, NextStep.FOLLOW_CLOSING]


def test_months_are_counted_back_over_the_new_year() -> None:
    assert months_before("2026-02", 3) == ["2026-02", "2026-01", "2025-12"]
