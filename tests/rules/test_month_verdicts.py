"""PLAN-10: each month, and whenever an activity changes, the portal says whether the hours are
met, and offers the next steps if not."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import flask

from portal.models import Case, Document, MonthVerdict
from portal.models.accounts import SYSTEM
from portal.models.hours import HoursKind, HoursSource, HoursState
from portal.operations.hours.verdicts import give_verdict, judge_last_month
from portal.policy.calendar import Month, day_starts_at
from portal.policy.documents import DocumentState
from portal.policy.programs import program
from portal.policy.statuses import CaseStatus
from portal.policy.verdicts import NextStep, Verdict, VerdictCause, next_steps, verdict_of
from portal.reports.hours.month import read_month
from portal.reports.hours.verdicts import figures_of, required_of
from tests import factories
from tests.factories import NOON
from tests.hours import months

NOVEMBER = Month(2026, 11)
ZONE = "America/Los_Angeles"
LAST_MOMENT = day_starts_at(date(2026, 12, 1), ZONE) - timedelta(seconds=1)
FIRST_MOMENT = day_starts_at(date(2026, 12, 1), ZONE)
ALL_DAYS = [date(2026, 11, day) for day in range(2, 31)]


def _paper(of: Case) -> Document:
    made: Document = Document.create(
        case=of, kind="attendance_sheet", reference=f"D-{of.id}", opened_at=NOON,
        received_at=NOON, state=DocumentState.ACCEPTED,
    )  # fmt: skip
    return made


def _said(of: Case, at: datetime) -> Any:
    return give_verdict(
        SYSTEM, case=of, month=NOVEMBER,
        cause=VerdictCause.MONTH_END, at=at,
    )  # fmt: skip


def test_plan_10_each_month_and_each_change_says_whether_the_hours_are_met_and_what_comes_next(
    both_databases: flask.Flask,
) -> None:
    _a_plan_of_twenty_hours_is_met_to_the_minute()
    _a_month_is_over_at_midnight_of_the_office()
    _a_sixth_birthday_in_mid_month_and_enrollment_count_from_their_own_day()
    _nothing_is_owed_from_the_day_of_an_exemption()
    _the_steps_of_the_policy_are_offered_the_lightest_first()


def _a_plan_of_twenty_hours_is_met_to_the_minute() -> None:
    of = factories.case(
        number="WTW-1", enrolled_on=date(2026, 11, 1), youngest_child_born_on=date(2024, 1, 1)
    )
    english = months.activity(months.signed_plan(of), days="MTWRF", start=540, end=780)
    paper = _paper(of)
    # Twenty-one days of four hours; the share by days of 20 hours a week is 85:42.
    for on in ALL_DAYS:
        if on.weekday() < 5:
            months.hours(of, english, on, 240, document=paper, state=HoursState.ACCEPTED)
    met = _said(of, FIRST_MOMENT)
    assert (met.verdict, met.required, met.counted) == (Verdict.MET, 5040, 5040)
    Document.update(state=DocumentState.RETURNED).where(Document.id == paper.id).execute()
    unproven = _said(of, FIRST_MOMENT)
    assert (unproven.verdict, unproven.unproven) == (Verdict.WAITING, 5040)
    Document.update(state=DocumentState.ACCEPTED).where(Document.id == paper.id).execute()
    told = months.HoursEntry.get(months.HoursEntry.done_on == date(2026, 11, 30))
    months.HoursEntry.update(replaced_at=NOON).where(months.HoursEntry.id == told.id).execute()
    months.hours(
        of, english, date(2026, 11, 30), 239, missed_minutes=1, kind=HoursKind.UNEXCUSED,
        source=HoursSource.WORKER, document=paper, state=HoursState.ACCEPTED,
    )  # fmt: skip
    short = _said(of, FIRST_MOMENT)
    assert (short.verdict, short.unexcused) == (Verdict.SHORT, 1)
    kept = MonthVerdict.select().where(MonthVerdict.case == of).order_by(MonthVerdict.id)
    assert [one.verdict for one in kept] == [Verdict.MET, Verdict.WAITING, Verdict.SHORT]
    assert [one.replaced_at is None for one in kept] == [False, False, True]


def _a_month_is_over_at_midnight_of_the_office() -> None:
    of = factories.case(factories.participant("Hoa Tran"), number="WTW-2")
    months.activity(months.signed_plan(of), days="MTWRF", start=480, end=900)
    # Nothing was told: before midnight the last day may still be told of, after it not.
    for at, today, verdict in (
        (LAST_MOMENT, date(2026, 11, 30), Verdict.WITHIN_REACH),
        (FIRST_MOMENT, date(2026, 12, 1), Verdict.SHORT),
    ):
        figures = figures_of(of, read_month(of, NOVEMBER, today))
        assert verdict_of(figures) is verdict, at
        assert _said(of, at).verdict == verdict
    assert sum(judge_last_month(date(2026, 12, 1), FIRST_MOMENT)) == 0, "it has its verdict"


def _a_sixth_birthday_in_mid_month_and_enrollment_count_from_their_own_day() -> None:
    turning = factories.case(
        factories.participant("Ana Six"), number="WTW-3", enrolled_on=date(2026, 10, 1),
        youngest_child_born_on=date(2020, 11, 16),
    )  # fmt: skip
    # Fifteen days at 20 hours a week and fifteen at 30: each owes a seventh of its week.
    assert _required(turning) == (15 * 1200 + 15 * 1800) // 7
    late = factories.case(
        factories.participant("Late Comer"), number="WTW-4", enrolled_on=date(2026, 11, 24),
        youngest_child_born_on=date(2024, 1, 1),
    )  # fmt: skip
    assert _required(late) == 1200, "seven days of the month are a week"


def _nothing_is_owed_from_the_day_of_an_exemption() -> None:
    exempt = factories.case(
        factories.participant("Shirin Ahmadi"), number="WTW-5", enrolled_on=date(2026, 10, 1),
        youngest_child_born_on=date(2024, 1, 1), status=CaseStatus.EXEMPT,
        status_since_on=date(2026, 11, 8),
    )  # fmt: skip
    assert _required(exempt) == 1200, "the seven days before it"
    Case.update(status_since_on=date(2026, 11, 1)).where(Case.id == exempt.id).execute()
    assert _required(Case.get_by_id(exempt.id)) == 0
    assert _said(Case.get_by_id(exempt.id), FIRST_MOMENT).verdict == Verdict.NOT_OWED


def _required(of: Case) -> int:
    return required_of(of, read_month(of, NOVEMBER, datetime(2026, 12, 1, tzinfo=UTC).date()))


def _the_steps_of_the_policy_are_offered_the_lightest_first() -> None:
    of = factories.case(factories.participant("Mei Chen"), number="WTW-6")
    months.activity(months.signed_plan(of), days="MTWRF", start=480, end=540)
    figures = figures_of(of, read_month(of, NOVEMBER, date(2026, 12, 1)))
    assert next_steps(figures, CaseStatus.ACTIVE, program("wtw")) == [
        NextStep.SCHEDULE_ACTIVITY, NextStep.AMEND_PLAN, NextStep.REFER_TO_SPECIALIST,
        NextStep.START_NONCOMPLIANCE,
    ]  # fmt: skip
    assert of.status == CaseStatus.ACTIVE, "the portal offers, people decide"
