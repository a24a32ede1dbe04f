"""The hours of a month as they are read: from the plan in force, with what was told and proven."""

from datetime import date

import flask
import pytest

from portal import db
from portal.models import Case, Document, EmployerContact, HoursEntry, HoursWeek, Report
from portal.models.hours import HoursKind, HoursSource, HoursState
from portal.models.plans import PlanState
from portal.policy.calendar import Month
from portal.policy.documents import DocumentState
from portal.reports.hours.month import counted_minutes, read_month
from tests import factories
from tests.factories import NOON, TODAY
from tests.hours import months

NOVEMBER = Month(2026, 11)


def paper(case: Case, state: DocumentState = DocumentState.RECEIVED) -> Document:
    made: Document = Document.create(
        reference=f"H-{Document.select().count()}", case=case, kind="attendance_sheet",
        state=state, opened_at=NOON, received_at=NOON,
    )  # fmt: skip
    return made


@pytest.fixture
def case(both_databases: flask.Flask) -> Case:
    return factories.case()


def test_a_month_is_cut_into_weeks_with_what_the_plan_in_force_puts_on_each_day(
    case: Case,
) -> None:
    months.activity(months.signed_plan(case))
    read = read_month(case, NOVEMBER, TODAY)
    assert [len(week.days) for week in read.weeks] == [2, 2, 2, 2, 1]
    assert read.tally.planned == read.tally.open == 9 * 180
    assert [len(week.untold) for week in read.weeks] == [2, 2, 2, 0, 0]
    assert [week.waits for week in read.weeks] == [True, True, True, False, False]


def test_a_day_after_the_change_belongs_to_the_new_version_and_to_the_same_activity(
    case: Case,
) -> None:
    first = months.signed_plan(case, state=PlanState.SUPERSEDED)
    old = months.activity(first)
    second = months.signed_plan(case, 2, date(2026, 11, 16))
    months.activity(second, end=660, series=old.series)
    read = read_month(case, NOVEMBER, TODAY)
    assert {day.series for day in read.days} == {old.series}
    assert [day.planned for day in read.days] == [180] * 4 + [120] * 5


def test_two_slots_of_a_day_are_one_day_of_an_activity(case: Case) -> None:
    months.activity(months.signed_plan(case), days="MM")
    day = read_month(case, NOVEMBER, TODAY).days[0]
    assert (day.planned, day.slots) == (360, ((540, 720), (540, 720)))


def test_hours_without_a_plan_are_beyond_it(case: Case) -> None:
    of = months.activity(months.signed_plan(case))
    months.hours(case, of, date(2026, 11, 6), 90)
    tally = read_month(case, NOVEMBER, TODAY).tally
    assert (tally.reported, tally.attended, tally.beyond) == (90, 0, 90)


def test_hours_are_proven_while_their_document_is_not_sent_back(case: Case) -> None:
    of = months.activity(months.signed_plan(case))
    sheet = paper(case)
    months.hours(case, of, date(2026, 11, 2), 180, document=sheet, state=HoursState.ACCEPTED)
    months.hours(case, of, date(2026, 11, 4), 180)
    tally = read_month(case, NOVEMBER, TODAY).tally
    assert (tally.proven, tally.unproven, tally.counted) == (180, 180, 180)
    assert counted_minutes(case, NOVEMBER) == 180
    Document.update(state=DocumentState.RETURNED).execute()
    tally = read_month(case, NOVEMBER, TODAY).tally
    assert (tally.proven, tally.unproven, tally.counted) == (0, 360, 0)
    assert counted_minutes(case, NOVEMBER) == 0


def test_what_a_provider_entered_proves_itself_and_counts_once_accepted(case: Case) -> None:
    of = months.activity(months.signed_plan(case))
    told = months.hours(
        case, of, date(2026, 11, 2), 180, source=HoursSource.PROVIDER,
        entered_by=months.provider(),
    )  # fmt: skip
    assert read_month(case, NOVEMBER, TODAY).tally.proven == 180
    assert counted_minutes(case, NOVEMBER) == 0
    HoursEntry.update(state=HoursState.ACCEPTED).where(HoursEntry.id == told.id).execute()
    assert counted_minutes(case, NOVEMBER) == read_month(case, NOVEMBER, TODAY).tally.counted == 180


def test_the_log_of_a_job_search_proves_an_hour_for_each_employer(case: Case) -> None:
    of = months.activity(months.signed_plan(case), "job_search")
    contact = months.contact(case)
    report = Report.create(
        reference="R-1", case=case, contact=contact, kind="job-search", answers="{}", locale="en",
        sent_at=NOON,
    )  # fmt: skip
    for employer in ("A", "B"):
        EmployerContact.create(
            case=case, report=report, employer=employer, contacted_on=date(2026, 11, 2),
            way="visit", result="applied",
        )  # fmt: skip
    months.hours(
        case, of, date(2026, 11, 2), 180, source=HoursSource.JOB_SEARCH, state=HoursState.ACCEPTED
    )
    read = read_month(case, NOVEMBER, TODAY)
    assert (read.days[0].contacts, read.tally.proven, read.tally.unproven) == (2, 120, 60)
    assert counted_minutes(case, NOVEMBER) == read.tally.counted == 120


def test_an_absence_is_open_until_somebody_decides(case: Case) -> None:
    of = months.activity(months.signed_plan(case))
    told = months.hours(
        case, of, date(2026, 11, 2), 60, missed_minutes=120, kind=HoursKind.ABSENT, reason="ill"
    )
    tally = read_month(case, NOVEMBER, TODAY).weeks[0].tally
    assert (tally.attended, tally.excused, tally.open) == (60, 0, 300)
    HoursEntry.update(kind=HoursKind.EXCUSED).where(HoursEntry.id == told.id).execute()
    tally = read_month(case, NOVEMBER, TODAY).weeks[0].tally
    assert (tally.attended, tally.excused, tally.open) == (60, 120, 180)


def test_a_week_that_was_accepted_waits_for_nothing(case: Case) -> None:
    of = months.activity(months.signed_plan(case))
    months.hours(case, of, date(2026, 11, 2), 180)
    week = HoursWeek.create(
        case=case, starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 7), sent_at=NOON
    )
    assert read_month(case, NOVEMBER, TODAY).weeks[0].waits
    HoursWeek.update(state=HoursState.ACCEPTED).where(HoursWeek.id == week.id).execute()
    assert not read_month(case, NOVEMBER, TODAY).weeks[0].waits


def test_a_month_takes_four_statements_however_much_is_in_it(case: Case) -> None:
    of = months.activity(months.signed_plan(case), "job_search")
    sheet = paper(case)
    for day in (2, 4, 9, 11, 16, 18):
        months.hours(case, of, date(2026, 11, day), 180, document=sheet)
    seen: list[str] = []
    token = db.statements.set(seen)
    try:
        read = read_month(case, NOVEMBER, TODAY)
        assert {day.document.key for day in read.days if day.document} == {sheet.key}
    finally:
        db.statements.reset(token)
    assert len(seen) == 4
