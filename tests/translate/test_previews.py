"""The whole letter with sample people, as page and PDF."""

from typing import Any

import flask
import pytest

from portal.operations.catalogs.texts import save_translation
from tests.factories import NOON
from tests.translate.people import BLOCK, KIND, row, translator

HERE = f"/translate/vi/{KIND}/preview"


@pytest.mark.parametrize("person", [1, 2, 3])
@pytest.mark.parametrize("locale", ["vi", "ar"])
def test_every_sample_person_has_a_page_and_a_pdf(
    app: flask.Flask, browser_for: Any, person: int, locale: str
) -> None:
    browser = browser_for(translator(locale))
    here = f"/translate/{locale}/{KIND}/preview"
    page = browser.get(f"{here}?person={person}&size=18")
    paper = page.all(".paper")[0]
    assert (paper.get("lang"), paper.get("dir")) == (locale, "rtl" if locale == "ar" else "ltr")
    made = browser.get(f"{here}.pdf?person={person}&size=18")
    assert made.headers["Content-Type"] == "application/pdf"
    assert made.response.data.startswith(b"%PDF-1.7")


def test_a_letter_not_yet_translated_shows_its_blocks_in_english_and_says_so(
    app: flask.Flask, browser_for: Any
) -> None:
    page = browser_for(translator("om")).get(f"/translate/om/{KIND}/preview")
    assert page.all(".letter-block.is-not-started[lang=en]")
    assert "Not published yet" in page.text


def test_a_broken_draft_does_not_break_the_preview(app: flask.Flask, browser_for: Any) -> None:
    lan = translator()
    save_translation(lan.actor, locale="vi", context=BLOCK, text="Xin {", version=1, at=NOON)
    browser = browser_for(lan)
    assert "Has errors" not in browser.get(HERE).text  # it is a draft: not approved comes first
    browser.get(f"{HERE}.pdf")
    assert row().text == "Xin {"


def test_odd_choices_in_the_address_fall_back(app: flask.Flask, browser_for: Any) -> None:
    browser_for(translator()).get(f"{HERE}?person=99&size=1")
