"""Where a case stands: statuses as periods, exemption and good cause, at their edges."""

from datetime import date
from typing import Any

import flask
import peewee
import pytest

from portal import db
from portal.models import AuditEntry, Case, StatusPeriod, TimelineEntry
from portal.operations import operation
from portal.operations.statuses import enter_status
from portal.policy.refusals import Refused
from portal.policy.status_periods import StatusReason as R
from portal.policy.status_periods import StatusRefusal
from portal.policy.statuses import CaseStatus as S
from portal.reports.cases.clocks import read_clocks
from tests.factories import NOON, TODAY, account, case

JANUARY = date(2026, 1, 12)


@operation()
def _enter(actor: Any, **values: Any) -> StatusPeriod:
    return enter_status(actor, **values)


def enter(actor: Any, **values: Any) -> StatusPeriod:
    """One status, as every operation enters it."""
    return _enter(actor, **({"today": TODAY, "at": NOON} | values))


def stretches(of: Case) -> list[tuple[str, str, str]]:
    """The periods that hold: status, first and last day."""
    rows = StatusPeriod.select().where(
        StatusPeriod.case == of.id, StatusPeriod.replaced_at.is_null()
    )
    return [
        (one.status, f"{one.starts_on}", f"{one.ends_on or ''}")
        for one in rows.order_by(StatusPeriod.starts_on)
    ]


@pytest.fixture
def ana(both_databases: flask.Flask) -> Any:
    return account()


def test_a_status_entered_late_takes_its_days_and_the_rest_goes_on(ana: Any) -> None:
    of = case(worker=ana, enrolled_on=JANUARY)
    enter(ana.actor, case=of, status=S.EXEMPT, reason=R.CARING, starts_on=date(2026, 3, 1),
          ends_on=date(2026, 4, 30))  # fmt: skip
    assert stretches(of) == [
        ("active", "2026-01-12", "2026-02-28"), ("exempt", "2026-03-01", "2026-04-30"),
        ("active", "2026-05-01", ""),
    ]  # fmt: skip
    assert (of.status, of.status_since_on) == ("active", date(2026, 5, 1))
    enter(ana.actor, case=of, status=S.DISCONTINUED, reason=R.AID_ENDED,
          starts_on=date(2026, 4, 15))  # fmt: skip
    assert stretches(of)[1:] == [("exempt", "2026-03-01", "2026-04-14"),
                                 ("discontinued", "2026-04-15", "")]  # fmt: skip
    assert StatusPeriod.select().where(StatusPeriod.replaced_at.is_null(False)).count() == 1
    assert TimelineEntry.select().where(TimelineEntry.kind == "status").count() == 2
    assert AuditEntry.select().where(AuditEntry.action == "status_set").count() == 2


def test_no_two_statuses_share_a_day_whoever_speaks_to_the_database(ana: Any) -> None:
    of = case(worker=ana, enrolled_on=JANUARY)
    enter(ana.actor, case=of, status=S.EXEMPT, reason=R.AGE, starts_on=date(2026, 3, 1))
    for first, last in ((date(2026, 2, 28), date(2026, 2, 28)), (date(2026, 3, 1), None),
                        (date(2026, 1, 1), date(2026, 1, 12)), (TODAY, TODAY)):  # fmt: skip
        with pytest.raises(peewee.DatabaseError), db.database.atomic():
            StatusPeriod.create(case=of.id, status="active", starts_on=first, ends_on=last,
                                set_at=NOON)  # fmt: skip
    with pytest.raises(peewee.DatabaseError), db.database.atomic():
        StatusPeriod.update(ends_on=None).where(StatusPeriod.status == "active").execute()
    StatusPeriod.create(case=of.id, status="active", starts_on=date(2026, 1, 1),
                        ends_on=date(2026, 1, 11), set_at=NOON)  # fmt: skip


def test_case_3_an_exemption_stops_the_clocks_that_its_reason_stops(ana: Any) -> None:
    of = case(worker=ana, enrolled_on=JANUARY)
    made = enter(ana.actor, case=of, status=S.EXEMPT, reason=R.CARING, starts_on=date(2026, 3, 31),
                 ends_on=date(2026, 5, 1), review_on=date(2026, 4, 1))  # fmt: skip
    aid = next(one for one in read_clocks(of, TODAY).clocks if one.clock == "time_on_aid")
    assert [str(one.month) for one in aid.months if not one.is_counted] == [
        "2026-03", "2026-04", "2026-05",
    ]  # fmt: skip
    assert aid.months[2].ref == f"status:{made.key}"
