"""Which deadline is next, and the why of each."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.policy import deadlines
from portal.policy.deadlines import Deadline, DeadlineKind, RanFrom
from portal.policy.programs import PROGRAMS, Unit, program
from portal.policy.sources import Source
from portal.policy.statuses import CaseStatus

ENROLLED = date(2026, 1, 5)
TODAY = date(2026, 4, 1)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
some_deadlines = st.lists(st.builds(Deadline, st.sampled_from(DeadlineKind), days), min_size=1)


def test_the_earliest_deadline_is_next_and_an_overdue_one_first_of_all() -> None:
    overdue = Deadline(DeadlineKind.TOUCH, TODAY - timedelta(days=1))
    today = Deadline(DeadlineKind.GOOD_CAUSE, TODAY)
    assert deadlines.next_deadline([today, overdue]) == overdue


def test_on_one_day_the_weightiest_deadline_is_next() -> None:
    all_today = [Deadline(kind, TODAY) for kind in reversed(DeadlineKind)]
    in_order = []
    while (one := deadlines.next_deadline(all_today)) is not None:
        in_order.append(one.kind)
        all_today.remove(one)
    assert in_order == list(DeadlineKind)
    assert in_order[:3] == [
        DeadlineKind.GOOD_CAUSE, DeadlineKind.NONCOMPLIANCE, DeadlineKind.LIVE_CONTACT
    ]  # fmt: skip


def test_nothing_due_has_no_next_deadline() -> None:
    assert deadlines.next_deadline([]) is None


@given(some_deadlines)
def test_no_deadline_is_before_the_next_one(found: list[Deadline]) -> None:
    following = deadlines.next_deadline(found)
    assert following is not None
    assert following.due_on == min(one.due_on for one in found)


def test_a_caseload_is_sorted_by_deadline_then_weight_then_days_without_live_contact() -> None:
    soon = Deadline(DeadlineKind.LIVE_CONTACT, TODAY)
    light = Deadline(DeadlineKind.TOUCH, TODAY)
    later = Deadline(DeadlineKind.GOOD_CAUSE, TODAY + timedelta(days=1))
    long_ago, lately = date(2026, 2, 1), date(2026, 3, 1)
    keys = [
        deadlines.urgency_key(soon, ENROLLED, None),
        deadlines.urgency_key(soon, ENROLLED, long_ago),
        deadlines.urgency_key(soon, ENROLLED, lately),
        deadlines.urgency_key(light, ENROLLED, long_ago),
        deadlines.urgency_key(later, ENROLLED, None),
        deadlines.urgency_key(None, ENROLLED, None),
        deadlines.urgency_key(None, ENROLLED, lately),
    ]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("code", PROGRAMS)
def test_the_live_clock_says_what_it_ran_from_how_long_and_by_which_rule(code: str) -> None:
    last_live_on = date(2026, 3, 2)
    due = deadlines.live_contact_deadline(program(code), ENROLLED, last_live_on)
    assert (due.kind, due.due_on) == (DeadlineKind.LIVE_CONTACT, date(2026, 4, 1))
    assert due.why is not None
    assert (due.why.ran_from, due.why.from_on) == (RanFrom.LAST_LIVE_CONTACT, last_live_on)
    assert (due.why.length, due.why.unit) == (30, Unit.CALENDAR_DAYS)
    assert str(due.why.citation) == "DW CM, Contact with Participant"
    assert due.why.citation.rule == "CON-2"
    assert due.why.is_adopted is (code != "dw")


def test_a_clock_of_a_new_case_ran_from_enrollment() -> None:
    for last_on in (None, date(2025, 12, 1)):
        why = deadlines.attempt_deadline(program("dw"), ENROLLED, last_on).why
        assert why is not None
        assert (why.ran_from, why.from_on) == (RanFrom.ENROLLMENT, ENROLLED)


def test_a_contact_on_the_day_of_enrollment_is_what_the_clock_ran_from() -> None:
    why = deadlines.live_contact_deadline(program("dw"), ENROLLED, ENROLLED).why
    assert why is not None
    assert why.ran_from is RanFrom.LAST_LIVE_CONTACT


@pytest.mark.parametrize(
    ("code", "source"), [("dw", Source.ES), ("wtw", Source.WTW), ("workfirst", Source.ES)]
)
def test_the_monthly_touch_cites_the_policy_that_asks_for_it(code: str, source: Source) -> None:
    due = deadlines.touch_deadline(program(code), ENROLLED, date(2026, 3, 31))
    assert due.due_on == date(2026, 4, 30)
    assert due.why is not None
    assert due.why.citation.source is source
    assert due.why.ran_from is RanFrom.LAST_TOUCH


LIVE, TRIED, TOUCH = DeadlineKind.LIVE_CONTACT, DeadlineKind.ATTEMPT, DeadlineKind.TOUCH


CLOCKS_THAT_RUN = {
    CaseStatus.ENROLLED: [LIVE, TRIED, TOUCH],  # from the day of enrollment on
    CaseStatus.ACTIVE: [LIVE, TRIED, TOUCH],
    CaseStatus.VOLUNTEER: [LIVE, TRIED, TOUCH],
    CaseStatus.GOOD_CAUSE: [LIVE, TRIED, TOUCH],
    CaseStatus.NONCOMPLIANCE: [LIVE, TRIED, TOUCH],
    CaseStatus.SANCTIONED: [LIVE, TRIED, TOUCH],
    CaseStatus.EXEMPT: [TRIED, TOUCH],
    CaseStatus.DISCONTINUED: [TOUCH],
    CaseStatus.FOLLOW_UP: [],
    CaseStatus.CLOSED: [],
}


@pytest.mark.parametrize("status", CaseStatus)
def test_the_clocks_that_run_depend_on_the_standing_of_the_case(status: CaseStatus) -> None:
    found = deadlines.contact_deadlines(program("wtw"), status, ENROLLED, None, None, None)
    assert [one.kind for one in found] == CLOCKS_THAT_RUN[status]
