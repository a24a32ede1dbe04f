"""A language's glossary as files: CSV out and in, and out in the form of TBX, which translators'
programs read.

A file from outside is text that somebody made (safety.md): its rows are read one by one, each with
its line, and a cell that a table program would compute is refused, never computed and never kept.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from xml.sax.saxutils import escape, quoteattr

from portal.catalog_files import BrokenFile, FileFault, plain_text
from portal.locales import LocaleSpec
from portal.policy.terms import TermWords

COLUMNS = ("english", "translation", "also right", "forbidden", "note")
STATE = "state"  # goes out alone: nobody confirms a term with a file
BETWEEN = ";"  # forms in one cell


@dataclass(frozen=True, slots=True)
class TermRow:
    """One row of a file. `is_short` tells of a row with fewer cells than its file has columns."""

    line: int
    words: TermWords
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class TermOut:
    """One term as it goes out."""

    words: TermWords
    is_confirmed: bool


def write_csv(terms: Iterable[TermOut]) -> str:
    """The glossary as CSV, UTF-8, with a row of column names. No term holds a formula: none is
    kept (safety.md, files)."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow((*COLUMNS, STATE))
    for term in terms:
        words = term.words
        writer.writerow((
            words.english, words.text, f"{BETWEEN} ".join(words.also),
            f"{BETWEEN} ".join(words.forbidden), words.note,
            "confirmed" if term.is_confirmed else "draft",
        ))  # fmt: skip
    return out.getvalue()


def read_csv(content: bytes) -> list[TermRow]:
    """The rows of a CSV file, its cells parted by comma, semicolon or tab.

    Raises BrokenFile, with the line, for a file that cannot be read as a whole: too large, not
    UTF-8, characters that hide or turn text, no CSV, columns missing.
    """
    text = plain_text(content)
    first = text.partition("\n")[0]
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True
    )
    rows: list[TermRow] = []
    names: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not names:
                names = _names(cells)
            elif any(cell.strip() for cell in cells):
                rows.append(_row(line, names, cells))
            line = reader.line_num + 1
    except csv.Error:
        raise BrokenFile(FileFault.NOT_CSV, line) from None
    if not names:
        raise BrokenFile(FileFault.NO_COLUMNS, 1)
    return rows


def _names(cells: list[str]) -> list[str]:
    names = [cell.strip().casefold() for cell in cells]
    if not {"english", "translation"} <= set(names) or len(set(names)) != len(names):
        raise BrokenFile(FileFault.NO_COLUMNS, 1)
    return names


def _row(line: int, names: list[str], cells: list[str]) -> TermRow:
    said = dict(zip(names, cells, strict=False))
    english, text, also, forbidden, note = (said.get(name, "") for name in COLUMNS)
    words = TermWords(_one(english), _one(text), _forms(also), _forms(forbidden), _one(note))
    return TermRow(line, words, len(cells) != len(names))


def _one(cell: str) -> str:
    return " ".join(cell.split(" ")).strip(" \n")


def _forms(cell: str) -> tuple[str, ...]:
    parts = cell.replace("\n", BETWEEN).split(BETWEEN)
    return tuple(dict.fromkeys(part.strip(" ") for part in parts if part.strip()))


def write_tbx(terms: Iterable[TermOut], spec: LocaleSpec) -> str:
    """The glossary as TBX (basic, by languages): one entry a term, forbidden words among them as
    deprecated, drafts as proposed (ISO 30042)."""
    entries = "".join(_entry(number, term, spec) for number, term in enumerate(terms, 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">\n'
        "<tbxHeader><fileDesc><sourceDesc><p>Touchpoint</p></sourceDesc></fileDesc></tbxHeader>\n"
        f"<text><body>\n{entries}</body></text>\n</tbx>\n"
    )


def _entry(number: int, term: TermOut, spec: LocaleSpec) -> str:
    words = term.words
    note = f"<note>{escape(words.note)}</note>" if words.note else ""
    first = "preferredTerm-admn-sts" if term.is_confirmed else "proposedTerm-admn-sts"
    said = [(words.text, first)]
    said += [(form, "admittedTerm-admn-sts") for form in words.also]
    said += [(form, "deprecatedTerm-admn-sts") for form in words.forbidden]
    theirs = "".join(_term(form, status) for form, status in said)
    return (
        f'<conceptEntry id="t{number}">{note}'
        f'<langSec xml:lang="en">{_term(words.english, "preferredTerm-admn-sts")}</langSec>'
        f"<langSec xml:lang={quoteattr(spec.tag)}>{theirs}</langSec></conceptEntry>\n"
    )


def _term(text: str, status: str) -> str:
    status = f'<termNote type="administrativeStatus">{status}</termNote>'
    return f"<termSec><term>{escape(text)}</term>{status}</termSec>"
