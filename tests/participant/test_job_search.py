"""The log of a job search: employers one a page, sent together, corrected on the same day."""

import json
from datetime import date, timedelta

import flask
import pytest

from portal import clock
from portal.models import Account, Case, EmployerContact, Participant, Report, ReportDraft
from portal.models.contacts import ReportKind
from portal.operations.reports import submit_report
from portal.reports.reports.job_search import LogEntry, answers_with
from tests.browser import Browser
from tests.factories import NOON, TODAY, account, as_actor, case, participant
from tests.participant.reporting import EMPLOYER, NEW, answer_all, fill, send
from tests.participant.walking import Walker

LOG = "/my/contacts/job-search"
SECOND = EMPLOYER | {"employer": "Harbor Hotel", "way": "online", "result": "no_answer"}


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def maria(app: flask.Flask) -> Walker:
    """Maria, who reads English, on her phone; her worker is Ana."""
    made = case(participant(locale="en"), account())
    return Walker(app, Participant.get_by_id(made.participant_id))


def test_several_employers_go_in_one_report_and_are_rows(maria: Walker) -> None:
    page = answer_all(maria, ReportKind.JOB_SEARCH)
    add = page.one(f"a[href='{NEW}/job-search/entry-2']")
    page = fill(maria, maria.get(add.get("href")), SECOND)
    assert [one.text_content() for one in page.all(".log strong")] == [
        "Oak Bakery", "Harbor Hotel",
    ]  # fmt: skip
    receipt = maria.follow(maria.submit(page, maria.path))
    rows = [(one.employer, one.contacted_on, one.way, one.result) for one in
            EmployerContact.select().order_by(EmployerContact.id)]  # fmt: skip
    assert rows == [
        ("Oak Bakery", date(2026, 11, 18), "visit", "applied"),
        ("Harbor Hotel", date(2026, 11, 18), "online", "no_answer"),
    ]
    assert "Harbor Hotel" in receipt.text
    assert json.loads(Report.get().answers) == {}


def test_an_employer_can_be_changed_or_taken_out_before_sending(maria: Walker) -> None:
    answer_all(maria, ReportKind.JOB_SEARCH)
    fill(maria, maria.get(f"{NEW}/job-search/entry-2"), SECOND)
    page = maria.get(f"{NEW}/job-search/entry-1")
    assert page.one("input[name=employer]").get("value") == "Oak Bakery"
    page = fill(maria, page, EMPLOYER | {"employer": "Oak Street Bakery"})
    assert "Oak Street Bakery" in page.text
    page = maria.get(f"{NEW}/job-search/entry-1")
    maria.submit(page, f"{NEW}/job-search/1/remove")
    page = maria.get(f"{NEW}/job-search/check")
    assert [one.text_content() for one in page.all(".log strong")] == ["Harbor Hotel"]
    maria.submit(maria.get(f"{NEW}/job-search/entry-1"), f"{NEW}/job-search/1/remove")
    maria.get(f"{NEW}/job-search/check", status=302)
    assert json.loads(ReportDraft.get().answers) == {}


def test_taking_out_what_is_not_there_changes_nothing(maria: Walker) -> None:
    page = answer_all(maria, ReportKind.JOB_SEARCH)
    maria.submit(page, f"{NEW}/job-search/7/remove")
    assert len(json.loads(ReportDraft.get().answers)) == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["11", "21", "2026"], "has not come yet"),
        (["9", "1", "2026"], "too long ago"),
        (["2", "30", "2026"], "Please give a date"),
    ],
)
def test_a_day_outside_sense_is_refused_and_all_stays_typed(
    maria: Walker, typed: list[str], words: str
) -> None:
    page = maria.get(f"{NEW}/job-search/entry-1")
    refused = maria.submit(page, maria.path, EMPLOYER | {"contacted_on": typed}, status=422)
    assert words in refused.words(".field-error")
    assert refused.one("input[name=employer]").get("value") == "Oak Bakery"
    assert [one.get("value") for one in refused.all("input[name=contacted_on]")] == typed


def test_the_log_stands_by_week_and_costs_the_same_with_many(maria: Walker) -> None:
    send(maria, ReportKind.JOB_SEARCH)
    few = maria.get(LOG)
    entries = [
        LogEntry(f"Shop {n}", TODAY - timedelta(days=n), "call", "no_opening") for n in range(20)
    ]
    submit_report(
        as_actor(Participant.get()), case=Case.get(), kind=ReportKind.JOB_SEARCH,
        answers=answers_with(entries), locale="en", at=NOON,
    )  # fmt: skip
    page = maria.get(LOG)
    assert [one.text_content() for one in page.all("main h2")][:2] == [
        "Week of Sunday, November 15, 2026", "Week of Sunday, November 8, 2026",
    ]  # fmt: skip
    assert len(page.all(".log li")) == 21
    assert len(page.statements) == len(few.statements) <= 8


def test_an_entry_is_corrected_on_the_day_it_was_sent(
    maria: Walker, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(maria, ReportKind.JOB_SEARCH)
    path = f"{LOG}/{EmployerContact.get().key}"
    page = maria.get(path)
    page = maria.follow(maria.submit(page, path, EMPLOYER | {"result": "interview_set"}))
    assert "Your change is saved." in page.text
    assert EmployerContact.get().result == "interview_set"
    # 23:59 at the office is the same day, one minute later is not.
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(hours=11, minutes=59))
    maria.sign_in(Participant.get())
    page = maria.get(path)
    late = NOON + timedelta(hours=12)
    monkeypatch.setattr(clock, "now", lambda: late)
    maria.sign_in(Participant.get())
    refused = maria.submit(page, path, EMPLOYER | {"result": "offered"}, status=422)
    assert "on the day you sent it" in refused.text
    assert EmployerContact.get().result == "interview_set"
    assert not maria.get(path).all("main form")
    assert not maria.get(LOG).all(".log a")


def test_somebody_elses_entry_is_not_there(app: flask.Flask, maria: Walker) -> None:
    send(maria, ReportKind.JOB_SEARCH)
    lan = participant("Lan Tran", "en")
    case(lan, number="WTW-1002")
    path = f"{LOG}/{EmployerContact.get().key}"
    other = Walker(app, lan)
    other.get(path, status=404)
    other.post(path, EMPLOYER, status=404)


def test_an_empty_log_is_not_sent(maria: Walker) -> None:
    maria.get(f"{NEW}/job-search/check", status=302)
    maria.post(f"{NEW}/job-search/check", {"operation_key": "x" * 16})
    assert Report.select().count() == 0


def test_staff_read_the_log_on_the_report_and_on_the_case(app: flask.Flask, maria: Walker) -> None:
    send(maria, ReportKind.JOB_SEARCH)
    staff = Browser(app, Account.get())
    made, report = Case.get(), Report.get()
    page = staff.get(f"/staff/cases/{made.key}/reports/{report.key}")
    assert "Oak BakeryNov 18, 2026I went thereI applied" in page.words("tbody")
    page = staff.get(f"/staff/cases/{made.key}/job-search")
    assert "Oak Bakery" in page.words("tbody")
    assert len(page.statements) <= 8
