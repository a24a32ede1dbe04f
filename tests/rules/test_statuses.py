"""Where a case stands: statuses as periods, exemption and good cause, at their edges."""

import json
from datetime import date, timedelta
from typing import Any

import flask
import peewee
import pytest

from portal import db
from portal.models import (
    AuditEntry,
    Case,
    Letter,
    MonthVerdict,
    ServiceReferral,
    Staffing,
    StatusPeriod,
    TimelineEntry,
)
from portal.models.accounts import Role
from portal.operations import operation
from portal.operations.catalogs import load_letter_kinds
from portal.operations.hours.verdicts import give_verdict
from portal.operations.statuses import enter_status
from portal.operations.statuses.entering import set_status, version_of
from portal.operations.statuses.turning import draft_reviews, turn_statuses
from portal.policy.calendar import Month
from portal.policy.programs import Clock
from portal.policy.refusals import Refused
from portal.policy.status_periods import StatusReason as R
from portal.policy.status_periods import StatusRefusal, of_day
from portal.policy.statuses import CaseStatus as S
from portal.policy.verdicts import VerdictCause
from portal.reports.cases.clocks import read_clocks
from portal.reports.hours.verdicts import owed_share
from portal.reports.statuses import as_period, periods_of
from tests.factories import NOON, TODAY, account, case, participant

JANUARY = date(2026, 1, 12)
DAY = timedelta(days=1)


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


def exempt(ana: Any, of: Case, at: Any = NOON, **values: Any) -> StatusPeriod:
    """An exemption as the worker enters it."""
    given: dict[str, Any] = {
        "status": S.EXEMPT, "reason": R.CARING, "starts_on": TODAY, "ends_on": None,
        "review_on": TODAY + 60 * DAY, "text": "Doctor's form",
        "version": version_of(periods_of(of)),
    }  # fmt: skip
    return set_status(ana.actor, case=of, at=at, **(given | values))


def refusals(ana: Any, of: Case, **values: Any) -> dict[str, Any]:
    with pytest.raises(Refused) as refused:
        exempt(ana, of, **values)
    return refused.value.codes


def months_not_counted(of: Case, clock: Clock) -> list[str]:
    found = next(one for one in read_clocks(of, TODAY).clocks if one.clock == clock)
    return [str(one.month) for one in found.months if not one.is_counted]


def check_days_of_an_exemption(ana: Any, of: Case) -> None:
    """What two days in March and May, and all between, change."""
    # A reason that stops a clock stops every month of which it has a day: the last of March, the
    # first of May.
    made = exempt(ana, of, starts_on=date(2026, 3, 31), ends_on=date(2026, 5, 1), review_on=None,
                  is_help_offered=True)  # fmt: skip
    assert months_not_counted(of, Clock.TIME_ON_AID) == ["2026-03", "2026-04", "2026-05"]
    assert json.loads(made.changed)["clocks"][0]["freed"] == ["2026-03", "2026-04", "2026-05"]
    assert owed_share(of, Month(2026, 4)) == 0
    assert 0 < owed_share(of, Month(2026, 5)) < owed_share(of, Month(2026, 7))
    (referral,) = ServiceReferral.select()
    assert (referral.kind, referral.state) == ("ihss", "offered")


def test_case_3_an_exemption_has_its_reason_days_review_referral_and_stopped_clocks(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    of = case(worker=ana, enrolled_on=JANUARY)
    year = date(2027, 11, 20)
    for values, codes in (
        ({"reason": R.ILLNESS}, {"reason": "no_reason"}),
        ({"starts_on": JANUARY - DAY}, {"starts_on": "before_enrollment"}),
        ({"starts_on": date(2027, 2, 21), "review_on": year}, {"starts_on": "too_far"}),
        ({"ends_on": TODAY - DAY}, {"ends_on": "ends_before"}),
        ({"review_on": None}, {"review_on": "no_review"}),
        ({"review_on": TODAY - DAY}, {"review_on": "review_outside"}),
        ({"review_on": year + DAY}, {"review_on": "review_too_far"}),
        ({"text": ""}, {"text": "no_evidence"}),
        ({"version": 0}, {}),
    ):  # fmt: skip
        if codes:
            assert refusals(ana, of, **values) == codes
    assert months_not_counted(of, Clock.TIME_ON_AID) == []
    # Pregnancy stops the one clock and not the other.
    exempt(ana, of, reason=R.PREGNANCY, starts_on=date(2026, 2, 2), ends_on=date(2026, 2, 2),
           review_on=None)  # fmt: skip
    assert months_not_counted(of, Clock.TIME_ON_AID) == []
    check_days_of_an_exemption(ana, of)
    # What a worker sets: no live contact is owed, hours are not, and the year's last day will do.
    exempt(ana, of, reason=R.PERMANENT_DISABILITY, review_on=year, is_help_offered=True)
    assert (of.status, of.status_review_on) == ("exempt", year)
    assert of.live_due_on is None
    assert of.weekly_minutes_required == 0
    assert {one.kind for one in ServiceReferral.select()} == {"ihss", "ssi_advocacy"}
    # Who takes part although exempt: has hours and contacts again, and the clock stands still.
    exempt(ana, of, status=S.VOLUNTEER, reason=R.PERMANENT_DISABILITY, text="", review_on=None)
    assert of.status == "volunteer"
    assert of.live_due_on is not None
    assert of.weekly_minutes_required > 0
    assert "2026-11" in months_not_counted(of, Clock.TIME_ON_AID)


def test_case_3_a_review_is_told_thirty_days_before_and_the_end_turns_the_case(
    ana: Any,
) -> None:
    load_letter_kinds(NOON)
    of = case(worker=ana, enrolled_on=JANUARY)
    exempt(ana, of, ends_on=TODAY + 60 * DAY, review_on=None)
    assert (of.next_deadline_kind, of.status_until) == ("attempt", TODAY + 60 * DAY)
    for days, letters in ((29, 0), (30, 1), (31, 1)):
        on, at = TODAY + days * DAY, NOON + days * DAY
        list(draft_reviews(on, at))
        assert Letter.select().count() == letters, days
    assert Letter.get().kind == "exemption_decided"
    for days, status in ((60, "exempt"), (61, "active")):
        list(turn_statuses(TODAY + days * DAY, NOON + days * DAY))
        assert Case.get_by_id(of.id).status == status
    assert AuditEntry.select().where(AuditEntry.action == "status_turned").count() == 1


def test_case_12_good_cause_of_any_length_leaves_the_case_with_its_worker(
    both_databases: flask.Flask,
) -> None:
    ana, grace = account(), account("Grace Okafor", Role.SPECIALIST)
    for number, (days, back) in enumerate(((0, 0), (1, 0), (364, 0), (30, 200))):
        of = case(participant(f"Hoa Tran{number}"), ana, f"WTW-{number}", JANUARY,
                  secondary=grace)  # fmt: skip
        held = (of.worker_id, of.secondary_id, of.unit_id, of.office_id)
        first = TODAY - back * DAY
        exempt(ana, of, status=S.GOOD_CAUSE, reason=R.NO_CHILD_CARE, starts_on=first,
               ends_on=first + days * DAY, review_on=None)  # fmt: skip
        kept = Case.get_by_id(of.id)
        assert (kept.worker_id, kept.secondary_id, kept.unit_id, kept.office_id) == held
        assert Case.select().where(Case.work_of(ana.actor), Case.id == of.id).exists()
        # It is still theirs to be in touch with.
        assert kept.live_due_on is not None
        # The last day is of the good cause, the day after it is not.
        periods = [as_period(one) for one in periods_of(kept)]
        for on, status in ((first - DAY, S.ACTIVE), (first, S.GOOD_CAUSE),
                           (first + days * DAY, S.GOOD_CAUSE),
                           (first + (days + 1) * DAY, S.ACTIVE)):  # fmt: skip
            found = of_day(periods, on)
            assert found is not None
            assert found.status is status


def test_no_sanction_without_a_completed_staffing_since_the_noncompliance_began(ana: Any) -> None:
    of = case(worker=ana, enrolled_on=JANUARY)
    began = TODAY - 30 * DAY
    sanction: dict[str, Any] = {
        "case": of, "status": S.SANCTIONED, "reason": R.NO_CAUSE, "starts_on": TODAY
    }  # fmt: skip
    with pytest.raises(Refused):
        enter(ana.actor, **sanction)
    enter(ana.actor, case=of, status=S.NONCOMPLIANCE, reason=R.MISSED, starts_on=began)
    for number, values in enumerate((
        {"state": "draft", "completed_on": None}, {"decision": "do_not_pursue"},
        {"kind": "difficult"}, {"completed_on": began - DAY},
    )):  # fmt: skip
        given = {"state": "completed", "decision": "pursue", "kind": "before_sanction",
                 "completed_on": began} | values  # fmt: skip
        Staffing.create(case=of, number=number, begun_at=NOON, **given)
        with pytest.raises(Refused) as refused:
            enter(ana.actor, **sanction)
        assert refused.value.codes == {"": StatusRefusal.NO_STAFFING}
    Staffing.create(case=of, number=9, begun_at=NOON, kind="before_sanction", state="completed",
                    decision="pursue", completed_on=began)  # fmt: skip
    enter(ana.actor, **sanction)
    assert of.status == "sanctioned"
    # What has steps of its own is not ended by a form either.
    assert refusals(ana, of) == {"status": StatusRefusal.BY_STEPS}


def test_of_two_workers_at_once_the_second_is_told(ana: Any) -> None:
    of = case(worker=ana, enrolled_on=JANUARY)
    seen = version_of(periods_of(of))
    exempt(ana, of, version=seen)
    assert refusals(ana, of, version=seen) == {"": StatusRefusal.CHANGED_MEANWHILE}


def test_a_month_that_was_judged_is_judged_anew(ana: Any) -> None:
    of = case(worker=ana, enrolled_on=JANUARY)
    give_verdict(ana.actor, case=of, month=Month(2026, 10), cause=VerdictCause.MONTH_END, at=NOON)
    exempt(ana, of, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 31), review_on=None)
    said = MonthVerdict.select().where(MonthVerdict.replaced_at.is_null())
    assert [(one.month, one.verdict) for one in said] == [("2026-10", "not_owed")]
