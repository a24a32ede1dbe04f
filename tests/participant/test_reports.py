"""Reports as stories: one question a page, kept at each step, sent once, answered by the worker."""

import json
from datetime import UTC, date, datetime

import flask
import pytest

from portal import clock
from portal.models import Case, Contact, Participant, Report, ReportDraft, TextRequest
from portal.models.contacts import ReportKind
from portal.operations.reports import answer_report, submit_report
from tests.browser import Page
from tests.factories import NOON, account, as_actor, case, participant
from tests.participant.walking import Walker

NEW = "/my/contacts/new"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def maria(app: flask.Flask) -> Walker:
    """Maria, who reads English, on her phone; her worker is Ana."""
    made = case(participant(locale="en"), account(phone="(510) 555-0142"))
    return Walker(app, Participant.get_by_id(made.participant_id))


def answer(browser: Walker, kind: str, **answers: object) -> Page:
    """Answers the questions of a report one after the other; gives the check page."""
    page = browser.follow(browser.get(f"{NEW}/{kind}", status=302))
    for name, value in answers.items():
        assert browser.path.endswith(f"/{name}"), browser.path
        page = browser.follow(browser.submit(page, browser.path, {"answer": value}))
    assert browser.path.endswith("/check"), page.text
    return page


def test_in_touch_is_a_story_of_few_taps(maria: Walker) -> None:
    page = maria.get(NEW)
    assert "I want to stay in touch" in page.text
    page = answer(maria, "in-touch", how="some_problems", about="The bus is late.", call_me="no")
    assert "I have some problems" in page.text
    assert "The bus is late." in page.text
    assert "Not sent yet." in page.text
    assert Report.select().count() == 0
    receipt = maria.follow(maria.submit(page, maria.path))
    report = Report.get()
    assert report.reference in receipt.text
    assert json.loads(report.answers) == {
        "how": "some_problems", "about": "The bus is late.", "call_me": "no",
    }  # fmt: skip
    contact = Contact.get()
    assert (contact.is_live, contact.occurred_on) == (True, date(2026, 11, 20))
    assert ReportDraft.select().count() == 0


def test_who_wants_a_call_is_asked_when(maria: Walker) -> None:
    page = answer(maria, "in-touch", how="need_help", about="", call_me="yes", call_when="morning")
    assert "In the morning" in page.text
    assert "In your own words" not in page.text


def test_only_what_changed_is_asked_and_held_for_the_worker(maria: Walker) -> None:
    page = answer(
        maria, "address", changed=["phone", "email"], new_phone="510 555 0199",
        new_email="maria@mail.com", since=["12", "1", "2026"],
    )  # fmt: skip
    assert "Tuesday, December 1, 2026" in page.text
    receipt = maria.follow(maria.submit(page, maria.path))
    assert "Your worker checks it" in receipt.text
    assert json.loads(Report.get().answers)["new_phone"] == "510 555 0199"
    assert Participant.get().phone == ""


def test_a_problem_is_told_without_medical_details(maria: Walker) -> None:
    page = maria.follow(maria.get(f"{NEW}/problem", status=302))
    assert "You do not have to tell us anything about your health." in page.text
    page = answer(
        maria, "problem", what="sick", since=["11", "18", "2026"], can_come="no", about=""
    )
    maria.submit(page, maria.path)
    assert json.loads(Report.get().answers)["since"] == "2026-11-18"


def test_a_new_job_and_a_change_of_the_plan_can_be_told(maria: Walker) -> None:
    page = answer(
        maria, "job", job_change="new_job", employer="Oak Bakery", hours_week="20",
        since=["11", "16", "2026"], about="",
    )  # fmt: skip
    maria.submit(page, maria.path)
    page = answer(maria, "job", job_change="ended", since=["11", "16", "2026"], about="")
    page = answer(maria, "plan-change", plan_part=["hours", "service"], about="Mornings please")
    assert "Other days or hours, I need a service, such as child care" in page.text


def test_a_wrong_answer_is_said_at_its_field_and_stays_typed(maria: Walker) -> None:
    page = answer_until(maria, "address", changed=["phone"])
    page = maria.submit(page, maria.path, {"answer": "call me <b>"}, status=422)
    assert "Please give the whole number" in page.words("#answer-error")
    assert page.one("#answer").get("value") == "call me <b>"
    assert "new_phone" not in json.loads(ReportDraft.get().answers)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["2", "30", "2026"], "Please give a date"),
        (["", "", ""], "Please give a date"),
        (["11", "21", "2026"], "This day has not come yet."),
        (["11", "20", "1926"], "too long ago"),
    ],
)
def test_a_date_outside_sense_is_refused_as_it_was_typed(
    maria: Walker, typed: list[str], words: str
) -> None:
    page = answer_until(maria, "problem", what="no_ride")
    page = maria.submit(page, maria.path, {"answer": typed}, status=422)
    assert words in page.words("#answer-error")
    assert [one.get("value") for one in page.all("input[name=answer]")] == typed


def answer_until(browser: Walker, kind: str, **answers: object) -> Page:
    """Answers the first questions; gives the page of the next one."""
    page = browser.follow(browser.get(f"{NEW}/{kind}", status=302))
    for value in answers.values():
        page = browser.follow(browser.submit(page, browser.path, {"answer": value}))
    return page


def test_a_lost_session_resumes_at_the_same_question(app: flask.Flask, maria: Walker) -> None:
    answer_until(maria, "problem", what="no_ride")
    again = Walker(app, Participant.get())
    page = again.follow(again.get(f"{NEW}/problem", status=302))
    assert again.path.endswith("/since")
    assert "Step 2 of 5" in page.text
    assert "Not sent" in again.get("/my/contacts").text
    page = again.get(f"{NEW}/problem/what")
    assert page.one("input[value=no_ride]").get("checked") is not None


def test_an_answer_can_be_changed_from_the_check_page(maria: Walker) -> None:
    page = answer(maria, "in-touch", how="good", about="", call_me="no")
    change = page.one("a[href$='/how']").get("href")
    page = maria.follow(maria.submit(maria.get(change), change, {"answer": "need_help"}))
    assert maria.path.endswith("/check")
    assert "I need help" in page.text


def test_a_double_tap_sends_one(maria: Walker) -> None:
    page = answer(maria, "in-touch", how="good", about="", call_me="no")
    first = maria.submit(page, maria.path)
    second = maria.submit(page, f"{NEW}/in-touch/check")
    assert first.headers["Location"] == second.headers["Location"]
    assert Report.select().count() == 1


def test_the_same_draft_in_two_tabs_is_sent_once(maria: Walker) -> None:
    page = answer(maria, "in-touch", how="good", about="", call_me="no")
    other_tab = maria.get(f"{NEW}/in-touch/check")
    maria.submit(page, f"{NEW}/in-touch/check")
    maria.submit(other_tab, f"{NEW}/in-touch/check")
    assert Report.select().count() == 1


def test_back_after_send_says_already_sent(maria: Walker) -> None:
    page = answer(maria, "in-touch", how="good", about="", call_me="no")
    maria.submit(page, maria.path)
    assert "You already sent this" in maria.get(f"{NEW}/in-touch/check").text
    assert "You already sent this" in maria.get(f"{NEW}/in-touch/about").text
    assert "How are things going?" in maria.get(f"{NEW}/in-touch/how").text


def test_a_question_cannot_be_reached_before_those_it_follows(maria: Walker) -> None:
    page = maria.get(f"{NEW}/problem/can_come", status=302)
    assert page.headers["Location"].endswith("/problem/what")
    maria.get(f"{NEW}/problem/check", status=302)
    maria.get(f"{NEW}/problem/nothing", status=404)
    maria.get(f"{NEW}/other", status=404)


def test_a_begun_report_can_be_thrown_away(maria: Walker) -> None:
    page = answer_until(maria, "in-touch", how="good")
    page = maria.follow(maria.submit(page, f"{NEW}/in-touch/discard"))
    assert "Your draft is deleted." in page.text
    assert ReportDraft.select().count() == 0


def test_the_answer_is_english_and_marked_until_it_is_translated(app: flask.Flask) -> None:
    ana = account()
    lan = participant("Lan Tran", "vi")
    made = case(lan, ana)
    report = submit_report(
        as_actor(lan), case=made, kind=ReportKind.PROBLEM, answers={"what": "no_ride"},
        locale="vi", at=NOON,
    )  # fmt: skip
    answer_report(ana.actor, report=report, reply="I mail you a bus pass.", at=NOON)
    page = Walker(app, lan).get(f"/my/contacts/{report.key}")
    assert page.words("p[lang=en]") == "I mail you a bus pass."
    TextRequest.update(state="answered", translation="Tôi gửi vé xe buýt.").execute()
    page = Walker(app, lan).get(f"/my/contacts/{report.key}")
    assert page.words("p[lang=vi]") == "Tôi gửi vé xe buýt."
    assert len(page.statements) <= 8


def test_a_strangers_report_is_not_there(app: flask.Flask, maria: Walker) -> None:
    lan = participant("Lan Tran", "vi")
    case(lan, number="WTW-1002")
    report = submit_report(
        as_actor(lan), case=Case.get(Case.number == "WTW-1002"), kind=ReportKind.PROBLEM,
        answers={"what": "no_ride"}, locale="vi", at=NOON,
    )  # fmt: skip
    maria.get(f"/my/contacts/{report.key}", status=404)


@pytest.mark.parametrize(
    ("sent_at", "on"),
    [
        (datetime(2026, 11, 21, 7, 59, tzinfo=UTC), date(2026, 11, 20)),  # 23:59 at the office
        (datetime(2026, 11, 21, 8, 1, tzinfo=UTC), date(2026, 11, 21)),  # 00:01
        (datetime(2026, 11, 1, 8, 59, tzinfo=UTC), date(2026, 11, 1)),  # first 01:59 of two
        (datetime(2026, 11, 2, 7, 30, tzinfo=UTC), date(2026, 11, 1)),  # 23:30 of a 25 hour day
        (datetime(2026, 3, 8, 10, 1, tzinfo=UTC), date(2026, 3, 8)),  # 03:01, 02:00 to 03:00 gone
        (datetime(2026, 3, 9, 6, 59, tzinfo=UTC), date(2026, 3, 8)),  # 23:59 of a 23 hour day
    ],
)
def test_a_report_counts_on_its_day_at_the_office(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch, sent_at: datetime, on: date
) -> None:
    made = case(participant(locale="en"), enrolled_on=date(2026, 1, 2))
    monkeypatch.setattr(clock, "now", lambda: sent_at)
    maria = Walker(app, Participant.get())
    page = answer(maria, "in-touch", how="good", about="", call_me="no")
    maria.submit(page, maria.path)
    assert Contact.get().occurred_on == on
    assert Case.get_by_id(made.id).last_live_on == on


def test_the_list_costs_the_same_with_many_reports(maria: Walker) -> None:
    made, who = Case.get(), as_actor(Participant.get())
    few = len(maria.get("/my/contacts").statements)
    for _ in range(6):
        submit_report(who, case=made, kind=ReportKind.PROBLEM, answers={}, locale="en", at=NOON)
    page = maria.get("/my/contacts")
    assert len(page.all(".tasks li")) == 6
    assert len(page.statements) == few <= 8


def test_what_was_typed_when_the_session_ran_out_is_there_again(maria: Walker) -> None:
    page = answer_until(maria, "in-touch", how="some_problems")
    path, typed = maria.path, {"answer": "The bus is late every day."}
    with maria.client.session_transaction() as session:
        session["seen"] = 0
    maria.post(path, page.form() | typed, headers={"Referer": f"http://localhost{path}"})
    maria.sign_in(Participant.get())
    with maria.client.session_transaction() as session:
        session["held"] = path
    page = maria.get(path)
    assert page.words("textarea") == typed["answer"]
    maria.submit(page, path)
    assert json.loads(ReportDraft.get().answers)["about"] == typed["answer"]
