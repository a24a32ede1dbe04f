"""Statuses that two workers enter at once, cases from a file, and what a send twice makes."""

import threading
from datetime import date
from typing import Any

import flask
import pytest

from portal import db
from portal.models import Case, StatusPeriod
from portal.operations.case_files import Outcome, plan_rows, take_row
from portal.operations.statuses.entering import set_status, version_of
from portal.policy.case_rows import RowRefusal
from portal.policy.refusals import Refused
from portal.policy.status_periods import StatusReason, StatusRefusal
from portal.policy.statuses import CaseStatus
from portal.reports.statuses import facts_of, periods_of
from tests.factories import NOON, TODAY, account, case, participant

ENROLLED = date(2026, 3, 2)


def exempt(who: Any, of: Case, key: str, version: int) -> StatusPeriod:
    return set_status(
        who.actor, case=of, status=CaseStatus.EXEMPT, reason=StatusReason.CARING, starts_on=TODAY,
        ends_on=None, review_on=TODAY, text="Form", at=NOON, version=version, operation_key=key,
    )  # fmt: skip


def test_of_workers_who_enter_at_once_one_is_taken_and_the_others_are_told(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    of = case(worker=ana, enrolled_on=ENROLLED)
    said: list[Any] = []
    start = threading.Barrier(3)

    def press(number: int) -> None:
        with db.database.connection_context():
            start.wait()
            try:
                said.append(exempt(ana, Case.get_by_id(of.id), f"key-{number}", 0).id)
            except Refused as refused:
                said.append(refused.codes[""])

    hands = [threading.Thread(target=press, args=(number,)) for number in range(3)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert said.count(StatusRefusal.CHANGED_MEANWHILE) == 2
    assert StatusPeriod.select().where(StatusPeriod.status == "exempt").count() == 1


def test_the_same_form_sent_twice_enters_one_period(both_databases: flask.Flask) -> None:
    ana = account()
    of = case(worker=ana, enrolled_on=ENROLLED)
    version = version_of(periods_of(of))
    first, second = (exempt(ana, of, "one", version) for _tap in range(2))
    assert first.id == second.id
    facts = facts_of(of, TODAY)
    assert (facts.period.key, facts.since_on, facts.next_period) == (first.key, TODAY, None)


def test_a_file_moves_a_case_by_a_period_and_never_into_a_sanction(app: flask.Flask) -> None:
    ana = account()
    of = case(participant("Hoa Tran"), ana, "WTW-9", ENROLLED)
    cells = {
        "number": "WTW-9", "program": "wtw", "given_name": "Hoa", "family_name": "Tran",
        "birth_on": "1990-01-15", "office": "Eastmont", "enrolled_on": "2026-03-02",
    }  # fmt: skip
    (wrong,) = plan_rows([(2, cells | {"status": "sanctioned"})], TODAY)
    assert wrong.wrong == {"status": RowRefusal.STATUS_BY_STEPS}
    (plan,) = plan_rows([(2, cells | {"status": "discontinued"})], TODAY)
    assert plan.row is not None
    assert take_row(ana.actor, number=2, row=plan.row, at=NOON) is Outcome.CHANGED
    assert [(one.status, one.source) for one in periods_of(of)] == [
        ("discontinued", "file"), ("active", "before"),
    ]  # fmt: skip
    assert take_row(ana.actor, number=2, row=plan.row, at=NOON) is Outcome.SAME
    with pytest.raises(Refused):
        exempt(ana, of, "two", 0)
