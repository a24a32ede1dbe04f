"""The letters' catalogs out and in from the command line."""

from pathlib import Path

import flask
import polib
import pytest
from click.testing import Result

from portal.clock import now
from portal.models.accounts import Role, TranslatorLocale
from portal.models.catalogs import Translation
from portal.operations.catalogs import load_letter_kinds
from tests import factories


@pytest.fixture
def file(app: flask.Flask, tmp_path: Path) -> Path:
    """Vietnamese letters as a file, with a translator of that language at hand."""
    load_letter_kinds(now())
    who = factories.account("Mai Tran", Role.TRANSLATOR)
    TranslatorLocale.create(account=who, locale="vi")
    path = tmp_path / "letters-vi.po"
    assert run(app, "export", "vi", str(path)).exit_code == 0
    return path


def run(app: flask.Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["catalogs", *words])


def changed(path: Path, text: str) -> str:
    """Gives the greeting another text; what it was."""
    catalog = polib.pofile(str(path))
    entry = next(one for one in catalog if one.msgctxt == "shared.greeting")
    before, entry.msgstr, entry.flags = entry.msgstr, text, []
    catalog.save()
    return before


def greeting() -> Translation:
    found: Translation = Translation.get(
        Translation.locale == "vi", Translation.kind == "shared", Translation.block == "greeting"
    )
    return found


def test_a_dry_run_says_what_would_be_taken_and_changes_nothing(
    app: flask.Flask, file: Path
) -> None:
    before = changed(file, "Xin chào {client_name}:")
    said = run(app, "import", "vi", str(file), "--by", "mai@demo.example", "--dry-run")
    assert said.exit_code == 0
    assert "taken: 1" in said.output
    assert greeting().text == before


def test_a_text_is_taken_and_waits_for_a_second_person(app: flask.Flask, file: Path) -> None:
    changed(file, "Xin chào {client_name}:")
    assert run(app, "import", "vi", str(file), "--by", "mai@demo.example").exit_code == 0
    assert greeting().text == "Xin chào {client_name}:"
    assert greeting().state == "needs_review"
    again = run(app, "import", "vi", str(file), "--by", "mai@demo.example")
    assert "taken: 1" not in again.output


def test_a_changed_field_is_left_out_by_its_line(app: flask.Flask, file: Path) -> None:
    before = changed(file, "Xin chào {client}:")
    said = run(app, "import", "vi", str(file), "--by", "mai@demo.example")
    assert "shared.greeting: left out: damaged" in said.stderr
    assert greeting().text == before


@pytest.mark.parametrize(("words", "reason"), [
    (["import", "ru", "{file}", "--by", "mai@demo.example"], "other language"),
    (["import", "vi", "{file}", "--by", "nobody@demo.example"], "no account"),
])  # fmt: skip
def test_a_file_that_cannot_be_taken_is_refused_in_words(
    app: flask.Flask, file: Path, words: list[str], reason: str
) -> None:
    said = run(app, *(word.format(file=file) for word in words))
    assert said.exit_code == 1
    assert reason in said.stderr


def test_somebody_who_does_not_translate_the_language_takes_nothing(
    app: flask.Flask, file: Path
) -> None:
    factories.account("Ana Ruiz")
    before = changed(file, "Xin chào {client_name}:")
    said = run(app, "import", "vi", str(file), "--by", "ana@demo.example")
    assert (said.exit_code, "does not translate vi" in said.stderr) == (1, True)
    assert greeting().text == before


@pytest.mark.parametrize("ending", ["po", "csv", "xlsx"])
def test_letters_and_screens_go_out_and_come_back_in_each_kind_of_file(
    app: flask.Flask, file: Path, ending: str
) -> None:
    for option in ([], ["--screens"]):
        path = str(file.with_name(f"back.{ending}"))
        assert "written" in run(app, "export", "vi", path, *option).output
        said = run(app, "import", "vi", path, "--by", "mai@demo.example", *option)
        assert (said.exit_code, said.stderr) == (0, "")
        assert "same: " in said.output
        assert "taken" not in said.output


def test_a_file_of_another_kind_is_not_written(app: flask.Flask, file: Path) -> None:
    said = run(app, "export", "vi", str(file.with_suffix(".pdf")))
    assert (said.exit_code, "neither .po" in said.stderr) == (1, True)
