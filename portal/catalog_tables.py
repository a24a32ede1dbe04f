"""Catalogs as tables, CSV and Excel, out and in: for translators without a program for PO (LET-7).

The first row names the columns. What begins like a formula goes out in CSV behind an apostrophe
and loses it on its way in; what comes in as a formula is left out, row by row.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from io import BytesIO, StringIO

import xlsxwriter

from portal.catalog_files import (
    ENTRIES,
    BrokenFile,
    FileFault,
    InEntry,
    InFile,
    OutEntry,
    moment,
    plain_text,
    read_po,
    require_unique,
    require_visible,
    write_po,
)
from portal.catalog_files import FILE_LIMIT as LIMIT
from portal.locales import LocaleSpec
from portal.workbooks import COLUMNS, WorkbookError, WorkbookTooLarge, numbered, read_first_sheet

BLOCK, ENGLISH, PLURAL, TEXT = "block", "english", "english plural", "translation"
NOTE, STATE, BEFORE, UNSURE = "note", "state", "english before", "unsure"
EXPORTED, LANGUAGE = "exported at", "language"
_FORMULA = re.compile(r"[=+\-@\t\r]")
_COVERED = re.compile(r"'+[=+\-@\t\r]")
_WIDTHS = {BLOCK: 24, ENGLISH: 50, PLURAL: 30, NOTE: 30, BEFORE: 30}

Row = tuple[int, Mapping[str, str], frozenset[str]]


def write_csv(entries: Iterable[OutEntry], spec: LocaleSpec, at: datetime) -> bytes:
    """A language's catalog as CSV, UTF-8 with the mark that Excel wants (LET-7)."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    for row in _table(entries, spec, at):
        writer.writerow([_covered(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(entries: Iterable[OutEntry], spec: LocaleSpec, at: datetime) -> bytes:
    """A language's catalog as an Excel workbook: every cell is text, none is computed (LET-7)."""
    out = BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(out, safe) as book:
        sheet = book.add_worksheet(spec.english_name[:28].replace("/", " "))
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for number, row in enumerate(_table(entries, spec, at)):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell, body if number else head)
                if not number:
                    sheet.set_column(column, column, _WIDTHS.get(cell, 40 if TEXT in cell else 14))
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _table(entries: Iterable[OutEntry], spec: LocaleSpec, at: datetime) -> Iterator[list[str]]:
    texts = [TEXT, *(f"{TEXT} {n}" for n in range(2, spec.plurals + 1))]
    yield [BLOCK, ENGLISH, PLURAL, *texts, NOTE, STATE, BEFORE, UNSURE, LANGUAGE, EXPORTED]
    stamp = at.isoformat(timespec="seconds")
    for entry in entries:
        forms = [*entry.forms, *[""] * spec.plurals][: spec.plurals]
        unsure = "" if entry.is_sure or not any(entry.forms) else "yes"
        yield [
            entry.context, entry.english, entry.plural, *forms, entry.note, entry.state,
            entry.previous, unsure, spec.tag, stamp,
        ]  # fmt: skip


def read_csv(content: bytes, spec: LocaleSpec) -> InFile:
    """The rows of a CSV file, its cells parted by comma, semicolon or tab. Raises BrokenFile for a
    file that cannot be read as a whole (LET-7)."""
    text = plain_text(content)
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    return _read(_csv_rows(text, mark), spec)


def _csv_rows(text: str, mark: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True)
    names: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not names:
                names = _names(cells)
            elif any(cell.strip() for cell in cells):
                said = dict(zip(names, cells, strict=False))
                formulas = frozenset(name for name in said if _FORMULA.match(said[name]))
                yield line, {name: _uncovered(cell) for name, cell in said.items()}, formulas
            line = reader.line_num + 1
    except csv.Error:
        raise BrokenFile(FileFault.NOT_CSV, line) from None
    if not names:
        raise BrokenFile(FileFault.NO_COLUMNS, 1)


def read_xlsx(content: bytes, spec: LocaleSpec) -> InFile:
    """The rows of an Excel workbook's first sheet. Raises BrokenFile for a file that cannot be read
    as a whole (LET-7)."""
    if len(content) > LIMIT:
        raise BrokenFile(FileFault.TOO_LARGE)
    try:
        rows = read_first_sheet(content)
    except WorkbookTooLarge:
        raise BrokenFile(FileFault.TOO_LARGE) from None
    except WorkbookError:
        raise BrokenFile(FileFault.NOT_XLSX) from None
    return _read(_sheet_rows(numbered(rows, COLUMNS)), spec)


def _sheet_rows(rows: Iterator[tuple[int, list[str], set[int]]]) -> Iterator[Row]:
    _number, first, _computed = next(rows, (1, [], set()))
    names = _names(first)
    for number, cells, computed in rows:
        for cell in cells:
            require_visible(cell, number)
        said = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        yield number, said, frozenset(names[column] for column in computed if column < len(names))


def _names(first: list[str]) -> list[str]:
    names = [" ".join(cell.split()).lower() for cell in first]
    known = [name for name in names if name in (BLOCK, ENGLISH, PLURAL) or name.startswith(TEXT)]
    if ENGLISH not in known or TEXT not in known or len(set(known)) < len(known):
        raise BrokenFile(FileFault.NO_COLUMNS, 1)
    return names


def _read(rows: Iterator[Row], spec: LocaleSpec) -> InFile:
    entries: list[InEntry] = []
    stamps: list[datetime | None] = []
    for line, said, formulas in rows:
        if said.get(LANGUAGE, "").strip() not in ("", spec.tag):
            raise BrokenFile(FileFault.OTHER_LANGUAGE, line)
        if any(said.get(name, "").strip() for name in (BLOCK, ENGLISH, TEXT)):
            if len(entries) >= ENTRIES:
                raise BrokenFile(FileFault.TOO_LARGE, line)
            entries.append(_entry(line, said, formulas, spec))
            stamps.append(moment(said.get(EXPORTED, "")))
    require_unique(entries)
    known = [stamp for stamp in stamps if stamp is not None]
    # The oldest one: what was put together from several files is as new as its oldest row.
    exported_at = min(known) if known and len(known) == len(stamps) else None
    return InFile(tuple(entries), exported_at, is_table=True)


def _entry(
    line: int, said: Mapping[str, str], formulas: frozenset[str], spec: LocaleSpec
) -> InEntry:
    plural = _lines(said.get(PLURAL, ""))
    names = [TEXT, *(f"{TEXT} {n}" for n in range(2, spec.plurals + 1))] if plural else [TEXT]
    forms = tuple(_lines(said.get(name, "")) for name in names)
    read = {BLOCK, ENGLISH, PLURAL, *names}
    is_sure = not said.get(UNSURE, "").strip()
    return InEntry(
        said.get(BLOCK, "").strip(), _lines(said.get(ENGLISH, "")), forms, is_sure, line, plural,
        has_formula=bool(read & formulas),
    )  # fmt: skip


def _lines(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def _covered(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) or _COVERED.match(cell) else cell


def _uncovered(cell: str) -> str:
    return cell[1:] if _COVERED.match(cell) else cell


def write_file(
    entries: Iterable[OutEntry], spec: LocaleSpec, at: datetime, ending: str, what: str = "letters"
) -> bytes:
    """A language's catalog as a file of one kind: po, csv or xlsx (LET-7). KeyError for another."""
    writers: dict[str, Callable[[], bytes]] = {
        "po": lambda: write_po(entries, spec, at, what).encode(),
        "csv": lambda: write_csv(entries, spec, at),
        "xlsx": lambda: write_xlsx(entries, spec, at),
    }
    return writers[ending]()


def read_file(content: bytes, name: str, spec: LocaleSpec) -> InFile:
    """A file by the ending of its name. Raises BrokenFile: a kind that is none of the three, or
    what its reader raises (LET-7)."""
    readers = {"po": read_po, "csv": read_csv, "xlsx": read_xlsx}
    ending = name.rpartition(".")[2].lower()
    if ending not in readers:
        raise BrokenFile(FileFault.NO_SUCH_KIND)
    return readers[ending](content, spec)
