"""Recording a contact in its row and as a page."""

from datetime import timedelta

import flask

from portal import clock
from portal.models import Case, Contact
from portal.models.accounts import Role
from tests.browser import Browser
from tests.factories import account, case

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
