"""The report of languages: where many read one, and which letters it lacks; as a table, too."""

import csv
from io import StringIO
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import MissedRelease, Office
from portal.models.accounts import Role
from tests.factories import account
from tests.operations.batching import KIND, caseload
from tests.operations.mailing import sent_letter


@pytest.fixture
def report(app: flask.Flask, browser_for: Any) -> Any:
    """A supervisor's browser, with four languages read and one letter missed in Khmer."""
    khmer = caseload(5)[4]
    MissedRelease.create(letter=sent_letter(khmer), kind=KIND, locale="km", at=clock.now())
    return browser_for(account("Di Vo", Role.SUPERVISOR))


def test_the_report_tells_languages_offices_and_gaps(report: Any) -> None:
    page = report.get("/staff/reports/languages")
    khmer = next(row for row in page.all("tbody tr") if "Khmer" in row.text_content())
    assert "ភាសាខ្មែរ" in khmer.text_content()
    assert "Eastmont: 1 (20.0 %)" in " ".join(khmer.text_content().split())
    assert "substantial" in khmer.text_content()
    assert "1 letter" in khmer.text_content()
    english = next(row for row in page.all("tbody tr") if "English" in row.text_content())
    assert "substantial" not in english.text_content()
    assert "Hoa" not in page.text


def test_the_report_asks_as_much_for_many_cases_as_for_few(report: Any) -> None:
    few = report.get("/staff/reports/languages")
    caseload(20)
    many = report.get("/staff/reports/languages")
    assert len(many.statements) == len(few.statements) <= 8


def test_the_table_has_a_line_for_each_language_and_office_and_no_formula(report: Any) -> None:
    Office.update(name="=HYPERLINK(1)").execute()
    answer = report.client.get("/staff/reports/languages.csv")
    assert answer.mimetype == "text/csv"
    head, *lines = csv.reader(StringIO(answer.get_data().decode("utf-8-sig")))
    assert len(lines) == 5
    khmer = dict(zip(head, next(line for line in lines if line[1] == "km"), strict=True))
    assert khmer["office"] == "'=HYPERLINK(1)"
    assert khmer["letters that went in English in a year"] == "1"
    assert khmer["5 percent or more"] == "yes"


@pytest.mark.parametrize("role", [Role.CLERICAL, Role.PROVIDER, Role.TRANSLATOR])
def test_the_report_is_for_those_who_look_after_cases_and_the_agency(
    app: flask.Flask, browser_for: Any, role: Role
) -> None:
    browser_for(account("Bo Lind", role)).get("/staff/reports/languages", 403)
