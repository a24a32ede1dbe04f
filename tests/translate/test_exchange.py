"""PO files out and in: gettext reads them, nothing newer is lost, broken ones are refused whole."""

import io
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import flask
import polib
import pytest

from portal.catalog_files import BrokenFile, FileFault, InFile, read_po, write_po
from portal.locales import LOCALES
from portal.operations.catalogs.imports import import_catalog
from portal.operations.catalogs.texts import approve_translation, save_translation
from portal.policy.catalog_rows import RowOutcome
from portal.policy.catalogs import BlockState
from portal.reports.catalogs.imports import out_entries, plan_import
from tests.factories import NOON
from tests.operations.cataloging import edit_english
from tests.translate.people import BLOCK, KIND, TEXT, reviewer, row, translator

LATER = NOON + timedelta(hours=1)
PO = f"""msgid ""
msgstr ""
"Language: vi\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Exported-At: {LATER.isoformat()}\\n"

msgctxt "{BLOCK}"
msgid "Please come. If you cannot come, call {{worker_phone}} before the meeting. We will find a new time with you."
msgstr "{TEXT}"
"""


def exported(locale: str = "vi") -> polib.POFile:
    return polib.pofile(write_po(out_entries(locale), LOCALES[locale], LATER))


def read(text: str) -> InFile:
    return read_po(text.encode(), LOCALES["vi"])


def outcome(text: str, context: str = BLOCK) -> RowOutcome:
    plan = plan_import(read(text), "vi")
    return next(one.outcome for one in plan.rows if one.entry.context == context)


def entry(catalog: polib.POFile, context: str = BLOCK) -> polib.POEntry:
    return next(one for one in catalog if one.msgctxt == context)


@pytest.mark.parametrize("locale", ["vi", "ru", "ar", "ko", "tl"])
def test_gettext_accepts_the_export(app: flask.Flask, tmp_path: Path, locale: str) -> None:
    lan = translator(locale)
    if locale == "vi":
        english = row().based_on
        edit_english(lan.actor, kind=KIND, texts={"do_move": english + " Thank you."}, at=NOON)
    path = tmp_path / "letters.po"
    path.write_text(write_po(out_entries(locale), LOCALES[locale], LATER), "utf-8")
    if program := shutil.which("msgfmt"):
        done = subprocess.run(
            [program, "-c", "-o", str(tmp_path / "letters.mo"), str(path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
    check_by_hand(polib.pofile(str(path)), locale)


def check_by_hand(catalog: polib.POFile, locale: str) -> None:
    """What msgfmt checks, for machines without gettext: header, plural rule, keys, fields."""
    spec = LOCALES[locale]
    assert catalog.metadata["Content-Type"] == "text/plain; charset=UTF-8"
    assert catalog.metadata["Plural-Forms"].startswith(f"nplurals={spec.plurals}; plural=")
    contexts = [one.msgctxt for one in catalog]
    assert len(contexts) == len(set(contexts)) > 50
    for one in catalog:
        if one.msgstr and not one.fuzzy:
            assert set(re.findall(r"\{\w+\}", one.msgstr)) == set(re.findall(r"\{\w+\}", one.msgid))


def test_the_export_tells_notes_fields_states_and_the_english_before(app: flask.Flask) -> None:
    lan = translator()
    before = row().based_on
    edit_english(lan.actor, kind=KIND, texts={"do_move": before + " Thank you."}, at=NOON)
    catalog = exported()
    stale = entry(catalog)
    assert stale.previous_msgid == before
    assert set(stale.flags) == {"fuzzy", "python-brace-format"}
    assert stale.tcomment == "source changed"
    assert entry(catalog, "shared.contact_worker").comment.startswith("Counselor: the worker")


def test_a_file_taken_in_waits_for_a_second_person(both_databases: flask.Flask) -> None:
    lan = translator()
    plan = import_catalog(lan.actor, locale="vi", file=read(PO), at=LATER)
    assert len(plan.taken) == 1
    kept = row()
    assert (kept.text, kept.state, kept.translator_id) == (TEXT, BlockState.NEEDS_REVIEW, lan.id)
    assert import_catalog(lan.actor, locale="vi", file=read(PO), at=LATER).taken == []


def test_the_dry_run_changes_nothing_and_rejects_only_the_row_with_a_changed_field(
    app: flask.Flask, browser_for: Any
) -> None:
    lan = translator()
    two = PO.replace("{worker_phone} trước", "{phone} trước") + (
        '\nmsgctxt "appointment.title"\nmsgid "You have a meeting with us"\nmsgstr "Mời họp"\n'
    )
    browser = browser_for(lan)
    page = send(browser, two)
    rows = {r.cssselect("th")[0].text_content(): " ".join(r.text_content().split())
            for r in page.all("tbody tr")}  # fmt: skip
    assert "Left out: has errors" in rows[BLOCK]
    assert "The field worker_phone is missing." in rows[BLOCK]
    assert rows[BLOCK].startswith("7")
    assert "Will be taken" in rows["appointment.title"]
    assert row("appointment.title").text != "Mời họp"
    browser.submit(page, "/translate/vi/import/take", selector="form[action$='/take']")
    assert row("appointment.title").text == "Mời họp"
    assert row().is_machine_made


def test_what_a_person_wrote_after_the_export_is_never_overwritten(app: flask.Flask) -> None:
    lan = translator()
    newer = LATER + timedelta(minutes=1)
    save_translation(lan.actor, locale="vi", context=BLOCK, text=TEXT + "!", version=1, at=newer)
    assert outcome(PO) is RowOutcome.NEWER_HERE
    assert import_catalog(lan.actor, locale="vi", file=read(PO), at=newer).taken == []
    assert row().text == TEXT + "!"


def test_a_file_that_does_not_say_when_it_was_made_overwrites_no_person(app: flask.Flask) -> None:
    minh = reviewer()
    bare = "\n".join(line for line in PO.split("\n") if "X-Exported-At" not in line)
    assert outcome(bare) is RowOutcome.TAKEN
    approve_translation(minh.actor, locale="vi", context=BLOCK, version=1, reason="Good.", at=NOON)
    assert outcome(bare) is RowOutcome.NEWER_HERE


def test_rows_of_unknown_blocks_other_english_or_without_text_are_left_out(
    app: flask.Flask,
) -> None:
    translator()
    assert outcome(PO.replace(BLOCK, "appointment.nothing"), "appointment.nothing") is (
        RowOutcome.UNKNOWN
    )
    assert outcome(PO.replace("Please come.", "Please go.")) is RowOutcome.OTHER_ENGLISH
    assert outcome(PO.replace(TEXT, "")) is RowOutcome.EMPTY


def test_an_export_brought_back_unchanged_changes_nothing(app: flask.Flask) -> None:
    translator()
    plan = plan_import(read(str(exported())), "vi")
    assert set(plan.counts) <= {RowOutcome.SAME, RowOutcome.EMPTY}


def test_a_row_the_file_is_not_sure_of_lands_as_a_draft(app: flask.Flask) -> None:
    lan = translator()
    fuzzy = PO.replace("\nmsgctxt", "\n#, fuzzy\nmsgctxt")
    import_catalog(lan.actor, locale="vi", file=read(fuzzy), at=LATER)
    assert row().state == BlockState.DRAFT


@pytest.mark.parametrize(
    ("content", "fault", "line"),
    [
        (PO.replace('msgstr "Xin', "msgstr Xin").encode(), FileFault.NOT_PO, 9),
        (PO[: PO.index("msgstr \"Xin")].encode(), FileFault.NOT_PO, 9),
        (PO.replace("msgid \"Please", "msgstr \"Please").encode(), FileFault.NOT_PO, 8),
        (PO.encode("utf-16"), FileFault.NOT_UTF8, 1),
        (PO.encode()[:-4].replace(b"Xin", b"X\xffn"), FileFault.NOT_UTF8, 9),
        (PO.replace("Xin", "Xin\u202e").encode(), FileFault.HIDDEN_CHARACTER, 9),
        (PO.replace("Xin", "Xin\u2067").encode(), FileFault.HIDDEN_CHARACTER, 9),
        (b"/etc/passwd", FileFault.NOT_PO, 1),
        (b"", FileFault.NOT_PO, 1),
        (PO.encode() + b"# " * (512 * 1024), FileFault.TOO_LARGE, 0),
        (PO.replace("Language: vi", "Language: ar").encode(), FileFault.OTHER_LANGUAGE, 0),
        ((PO + PO[PO.index("\nmsgctxt") :]).encode(), FileFault.TWICE, 11),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_whole_with_its_line(
    content: bytes, fault: FileFault, line: int
) -> None:
    with pytest.raises(BrokenFile) as broken:
        read_po(content, LOCALES["vi"])
    assert (broken.value.fault, broken.value.line) == (fault, line)


def test_the_page_says_the_line_of_a_broken_file(app: flask.Flask, browser_for: Any) -> None:
    browser = browser_for(translator())
    page = send(browser, PO.replace('msgstr "Xin', "msgstr Xin"), 422)
    assert "Line 9. Nothing was taken." in page.text


def test_a_file_is_downloaded_by_those_who_may_look_and_brought_in_by_translators(
    app: flask.Flask, browser_for: Any
) -> None:
    browser = browser_for(translator("ar"))
    answer = browser.get("/translate/vi/export.po")
    assert 'filename="letters-vi.po"' in answer.headers["Content-Disposition"]
    browser.get("/translate/vi/import", 404)
    browser.post("/translate/vi/import", {}, 404)
    browser.get("/translate/ar/import")


def test_no_file_chosen_is_said(app: flask.Flask, browser_for: Any) -> None:
    browser_for(translator()).post("/translate/vi/import", {}, 422)


def send(browser: Any, text: str, status: int = 200) -> Any:
    return browser.post(
        "/translate/vi/import", {"file": (io.BytesIO(text.encode()), "vi.po")}, status
    )


@pytest.mark.parametrize(
    ("tag", "named", "is_taken"),
    [
        ("vi", "vi_VN", True), ("es", "es_MX", True), ("tl", "fil_PH", True), ("tl", "tl", True),
        ("zh-Hant", "zh_TW", True), ("zh-Hant", "zh_CN", False), ("zh-Hans", "zh_CN", True),
        ("zh-Hans", "zh_Hans_CN", True), ("vi", "", True), ("vi", "vie", False),
        ("hmn", "en_US", False), ("hmn", "hmn", True), ("ko", "ksw", False),
    ],
)  # fmt: skip
def test_a_header_names_its_language_as_translators_programs_do(
    tag: str, named: str, is_taken: bool
) -> None:
    text = PO.replace("Language: vi", f"Language: {named}").encode()
    if is_taken:
        assert len(read_po(text, LOCALES[tag]).entries) == 1
        return
    with pytest.raises(BrokenFile) as broken:
        read_po(text, LOCALES[tag])
    assert broken.value.fault is FileFault.OTHER_LANGUAGE


def test_a_file_is_read_as_lokalize_and_poedit_write_it() -> None:
    """Windows line ends, a mark before the first letter, previous English, obsolete entries."""
    text = (
        "\ufeff# SPDX-FileCopyrightText: 2026 Lan\n#, fuzzy\n"
        + PO.replace(
            '"Language: vi\\n"', '"Language: vi\\n"\n"X-Generator: Lokalize 24.12\\n"'
        ).replace(
            "\nmsgctxt", '\n#: a.toml:1\n#, fuzzy, python-brace-format\n#| msgid "Come."\nmsgctxt'
        )
        + '\n#~| msgid "older"\n#~ msgctxt "a.z"\n#~ msgid "gone"\n#~ msgstr "mất"\n'
        + '\n#~ msgid "one"\n#~ msgid_plural "many"\n#~ msgstr[0] "x"\n'
    ).replace("\n", "\r\n")
    (entry,) = read(text).entries
    assert (entry.context, entry.forms, entry.is_sure) == (BLOCK, (TEXT,), False)
