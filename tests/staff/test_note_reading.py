"""Notes as they are read: by month, as a court would, on paper; each taking out is on record."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import flask
import pikepdf

from portal.models import Account, AuditEntry, Case
from portal.models.accounts import Role
from tests.browser import Browser
from tests.factories import account
from tests.staff.test_cases import noted
from tests.staff.test_notes import TODAY, fields


def told(who: Account, made: Case, n: int, **text: Any) -> Any:
    """A finished note so many days old, with a key of its own."""
    on = TODAY - timedelta(days=n)
    return noted(who, made, key=f"{n:016d}", occurred_on=on, **text)


def test_all_notes_of_a_case_stand_by_month(browser: Browser, made: Case, ana: Account) -> None:
    for n in (1, 35):
        told(ana, made, n, purpose=f"Talk {n} days ago")
    page = browser.get(f"/staff/cases/{made.key}/notes")
    assert "Talk 1 days ago" in page.text
    assert "Talk 35 days ago" in page.text
    assert len(page.all("main h3")) == 2
    assert len(page.statements) <= 8


def test_notes_are_chosen_by_time_author_and_occasion(
    browser: Browser, made: Case, ana: Account
) -> None:
    told(ana, made, 2, purpose="The monthly talk", template="monthly_contact")
    told(ana, made, 20, purpose="The workshop", template="workshop")
    here = f"/staff/cases/{made.key}/notes"
    recent = (TODAY - timedelta(days=5)).isoformat()
    assert "The workshop" not in browser.get(f"{here}?from={recent}").text
    assert "The monthly talk" not in browser.get(f"{here}?until={recent}").text
    assert "The monthly talk" not in browser.get(f"{here}?occasion=workshop").text
    assert "The workshop" in browser.get(f"{here}?author={ana.key}").text
    assert "No note is like that." in browser.get(f"{here}?author=nobody").text
    assert "The workshop" in browser.get(f"{here}?from=never&occasion=none").text


def test_a_list_of_notes_costs_the_same_with_many(
    browser: Browser, made: Case, ana: Account
) -> None:
    told(ana, made, 1, private_reason="hipaa")
    here = f"/staff/cases/{made.key}/notes"
    browser.get(here)
    few = len(browser.get(here).statements)
    for n in range(2, 9):
        told(ana, made, n, private_reason="hipaa" if n % 2 else "")
    assert len(browser.get(here).statements) == few
    assert len(browser.get(f"{here}.pdf").statements) <= 8


def test_a_private_note_is_in_no_list_and_no_file_of_somebody_else(
    app: flask.Flask, browser: Browser, made: Case, ana: Account
) -> None:
    told(ana, made, 1, purpose="Quarkblossom", private_reason="hipaa")
    here = f"/staff/cases/{made.key}/notes"
    assert "Quarkblossom" in browser.get(here).text
    chief = Browser(app, account("Sam Chief", Role.SUPERVISOR))
    page = chief.get(here)
    assert "Quarkblossom" not in page.text
    assert "Ana Ruiz" not in page.words("main"), "nor that there is a writer"
    assert b"Quarkblossom" not in words_of(chief, f"{here}.pdf")
    for end in ("/preview", ".pdf"):
        asked = chief.get(f"{here}/{1:016d}{end}", status=303)
        assert "/open" in asked.headers["Location"], "a supervisor is asked for a reason first"
    stranger = Browser(app, account("Bo Stranger", unit="Unit 2"))
    stranger.get(f"{here}/{1:016d}/preview", status=404)
    stranger.get(f"{here}/{1:016d}.pdf", status=404)


def words_of(browser: Browser, path: str) -> bytes:
    """A PDF's streams, opened; the words of a page are in its actual text."""
    data = browser.get(path).response.data
    assert data.startswith(b"%PDF")
    with pikepdf.open(BytesIO(data)) as pdf:
        streams = (one for one in pdf.objects if isinstance(one, pikepdf.Stream))
        return b"".join(one.read_bytes() for one in streams) + data


def test_the_notes_of_a_time_become_a_file_and_that_is_on_record(
    browser: Browser, made: Case, ana: Account
) -> None:
    told(ana, made, 3, impressions="She seemed tired", results="Agreed")
    told(ana, made, 2)
    page = browser.get(f"/staff/cases/{made.key}/notes.pdf?from=2020-01-01")
    assert page.response.mimetype == "application/pdf"
    assert "attachment" in page.response.headers["Content-Disposition"]
    actions = [row.action for row in AuditEntry.select().where(AuditEntry.case_id == made.id)]
    assert actions.count("export_notes") == 1
    browser.get(f"/staff/cases/{made.key}/notes/{3:016d}.pdf")
    assert AuditEntry.select().where(AuditEntry.action == "export_notes").count() == 2


def test_a_draft_is_read_as_a_court_would_before_it_is_finished(
    app: flask.Flask, browser: Browser, made: Case
) -> None:
    sent = fields(
        browser, made, preview="1", impressions="Seems worried", private_reason="health_barrier",
        worker_step_0="Call the clinic",
    )  # fmt: skip
    answer = browser.post(f"/staff/cases/{made.key}/notes", sent).response
    assert answer.headers["Location"].endswith("/preview")
    page = browser.get(answer.headers["Location"])
    assert "a court" in page.words("main")
    assert "the worker's own view, not a fact" in page.words("main")
    assert "This note is private" in page.words("main")
    assert "Call the clinic" in page.words("main")
    assert "can still be changed" in page.words("main")
    chief = Browser(app, account("Sam Chief", Role.SUPERVISOR))
    chief.get(answer.headers["Location"], status=404)
