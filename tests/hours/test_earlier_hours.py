"""Hours that were entered before they had a source keep their minutes and their paper."""

from datetime import date
from typing import Any

import flask

from portal import db, schema
from portal.models import HoursEntry
from portal.models.hours import HoursKind, HoursSource, HoursState
from tests import factories
from tests.hours import months

OLD = ("case_id", "activity_id", "done_on", "minutes", "kind", "document_id", "entered_at")


def enter(*values: Any) -> None:
    """Adds a row as the table was before."""
    place = "?" if db.is_sqlite() else "%s"
    db.database.execute_sql(
        f"INSERT INTO hours_entry ({', '.join(OLD)}) VALUES ({', '.join([place] * len(OLD))})",
        values,
    )


def down_to_before(name: str) -> None:
    while any(one.startswith(name) for one in schema.applied()):
        schema.step_down()


def test_rows_of_one_day_become_one_entry_and_missed_hours_are_told_apart(
    both_databases: flask.Flask,
) -> None:
    case = factories.case()
    series = months.activity(months.signed_plan(case)).series
    activity = 1
    down_to_before("0014")
    monday, tuesday = date(2026, 11, 2), date(2026, 11, 3)
    at = "2026-11-20 20:00:00"
    enter(case.id, activity, monday, 120, "done", None, at)
    enter(case.id, activity, monday, 60, "done", None, at)
    enter(case.id, activity, tuesday, 90, "excused", None, at)
    enter(case.id, None, tuesday, 30, "done", None, at)
    schema.migrate()
    rows = HoursEntry.select().order_by(HoursEntry.done_on, HoursEntry.minutes)
    assert [(one.done_on, one.series, one.minutes, one.missed_minutes, one.kind) for one in rows] == [
        (monday, series, 180, 0, HoursKind.DONE),
        (tuesday, series, 0, 90, HoursKind.EXCUSED),
        (tuesday, "", 30, 0, HoursKind.DONE),
    ]  # fmt: skip
    assert {(one.source, one.state) for one in rows} == {
        (HoursSource.WORKER, HoursState.ACCEPTED)
    }  # fmt: skip
    assert len({one.key for one in rows}) == 3
    down_to_before("0014")
    told = db.database.execute_sql("SELECT minutes, kind FROM hours_entry").fetchall()
    assert sorted(tuple(row) for row in told) == [(30, "done"), (90, "excused"), (180, "done")]
