"""The editor of a draft: written together, from the library or freely, in both languages."""

import flask

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
from tests.staff.planning import START, edit, written


def goal(ana: Account, plan: Plan, *phrases: str, text: str = "") -> PlanItem:
    """Short-term goals of these phrases and words; the last of them."""
    drafts.add_items(
        ana.actor, plan=plan, kind=ItemKind.GOAL_SHORT, phrases=phrases, text=text, due_on=None,
        above=None, at=clock.now(),
    )  # fmt: skip
    return PlanItem.select().order_by(PlanItem.id.desc()).get()


def test_a_plan_is_begun_once_and_goes_on_as_a_draft(browser: Browser, made: Case) -> None:
    of_case = f"/staff/cases/{made.key}/plan"
    assert "This case has no plan yet." in browser.get(of_case).text
    page = browser.get(edit(made))
    sent = browser.submit(page, f"{of_case}/begin", {"starts_on": str(START)})
    assert "Draft: only staff see it" in browser.follow(sent).text
    assert "The first plan is being written." in browser.get(of_case).text
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


def test_what_stands_there_already_is_not_said_twice(
    browser: Browser, made: Case, ana: Account, draft: Plan
) -> None:
    goal(ana, draft, "stable_home")
    page = browser.get(edit(made, "/items/new?kind=goal_short"))
    assert "Have a safe and steady home in the plan" in page.text
    fields = page.form("main form[action$='/items']")
    told = browser.post(edit(made, "/items"), fields | {"phrases": ["stable_home"]}, status=422)
    assert "It stands there already." in told.words(".error-summary")
    browser.post(edit(made, "/items"), fields | {"phrases": ["stable_home", "office_work"]})
    assert sorted(one.phrase for one in PlanItem.select()) == ["office_work", "stable_home"]


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
