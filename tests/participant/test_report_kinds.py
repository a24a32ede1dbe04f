"""What holds for every kind of report: kept at each step, sent once, a receipt that stays."""

import json
import re
from datetime import date

import flask
import pytest

from portal import clock
from portal.models import Case, Contact, EmployerContact, Participant, Plan, Report, ReportDraft
from portal.models.contacts import ReportKind
from portal.models.plans import PlanState
from tests.factories import NOON, account, case, participant
from tests.participant.reporting import ANSWERS, KINDS, NEW, answer_all, begin, fill, send
from tests.participant.walking import Walker

each_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def maria(app: flask.Flask) -> Walker:
    """Maria, who reads English, on her phone; her worker is Ana."""
    made = case(participant(locale="en"), account(phone="(510) 555-0142"))
    return Walker(app, Participant.get_by_id(made.participant_id))


def test_every_kind_is_offered_and_hours_are_told_on_their_own_pages(maria: Walker) -> None:
    offered = [one.get("href") for one in maria.get(NEW).all(".tasks a")]
    assert sorted(offered) == sorted(f"{NEW}/{kind}" for kind in ReportKind)
    assert set(KINDS) == set(ReportKind) - {ReportKind.HOURS}
    assert maria.get(f"{NEW}/hours", status=302).headers["Location"] == "/my/hours"


@each_kind
def test_a_report_has_a_receipt_whose_address_stays(maria: Walker, kind: ReportKind) -> None:
    receipt = send(maria, kind)
    report = Report.get()
    assert maria.path == f"/my/contacts/{report.key}"
    assert report.reference in receipt.words(".receipt")
    assert report.reference in maria.get(f"/my/contacts/{report.key}").text
    assert len(receipt.statements) <= 8
    assert (Contact.get().is_live, Contact.get().occurred_on.isoformat()) == (True, "2026-11-20")
    assert ReportDraft.select().count() == 0


@each_kind
def test_a_lost_session_resumes_at_its_step(
    app: flask.Flask, maria: Walker, kind: ReportKind
) -> None:
    page = begin(maria, kind)
    fill(maria, page, ANSWERS[kind][0])
    left_at = maria.path
    again = Walker(app, Participant.get())
    again.follow(again.get(f"{NEW}/{kind}", status=302))
    assert again.path == left_at
    assert ReportDraft.select().count() == 1


@each_kind
def test_back_after_sending_says_that_it_is_sent(maria: Walker, kind: ReportKind) -> None:
    send(maria, kind)
    assert "You already sent this" in maria.get(f"{NEW}/{kind}/check").text
    assert Report.select().count() == 1


@each_kind
def test_a_double_tap_makes_one_report(maria: Walker, kind: ReportKind) -> None:
    page = answer_all(maria, kind)
    path = maria.path
    first, second = maria.submit(page, path), maria.submit(page, path)
    assert first.headers["Location"] == second.headers["Location"]
    assert (Report.select().count(), Contact.select().count()) == (1, 1)
    assert EmployerContact.select().count() == (1 if kind == ReportKind.JOB_SEARCH else 0)


@each_kind
def test_another_language_keeps_the_step_and_the_answers(maria: Walker, kind: ReportKind) -> None:
    pages = ANSWERS[kind]
    page = begin(maria, kind)
    for fields in pages[:-1]:
        page = fill(maria, page, fields)
    kept = ReportDraft.get_or_none()
    before = kept.answers if kept else None
    asked_at = maria.path
    page = maria.follow(maria.post("/language", {"locale": "vi", "next": asked_at}))
    assert (maria.path, page.tree.get("lang")) == (asked_at, "vi")
    page = fill(maria, page, pages[-1])
    assert maria.path.endswith("/check")
    assert before is None or len(ReportDraft.get().answers) >= len(before)


@each_kind
def test_a_begun_report_can_be_thrown_away(maria: Walker, kind: ReportKind) -> None:
    page = answer_all(maria, kind)
    maria.submit(page, f"{NEW}/{kind}/discard")
    assert (ReportDraft.select().count(), Report.select().count()) == (0, 0)


@each_kind
def test_an_empty_page_says_what_is_missing_at_its_field(maria: Walker, kind: ReportKind) -> None:
    page = begin(maria, kind)
    refused = maria.submit(page, maria.path, {}, status=422)
    assert refused.all(".field-error")
    assert refused.one(".error-summary")


def test_a_change_of_the_plan_within_the_grace_periods_is_in_time(maria: Walker) -> None:
    Plan.create(
        case=Case.get(), number=1, state=PlanState.SIGNED, starts_on=date(2026, 11, 2),
        created_at=NOON, change_until=date(2026, 11, 20), reassign_until=date(2026, 12, 2),
    )  # fmt: skip
    page = begin(maria, ReportKind.PLAN_CHANGE)
    assert "by Friday, November 20, 2026, and it is in time" in page.words("main .notice")
    assert "until Wednesday, December 2, 2026" in page.words("main .notice")
    receipt = send(maria, ReportKind.PLAN_CHANGE)
    assert "You asked in time." in receipt.text
    report = Report.get()
    assert (report.change_until, report.reassign_until) == (
        date(2026, 11, 20), date(2026, 12, 2)
    )  # fmt: skip


def test_after_its_last_day_a_change_of_the_plan_is_taken_without_the_mark(maria: Walker) -> None:
    Plan.create(
        case=Case.get(), number=1, state=PlanState.SIGNED, starts_on=date(2026, 11, 2),
        created_at=NOON, change_until=date(2026, 11, 19),
    )  # fmt: skip
    receipt = send(maria, ReportKind.PLAN_CHANGE)
    assert "in time" not in receipt.text
    assert (Report.get().change_until, Report.get().follow_up) == (None, "plan_change")


def test_what_is_typed_lies_in_the_draft_as_it_was_typed(maria: Walker) -> None:
    answer_all(maria, ReportKind.IN_TOUCH)
    assert json.loads(ReportDraft.get().answers)["about"] == "All is well."


def test_the_address_waits_for_the_worker_on_the_profile(maria: Walker) -> None:
    Participant.update(phone="+15105550100").execute()
    send(maria, ReportKind.ADDRESS)
    page = maria.get("/my/profile")
    assert re.search(r"\(510\) 555-0100.*New: \(510\) 555-0199\s*Waits for your worker", page.text)
    assert Participant.get().phone == "+15105550100"
    assert len(page.statements) <= 8
