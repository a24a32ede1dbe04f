"""The night: reminders once and in time, the month's turn, grace periods that end, repairs."""

from datetime import UTC, date, datetime, timedelta

import flask

from portal.models import Case, NightlyRun, OutboxMessage
from portal.operations.contacts import record_contact
from portal.operations.nightly import run_night
from portal.policy.contacts import Direction, Way
from tests.factories import account, case, participant

PHONE = "+15105550123"


def night(on: date) -> datetime:
    """Two in the morning of a day, office time (Los Angeles)."""
    return datetime(on.year, on.month, on.day, 10, 0, tzinfo=UTC)


def due_case(enrolled_on: date = date(2026, 11, 2), **values: object) -> Case:
    """A case whose live contact falls due 30 days after enrollment: on December 2."""
    person = participant(phone=PHONE, **values)
    return case(person, account(), enrolled_on=enrolled_on)


def test_nobody_is_reminded_before_the_lead_begins(both_databases: flask.Flask) -> None:
    due_case()
    run_night(night(date(2026, 11, 26)))
    assert OutboxMessage.select().count() == 0


def test_a_reminder_goes_out_once_however_often_the_night_runs(both_databases: flask.Flask) -> None:
    due_case()
    for on in (date(2026, 11, 27), date(2026, 11, 27), date(2026, 11, 28), date(2026, 12, 2)):
        run_night(night(on))
    message = OutboxMessage.get()
    assert OutboxMessage.select().count() == 1
    assert message.address == PHONE
    assert len(message.body) <= 160


def test_a_reminder_speaks_the_written_language_and_tells_nothing_of_the_case(
    both_databases: flask.Flask,
) -> None:
    made = due_case(locale="en")
    run_night(night(date(2026, 11, 28)))
    body = OutboxMessage.get().body
    assert "Ana" in body
    assert made.number not in body
    assert "wtw" not in body.lower()


def test_who_has_been_in_touch_is_not_reminded(both_databases: flask.Flask) -> None:
    made = due_case()
    worker = made.worker
    record_contact(
        worker.actor, case=made, occurred_on=date(2026, 11, 20), way=Way.TELEPHONE,
        direction=Direction.FROM_STAFF, answered=True, summary="Spoke.",
        at=night(date(2026, 11, 21)),
    )  # fmt: skip
    run_night(night(date(2026, 11, 29)))
    assert OutboxMessage.select().count() == 0


def test_an_overdue_contact_is_no_longer_reminded_of(app: flask.Flask) -> None:
    due_case()
    run_night(night(date(2026, 12, 3)))
    assert OutboxMessage.select().count() == 0


def test_a_private_case_gets_no_message(app: flask.Flask) -> None:
    made = due_case()
    Case.update(is_restricted=True).where(Case.id == made.id).execute()
    run_night(night(date(2026, 11, 29)))
    assert OutboxMessage.select().count() == 0


def test_an_exempt_or_closed_case_gets_no_reminder(app: flask.Flask) -> None:
    made = due_case()
    Case.update(status="exempt").where(Case.id == made.id).execute()
    run_night(night(date(2026, 11, 29)))
    assert OutboxMessage.select().count() == 0


def test_a_night_that_was_cut_off_is_done_to_its_end(app: flask.Flask) -> None:
    due_case()
    at = night(date(2026, 11, 29))
    NightlyRun.create(job="remind", run_on=date(2026, 11, 29), started_at=at - timedelta(hours=1))
    run_night(at)
    assert OutboxMessage.select().count() == 1


def test_the_first_of_a_month_brings_the_months_own_hours(both_databases: flask.Flask) -> None:
    made = due_case()
    run_night(night(date(2026, 12, 1)))
    kept = Case.get_by_id(made.id)
    assert kept.month == "2026-12"
    assert kept.month_minutes_required == 30 * 60 * 31 // 7


def test_a_kept_date_that_is_out_of_step_is_found_and_set_right(
    both_databases: flask.Flask,
) -> None:
    made = due_case()
    record_contact(
        made.worker.actor, case=made, occurred_on=date(2026, 11, 20), way=Way.IN_PERSON,
        direction=Direction.TWO_WAY, answered=True, summary="Met.", at=night(date(2026, 11, 21)),
    )  # fmt: skip
    Case.update(last_live_on=date(2026, 11, 3)).where(Case.id == made.id).execute()
    done = run_night(night(date(2026, 11, 22)))
    assert done["repair"] == 1
    assert Case.get_by_id(made.id).last_live_on == date(2026, 11, 20)
