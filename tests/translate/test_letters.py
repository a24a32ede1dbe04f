"""The English of letters on screen: written by its owner, checked by another, published."""

from collections.abc import Callable
from typing import Any

import flask
import lxml.html

from portal.models import LetterVersion, Release
from portal.operations.catalogs.english import write_english
from portal.reports import catalogs
from portal.reports.catalogs.english import draft_of
from tests.browser import Browser
from tests.factories import NOON
from tests.operations.cataloging import edit_english
from tests.operations.lettering import release_in
from tests.translate.people import BLOCK, KIND, owner, reviewer, translator

BrowserFor = Callable[..., Browser]
LIST = "/translate/letters"
EDIT = f"{LIST}/{KIND}/edit"
OPEN = f"{EDIT}?block=do_move"
DRAFT = f"{LIST}/{KIND}/versions"
TEXT = "If you cannot come, call {worker_phone}. Please call one day before. We will find a new time with you."


def save(browser: Browser, text: str = TEXT, **more: Any) -> Any:
    """Saves the English of a block in the draft."""
    return browser.submit(browser.get(OPEN), EDIT, {"text": text, "act": "save"}, "#english-form",
                          **more)  # fmt: skip


def decide(browser: Browser, act: str, status: int = 303, **typed: str) -> Any:
    """Presses one of the buttons of the draft's page."""
    return browser.submit(browser.get(DRAFT), DRAFT, {"act": act, **typed}, "#decision",
                          status=status)  # fmt: skip


def test_the_list_says_of_every_letter_its_version_grade_and_draft(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    browser = browser_for(owner())
    save(browser)
    page = browser.get(LIST)
    rows = [" ".join(row.text_content().split()) for row in page.all("tbody tr")]
    mine = next(row for row in rows if row.startswith("Appointment"))
    assert "Being written 1 block" in mine
    assert len(rows) == len(catalogs.all_texts())
    assert len(page.statements) <= 7


def test_a_block_shows_what_is_in_use_its_fields_grade_and_look(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    page = browser_for(owner()).get(OPEN)
    assert "If you cannot come, call {worker_phone}" in page.words("#in-use")
    assert "{worker_phone}" in [one.get("data-insert") for one in page.all("[data-insert]")]
    assert "Grade" in page.words("#english-checks")
    assert "(510) 555-0142" in page.words("#english-checks")
    assert len(page.statements) <= 8


def test_the_checks_while_typing_are_that_part_of_the_page(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    browser = browser_for(owner())
    fields = {"block": "do_move", "revision": "0", "text": TEXT, "act": "check"}
    part, page = browser.post(EDIT, fields, 200, script=True), browser.post(EDIT, fields, 200)
    assert "<!doctype" not in part.body
    whole = lxml.html.tostring(page.one("#english-checks"), with_tail=False)
    assert whole == lxml.html.tostring(part.one("#english-checks"), with_tail=False)
    assert [one.text_content() for one in page.all("#english-checks ins")]
    assert draft_of(KIND) is None


def test_a_draft_is_seen_by_nobody_who_writes_or_translates_letters(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    browser = browser_for(owner())
    assert save(browser).status == 303
    assert TEXT not in catalogs.block_of(BLOCK).english
    page = browser_for(translator()).get(f"/translate/vi/{KIND}?block={BLOCK}")
    assert "Please call one day before" not in page.text
    assert catalogs.texts_of(KIND).version == 1


def test_from_a_draft_to_a_version_with_two_supervisors(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    linda, omar = browser_for(owner()), browser_for(owner("Omar Said"))
    save(linda)
    page = linda.get(DRAFT)
    assert [one.text_content() for one in page.all("#changes ins")]
    assert "WTW 42-7.38 II.B" in page.words("#rules")
    assert len(page.statements) <= 8
    decide(linda, "ask")
    assert "Another person must check it" in linda.get(DRAFT).words("#decide")
    assert "Another person must check it" in decide(linda, "check", 422).words(".error-summary")
    decide(omar, "check", comment="It says what the rule says.")
    decide(omar, "publish")
    assert catalogs.block_of(BLOCK).english == TEXT
    history = omar.get(f"{DRAFT}?number=2")
    said = [one.text_content() for one in history.all(".timeline h3")]
    assert said == [
        "Published", "Legal check: it is right", "Sent to the legal check", "Written: do move",
    ]  # fmt: skip
    assert "It says what the rule says." in history.words(".timeline")


def test_what_is_changed_after_the_check_must_be_checked_again(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    linda, omar = browser_for(owner()), browser_for(owner("Omar Said"))
    save(linda)
    decide(linda, "ask")
    seen = omar.get(DRAFT)
    save(linda, TEXT.replace("one day", "two days"))
    late = omar.submit(seen, DRAFT, {"act": "check"}, "#decision", status=422)
    assert "Nobody has asked" in late.words(".error-summary")
    decide(linda, "ask")
    decide(omar, "check")
    save(linda)
    assert "Ask for the legal check" in linda.get(DRAFT).words("#decide")


def test_a_draft_given_back_needs_a_reason_and_says_it(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    linda, omar = browser_for(owner()), browser_for(owner("Omar Said"))
    save(linda)
    decide(linda, "ask")
    assert "Please say why." in decide(omar, "return", 422).words("#decide")
    decide(omar, "return", comment="Say which day.")
    page = linda.get(DRAFT)
    assert "Being written" in page.words("main")
    assert "Say which day." in page.words(".timeline")


def test_a_draft_thrown_away_leaves_nothing(app: flask.Flask, browser_for: BrowserFor) -> None:
    browser = browser_for(owner())
    save(browser)
    decide(browser, "drop")
    assert LetterVersion.select().where(LetterVersion.number == 0).count() == 0
    assert "Nothing is being changed." in browser.get(DRAFT).text


def test_hard_english_needs_a_typed_reason_and_keeps_what_was_typed(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    browser = browser_for(owner())
    hard = "Notwithstanding aforementioned requirements, rescheduling necessitates communication: {worker_phone}."
    page = save(browser, hard, status=422)
    assert "harder to read than grade 6" in page.words("#reason-error")
    assert page.form("#english-form")["text"].strip() == hard
    done = browser.submit(page, EDIT, {"reason": "The rule's own words."}, "#english-form")
    assert done.status == 303
    assert "The rule's own words." in browser.get(DRAFT).words("#changes")


def test_a_field_that_the_letter_does_not_have_is_refused_at_the_text(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    page = save(browser_for(owner()), "Call {lawyer_phone}. Then call {worker_phone}.", status=422)
    assert "This letter has no field lawyer_phone" in page.words("#english-checks")
    assert "Repair what the checks found first." in page.words("#text-error")


def test_who_saves_second_sees_both_texts_and_may_then_save(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    linda, omar = owner(), owner("Omar Said")
    browser = browser_for(linda)
    opened = browser.get(OPEN)
    theirs = TEXT.replace("one day", "two days")
    write_english(omar.actor, kind=KIND, block="do_move", text=theirs, revision=0, at=NOON)
    page = browser.submit(opened, EDIT, {"text": TEXT}, "#english-form", status=409)
    assert theirs in page.words("#theirs")
    assert page.form("#english-form")["text"].strip() == TEXT
    assert draft_of(KIND).blocks["do_move"].english == theirs
    browser.submit(page, EDIT, {}, "#english-form")
    assert draft_of(KIND).blocks["do_move"].english == TEXT


def test_translators_read_the_english_and_its_draft_but_change_neither(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    save(browser_for(owner()))
    browser = browser_for(translator())
    page = browser.get(OPEN)
    assert "Please call one day before" in page.text
    assert page.all("main form") == []
    assert browser.get(DRAFT).all("main form") == []
    browser.post(EDIT, {"block": "do_move", "text": "x"}, 404)
    browser.post(DRAFT, {"act": "publish"}, 404)


def test_a_counted_text_has_a_field_for_one_and_a_field_for_the_others(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    browser, here = browser_for(owner()), f"{LIST}/hours_short/edit"
    page = browser.get(f"{here}?block=what_gap")
    typed = page.form("#english-form")
    assert "{gap}" in typed["other"]
    more = {"text": "**{gap}** hour is left.", "other": "**{gap}** hours are left.", "act": "save"}
    assert browser.submit(page, here, more, "#english-form").status == 303
    kept = draft_of("hours_short").blocks["what_gap"].english
    assert kept == "**{gap}** hour is left.\n|\n**{gap}** hours are left."


def test_languages_whose_text_must_not_be_used_any_more_are_named_until_they_have_a_new_one(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    linda, browser = owner(), browser_for(reviewer())
    release_in("vi", KIND)
    assert browser.get(LIST).all("#banned") == []
    edit_english(linda.actor, kind=KIND, texts={"do_move": TEXT}, at=NOON, is_old_text_banned=True)
    assert "Appointment: Vietnamese" in browser.get(LIST).words("#banned")
    Release.update(version=LetterVersion.get(LetterVersion.number == 2)).where(
        Release.locale == "vi"
    ).execute()
    assert browser.get(LIST).all("#banned") == []


def test_a_letter_or_block_that_is_not_there_is_not_found(
    app: flask.Flask, browser_for: BrowserFor
) -> None:
    browser = browser_for(owner())
    browser.get(f"{LIST}/nothing_here/edit", 404)
    browser.get(f"{EDIT}?block=greeting", 404)
    browser.get(f"{DRAFT}?number=7", 404)
