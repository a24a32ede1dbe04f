"""The case management report: five lists as they stand now, annotated by month, and as a table to
take along (SUP-1)."""

import csv
from io import StringIO
from typing import Any

import flask
from flask import request

from portal import clock, dates, pages, resources
from portal.access import Permission, actor, requires
from portal.models.accounts import Account
from portal.models.cases import Case
from portal.operations.views import record_list_view
from portal.policy.calendar import Month
from portal.policy.management_report import FIVE, Action, Category, NextStep
from portal.reports import supervision
from portal.reports.absences import caseworkers
from portal.reports.supervision import MOST, SIZE, Row, annotations
from portal.staff.area import area
from portal.staff.caseload import may_write
from portal.staff.cases.links import pages_of
from portal.staff.supervision.paging import first_of, page_asked, page_of
from portal.words.handings import handing_line
from portal.words.supervision import ACTIONS, CATEGORIES, STEP_PAGES, STEPS, reason

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEAD = ("list", "name", "number", "worker", "counts from", "reason", "next step", "done")


@area.get("/reports/management")
@requires(Permission.CASE_READ)
def management_index() -> flask.Response:
    """One list of the report, of all workers or one."""
    today, page = clock.today(resources.timezone()), page_asked(request.args)
    category, workers = _list_asked(), caseworkers(actor())
    worker = _worker_asked(workers)
    record_list_view(actor(), what="management", at=clock.now())
    rows = supervision.management_report(actor(), category, today, _id(worker), page)
    counts = supervision.counts(actor(), today, _id(worker))
    return pages.render(
        "staff/supervision/management.html", category=category, title=CATEGORIES[category],
        rows=shown(rows[:SIZE], category), whose=worker,
        workers=[] if may_write() else workers, total=counts[category],
        views=[(CATEGORIES[one], counts[one], address(one, worker), one == category)
               for one in (*FIVE, Category.UNENGAGED)],
        file_url=address(category, worker).replace("management?", "management.csv?"),
        **page_of(address(category, worker) + "&", page, len(rows) > SIZE),
    )  # fmt: skip


@area.get("/reports/management.csv")
@requires(Permission.CASE_READ)
def management_csv() -> flask.Response:
    """One list as a table, with what was done this month."""
    today, category = clock.today(resources.timezone()), _list_asked()
    worker = _worker_asked(caseworkers(actor()))
    record_list_view(actor(), what="management_file", at=clock.now())
    rows = supervision.management_report(actor(), category, today, _id(worker), 1, MOST)[:MOST]
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    for one in shown(rows, category):
        writer.writerow([_safe(cell) for cell in _cells(one)])
    response = flask.Response(out.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="management-{category}.csv"'
    return response


def shown(rows: list[Row], category: Category) -> list[dict[str, Any]]:
    """Rows as a page shows them: why they stand there, the next step, and what was done."""
    today = clock.today(resources.timezone())
    month, there = str(Month.of(today)), pages_of(actor().role)
    noted = annotations.beside([row.case for row in rows], category, month)
    return [
        {
            "row": row, "case": row.case, "list": CATEGORIES[category],
            "reason": reason(category, row.on, today), "step": step_words(row.step, row.case),
            "step_page": _step_page(row) if STEP_PAGES[row.step] in there else "",
            "noted": [(ACTIONS[Action(one.action)], first_of(one.month), one)
                      for one in noted[_number(row)]],
            "is_noted": any(one.month == month for one in noted[_number(row)]),
        }
        for row in rows
    ]  # fmt: skip


def step_words(step: NextStep, case: Case) -> str:
    """What is to be done next; of a closing that is under way, in whose hand it lies."""
    is_followed = step is NextStep.FOLLOW_CLOSING
    return handing_line(str(case.handing)) if is_followed else str(STEPS[step])


def _step_page(row: Row) -> str:
    page = STEP_PAGES[row.step]
    return f"{page}/{row.handing}" if row.step is NextStep.FOLLOW_CLOSING else page


def _number(row: Row) -> int:
    return int(str(row.case.id))


def _list_asked() -> Category:
    asked = request.args.get("list", "")
    return Category(asked) if asked in set(Category) else Category.DISCONTINUED


def _worker_asked(workers: list[Account]) -> Account | None:
    asked = request.args.get("worker", "")
    return next((one for one in workers if one.key == asked), None)


def _id(worker: Any) -> int:
    return worker.id if worker is not None else 0


def address(category: Category, worker: Account | None) -> str:
    """The report's address for a list, of one worker or all."""
    named = f"&worker={worker.key}" if worker is not None else ""
    return f"/staff/reports/management?list={category}{named}"


def _cells(one: dict[str, Any]) -> list[Any]:
    done = [
        f"{one_noted.month} {words}, {one_noted.by}: {one_noted.text}".rstrip(": ")
        for words, _month, one_noted in one["noted"]
    ]
    row: Row = one["row"]
    return [one["list"], row.case.display_name, row.case.number, row.worker,
            dates.short_day(row.on), one["reason"], one["step"], "; ".join(done)]  # fmt: skip


def _safe(cell: Any) -> str:
    # A cell that begins like a formula is one to a spreadsheet (safety.md, Exports).
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
