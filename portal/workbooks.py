"""The first sheet of an Excel workbook as rows of texts, read with little memory (safety.md).

What somebody sends may be made to do harm: a few bytes that unpack to gigabytes, entities, a cell
in the last row of a million. Parts are unpacked up to a limit, XML with a document type is not
read on, and only cells that hold something are kept. A cell that is computed says nothing of its
own: it is named, not believed.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.parsers import expat

UNPACKED_LIMIT = 8 * 1024 * 1024  # bytes of one part; characters of all cells
ELEMENTS = 300_000  # of one part
PARTS = 200
ROWS = 10_000
COLUMNS = 64  # what stands further right is left aside
_SHEET = "worksheet"
_REF = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class WorkbookError(ValueError):
    """A file that is no workbook, or one that nobody made to be read."""


class WorkbookTooLarge(WorkbookError):
    """A workbook that unpacks to more than anybody translates."""


@dataclass(slots=True)
class SheetRow:
    """One row: its number in the sheet, its texts by column (from 0), and the computed cells."""

    number: int
    cells: dict[int, str] = field(default_factory=dict)
    computed: set[int] = field(default_factory=set)


def read_first_sheet(content: bytes) -> list[SheetRow]:
    """The rows of the first sheet that hold something, in their order. Raises WorkbookError, and
    WorkbookTooLarge beyond UNPACKED_LIMIT, PARTS or ROWS."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if len(archive.infolist()) > PARTS:
                raise WorkbookTooLarge("too many parts")
            name = _first_sheet(archive)
            shared = _shared_texts(archive)
            return _rows(_unpacked(archive, name), shared)
    except (
        zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError, NotImplementedError,
        RuntimeError, EOFError, UnicodeError, OSError, OverflowError,
    ) as error:  # fmt: skip
        raise WorkbookError(str(error)) from None


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    told = archive.getinfo(name)
    if told.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise WorkbookError("packed in a way that workbooks are not")
    with archive.open(told) as part:
        plain = part.read(UNPACKED_LIMIT + 1)
    if len(plain) > UNPACKED_LIMIT:
        raise WorkbookTooLarge(name)
    return plain


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """The part that holds the first sheet, by the workbook's own list."""
    sheets: list[str] = []
    targets: dict[str, str] = {}

    def sheet(name: str, values: Mapping[str, str]) -> None:
        if name == "sheet":
            sheets.append(values.get("id", ""))

    def relation(name: str, values: Mapping[str, str]) -> None:
        if name == "Relationship" and values.get("Type", "").endswith(f"/{_SHEET}"):
            targets[values.get("Id", "")] = values.get("Target", "")

    _parse(_unpacked(archive, "xl/workbook.xml"), sheet)
    _parse(_unpacked(archive, "xl/_rels/workbook.xml.rels"), relation)
    target = next((targets[key] for key in sheets if key in targets), "")
    path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
    return posixpath.normpath(path)


def _shared_texts(archive: zipfile.ZipFile) -> list[str]:
    texts: list[str] = []
    pieces: list[str] = []
    inside: list[str] = []

    def begin(name: str, _values: Mapping[str, str]) -> None:
        inside.append(name)
        if name == "si":
            pieces.clear()

    def end(name: str) -> None:
        inside.pop()
        if name == "si":
            texts.append("".join(pieces))

    def said(text: str) -> None:
        # What stands in `rPh` is how a text is pronounced.
        if inside and inside[-1] == "t" and "rPh" not in inside:
            pieces.append(text)

    if "xl/sharedStrings.xml" in archive.namelist():
        _parse(_unpacked(archive, "xl/sharedStrings.xml"), begin, end, said)
    return texts


class _Reader:
    """Collects the rows of a sheet while it is parsed."""

    def __init__(self, shared: list[str]) -> None:
        self.shared = shared
        self.rows: list[SheetRow] = []
        self.row = SheetRow(0)
        self.column = -1
        self.kind = ""
        self.size = 0
        self.inside: list[str] = []
        self.pieces: list[str] = []

    def begin(self, name: str, values: Mapping[str, str]) -> None:
        self.inside.append(name)
        if name == "row":
            self._begin_row(values.get("r", ""))
        elif name == "c":
            found = _REF.fullmatch(values.get("r", ""))
            self.column = _column(found[1]) if found else self.column + 1
            self.kind = values.get("t", "n")
            self.pieces.clear()
        elif name == "f":
            self.row.computed.add(self.column)

    def _begin_row(self, number: str) -> None:
        known = number if number.isascii() and number.isdecimal() and len(number) < 8 else ""
        self.row = SheetRow(int(known) if known else self.row.number + 1)
        self.column = -1

    def said(self, text: str) -> None:
        if self.inside and self.inside[-1] in ("v", "t") and "rPh" not in self.inside:
            self.pieces.append(text)

    def end(self, name: str) -> None:
        self.inside.pop()
        if name == "c" and self.pieces and 0 <= self.column < COLUMNS:
            text = _unescaped(self._text("".join(self.pieces)))
            self.size += len(text)  # a text that many cells share counts for each of them
            if self.size > UNPACKED_LIMIT:
                raise WorkbookTooLarge("too much text")
            self.row.cells[self.column] = text
        elif name == "row" and self.row.cells:
            if len(self.rows) >= ROWS:
                raise WorkbookTooLarge("too many rows")
            self.rows.append(self.row)

    def _text(self, written: str) -> str:
        if self.kind == "e":  # "#REF!": the cell was computed once
            self.row.computed.add(self.column)
        if self.kind != "s":
            return written
        is_number = written.isascii() and written.isdecimal() and len(written) < 8
        if not is_number or int(written) >= len(self.shared):
            raise WorkbookError("a cell names a text that is not there")
        return self.shared[int(written)]


def _rows(plain: bytes, shared: list[str]) -> list[SheetRow]:
    reader = _Reader(shared)
    _parse(plain, reader.begin, reader.end, reader.said)
    return reader.rows


def _unescaped(text: str) -> str:
    """Signs that XML cannot hold stand in cells as _x000D_."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
    plain.encode()  # half a pair is no character
    return plain


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _parse(
    plain: bytes,
    begin: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None] | None = None,
    said: Callable[[str], None] | None = None,
) -> None:
    """Walks through XML by the local names of its elements. A document type is never read."""
    parser: Any = expat.ParserCreate("UTF-8", "|")
    parser.buffer_text = True

    def refuse(*_given: Any) -> None:
        raise WorkbookError("a document type in XML")

    left = iter(range(ELEMENTS))

    def element(name: str, values: Mapping[str, str]) -> None:
        if next(left, None) is None:
            raise WorkbookTooLarge("too many cells")
        begin(_local(name), {_local(key): value for key, value in values.items()})

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = element
    if end is not None:
        parser.EndElementHandler = lambda name: end(_local(name))
    if said is not None:
        parser.CharacterDataHandler = said
    parser.Parse(plain, True)


def _local(name: str) -> str:
    return name.rpartition("|")[2]


def numbered(rows: list[SheetRow], width: int) -> Iterator[tuple[int, list[str], set[int]]]:
    """Rows as lists of `width` texts, with their numbers and their computed cells."""
    for row in rows:
        yield row.number, [row.cells.get(column, "") for column in range(width)], row.computed
