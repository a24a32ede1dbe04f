"""The rules of attendance: hours a day, an activity, a week and a month, and what proves them."""

from datetime import UTC, date, datetime

import flask

from portal.models import Account, Case, Document, HoursEntry
from portal.operations.hours.decisions import accept_week, decide_absence
from portal.operations.hours.reporting import WeekTold, begin_proof, report_weeks
from portal.policy.attendance import AbsenceReason, Tally, ToldDay
from portal.policy.calendar import Month, Span
from portal.policy.documents import DocumentState
from portal.policy.hours_decisions import AbsenceDecision
from portal.reports.hours.month import read_month
from tests import factories
from tests.hours import months

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
TODAY = date(2026, 11, 8)  # a Sunday: the first week of the month is over
FIRST_WEEK = Span(date(2026, 11, 1), date(2026, 11, 7))
AT = datetime(2026, 11, 8, 20, 0, tzinfo=UTC)


def tell(made: Case, starts_on: date, *days: ToldDay) -> None:
    who = factories.as_actor(made.participant)
    weeks = [WeekTold(starts_on, days)]
    report_weeks(who, case=made, weeks=weeks, locale="es", at=AT)


def figures(made: Case, month: Month) -> Tally:
    return read_month(made, month, TODAY).tally


def a_night_class(ana: Account) -> tuple[Case, str]:
    """A class every evening of the week, the last hour of which lies past midnight."""
    made = factories.case(worker=ana, enrolled_on=date(2026, 10, 1))
    plan = months.signed_plan(made, starts_on=date(2026, 10, 1))
    night = months.activity(
        plan, days="MTWRFSU", start=22 * 60, end=60, starts_on=date(2026, 10, 1)
    )
    return made, str(night.series)


def check_month_ends(made: Case) -> None:
    """The week of Saturday, October 31 is cut at the month's end: each month has its own days, and
    a night belongs to the day on which it begins."""
    october, november = (read_month(made, month, TODAY) for month in (OCTOBER, NOVEMBER))
    assert october.weeks[-1].span == Span(date(2026, 10, 25), date(2026, 10, 31))
    assert november.weeks[0].span == FIRST_WEEK
    assert (october.tally.planned, november.tally.planned) == (31 * 180, 30 * 180)


def check_paper(ana: Account, made: Case) -> None:
    """A document proves hours while it is not sent back; what is accepted and proven counts."""
    sheet = begin_proof(
        factories.as_actor(made.participant), case=made, locale="es", at=AT,
        entries=list(HoursEntry.select().where(HoursEntry.done_on < date(2026, 11, 3))),
    )  # fmt: skip
    paper = Document.id == sheet.id
    assert figures(made, NOVEMBER).proven == 0, "a paper that is not sent proves nothing"
    Document.update(received_at=AT).where(paper).execute()
    assert (figures(made, NOVEMBER).proven, figures(made, NOVEMBER).counted) == (360, 0)
    accept_week(ana.actor, case=made, week=FIRST_WEEK, version=1, at=AT)
    told = figures(made, NOVEMBER)
    assert (told.proven, told.counted, told.unproven) == (360, 360, 600)
    assert Case.get_by_id(made.id).month_minutes_done == 360
    Document.update(state=DocumentState.RETURNED).where(paper).execute()
    told = figures(made, NOVEMBER)
    assert (told.proven, told.counted, told.unproven) == (0, 0, 960)


def test_plan_9_attendance_is_kept_by_month_activity_and_week_with_what_proves_it(
    both_databases: flask.Flask,
) -> None:
    ana = factories.account()
    made, night = a_night_class(ana)
    check_month_ends(made)

    # Hours done, and hours missed with a reason, by day.
    days = [ToldDay(night, date(2026, 11, n), 180) for n in range(1, 6)]
    ill = ToldDay(night, date(2026, 11, 6), 60, AbsenceReason.ILL, "Fiebre.")
    away = ToldDay(night, date(2026, 11, 7), 0, AbsenceReason.OTHER)
    tell(made, FIRST_WEEK.starts_on, *days, ill, away)
    told = figures(made, NOVEMBER)
    assert (told.reported, told.proven, told.unproven) == (960, 0, 960), "unproven, and shown so"
    assert (told.attended, told.excused, told.unexcused) == (960, 0, 0), "nobody has decided yet"
    assert figures(made, OCTOBER).reported == 0

    # Whether an absence is excused is for the worker to say.
    absences = list(HoursEntry.select().where(HoursEntry.kind == "absent"))
    absences.sort(key=lambda one: one.done_on)
    for entry, decision in zip(
        absences, (AbsenceDecision.EXCUSED, AbsenceDecision.UNEXCUSED), strict=True
    ):
        decide_absence(ana.actor, entry=entry, decision=decision, at=AT)
    told = figures(made, NOVEMBER)
    assert (told.excused, told.unexcused) == (120, 180)

    check_paper(ana, made)
