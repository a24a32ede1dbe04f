"""PLAN-11 and PLAN-13 in the rules: ledgers of months, what stops them, months of follow-up."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.policy import clock_months, follow_ups, plans
from portal.policy.calendar import Month, Span
from portal.policy.clock_months import (
    ClockFacts,
    ClockRefusal,
    Decision,
    DecisionReason,
    MonthReason,
    Stop,
)
from portal.policy.follow_ups import FollowUpRefusal, FollowUpState, Work
from portal.policy.programs import PROGRAMS, Clock, ClockBegins, StopReason, program

WTW = program("wtw")
LIMIT = WTW.clocks[Clock.TIME_ON_AID]
JANUARY = Month(2026, 1)
days = st.dates(date(2020, 1, 1), date(2028, 12, 31))


def facts(**values: object) -> ClockFacts:
    return ClockFacts(**{"limit": LIMIT, "begins": JANUARY} | values)  # type: ignore[arg-type]


def stop(first: date, last: date | None = None) -> Stop:
    return Stop(first, last, StopReason.DISABILITY, "a-stop")


def counted(of: ClockFacts, on: date) -> list[str]:
    return [str(one.month) for one in clock_months.ledger(of, on) if one.is_counted]


def test_every_month_with_aid_counts_from_the_first_to_the_present_one() -> None:
    assert counted(facts(), date(2026, 3, 1)) == ["2026-01", "2026-02", "2026-03"]
    assert clock_months.ledger(facts(), date(2025, 12, 31)) == []
    assert clock_months.ledger(facts(begins=None), date(2026, 3, 1)) == []


@pytest.mark.parametrize(
    ("first", "last", "left_over"),
    [
        (date(2026, 2, 28), date(2026, 2, 28), ["2026-01", "2026-03", "2026-04"]),
        (date(2026, 1, 31), date(2026, 3, 1), ["2026-04"]),
        (date(2026, 2, 1), date(2026, 2, 28), ["2026-01", "2026-03", "2026-04"]),
        (date(2026, 3, 31), None, ["2026-01", "2026-02"]),
        (date(2025, 6, 1), date(2025, 12, 31), ["2026-01", "2026-02", "2026-03", "2026-04"]),
    ],
)
def test_one_day_of_an_exemption_frees_its_month(
    first: date, last: date | None, left_over: list[str]
) -> None:
    assert counted(facts(stops=[stop(first, last)]), date(2026, 4, 30)) == left_over


def test_a_workers_decision_goes_before_the_exemption_and_names_its_row() -> None:
    decided = {
        Month(2026, 2): Decision(True, DecisionReason.NOT_STOPPED, "yes"),
        Month(2026, 4): Decision(False, DecisionReason.AID_REPAID, "no"),
    }
    of = facts(stops=[stop(date(2026, 2, 1), date(2026, 3, 31))], decisions=decided)
    rows = clock_months.ledger(of, date(2026, 4, 30))
    assert [(one.is_counted, one.reason, one.ref, one.used) for one in rows] == [
        (True, MonthReason.ON_AID, "", 1),
        (True, MonthReason.DECIDED, "yes", 2),
        (False, MonthReason.STOPPED, "a-stop", 2),
        (False, MonthReason.DECIDED, "no", 2),
    ]


def test_months_after_the_last_one_with_aid_do_not_count() -> None:
    of = facts(aid_until=date(2026, 2, 1))
    assert counted(of, date(2026, 5, 31)) == ["2026-01", "2026-02"]
    assert (
        clock_months.ends_on(of, clock_months.ledger(of, date(2026, 5, 31)), date(2026, 5, 31))
        is None
    )


def test_a_lifetime_of_training_is_used_by_the_months_with_training_alone() -> None:
    of = ClockFacts(
        WTW.clocks[Clock.VOCATIONAL_EDUCATION], JANUARY, 10,
        training={Month(2026, 2), Month(2026, 3), Month(2026, 5)},
    )  # fmt: skip
    rows = clock_months.ledger(of, date(2026, 5, 31))
    assert [one.reason for one in rows] == [
        MonthReason.NOT_IN_TRAINING, MonthReason.IN_TRAINING, MonthReason.IN_TRAINING,
        MonthReason.NOT_IN_TRAINING, MonthReason.PAST_LIMIT,
    ]  # fmt: skip
    assert rows[-1].used == 12


@pytest.mark.parametrize(
    ("before", "warning"),
    [(40, "none"), (41, "first"), (43, "first"), (44, "last"), (46, "last"), (47, "used_up")],
)
def test_the_warnings_come_with_six_and_with_three_months_left(before: int, warning: str) -> None:
    of = facts(months_before=before)
    rows = clock_months.ledger(of, date(2026, 1, 15))
    assert clock_months.reading(of, rows, WTW).warning == warning


def test_the_last_month_moves_with_a_stop_that_lies_ahead_and_is_out_of_sight_without_its_end() -> (
    None
):
    on = date(2026, 1, 20)
    for stops, last_on in (
        ([], date(2026, 4, 30)),
        ([stop(date(2026, 2, 10), date(2026, 3, 1))], date(2026, 6, 30)),
        ([stop(date(2026, 2, 10))], None),
    ):
        of = facts(months_before=44, stops=stops)
        assert clock_months.ends_on(of, clock_months.ledger(of, on), on) == last_on


def test_a_used_up_clock_ended_with_its_last_month() -> None:
    of, on = facts(months_before=46), date(2026, 5, 3)
    rows = clock_months.ledger(of, on)
    assert rows[-1].used == 48
    assert rows[-1].reason is MonthReason.PAST_LIMIT
    assert clock_months.ends_on(of, rows, on) == date(2026, 2, 28)


def test_months_left_are_counted_by_the_calendar() -> None:
    assert clock_months.months_left(date(2026, 11, 30), date(2026, 11, 1)) == 0
    assert clock_months.months_left(date(2027, 2, 28), date(2026, 11, 30)) == 3
    assert clock_months.months_left(date(2026, 2, 28), date(2026, 11, 30)) == 0


@given(days, st.lists(st.tuples(days, st.integers(0, 400)), max_size=4), st.integers(0, 30))
def test_the_ledger_and_the_plain_count_agree_below_the_limit(
    on: date, spans: list[tuple[date, int]], before: int
) -> None:
    stops = [stop(first, first + timedelta(days=length)) for first, length in spans]
    of = facts(begins=Month(2027, 1), months_before=before, stops=stops)
    rows = clock_months.ledger(of, on)
    used = plans.months_used(
        date(2027, 1, 1), on, [Span(one.starts_on, one.ends_on or on) for one in stops], before
    )
    assert (rows[-1].used if rows else before) == min(used, max(LIMIT.value, before))


@given(days, days, st.integers(0, 48), st.none() | st.integers(0, 900))
def test_a_stop_never_uses_months_and_never_ends_a_clock_sooner(
    on: date, first: date, before: int, length: int | None
) -> None:
    last = None if length is None else first + timedelta(days=length)
    plain, stopped = (
        facts(months_before=before),
        facts(months_before=before, stops=[stop(first, last)]),
    )
    one, other = clock_months.ledger(plain, on), clock_months.ledger(stopped, on)
    assert [row.used for row in other] <= [row.used for row in one]
    ends = clock_months.ends_on(plain, one, on), clock_months.ends_on(stopped, other, on)
    assert ends[1] is None or (ends[0] is not None and ends[0] <= ends[1])


def test_each_program_says_how_its_clocks_run() -> None:
    for one in PROGRAMS.values():
        assert set(one.clocks) == set(one.clock_rules)
    assert WTW.clock_rules[Clock.WTW_24_MONTH].begins is ClockBegins.FIRST_PLAN
    assert StopReason.PREGNANCY in WTW.clock_rules[Clock.WTW_24_MONTH].stopped_by
    assert StopReason.PREGNANCY not in WTW.clock_rules[Clock.TIME_ON_AID].stopped_by
    assert not WTW.clock_rules[Clock.VOCATIONAL_EDUCATION].stopped_by


TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("first", "last", "evidence", "others", "refused"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), "form", [], {}),
        (date(2026, 1, 2), date(2026, 1, 1), "form", [], {"ends_on": "ends_before"}),
        (date(1966, 10, 31), None, "form", [], {"starts_on": "too_old"}),
        (date(1966, 11, 1), None, "form", [], {}),
        (date(2027, 11, 30), None, "form", [], {}),
        (date(2027, 12, 1), None, "form", [], {"starts_on": "too_far"}),
        (date(2026, 1, 1), None, "  ", [], {"evidence": "no_evidence"}),
        (
            date(2026, 1, 1),
            None,
            "form",
            [Span(date(2026, 5, 1), date.max)],
            {"starts_on": "overlaps"},
        ),
        (date(2026, 1, 1), date(2026, 4, 30), "form", [Span(date(2026, 5, 1), date.max)], {}),
    ],
)
def test_a_period_that_makes_no_sense_is_refused_at_its_field(
    first: date, last: date | None, evidence: str, others: list[Span], refused: dict[str, str]
) -> None:
    assert clock_months.refusals_to_stop(first, last, evidence, False, TODAY, others) == refused


def test_a_reason_speaks_for_one_side_and_a_month_must_have_come() -> None:
    decide = clock_months.refusals_to_decide
    assert decide(Month(2026, 11), False, DecisionReason.NO_AID, "notice", False, TODAY) == {}
    assert decide(Month(2026, 12), True, DecisionReason.NO_AID, "", False, TODAY) == {
        "month": ClockRefusal.AHEAD,
        "reason": ClockRefusal.OTHER_SIDE,
        "evidence": ClockRefusal.NO_EVIDENCE,
    }
    assert decide(None, True, DecisionReason.ENTERED_WRONG, "", True, TODAY) == {
        "month": ClockRefusal.NO_MONTH
    }


def test_a_clock_begins_with_months_within_its_limit() -> None:
    begin = clock_months.refusals_to_begin
    assert begin(JANUARY, 60, 60, "printout", False, TODAY) == {}
    assert begin(JANUARY, 61, 60, "printout", False, TODAY) == {
        "months_before": ClockRefusal.TOO_MANY
    }
    assert clock_months.month_of("2026-02") == Month(2026, 2)
    assert [clock_months.month_of(text) for text in ("", "2026", "2026-13", "x-y")] == [None] * 4


# Follow-up (PLAN-13)

EXIT = date(2026, 1, 31)


def test_the_months_of_follow_up_touch_each_other_and_end_twelve_months_after_exit() -> None:
    spans = follow_ups.month_spans(EXIT, 12)
    assert spans[0] == Span(date(2026, 2, 1), date(2026, 2, 28))
    assert spans[-1].ends_on == date(2027, 1, 31)
    assert all(b.starts_on - a.ends_on == timedelta(1) for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("on", "number"),
    [(EXIT, 0), (date(2026, 2, 1), 1), (date(2026, 2, 28), 1), (date(2026, 3, 1), 2),
     (date(2027, 1, 31), 12), (date(2027, 2, 1), 13)],
)  # fmt: skip
def test_a_day_lies_in_one_month_of_follow_up(on: date, number: int) -> None:
    assert follow_ups.month_number(EXIT, on, 12) == number


def test_the_next_contact_is_due_by_the_end_of_the_month_after_the_last_one() -> None:
    due = follow_ups.follow_up_due_on
    assert due(EXIT, 12, None, date(2026, 2, 1)) == date(2026, 2, 28)
    assert due(EXIT, 12, EXIT, date(2026, 2, 1)) == date(2026, 2, 28)
    assert due(EXIT, 12, date(2026, 2, 1), date(2026, 2, 2)) == date(2026, 3, 31)
    assert due(EXIT, 12, date(2026, 2, 1), date(2026, 6, 2)) == date(2026, 3, 31), "overdue stays"
    assert due(EXIT, 12, date(2027, 1, 5), date(2027, 1, 6)) is None
    assert due(EXIT, 12, None, date(2027, 1, 31)) == date(2026, 2, 28)
    assert due(EXIT, 12, None, date(2027, 2, 1)) is None


def test_each_month_of_follow_up_says_where_it_stands() -> None:
    months = follow_ups.follow_up_months(
        EXIT, 12, [date(2026, 2, 3)], [date(2026, 3, 4)], date(2026, 5, 31)
    )
    assert [one.state for one in months[:6]] == [
        FollowUpState.REACHED, FollowUpState.TRIED, FollowUpState.MISSED, FollowUpState.NOW,
        FollowUpState.TO_COME, FollowUpState.TO_COME,
    ]  # fmt: skip


def test_a_follow_up_lies_after_exit_and_within_its_months() -> None:
    record = follow_ups.refusals_to_record
    assert record(date(2026, 2, 1), EXIT, 12, True, Work.SAME_JOB) == {}
    assert record(EXIT, EXIT, 12, True, Work.SAME_JOB) == {
        "occurred_on": FollowUpRefusal.BEFORE_EXIT
    }
    assert record(date(2027, 2, 1), EXIT, 12, False, Work.NO_JOB) == {
        "occurred_on": FollowUpRefusal.AFTER_FOLLOW_UP,
        "work": FollowUpRefusal.NOT_REACHED,
    }
    assert record(EXIT, None, 12, True, Work.NO_JOB) == {"": FollowUpRefusal.NOT_IN_FOLLOW_UP}


def test_an_exit_lies_between_enrollment_and_today() -> None:
    leave = follow_ups.refusals_to_exit
    assert leave(TODAY, TODAY, TODAY, False) == {}
    assert leave(TODAY + timedelta(1), EXIT, TODAY, False) == {"exited_on": FollowUpRefusal.AHEAD}
    assert leave(EXIT, TODAY, TODAY, False) == {"exited_on": FollowUpRefusal.BEFORE_ENROLLMENT}
    assert leave(EXIT, EXIT, TODAY, True) == {"": FollowUpRefusal.ALREADY_OUT}
