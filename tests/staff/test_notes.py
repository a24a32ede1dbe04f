"""Case notes as they are written: saved while one types, finished once, added to."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import Account, Case, Contact, Note, Task
from portal.models.accounts import Role
from portal.models.notes import NoteState
from portal.models.safety import SafetyConcern
from portal.operations import notes as operations
from portal.policy.refusals import Refused
from portal.reports.notes.texts import texts_of
from tests.browser import Browser
from tests.factories import account
from tests.staff.test_cases import call, noted

TODAY = clock.today("America/Los_Angeles")
DUE = (TODAY + timedelta(days=5)).isoformat()
JSON = {"Accept": "application/json"}
WHOLE = {
    "way": "telephone", "outcome": "reached", "purpose": "Class schedule", "makes_contact": "y",
    "results": "Starts Monday", "forms_none": "none", "documents_none": "some",
    "documents_received": "Pay stub",
}  # fmt: skip


def fields(browser: Browser, made: Case, **changes: Any) -> dict[str, Any]:
    """The form of a new note as filled in."""
    page = browser.get(f"/staff/cases/{made.key}/notes/new")
    return page.form("main form[data-autosave-url]") | WHOLE | changes


def test_a_finished_note_records_its_contact_too(browser: Browser, made: Case) -> None:
    sent = fields(browser, made, finish="1")
    browser.post(f"/staff/cases/{made.key}/notes", sent)
    note = Note.get()
    assert note.state == NoteState.FINISHED
    assert note.contact.is_live
    assert Case.get_by_id(made.id).last_live_on == TODAY
    page = browser.get(f"/staff/cases/{made.key}/notes/{note.key}")
    assert "Class schedule" in page.text
    assert "Live contact" in page.text


def test_a_note_about_a_recorded_contact_records_no_second_one(
    browser: Browser, made: Case, ana: Account
) -> None:
    contact = call(ana, made)
    path = f"/staff/cases/{made.key}/notes"
    page = browser.get(f"{path}/new?contact={contact.key}")
    sent = page.form("main form[data-autosave-url]") | WHOLE | {"finish": "1"}
    browser.post(path, sent | {"way": contact.way})
    assert Contact.select().count() == 1
    assert Note.get().contact_id == contact.id


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"purpose": "  "}, "purpose"), ({"results": ""}, "results"),
        ({"forms_none": ""}, "forms_none"), ({"documents_received": ""}, "documents_none"),
        ({"way": ""}, "way"), ({"outcome": ""}, "outcome"), ({"occurred_on": ""}, "occurred_on"),
    ],
)  # fmt: skip
def test_a_note_is_not_finished_while_a_mandatory_part_is_empty(
    browser: Browser, made: Case, missing: dict[str, str], field: str
) -> None:
    sent = fields(browser, made, finish="1", background="Two children", **missing)
    sent = {name: value for name, value in sent.items() if not (name == "forms_none" and not value)}
    page = browser.post(f"/staff/cases/{made.key}/notes", sent, status=422)
    place = f"{field}-0" if field.endswith("_none") else field
    assert page.one(".error-summary a").get("href") == f"#{place}"
    assert "Needed to finish the note." in page.words(f"#{field}-error")
    assert page.form("main form[data-autosave-url]")["background"] == "Two children"
    assert Note.get().state == NoteState.DRAFT
    assert Contact.select().count() == 0


def test_what_one_types_is_saved_and_found_again_after_signing_out(
    app: flask.Flask, browser: Browser, made: Case, ana: Account
) -> None:
    path = f"/staff/cases/{made.key}/notes"
    sent = fields(browser, made, purpose="Half a thought")
    first = browser.post(path, sent, status=200, headers=JSON).response.get_json()
    assert first["saved"].startswith("Saved ")
    assert first["version"] == 1
    more = sent | {"version": 1, "purpose": "Half a thought, and more"}
    assert browser.post(path, more, status=200, headers=JSON).response.get_json()["version"] == 2
    assert Note.select().count() == 1
    later = Browser(app, ana)
    drafts = later.get("/staff/drafts")
    page = later.get(drafts.one(".tasks a").get("href"))
    assert page.form("main form[data-autosave-url]")["purpose"] == "Half a thought, and more"
    assert "1 note to finish" in later.get("/staff").words(".today")


def test_the_second_window_is_told_and_each_text_is_kept_as_chosen(
    browser: Browser, made: Case
) -> None:
    path = f"/staff/cases/{made.key}/notes"
    sent = fields(browser, made, purpose="First window", content="Said there", results="")
    browser.post(path, sent | {"worker_step_0": "Call"}, status=200, headers=JSON)
    second = sent | {"purpose": "Second window", "content": "Said here", "results": "Here alone"}
    told = browser.post(path, second, status=409, headers=JSON).response.get_json()
    assert "another window" in told["error"]
    assert (told["yours"]["purpose"], told["saved_elsewhere"]["purpose"]) == (
        "Second window", "First window",
    )  # fmt: skip
    page = browser.post(path, second, status=409)
    assert "First window" in page.words(".notice")
    assert not page.all("form[data-autosave-url]"), "saving now would lose what was not chosen"
    form = page.form("main form.note-form")
    assert form["purpose"] == "Second window"
    assert form["worker_step_0"] == "Call", "next steps of both windows stay"
    chosen = {"choose_purpose": "theirs", "choose_content": "both"}
    browser.post(path, form | chosen)
    texts = texts_of(Note.get())
    assert texts["purpose"] == "First window"
    assert texts["content"] == "Said here\n\nSaid there"
    assert texts["results"] == "Here alone"


def test_nobody_else_sees_or_saves_a_draft(app: flask.Flask, browser: Browser, made: Case) -> None:
    other = account("Second Worker")
    Case.update(secondary=other).where(Case.id == made.id).execute()
    path = f"/staff/cases/{made.key}/notes"
    sent = fields(browser, made)
    browser.post(path, sent)
    stranger = Browser(app, other)
    stranger.get(f"{path}/{sent['note_key']}", status=404)
    taken = {name: value for name, value in sent.items() if name != "csrf_token"}
    stranger.post(path, taken | {"version": 1}, status=404)
    assert "Go on with the draft" not in stranger.get(f"/staff/cases/{made.key}").text


def test_a_finished_note_takes_additions_and_no_change(
    browser: Browser, made: Case, ana: Account
) -> None:
    note = noted(ana, made)
    path = f"/staff/cases/{made.key}/notes/{note.key}"
    page = browser.get(path)
    browser.submit(page, f"{path}/addenda", {"text": "It was Tuesday"}, "main form.stack")
    after = browser.get(path)
    assert "It was Tuesday" in after.words(".source")
    assert "Ana Ruiz" in after.words(".source")
    with pytest.raises(Refused):
        operations.save_note(
            ana.actor, case=made, key=note.key, version=2, text=operations.NoteText(),
            at=clock.now(),
        )  # fmt: skip
    browser.post(f"{path}/discard")
    assert Note.select().count() == 1


def test_a_late_entry_says_how_late(browser: Browser, made: Case, ana: Account) -> None:
    note = noted(ana, made, occurred_on=TODAY - timedelta(days=20))
    page = browser.get(f"/staff/cases/{made.key}/notes/{note.key}")
    assert "Entered 20 days after the contact." in page.text


def test_next_steps_become_tasks(browser: Browser, made: Case) -> None:
    sent = fields(
        browser, made, finish="1",
        worker_step_0="Call the school", worker_step_0_by=DUE,
        worker_step_2="Write to the clinic", worker_step_2_by=DUE,
        participant_step_0="send_pay_stubs", participant_step_0_by=DUE,
        participant_step_1="meet_worker", participant_step_1_by=DUE,
    )  # fmt: skip
    browser.post(f"/staff/cases/{made.key}/notes", sent)
    tasks = [(one.owner, one.text or one.phrase, str(one.due_on)) for one in Task.select()]
    assert sorted(tasks) == [
        ("participant", "meet_worker", DUE), ("participant", "send_pay_stubs", DUE),
        ("worker", "Call the school", DUE), ("worker", "Write to the clinic", DUE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"worker_step_2": "Call"}, "Give the day"),
        ({"worker_step_2_by": "2030-01-15"}, "Say what is to be done"),
        ({"worker_step_2": "Call", "worker_step_2_by": "soon"}, "for example"),
        ({"worker_step_2": "x" * 301, "worker_step_2_by": "2030-01-15"}, "too long"),
    ],
)
def test_a_next_step_says_what_and_by_when(
    browser: Browser, made: Case, typed: dict[str, str], words: str
) -> None:
    sent = fields(browser, made, finish="1", **typed)
    page = browser.post(f"/staff/cases/{made.key}/notes", sent, status=422)
    assert words in page.words(".error-summary")
    assert words in page.words("#worker_step_2-error")
    assert Task.select().count() == 0


def test_a_draft_is_discarded_on_request_alone(browser: Browser, made: Case) -> None:
    sent = fields(browser, made)
    browser.post(f"/staff/cases/{made.key}/notes", sent)
    browser.post(f"/staff/cases/{made.key}/notes/{sent['note_key']}/discard")
    assert Note.select().count() == 0


def test_a_note_finished_in_one_window_is_told_of_in_the_other(
    browser: Browser, made: Case
) -> None:
    path = f"/staff/cases/{made.key}/notes"
    sent = fields(browser, made)
    browser.post(path, sent)
    browser.post(path, sent | {"version": 1, "finish": "1"})
    late = sent | {"version": 1, "finish": "1", "purpose": "Typed too late"}
    page = browser.post(path, late, status=422)
    assert "stays as it is" in page.words(".error-summary")
    assert page.form("main form[data-autosave-url]")["purpose"] == "Typed too late"
    assert Contact.select().count() == 1


def test_a_supervisor_reads_notes_and_writes_none(
    app: flask.Flask, made: Case, ana: Account
) -> None:
    note = noted(ana, made)
    chief = Browser(app, account("Sam Chief", Role.SUPERVISOR))
    page = chief.get(f"/staff/cases/{made.key}")
    assert not page.all('a[href$="/notes/new"]')
    assert page.all('a[href$="/documents"]')
    read = chief.get(f"/staff/cases/{made.key}/notes/{note.key}")
    assert not read.all("main textarea")
    chief.post(f"/staff/cases/{made.key}/notes/{note.key}/addenda", {"text": "x"}, status=404)
    chief.get("/staff/drafts", status=403)


def test_a_note_of_danger_makes_the_whole_case_private_when_it_is_finished(
    app: flask.Flask, browser: Browser, made: Case
) -> None:
    sent = fields(browser, made, private_reason="danger")
    browser.post(f"/staff/cases/{made.key}/notes", sent)
    assert not Case.get_by_id(made.id).is_restricted, "a draft is only a draft"
    done = {"version": "1", "finish": "1", "worker_step_0": "Call the shelter",
            "worker_step_0_by": DUE}  # fmt: skip
    browser.post(f"/staff/cases/{made.key}/notes", sent | done)
    assert Case.get_by_id(made.id).is_restricted
    assert SafetyConcern.running_for(made) is not None
    assert Task.get().text == "", "what a private note leads to is sealed as it is"
    chief = Browser(app, account("Sam Chief", Role.SUPERVISOR))
    chief.get(f"/staff/cases/{made.key}/notes", status=404)
    chief.get(f"/staff/cases/{made.key}/notes.pdf", status=404)
