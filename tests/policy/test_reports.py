"""What a worker may do with a report, and when."""

from datetime import date, timedelta

import pytest

from portal.policy.reports import (
    LOG_DAYS,
    MOST_ENTRIES,
    FollowUp,
    GracePeriods,
    LogRefusal,
    ReportRefusal,
    follow_up_of,
    refusals_to_answer,
    refusals_to_correct,
    refusals_to_decide,
    refusals_to_log,
    refusals_to_send_log,
)


@pytest.mark.parametrize(("reply", "refused"), [("Thank you.", False), ("", True), (" \n ", True)])
def test_an_answer_says_something(reply: str, refused: bool) -> None:
    assert (refusals_to_answer(reply) == {"reply": ReportRefusal.EMPTY_REPLY}) is refused


def test_an_address_is_decided_once_and_nothing_else_is() -> None:
    assert refusals_to_decide(is_address=True, is_decided=False) == {}
    assert refusals_to_decide(is_address=True, is_decided=True)[""] is ReportRefusal.ALREADY_DECIDED
    assert (
        refusals_to_decide(is_address=False, is_decided=False)[""] is ReportRefusal.NOT_AN_ADDRESS
    )


@pytest.mark.parametrize(
    ("kind", "answers", "asks"),
    [
        ("problem", {"what": "sick"}, FollowUp.GOOD_CAUSE),
        ("plan-change", {"plan_part": "hours"}, FollowUp.PLAN_CHANGE),
        ("job", {"job_change": "new_job"}, FollowUp.EMPLOYER),
        ("job", {"job_change": "ended"}, None),
        ("job", {}, None),
        ("in-touch", {"how": "good"}, None),
        ("safety", {"danger_now": "yes"}, None),
    ],
)
def test_what_a_report_asks_beyond_an_answer_follows_from_its_kind(
    kind: str, answers: dict[str, str], asks: FollowUp | None
) -> None:
    assert follow_up_of(kind, answers) is asks


def test_the_last_day_of_a_grace_period_still_counts() -> None:
    periods = GracePeriods(date(2026, 11, 25), date(2026, 12, 20))
    assert periods.met_on(date(2026, 11, 25)) == periods
    assert periods.met_on(date(2026, 11, 26)) == GracePeriods(None, date(2026, 12, 20))
    assert periods.met_on(date(2026, 12, 21)) == GracePeriods()


def test_a_contact_with_an_employer_lies_in_the_last_two_months() -> None:
    today = date(2026, 11, 20)
    assert refusals_to_log(today, today) == {}
    assert refusals_to_log(today - timedelta(days=LOG_DAYS), today) == {}
    early, late = today - timedelta(days=LOG_DAYS + 1), today + timedelta(days=1)
    assert refusals_to_log(early, today) == {"contacted_on": LogRefusal.TOO_LONG_AGO}
    assert refusals_to_log(late, today) == {"contacted_on": LogRefusal.IN_THE_FUTURE}


def test_a_log_holds_at_least_one_entry_and_is_corrected_on_its_day_alone() -> None:
    assert refusals_to_send_log(0) == {"": LogRefusal.NOTHING_ENTERED}
    assert refusals_to_send_log(1) == refusals_to_send_log(MOST_ENTRIES) == {}
    assert refusals_to_send_log(MOST_ENTRIES + 1) == {"": LogRefusal.TOO_MANY}
    sent_on = date(2026, 11, 20)
    assert refusals_to_correct(sent_on, sent_on) == {}
    assert refusals_to_correct(sent_on, date(2026, 11, 21)) == {"": LogRefusal.DAY_IS_OVER}
