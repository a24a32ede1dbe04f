"""The case page: who it is, why each deadline falls on its day, and one story."""

from datetime import timedelta
from typing import Any

import flask

from portal import clock, resources
from portal.models import AuditEntry, Case
from portal.models.accounts import Role
from portal.models.contacts import ReportKind
from portal.operations.contacts import record_contact
from portal.operations.notes import NoteText, finish_note, save_note
from portal.operations.reports import submit_report
from portal.policy.calendar import office_date
from portal.policy.contacts import Direction, Way
from tests.browser import Browser
from tests.factories import account, as_actor, case, participant

TODAY = clock.today("America/Los_Angeles")
NOW = clock.now()


def call(who: Any, made: Case, n: int = 0, summary: str = "") -> Any:
    """A telephone conversation n hours before now."""
    at = NOW - timedelta(hours=n)
    return record_contact(
        who.actor, case=made, occurred_on=office_date(at, resources.timezone()),
        way=Way.TELEPHONE, direction=Direction.FROM_STAFF, answered=True,
        summary=summary or f"Call {n}", at=at,
    )  # fmt: skip


def noted(who: Any, made: Case, contact: Any = None, **text: Any) -> Any:
    """A finished note."""
    values = {
        "occurred_on": TODAY, "way": "telephone", "direction": "from_staff", "is_answered": True,
        "purpose": "Ask how it goes", "results": "All well", "forms_completed": "",
        "documents_received": "",
    }  # fmt: skip
    note = save_note(
        who.actor, case=made, key=text.pop("key", "k" * 16), version=0,
        text=NoteText(**(values | text)), at=NOW, contact=contact,
    )  # fmt: skip
    return finish_note(who.actor, case=made, note=note, at=NOW)


def old_case(who: Any, number: str = "WTW-1001", **values: Any) -> Case:
    """A case enrolled forty days ago."""
    person = values.pop("person", None) or participant("Hoa Tran", "vi", phone="555 0142")
    return case(person, who, number, enrolled_on=TODAY - timedelta(days=40), **values)


def test_the_head_says_who_this_is(app: flask.Flask) -> None:
    ana = account()
    made = old_case(ana, person=participant("Hoa Tran", "vi", needs_interpreter=True))
    head = Browser(app, ana).get(f"/staff/cases/{made.key}").words(".facts-bar")
    for part in (
        "Tran, Hoa",
        "born 1990",
        "WTW-1001",
        "reads and speaks Vietnamese",
        "Interpreter",
    ):
        assert part in head


def test_a_deadline_tells_its_days_left_and_why(both_databases: flask.Flask) -> None:
    ana = account()
    made = old_case(ana)
    page = Browser(both_databases, ana).get(f"/staff/cases/{made.key}")
    why = page.text
    assert "Live contact, 10 days late" in why
    assert "Runs from enrollment" in why
    assert "30 calendar days" in why
    assert "DW CM, Contact with Participant (CON-2)" in why


def test_opening_a_case_is_on_record_before_it_is_shown(app: flask.Flask) -> None:
    ana = account()
    made = old_case(ana)
    Browser(app, ana).get(f"/staff/cases/{made.key}")
    entry = AuditEntry.get(AuditEntry.action == "view_case")
    assert (entry.case_id, entry.actor_id) == (made.id, ana.id)


def test_the_story_goes_by_pages_and_shows_each_entry_once(both_databases: flask.Flask) -> None:
    ana = account()
    made = old_case(ana)
    for n in range(60):
        call(ana, made, n)
    browser = Browser(both_databases, ana)
    page = browser.get(f"/staff/cases/{made.key}")
    told = [one.text_content() for one in page.all(".entry-text")]
    while page.all("#older"):
        page = browser.get(page.one("#older").get("href"))
        told += [one.text_content() for one in page.all(".entry-text")]
    assert told == [f"Call {n}" for n in range(60)]


def test_a_key_of_a_page_that_makes_no_sense_shows_the_first(app: flask.Flask) -> None:
    ana = account()
    made = old_case(ana)
    call(ana, made)
    browser = Browser(app, ana)
    for key in ("x", "MTIz", "%00%00", "9" * 400):
        assert "Call 0" in browser.get(f"/staff/cases/{made.key}?before={key}").text


def test_the_case_page_takes_eight_statements_however_long_its_story(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    short, long = old_case(ana, "WTW-1"), old_case(ana, "WTW-2")
    for n in range(40):
        noted(ana, long, call(ana, long, n), key=f"note-key-{n:07}")
    browser = Browser(both_databases, ana)
    browser.get("/staff")
    few = browser.get(f"/staff/cases/{short.key}").statements
    many = browser.get(f"/staff/cases/{long.key}").statements
    assert len(few) == len(many) <= 8


def test_the_timeline_shows_one_kind_alone_and_htmx_gets_that_part(app: flask.Flask) -> None:
    ana = account()
    made = old_case(ana)
    noted(ana, made, call(ana, made))
    browser = Browser(app, ana)
    path = f"/staff/cases/{made.key}?kind=note"
    whole, part = browser.get(path), browser.get(path, script=True)
    assert part.body.strip() in whole.body
    assert len(part.all(".entry")) == 1


def test_a_contact_without_a_note_is_unfinished_work(both_databases: flask.Flask) -> None:
    ana = account()
    made = old_case(ana)
    contact = call(ana, made)
    browser = Browser(both_databases, ana)
    page = browser.get(f"/staff/cases/{made.key}")
    assert "has no finished note" in page.text
    assert page.all(f'a[href$="notes/new?contact={contact.key}"]')
    noted(ana, made, contact)
    assert "has no finished note" not in browser.get(f"/staff/cases/{made.key}").text


def test_a_report_of_the_participant_stands_on_the_story(app: flask.Flask) -> None:
    ana = account()
    made = old_case(ana)
    submit_report(
        as_actor(made.participant), case=made, kind=ReportKind.IN_TOUCH, answers={"how": "good"},
        locale="vi", at=NOW,
    )  # fmt: skip
    page = Browser(app, ana).get(f"/staff/cases/{made.key}")
    assert "Hoa reported: “I want to stay in touch”." in page.text
    assert "has no finished note" not in page.text


def test_a_private_note_is_on_the_story_of_its_readers_alone(both_databases: flask.Flask) -> None:
    ana, second = account(), account("Second Worker")
    chief, watch = account("Sam Chief", Role.SUPERVISOR), account("Mona Tor", Role.MONITOR)
    made = old_case(ana, secondary=second)
    note = noted(ana, made, purpose="The clinic called", private_reason="hipaa")
    path = f"/staff/cases/{made.key}"
    for who, may_read in ((ana, True), (second, True), (watch, True), (chief, False)):
        browser = Browser(both_databases, who)
        assert ("The clinic called" in browser.get(path).text) is may_read
        # A supervisor of the unit is asked why (NOTE-5).
        browser.get(f"{path}/notes/{note.key}", status=200 if may_read else 303)


def test_the_danger_reason_makes_the_entire_case_private(app: flask.Flask) -> None:
    ana, chief = account(), account("Sam Chief", Role.SUPERVISOR)
    made = old_case(ana)
    browser = Browser(app, chief)
    browser.get(f"/staff/cases/{made.key}")
    noted(ana, made, private_reason="danger")
    browser.get(f"/staff/cases/{made.key}", status=404)
    assert "Tran" not in browser.get("/staff").text
    assert "Private case" in Browser(app, ana).get(f"/staff/cases/{made.key}").text


def test_a_stranger_gets_what_they_would_get_if_there_were_no_case(app: flask.Flask) -> None:
    made = old_case(account())
    browser = Browser(app, account("Lee Park", unit="Unit 2"))
    for path in ("", "/plan", "/notes/new", "/contacts/new", f"/notes/{'x' * 16}"):
        there = browser.get(f"/staff/cases/{made.key}{path}", status=404)
        nowhere = browser.get(f"/staff/cases/{'x' * 16}{path}", status=404)
        assert there.words("main") == nowhere.words("main")


def test_a_case_without_a_plan_says_so(app: flask.Flask) -> None:
    ana = account()
    made = old_case(ana)
    assert "no plan yet" in Browser(app, ana).get(f"/staff/cases/{made.key}/plan").text
    Browser(app, ana).get(f"/staff/cases/{made.key}/plan/3", status=404)
