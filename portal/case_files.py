"""Files of cases: CSV and Excel, read into rows of texts by column."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from portal.policy.case_rows import LENGTHS, REQUIRED

LIMIT = 50 * 1024 * 1024  # bytes
ROWS = 200_000

Row = tuple[int, dict[str, str]]


class CaseFileError(ValueError):
    """A file that cannot be read at all; the message says why."""


def read_cases(path: Path) -> list[Row]:
    """The rows of a file, each with its number in the file (from 2: the first holds the names).

    Raises CaseFileError: no such kind of file, not UTF-8, too large, columns that are missing or
    unknown, more than ROWS rows.
    """
    if path.stat().st_size > LIMIT:
        raise CaseFileError("the file is larger than 50 MB")
    kinds = {".csv": _csv, ".xlsx": _excel}
    if path.suffix.lower() not in kinds:
        raise CaseFileError("the file is neither .csv nor .xlsx")
    lines = kinds[path.suffix.lower()](path)
    names = _names(next(lines, []))
    rows = []
    for number, cells in enumerate(lines, start=2):
        if number > ROWS + 1:
            raise CaseFileError(f"the file has more than {ROWS} rows")
        if any(cell.strip() for cell in cells):
            rows.append((number, dict(zip(names, cells, strict=False))))
    return rows


def _names(first: list[str]) -> list[str]:
    names = [name.strip().lower().replace(" ", "_") for name in first]
    if missing := [name for name in REQUIRED if name not in names]:
        raise CaseFileError(f"columns are missing: {', '.join(missing)}")
    if unknown := [name for name in names if name and name not in LENGTHS]:
        raise CaseFileError(f"columns are not known: {', '.join(unknown)}")
    if len(set(names)) < len(names):
        raise CaseFileError("a column stands there twice")
    return names


def _csv(path: Path) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.reader(file, strict=True)
    except UnicodeDecodeError:
        raise CaseFileError("the file is not UTF-8: save it as CSV UTF-8") from None
    except csv.Error as error:
        raise CaseFileError(f"the file is not CSV: {error}") from None


def _excel(path: Path) -> Iterator[list[str]]:
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, IndexError, OSError):
        raise CaseFileError("the file is not an Excel file") from None
    yield from ([_text(cell) for cell in row] for row in rows)


def _text(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
