"""Activities of a draft: their week typed in rows, drawn while one types, kept by one of two."""

import flask

from portal import clock
from portal.models import Account, Activity, ActivitySlot, Case, Plan
from portal.models.accounts import Role
from portal.operations.plans import versions
from tests.browser import Browser
from tests.factories import account
from tests.staff.planning import START, WEEK, edit, written


def test_an_activity_is_written_with_its_week_and_read_again_in_the_same_rows(
    browser: Browser, made: Case, draft: Plan
) -> None:
    one = written(browser, made)
    assert one.minutes_week == 2 * 240 + 270
    slots = ActivitySlot.select().order_by(ActivitySlot.weekday)
    assert [(s.weekday, s.start_minute, s.end_minute) for s in slots] == [
        (0, 540, 780), (2, 540, 780), (4, 1320, 150),
    ]  # fmt: skip
    page = browser.get(edit(made, f"/activities/{one.series}"))
    days = [box.get("value") for box in page.all('[name="row_0_days"][checked]')]
    assert days == ["0", "2"]
    form = page.form("#activity")
    assert (form["row_1_start"], form["row_1_end"]) == ("22:00", "02:30")
    browser.post(edit(made, f"/activities/{one.series}/remove"))
    assert ActivitySlot.select().count() == 0
    again = browser.post(edit(made, f"/activities/{one.series}/remove"))
    assert "taken out before" in browser.follow(again).text


def test_a_line_of_the_week_that_cannot_stand_is_told_beside_it(
    browser: Browser, made: Case, draft: Plan
) -> None:
    page = browser.get(edit(made, "/activities/new"))
    for change, words in (
        ({"row_0_end": "09:00"}, "Start and end are the same."),
        ({"row_0_days": []}, "Choose the days of this line."),
        ({"row_0_start": "25:00"}, "Please give a time"),
        ({"hours_week": "many"}, "Please give hours"),
        ({"kind": "", "row_0_days": ["0"]}, "Please choose one of this program"),
    ):
        fields = page.form("#activity") | WEEK | change
        told = browser.post(edit(made, "/activities"), fields, status=422)
        assert words in told.words("#activity"), change
        assert told.form("#activity")["provider"] == "Oakland Adult School"
    assert Activity.select().count() == 0


def test_the_week_is_drawn_while_one_types_and_nothing_is_kept(
    browser: Browser, made: Case, draft: Plan
) -> None:
    written(browser, made)
    path = edit(made, "/activities?look=1")
    typed = browser.get(edit(made, "/activities/new")).form("#activity") | {
        "kind": "job", "starts_on": str(START), "row_0_days": ["0"], "row_0_start": "12:00",
        "row_0_end": "18:00",
    }  # fmt: skip
    part = browser.post(path, typed, status=200, script=True)
    whole = browser.post(path, typed, status=200)
    assert part.one("#plan-week").text_content() == whole.one("#plan-week").text_content()
    assert "18.5 of 30 hours a week" in part.text
    assert "run at the same time" in part.words(".notice-error")
    assert "18.5 of 30 hours a week" in part.headers["HX-Trigger-After-Settle"]
    assert whole.form("#activity")["row_0_end"] == "18:00", "what was typed stays"
    half = browser.post(path, typed | {"row_0_end": "", "starts_on": ""}, status=200, script=True)
    assert "12.5 of 30 hours a week" in half.text
    assert Activity.select().count() == 1


def test_of_two_people_at_one_activity_the_second_sees_what_was_saved(
    browser: Browser, made: Case, draft: Plan
) -> None:
    one = written(browser, made)
    path = edit(made, f"/activities/{one.series}")
    seen = browser.get(path).form("#activity") | WEEK
    browser.post(path, seen | {"row_1_days": []} | {"row_1_start": "", "row_1_end": ""})
    mine = seen | {"place": "Room 12", "operation_key": "another-key-of-mine"}
    page = browser.post(path, mine, status=409)
    assert "8 hours a week" in page.words(".notice-warning")
    assert page.form("#activity")["place"] == "Room 12"
    again = page.form("#activity") | {"row_0_days": ["0", "2"], "row_1_days": ["4"]}
    browser.post(path, again)
    assert Activity.get().place == "Room 12"
    browser.post(f"{path}/remove")
    gone = browser.post(path, again | {"operation_key": "and-one-more"}, status=409)
    assert "Save to add it again" in gone.text
    assert gone.one("#activity").get("action") == edit(made, "/activities")


def test_the_week_stands_on_the_page_of_the_newest_version_for_readers_too(
    app: flask.Flask, browser: Browser, made: Case, ana: Account, draft: Plan
) -> None:
    written(browser, made)
    versions.offer_plan(ana.actor, plan=draft, at=clock.now())
    supervisor = Browser(app, account("Sam Lee", Role.SUPERVISOR))
    page = supervisor.get(f"/staff/cases/{made.key}/plan")
    assert "12.5 of 30 hours a week" in page.words("#plan-week")
    assert len(page.all(".week-grid rect")) == 4, "the night is on two days"
    assert len(page.statements) <= 8
