"""Recording a contact in its row and as a page."""

import json
from datetime import timedelta

import flask

from portal import clock
from portal.models import Case, Contact, Task
from portal.models.accounts import Role
from tests.browser import Browser, Page
from tests.factories import account, case, participant

TODAY = clock.today("America/Los_Angeles")
ENROLLED = TODAY - timedelta(days=40)


def test_a_call_that_was_answered_is_live_and_the_page_says_why(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    made = case(worker=ana, enrolled_on=ENROLLED)
    browser = Browser(both_databases, ana)
    form = browser.get(f"/staff/cases/{made.key}/contacts/new")
    sent = browser.submit(
        form, f"/staff/cases/{made.key}/contacts",
        {"way": "telephone", "outcome": "reached", "summary": "Bus pass"}, ".quick-row form",
    )  # fmt: skip
    page = browser.follow(sent)
    assert "Counts as live contact because you spoke with each other by telephone." in page.text
    assert Case.get_by_id(made.id).last_live_on == TODAY


def test_in_the_row_the_case_is_swapped_with_its_new_figures(app: flask.Flask) -> None:
    ana = account()
    made = case(worker=ana, enrolled_on=ENROLLED)
    browser = Browser(app, ana)
    opened = browser.get(f"/staff/cases/{made.key}/contacts/new", script=True)
    assert opened.one(f"#case-{made.key} .quick-row form").get("hx-post")
    saved = browser.submit(
        opened, f"/staff/cases/{made.key}/contacts", {"way": "voicemail", "outcome": "no_answer"},
        ".quick-row form", status=200, script=True,
    )  # fmt: skip
    assert saved.words('td[data-label="Tried"]') == "today"
    assert saved.words('td[data-label="Live"]') == "never"
    assert "Counts as an attempt, not as live contact" in saved.words(".quick-row")
    assert "Contact saved." in saved.headers["HX-Trigger-After-Settle"]
    assert saved.one("[data-focus]").get("id") == f"log-{made.key}"


def test_what_was_typed_stays_when_the_day_is_refused(app: flask.Flask) -> None:
    ana = account()
    made = case(worker=ana, enrolled_on=ENROLLED)
    browser = Browser(app, ana)
    fields = {
        "way": "email", "outcome": "they_reached", "summary": "Sent the pay stub",
        "occurred_on": (TODAY + timedelta(days=1)).isoformat(),
    }  # fmt: skip
    for script in (False, True):
        page = browser.post(f"/staff/cases/{made.key}/contacts", fields, 422, script)
        assert "This day has not come yet." in page.text
        assert page.form(".quick-row form")["summary"] == "Sent the pay stub"
    assert Contact.select().count() == 0


def test_a_double_tap_makes_one_contact(app: flask.Flask) -> None:
    ana = account()
    made = case(worker=ana, enrolled_on=ENROLLED)
    browser = Browser(app, ana)
    form = browser.get(f"/staff/cases/{made.key}/contacts/new")
    for _tap in range(2):
        browser.submit(form, f"/staff/cases/{made.key}/contacts", selector=".quick-row form")
    assert Contact.select().count() == 1


def test_a_stranger_and_a_reader_cannot_record(app: flask.Flask) -> None:
    made = case(worker=account(), enrolled_on=ENROLLED)
    path = f"/staff/cases/{made.key}/contacts"
    Browser(app, account("Lee Park", unit="Unit 2")).post(path, status=404)
    Browser(app, account("Mona Tor", Role.MONITOR)).post(path, status=404)


def test_the_row_that_htmx_gets_is_the_row_of_the_page(app: flask.Flask) -> None:
    ana = account()
    made = case(worker=ana, enrolled_on=ENROLLED)
    browser = Browser(app, ana)
    path = f"/staff/cases/{made.key}/contacts/new"
    whole, part = browser.get(path), browser.get(path, script=True)

    def bare(text: str) -> str:
        import re

        return re.sub(r'value="[^"]{16,}"', "", text).strip()

    assert bare(part.body) in bare(whole.body)


def open_row(browser: Browser, made: Case, script: bool = True) -> Page:
    """The quick log of a case, as htmx gets it or as a page."""
    return browser.get(f"/staff/cases/{made.key}/contacts/new", script=script)


def save(browser: Browser, made: Case, page: Page, script: bool = True, **fields: str) -> Page:
    """Sends the quick log with these fields."""
    path = f"/staff/cases/{made.key}/contacts"
    status = 200 if script else 303
    return browser.submit(page, path, fields, ".quick-row form", status=status, script=script)


def test_what_a_choice_counts_as_is_said_before_it_is_saved(app: flask.Flask) -> None:
    ana = account()
    made = case(worker=ana, enrolled_on=ENROLLED)
    page = open_row(Browser(app, ana), made)
    said, places = json.loads(page.one("[data-standing]").get("data-standing"))
    assert said[places["telephone reached"]] == page.words("[data-standing]")
    assert "you spoke with each other by telephone" in page.words("[data-standing]")
    assert "an attempt, not as live" in said[places["voicemail no_answer"]]
    assert "the participant left the voicemail" in said[places["voicemail they_reached"]]
    assert "neither" in said[places["group reached"]]


def test_a_late_entry_shows_as_it_is_typed_and_once_it_is_saved(app: flask.Flask) -> None:
    ana = account()
    made = case(worker=ana, enrolled_on=ENROLLED)
    browser = Browser(app, ana)
    page = open_row(browser, made)
    hint = page.one("[data-late]")
    assert (hint.get("data-late"), hint.get("data-limit")) == (TODAY.isoformat(), "7")
    assert page.words("[data-late] output") == "0"
    assert page.one("[data-late] strong").get("hidden") is not None
    for days, is_late in ((7, False), (8, True)):
        on = (TODAY - timedelta(days=days)).isoformat()
        wrong = browser.submit(
            page, f"/staff/cases/{made.key}/contacts", {"occurred_on": on, "way": "?"},
            ".quick-row form", 422, True,
        )  # fmt: skip
        assert wrong.words("[data-late] output") == str(days)
        assert (wrong.one("[data-late] strong").get("hidden") is None) is is_late
        saved = save(browser, made, open_row(browser, made), occurred_on=on)
        assert f"Entered {days} days after it happened." in saved.text
        assert ("This is a late entry" in saved.text) is is_late


def test_a_failed_attempt_offers_the_other_ways_that_the_person_has(app: flask.Flask) -> None:
    ana = account()
    person = participant(phone="+15105550142", email="m@example.org", address="1 Main Street")
    made = case(person, ana, enrolled_on=ENROLLED)
    browser = Browser(app, ana)
    saved = save(browser, made, open_row(browser, made), way="telephone", outcome="no_answer")
    offered = {one.text_content(): one.get("href") for one in saved.all("[data-way]")}
    assert list(offered) == ["Text message", "E-mail", "Postal mail"]
    next_one = browser.get(offered["E-mail"], script=True)
    assert next_one.form(".quick-row form")["way"] == "email"
    reached = save(browser, made, next_one, outcome="reached")
    assert not reached.all("[data-way]")
    assert not reached.all("[data-again]")
    assert reached.one("[data-note]").get("href").startswith(f"/staff/cases/{made.key}/notes/new?")


def test_trying_again_is_a_task_of_ones_own_and_never_in_the_past(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    made = case(worker=ana, enrolled_on=ENROLLED)
    browser = Browser(both_databases, ana)
    sent = save(
        browser, made, open_row(browser, made, False), False, way="voicemail", outcome="no_answer"
    )
    page = browser.follow(sent)
    again = f"{sent.headers['Location']}/again"
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    wrong = browser.submit(page, again, {"due_on": yesterday}, ".quick-row form", 422)
    assert "Please choose today or a later day." in wrong.text
    assert wrong.form(".quick-row form")["due_on"] == yesterday
    due_on = TODAY + timedelta(days=3)
    for _tap in range(2):
        browser.submit(page, again, {"due_on": due_on.isoformat()}, ".quick-row form")
    task = Task.get()
    assert (task.text, task.owner, task.due_on) == ("Try again: Voicemail", "worker", due_on)
    in_row = browser.submit(
        page, again, {"due_on": due_on.isoformat(), "operation_key": "x" * 16}, ".quick-row form",
        200, True,
    )  # fmt: skip
    assert "A task for you: try again on" in in_row.words(".quick-row")
    assert not in_row.all("[data-again]")


def test_nobody_is_told_to_try_another_way_where_the_person_is_in_danger(app: flask.Flask) -> None:
    ana = account()
    person = participant(phone="+15105550142", email="m@example.org")
    made = case(person, ana, enrolled_on=ENROLLED, is_restricted=True)
    browser = Browser(app, ana)
    saved = save(browser, made, open_row(browser, made), way="voicemail", outcome="no_answer")
    assert not saved.all("[data-way]")
    assert "only in the ways agreed with them" in saved.text


def test_without_a_script_the_contact_has_a_page_that_says_the_same(app: flask.Flask) -> None:
    ana = account()
    made = case(worker=ana, enrolled_on=ENROLLED)
    browser = Browser(app, ana)
    sent = save(
        browser, made, open_row(browser, made, False), False, way="text", outcome="no_answer"
    )
    contact = Contact.get()
    assert sent.headers["Location"] == f"/staff/cases/{made.key}/contacts/{contact.key}"
    page = browser.follow(sent)
    assert "an attempt, not as live contact" in page.text
    assert page.all("[data-note]")
    assert page.all("[data-again]")
    reader = Browser(app, account("Mona Tor", Role.MONITOR))
    shown = reader.get(sent.headers["Location"])
    assert "an attempt, not as live contact" in shown.text
    assert not shown.all("[data-note]")
    assert not shown.all("form[action$=again]")
    other = case(participant("Luz Vega"), ana, "WTW-2", ENROLLED)
    browser.get(f"/staff/cases/{other.key}/contacts/{contact.key}", 404)


def test_of_two_who_log_one_case_at_the_same_time_both_stay(both_databases: flask.Flask) -> None:
    ana, bo = account(), account("Bo Lind")
    made = case(worker=ana, secondary=bo, enrolled_on=ENROLLED)
    first, second = Browser(both_databases, ana), Browser(both_databases, bo)
    opened, also = open_row(first, made), open_row(second, made)
    save(first, made, opened, way="telephone", outcome="reached", summary="Bus pass")
    saved = save(second, made, also, way="voicemail", outcome="no_answer", summary="Left word")
    assert {one.summary for one in Contact.select()} == {"Bus pass", "Left word"}
    assert saved.words('td[data-label="Live"]') == "today", "the row tells of both"


def test_rows_that_are_open_side_by_side_have_ids_of_their_own(app: flask.Flask) -> None:
    ana = account()
    browser = Browser(app, ana)
    ids = [
        {one.get("id") for one in open_row(browser, made).all(".quick-row [id]")}
        for made in (
            case(worker=ana, enrolled_on=ENROLLED),
            case(participant("Luz Vega"), ana, "WTW-2", ENROLLED),
        )
    ]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_the_quick_log_takes_few_statements(both_databases: flask.Flask) -> None:
    ana = account()
    made = case(worker=ana, enrolled_on=ENROLLED)
    browser = Browser(both_databases, ana)
    page = open_row(browser, made)
    assert len(page.statements) <= 8
    sent = save(browser, made, open_row(browser, made, False), False)
    assert len(browser.follow(sent).statements) <= 8


def test_the_keys_of_the_list_are_named_and_can_be_switched_off(app: flask.Flask) -> None:
    ana = account()
    case(worker=ana, enrolled_on=ENROLLED)
    page = Browser(app, ana).get("/staff")
    keys = [one.text_content() for one in page.all("#keys kbd")]
    assert keys == ["J", "K", "L", "Enter", "Esc", "N", "T", "/"]
    assert len(page.all("#keys input[data-keys-off]")) == 1
    reader = Browser(app, account("Mona Tor", Role.MONITOR)).get("/staff")
    assert not reader.all("#keys")
