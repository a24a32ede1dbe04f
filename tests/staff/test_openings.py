"""A case of one's unit that is not one's own opens with a reason, until the office's day is over."""

from datetime import UTC, datetime, timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import AuditEntry, Case, Opening
from portal.models.accounts import Role
from portal.operations.accesses import open_case
from portal.operations.notes import NoteText, finish_note, save_note
from portal.policy.refusals import Refused
from portal.policy.safety import OpeningReason
from portal.reports.cases.openings import recent_openings, words_of
from tests.browser import Browser
from tests.factories import NOON, account, case


def theirs() -> tuple[Any, Case]:
    """Ana's case in Unit 1."""
    ana = account()
    return ana, case(worker=ana)


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """It is this moment."""
    monkeypatch.setattr(clock, "now", lambda: moment)


def is_open_to(who: Any, made: Case) -> bool:
    """Whether somebody sees a case."""
    return Case.is_visible_to(who.actor, made.id)


@pytest.mark.parametrize("role", [Role.COUNSELOR, Role.SPECIALIST])
def test_a_colleague_is_asked_why_and_then_sees_the_page_they_wanted(
    app: flask.Flask, role: Role
) -> None:
    _ana, made = theirs()
    bo = Browser(app, account("Bo Lind", role))
    path = f"/staff/cases/{made.key}"
    asked = bo.follow(bo.get(f"{path}/plan?kind=x", 303))
    assert "Why you open this case" in asked.words("h1")
    sent = bo.submit(asked, f"{path}/open", {"reason": "stand_in"})
    assert sent.headers["Location"] == f"{path}/plan?kind=x"
    bo.get(f"{path}/plan")
    assert is_open_to(account("Cy Ng", role), made) is False


def test_a_post_without_a_reason_asks_first_and_comes_back_to_the_case(app: flask.Flask) -> None:
    _ana, made = theirs()
    bo = Browser(app, account("Bo Lind"))
    answer = bo.post(f"/staff/cases/{made.key}/safety", {})
    assert answer.headers["Location"] == f"/staff/cases/{made.key}/open"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "/my", "javascript:x"]
)
def test_the_way_on_leads_to_a_page_of_staff_alone(app: flask.Flask, elsewhere: str) -> None:
    _ana, made = theirs()
    bo = Browser(app, account("Bo Lind"))
    path = f"/staff/cases/{made.key}"
    sent = bo.post(f"{path}/open", {"reason": "stand_in", "next": elsewhere})
    assert sent.headers["Location"] == path


def test_no_reason_opens_nothing(app: flask.Flask) -> None:
    _ana, made = theirs()
    bo = Browser(app, account("Bo Lind"))
    path = f"/staff/cases/{made.key}/open"
    assert "Please choose a reason" in bo.post(path, {}, 422).text
    assert "Please choose a reason" in bo.post(path, {"reason": "curious"}, 422).text
    kept = bo.post(path, {"reason": "other", "text": " "}, 422)
    assert "Please say which reason" in kept.text
    assert kept.one("input[value=other]").get("checked") is not None
    assert Opening.select().count() == 0


def test_another_reason_needs_words_and_keeps_them_sealed(both_databases: flask.Flask) -> None:
    _ana, made = theirs()
    bo = account("Bo Lind")
    with pytest.raises(Refused):
        open_case(bo.actor, case=made, reason=OpeningReason.OTHER, at=NOON)
    opened = open_case(bo.actor, case=made, reason="other", text="The court rang", at=NOON)
    assert "court" not in Opening.get_by_id(opened.id).text
    assert words_of(Case.get_by_id(made.id), [opened.id]) == {opened.id: "The court rang"}


@pytest.mark.parametrize(
    ("opened", "ends"),
    [
        # A day of 25 hours, one of 23, and the last second of a plain one (Los Angeles).
        (datetime(2026, 11, 1, 8, tzinfo=UTC), datetime(2026, 11, 2, 8, tzinfo=UTC)),
        (datetime(2026, 3, 8, 9, tzinfo=UTC), datetime(2026, 3, 9, 7, tzinfo=UTC)),
        (datetime(2026, 11, 21, 7, 59, 59, tzinfo=UTC), datetime(2026, 11, 21, 8, tzinfo=UTC)),
    ],
)
def test_it_is_open_until_the_end_of_the_offices_day(
    both_databases: flask.Flask, monkeypatch: pytest.MonkeyPatch, opened: datetime, ends: datetime
) -> None:
    _ana, made = theirs()
    bo = account("Bo Lind")
    made_opening = open_case(bo.actor, case=made, reason="stand_in", at=opened)
    assert made_opening.until == ends
    for moment, is_open in ((ends - timedelta(seconds=1), True), (ends, False)):
        at(monkeypatch, moment)
        assert is_open_to(bo, made) is is_open


def test_a_second_opening_on_the_same_day_goes_on_with_the_first(
    both_databases: flask.Flask,
) -> None:
    _ana, made = theirs()
    bo = account("Bo Lind")
    first = open_case(bo.actor, case=made, reason="stand_in", at=NOON)
    again = open_case(
        bo.actor, case=made, reason="participant_here", at=NOON + timedelta(minutes=5)
    )
    assert again.id == first.id
    on_record = AuditEntry.select().where(AuditEntry.action == "open_case").order_by(AuditEntry.id)
    assert [(one.reason, one.outcome) for one in on_record] == [
        ("stand_in", "done"), ("participant_here", "repeated"),
    ]  # fmt: skip
    tomorrow = open_case(bo.actor, case=made, reason="stand_in", at=NOON + timedelta(days=1))
    assert tomorrow.id != first.id


def test_another_unit_and_a_private_case_are_not_there(app: flask.Flask) -> None:
    ana, made = theirs()
    path = f"/staff/cases/{made.key}"
    stranger = Browser(app, account("Di Vo", unit="Unit 2"))
    for page in ("", "/open"):
        stranger.get(path + page, 404)
    stranger.post(f"{path}/open", {"reason": "stand_in"}, 404)
    Case.update(is_restricted=True).where(Case.id == made.id).execute()
    colleague = Browser(app, account("Bo Lind"))
    for page in ("", "/open"):
        colleague.get(path + page, 404)
    colleague.post(f"{path}/open", {"reason": "stand_in"}, 404)
    Browser(app, ana).get(path)
    assert Opening.select().count() == 0


def test_it_is_logged_and_the_worker_and_the_supervisor_are_told(app: flask.Flask) -> None:
    ana, made = theirs()
    chief, other = (
        account("Sam Chief", Role.SUPERVISOR),
        account("Eli Far", Role.SUPERVISOR, "Unit 2"),
    )
    bo = account("Bo Lind")
    Browser(app, bo).post(f"/staff/cases/{made.key}/open", {"reason": "participant_here"})
    entry = AuditEntry.get(AuditEntry.action == "open_case")
    assert (entry.actor_id, entry.case_id, entry.reason) == (bo.id, made.id, "participant_here")
    for who, told in ((ana, 1), (chief, 1), (other, 0), (bo, 0)):
        assert len(recent_openings(who.actor)) == told
    shown = Browser(app, chief).get(f"/staff/cases/{made.key}/audit").text
    assert "Bo Lind" in shown
    assert "the participant was there or on the phone" in shown


def test_what_was_opened_does_not_stand_in_ones_own_list(app: flask.Flask) -> None:
    _ana, made = theirs()
    bo = account("Bo Lind")
    open_case(bo.actor, case=made, reason="stand_in", at=clock.now())
    browser = Browser(app, bo)
    assert made.number not in browser.get("/staff").text
    assert made.number in browser.get(f"/staff/cases/{made.key}").text


def test_asked_by_a_script_it_goes_to_the_page_that_asks(app: flask.Flask) -> None:
    _ana, made = theirs()
    bo = Browser(app, account("Bo Lind"))
    answer = bo.get(f"/staff/cases/{made.key}/tasks", 204, script=True)
    assert answer.headers["HX-Redirect"].startswith(f"/staff/cases/{made.key}/open")


def test_whoever_sees_the_case_already_goes_on_at_once(app: flask.Flask) -> None:
    ana, made = theirs()
    path = f"/staff/cases/{made.key}"
    answer = Browser(app, ana).get(f"{path}/open?next={path}/plan", 303)
    assert answer.headers["Location"] == f"{path}/plan"


def test_a_script_that_saves_is_told_that_a_reason_is_asked_for(app: flask.Flask) -> None:
    _ana, made = theirs()
    bo = Browser(app, account("Bo Lind"))
    headers = {"Accept": "application/json"}
    answer = bo.post(f"/staff/cases/{made.key}/notes", {}, 403, headers=headers)
    assert "asks you for a reason" in answer.body


def test_a_supervisor_reads_a_private_note_with_a_reason_that_is_kept(app: flask.Flask) -> None:
    ana, made = theirs()
    text = NoteText(
        occurred_on=clock.today("America/Los_Angeles"), way="telephone", direction="from_staff",
        is_answered=True, purpose="The clinic rang", results="Well", forms_completed="",
        documents_received="", private_reason="hipaa",
    )  # fmt: skip
    draft = save_note(ana.actor, case=made, key="n" * 16, version=0, text=text, at=clock.now())
    finish_note(ana.actor, case=Case.get_by_id(made.id), note=draft, at=clock.now())
    chief = Browser(app, account("Sam Chief", Role.SUPERVISOR))
    path = f"/staff/cases/{made.key}"
    assert "The clinic rang" not in chief.get(path).text
    told = chief.get(f"{path}/audit")
    assert "This case has private notes" in told.text
    asked = chief.follow(chief.get(f"{path}/notes/{'n' * 16}", 303))
    assert "Why you read the private notes" in asked.words("h1")
    note = chief.follow(chief.submit(asked, f"{path}/open", {"reason": "staffing"}))
    assert "The clinic rang" in note.text
    assert AuditEntry.get(AuditEntry.action == "open_private_notes").reason == "staffing"
    chief.get(f"{path}/open", 303)
