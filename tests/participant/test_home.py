"""What to do next: computed from facts, most urgent first, never more than eight statements."""

from datetime import date, timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import (
    Case,
    Document,
    DocumentRequest,
    HoursEntry,
    HoursWeek,
    Letter,
    Participant,
    Task,
)
from portal.models.contacts import ReportKind
from portal.models.letters import LetterState
from portal.models.plans import PlanState
from portal.models.tasks import TaskOwner
from portal.operations.cases import refresh
from portal.operations.reports import answer_report, save_draft, submit_report
from portal.policy.documents import DocumentKind, DocumentState
from portal.reports.todo import TodoKind, read_home
from tests.browser import Browser
from tests.factories import NOON, TODAY, account, as_actor, case, participant
from tests.participant.plans import plan


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


def maria_with(**values: Any) -> Case:
    """Maria's case, enrolled on November 2."""
    return case(participant(locale="en"), account(phone="(510) 555-0142"), **values)


def kinds(made: Case) -> list[TodoKind]:
    """What there is to do, in its order."""
    return [todo.kind for todo in read_home(refresh(made.id, TODAY), TODAY).todos]


def asks(made: Case, days: int, kind: DocumentKind = DocumentKind.PAY_STUB) -> DocumentRequest:
    """A request for a document, due in so many days."""
    return DocumentRequest.create(
        case=made, kind=kind, why="count_hours", due_on=TODAY + timedelta(days=days), asked_at=NOON
    )


def letter(made: Case, number: int) -> Letter:
    """A sent letter that nobody has opened."""
    return Letter.create(
        case=made, letter_no=f"L-{number}", kind="appointment", locale="en",
        state=LetterState.SENT, created_at=NOON, sent_at=NOON,
    )  # fmt: skip


def test_a_new_case_has_nothing_to_do_and_says_so(app: flask.Flask) -> None:
    maria_with()
    page = Browser(app, Participant.get()).get("/my")
    assert "Hello Maria" in page.words("h1")
    assert "Nothing to do right now. You are all set." in page.text
    assert "Next day to be in touch: Wednesday, December 2, 2026" in page.text
    assert "Your worker: Ana Ruiz (510) 555-0142" in page.words(".site-foot .worker")
    assert len(page.statements) <= 8


@pytest.mark.parametrize(("enrolled", "shown"), [(21, True), (20, True), (19, False)])
def test_staying_in_touch_is_to_do_in_the_ten_days_before_the_last_day(
    app: flask.Flask, enrolled: int, shown: bool
) -> None:
    made = maria_with(enrolled_on=TODAY - timedelta(days=enrolled))
    assert (TodoKind.STAY_IN_TOUCH in kinds(made)) is shown


def test_a_near_last_day_stands_on_top_with_its_why(app: flask.Flask) -> None:
    made = maria_with(enrolled_on=TODAY - timedelta(days=28))
    asks(made, 20)
    page = Browser(app, Participant.get()).get("/my")
    card = page.words(".card-alert")
    assert "Be in touch with your worker By Sunday, November 22, 2026 2 days left" in card
    assert "at least once in 30 days" in page.words(".card-alert details")
    assert page.one(".card-alert a[href='tel:(510)555-0142']") is not None
    assert "Send: Pay stub" in page.text


def test_the_most_urgent_comes_first(app: flask.Flask) -> None:
    made = maria_with(enrolled_on=TODAY - timedelta(days=22))
    asks(made, 2)
    asks(made, 14, DocumentKind.SCHOOL_RECORD)
    plan(made, state=PlanState.OFFERED, change_until=TODAY + timedelta(days=5))
    letter(made, 1)
    Task.create(case=made, owner=TaskOwner.PARTICIPANT, phrase="ask_bus_pass", created_at=NOON)
    Task.create(case=made, owner=TaskOwner.WORKER, phrase="call_worker", created_at=NOON)
    save_draft(as_actor(Participant.get()), case=made, kind=ReportKind.PROBLEM,
               answers={"what": "sick"}, step=1, at=NOON)  # fmt: skip
    assert kinds(made) == [
        TodoKind.SEND_DOCUMENT, TodoKind.SIGN_PLAN, TodoKind.CHANGE_PLAN, TodoKind.STAY_IN_TOUCH,
        TodoKind.SEND_DOCUMENT, TodoKind.TASK, TodoKind.FINISH_DRAFT, TodoKind.READ_LETTERS,
    ]  # fmt: skip
    page = Browser(app, Participant.get()).get("/my")
    assert len(page.statements) <= 8
    assert "You have 1 new letter" in page.text


def test_a_returned_document_is_asked_for_once(app: flask.Flask) -> None:
    made = maria_with()
    request = asks(made, 9)
    Document.create(
        reference="AAAA-BBBB", case=made, kind=DocumentKind.PAY_STUB, request=request,
        state=DocumentState.RETURNED, opened_at=NOON, received_at=NOON,
    )  # fmt: skip
    todos = read_home(made, TODAY).todos
    assert [(one.kind, one.due_on) for one in todos] == [(TodoKind.SEND_AGAIN, request.due_on)]


def test_the_reason_for_an_absence_has_its_last_day(app: flask.Flask) -> None:
    made = maria_with(good_cause_until=TODAY + timedelta(days=2))
    first = read_home(made, TODAY).todos[0]
    assert (first.kind, first.due_on) == (TodoKind.GIVE_REASON, TODAY + timedelta(days=2))


def test_who_told_their_reason_is_not_asked_for_it_again(app: flask.Flask) -> None:
    made = maria_with(good_cause_until=TODAY + timedelta(days=2))
    made.cause_asked_on = TODAY  # as a report with a reason leaves it until it is answered
    assert TodoKind.GIVE_REASON not in {one.kind for one in read_home(made, TODAY).todos}


def test_a_grace_period_is_over_the_day_after_its_last_day(app: flask.Flask) -> None:
    made = maria_with()
    plan(made, change_until=TODAY, reassign_until=TODAY - timedelta(days=1))
    assert kinds(made) == [TodoKind.CHANGE_PLAN, TodoKind.REPORT_HOURS]


def test_the_week_that_ended_last_waits_until_hours_are_told(app: flask.Flask) -> None:
    made = maria_with()
    plan(made)
    assert kinds(made) == [TodoKind.REPORT_HOURS]
    page = Browser(app, Participant.get()).get("/my")
    assert page.one("a[href='/my/hours/2026-11']").text == "Tell us your hours"
    HoursEntry.create(case=made, done_on=date(2026, 11, 14), minutes=0, missed_minutes=60,
                      kind="absent", entered_at=NOON)  # fmt: skip
    assert kinds(made) == []


def test_a_week_that_was_sent_back_waits(app: flask.Flask) -> None:
    made = maria_with()
    HoursWeek.create(
        case=made, starts_on=date(2026, 10, 25), ends_on=date(2026, 10, 31), sent_at=NOON,
        state="returned",
    )  # fmt: skip
    assert [(one.kind, one.code) for one in read_home(made, TODAY).todos] == [
        (TodoKind.LOOK_AT_HOURS, "2026-10")
    ]
    page = Browser(app, Participant.get()).get("/my")
    assert "Please look at your hours again" in page.text


def test_hours_are_those_of_this_week_and_this_month(app: flask.Flask) -> None:
    made = maria_with(youngest_child_born_on=date(2023, 5, 1))
    plan(made)
    for day, minutes in ((1, 300), (14, 60), (15, 240), (21, 120)):
        HoursEntry.create(case=made, done_on=date(2026, 11, day), minutes=minutes, entered_at=NOON)
    HoursEntry.create(case=made, done_on=date(2026, 11, 16), minutes=0, missed_minutes=480,
                      kind="unexcused", entered_at=NOON)  # fmt: skip
    home = read_home(refresh(made.id, TODAY), TODAY)
    assert (home.week_done, home.week_planned) == (360, 720)
    assert (home.month_done, home.month_required) == (720, 5142)
    page = Browser(app, Participant.get()).get("/my")
    assert "6 of 12 hours" in page.text
    assert "12 of 86 hours" in page.text


def test_the_page_costs_the_same_with_much_to_do(app: flask.Flask) -> None:
    made = maria_with()
    browser = Browser(app, Participant.get())
    few = len(browser.get("/my").statements)
    for number in range(5):
        asks(made, number + 5)
        letter(made, number)
    assert len(browser.get("/my").statements) == few


def test_without_a_case_there_is_no_first_page(app: flask.Flask) -> None:
    Browser(app, participant(locale="en")).get("/my", status=404)


def test_an_answer_of_the_worker_is_pointed_to_for_a_week(
    app: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = maria_with()
    report = submit_report(
        as_actor(Participant.get()), case=made, kind=ReportKind.PROBLEM,
        answers={"what": "no_ride"}, locale="en", at=NOON,
    )  # fmt: skip
    answer_report(made.worker.actor, report=report, reply="I mail a bus pass.", at=NOON)
    assert read_home(made, TODAY + timedelta(days=7)).answered == report.key
    assert read_home(made, TODAY + timedelta(days=8)).answered == ""
    page = Browser(app, Participant.get()).get("/my")
    assert page.words(f"a[href$='{report.key}']") == "Your worker answered you"
    assert len(page.statements) <= 8


def test_hours_are_said_in_halves(app: flask.Flask) -> None:
    made = maria_with(youngest_child_born_on=date(2023, 5, 1))
    plan(made)
    HoursEntry.create(case=made, done_on=TODAY, minutes=792, entered_at=NOON)
    assert "13 of 12 hours" in Browser(app, Participant.get()).get("/my").text
