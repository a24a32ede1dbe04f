"""The two grace periods of a plan at their edges, on both databases: PLAN-7 and PLAN-8."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import flask
import pytest

from portal import i18n
from portal.models import Account, Activity, Case, Holiday, Office, Plan, PlanChange, Report
from portal.models.plans import PlanState, Signer
from portal.operations.cases import refresh
from portal.operations.holidays import enter_holiday, remove_holiday
from portal.operations.plans.changes import (
    ask_plan_change,
    decline_plan_change,
    grant_plan_change,
)
from portal.operations.plans.signing import sign_plan
from portal.operations.plans.versions import amend_plan, offer_plan
from portal.policy.calendar import day_ends_at
from portal.policy.plan_changes import ChangePeriod, ChangeRefusal
from portal.policy.plans import AmendmentCause
from portal.policy.refusals import Refused
from portal.reports.plans import read_plan
from tests.factories import NOON, account, as_actor, case, office, participant
from tests.participant.plans import plan

ZONE = "America/Los_Angeles"
SECOND = timedelta(seconds=1)

# (amended on, days off, the last day): Friday and three working days over a holiday; over two of
# them; over the turn of the year; on a Saturday; over the nights in which the clock changes.
PERIODS = [
    (date(2026, 11, 20), [], date(2026, 11, 25)),
    (date(2026, 5, 22), [date(2026, 5, 25)], date(2026, 5, 28)),
    (date(2026, 11, 25), [date(2026, 11, 26), date(2026, 11, 27)], date(2026, 12, 2)),
    (date(2026, 12, 30), [date(2026, 12, 31), date(2027, 1, 1)], date(2027, 1, 6)),
    (date(2026, 11, 21), [], date(2026, 11, 25)),
    (date(2026, 3, 6), [], date(2026, 3, 11)),
    (date(2026, 10, 30), [], date(2026, 11, 4)),
]


def noon(on: date) -> datetime:
    return datetime.combine(on, time(12), tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


def signed_by_both(version: Plan, held: Case, ana: Account, at: datetime) -> Plan:
    for signer, who in ((Signer.WORKER, ana), (Signer.PARTICIPANT, held.participant)):
        with i18n.use("en"):
            view = read_plan(Case.get_by_id(held.id), "en", int(str(version.number)))
        assert view is not None
        sign_plan(
            as_actor(who), plan=version, name=str(signer).title(), locale="en",
            shown_digest=view.shown_digest, at=at,
        )  # fmt: skip
    return Plan.get_by_id(version.id)


def amended(on: date, number: str) -> tuple[Account, Case, Plan]:
    """A counselor and a case of hers whose plan is amended and signed by both on a day."""
    ana = account(email=f"ana{number}@demo.example")
    held = case(participant(locale="en"), ana, number=number)
    first = plan(held, state=PlanState.DRAFT)
    Activity.update(starts_on=on - timedelta(days=10)).where(Activity.plan == first).execute()
    Plan.update(
        starts_on=on - timedelta(days=20), state=PlanState.SIGNED,
        signed_by_worker_at=NOON, signed_by_participant_at=NOON,
    ).where(Plan.id == first.id).execute()  # fmt: skip
    draft = amend_plan(ana.actor, case=held, causes=[AmendmentCause.HOURS], at=noon(on))
    offered = offer_plan(ana.actor, plan=draft, at=noon(on))
    version = signed_by_both(offered, held, ana, noon(on))
    return ana, Case.get_by_id(held.id), version


def ask(held: Case, period: ChangePeriod, at: datetime) -> PlanChange:
    return ask_plan_change(
        as_actor(held.participant), case=Case.get_by_id(held.id), period=period,
        parts=["hours"], words="", locale="en", at=at,
    )  # fmt: skip


def refused(held: Case, period: ChangePeriod, at: datetime) -> dict[str, Any]:
    before = Report.select().count()
    with pytest.raises(Refused) as error:
        ask(held, period, at)
    assert Report.select().count() == before
    return error.value.codes


def closed(on: date, where: Office | None = None) -> None:
    Holiday.create(falls_on=on, office=where, name="Day off", entered_at=NOON)


def test_plan_7_after_an_amendment_there_are_three_working_days_until_midnight_of_the_last(
    both_databases: flask.Flask,
) -> None:
    for number, (on, days_off, last_on) in enumerate(PERIODS):
        for one in days_off:
            closed(one)
        ana, held, version = amended(on, f"WTW-{number}")
        assert (version.amended_on, version.change_until) == (on, last_on)
        assert held.change_until == last_on
        midnight = day_ends_at(last_on, ZONE)
        in_time = ask(held, ChangePeriod.AMENDMENT, midnight - SECOND)
        assert (in_time.asked_on, in_time.last_on) == (last_on, last_on)
        assert refused(held, ChangePeriod.AMENDMENT, midnight) == {"period": ChangeRefusal.IS_OVER}
        decline_plan_change(ana.actor, change=in_time, reason="other", reply="No.", at=midnight)
        assert PlanChange.get_by_id(in_time.id).state == "declined"


def test_plan_7_a_plan_that_amends_nothing_has_no_such_period_and_a_day_told_never_moves_back(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    held = case(participant(locale="en"), ana)
    plan(held)
    refresh(held.id, date(2026, 11, 20))
    assert refused(held, ChangePeriod.AMENDMENT, NOON) == {"period": ChangeRefusal.NO_PERIOD}
    closed(date(2026, 11, 24), office())
    closed(date(2026, 11, 23), office("Fruitvale"))
    _ana, told, version = amended(date(2026, 11, 20), "WTW-9")
    assert version.change_until == date(2026, 11, 26)  # its own office's day alone
    Holiday.delete().execute()
    assert refresh(told.id, date(2026, 11, 20)).change_until == date(2026, 11, 26)
    storm = enter_holiday(
        ana.actor,
        office=None,
        falls_on=date(2026, 11, 25),
        name="Storm",
        at=noon(version.amended_on),
    )
    closed(date(2026, 11, 24))
    assert refresh(told.id, date(2026, 11, 20)).change_until == date(2026, 11, 27)
    remove_holiday(ana.actor, holiday=storm, at=noon(version.amended_on))
    assert Case.get_by_id(told.id).change_until == date(2026, 11, 27)


def test_plan_8_thirty_calendar_days_run_from_the_beginning_of_the_first_training(
    both_databases: flask.Flask,
) -> None:
    closed(date(2026, 11, 26))
    for number, (begins, last_on) in enumerate(
        [
            (date(2026, 11, 10), date(2026, 12, 10)),  # weekends and days off count
            (date(2028, 1, 30), date(2028, 2, 29)),
            (date(2026, 12, 2), date(2027, 1, 1)),
        ]
    ):
        ana, held, version = amended(begins + timedelta(days=10), f"WTW-{number}")
        assert (version.reassign_until, held.reassign_until) == (last_on, last_on)
        midnight = day_ends_at(last_on, ZONE)
        in_time = ask(held, ChangePeriod.ACTIVITY, midnight - SECOND)
        assert refused(held, ChangePeriod.ACTIVITY, midnight) == {"period": ChangeRefusal.IS_OVER}
        granted = grant_plan_change(
            ana.actor, change=in_time, causes=[AmendmentCause.NEW_ACTIVITY], reply="", at=midnight
        )
        assert granted.amendment.state == PlanState.DRAFT
        assert granted.amendment.causes == AmendmentCause.NEW_ACTIVITY


def test_plan_8_a_plan_without_training_has_no_such_period_and_a_later_one_starts_no_second(
    both_databases: flask.Flask,
) -> None:
    ana, held, version = amended(date(2026, 11, 20), "WTW-1")
    assert version.reassign_until == date(2026, 12, 10)
    draft = amend_plan(
        ana.actor, case=held, causes=[AmendmentCause.NEW_ACTIVITY], at=noon(date(2026, 12, 1))
    )
    Activity.update(starts_on=date(2026, 12, 7)).where(
        Activity.plan == draft, Activity.kind == "english_class"
    ).execute()
    offered = offer_plan(ana.actor, plan=draft, at=noon(date(2026, 12, 1)))
    third = signed_by_both(offered, held, ana, noon(date(2026, 12, 1)))
    assert third.reassign_until == date(2026, 12, 10)  # from the initial one
    other = case(participant("Lan Tran", "en"), ana, number="WTW-2")
    only_job = plan(other, state=PlanState.DRAFT)
    Activity.update(kind="job").where(Activity.plan == only_job).execute()
    signed = signed_by_both(offer_plan(ana.actor, plan=only_job, at=NOON), other, ana, NOON)
    assert signed.reassign_until is None
    refresh(other.id, date(2026, 11, 20))
    assert refused(other, ChangePeriod.ACTIVITY, NOON) == {"period": ChangeRefusal.NO_PERIOD}
