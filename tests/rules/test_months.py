"""PLAN-11: the clocks of months."""

from datetime import UTC, date, datetime, time

import flask
import pytest

from portal.models import (
    Account,
    Activity,
    Case,
    ClockStop,
    HoursEntry,
    Plan,
    TimelineEntry,
)
from portal.models.cases import EntryKind
from portal.models.plans import PlanState
from portal.operations import clocks
from portal.operations.cases import refresh
from portal.policy.calendar import Month
from portal.policy.clock_months import DecisionReason, MonthReason, Stop
from portal.policy.programs import Clock, StopReason
from portal.policy.refusals import Refused
from portal.reports import alerts
from portal.reports.cases.clocks import ClockView, read_clocks
from tests.factories import NOON, TODAY, account, case, participant

JANUARY = date(2026, 1, 31)  # enrolled on its last day: the month counts


def noon_of(on: date) -> datetime:
    return datetime.combine(on, time(20), tzinfo=UTC)


def clock_of(of: Case, clock: Clock, today: date = TODAY, *also: Stop) -> ClockView:
    found = read_clocks(Case.get_by_id(of.id), today, also).clocks
    return next(one for one in found if one.clock is clock)


def used(of: Case, clock: Clock, today: date = TODAY, *also: Stop) -> int:
    return clock_of(of, clock, today, *also).reading.used


def test_plan_11_months_are_counted_stopped_by_exemptions_and_warned_of(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    of = case(participant(), ana, enrolled_on=JANUARY)
    aid = Clock.TIME_ON_AID
    assert used(of, aid, date(2026, 11, 1)) == used(of, aid, date(2026, 11, 30)) == 11
    assert used(of, aid, date(2026, 12, 1)) == 12
    asked = Stop(date(2026, 2, 28), date(2026, 4, 1), StopReason.CARING)
    assert used(of, aid, TODAY, asked) == 8, "asked what if, back-dated: three months freed"
    assert used(of, aid) == 11, "asking changed nothing"
    stop = clocks.stop_clocks(
        ana.actor, case=of, reason=StopReason.CARING, starts_on=asked.starts_on,
        ends_on=asked.ends_on, evidence="Form of the clinic", at=NOON,
    )  # fmt: skip
    rows = {str(one.month): one for one in clock_of(of, aid).months}
    freed = [name for name, one in rows.items() if not one.is_counted]
    assert freed == ["2026-02", "2026-03", "2026-04"]
    assert {rows[name].reason for name in freed} == {MonthReason.STOPPED}
    assert {rows[name].ref for name in freed} == {stop.key}
    with pytest.raises(Refused):
        clocks.stop_clocks(
            ana.actor, case=of, reason=StopReason.AGE, starts_on=date(2026, 4, 1), ends_on=None,
            evidence="Again", at=NOON,
        )  # fmt: skip
    clocks.decide_month(
        ana.actor, case=of, clock=aid, month=Month(2026, 3), is_counted=True,
        reason=DecisionReason.NOT_STOPPED, evidence="Aid was paid", at=NOON,
    )  # fmt: skip
    assert used(of, aid) == 9
    _warned(ana, of)


def _warned(ana: Account, of: Case) -> None:
    """Nine months here; with 33 elsewhere six are left, with 36 three: both edges warn."""
    for before, left, warning in (
        (32, 7, "none"),
        (33, 6, "first"),
        (36, 3, "last"),
        (39, 0, "used_up"),
    ):
        clocks.begin_clock(
            ana.actor, case=of, clock=Clock.TIME_ON_AID, month=Month(2026, 1),
            months_before=before, evidence="Printout", at=NOON,
        )  # fmt: skip
        reading = clock_of(of, Clock.TIME_ON_AID).reading
        assert (reading.left, reading.warning) == (left, warning)
        kept = Case.get_by_id(of.id)
        assert kept.clock_ends_on == Month.of(TODAY).plus(left).last_on
        stands = alerts.counts(ana.actor, TODAY).get(alerts.AlertKind.CLOCK, 0)
        assert stands == (warning != "none")


def test_the_clock_of_a_plan_begins_after_its_first_signature_and_training_uses_its_own(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    of = case(participant(), ana, enrolled_on=JANUARY)
    assert clock_of(of, Clock.WTW_24_MONTH).months == []
    plan = Plan.create(
        case=of, number=1, state=PlanState.SIGNED, starts_on=date(2026, 3, 31), created_at=NOON,
        signed_by_participant_at=NOON,
    )  # fmt: skip
    assert used(of, Clock.WTW_24_MONTH) == 8, "April to November"
    for kind, days in (
        ("vocational_training", ("2026-04-01", "2026-04-30", "2026-06-01")),
        ("job", ("2026-05-04",)),
    ):
        doing = Activity.create(plan=plan, kind=kind, starts_on=date(2026, 4, 1), minutes_week=60)
        for on in days:
            HoursEntry.create(
                case=of, activity=doing, series=kind[:16], done_on=date.fromisoformat(on), minutes=60,
                entered_at=NOON,
            )  # fmt: skip
    assert used(of, Clock.VOCATIONAL_EDUCATION) == 2, "April and June, however many days"
    # What was sent back, replaced or missed uses nothing.
    HoursEntry.update(state="returned").where(HoursEntry.done_on == date(2026, 6, 1)).execute()
    assert used(of, Clock.VOCATIONAL_EDUCATION) == 1
    HoursEntry.update(replaced_at=NOON).execute()
    assert used(of, Clock.VOCATIONAL_EDUCATION) == 0
    # An exemption by pregnancy stops the one clock and not the other.
    clocks.stop_clocks(
        ana.actor, case=of, reason=StopReason.PREGNANCY, starts_on=date(2026, 10, 5), ends_on=None,
        evidence="Paper", at=NOON,
    )  # fmt: skip
    assert used(of, Clock.WTW_24_MONTH) == 6
    assert used(of, Clock.TIME_ON_AID) == 11


def test_aid_that_ended_uses_no_months_and_a_workfirst_case_has_sixty(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    of = case(participant(), ana, number="WF-1", program="workfirst", enrolled_on=JANUARY)
    clocks.begin_clock(
        ana.actor, case=of, clock=Clock.WORKFIRST_LIMIT, month=Month(2026, 1), months_before=46,
        evidence="Printout", at=NOON,
    )  # fmt: skip
    view = clock_of(of, Clock.WORKFIRST_LIMIT)
    assert (view.reading.used, view.reading.left, view.reading.warning) == (57, 3, "last")
    Case.update(status="discontinued", status_since_on=date(2026, 8, 31)).execute()
    ended = refresh(of.id, TODAY)
    assert used(of, Clock.WORKFIRST_LIMIT) == 54, "August still had aid"
    assert ended.clock_ends_on is None
    with pytest.raises(Refused):
        clocks.begin_clock(
            ana.actor, case=of, clock=Clock.TIME_ON_AID, month=Month(2026, 1), months_before=1,
            evidence="Printout", at=NOON,
        )  # fmt: skip


def test_a_clock_that_is_used_up_hides_none_that_runs_out(both_databases: flask.Flask) -> None:
    ana = account()
    of = case(participant(), ana, enrolled_on=JANUARY)

    def begun(clock: Clock, months_before: int) -> Case:
        clocks.begin_clock(
            ana.actor, case=of, clock=clock, month=Month(2026, 1), months_before=months_before,
            evidence="Printout", at=NOON,
        )  # fmt: skip
        return Case.get_by_id(of.id)

    assert begun(Clock.WTW_24_MONTH, 24).clock_kind == Clock.TIME_ON_AID
    assert begun(Clock.WTW_24_MONTH, 13).clock_kind == Clock.WTW_24_MONTH, "its last month is this"
    assert begun(Clock.WTW_24_MONTH, 11).clock_kind == Clock.WTW_24_MONTH, "it ends first"
    kept = begun(Clock.TIME_ON_AID, 40)
    assert (kept.clock_kind, kept.clock_ends_on) == (Clock.TIME_ON_AID, date(2026, 8, 31))


def test_what_was_entered_is_kept_and_found_on_the_line_of_time(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    of = case(participant(), ana, enrolled_on=JANUARY)
    first = clocks.stop_clocks(
        ana.actor, case=of, reason=StopReason.CARING, starts_on=date(2026, 9, 9), ends_on=None,
        evidence="Form", at=NOON,
    )  # fmt: skip
    again = clocks.correct_stop(
        ana.actor, stop=ClockStop.get_for(ana.actor, of, first.key), reason=StopReason.CARING,
        starts_on=date(2026, 9, 9), ends_on=date(2026, 10, 31), evidence="Form", at=NOON,
    )  # fmt: skip
    assert again.replaces_id == first.id
    assert used(of, Clock.TIME_ON_AID) == 9
    clocks.withdraw_stop(ana.actor, stop=again, at=NOON)
    assert used(of, Clock.TIME_ON_AID) == 11
    assert ClockStop.select().count() == 2
    assert TimelineEntry.select().where(TimelineEntry.kind == EntryKind.CLOCK).count() == 2
