"""What the caseloads ask of the translators: letters that had to go in English."""

from typing import Any

import flask

from portal import clock
from portal.models import MissedRelease
from tests.operations.batching import KIND, caseload
from tests.operations.cataloging import people
from tests.operations.mailing import sent_letter


def test_a_translator_sees_what_is_asked_for_in_their_own_languages(
    app: flask.Flask, browser_for: Any
) -> None:
    khmer = caseload(5)[4]
    lan, _minh = people("km")
    MissedRelease.create(letter=sent_letter(khmer), kind=KIND, locale="km", at=clock.now())
    MissedRelease.create(letter=sent_letter(khmer), kind=KIND, locale="lo", at=clock.now())
    page = browser_for(lan).get("/translate/wanted")
    (row,) = page.all("tbody tr")
    assert "Khmer" in row.text_content()
    assert "1 letter" in row.text_content()
    assert len(page.statements) <= 8
    assert khmer.number not in page.text
    assert "Hoa" not in page.text
