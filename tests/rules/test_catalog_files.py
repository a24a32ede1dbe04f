"""LET-7: catalogs go out and come in as files; a bad one is refused whole, with the line."""

from datetime import timedelta

import flask
import polib
import pytest

from portal.catalog_files import BrokenFile, FileFault
from portal.catalog_tables import read_file, write_file
from portal.locales import LOCALES
from portal.operations.catalogs.imports import import_catalog
from portal.operations.catalogs.texts import save_translation
from portal.policy.catalog_rows import RowOutcome
from portal.policy.catalogs import BlockState
from portal.reports.catalogs.imports import out_entries
from tests.factories import NOON
from tests.operations.cataloging import BLOCK, TEXT, people, row

LATER = NOON + timedelta(hours=1)
LOST, NEWER = "appointment.title", "shared.greeting"


def test_let_7_catalogs_go_out_and_come_in_and_a_bad_file_is_refused_whole_with_its_line(
    both_databases: flask.Flask,
) -> None:
    lan, _minh = people()
    vietnamese = LOCALES["vi"]
    sent = write_file(out_entries("vi"), vietnamese, LATER, "po").decode()
    catalog = polib.pofile(sent)
    assert catalog.metadata["Language"] == "vi"
    assert catalog.metadata["Plural-Forms"] == "nplurals=1; plural=0;"

    texts = {one.msgctxt: one for one in catalog}
    texts[BLOCK].msgstr, texts[BLOCK].flags = TEXT, ["python-brace-format"]
    texts[LOST].msgstr = "Quý vị có hẹn {0.__class__}"
    texts[NEWER].msgstr = "Chào {client_name}:"
    catalog.append(polib.POEntry(msgctxt="appointment.nothing", msgid="No", msgstr="Không"))
    newer = LATER + timedelta(minutes=5)
    mine = "Kính chào {client_name},"
    version = row(NEWER).version
    save_translation(lan.actor, locale="vi", context=NEWER, text=mine, version=version, at=newer)
    file = read_file(str(catalog).encode(), "vi.po", vietnamese)
    plan = import_catalog(lan.actor, locale="vi", file=file, at=newer)

    became = {one.entry.context: one.outcome for one in plan.rows}
    assert became[BLOCK] is RowOutcome.TAKEN
    assert became[LOST] is RowOutcome.DAMAGED
    assert became[NEWER] is RowOutcome.NEWER_HERE
    assert became["appointment.nothing"] is RowOutcome.UNKNOWN
    assert all(one.entry.line > 1 for one in plan.rejected)
    assert (row().text, row().state) == (TEXT, BlockState.NEEDS_REVIEW)
    assert row(NEWER).text == mine

    lines = str(catalog).replace(TEXT, TEXT + "!").split("\n")
    cut = next(number for number, line in enumerate(lines) if "msgstr" in line and number > 40)
    lines[cut] = lines[cut].rstrip('"')
    with pytest.raises(BrokenFile) as broken:
        read_file("\n".join(lines).encode(), "vi.po", vietnamese)
    assert (broken.value.fault, broken.value.line) == (FileFault.NOT_PO, cut + 1)
    assert row().text == TEXT
