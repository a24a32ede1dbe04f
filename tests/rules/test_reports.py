"""The rules of what participants report (rules.toml): CON-6, CON-11, CON-12."""

from datetime import UTC, date, datetime, timedelta

import flask
import pytest

from portal.models import Case, Contact, EmployerContact, Participant, Report, SafetyConcern
from portal.models.accounts import Actor
from portal.models.contacts import ReportKind, ReportState
from portal.operations.reports import confirm_address, decline_address, submit_report
from portal.operations.reports.job_search import correct_entry
from portal.policy.contacts import ContactReason, Way
from portal.policy.refusals import Refused
from portal.policy.reports import LOG_DAYS, MOST_ENTRIES, FollowUp, LogRefusal
from portal.reports.reports.job_search import LogEntry, answers_with, log_of
from tests.factories import NOON, TODAY, account, as_actor, case, participant

NEW_VALUES = {
    "changed": "address,phone,email", "new_address": "12 Oak St", "new_phone": "(510) 555-0199",
    "new_email": "new@mail.com",
}  # fmt: skip
OLD_VALUES = {"address": "9 Elm St", "phone": "+15105550100", "email": "old@mail.com"}

# What the office's clock showed when a report was sent, and the day on which it counts.
MOMENTS = [
    (datetime(2026, 11, 21, 7, 59, tzinfo=UTC), date(2026, 11, 20)),  # 23:59 of a Friday
    (datetime(2026, 11, 21, 8, 1, tzinfo=UTC), date(2026, 11, 21)),  # 00:01 of the Saturday
    (datetime(2026, 11, 1, 6, 59, tzinfo=UTC), date(2026, 10, 31)),  # 23:59 before the long day
    (datetime(2026, 11, 1, 7, 1, tzinfo=UTC), date(2026, 11, 1)),  # 00:01 of the 25 hour day
    (datetime(2026, 11, 1, 9, 30, tzinfo=UTC), date(2026, 11, 1)),  # its second 01:30
    (datetime(2026, 11, 2, 7, 59, tzinfo=UTC), date(2026, 11, 1)),  # its 23:59
    (datetime(2026, 3, 8, 7, 59, tzinfo=UTC), date(2026, 3, 7)),  # 23:59 before the short day
    (datetime(2026, 3, 8, 10, 1, tzinfo=UTC), date(2026, 3, 8)),  # 03:01; 02:01 never was
    (datetime(2026, 3, 9, 6, 59, tzinfo=UTC), date(2026, 3, 8)),  # 23:59 of the 23 hour day
    (datetime(2026, 3, 9, 7, 1, tzinfo=UTC), date(2026, 3, 9)),  # 00:01 after it
]


def reported(made: Case, kind: ReportKind, at: datetime = NOON, **answers: str) -> Report:
    """A report of the case's participant."""
    if kind is ReportKind.JOB_SEARCH and not answers:
        answers = answers_with([LogEntry("Oak Bakery", TODAY, "visit", "applied")])
    return submit_report(
        as_actor(Participant.get_by_id(made.participant_id)),
        case=Case.get_by_id(made.id), kind=kind, answers=answers, locale="en", at=at,
    )  # fmt: skip


def test_con_6_a_report_is_live_contact_on_the_day_it_was_sent_in_the_offices_time_zone(
    both_databases: flask.Flask,
) -> None:
    for number, (sent_at, on) in enumerate(MOMENTS):
        made = case(
            participant(f"Maria {number}", "en"), number=f"WTW-2{number:03d}",
            enrolled_on=date(2026, 1, 2),
        )  # fmt: skip
        contact: Contact = reported(made, ReportKind.IN_TOUCH, sent_at, how="good").contact
        assert contact.occurred_on == on, sent_at
        assert (contact.is_live, contact.is_attempt, contact.way) == (True, True, Way.PORTAL)
        assert contact.reason == ContactReason.REPORT_THROUGH_PORTAL
        now = Case.get_by_id(made.id)
        assert (now.last_live_on, now.live_due_on) == (on, on + timedelta(days=30))


def test_con_11_every_kind_of_report_is_taken_and_new_values_wait_for_the_worker(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    made = case(participant(locale="en", **OLD_VALUES), ana)
    for kind in ReportKind:
        report = reported(made, kind, job_change="new_job") if kind not in (
            ReportKind.JOB_SEARCH, ReportKind.ADDRESS) else reported(made, kind)  # fmt: skip
        assert (report.state, report.contact.is_live) == (ReportState.SENT, True), kind
    asks = {one.kind: one.follow_up for one in Report.select()}
    assert {kind: ask for kind, ask in asks.items() if ask} == {
        ReportKind.PROBLEM: FollowUp.GOOD_CAUSE, ReportKind.JOB: FollowUp.EMPLOYER,
        ReportKind.PLAN_CHANGE: FollowUp.PLAN_CHANGE,
    }  # fmt: skip
    assert Case.get_by_id(made.id).cause_asked_on == TODAY
    assert SafetyConcern.running_for(made) is not None
    _values_wait_until_confirmed(made, ana.actor)


def _values_wait_until_confirmed(made: Case, worker: Actor) -> None:
    def in_use() -> dict[str, str]:
        person = Participant.get_by_id(made.participant_id)
        return {name: getattr(person, name) for name in OLD_VALUES}

    declined = reported(made, ReportKind.ADDRESS, **NEW_VALUES)
    decline_address(worker, report=declined, at=NOON)
    waiting = reported(made, ReportKind.ADDRESS, **NEW_VALUES)
    assert in_use() == OLD_VALUES
    confirm_address(worker, report=waiting, at=NOON)
    assert in_use() == {
        "address": "12 Oak St", "phone": "+15105550199", "email": "new@mail.com",
    }  # fmt: skip
    with pytest.raises(Refused):
        decline_address(worker, report=waiting, at=NOON)


def test_con_12_contacts_with_employers_are_a_log_that_is_fixed_after_its_day(
    both_databases: flask.Flask,
) -> None:
    made = case(participant(locale="en"), account())
    who = as_actor(Participant.get_by_id(made.participant_id))
    first, last = (
        LogEntry("Oak Bakery", TODAY, "visit", "applied"),
        LogEntry("Harbor Hotel", TODAY - timedelta(days=LOG_DAYS), "online", "no_answer"),
    )
    report = reported(made, ReportKind.JOB_SEARCH, **answers_with([first, last]))
    weeks = log_of(made, TODAY)
    assert [(one.employer, one.way, one.result) for week in weeks for one in week.entries] == [
        ("Oak Bakery", "visit", "applied"), ("Harbor Hotel", "online", "no_answer"),
    ]  # fmt: skip
    assert {one.report_id for one in EmployerContact.select()} == {report.id}
    entry = EmployerContact.get_for(who, weeks[0].entries[0].key)
    midnight = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)  # 00:00 at the office
    better = LogEntry("Oak Bakery", TODAY, "visit", "interview_set")
    correct_entry(who, entry=entry, to=better, at=midnight - timedelta(minutes=1))
    assert EmployerContact.get_by_id(entry.id).result == "interview_set"
    for refused_for, to, at in (
        (LogRefusal.DAY_IS_OVER, better, midnight),
        (LogRefusal.IN_THE_FUTURE, LogEntry("X", TODAY + timedelta(days=1), "call", "applied"), NOON),
        (LogRefusal.TOO_LONG_AGO,
         LogEntry("X", TODAY - timedelta(days=LOG_DAYS + 1), "call", "applied"), NOON),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            correct_entry(who, entry=entry, to=to, at=at)
        assert list(refused.value.codes.values()) == [refused_for]
    for many in (0, MOST_ENTRIES + 1):
        with pytest.raises(Refused):
            reported(
                made, ReportKind.JOB_SEARCH, NOON, **(answers_with([first] * many) or {"x": ""})
            )
