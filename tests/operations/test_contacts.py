"""Contacts as they are recorded: clocks, audit, repeated sends."""

from datetime import date, timedelta

import flask
import pytest

from portal.models import AuditEntry, Case, Contact
from portal.operations import NoAuditEntry, operation, trail
from portal.operations.contacts import record_contact
from portal.policy.contacts import Direction, Way
from portal.policy.refusals import Refused
from tests.factories import NOON, TODAY, account, case


def call(made: Case, who: object, **changes: object) -> Contact:
    """A telephone conversation on TODAY, with changes."""
    values = {
        "case": made, "occurred_on": TODAY, "way": Way.TELEPHONE, "direction": Direction.FROM_STAFF,
        "answered": True, "summary": "Talked about the bus pass.", "at": NOON,
    }  # fmt: skip
    return record_contact(who.actor, **(values | changes))


def test_a_telephone_conversation_moves_both_clocks(both_databases: flask.Flask) -> None:
    ana = account()
    made = case(worker=ana)
    call(made, ana)
    kept = Case.get_by_id(made.id)
    assert kept.last_live_on == TODAY
    assert kept.last_attempt_on == TODAY
    assert kept.live_due_on == TODAY + timedelta(days=30)


def test_a_voicemail_left_by_staff_moves_the_attempt_clock_alone(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    made = case(worker=ana)
    call(made, ana, way=Way.VOICEMAIL, answered=False)
    kept = Case.get_by_id(made.id)
    assert kept.last_live_on is None
    assert kept.last_attempt_on == TODAY
    assert kept.live_due_on == made.enrolled_on + timedelta(days=30)


def test_a_contact_in_the_future_is_refused_at_its_date(app: flask.Flask) -> None:
    ana = account()
    made = case(worker=ana)
    with pytest.raises(Refused) as refused:
        call(made, ana, occurred_on=TODAY + timedelta(days=1))
    assert "occurred_on" in refused.value.codes
    assert Contact.select().count() == 0


def test_a_contact_from_before_enrollment_is_refused(app: flask.Flask) -> None:
    ana = account()
    made = case(worker=ana, enrolled_on=date(2026, 11, 10))
    with pytest.raises(Refused):
        call(made, ana, occurred_on=date(2026, 11, 9))


def test_the_same_form_sent_twice_makes_one_contact(both_databases: flask.Flask) -> None:
    ana = account()
    made = case(worker=ana)
    first = call(made, ana, operation_key="tap-1")
    second = call(made, ana, operation_key="tap-1")
    assert first.id == second.id
    assert Contact.select().count() == 1


def test_every_operation_leaves_an_entry_that_seals_the_one_before(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    made = case(worker=ana)
    call(made, ana)
    call(made, ana, way=Way.EMAIL)
    assert AuditEntry.select().count() == 2
    assert list(trail.broken_links()) == []


def test_an_operation_without_an_audit_entry_raises_and_writes_nothing(app: flask.Flask) -> None:
    made = case(worker=account())

    @operation()
    def forgetful(*, at: object) -> None:
        Case.update(story="changed").where(Case.id == made.id).execute()

    with pytest.raises(NoAuditEntry):
        forgetful(at=NOON)
    assert Case.get_by_id(made.id).story == ""
