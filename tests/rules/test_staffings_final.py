"""A completed staffing is final for raw statements too, on both databases: STAFF-10."""

from typing import Any

import flask
import peewee
import pytest

from portal import db
from portal.models import (
    Staffing,
    StaffingAction,
    StaffingAttendee,
    StaffingCircumstance,
    StaffingGoal,
    StaffingIssue,
    StaffingSeal,
)
from portal.operations.staffings.completing import digest_of
from tests.factories import account, case
from tests.staffings import Draft, completed

FINAL = "completed staffing is final"
COLUMNS = [field.column_name for field in Staffing._meta.sorted_fields]
PARTS = (StaffingAttendee, StaffingCircumstance, StaffingIssue, StaffingAction, StaffingGoal)


def test_a_completed_staffing_is_final_for_raw_statements_too(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    done: Any = completed(ana, case(worker=ana))
    open_one: Any = Draft(ana, case(worker=ana, number="WTW-2")).fill().row
    word = "DELETE FROM {}" if db.is_sqlite() else "TRUNCATE {} CASCADE"
    digest = digest_of(done.id)
    tries = [f"UPDATE staffing SET {name} = {name} WHERE id = {done.id}" for name in COLUMNS]
    tries += [f"DELETE FROM staffing WHERE id = {done.id}", word.format("staffing")]
    for part in (*PARTS, StaffingSeal):
        table = part._meta.table_name
        of_it = f"WHERE staffing_id = {done.id}"
        tries += [
            f"UPDATE {table} SET staffing_id = staffing_id {of_it}",
            f"DELETE FROM {table} {of_it}",
            word.format(table),
        ]
        if part is not StaffingSeal:
            names = [one.column_name for one in part._meta.sorted_fields]
            given = ", ".join(
                {"id": "999", "staffing_id": str(done.id), "key": "'a-key-of-16-sign'",
                 "code": "'other'"}.get(one, one) for one in names
            )  # fmt: skip
            tries += [
                f"UPDATE {table} SET staffing_id = {done.id} WHERE staffing_id = {open_one.id}",
                f"INSERT INTO {table} ({', '.join(names)}) SELECT {given} FROM {table}"
                f" WHERE staffing_id = {open_one.id}",
            ]
    for sql in tries:
        with pytest.raises(peewee.DatabaseError, match=FINAL), db.database.atomic():
            db.database.execute_sql(sql)
    assert digest_of(done.id) == digest
