"""My hours: a month filled in from the plan, confirmed, changed, proven; what others entered."""

import re
from datetime import date, datetime
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Activity, Case, Document, HoursEntry, HoursWeek, Participant
from portal.models.hours import HoursKind, HoursSource, HoursState
from portal.operations.hours.decisions import return_week
from portal.policy.calendar import Span
from portal.policy.hours_decisions import ReturnReason
from tests import factories
from tests.browser import Browser, Page
from tests.factories import NOON, TODAY
from tests.hours import months

MONTH = "/my/hours/2026-11"
MONDAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon on Friday, November 20, 2026."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(clock, "today", lambda _zone: TODAY)


@pytest.fixture
def case(app: flask.Flask) -> Case:
    return factories.case(factories.participant(locale="en"), factories.account())


@pytest.fixture
def english(case: Case) -> Activity:
    """A class on Mondays and Wednesdays, three hours each."""
    return months.activity(months.signed_plan(case))


@pytest.fixture
def maria(app: flask.Flask, english: Activity) -> Browser:
    return Browser(app, Participant.get())


def standing() -> list[HoursEntry]:
    return list(
        HoursEntry.select().where(HoursEntry.replaced_at.is_null()).order_by(HoursEntry.done_on)
    )


def confirm(maria: Browser, number: int) -> Page:
    """Presses the button under a week."""
    page = maria.get(MONTH)
    return maria.submit(page, MONTH, selector=f"#week-{number} form")


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


def test_a_paper_goes_from_the_days_it_shows_on_to_its_photo(maria: Browser) -> None:
    confirm(maria, 1)
    page = maria.get(f"{MONTH}/proof?week=1")
    assert len(page.all("input[name=days][checked]")) == 2
    form = page.form() | {
        "days": [one.get("value") for one in page.all("input[name=days]")]
    }  # fmt: skip
    sent = maria.post(f"{MONTH}/proof?week=1", form)
    document = Document.get()
    assert sent.headers["Location"].endswith(f"/my/documents/{document.key}")
    assert "Send a document" in maria.follow(sent).text
    assert {one.document_id for one in standing()} == {document.id}
    assert "Finish sending the photo" in maria.get(MONTH).text
    Document.update(received_at=NOON).execute()
    page = maria.get(MONTH)
    assert "6 of 6 hours" in page.text
    assert "All hours that you told us have their proof." in maria.get(f"{MONTH}/proof").text


def test_a_paper_needs_a_day(maria: Browser) -> None:
    confirm(maria, 1)
    page = maria.get(f"{MONTH}/proof")
    fields = {"csrf_token": page.form()["csrf_token"], "operation_key": "k" * 16}
    page = maria.post(f"{MONTH}/proof", fields, status=422)
    assert page.words("#days-error") == "Please choose at least one day."
    assert Document.select().count() == 0


def test_one_day_of_absence_gets_its_own_paper(maria: Browser) -> None:
    changes = {"day0-what": "away", "day0-reason": "ill"}
    maria.submit(maria.get(f"{MONTH}/1"), f"{MONTH}/1", changes)
    links = [
        one.get("href") for one in maria.get(MONTH).all("#week-1 a") if "day=" in one.get("href")
    ]
    assert len(links) == 1
    page = maria.get(links[0])
    assert page.words(".choice") == "Mon, Nov 2: English class, Not there"
    maria.submit(page, links[0])
    assert (Document.get().kind, standing()[0].document_id) == ("medical_note", Document.get().id)


def test_what_a_provider_entered_is_shown_with_its_source_and_objected_to(
    maria: Browser, case: Case, english: Activity
) -> None:
    entry = months.hours(
        case, english, MONDAY, 60, source=HoursSource.PROVIDER, entered_by=months.provider()
    )
    page = maria.get(MONTH)
    assert "Entered by Pat Provider" in page.words("#week-1")
    url = f"/my/hours/entries/{entry.key}"
    page = maria.submit(maria.get(url), url, status=422)
    assert page.words("#objection-error") == "Please tell us what is not right."
    page = maria.submit(page, url, {"objection": "other"}, status=422)
    assert page.all("#text-error")
    page = maria.follow(maria.submit(page, url, {"objection": "was_longer", "text": "Until noon."}))
    assert "I was there for more time" in page.text
    assert "Until noon." in page.text
    assert "Your worker looks at it." in page.text
    assert HoursEntry.get_by_id(entry.id).objection == "was_longer"
    assert "What you said about it" in maria.get(MONTH).words("#week-1")


def test_what_somebody_else_entered_is_not_in_the_form(
    maria: Browser, case: Case, english: Activity
) -> None:
    months.hours(case, english, MONDAY, 60, source=HoursSource.WORKER)
    page = maria.get(f"{MONTH}/1")
    assert page.form()["day0-of"].endswith("2026-11-04")
    assert "Entered for you" in page.text


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


def test_another_person_finds_nothing(app: flask.Flask, case: Case, english: Activity) -> None:
    entry = months.hours(case, english, MONDAY, 60, source=HoursSource.PROVIDER)
    other = factories.participant("Ana Other", locale="en")
    factories.case(other, number="WTW-2")
    stranger = Browser(app, other)
    stranger.get(f"/my/hours/entries/{entry.key}", status=404)
    assert not re.search("English class", stranger.get(MONTH).text)


def test_an_answered_objection_says_what_became_of_it(
    maria: Browser, case: Case, english: Activity
) -> None:
    at: datetime = NOON
    kept = months.hours(
        case, english, MONDAY, 60, source=HoursSource.PROVIDER, objection="was_there",
        objected_at=at, objection_answer="kept", objection_answered_at=at,
    )  # fmt: skip
    page = maria.get(f"/my/hours/entries/{kept.key}")
    assert "The hours stay as they are." in page.text
    assert not page.all("main form")


def test_hours_are_one_of_the_things_to_tell(maria: Browser) -> None:
    page = maria.get("/my/contacts/new")
    assert page.one("a[href='/my/contacts/new/hours']").text == "My hours"
    assert maria.get("/my/contacts/new/hours", status=302).headers["Location"] == "/my/hours"
