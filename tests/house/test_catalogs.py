"""Rules of the house: every text of a screen is in the catalogs, and every catalog can be shown."""

from pathlib import Path

import polib
import pytest
from babel.messages.pofile import read_po

from portal import i18n
from portal.cli import extraction
from portal.config import SCREENS
from portal.locales import LOCALES, LocaleSpec

LANGUAGES = [pytest.param(spec, id=spec.tag) for spec in extraction.translated_languages()]
TRANSLATED = ("es", "vi", "ru", "so", "ar")  # complete for participants from the first day (LANG-1)


@pytest.fixture(scope="module")
def template() -> polib.POFile:
    """The texts of the program as it is now."""
    return extraction.extract()


def kept(spec: LocaleSpec) -> polib.POFile:
    return polib.pofile(str(extraction.catalog_path(spec)), encoding="utf-8")


def test_the_texts_kept_are_the_texts_of_the_program(template: polib.POFile) -> None:
    """Red after a text changed: run `python app.py catalogs extract`."""
    there = polib.pofile(str(extraction.TEMPLATE), encoding="utf-8")
    before, now = ({(e.msgid, e.msgid_plural) for e in pot} for pot in (there, template))
    assert sorted(now - before) == [], "new texts"
    assert sorted(before - now) == [], "texts that are gone"
    assert extraction.TEMPLATE.read_text("utf-8") == f"{template}\n"


def test_extraction_says_nothing_of_the_day_or_the_line(template: polib.POFile) -> None:
    assert "Date" not in str(template.metadata)
    assert {line for entry in template for _name, line in entry.occurrences} == {""}


def test_every_language_of_the_first_tier_has_a_catalog() -> None:
    folders = {path.parts[-3] for path in i18n.TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")}
    assert folders == {LOCALES[tag].folder for tag in SCREENS if tag != "en"}


@pytest.mark.parametrize("spec", LANGUAGES)
def test_every_catalog_has_the_texts_of_the_program(
    spec: LocaleSpec, template: polib.POFile
) -> None:
    there = {(e.msgid, e.msgid_plural) for e in kept(spec) if not e.obsolete}
    assert there == {(e.msgid, e.msgid_plural) for e in template}


@pytest.mark.parametrize("spec", LANGUAGES)
def test_no_catalog_breaks_a_sentence(spec: LocaleSpec) -> None:
    """Babel's own checks and ours: the same places, as many plural forms as the language has."""
    with extraction.catalog_path(spec).open("rb") as source:
        found = read_po(source, abort_invalid=True)
    wrong = [f"{message.id!r}: {error}" for message, errors in found.check() for error in errors]
    wrong += extraction.problems(kept(spec))
    assert wrong == []
    forms = {len(e.msgstr_plural) for e in kept(spec) if e.msgid_plural and not e.obsolete}
    assert forms <= {spec.plurals}


@pytest.mark.parametrize("tag", TRANSLATED)
def test_participants_read_every_screen_in_their_language(tag: str) -> None:
    missing = [
        entry.msgid
        for entry in kept(LOCALES[tag])
        if not entry.obsolete
        and extraction.is_for_participants(entry)
        and (entry.fuzzy or not entry.translated())
    ]
    assert missing == [], f"{len(missing)} texts"


def test_no_catalog_was_reviewed_yet_and_each_says_so() -> None:
    for spec in extraction.translated_languages():
        catalog = i18n.catalog(spec.tag)
        assert catalog.is_draft, spec.tag


def test_a_new_text_is_empty_and_an_old_one_stays_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is guessed, nothing that somebody translated is lost."""
    monkeypatch.setattr(extraction, "TRANSLATIONS", tmp_path)
    spec = LOCALES["vi"]
    first = polib.POFile()
    first.append(polib.POEntry(msgid="Your plan", occurrences=[("templates/a.html", "")]))
    first.append(polib.POEntry(msgid="Your letters", occurrences=[("templates/a.html", "")]))
    made = extraction.updated(spec, first)
    for entry in made:
        entry.msgstr = {"Your plan": "Kế hoạch", "Your letters": "Thư"}[entry.msgid]
    extraction.catalog_path(spec).parent.mkdir(parents=True)
    made.save(str(extraction.catalog_path(spec)))
    second = polib.POFile()
    second.append(polib.POEntry(msgid="Your plans", occurrences=[("templates/a.html", "")]))
    second.append(polib.POEntry(msgid="Your letters", occurrences=[("templates/a.html", "")]))
    after = extraction.updated(spec, second)
    assert [(e.msgid, e.msgstr, bool(e.obsolete)) for e in after] == [
        ("Your plans", "", False),
        ("Your letters", "Thư", False),
        ("Your plan", "Kế hoạch", True),
    ]


def test_a_changed_place_is_found() -> None:
    catalog = polib.POFile()
    catalog.append(polib.POEntry(msgid="Call %(name)s.", msgstr="Gọi %(nam)s."))
    catalog.append(polib.POEntry(msgid="Call %(name)s now.", msgstr="Gọi %(name)s."))
    catalog.append(
        polib.POEntry(
            msgid="%(n)s day", msgid_plural="%(n)s days", msgstr_plural={0: "день", 1: "%(n)s дня"}
        )
    )
    assert [line.split(":")[0] for line in extraction.problems(catalog)] == ["'Call %(name)s.'"]


def test_a_catalog_is_read_when_somebody_asks_for_its_language() -> None:
    i18n._shipped.cache_clear()
    assert [spec.tag for spec in i18n.usable(SCREENS)] == list(SCREENS)
    assert i18n._shipped.cache_info().currsize == 0
    assert i18n.catalog("es").single("Sign out") != "Sign out"
