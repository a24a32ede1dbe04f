"""My hours: the paper that proves them, and what somebody else entered."""

import re
from datetime import datetime

import flask

from portal.models import (
    Activity,
    Case,
    Document,
    EmployerContact,
    HoursEntry,
    Participant,
    Report,
)
from portal.models.hours import HoursSource
from tests import factories
from tests.browser import Browser
from tests.factories import NOON
from tests.hours import months
from tests.participant.hours.telling import MONDAY, MONTH, confirm, standing


def test_a_paper_goes_from_the_days_it_shows_on_to_its_photo(maria: Browser) -> None:
    confirm(maria, 1)
    page = maria.get(f"{MONTH}/proof?week=1")
    assert len(page.all("input[name=days][checked]")) == 2
    form = page.form() | {
        "days": [one.get("value") for one in page.all("input[name=days]")]
    }  # fmt: skip
    sent = maria.post(f"{MONTH}/proof?week=1", form)
    document = Document.get()
    assert sent.headers["Location"].endswith(f"/my/documents/{document.key}")
    assert "Send a document" in maria.follow(sent).text
    assert {one.document_id for one in standing()} == {document.id}
    assert "Finish sending the photo" in maria.get(MONTH).text
    Document.update(received_at=NOON).execute()
    page = maria.get(MONTH)
    assert "6 of 6 hours" in page.text
    assert "All hours that you told us have their proof." in maria.get(f"{MONTH}/proof").text


def test_a_paper_needs_a_day(maria: Browser) -> None:
    confirm(maria, 1)
    page = maria.get(f"{MONTH}/proof")
    fields = {"csrf_token": page.form()["csrf_token"], "operation_key": "k" * 16}
    page = maria.post(f"{MONTH}/proof", fields, status=422)
    assert page.words("#days-error") == "Please choose at least one day."
    assert Document.select().count() == 0


def test_one_day_of_absence_gets_its_own_paper(maria: Browser) -> None:
    changes = {"day0-what": "away", "day0-reason": "ill"}
    maria.submit(maria.get(f"{MONTH}/1"), f"{MONTH}/1", changes)
    links = [
        one.get("href") for one in maria.get(MONTH).all("#week-1 a") if "day=" in one.get("href")
    ]
    assert len(links) == 1
    page = maria.get(links[0])
    assert page.words(".choice") == "Mon, Nov 2: English class, Not there"
    maria.submit(page, links[0])
    assert (Document.get().kind, standing()[0].document_id) == ("medical_note", Document.get().id)


def test_what_a_provider_entered_is_shown_with_its_source_and_objected_to(
    maria: Browser, case: Case, english: Activity
) -> None:
    entry = months.hours(
        case, english, MONDAY, 60, source=HoursSource.PROVIDER, entered_by=months.provider()
    )
    page = maria.get(MONTH)
    assert "Entered by Pat Provider" in page.words("#week-1")
    url = f"/my/hours/entries/{entry.key}"
    page = maria.submit(maria.get(url), url, status=422)
    assert page.words("#objection-error") == "Please tell us what is not right."
    page = maria.submit(page, url, {"objection": "other"}, status=422)
    assert page.all("#text-error")
    page = maria.follow(maria.submit(page, url, {"objection": "was_longer", "text": "Until noon."}))
    assert "I was there for more time" in page.text
    assert "Until noon." in page.text
    assert "Your worker looks at it." in page.text
    assert HoursEntry.get_by_id(entry.id).objection == "was_longer"
    assert "What you said about it" in maria.get(MONTH).words("#week-1")


def test_what_somebody_else_entered_is_not_in_the_form(
    maria: Browser, case: Case, english: Activity
) -> None:
    months.hours(case, english, MONDAY, 60, source=HoursSource.WORKER)
    page = maria.get(f"{MONTH}/1")
    assert page.form()["day0-of"].endswith("2026-11-04")
    assert "Entered for you" in page.text


def test_another_person_finds_nothing(app: flask.Flask, case: Case, english: Activity) -> None:
    entry = months.hours(case, english, MONDAY, 60, source=HoursSource.PROVIDER)
    other = factories.participant("Ana Other", locale="en")
    factories.case(other, number="WTW-2")
    stranger = Browser(app, other)
    stranger.get(f"/my/hours/entries/{entry.key}", status=404)
    assert not re.search("English class", stranger.get(MONTH).text)


def test_an_answered_objection_says_what_became_of_it(
    maria: Browser, case: Case, english: Activity
) -> None:
    at: datetime = NOON
    kept = months.hours(
        case, english, MONDAY, 60, source=HoursSource.PROVIDER, objection="was_there",
        objected_at=at, objection_answer="kept", objection_answered_at=at,
    )  # fmt: skip
    page = maria.get(f"/my/hours/entries/{kept.key}")
    assert "The hours stay as they are." in page.text
    assert not page.all("main form")


def test_the_log_of_a_job_search_stands_beside_the_hours_it_proves(
    app: flask.Flask, case: Case
) -> None:
    search = months.activity(months.signed_plan(case), "job_search", days="M")
    report = Report.create(
        reference="R-1", case=case, contact=months.contact(case), kind="job-search", answers="{}",
        locale="en", sent_at=NOON,
    )  # fmt: skip
    for employer in ("Bakery", "Bank"):
        EmployerContact.create(
            case=case, report=report, employer=employer, contacted_on=MONDAY, way="visit",
            result="applied",
        )  # fmt: skip
    months.hours(case, search, MONDAY, 180, source=HoursSource.JOB_SEARCH)
    page = Browser(app, Participant.get()).get(MONTH)
    assert "2 hours proven" in page.words("#week-1")
    assert page.words("#week-1 a[href$='job-search']") == "2 employers in your log"
    assert len(page.statements) <= 8
