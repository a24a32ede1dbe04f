"""Words for files of catalogs: why one is refused, and what becomes of each of its rows."""

from typing import Any

from portal.catalog_files import BrokenFile, FileFault
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.policy.catalog_rows import RowOutcome

FAULTS: dict[FileFault, Any] = {
    FileFault.TOO_LARGE: _l("The file is too large: it holds more than 1 MiB or 10,000 texts."),
    FileFault.NOT_UTF8: _l("The file is not UTF-8. Save it as UTF-8 and send it again."),
    FileFault.LOST_CHARACTER: _l("The file has signs that a program could not read and replaced."),
    FileFault.HIDDEN_CHARACTER: _l(
        "The file has an invisible character that may turn or hide text."
    ),
    FileFault.NOT_PO: _l("This cannot be read as a PO file."),
    FileFault.NOT_CSV: _l("This cannot be read as a CSV file."),
    FileFault.NOT_XLSX: _l("This cannot be read as an Excel workbook."),
    FileFault.NO_SUCH_KIND: _l("The file is neither .po nor .csv nor .xlsx."),
    FileFault.NO_COLUMNS: _l(
        "The first row must name the columns english and translation, each once."
    ),
    FileFault.OTHER_LANGUAGE: _l("The file says that it is in another language."),
    FileFault.TWICE: _l("A text stands in the file twice."),
}
OUTCOMES: dict[RowOutcome, Any] = {
    RowOutcome.TAKEN: _l("Will be taken"),
    RowOutcome.SAME: _l("Same as here"),
    RowOutcome.EMPTY: _l("Empty"),
    RowOutcome.UNKNOWN: _l("Left out: the portal has no such text"),
    RowOutcome.OTHER_ENGLISH: _l("Left out: made from another English text"),
    RowOutcome.FORMULA: _l("Left out: a cell is a formula"),
    RowOutcome.DAMAGED: _l("Left out: has errors"),
    RowOutcome.TOO_LONG: _l("Left out: longer than 10,000 characters"),
    RowOutcome.UNSURE: _l("Left out: the file says that it is not finished (fuzzy)"),
    RowOutcome.NEWER_HERE: _l("Left out: the text here is newer"),
}


def fault_words(broken: BrokenFile) -> str:
    """Why a file was refused, with the line where there is one."""
    said = str(FAULTS[broken.fault])
    if not broken.line:
        return said + " " + _("Nothing was taken.")
    return said + " " + _("Line %(line)s. Nothing was taken.", line=broken.line)
