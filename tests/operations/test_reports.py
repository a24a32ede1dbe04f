"""What the worker does with a participant's report, and what is kept of a begun one."""

import json

import flask
import pytest

from portal import resources
from portal.models import (
    AuditEntry,
    Case,
    Contact,
    OutboxMessage,
    Participant,
    Report,
    ReportDraft,
    TextRequest,
)
from portal.models.contacts import ReportKind, ReportState
from portal.operations.reports import (
    answer_report,
    confirm_address,
    decline_address,
    mark_seen,
    save_draft,
    submit_report,
)
from portal.policy.refusals import Refused
from portal.policy.reports import ReportRefusal
from tests.factories import NOON, account, as_actor, case, participant

NEW_ADDRESS = {"new_address": "12 Oak St, Oakland", "new_phone": "(510) 555-0199", "new_email": ""}


def sent(made: Case, kind: ReportKind = ReportKind.ADDRESS, **answers: str) -> Report:
    """A report of the case's participant."""
    return submit_report(
        as_actor(Participant.get_by_id(made.participant_id)),
        case=made, kind=kind, answers=answers or NEW_ADDRESS, locale="es", at=NOON,
    )  # fmt: skip


def test_a_confirmed_address_is_taken_over_and_the_phone_can_be_looked_up(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    made = case(participant(email="old@example.org", phone="+15105550100"), ana)
    report = sent(made)
    assert Participant.get().phone == "+15105550100"
    confirm_address(ana.actor, report=report, at=NOON)
    person = Participant.get()
    assert (person.address, person.phone) == ("12 Oak St, Oakland", "+15105550199")
    assert person.phone_digest == resources.channel_digest("+15105550199")
    assert person.email == "old@example.org"
    assert Report.get_by_id(report.id).state == ReportState.CONFIRMED
    assert Case.get_by_id(made.id).reports_waiting == 0
    news = OutboxMessage.get()
    assert (news.address, news.kind) == ("+15105550100", "report_news")
    assert "Oak" not in news.body
    assert AuditEntry.get(AuditEntry.action == "confirm_address").fields == "address,phone"


def test_an_address_is_decided_once(app: flask.Flask) -> None:
    ana = account()
    report = sent(case(worker=ana))
    stale = Report.get_by_id(report.id)
    decline_address(ana.actor, report=report, at=NOON)
    with pytest.raises(Refused) as refused:
        confirm_address(ana.actor, report=stale, at=NOON)
    assert refused.value.codes[""] is ReportRefusal.ALREADY_DECIDED
    assert Participant.get().phone == ""


def test_only_an_address_can_be_confirmed(app: flask.Flask) -> None:
    ana = account()
    report = sent(case(worker=ana), ReportKind.IN_TOUCH, how="good")
    with pytest.raises(Refused):
        confirm_address(ana.actor, report=report, at=NOON)


def test_an_answer_in_english_opens_a_translation_for_one_who_reads_spanish(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    made = case(participant(locale="es"), ana)
    report = sent(made, ReportKind.PROBLEM, what="no_ride")
    answer_report(ana.actor, report=report, reply="I will mail you a bus pass.", at=NOON)
    kept = Report.get_by_id(report.id)
    assert (kept.state, kept.reply) == (ReportState.ANSWERED, "I will mail you a bus pass.")
    request = TextRequest.get()
    assert (request.target_locale, request.text) == ("es", kept.reply)
    assert str(request.due_on) == "2026-11-25"  # Friday and three working days


def test_an_answer_to_one_who_reads_english_needs_no_translation(app: flask.Flask) -> None:
    ana = account()
    report = sent(case(participant(locale="en"), ana), ReportKind.PROBLEM, what="no_ride")
    answer_report(ana.actor, report=report, reply="Thank you.", at=NOON)
    assert TextRequest.select().count() == 0


def test_a_second_answer_stands_below_the_first(app: flask.Flask) -> None:
    ana = account()
    report = sent(case(worker=ana), ReportKind.PROBLEM, what="no_ride")
    answer_report(ana.actor, report=report, reply="First.", at=NOON)
    answer_report(ana.actor, report=report, reply="Second.", at=NOON)
    assert Report.get_by_id(report.id).reply == "First.\n\nSecond."
    assert [one.text for one in TextRequest.select()] == ["First.\n\nSecond."]


def test_an_empty_answer_is_refused(app: flask.Flask) -> None:
    ana = account()
    report = sent(case(worker=ana), ReportKind.PROBLEM, what="no_ride")
    with pytest.raises(Refused):
        answer_report(ana.actor, report=report, reply="  ", at=NOON)
    assert Report.get_by_id(report.id).state == ReportState.SENT


def test_a_seen_report_waits_no_more_and_an_answered_one_stays_answered(app: flask.Flask) -> None:
    ana = account()
    made = case(worker=ana)
    report = sent(made)
    assert Case.get_by_id(made.id).reports_waiting == 1
    mark_seen(ana.actor, report=report, at=NOON)
    assert Case.get_by_id(made.id).reports_waiting == 0
    answer_report(ana.actor, report=report, reply="Thanks.", at=NOON)
    mark_seen(ana.actor, report=report, at=NOON)
    assert Report.get_by_id(report.id).state == ReportState.ANSWERED


def test_a_draft_is_kept_once_a_kind_and_goes_when_it_is_sent(both_databases: flask.Flask) -> None:
    made = case()
    maria = as_actor(Participant.get())
    for step, answers in enumerate(({"how": "good"}, {"how": "good", "about": "Fine"}), 1):
        save_draft(maria, case=made, kind=ReportKind.IN_TOUCH, answers=answers, step=step, at=NOON)
    draft = ReportDraft.get()
    assert (draft.step, json.loads(draft.answers)["about"]) == (2, "Fine")
    sent(made, ReportKind.IN_TOUCH, how="good", about="Fine")
    assert ReportDraft.select().count() == 0
    assert Contact.get().is_live
