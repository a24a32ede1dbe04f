"""The page on which a note is written: templates, forms and documents to pick, and its cost."""

from datetime import timedelta
from itertools import count
from typing import Any

import flask

from portal import clock
from portal.models import Account, Case, Document, Note
from portal.models.accounts import HeldForm, Role
from portal.models.notes import steps_read
from portal.policy.documents import DocumentKind
from portal.reports.notes.texts import texts_of
from tests.auth.test_sessions import sign_in_by_hand
from tests.browser import Browser, Page
from tests.factories import account, case
from tests.house.makers import row
from tests.staff.test_cases import call, noted
from tests.staff.test_notes import DUE, JSON, TODAY, fields

_numbers = count(1)
FORM = "main form.note-form"


def saved(browser: Browser, made: Case, sent: dict[str, Any]) -> Page:
    """The draft as its page shows it after it was saved."""
    browser.post(f"/staff/cases/{made.key}/notes", sent)
    return browser.get(f"/staff/cases/{made.key}/notes/{sent['note_key']}")


def test_an_occasion_prefills_the_reason_and_asks_its_own_questions(
    browser: Browser, made: Case
) -> None:
    sent = fields(browser, made, purpose="", template="good_cause", apply="1")
    page = saved(browser, made, sent)
    assert "could not take part" in page.form(FORM)["purpose"]
    assert "in the participant's own words" in page.words("#content-hint")


def test_an_occasion_never_replaces_what_was_typed(browser: Browser, made: Case) -> None:
    sent = fields(browser, made, purpose="My own reason", content="Typed", template="intake")
    page = saved(browser, made, sent | {"apply": "1"})
    form = page.form(FORM)
    assert (form["purpose"], form["content"]) == ("My own reason", "Typed")
    assert form["template"] == "intake"


def test_a_new_note_begins_with_the_occasion_of_its_address(browser: Browser, made: Case) -> None:
    page = browser.get(f"/staff/cases/{made.key}/notes/new?template=workshop")
    assert page.form(FORM)["template"] == "workshop"
    assert "say nothing of the others" in page.words("#observations-hint")


def test_everything_of_a_draft_stands_on_its_page_again(browser: Browser, made: Case) -> None:
    paper = document(made)
    sent = fields(
        browser, made, manner="small_group", activities="Searched together", actions="Called",
        decisions="To wait", information_given="The rule", information_received="The date",
        program_contacts="The nurse", forms_none="some", form_plan="y", form_rights="y",
        forms_completed="A paper of the school", documents_none="some",
        documents_received="A letter", **{f"document_{paper.key}": "y"},
        worker_step_0="Call", worker_step_0_by=DUE, worker_step_1="Write", worker_step_1_by=DUE,
        worker_step_2="Visit", worker_step_2_by=DUE, participant_step_0="meet_worker",
    )  # fmt: skip
    form = saved(browser, made, sent).form(FORM)
    for name, value in sent.items():
        if name not in ("operation_key", "csrf_token", "version"):
            assert form.get(name) == value, name
    assert "worker_step_3" in form, "there is room for one more"


def test_forms_and_documents_picked_stand_in_the_finished_note(
    browser: Browser, made: Case
) -> None:
    paper = document(made)
    sent = fields(
        browser, made, finish="1", forms_none="some", form_plan="y", forms_completed="Bus form",
        documents_none="some", documents_received="", **{f"document_{paper.key}": "y"},
    )  # fmt: skip
    page = saved(browser, made, sent)
    assert texts_of(Note.get())["forms_completed"] == "Welfare-to-Work plan\nBus form"
    assert "Bus form" in page.words(".summary-list")
    assert page.all(f'.summary-list a[href$="/documents/{paper.key}"]')


def test_a_document_of_the_private_file_is_neither_offered_nor_named_to_others(
    app: flask.Flask, browser: Browser, made: Case, ana: Account
) -> None:
    hidden = document(made, is_private=True)
    assert browser.get(f"/staff/cases/{made.key}/notes/new").all(
        f'#main [name="document_{hidden.key}"]'
    )
    note = noted(ana, made, documents_received="", document_keys=(hidden.key,))
    address = f"/staff/cases/{made.key}/notes/{note.key}"
    assert hidden.key in browser.get(address).body
    boss = Browser(app, account("Sam Chief", Role.SUPERVISOR))
    assert hidden.key not in boss.get(address).body


def test_none_and_some_at_once_is_asked_about_and_nothing_is_lost(
    browser: Browser, made: Case
) -> None:
    sent = fields(browser, made, forms_none="none", form_plan="y", forms_completed="Bus form")
    form = saved(browser, made, sent).form(FORM)
    assert (form["forms_none"], form["form_plan"], form["forms_completed"]) == (
        "some", "y", "Bus form",
    )  # fmt: skip
    again = sent | {"version": "1", "finish": "1"}
    page = browser.post(f"/staff/cases/{made.key}/notes", again, status=422)
    assert "Which is right?" in page.words("#forms_none-error")
    assert page.form(FORM)["forms_completed"] == "Bus form"
    assert Note.get().state == "draft"


def test_the_time_of_saving_says_how_late_a_note_is(browser: Browser, made: Case) -> None:
    sent = fields(browser, made, occurred_on=(TODAY - timedelta(days=9)).isoformat())
    path = f"/staff/cases/{made.key}/notes"
    said = browser.post(path, sent, status=200, headers=JSON).response.get_json()["saved"]
    assert "Entered 9 days after the contact." in said
    assert "within 7 days" in said or "within" in said
    page = browser.get(f"{path}/{sent['note_key']}")
    assert "Entered 9 days after the contact." in page.words(".note-form .late")


def test_a_wrong_day_stays_as_it_was_typed(browser: Browser, made: Case) -> None:
    sent = fields(browser, made, occurred_on="2026-02-31", purpose="Kept")
    page = browser.post(f"/staff/cases/{made.key}/notes", sent, status=422)
    assert page.one("#occurred_on").get("value") == "2026-02-31"
    assert page.one("#occurred_on").get("aria-invalid") == "true"
    assert page.form(FORM)["purpose"] == "Kept"


def test_steps_are_kept_in_the_order_in_which_they_were_typed(browser: Browser, made: Case) -> None:
    browser.post(
        f"/staff/cases/{made.key}/notes",
        fields(browser, made, worker_step_2="Third", worker_step_0="First"),
    )
    assert [one.text for one in steps_read(texts_of(Note.get())["steps"])] == ["First", "Third"]


def test_the_page_takes_few_statements_however_many_documents_there_are(
    browser: Browser, made: Case
) -> None:
    address = f"/staff/cases/{made.key}/notes/new"
    browser.get(address)
    first = len(browser.get(address).statements)
    for _ in range(12):
        document(made)
    assert len(browser.get(address).statements) == first <= 8


def test_a_draft_of_a_case_that_one_lost_is_not_there_any_more(
    app: flask.Flask, browser: Browser, made: Case, ana: Account
) -> None:
    sent = fields(browser, made)
    browser.post(f"/staff/cases/{made.key}/notes", sent)
    other = account("Other Unit", unit="Unit 2")
    Case.update(worker=other, unit=other.unit_id).where(Case.id == made.id).execute()
    browser.get(f"/staff/cases/{made.key}/notes/{sent['note_key']}", status=404)
    assert "notes/" not in browser.get("/staff/drafts").words("main")


def test_what_was_typed_when_the_session_had_run_out_is_on_the_sheet_again(
    browser: Browser, made: Case, ana: Account
) -> None:
    contact = call(ana, made)
    path = f"/staff/cases/{made.key}/notes/new"
    sent = browser.get(f"{path}?contact={contact.key}").form(FORM) | {
        "results": "Said before the session ended", "forms_none": "some", "form_plan": "y",
        "worker_step_1": "Call", "worker_step_1_by": DUE, "private_reason": "hipaa",
        "csrf_token": browser.csrf_token(),
    }  # fmt: skip
    with browser.client.session_transaction() as session:
        session["seen"] -= 3600
    referer = {"Referer": f"http://localhost{path}?contact={contact.key}"}
    answer = browser.post(f"/staff/cases/{made.key}/notes", sent, headers=referer)
    assert answer.headers["Location"].startswith("/staff/sign-in")
    assert "Said before" not in HeldForm.get().fields
    sign_in_by_hand(browser.client, ana, path)
    form = browser.get(path).form(FORM)
    for name in ("results", "forms_none", "form_plan", "note_key", "contact", "private_reason"):
        assert form[name] == sent[name], name
    assert "Call" in (form["worker_step_0"], form["worker_step_1"])
    del browser._token
    browser.post(f"/staff/cases/{made.key}/notes", form | {"csrf_token": browser.csrf_token()})
    assert Note.get().contact_id == contact.id


def document(made: Case, **values: Any) -> Document:
    """A pay stub that came in."""
    return row(
        Document, case=made, reference=f"R-{next(_numbers)}", kind=DocumentKind.PAY_STUB, received_at=clock.now(),
        opened_at=clock.now(), **values,
    )  # fmt: skip


def test_a_document_of_another_case_is_not_named(
    browser: Browser, made: Case, ana: Account
) -> None:
    strange = document(case(worker=ana, number="WTW-1009"))
    note = noted(ana, made, documents_received="", document_keys=(strange.key,))
    assert texts_of(note)["document_keys"] == ""
