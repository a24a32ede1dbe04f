"""Files that translators' programs opened and saved come back with nothing lost (LET-7)."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import flask
import polib
import pytest

from portal.catalog_files import OutEntry
from portal.catalog_tables import read_file, write_file
from portal.locales import LOCALES
from portal.models import Translation
from portal.policy.catalog_rows import RowOutcome
from portal.policy.catalogs import source_hash
from portal.reports.catalogs.imports import out_entries, plan_import
from portal.reports.catalogs.screens import out_screens, plan_screens
from tests.factories import NOON
from tests.translate.people import BLOCK, translator

LATER = NOON + timedelta(hours=1)
LANGUAGES = ("vi", "ru", "ar", "km", "tl", "hmn")
POFILTER = shutil.which("pofilter") or ""


def run(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def by_polib(path: Path) -> None:
    """Opened and saved, as scripts of translators do."""
    polib.pofile(str(path)).save(str(path))


def by_msgmerge(path: Path) -> None:
    """Brought up to the texts of now, as editors on gettext do when they save."""
    template = path.with_suffix(".pot")
    fresh = polib.pofile(str(path))
    for entry in fresh:
        entry.msgstr, entry.flags = "", [flag for flag in entry.flags if flag != "fuzzy"]
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
        entry.previous_msgid = entry.previous_msgid_plural = None
    fresh.save(str(template))
    run("msgmerge", "--quiet", "--previous", "--update", "--backup=none", str(path), str(template))


def by_msgcat(path: Path) -> None:
    """Written anew by gettext, at its own width."""
    run("msgcat", "--output-file", str(path), str(path))


def written(path: Path, entries: list[OutEntry], locale: str) -> Path:
    path.write_bytes(write_file(entries, LOCALES[locale], LATER, "po"))
    return path


def with_a_stale_text() -> None:
    """One block whose English changed since it was translated."""
    kind, _, key = BLOCK.partition(".")
    Translation.update(based_on="Come.", based_on_hash=source_hash("Come.")).where(
        Translation.kind == kind, Translation.block == key
    ).execute()


needs_gettext = pytest.mark.skipif(not shutil.which("msgmerge"), reason="gettext is not installed")
PROGRAMS = [
    by_polib,
    pytest.param(by_msgmerge, marks=needs_gettext),
    pytest.param(by_msgcat, marks=needs_gettext),
]


@pytest.mark.parametrize("program", PROGRAMS)
def test_letters_come_back_from_a_program_as_they_went(
    app: flask.Flask, tmp_path: Path, program: Callable[[Path], None]
) -> None:
    translator()
    with_a_stale_text()
    for locale in LANGUAGES:
        entries = out_entries(locale)
        path = written(tmp_path / f"{locale}.po", entries, locale)
        program(path)
        file = read_file(path.read_bytes(), path.name, LOCALES[locale])
        assert_same(file.entries, entries, path, program)
        assert file.exported_at == LATER
        assert set(plan_import(file, locale).counts) <= {RowOutcome.SAME, RowOutcome.EMPTY}


def assert_same(
    found: tuple, entries: list[OutEntry], path: Path, program: Callable[[Path], None]
) -> None:
    """Every text, form, note, flag and previous English is there."""
    back = {one.context: one for one in found}
    said = {one.msgctxt: one for one in polib.pofile(str(path)) if not one.obsolete}
    assert len(back) == len(entries)
    for out in entries:
        here, kept = back[out.context], said[out.context]
        assert (here.english, here.plural, here.is_sure or here.is_blank) == (
            out.english, out.plural, out.is_sure or here.is_blank,
        )  # fmt: skip
        assert [form for form in here.forms if form] == [form for form in out.forms if form]
        assert kept.comment.split() == out.note.split()
        assert (out.flag in kept.flags) is bool(out.flag)
        if program is not by_msgmerge:  # it keeps the English before where its own text changed
            assert (kept.previous_msgid or "") == out.previous


@needs_gettext
def test_gettext_finds_nothing_wrong_with_letters_and_screens(
    app: flask.Flask, tmp_path: Path
) -> None:
    translator()
    with_a_stale_text()
    for locale in LANGUAGES:
        for name, entries in (("letters", out_entries(locale)), ("screens", out_screens(locale))):
            path = written(tmp_path / f"{name}-{locale}.po", entries, locale)
            assert run("msgfmt", "-c", "-o", str(tmp_path / "made.mo"), str(path)) == ""


@pytest.mark.skipif(not POFILTER, reason="translate-toolkit is not installed")
def test_pofilter_reads_every_text_and_finds_no_broken_one(
    app: flask.Flask, tmp_path: Path
) -> None:
    translator()
    checks = ("escapes", "newlines", "nplurals", "printf", "pythonbraceformat", "tabs", "variables")
    tests = [word for check in checks for word in ("-t", check)]
    for locale in LANGUAGES:
        for name, entries in (("letters", out_entries(locale)), ("screens", out_screens(locale))):
            path = written(tmp_path / f"{name}-{locale}.po", entries, locale)
            found = tmp_path / f"found-{name}-{locale}.po"
            run(POFILTER, "--progress=none", "--nofuzzy", *tests, str(path), str(found))
            told = polib.pofile(str(found)) if found.exists() else []
            # It does not know that a form for one number alone may say that number in a word.
            broken = [one.msgid for one in told if not one.msgid_plural]
            assert (locale, name, broken) == (locale, name, [])


@needs_gettext
def test_screens_come_back_from_gettext_as_they_went(app: flask.Flask, tmp_path: Path) -> None:
    entries = out_screens("ar")
    path = written(tmp_path / "ar.po", entries, "ar")
    by_msgmerge(path)
    file = read_file(path.read_bytes(), path.name, LOCALES["ar"])
    assert len(file.entries) == len(entries)
    assert set(plan_screens(file, "ar").counts) <= {RowOutcome.SAME, RowOutcome.EMPTY}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_letters_come_back_from_a_table_as_they_went(app: flask.Flask, ending: str) -> None:
    translator()
    with_a_stale_text()
    for locale in LANGUAGES:
        entries = out_entries(locale)
        content = write_file(entries, LOCALES[locale], LATER, ending)
        file = read_file(content, f"x.{ending}", LOCALES[locale])
        assert [(one.context, one.english, one.plural) for one in file.entries] == [
            (one.context, one.english, one.plural) for one in entries
        ]
        assert file.exported_at == LATER
        assert set(plan_import(file, locale).counts) <= {RowOutcome.SAME, RowOutcome.EMPTY}
