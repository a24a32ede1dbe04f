"""Handover: one page that tells who takes a case over all they must know at once (NOTE-11)."""

from datetime import timedelta

import flask

from portal.models import AuditEntry, Letter
from portal.models.contacts import ReportKind
from portal.models.plans import Plan, PlanState
from portal.models.tasks import TaskOwner
from portal.operations.messages.absences import enter_absence
from portal.operations.noncompliance import open_noncompliance
from portal.operations.notes import NoteText, save_note
from portal.operations.reports import submit_report
from portal.operations.safety import begin_concern
from portal.operations.staffings import begin_staffing
from portal.operations.supports.referrals import offer_referral
from portal.operations.tasks import add_task
from portal.policy.noncompliance import MissedAct
from portal.policy.staffings import StaffingKind
from portal.policy.supports import ReferralKind
from tests.browser import Browser
from tests.factories import account, as_actor, participant
from tests.staff.test_cases import NOW, TODAY, call, noted, old_case


def test_the_handover_tells_what_is_promised_due_unread_and_begun(
    both_databases: flask.Flask,
) -> None:
    ana, second = account(), account("Second Worker")
    person = participant("Hoa Tran", "vi", phone="555 0142", needs_interpreter=True)
    made = old_case(ana, person=person, secondary=second)
    noted(ana, made, call(ana, made, 2))
    for owner, text, phrase in (
        (TaskOwner.WORKER, "Call the child care center", ""),
        (TaskOwner.PARTICIPANT, "", "send_pay_stubs"),
    ):
        add_task(
            ana.actor, case=made, owner=owner, text=text, phrase=phrase,
            due_on=TODAY + timedelta(days=3), at=NOW,
        )  # fmt: skip
    submit_report(
        as_actor(person), case=made, kind=ReportKind.IN_TOUCH, answers={"how": "good"},
        locale="vi", at=NOW,
    )  # fmt: skip
    Letter.create(
        letter_no="L-1", case=made, kind="appointment", locale="vi", created_by=ana, created_at=NOW
    )
    Plan.create(
        case=made, number=2, state=PlanState.SIGNED, vision="A job near home", starts_on=TODAY,
        created_at=NOW, worker=ana,
    )  # fmt: skip
    page = Browser(both_databases, ana).get(f"/staff/cases/{made.key}/handover")
    for part in (
        "Call the child care center", "Send my pay stubs", "3 days left",
        "Report: I want to stay in touch", "Letter not sent: Your meeting with us",
        "Version 2: Signed.", "Vision: A job near home", "Second worker: Second Worker",
        "Vietnamese", "needed", "555-0142", "DW CM, Contact with Participant", "Call 2",
        "Ask how it goes",
    ):  # fmt: skip
        assert part in page.text, part
    assert len(page.statements) <= 8, page.statements


def test_of_a_draft_the_handover_tells_only_that_it_is_there_and_whose(app: flask.Flask) -> None:
    ana, second = account(), account("Second Worker")
    made = old_case(ana, secondary=second)
    save_note(
        ana.actor, case=made, key="k" * 16, version=0, at=NOW,
        text=NoteText(purpose="Half a thought"),
    )  # fmt: skip
    page = Browser(app, second).get(f"/staff/cases/{made.key}/handover")
    assert "A draft of a note by Ana Ruiz" in page.text
    assert "Half a thought" not in page.text


def test_somebody_in_danger_is_reached_only_in_the_ways_that_are_written_down(
    both_databases: flask.Flask,
) -> None:
    ana, watch = account(), account("Sam Chief", unit="Unit 2")
    person = participant("Hoa Tran", "vi", phone="555 0142", address="12 Hidden Street")
    made = old_case(ana, person=person)
    begin_concern(
        ana.actor, case=made, safe_ways="Only at her class", safe_times="Before noon", at=NOW
    )
    path = f"/staff/cases/{made.key}/handover"
    page = Browser(both_databases, ana).get(path)
    assert "Only at her class" in page.text
    assert "Before noon" in page.text
    for hidden in ("555-0142", "12 Hidden Street"):
        assert hidden not in page.text
    assert len(page.statements) <= 8
    Browser(both_databases, watch).get(path, status=404)


def test_the_handover_costs_the_same_with_a_long_story(both_databases: flask.Flask) -> None:
    ana = account()
    short, long = old_case(ana, "WTW-1"), old_case(ana, "WTW-2")
    for n in range(15):
        noted(ana, long, call(ana, long, n), key=f"note-key-{n:07}")
    browser = Browser(both_databases, ana)
    browser.get("/staff")
    few = browser.get(f"/staff/cases/{short.key}/handover").statements
    many = browser.get(f"/staff/cases/{long.key}/handover").statements
    assert len(few) == len(many) <= 8


def test_reading_a_handover_is_on_record(app: flask.Flask) -> None:
    ana = account()
    made = old_case(ana)
    Browser(app, ana).get(f"/staff/cases/{made.key}/handover")
    assert AuditEntry.get(AuditEntry.action == "view_handover").case_id == made.id


def test_who_is_away_and_who_stands_in_is_told(both_databases: flask.Flask) -> None:
    ana, lee = account(), account("Lee Park")
    made, path = old_case(ana), "/staff/cases/{}/handover"
    enter_absence(
        ana.actor, worker=ana, stand_in=lee, starts_on=TODAY, ends_on=TODAY + timedelta(days=4),
        at=NOW,
    )  # fmt: skip
    page = Browser(both_databases, ana).get(path.format(made.key))
    assert "Ana Ruiz is away until" in page.text
    assert "Lee Park stands in." in page.text
    theirs = old_case(lee, "WTW-9")
    assert "is away" not in Browser(both_databases, lee).get(path.format(theirs.key)).text


def test_the_handover_tells_what_goes_its_steps(app: flask.Flask) -> None:
    ana = account()
    made = old_case(ana)
    open_noncompliance(
        ana.actor, case=made, act=MissedAct.ACTIVITY, missed_on=TODAY, activity="job_club",
        what="", at=NOW,
    )  # fmt: skip
    begin_staffing(ana.actor, case=made, kind=StaffingKind.BEFORE_SANCTION, at=NOW)
    offer_referral(
        ana.actor, case=made, kind=ReferralKind.HOUSING, place="", why="", is_hidden=False,
        offered_on=TODAY, at=NOW,
    )  # fmt: skip
    page = Browser(app, ana).get(f"/staff/cases/{made.key}/handover")
    for part in (
        "Did not take part in an activity: Asked what happened",
        "Staffing 1 in preparation: Before a sanction (NCS)", "Housing support: Offered",
    ):  # fmt: skip
        assert part in page.text, part
    for link in page.all("section li a[href]"):
        Browser(app, ana).get(link.get("href"))
    assert len(page.statements) <= 8, page.statements
