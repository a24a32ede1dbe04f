"""Files made to do harm: each is refused in words, whole or by its row, quickly and in little
memory; never an error of the portal's own (LET-7; safety.md)."""

import io
import resource
import time
from typing import Any

import flask
import lxml.html
import pytest

from portal import letter_kinds
from portal.catalog_files import FILE_LIMIT, BrokenFile, FileFault
from portal.catalog_tables import read_file
from portal.locales import LOCALES
from portal.models import ScreenText, Translation
from portal.reports.catalogs.imports import plan_import
from portal.words.catalog_files import FAULTS, OUTCOMES
from tests.translate.hostile import Hostile, all_files
from tests.translate.people import BLOCK, KIND, TEXT, translator

ENGLISH = next(one.english for one in letter_kinds.own_blocks(KIND) if one.context == BLOCK)
FILES = all_files(BLOCK, ENGLISH, TEXT)
SLOWEST = 2.0  # seconds
MOST = 200 * 1024  # KiB


def told(one: Hostile) -> str:
    """What is said of a file as a whole, or "" for one that can be read."""
    try:
        read_file(one.content[: FILE_LIMIT + 1], one.name, LOCALES["vi"])
    except BrokenFile as broken:
        return str(broken.fault)
    return ""


def test_there_are_more_than_a_hundred_files_each_of_its_own() -> None:
    assert len({one.what for one in FILES}) == len(FILES) > 100


@pytest.mark.parametrize("one", FILES, ids=lambda one: one.what)
def test_a_hostile_file_is_refused_whole_or_read_as_what_it_is(one: Hostile) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    assert told(one) == (one.told if isinstance(one.told, FileFault) else "")
    assert time.monotonic() - began < SLOWEST
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST


def test_a_hostile_row_is_left_out_with_its_reason(app: flask.Flask) -> None:
    translator()
    for one in FILES:
        if not isinstance(one.told, FileFault):
            plan = plan_import(read_file(one.content, one.name, LOCALES["vi"]), "vi")
            assert (one.what, {row.outcome for row in plan.rows}) == (one.what, {one.told})


def wanted(one: Hostile, for_screens: bool) -> tuple[int, str]:
    """The status and the words that answer a file."""
    if isinstance(one.told, FileFault):
        return 422, str(FAULTS[one.told])
    return 200, "There is nothing to take." if for_screens else str(OUTCOMES[one.told])


@pytest.mark.parametrize("where", ["/translate/vi/import", "/translate/vi/screens/import"])
def test_who_sends_one_reads_what_is_wrong_with_it(
    app: flask.Flask, browser_for: Any, where: str
) -> None:
    browser = browser_for(translator())
    token = browser.csrf_token()
    before = list(Translation.select().order_by(Translation.id).dicts())
    for one in FILES:
        began = time.monotonic()
        sent = {"csrf_token": token, "file": (io.BytesIO(one.content), one.name)}
        answer = browser.client.post(where, data=sent)
        seconds = time.monotonic() - began
        said = lxml.html.document_fromstring(answer.get_data(as_text=True)).text_content()
        status, words = wanted(one, "screens" in where)
        found = answer.status_code, words in said, seconds < SLOWEST
        assert (one.what, *found) == (one.what, status, True, True)
    assert list(Translation.select().order_by(Translation.id).dicts()) == before
    assert not ScreenText.select().exists()
