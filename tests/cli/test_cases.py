"""Cases from a file: told first, taken when asked, and never twice."""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import flask
import pytest
import xlsxwriter

from portal import clock, resources
from portal.models import AuditEntry, Case, Office, OutboxMessage, Participant, Unit
from portal.policy.case_rows import AHEAD_DAYS, OLDEST_YEARS, RowRefusal, read_case
from tests.factories import TODAY, account, case, participant

MARIA = {
    "number": "WTW-9001", "program": "wtw", "given_name": "María", "family_name": "López",
    "birth_on": "1990-01-15", "office": "Eastmont", "enrolled_on": "2026-10-01",
    "worker": "ana@demo.example", "written_language": "es", "phone": "510 555 0123",
    "family_type": "one_parent", "youngest_child_born_on": "03/04/2023",
}  # fmt: skip
HOA = MARIA | {"number": "WTW-9002", "given_name": "Hoa", "family_name": "Tran", "phone": ""}


def written(folder: Path, *rows: dict[str, Any], name: str = "cases.csv") -> str:
    """A file with these rows, CSV or Excel by its name."""
    path = folder / name
    columns = list(dict.fromkeys(column for row in rows for column in row))
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            out = csv.DictWriter(file, columns)
            out.writeheader()
            out.writerows(rows)
        return str(path)
    with xlsxwriter.Workbook(str(path), {"default_date_format": "mm/dd/yyyy"}) as book:
        sheet = book.add_worksheet()
        for x, column in enumerate(columns):
            sheet.write(0, x, column)
            for y, row in enumerate(rows, start=1):
                sheet.write(y, x, row.get(column, ""))
    return str(path)


def run(app: flask.Flask, *args: str) -> Any:
    """The command's result."""
    return app.test_cli_runner().invoke(args=["cases", "import", *args])


def test_a_file_is_told_first_and_nothing_is_written(app: flask.Flask, tmp_path: Path) -> None:
    account()
    told = run(app, written(tmp_path, MARIA, HOA))
    assert (told.exit_code, "2 new" in told.output) == (0, True)
    assert "nothing was written" in told.output
    assert not Case.select().exists()


@pytest.mark.parametrize("name", ["cases.csv", "cases.xlsx"])
def test_a_case_is_taken_with_its_person_worker_and_clocks(
    both_databases: flask.Flask, tmp_path: Path, name: str
) -> None:
    ana = account()
    rows = [MARIA, HOA]
    if name.endswith("xlsx"):
        rows = [row | {"birth_on": date(1990, 1, 15)} for row in rows]
    taken = run(both_databases, written(tmp_path, *rows, name=name), "--take")
    assert (taken.exit_code, "taken: 2 of 2" in taken.output) == (0, True)
    made = Case.get(Case.number == "WTW-9001")
    assert (made.worker_id, made.unit_id, made.locale) == (ana.id, ana.unit_id, "es")
    assert (made.display_name, made.enrolled_on) == ("López, María", date(2026, 10, 1))
    assert made.live_due_on == date(2026, 10, 31)
    person = Participant.get_by_id(made.participant_id)
    assert (person.phone, person.birth_on) == ("+15105550123", date(1990, 1, 15))
    assert person.phone_digest == resources.channel_digest("(510) 555-0123")
    assert AuditEntry.select().where(AuditEntry.action == "import_case").count() == 2


def test_the_same_file_again_changes_nothing(app: flask.Flask, tmp_path: Path) -> None:
    account()
    file = written(tmp_path, MARIA, HOA)
    run(app, file, "--take")
    versions = [row.version for row in Case.select()]
    again = run(app, file, "--take")
    assert "0 new, 0 changed, 2 same, 0 refused" in again.output
    assert [row.version for row in Case.select()] == versions


def test_what_differs_is_named_and_taken_and_what_is_empty_stays(
    app: flask.Flask, tmp_path: Path
) -> None:
    account()
    run(app, written(tmp_path, MARIA), "--take")
    changed = MARIA | {"phone": "", "written_language": "vi", "family_type": "two_parents"}
    told = run(app, written(tmp_path, changed), "--take")
    assert "row 2: changes family_type, written_locale" in told.output
    made = Case.get(Case.number == "WTW-9001")
    assert (made.locale, made.family_type) == ("vi", "two_parents")
    assert Participant.get_by_id(made.participant_id).phone == "+15105550123"


def test_two_cases_of_one_person_have_one_person(app: flask.Flask, tmp_path: Path) -> None:
    account()
    second = MARIA | {"number": "DW-9003", "program": "dw", "given_name": "  maría "}
    run(app, written(tmp_path, MARIA, second), "--take")
    assert (Case.select().count(), Participant.select().count()) == (2, 1)


def test_a_shared_telephone_makes_nobody_the_same_person(app: flask.Flask, tmp_path: Path) -> None:
    account()
    run(app, written(tmp_path, MARIA, HOA | {"phone": MARIA["phone"]}), "--take")
    assert Participant.select().count() == 2


def test_a_person_who_could_be_two_is_left_to_a_human(app: flask.Flask, tmp_path: Path) -> None:
    account()
    for _twin in range(2):
        participant("María López", birth_on=date(1990, 1, 15))
    told = run(app, written(tmp_path, MARIA), "--take")
    assert (told.exit_code, Case.select().count()) == (1, 0)
    assert "row 2: family_name and birth date fit several people" in told.stderr


def test_a_number_that_is_somebody_elses_is_refused(app: flask.Flask, tmp_path: Path) -> None:
    case(participant("Hoa Tran"), account(), "WTW-9001")
    told = run(app, written(tmp_path, MARIA), "--take")
    assert "row 2: family_name or birth date is not that of the person" in told.stderr


def test_a_private_case_is_changed_by_its_workers_alone(app: flask.Flask, tmp_path: Path) -> None:
    account()
    run(app, written(tmp_path, MARIA), "--take")
    Case.update(is_restricted=True).execute()
    told = run(app, written(tmp_path, MARIA | {"address": "1 Old Street"}), "--take")
    assert (told.exit_code, Participant.get().address) == (1, "")


def test_a_bad_row_is_told_by_row_and_column_and_the_others_are_taken(
    app: flask.Flask, tmp_path: Path
) -> None:
    account()
    bad = HOA | {"birth_on": "soon", "worker": "nobody@demo.example", "phone": "12"}
    told = run(app, written(tmp_path, bad, MARIA, MARIA), "--take")
    assert told.exit_code == 1
    assert "row 2: birth_on is no date" in told.stderr
    assert "row 4: number stands in the file twice" in told.stderr
    assert [row.number for row in Case.select()] == ["WTW-9001"]
    told = run(app, written(tmp_path, bad | {"birth_on": "1990-01-15"}))
    assert "row 2: worker is the e-mail of no account" in told.stderr
    assert "row 2: phone is no telephone number" in told.stderr


def test_an_office_that_is_new_is_made_once(app: flask.Flask, tmp_path: Path) -> None:
    rows = [row | {"worker": "", "office": "Hayward", "unit": "Unit 3"} for row in (MARIA, HOA)]
    run(app, written(tmp_path, *rows), "--take")
    assert Office.select().where(Office.name == "Hayward").count() == 1
    assert Unit.select().where(Unit.name == "Unit 3").count() == 1


@pytest.mark.parametrize(
    ("name", "held", "said"),
    [
        ("a.csv", b"number,program\nWTW-1,wtw\n", "columns are missing: given_name"),
        ("a.csv", "número".encode("latin-1"), "not UTF-8"),
        ("a.csv", (",".join([*MARIA, "shoe_size"]) + "\n").encode(), "not known: shoe_size"),
        ("a.csv", (",".join([*MARIA, "number"]) + "\n").encode(), "twice"),
        ("a.csv", b"", "columns are missing"),
        ("a.xlsx", b"PK no", "not an Excel file"),
        ("a.pdf", b"%PDF", "neither .csv nor .xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    app: flask.Flask, tmp_path: Path, name: str, held: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(held)
    told = run(app, str(tmp_path / name))
    assert (told.exit_code, said in told.stderr, "Traceback" in told.stderr) == (1, True, False)


OLDEST = date(TODAY.year - OLDEST_YEARS, 1, 1)


@pytest.mark.parametrize(("column", "text", "code"), [
    ("enrolled_on", (TODAY + timedelta(AHEAD_DAYS)).isoformat(), None),
    ("enrolled_on", (TODAY + timedelta(AHEAD_DAYS + 1)).isoformat(), RowRefusal.IN_FUTURE),
    ("birth_on", TODAY.isoformat(), None),
    ("birth_on", (TODAY + timedelta(1)).isoformat(), RowRefusal.IN_FUTURE),
    ("birth_on", OLDEST.isoformat(), None),
    ("birth_on", (OLDEST - timedelta(1)).isoformat(), RowRefusal.TOO_OLD),
    ("birth_on", "2026-02-29", RowRefusal.NO_DATE),
    ("program", "xyz", RowRefusal.NO_PROGRAM), ("status", "gone", RowRefusal.NO_STATUS),
    ("written_language", "xx", RowRefusal.NO_LANGUAGE), ("given_name", "  ", RowRefusal.MISSING),
    ("family_type", "three", RowRefusal.NO_FAMILY_TYPE),
    ("given_name", "a" * 100, None), ("given_name", "a" * 101, RowRefusal.TOO_LONG),
    ("given_name", "a\x07b", RowRefusal.CONTROL_CHARACTER),
])  # fmt: skip
def test_a_cell_is_checked_at_its_edges(column: str, text: str, code: RowRefusal | None) -> None:
    row, wrong = read_case(MARIA | {column: text}, TODAY, {"es"})
    assert wrong == ({} if code is None else {column: code})
    assert (row is None) == (code is not None)


def test_a_new_case_is_given_with_a_notice_and_no_file_hands_a_case_to_another_worker(
    app: flask.Flask, tmp_path: Path
) -> None:
    ana, bo = account(), account("Bo Lind")
    row = MARIA | {"enrolled_on": clock.today("America/Los_Angeles").isoformat()}
    assert run(app, written(tmp_path, row), "--take").exit_code == 0
    made = Case.get()
    assert (made.worker_id, made.assigned_since_at is not None) == (ana.id, True)
    assert OutboxMessage.get().address == ana.email
    told = run(app, written(tmp_path, row | {"worker": bo.email}), "--take")
    assert "by its own steps alone" in told.stderr
    assert Case.get().worker_id == ana.id
