"""Texts of the screens: out, in, shown once a second person approved, over what ships (LET-7)."""

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import flask
import polib
import pytest

from portal import clock, i18n
from portal.catalog_files import InFile, read_po
from portal.catalog_tables import read_file, write_file
from portal.locales import LOCALES
from portal.models import Account, ScreenText
from portal.models.screen_texts import ScreenTextState
from portal.operations.catalogs.screens import (
    approve_screens,
    import_screens,
    keep_current,
    return_screens,
)
from portal.policy.catalog_rows import RowOutcome
from portal.policy.catalogs import ApprovalRefusal, CatalogRefusal
from portal.policy.refusals import Refused
from portal.reports.catalogs import screens
from tests.factories import NOON
from tests.translate.hostile import po, quoted
from tests.translate.people import reviewer, translator

LATER = NOON + timedelta(hours=1)
ENGLISH = "Start with your code"  # stands in a template
NEW = "Mở đầu bằng mã số"


@pytest.fixture(autouse=True)
def ships_again() -> Iterator[None]:
    """What ships is shown again when a test is over."""
    yield
    for tag in LOCALES:
        i18n.overlay(tag, {})


def file_with(*texts: tuple[str, str], head: str = "") -> InFile:
    entries = "".join(po("", english, text) for english, text in texts)
    header = f'msgid ""\nmsgstr "Language: vi\\n"\n"X-Exported-At: {LATER.isoformat()}\\n"\n'
    return read_po((header + head + entries).encode(), LOCALES["vi"])


def outcomes(*texts: tuple[str, str], head: str = "") -> list[RowOutcome]:
    return [row.outcome for row in screens.plan_screens(file_with(*texts, head=head), "vi").rows]


def brought(who: Account, text: str = NEW) -> ScreenText:
    import_screens(who.actor, locale="vi", file=file_with((ENGLISH, text)), at=NOON)
    return ScreenText.get(ScreenText.locale == "vi", ScreenText.english == ENGLISH)


def seen(*rows: ScreenText) -> dict[str, int]:
    return {row.key: row.version for row in rows}


def shown() -> str:
    keep_current(is_sure=True)
    with i18n.use("vi"):
        return i18n.gettext(ENGLISH)


def test_a_text_shows_once_a_second_person_approved_it(both_databases: flask.Flask) -> None:
    lan, minh = translator(), reviewer()
    before = shown()
    row = brought(lan)
    assert shown() == before != NEW
    with pytest.raises(Refused) as own:
        approve_screens(lan.actor, locale="vi", versions=seen(row), at=LATER)
    assert own.value.codes == {"": ApprovalRefusal.SAME_PERSON}
    approve_screens(minh.actor, locale="vi", versions=seen(row), at=NOON)
    assert shown() == NEW
    again = brought(minh, "Dùng mã")
    assert shown() == NEW, "what was approved shows until the new one is"
    assert again.state == ScreenTextState.WAITING


def test_what_is_given_back_shows_nothing_and_goes_out_with_its_comment(app: flask.Flask) -> None:
    lan, minh = translator(), reviewer()
    row, before = brought(lan), shown()
    with pytest.raises(Refused) as silent:
        return_screens(minh.actor, locale="vi", versions=seen(row), comment=" ", at=LATER)
    assert silent.value.codes == {"reason": CatalogRefusal.BLANK}
    return_screens(minh.actor, locale="vi", versions=seen(row), comment="Too formal.", at=LATER)
    assert shown() == before
    out = next(one for one in screens.out_screens("vi") if one.english == ENGLISH)
    assert (out.note, out.forms, out.is_sure) == ("Too formal.", (NEW,), False)


def test_a_version_that_was_not_seen_is_not_approved(app: flask.Flask) -> None:
    lan, minh = translator(), reviewer()
    row = brought(lan)
    with pytest.raises(Refused):
        approve_screens(minh.actor, locale="vi", versions={row.key: row.version + 1}, at=LATER)
    with pytest.raises(Refused):
        approve_screens(minh.actor, locale="vi", versions={"a-key-of-16-char": 1}, at=LATER)
    assert ScreenText.get_by_id(row.id).shown == ""


@pytest.mark.parametrize(
    ("english", "text"),
    [
        ("Line %(line)s. Nothing was taken.", "Không lấy gì cả."),
        ("Line %(line)s. Nothing was taken.", "Dòng %(lines)s."),
        ("Line %(line)s. Nothing was taken.", "Dòng %(line)s, %(line)s."),
        ("Line %(line)s. Nothing was taken.", "Dòng %(line)s 100%"),
        ("Line %(line)s. Nothing was taken.", "Dòng %(line)999999s"),
        ("Nothing waits.", "%s"),
        ("Nothing waits.", "<script>alert(1)</script>"),
        ("Nothing waits.", "<a href='http://evil.example'>Xem</a>"),
        ("Nothing waits.", "&lt;b&gt;"),
    ],
)
def test_a_text_that_would_break_a_page_is_left_out(
    app: flask.Flask, english: str, text: str
) -> None:
    assert outcomes((english, text)) == [RowOutcome.DAMAGED]


def test_every_other_row_of_a_file_is_told_by_itself(app: flask.Flask) -> None:
    lan = translator()
    brought(lan)
    shipped = screens.shipped("vi")["Your code"].forms[0]
    assert outcomes(
        ("No such text", "x"), ("Your code", shipped), ("Nothing waits.", ""), (ENGLISH, NEW)
    ) == [RowOutcome.UNKNOWN, RowOutcome.SAME, RowOutcome.EMPTY, RowOutcome.SAME]
    fuzzy = '\n#, fuzzy\nmsgid "Your code"\nmsgstr "x"\n'
    assert outcomes((ENGLISH, NEW + "!"), head=fuzzy) == [RowOutcome.UNSURE, RowOutcome.TAKEN]
    ScreenText.update(changed_at=LATER).execute()
    assert outcomes((ENGLISH, NEW + "!")) == [RowOutcome.NEWER_HERE]


def test_a_counted_text_needs_each_form_of_its_language(app: flask.Flask) -> None:
    one, text = next((a, b) for a, b in screens.shipped("vi").items() if b.plural)
    entry = f"\nmsgid {quoted(one)}\nmsgid_plural {quoted(text.plural)}\n"
    good = entry + 'msgstr[0] "%(n)s cái"\n'
    assert outcomes(head=good) == [RowOutcome.TAKEN]
    assert outcomes(head=good + 'msgstr[1] "x"\n') == [RowOutcome.DAMAGED]
    assert outcomes((one, "x")) == [RowOutcome.OTHER_ENGLISH]


@pytest.mark.parametrize(
    ("locale", "ending"), [("vi", "po"), ("ar", "csv"), ("uk", "csv"), ("ru", "xlsx")]
)
def test_what_goes_out_comes_back_and_changes_nothing(
    app: flask.Flask, locale: str, ending: str
) -> None:
    entries = screens.out_screens(locale)
    content = write_file(entries, LOCALES[locale], LATER, ending, "screens")
    plan = screens.plan_screens(read_file(content, f"x.{ending}", LOCALES[locale]), locale)
    assert len(plan.rows) == len(entries) > 3000
    assert set(plan.counts) <= {RowOutcome.SAME, RowOutcome.EMPTY}


def test_a_page_is_compiled_anew_when_its_texts_change(app: flask.Flask, browser_for: Any) -> None:
    lan, minh = translator(), reviewer()
    row, browser = brought(lan, "Mã & thư"), browser_for(minh)
    assert "Mã &amp; thư" not in rendered(app)
    page = browser.get("/translate/vi/screens")
    assert len(page.statements) <= 8
    assert "Lan Pham" in page.words("tbody")
    marked = {"text": f"{row.key}:{row.version}", "act": "approve"}
    browser.submit(page, "/translate/vi/screens", marked)
    assert "Mã &amp; thư" in rendered(app)


def rendered(app: flask.Flask) -> str:
    """A page that says the text, as somebody who reads Vietnamese gets it."""
    answer = app.test_client().get("/my/start", headers={"Accept-Language": "vi"})
    return answer.get_data(as_text=True)


def test_the_dry_run_in_the_browser_shows_what_changes_and_takes_it(
    app: flask.Flask, browser_for: Any
) -> None:
    browser = browser_for(translator())
    text = browser.get("/translate/vi/screens/export.po").response.get_data(as_text=True)
    catalog = polib.pofile(text)
    assert catalog.metadata["Project-Id-Version"] == "Touchpoint screens"
    catalog.find(ENGLISH).msgstr = NEW
    catalog.find("Your code").msgstr = "<b>Mã</b>"
    upload = {"file": (io.BytesIO(str(catalog).encode()), "vi.po")}
    page = browser.post("/translate/vi/screens/import", upload, 200)
    assert page.words("#plan-head + p").startswith("Will be taken: 1 ·")
    assert "There is markup of web pages in the text." in page.text
    assert not ScreenText.select().exists()
    browser.submit(page, "/translate/vi/screens/import/take", selector="form[action$='/take']")
    assert ScreenText.get().english == ENGLISH
    assert ScreenText.get().changed_at <= clock.now()


def test_a_language_that_somebody_does_not_translate_is_read_and_not_written(
    app: flask.Flask, browser_for: Any
) -> None:
    browser = browser_for(translator("ar"))
    browser.get("/translate/vi/screens")
    browser.get("/translate/vi/screens/import", 404)
    browser.post("/translate/vi/screens/import", {}, 404)
    browser.post("/translate/vi/screens", {"act": "approve"}, 404)
    browser.get("/translate/en/screens", 404)
    browser.post("/translate/ar/screens", {"act": "approve"}, 422)
