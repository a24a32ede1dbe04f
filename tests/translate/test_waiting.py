"""Letters that went out in English are the translators' task until their language is ready."""

from datetime import timedelta

import flask
import pytest

from portal import clock
from portal.models import Letter, Release
from portal.models.accounts import Role
from tests.browser import Browser, Page
from tests.factories import NOON, account
from tests.operations.lettering import cast, draft, release_in, send
from tests.translate.people import translator


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at noon, in Los Angeles, of a Friday."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


def listed(page: Page) -> list[str]:
    """The lines of the list."""
    found = page.all("#went-out-in-english li")
    return [" ".join(one.text_content().split()) for one in found]


def test_they_are_counted_by_letter_and_language_without_case_facts(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("km")
    for _ in range(2):
        send(ana, draft(ana, of))
    assert {row.locale for row in Letter.select()} == {"en"}
    page = Browser(both_databases, translator("km")).get("/translate")
    assert listed(page) == ["No contact for 30 days, Khmer: 2 letters"]
    assert of.number not in page.text
    assert "Tran" not in page.words("main")
    assert len(page.statements) <= 6


def test_what_is_published_since_is_done(app: flask.Flask) -> None:
    ana, of = cast("km")
    send(ana, draft(ana, of))
    release_in("km", "no_contact_30_days")
    Release.update(published_at=NOON + timedelta(hours=1)).where(Release.locale == "km").execute()
    assert listed(Browser(app, translator("km")).get("/translate")) == []


def test_translators_see_their_own_languages_and_readers_all(app: flask.Flask) -> None:
    ana, of = cast("km")
    send(ana, draft(ana, of))
    assert listed(Browser(app, translator("vi")).get("/translate")) == []
    boss = account("Linda Chavez", Role.SUPERVISOR)
    assert len(listed(Browser(app, boss).get("/translate"))) == 1
