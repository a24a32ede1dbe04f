"""The inbox and the answer to a report."""

from datetime import timedelta
from typing import Any

import flask

from portal import clock
from portal.models import Case, Participant, Report, TextRequest
from portal.models.contacts import ReportKind, ReportState
from portal.operations.reports import submit_report
from tests.browser import Browser
from tests.factories import account, as_actor, case, participant

TODAY = clock.today("America/Los_Angeles")
NOW = clock.now()


def report(
    worker: Any, n: int = 0, kind: ReportKind = ReportKind.IN_TOUCH, **answers: str
) -> Report:
    """A report in Vietnamese, sent n days ago."""
    person = participant(f"P{n} Family{n}", "vi")
    made = case(person, worker, f"WTW-{n}", enrolled_on=TODAY - timedelta(days=90))
    return submit_report(
        as_actor(person), case=made, kind=kind, answers=answers or {"about": "Tôi khỏe"},
        locale="vi", at=NOW - timedelta(days=n),
    )  # fmt: skip


def path_of(one: Report) -> str:
    """The address of a report's page."""
    return f"/staff/cases/{Case.get_by_id(one.case_id).key}/reports/{one.key}"


def test_the_oldest_stands_first_with_its_language_and_age(both_databases: flask.Flask) -> None:
    ana = account()
    for n in (2, 9, 5):
        report(ana, n)
    report(account("Lee Park"), 20)
    page = Browser(both_databases, ana).get("/staff/inbox")
    ages = [one.text_content() for one in page.all('td[data-label="Waiting for"]')]
    assert ages == ["9 days", "5 days", "2 days"]
    assert page.all('td[data-label="Language"]')[0].text_content() == "Vietnamese"
    assert len(page.statements) <= 8


def test_answers_stand_as_written_with_their_language(app: flask.Flask) -> None:
    ana = account()
    one = report(ana)
    page = Browser(app, ana).get(path_of(one))
    written = page.one('dd span[lang="vi"]')
    assert written.text_content() == "Tôi khỏe"
    assert written.get("dir") == "auto"


def test_an_answer_is_sent_once_and_a_translation_asked(app: flask.Flask) -> None:
    ana = account()
    one = report(ana)
    browser = Browser(app, ana)
    page = browser.get(path_of(one))
    for _tap in range(2):
        browser.submit(page, path_of(one) + "/reply", {"reply": "Good news"}, "main form.stack")
    assert Report.get_by_id(one.id).reply == "Good news"
    assert TextRequest.select().count() == 1
    assert "Nothing waits" in browser.get("/staff/inbox").text


def test_an_empty_answer_is_refused_and_the_page_stays(app: flask.Flask) -> None:
    ana = account()
    one = report(ana)
    page = Browser(app, ana).post(path_of(one) + "/reply", {"reply": "  "}, status=422)
    assert "Please fill this in" in page.text
    assert Report.get_by_id(one.id).state == ReportState.SENT


def test_a_new_address_is_taken_over_with_one_tap_and_decided_once(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    one = report(ana, kind=ReportKind.ADDRESS, changed="address", new_address="12 Oak St")
    browser = Browser(both_databases, ana)
    browser.post(path_of(one) + "/confirm")
    assert Participant.get().address == "12 Oak St"
    late = browser.follow(browser.post(path_of(one) + "/decline"))
    assert "Somebody decided this before you" in late.text
    assert Report.get_by_id(one.id).state == ReportState.CONFIRMED


def test_a_report_that_was_read_waits_no_more(app: flask.Flask) -> None:
    ana = account()
    one = report(ana)
    browser = Browser(app, ana)
    browser.post(path_of(one) + "/seen")
    assert "Nothing waits" in browser.get("/staff/inbox").text
    assert Case.get().reports_waiting == 0


def test_a_report_under_another_case_is_not_there(app: flask.Flask) -> None:
    ana = account()
    one, other = report(ana, 1), report(ana, 2)
    mixed = path_of(one).replace(one.key, other.key)
    Browser(app, ana).get(mixed, status=404)


def test_the_worker_asks_for_the_words_in_english_and_both_stand_side_by_side(
    app: flask.Flask,
) -> None:
    ana = account()
    one = report(ana, how="good", about="Tôi khỏe")
    browser = Browser(app, ana)
    page = browser.follow(browser.post(path_of(one) + "/translation"))
    assert "The translation into English was asked for." in page.text
    asked = TextRequest.get()
    assert (asked.text, asked.source_locale, asked.target_locale) == ("Tôi khỏe", "vi", "en")
    TextRequest.update(translation="I am well", state="answered").execute()
    page = browser.get(path_of(one))
    assert "In English: I am well" in page.text
    assert page.one('dd span[lang="vi"]').text_content() == "Tôi khỏe"
    assert "Going well" in page.text
