"""The editor of a draft: written together, from the library or freely, in both languages."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import (
    Account,
    Activity,
    ActivitySlot,
    Case,
    Contact,
    Plan,
    PlanItem,
    Report,
    TextRequest,
)
from portal.models.plan_changes import PlanChange
from portal.models.plans import ItemKind, PlanState
from portal.operations.plans import drafts
from tests.browser import Browser
from tests.factories import account
from tests.house.makers import row

TODAY = clock.today("America/Los_Angeles")
START = TODAY + timedelta(days=10)


@pytest.fixture
def draft(ana: Account, made: Case) -> Plan:
    """The first plan of Maria Lopez, who reads Spanish, just begun."""
    return drafts.begin_plan(ana.actor, case=made, starts_on=START, at=clock.now())


def edit(made: Case, more: str = "") -> str:
    return f"/staff/cases/{made.key}/plan/edit{more}"


def goal(ana: Account, plan: Plan, *phrases: str, text: str = "") -> PlanItem:
    """Short-term goals of these phrases and words; the last of them."""
    drafts.add_items(
        ana.actor, plan=plan, kind=ItemKind.GOAL_SHORT, phrases=phrases, text=text, due_on=None,
        above=None, at=clock.now(),
    )  # fmt: skip
    return PlanItem.select().order_by(PlanItem.id.desc()).get()


def test_a_plan_is_begun_once_and_goes_on_as_a_draft(browser: Browser, made: Case) -> None:
    page = browser.get(edit(made))
    sent = browser.submit(page, f"/staff/cases/{made.key}/plan/begin", {"starts_on": str(START)})
    assert "Draft: only staff see it" in browser.follow(sent).text
    assert Plan.get().state == PlanState.DRAFT
    browser.post(f"/staff/cases/{made.key}/plan/begin", {"starts_on": str(START)}, status=422)
    assert Plan.select().count() == 1


def test_several_goals_are_chosen_at_once_and_shown_in_both_languages(
    browser: Browser, made: Case, draft: Plan
) -> None:
    page = browser.get(edit(made, "/items/new?kind=goal_short"))
    assert "Hablar inglés en el trabajo" in page.text
    fields = page.form("main form[action$='/items']")
    fields |= {"phrases": ["speak_english_at_work", "stable_home"], "text": "Own a food truck"}
    browser.follow(browser.post(edit(made, "/items"), fields))
    page = browser.get(edit(made))
    for words in ("Speak English at work", "Hablar inglés en el trabajo", "Own a food truck"):
        assert words in page.text
    assert TextRequest.get().text == "Own a food truck"
    assert "1 text waits for its translation" in page.text


def test_nothing_said_is_told_at_its_field_and_what_was_typed_stays(
    browser: Browser, made: Case, draft: Plan
) -> None:
    page = browser.get(edit(made, "/items/new?kind=milestone"))
    fields = page.form("main form[action$='/items']") | {"text": "Read a book with my son"}
    page = browser.post(edit(made, "/items"), fields, status=422)
    assert "Please give a date." in page.words(".error-summary")
    assert page.form("main form[action$='/items']")["text"] == "Read a book with my son"
    assert PlanItem.select().count() == 0


def test_one_tap_adds_what_usually_serves_a_goal_and_offers_it_no_more(
    browser: Browser, made: Case, ana: Account, draft: Plan
) -> None:
    above = goal(ana, draft, "office_work")
    page = browser.get(edit(made))
    offer = f"objective:learn_computer:{above.key}"
    assert page.one(f'button[value="{offer}"]').get("form") == "draft-acts"
    sent = browser.post(edit(made, "/suggested"), page.form("#draft-acts") | {"add": offer})
    assert sent.headers["Location"].endswith(f"#at-{above.key}")
    page = browser.follow(sent)
    assert "Learn to use a computer" in page.text
    assert not page.all(f'button[value="{offer}"]')
    # A milestone needs a date first: its page opens with it ticked.
    wanted = page.one('a[href*="phrase=job_started"]').get("href")
    chosen = browser.get(wanted).one('input[value="job_started"]')
    assert chosen.get("checked") is not None
    sent = browser.post(edit(made, "/suggested"), {"add": f"milestone:job_started:{above.key}"})
    assert "/items/new" in sent.headers["Location"]


def test_a_double_tap_adds_once(browser: Browser, made: Case, draft: Plan) -> None:
    page = browser.get(edit(made, "/items/new?kind=goal_long"))
    fields = page.form("main form[action$='/items']") | {"phrases": ["kitchen_work"]}
    for _tap in range(2):
        browser.post(edit(made, "/items"), fields)
    assert PlanItem.select().count() == 1


def test_items_move_among_those_beside_them_and_go_with_what_is_below(
    browser: Browser, made: Case, ana: Account, draft: Plan
) -> None:
    goal(ana, draft, "office_work", "stable_home", "kitchen_work")
    first, _second, third = PlanItem.select().order_by(PlanItem.position)
    assert not browser.get(edit(made)).all(f'button[formaction$="/{first.key}/up"]')
    browser.post(edit(made, f"/items/{third.key}/up"))
    browser.post(edit(made, f"/items/{first.key}/up"))
    said = [one.phrase for one in PlanItem.select().order_by(PlanItem.position)]
    assert said == ["office_work", "kitchen_work", "stable_home"]
    browser.post(edit(made, f"/items/{third.key}/remove"))
    again = browser.post(edit(made, f"/items/{third.key}/remove"))
    assert "taken out before" in browser.follow(again).text
    assert PlanItem.select().count() == 2


def test_other_words_go_to_a_translator_anew_and_another_date_does_not(
    browser: Browser, made: Case, ana: Account, draft: Plan
) -> None:
    item = goal(ana, draft, text="Open a bakery")
    asked = TextRequest.get()
    path = edit(made, f"/items/{item.key}")
    page = browser.get(path)
    browser.submit(page, path, {"due_on": str(START)})
    assert TextRequest.get().id == asked.id
    browser.submit(browser.get(path), path, {"text": "Open a bakery with my sister"})
    assert TextRequest.get().text == "Open a bakery with my sister"
    browser.submit(browser.get(path), path, {"text": "", "phrase": "own_business"})
    assert TextRequest.select().count() == 0


def test_of_two_people_at_one_item_the_second_sees_both_texts(
    browser: Browser, made: Case, ana: Account, draft: Plan
) -> None:
    item = goal(ana, draft, text="First words")
    path = edit(made, f"/items/{item.key}")
    seen = browser.get(path)
    browser.submit(seen, path, {"text": "Words of the other"})
    mine = {"text": "My words", "operation_key": "another-key-of-mine"}
    page = browser.submit(seen, path, mine, status=409)
    assert "Words of the other" in page.words(".notice-warning")
    assert page.form("section form")["text"] == "My words"
    browser.submit(page, path, selector="section form")
    assert PlanItem.get().text == "My words"
    drafts.remove_item(ana.actor, item=item, at=clock.now())
    fields = page.form("section form") | {"operation_key": "and-one-more"}
    page = browser.post(path, fields, status=409)
    assert "Somebody took it out meanwhile" in page.text
    assert page.form("main form[action$='/items']")["text"] == "My words"


def test_of_two_people_at_the_vision_the_second_is_told(
    browser: Browser, made: Case, draft: Plan
) -> None:
    seen = browser.get(edit(made)).form("main form[action$='/vision']")
    browser.post(edit(made, "/vision"), seen | {"vision": "A quiet job"})
    mine = seen | {"vision": "A loud job", "operation_key": "another-key-of-mine"}
    page = browser.post(edit(made, "/vision"), mine, status=409)
    assert "A quiet job" in page.words(".notice-warning")
    assert page.form("main form[action$='/vision']")["vision"] == "A loud job"


WEEK = {
    "kind": "english_class", "provider": "Oakland Adult School", "starts_on": str(START),
    "row_0_days": ["0", "2"], "row_0_start": "09:00", "row_0_end": "13:00",
    "row_1_days": ["4"], "row_1_start": "22:00", "row_1_end": "02:30",
}  # fmt: skip


def written(browser: Browser, made: Case, **changes: Any) -> Activity:
    """An activity added on its page."""
    page = browser.get(edit(made, "/activities/new"))
    fields = page.form("#activity") | WEEK | changes
    browser.follow(browser.post(edit(made, "/activities"), fields))
    return Activity.select().order_by(Activity.id.desc()).get()


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


def test_what_was_offered_is_not_written_any_more(
    browser: Browser, made: Case, ana: Account, draft: Plan
) -> None:
    item = goal(ana, draft, "office_work")
    Plan.update(state=PlanState.OFFERED).execute()
    assert "No draft is open" in browser.get(edit(made)).text
    browser.post(edit(made, f"/items/{item.key}/remove"), status=404)
    assert PlanItem.select().count() == 1


def test_a_draft_costs_no_more_statements_with_more_in_it(
    browser: Browser, made: Case, ana: Account, draft: Plan
) -> None:
    goal(ana, draft, "office_work", text="Open a bakery")
    written(browser, made)
    few = browser.get(edit(made)).statements
    assert len(few) <= 8
    goal(ana, draft, "stable_home", "kitchen_work", text="Open two bakeries")
    written(browser, made)
    for path in ("", "/items/new?kind=objective", "/activities/new"):
        assert len(browser.get(edit(made, path)).statements) <= len(few), path


def test_a_draft_is_there_for_its_own_workers_alone(
    app: flask.Flask, browser: Browser, made: Case, ana: Account, draft: Plan
) -> None:
    item = goal(ana, draft, "office_work")
    stranger = Browser(app, account("Cora Diaz", unit="Unit 2"))
    stranger.get(edit(made), status=404)
    stranger.post(edit(made, f"/items/{item.key}/remove"), status=404)
    me = Browser(app, made.participant)
    own = me.get("/my/plan").text
    assert "Trabajar en una oficina" not in own
    assert "Todavía no tiene un plan" in own


def test_a_draft_opened_by_mistake_is_thrown_away_whole(
    browser: Browser, made: Case, ana: Account, draft: Plan
) -> None:
    above = goal(ana, draft, text="Open a bakery")
    drafts.add_items(
        ana.actor, plan=draft, kind=ItemKind.OBJECTIVE, phrases=["write_resume"], text="",
        due_on=None, above=above, at=clock.now(),
    )  # fmt: skip
    written(browser, made)
    for said in ("The draft is thrown away.", "There is no draft any more."):
        assert said in browser.follow(browser.post(edit(made, "/discard"))).text
    for table in (Plan, PlanItem, Activity, ActivitySlot, TextRequest):
        assert table.select().count() == 0, table
    page = browser.get(edit(made))
    browser.submit(page, f"/staff/cases/{made.key}/plan/begin", {"starts_on": str(START)})


def test_a_draft_that_answers_a_request_stays(browser: Browser, made: Case, draft: Plan) -> None:
    report = row(
        Report,
        case=made,
        contact=row(Contact, case=made, way="telephone", direction="from_participant", reason="x"),
        kind="plan-change",
        locale="es",
    )
    row(PlanChange, case=made, plan=draft, report=report, amendment=draft)
    page = browser.follow(browser.post(edit(made, "/discard")))
    assert "it was promised" in page.text
    assert Plan.select().count() == 1
