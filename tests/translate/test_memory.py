"""The memory: what published letters already say, close to a text and word for word."""

from typing import Any

import flask
import pytest

from portal.models.catalogs import LetterVersion, VersionState
from portal.reports.catalogs import memory
from tests.operations.lettering import release_in
from tests.translate.people import KIND, translator

ASKED = "Your counselor is {worker_name}. Call {worker_phone}."


def test_a_published_text_is_found_with_its_difference_and_where_it_is_from(
    both_databases: flask.Flask,
) -> None:
    translator()
    assert memory.matches(ASKED, "vi") == []
    release_in("vi", KIND)
    found = memory.matches(ASKED, "vi")
    assert [(one.percent, one.came_from) for one in found] == [
        (100, "Texts that all letters share")
    ]
    assert found[0].difference == ()
    near = memory.matches(ASKED.replace("Call", "Please call"), "vi")[0]
    assert 75 <= near.percent < 100
    assert ("added", "Please call ") in near.difference
    assert memory.matches(ASKED, "es") == []


def test_what_its_owner_banned_is_not_offered_again(both_databases: flask.Flask) -> None:
    translator()
    release_in("vi", KIND)
    assert memory.matches(ASKED, "vi")
    LetterVersion.update(state=VersionState.RETIRED).where(LetterVersion.kind == KIND).execute()
    assert memory.matches(ASKED, "vi") == []


def test_a_concordance_shows_both_texts_to_everybody_of_the_area(
    app: flask.Flask, browser_for: Any
) -> None:
    translator()
    release_in("vi", KIND)
    browser = browser_for(translator("es", name="Eva Sol"))
    page = browser.get("/translate/vi/memory?q=your+COUNSELOR")
    assert ASKED in page.text
    assert len(page.statements) <= 8
    part = browser.get("/translate/vi/memory?q=your+COUNSELOR", script=True)
    assert "<main" not in part.body
    assert 'id="found"' in part.body
    assert "No published text has these words." in browser.get("/translate/vi/memory?q=zzz").text
    assert browser.get("/translate/vi/memory").all("#found li") == []


@pytest.mark.parametrize("locale", ["en", "xx"])
def test_a_language_that_is_not_there_has_no_memory(
    app: flask.Flask, browser_for: Any, locale: str
) -> None:
    browser_for(translator()).get(f"/translate/{locale}/memory", 404)
