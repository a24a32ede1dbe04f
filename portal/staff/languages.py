"""Languages by caseload and office, and where their letters have gaps (LET-4)."""

import csv
from io import StringIO
from typing import Any

import flask

from portal import clock, formats, letter_kinds, pages
from portal.access import Permission, actor, requires
from portal.operations.views import record_list_view
from portal.policy.substantial import SUBSTANTIAL_PERCENT
from portal.reports.languages import Language, languages
from portal.staff.area import area

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEAD = (
    "language", "tag", "office", "open cases", "percent of the office",
    f"{SUBSTANTIAL_PERCENT} percent or more", "open cases everywhere", "need an interpreter",
    "letters without a release", "letters that went in English in a year",
)  # fmt: skip


@area.get("/reports/languages")
@requires(Permission.AGENCY_READ)
def languages_index() -> flask.Response:
    """The languages that people read, the offices where many do, and the letters that lack them."""
    record_list_view(actor(), what="languages", at=clock.now())
    found = languages(clock.now())
    return pages.render(
        "staff/languages/index.html", rows=[_row(one) for one in found],
        line=SUBSTANTIAL_PERCENT, total=sum(one.cases for one in found),
    )  # fmt: skip


@area.get("/reports/languages.csv")
@requires(Permission.AGENCY_READ)
def languages_csv() -> flask.Response:
    """The same as a table: one line a language and office."""
    record_list_view(actor(), what="languages", at=clock.now())
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    for one in languages(clock.now()):
        writer.writerows([_safe(cell) for cell in line] for line in _lines(one))
    response = flask.Response(out.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="languages.csv"'
    return response


def _row(one: Language) -> dict[str, Any]:
    return {
        "language": one,
        "name": formats.english_language(one.locale),
        "own_name": formats.language(one.locale),
        "lacking": [_letter(kind) for kind in one.lacking],
        "missed": [(_letter(kind), letters) for kind, letters in sorted(one.missed.items())],
    }


def _letter(kind: str) -> str:
    found = letter_kinds.kinds().get(kind)
    return found.name if found else kind


def _lines(one: Language) -> list[tuple[Any, ...]]:
    name = formats.english_language(one.locale)
    lacking = "; ".join(_letter(kind) for kind in one.lacking)
    return [
        (name, one.locale, at.office, at.cases, f"{at.percent:.1f}",
         "yes" if at.is_substantial else "", one.cases, one.interpreters, lacking,
         one.went_in_english)
        for at in one.offices
    ]  # fmt: skip


def _safe(cell: Any) -> str:
    # A cell that begins like a formula is one to a spreadsheet (safety.md, Exports).
    text = str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
