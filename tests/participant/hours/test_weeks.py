"""My hours: a month filled in from the plan, confirmed with one tap, changed day by day."""

from datetime import date
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Activity, Case, HoursEntry, HoursWeek, Participant
from portal.models.hours import HoursKind, HoursState
from portal.operations.hours.decisions import return_week
from portal.policy.calendar import Span
from portal.policy.hours_decisions import ReturnReason
from tests.browser import Browser
from tests.factories import NOON
from tests.hours import months
from tests.participant.hours.telling import MONTH, confirm, standing


def test_a_month_is_filled_in_from_the_plan(maria: Browser) -> None:
    page = maria.get(MONTH)
    week = page.words("#week-1")
    assert "Mon, Nov 2 3 hours English class 9:00 AM to 12:00 PM" in week
    assert "Not sent yet" in week
    assert "0 of 27 hours" in page.text
    assert "3 weeks are not sent yet" in page.text


def test_one_tap_sends_every_week_that_is_over_and_the_days_of_this_one(maria: Browser) -> None:
    page = maria.get(MONTH)
    done = maria.submit(page, MONTH, selector=".card-alert form")
    page = maria.follow(done)
    assert "Thank you. We have your hours." in page.text
    assert "18 of 27 hours" in page.text
    assert [one.minutes for one in standing()] == [180] * 6
    assert HoursWeek.select().count() == 3
    assert not page.all(".card-alert")


def test_one_tap_sends_one_week(maria: Browser) -> None:
    confirm(maria, 2)
    assert [one.done_on.day for one in standing()] == [9, 11]
    assert HoursWeek.get().starts_on == date(2026, 11, 8)


def test_a_double_tap_sends_a_week_once(maria: Browser) -> None:
    form = maria.get(MONTH).form("#week-1 form")
    maria.post(MONTH, form)
    maria.post(MONTH, form)
    assert len(standing()) == 2
    assert HoursWeek.get().version == 1


def test_two_weeks_of_one_page_are_both_sent(maria: Browser) -> None:
    page = maria.get(MONTH)
    maria.post(MONTH, page.form("#week-1 form"))
    maria.post(MONTH, page.form("#week-2 form"))
    assert len(standing()) == 4


def test_a_plan_that_changed_under_the_page_is_looked_at_again(
    maria: Browser, case: Case, english: Activity
) -> None:
    form = maria.get(MONTH).form("#week-2 form")
    second = months.signed_plan(case, 2, date(2026, 11, 8))
    months.activity(second, end=660, series=english.series)
    page = maria.follow(maria.post(MONTH, form))
    assert "This changed in the meantime. Please look at it again." in page.text
    assert not standing()


def test_a_week_is_changed_day_by_day_without_typing(maria: Browser) -> None:
    page = maria.get(f"{MONTH}/1")
    changes = {"day0-what": "away", "day0-reason": "child_ill", "day1-what": "other",
               "day1-hours": "1", "day1-minutes": "30", "day1-reason": "no_ride"}  # fmt: skip
    page = maria.follow(maria.submit(page, f"{MONTH}/1", changes))
    monday, wednesday = standing()
    assert (monday.minutes, monday.missed_minutes, monday.reason) == (0, 180, "child_ill")
    assert (wednesday.minutes, wednesday.kind, wednesday.reason) == (
        90, HoursKind.ABSENT, "no_ride"
    )  # fmt: skip
    week = page.words("#week-1")
    assert "Not there" in week
    assert "My child was sick" in week
    assert "1 h 30 min of 3 hours" in week


def test_what_was_told_stands_in_the_form_again(maria: Browser) -> None:
    changes = {"day0-what": "other", "day0-hours": "1", "day0-minutes": "45",
               "day0-reason": "other", "day0-text": "I had to leave."}  # fmt: skip
    maria.submit(maria.get(f"{MONTH}/1"), f"{MONTH}/1", changes)
    form = maria.get(f"{MONTH}/1").form()
    assert {name: form[name] for name in changes} == changes
    maria.submit(maria.get(f"{MONTH}/1"), f"{MONTH}/1")
    assert HoursEntry.select().count() == 2


def test_more_hours_than_planned_need_no_reason(maria: Browser) -> None:
    changes = {"day0-what": "other", "day0-hours": "4", "day0-minutes": "0"}
    maria.submit(maria.get(f"{MONTH}/1"), f"{MONTH}/1", changes)
    assert (standing()[0].minutes, standing()[0].kind) == (240, HoursKind.DONE)


def test_a_missing_reason_is_asked_for_at_its_day(maria: Browser) -> None:
    page = maria.get(f"{MONTH}/1")
    page = maria.submit(page, f"{MONTH}/1", {"day1-what": "away"}, status=422)
    assert page.words("#day1-reason-error").startswith("Please choose why.")
    assert page.form()["day1-what"] == "away"
    assert not standing()


def test_a_time_that_was_not_chosen_is_asked_for(maria: Browser) -> None:
    page = maria.get(f"{MONTH}/1")
    changes = {"day0-what": "other", "day0-hours": "x"}
    page = maria.submit(page, f"{MONTH}/1", changes, status=422)
    assert page.words("#day0-hours-error") == "Please choose how long you were there."
    changes = {"day0-what": "", "day1-what": "rubbish"}
    maria.submit(maria.get(f"{MONTH}/1"), f"{MONTH}/1", changes, status=422)


def test_a_day_beside_the_plan_is_added(maria: Browser, english: Activity) -> None:
    page = maria.get(f"{MONTH}/1")
    changes = {"more-day": "2026-11-06", "more-series": english.series, "more-hours": "2"}
    page = maria.follow(maria.submit(page, f"{MONTH}/1", changes))
    assert [(one.done_on.day, one.minutes) for one in standing()] == [
        (2, 180), (4, 180), (6, 120)
    ]  # fmt: skip
    again = maria.get(f"{MONTH}/1")
    assert "Yes, as I told you" in again.text
    maria.submit(again, f"{MONTH}/1", {"day2-what": "away"})
    assert standing()[2].minutes == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"more-day": "2026-11-06"},
        {"more-series": "english", "more-hours": "2"},
        {"more-day": "2026-11-06", "more-hours": "2"},
        {"more-day": "2026-11-10", "more-series": "english", "more-hours": "2"},
        {"more-day": "2026-11-02", "more-series": "english", "more-hours": "2"},
    ],
)
def test_a_day_beside_the_plan_needs_day_activity_and_time(
    maria: Browser, english: Activity, changes: dict[str, Any]
) -> None:
    if changes.get("more-series"):
        changes = changes | {"more-series": english.series}
    page = maria.submit(maria.get(f"{MONTH}/1"), f"{MONTH}/1", changes, status=422)
    assert page.words("#more-day-error")
    assert not standing()


def test_a_week_that_was_sent_back_says_why_and_is_sent_again(maria: Browser, case: Case) -> None:
    confirm(maria, 1)
    return_week(
        case.worker.actor, case=case, week=Span(date(2026, 11, 1), date(2026, 11, 7)), version=1,
        reason=ReturnReason.OTHER, text="Which bus?", at=NOON,
    )  # fmt: skip
    page = maria.get(MONTH)
    assert "Please look again" in page.words("#week-1")
    assert "Which bus?" in page.words("#week-1")
    maria.submit(maria.get(f"{MONTH}/1"), f"{MONTH}/1")
    assert HoursWeek.get().state == HoursState.REPORTED
    assert {one.state for one in standing()} == {HoursState.REPORTED}


def test_an_accepted_week_is_read_and_not_changed(maria: Browser) -> None:
    confirm(maria, 1)
    HoursWeek.update(state=HoursState.ACCEPTED).execute()
    HoursEntry.update(state=HoursState.ACCEPTED).execute()
    assert not maria.get(MONTH).all("#week-1 form")
    page = maria.get(f"{MONTH}/1")
    assert "Your worker accepted this week already." in page.text
    assert not page.all("main form")
    maria.post(f"{MONTH}/1", {"operation_key": "x" * 16}, status=422)


def test_the_months_say_what_waits(maria: Browser) -> None:
    page = maria.get("/my/hours")
    assert "November 2026 0 of 27 hours told 3 weeks to send" in page.text
    maria.submit(maria.get(MONTH), MONTH, selector=".card-alert form")
    assert "November 2026 18 of 27 hours told No proof yet" in maria.get("/my/hours").text


def test_a_month_without_a_plan_is_empty(app: flask.Flask, case: Case) -> None:
    maria = Browser(app, Participant.get())
    assert "Nothing was planned." in maria.get(MONTH).text
    assert "Nothing was planned." in maria.get("/my/hours").text
    maria.get(f"{MONTH}/1")


@pytest.mark.parametrize(
    "path", ["2026-13", "november", "2027-01", "1999-12", "2026-11/7", "2026-11/0"]
)
def test_what_is_no_month_or_week_is_not_found(maria: Browser, path: str) -> None:
    maria.get(f"/my/hours/{path}", status=404)


def test_a_month_of_long_ago_is_read_and_not_changed(
    maria: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda _zone: date(2027, 2, 1))
    page = maria.get(MONTH)
    assert not page.all("main form")


def test_the_pages_cost_the_same_with_a_full_month(
    maria: Browser, case: Case, english: Activity
) -> None:
    few = {path: len(maria.get(path).statements) for path in ("/my/hours", MONTH, f"{MONTH}/1")}
    for day in (2, 4, 9, 11, 16, 18):
        months.hours(case, english, date(2026, 11, day), 180)
    many = {path: len(maria.get(path).statements) for path in few}
    assert max(few.values()) <= 8
    assert many == few


def test_hours_are_one_of_the_things_to_tell(maria: Browser) -> None:
    page = maria.get("/my/contacts/new")
    assert page.one("a[href='/my/contacts/new/hours']").text == "My hours"
    assert maria.get("/my/contacts/new/hours", status=302).headers["Location"] == "/my/hours"
