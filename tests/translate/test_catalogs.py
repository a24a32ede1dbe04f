"""The languages at a glance and one language's letters."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models.accounts import Role
from portal.policy.catalogs import BlockState
from portal.reports import catalogs
from portal.reports.catalogs.progress import matrix
from tests.factories import account, case
from tests.operations.cataloging import edit_english
from tests.translate.people import KIND, approve_all, reviewer, translator


def test_a_translator_sees_their_languages_open_and_the_others_in_one_table(
    app: flask.Flask, browser_for: Any
) -> None:
    page = browser_for(translator("vi", "ar")).get("/translate")
    assert page.status == 200
    assert "Tiếng Việt" in page.text
    assert f"0 of {in_all()} blocks approved" in page.text
    assert "Other languages" in page.text


def test_the_matrix_asks_the_same_few_statements_however_many_languages_there_are(
    app: flask.Flask, browser_for: Any
) -> None:
    one = browser_for(translator("vi")).get("/translate")
    many = browser_for(translator("vi", "ar", "es", "ru", "so", name="Omar Said")).get("/translate")
    assert len(one.statements) <= 6
    assert len(many.statements) == len(one.statements)


def test_one_language_shows_each_letter_with_what_is_left(
    app: flask.Flask, browser_for: Any
) -> None:
    who = reviewer()
    approve_all(who)
    page = browser_for(who).get("/translate/vi")
    rows = {r.cssselect("a")[0].text_content(): " ".join(r.text_content().split())
            for r in page.all("tbody tr")}  # fmt: skip
    blocks = len(catalogs.texts_of(KIND).blocks)
    assert f"{blocks} / {blocks}" in rows["Appointment"]
    assert "Ready to publish" in rows["Appointment"]
    assert "Not complete" in rows["Documents needed"]
    assert len(page.statements) <= 6


def test_english_and_unknown_languages_have_no_catalog_to_translate(
    app: flask.Flask, browser_for: Any
) -> None:
    browser = browser_for(translator())
    for tag in ("en", "xx", "en-XA"):
        browser.get(f"/translate/{tag}", 404)
    browser.get("/translate/vi/no_such_letter", 404)


def test_a_counselor_may_look_and_finds_nothing_to_press(
    app: flask.Flask, browser_for: Any
) -> None:
    translator()
    browser = browser_for(account("Ana Ruiz"))
    page = browser.get(f"/translate/vi/{KIND}")
    assert page.all("main form[method=post]") == []
    assert "Bring a file in" not in browser.get("/translate/vi").text
    browser.post(f"/translate/vi/{KIND}", {"block": "appointment.title", "text": "X"}, 404)


def test_a_supervisor_may_look(app: flask.Flask, browser_for: Any) -> None:
    translator()
    browser_for(account("Sue Vance", Role.SUPERVISOR)).get("/translate")


@pytest.mark.parametrize("role", [Role.CLERICAL, Role.PROVIDER, Role.ADMINISTRATOR])
def test_others_are_turned_away(app: flask.Flask, browser_for: Any, role: Role) -> None:
    translator()
    browser_for(account("Otto Other", role)).get("/translate", 403)


def test_a_translator_opens_no_case(app: flask.Flask, browser_for: Any) -> None:
    made = case(worker=account("Ana Ruiz"))
    browser = browser_for(translator())
    tried = 0
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("staff.") and rule.arguments == {"case_key"}:
            path = rule.rule.replace("<key:case_key>", made.key)
            if "GET" in rule.methods:
                browser.get(path, 404)
            else:
                browser.post(path, status=404)
            tried += 1
    assert tried


def in_all() -> int:
    """How many blocks all letters have together, each once."""
    return len({block.context for texts in catalogs.all_texts() for block in texts.blocks})


def test_the_matrix_tells_since_when_the_oldest_english_changed(
    app: flask.Flask, browser_for: Any
) -> None:
    who = reviewer()
    approve_all(who)
    texts = {block.key: block.english for block in catalogs.texts_of(KIND).blocks}
    for days, key in ((9, "do_move"), (3, "do_move"), (1, "what")):
        changed = texts[key].rstrip(".") + f", {'now ' * days}please."
        edit_english(who.actor, kind=KIND, texts={key: changed}, at=clock.now() - timedelta(days))
    found = matrix(["vi", "om"], catalogs.all_texts())
    stale = found.letters[("vi", KIND)]
    assert stale.states[BlockState.SOURCE_CHANGED] == 2
    assert (clock.now() - stale.stale_since).days == 9
    assert found.letters[("om", KIND)].stale_since is None
    page = browser_for(who).get("/translate")
    assert "English changed: 9 days" in " ".join(page.text.split())
    assert len(page.statements) <= 7
