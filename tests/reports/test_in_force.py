"""What the signed plan puts on each day."""

from datetime import date
from typing import Any

import flask

from portal import db
from portal.models import Activity, ActivitySlot, Case, Plan
from portal.models.plans import PlanState
from portal.policy.calendar import Span
from portal.reports.plans.in_force import ScheduledDay, activity_on, schedule_of
from tests import factories
from tests.factories import NOON

WEEK = Span(date(2026, 11, 15), date(2026, 11, 21))  # Sunday to Saturday
MONDAY, WEDNESDAY = date(2026, 11, 16), date(2026, 11, 18)
ENGLISH = (9 * 60, 13 * 60)


def version(of: Case, number: int, starts_on: date, state: PlanState = PlanState.SIGNED) -> Plan:
    made: Plan = Plan.create(
        case=of, number=number, state=state, starts_on=starts_on, created_at=NOON
    )
    return made


def doing(plan: Plan, days: tuple[int, ...], times: tuple[int, int], **values: Any) -> Activity:
    made: Activity = Activity.create(
        plan=plan, kind="english_class", starts_on=values.pop("starts_on", date(2026, 11, 2)),
        minutes_week=len(days) * (times[1] - times[0]), **values,
    )  # fmt: skip
    for day in days:
        ActivitySlot.create(activity=made, weekday=day, start_minute=times[0], end_minute=times[1])
    return made


def told(days: list[ScheduledDay]) -> list[tuple[date, int, int]]:
    return [(day.done_on, day.plan_number, day.minutes) for day in days]


def test_a_signed_version_holds_until_the_next_ones_first_day(both_databases: flask.Flask) -> None:
    of = factories.case()
    first = doing(version(of, 1, date(2026, 11, 2), PlanState.SUPERSEDED), (0, 2, 4), ENGLISH)
    second = doing(version(of, 2, WEDNESDAY), (2, 4), (9 * 60, 12 * 60), series=first.series)
    found = schedule_of(of.id, WEEK)
    assert told(found) == [
        (MONDAY, 1, 240), (WEDNESDAY, 2, 180), (date(2026, 11, 20), 2, 180)
    ]  # fmt: skip
    assert {day.series for day in found} == {first.series}
    assert [day.activity_id for day in found] == [first.id, second.id, second.id]
    assert activity_on(of.id, str(first.series), MONDAY) == first
    assert activity_on(of.id, str(first.series), date(2026, 11, 17)) == first
    assert activity_on(of.id, str(first.series), WEDNESDAY) == second
    assert activity_on(of.id, str(first.series), date(2026, 11, 1)) is None


def test_what_is_not_signed_by_both_plans_nothing(both_databases: flask.Flask) -> None:
    of = factories.case()
    doing(version(of, 1, date(2026, 11, 2)), (0,), ENGLISH)
    for number, state in enumerate((PlanState.WITHDRAWN, PlanState.OFFERED, PlanState.DRAFT), 2):
        doing(version(of, number, date(2026, 11, 3), state), (1,), ENGLISH)
    assert told(schedule_of(of.id, WEEK)) == [(MONDAY, 1, 240)]


def test_a_version_without_activities_ends_those_before_it(both_databases: flask.Flask) -> None:
    of = factories.case()
    doing(version(of, 1, date(2026, 11, 2), PlanState.SUPERSEDED), (0, 2), ENGLISH)
    version(of, 2, date(2026, 11, 17))
    assert told(schedule_of(of.id, WEEK)) == [(MONDAY, 1, 240)]


def test_an_activity_has_days_only_between_its_own_dates(both_databases: flask.Flask) -> None:
    of = factories.case()
    plan = version(of, 1, date(2026, 11, 2))
    doing(plan, (0, 2, 4), ENGLISH, starts_on=date(2026, 11, 17), ends_on=WEDNESDAY)
    assert told(schedule_of(of.id, WEEK)) == [(WEDNESDAY, 1, 240)]


def test_a_shift_over_midnight_belongs_to_the_day_it_begins(both_databases: flask.Flask) -> None:
    of = factories.case()
    night = version(of, 1, date(2026, 11, 2))
    made = Activity.create(plan=night, kind="job", starts_on=MONDAY, minutes_week=480)
    ActivitySlot.create(activity=made, weekday=5, start_minute=22 * 60, end_minute=6 * 60)
    ActivitySlot.create(activity=made, weekday=6, start_minute=20 * 60, end_minute=24 * 60)
    assert told(schedule_of(of.id, WEEK)) == [(date(2026, 11, 21), 1, 480)]
    assert told(schedule_of(of.id, Span(date(2026, 11, 22), date(2026, 11, 22)))) == [
        (date(2026, 11, 22), 1, 240)
    ]


def test_one_statement_reads_a_month_of_many_versions(app: flask.Flask) -> None:
    of = factories.case()
    for number in range(1, 6):
        doing(version(of, number, date(2026, 11, number)), (0, 1, 2, 3, 4), ENGLISH)
    seen: list[str] = []
    db.statements.set(seen)
    assert len(schedule_of(of.id, Span(date(2026, 11, 1), date(2026, 11, 30)))) == 21
    db.statements.set(None)
    assert len([one for one in seen if one.startswith("SELECT")]) == 1
