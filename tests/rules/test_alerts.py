"""SUP-7: what is due, for whom, since when; it begins on its day and goes when the thing is done."""

from datetime import date, timedelta

import flask
import pytest

from portal.models import Account, Case
from portal.models.accounts import Role
from portal.operations.cases import refresh
from portal.operations.reviews import answer_review, read_review
from portal.policy.alerts import AlertKind
from portal.policy.supports import ReferralKind
from portal.reports import alerts
from tests.factories import NOON, TODAY, account, case, participant
from tests.rules.alert_facts import MAKERS, grace, private_document, private_task, task
from tests.rules.alert_meetings import MAKERS as OF_MEETINGS
from tests.rules.alert_meetings import sent_review
from tests.rules.staffing_facts import MAKERS as OF_STAFFINGS
from tests.rules.support_facts import MAKERS as OF_SUPPORTS
from tests.rules.support_facts import referral

ENROLLED = TODAY - timedelta(days=60)


def stands(who: Account, of: Case, kind: AlertKind, today: date) -> bool:
    """Whether an alert stands on a day: the count, the list and the case's own list agree."""
    counted = alerts.counts(who.actor, today).get(kind, 0)
    listed = [one for one in alerts.page(who.actor, today, kind).found if one.kind is kind]
    on_case = [one for one in alerts.of_case(who.actor, of, today) if one.kind is kind]
    in_all = [one for one in alerts.page(who.actor, today).found if one.kind is kind]
    assert len(listed) == len(on_case) == len(in_all) == counted <= 1
    assert all(one.case_key == of.key and one.worker == "Ana Ruiz" for one in listed)
    return bool(counted)


@pytest.mark.parametrize("kind", AlertKind)
def test_sup_7_an_alert_begins_on_its_day_and_goes_when_the_thing_is_done(
    both_databases: flask.Flask, kind: AlertKind
) -> None:
    ana = account()
    of = case(participant(), ana, enrolled_on=ENROLLED)
    made = (MAKERS | OF_SUPPORTS | OF_MEETINGS | OF_STAFFINGS)[kind](of, ana)
    refresh(of.id, TODAY)
    day_before = made.begins_on - timedelta(days=1)
    if kind not in (AlertKind.UNDELIVERED, AlertKind.OPENED):
        assert not stands(ana, of, kind, day_before)
    assert stands(ana, of, kind, made.begins_on)
    stranger = account("Cy Fox", unit="Unit 2")
    assert alerts.counts(stranger.actor, made.begins_on) == {}
    assert alerts.page(stranger.actor, made.begins_on).found == []
    made.done()
    refresh(of.id, made.begins_on)
    assert not stands(ana, of, kind, made.begins_on)


def test_a_grace_period_that_ended_asks_nothing_of_anybody(both_databases: flask.Flask) -> None:
    ana = account()
    of = case(participant(), ana)
    grace(of, ana)
    refresh(of.id, TODAY)
    assert stands(ana, of, AlertKind.GRACE, TODAY + timedelta(days=5))
    assert not stands(ana, of, AlertKind.GRACE, TODAY + timedelta(days=6))


def test_a_document_of_the_private_file_alerts_those_alone_who_may_open_it(
    both_databases: flask.Flask,
) -> None:
    ana, boss = account(), account("Sue Park", Role.SUPERVISOR)
    of = case(participant(), ana)
    private_document(of, ana)
    refresh(of.id, TODAY)
    assert AlertKind.DOCUMENT not in alerts.counts(ana.actor, TODAY + timedelta(days=3))
    later = TODAY + timedelta(days=3)
    assert stands(ana, of, AlertKind.PRIVATE_DOCUMENT, later)
    assert AlertKind.PRIVATE_DOCUMENT not in alerts.counts(boss.actor, later)
    assert not [
        one
        for one in (*alerts.page(boss.actor, later).found, *alerts.of_case(boss.actor, of, later))
        if one.kind is AlertKind.PRIVATE_DOCUMENT
    ]


def test_a_task_from_a_private_note_alerts_those_alone_who_may_read_the_note(
    both_databases: flask.Flask,
) -> None:
    ana, boss = account(), account("Sue Park", Role.SUPERVISOR)
    of = case(participant(), ana)
    before = alerts.counts(boss.actor, TODAY + timedelta(days=4))
    private_task(of, ana)
    kept = refresh(of.id, TODAY)
    assert kept.task_due_on is None
    assert stands(ana, of, AlertKind.PRIVATE_TASK, TODAY + timedelta(days=4))
    assert alerts.counts(boss.actor, TODAY + timedelta(days=4)) == before


def test_a_wish_for_a_private_kind_of_referral_alerts_those_alone_who_may_read_it(
    both_databases: flask.Flask,
) -> None:
    ana, boss = account(), account("Sue Park", Role.SUPERVISOR)
    of = case(participant(), ana)
    later = TODAY + timedelta(days=2)
    referral(of, ana, ReferralKind.DOMESTIC_VIOLENCE)
    assert stands(ana, of, AlertKind.REFERRAL_ASKED, later)
    assert not stands(boss, of, AlertKind.REFERRAL_ASKED, later)


def test_a_review_alerts_the_worker_whose_work_it_looks_at_until_they_open_or_answer_it(
    both_databases: flask.Flask,
) -> None:
    ana, second = account(), account("Bea Second")
    of = case(participant(), ana, secondary=second, enrolled_on=ENROLLED)
    review = sent_review(of, ana)
    sue = Account.get(Account.role == Role.SUPERVISOR)
    read_review(sue.actor, review=review, at=NOON)
    assert stands(ana, of, AlertKind.REVIEW, TODAY), "that the supervisor opened it ends nothing"
    for other in (sue, second):
        assert AlertKind.REVIEW not in alerts.counts(other.actor, TODAY)
    answer_review(ana.actor, review=review, text="Thank you.", at=NOON)
    assert not stands(ana, of, AlertKind.REVIEW, TODAY)


def test_a_closed_case_asks_for_nothing(both_databases: flask.Flask) -> None:
    ana = account()
    of = case(participant(), ana, enrolled_on=ENROLLED, status="closed")
    task(of, ana)
    refresh(of.id, TODAY)
    assert alerts.counts(ana.actor, TODAY + timedelta(days=90)) == {}
