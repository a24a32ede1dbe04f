"""The first page, help, and the language of every page."""

from typing import Any

import flask
import pytest

from portal import letter_kinds
from tests.factories import case, participant

DOORS = ("/", "/help", "/help/card", "/my/start", "/my/sign-in", "/staff/sign-in", "/demo/outbox")


@pytest.fixture(autouse=True)
def languages(app: flask.Flask) -> None:
    """Two test languages beside English."""
    app.config["USABLE_LOCALES"] = ["en", "en-XA", "ar-XB"]
    app.config["LANGUAGE_MENU"] = [("en", "English"), ("en-XA", "[Ëñĝļíšĥ]"), ("ar-XB", "[Mirrored]")]  # fmt: skip


def test_the_first_page_offers_every_language_by_its_own_name_and_both_ways_in(
    browser_for: Any,
) -> None:
    page = browser_for().get("/")
    offered = {button.get("value"): button for button in page.all("main button[name=locale]")}
    assert set(offered) == {"en", "en-XA", "ar-XB"}
    assert all(button.get("lang") == tag for tag, button in offered.items())
    for door in ("/my/start", "/my/sign-in", "/staff/sign-in"):
        assert page.all(f"main a[href='{door}']")
    assert page.all("main a[href^='tel:']")
    assert page.words("title") == "Touchpoint"


@pytest.mark.parametrize("path", DOORS)
@pytest.mark.parametrize(("tag", "direction"), [("en-XA", "ltr"), ("ar-XB", "rtl")])
def test_every_door_is_whole_in_every_language(
    browser_for: Any, path: str, tag: str, direction: str
) -> None:
    browser = browser_for()
    answer = browser.post("/language", {"locale": tag, "next": path})
    page = browser.follow(answer)
    assert answer.headers["Location"] == path
    assert (page.tree.get("lang"), page.tree.get("dir")) == (tag, direction)


@pytest.mark.parametrize("path", DOORS)
def test_no_door_is_heavy(browser_for: Any, path: str) -> None:
    page = browser_for().get(path)
    assert len(page.body) < 30_000
    assert len(page.statements) <= 2


def test_the_language_of_the_browser_is_the_first_guess(browser_for: Any) -> None:
    page = browser_for().get("/", headers={"Accept-Language": "ar-XB,en;q=0.5"})
    assert page.tree.get("lang") == "ar-XB"


def test_an_unknown_language_and_another_sites_page_are_not_taken(browser_for: Any) -> None:
    answer = browser_for().post("/language", {"locale": "xx", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_a_participants_choice_is_remembered_with_them(browser_for: Any) -> None:
    maria = participant()
    case(maria)
    browser_for(maria).post("/language", {"locale": "en-XA", "next": "/help"})
    assert type(maria).get_by_id(maria.id).screen_locale == "en-XA"


def test_a_card_says_in_each_language_and_in_english_which_interpreter_somebody_needs(
    browser_for: Any,
) -> None:
    page = browser_for().get("/help/card")
    cards = {card.get("id"): " ".join(card.text_content().split()) for card in page.all("article")}
    assert {line.locale for line in letter_kinds.help_sheet().lines} <= set(cards)
    assert all(
        "I need an interpreter. It is free" in text for tag, text in cards.items() if tag != "en"
    )
    assert page.one("#fa h2").get("dir") == "rtl"
    assert page.all("main a[href='/help/card?language=vi']")
    one = browser_for().get("/help/card?language=vi")
    assert [card.get("id") for card in one.all("article")] == ["vi"]
    assert len(browser_for().get("/help/card?language=<b>").all("article")) == len(cards)
