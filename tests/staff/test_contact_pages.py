"""The page of one contact: how it went, and what tells of it."""

from datetime import timedelta

import flask

from portal import clock
from portal.models import Contact, GroupContact, Letter, Note
from portal.models.accounts import Role
from tests.browser import Browser
from tests.factories import account, case
from tests.house.makers import row
from tests.staff.test_contacts import open_row, save

TODAY = clock.today("America/Los_Angeles")
ENROLLED = TODAY - timedelta(days=40)


def test_the_page_of_a_contact_tells_how_it_went_and_leads_to_its_note(app: flask.Flask) -> None:
    ana = account()
    made = case(worker=ana, enrolled_on=ENROLLED)
    browser = Browser(app, ana)
    sent = save(
        browser, made, open_row(browser, made, False), False, way="telephone", outcome="reached",
        summary="Talked about the bus pass",
    )  # fmt: skip
    path = sent.headers["Location"]
    page = browser.get(path)
    for told in (
        "Telephone · I reached out: they answered", "Talked about the bus pass",
        "Entered by Ana Ruiz",
    ):  # fmt: skip
        assert told in page.words(".quick-row")
    assert "Write the note" in page.words(".quick-row")
    assert len(page.statements) <= 8
    note = row(Note, case=made, author=ana, contact=Contact.get(), state="draft")
    assert "Go on with the draft" in browser.get(path).words(".quick-row")
    Note.update(state="finished", private_reason="health").where(Note.id == note.id).execute()
    after = browser.get(path)
    assert after.one(f'a[href$="/notes/{note.key}"]').text_content() == "Read the note"
    assert len(after.statements) <= 8
    chief = Browser(app, account("Sam Chief", Role.SUPERVISOR)).get(path)
    assert not chief.all(f'a[href$="/notes/{note.key}"]'), "a private note is not led to"


def test_what_tells_of_itself_asks_for_no_note(app: flask.Flask) -> None:
    ana = account()
    made = case(worker=ana, enrolled_on=ENROLLED)
    browser = Browser(app, ana)
    values = {
        "case": made, "occurred_on": TODAY, "entered_at": clock.now(), "direction": "from_staff",
        "is_live": False, "is_attempt": True, "reason": "only_from_staff",
    }  # fmt: skip
    report = Contact.create(way="portal", account=None, **values)
    letter = Contact.create(way="postal_mail", account=ana, **values)
    row(Letter, case=made, kind="appointment", locale="es", letter_no="1-1", contact=letter)
    workshop = Contact.create(
        way="group", account=ana, group=row(GroupContact, account=ana), **values
    )
    for one in (report, letter, workshop):
        page = browser.get(f"/staff/cases/{made.key}/contacts/{one.key}")
        assert "Write the note" not in page.text


def test_the_address_of_a_cases_contacts_leads_to_them_on_its_line_of_time(
    app: flask.Flask,
) -> None:
    ana = account()
    made = case(worker=ana, enrolled_on=ENROLLED)
    browser = Browser(app, ana)
    save(
        browser, made, open_row(browser, made, False), False, way="telephone", outcome="reached",
        summary="Talked about the bus pass",
    )  # fmt: skip
    here = f"/staff/cases/{made.key}"
    page = browser.follow(browser.get(f"{here}/contacts", status=303))
    assert "Talked about the bus pass" in page.words("#timeline")
