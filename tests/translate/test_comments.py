"""Comments on blocks in two scopes, and approvals that a typing mistake in the English leaves."""

from collections.abc import Callable

import flask

from portal.models import Account, BlockComment
from portal.operations.catalogs.texts import approve_translation
from portal.reports import catalogs
from tests.browser import Browser, Page
from tests.factories import NOON
from tests.operations.cataloging import edit_english
from tests.translate.people import BLOCK, KIND, owner, reviewer, row, translator

BrowserFor = Callable[..., Browser]
LIST = "/translate/letters"
OPEN = f"{LIST}/{KIND}/edit?block=do_move"


def said_of(browser: Browser, scope: str, text: str) -> Page:
    """Writes a comment on the block from the Vietnamese workspace."""
    where = f"/translate/vi/{KIND}/comments"
    typed = {"block": BLOCK, "scope": scope, "comment": text}
    done: Page = browser.post(where, typed, 422 if not text else 303)
    return done


def test_a_comment_on_the_english_goes_to_its_owner_and_the_answer_comes_back(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    lan, linda = browser_for(translator()), browser_for(owner())
    said_of(lan, "english", "Which day is 'the day before'?")
    page = linda.get(LIST)
    assert "Which day is 'the day before'?" in page.words("#said")
    assert "Lan Pham" in page.words("#said")
    found = BlockComment.get()
    linda.submit(page, f"{LIST}/comments/{found.key}", {"answer": "The day before the meeting."},
                 "#said form")  # fmt: skip
    assert linda.get(LIST).all("#said") == []
    assert "The day before the meeting." in linda.get(OPEN).words("#comments")


def test_a_comment_on_a_translation_stays_among_those_of_its_language(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    lan, minh = browser_for(translator()), browser_for(reviewer())
    said_of(lan, "translation", "Is 'quý vị' right here?")
    linda = browser_for(owner())
    assert "quý vị" not in linda.get(LIST).text
    found = BlockComment.get()
    linda.post(f"{LIST}/comments/{found.key}", {"answer": "Yes"}, 404)
    stranger = browser_for(translator("ar", name="Amal Nasser"))
    stranger.post(f"/translate/comments/{found.key}", {"answer": "Yes"}, 404)
    minh.post(f"/translate/comments/{found.key}", {"answer": "It is."}, 303)
    assert BlockComment.get().answer == "It is."


def test_a_comment_without_words_is_refused_on_a_page_that_keeps_the_choice(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    page = said_of(browser_for(translator()), "english", "")
    assert "Please write something here." in page.text
    assert page.form("main form")["scope"] == "english"


def test_a_reviewer_confirms_that_a_typo_left_the_approval(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    minh, linda = reviewer(), owner()
    translator()
    approve(minh)
    before = catalogs.block_of(BLOCK).english
    edit_english(linda.actor, kind=KIND, texts={"do_move": before.replace("cannot", "can not")},
                 at=NOON, is_typo=True)  # fmt: skip
    browser = browser_for(minh)
    page = browser.get(f"{LIST}/typos")
    assert [one.text_content() for one in page.all("article ins")] == ["can not "]
    assert len(page.statements) <= 6
    browser.submit(page, f"/translate/vi/{KIND}/confirm", selector="article form")
    assert catalogs.state_of(row(), catalogs.block_of(BLOCK).english) == "approved"
    assert "Nothing to confirm." in browser.get(f"{LIST}/typos").text


def approve(who: Account) -> None:
    """The block is approved in Vietnamese."""
    approve_translation(
        who.actor, locale="vi", context=BLOCK, version=row().version, reason="Read.", at=NOON
    )
