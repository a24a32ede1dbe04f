"""Around a block: the list, forms of a counted text, notes, drafts sent together, the letter."""

from typing import Any

import flask

from portal.operations.catalogs import publish_release
from portal.operations.catalogs.texts import (
    approve_translation,
    return_translation,
    save_translation,
    send_to_review,
)
from portal.policy.catalogs import BlockState
from portal.policy.plurals import joined
from portal.reports import catalogs
from tests.factories import NOON
from tests.translate.people import (
    BLOCK,
    KIND,
    TEXT,
    approve_all,
    reviewer,
    row,
    translator,
)

HERE = f"/translate/vi/{KIND}"
OPEN = f"{HERE}?block={BLOCK}"
COUNTED = "hours_short.what_gap"
RUSSIAN = ("**{gap}** час ещё открыт.", "**{gap}** часа ещё открыты.", "**{gap}** часов открыто.")


def names(page: Any) -> list[str]:
    """The blocks that the list shows."""
    return [one.text_content() for one in page.all(".block-list .block-name")]


def waiting(who: Any, **changes: Any) -> None:
    """The block waits for review, written by somebody."""
    saved = save_translation(
        who.actor, locale="vi", context=BLOCK, text=TEXT, version=row().version, at=NOON, **changes
    )
    send_to_review(who.actor, locale="vi", context=BLOCK, version=saved.version, at=NOON)


def publish_all(who: Any) -> None:
    """The letter is published as it stands."""
    approve_all(who)
    rows = catalogs.rows_of(catalogs.texts_of(KIND), "vi")
    seen = catalogs.digest_of({one.block.context: one.text for one in rows})
    publish_release(who.actor, kind=KIND, locale="vi", previewed_digest=seen, at=NOON)


def test_the_list_shows_the_blocks_of_a_state_and_stays_so_after_saving(
    app: flask.Flask, browser_for: Any
) -> None:
    lan = translator()
    browser = browser_for(lan)
    everything = names(browser.get(HERE))
    save_translation(lan.actor, locale="vi", context=BLOCK, text=TEXT, version=1, at=NOON)
    drafts = browser.get(f"{HERE}?show=draft")
    assert names(drafts) == ["do move"]
    done = browser.submit(drafts, HERE, {"text": TEXT + " "}, "#block-form")
    assert "show=draft" in done.headers["Location"]
    assert "machine" not in names(browser.get(f"{HERE}?show=machine"))
    assert names(browser.get(f"{HERE}?show=nonsense")) == everything


def test_the_list_shows_the_blocks_that_hold_some_words_or_have_something_to_check(
    app: flask.Flask, browser_for: Any
) -> None:
    lan = translator()
    browser = browser_for(lan)
    assert "do move" in names(browser.get(f"{HERE}?q=CANNOT+COME"))
    assert "No block is like that." in browser.get(f"{HERE}?q=zebra").text
    save_translation(lan.actor, locale="vi", context=BLOCK, text="Xin {", version=1, at=NOON)
    found = browser.get(f"{HERE}?show=findings")
    assert "do move" in names(found)
    assert len(found.statements) <= 8


def test_a_counted_text_has_an_area_for_each_form_with_numbers_that_take_it(
    app: flask.Flask, browser_for: Any
) -> None:
    browser = browser_for(translator("ru"))
    here = "/translate/ru/hours_short"
    page = browser.get(f"{here}?block={COUNTED}")
    labels = [one.text_content().strip() for one in page.all("#block-form .form-label")]
    assert labels == ["For 1, 21, 31, 41, …", "For 2, 3, 4, 22, …", "For 0, 5, 6, 7, …"]
    assert [one.get("data-english") for one in page.all("textarea[name=text]")] == ["english"] * 3
    assert page.words("#english-one").endswith("hour is still open.")
    form = page.form("#block-form") | {"text": list(RUSSIAN), "act": "ask"}
    assert browser.post(here, form).status == 303
    kept = row(COUNTED, "ru")
    assert (kept.text, kept.state) == (joined(RUSSIAN), BlockState.NEEDS_REVIEW)
    again = browser.get(f"{here}?block={COUNTED}")
    assert [(one.text or "").strip() for one in again.all("textarea[name=text]")] == list(RUSSIAN)


def test_a_form_without_a_text_is_said_by_its_number(app: flask.Flask, browser_for: Any) -> None:
    browser = browser_for(translator("ru"))
    here = "/translate/ru/hours_short"
    form = browser.get(f"{here}?block={COUNTED}").form("#block-form")
    typed = {"text": [RUSSIAN[0], "", RUSSIAN[2]], "act": "ask"}
    page = browser.post(here, form | typed, 422)
    assert "Form 2: There is no text yet." in page.words("#block-checks")


def test_fields_come_with_their_type_and_a_sample(app: flask.Flask, browser_for: Any) -> None:
    chip = browser_for(translator()).get(OPEN).one(".field-chip")
    assert "field-chip-phone" in chip.get("class")
    assert " ".join(chip.text_content().split()) == "worker_phone phone (510) 555-0142"


def test_the_whole_letter_stands_beside_with_this_block_outlined_for_each_person_and_size(
    app: flask.Flask, browser_for: Any
) -> None:
    browser = browser_for(translator())
    page = browser.get(OPEN)
    assert len(page.all(".letter-window .letter-block")) > 10
    assert "(510) 555-0142" in page.words(".letter-window .is-this")
    pressed = page.form("#block-form") | {"text": TEXT, "act": "look-2-18"}
    other = browser.post(HERE, pressed, 200)
    assert other.words(".letter-window .address") != page.words(".letter-window .address")
    assert other.all(".paper-large")
    assert other.form("#block-form")["text"] == TEXT
    assert other.form("#block-form")["size"] == "18"


def test_titles_headings_and_small_texts_are_outlined_where_they_are(
    app: flask.Flask, browser_for: Any
) -> None:
    browser = browser_for(translator())
    assert browser.get(f"{HERE}?block={KIND}.title").one(".letter-window h3.is-this") is not None
    heading = browser.get("/translate/vi/shared?block=shared.heading_do")
    assert heading.one(".letter-window h4.is-this") is not None
    small = browser.get("/translate/vi/shared?block=shared.label_page")
    assert "not printed on the page itself" in small.text
    phrase = browser.get(f"{HERE}?q=shared&block=shared.greeting")
    assert phrase.one(".letter-window .is-this") is not None


def test_a_note_reaches_who_reviews_and_a_comment_comes_back(
    app: flask.Flask, browser_for: Any
) -> None:
    lan, minh = translator(), reviewer()
    waiting(lan, comment="As the help line says it.")
    queue = browser_for(minh).get("/translate/review?locale=vi&letter=appointment&from=999")
    assert "As the help line says it." in queue.text
    return_translation(
        minh.actor, locale="vi", context=BLOCK, version=row().version, comment="Shorter.", at=NOON
    )
    page = browser_for(lan).get(OPEN)
    told = page.words("#block .notice-warning")
    assert told.startswith("Given back: Minh Tran")
    assert told.endswith("Shorter.")


def test_a_reviewer_sees_what_changed_since_the_text_was_approved_last(
    app: flask.Flask, browser_for: Any
) -> None:
    lan, minh = translator(), reviewer()
    waiting(lan)
    approve_translation(
        minh.actor, locale="vi", context=BLOCK, version=row().version, reason="Read.", at=NOON
    )
    shorter = TEXT.replace("Xin quý vị đến. ", "Xin đến. ")
    saved = save_translation(
        lan.actor, locale="vi", context=BLOCK, text=shorter, version=row().version, at=NOON
    )
    send_to_review(lan.actor, locale="vi", context=BLOCK, version=saved.version, at=NOON)
    browser = browser_for(minh)
    for page in (browser.get(OPEN), browser.get("/translate/review?letter=appointment&from=999")):
        assert "quý vị" in page.all(".changed del")[0].text_content()


def test_my_drafts_are_sent_together_and_those_with_errors_stay(
    app: flask.Flask, browser_for: Any
) -> None:
    lan, other = translator(), translator(name="Thu Le")
    texts = {"do_move": TEXT, "title": "Buổi hẹn của quý vị", "what": "Xin {"}
    for key, text in texts.items():
        context = f"{KIND}.{key}"
        save_translation(
            lan.actor, locale="vi", context=context, text=text, version=row(context).version,
            at=NOON,
        )  # fmt: skip
    theirs = save_translation(
        other.actor, locale="vi", context=f"{KIND}.when", text=row(f"{KIND}.when").text + " ",
        version=row(f"{KIND}.when").version, at=NOON,
    )  # fmt: skip
    browser = browser_for(lan)
    page = browser.follow(browser.submit(browser.get(HERE), f"{HERE}/ask", {}, "form.inline"))
    assert "2 blocks sent to review. 1 still has errors." in page.text
    assert row(f"{KIND}.what").state == BlockState.DRAFT
    assert row(f"{KIND}.when").state == theirs.state == BlockState.DRAFT


def test_the_preview_names_what_is_wrong_and_what_differs_from_the_release(
    app: flask.Flask, browser_for: Any
) -> None:
    lan = translator()
    save_translation(lan.actor, locale="vi", context=BLOCK, text=TEXT, version=1, at=NOON)
    page = browser_for(lan).get(f"{HERE}/preview")
    assert "do move: Not approved" in page.words(".checks")
    mark = page.all("a.block-mark")[0]
    assert mark.get("href").startswith(f"{HERE}?block=")


def test_all_of_a_long_history_can_be_seen(app: flask.Flask, browser_for: Any) -> None:
    lan = translator()
    for number in range(12):
        text = TEXT.replace("Xin quý", f"Xin {'rất ' * number}quý")
        save_translation(
            lan.actor, locale="vi", context=BLOCK, text=text, version=row().version, at=NOON
        )
    browser = browser_for(lan)
    assert len(browser.get(OPEN).all("#history .entry")) == 10
    assert len(browser.get(f"{OPEN}&history=all").all("#history .entry")) == 13


def test_the_memory_comes_after_the_page_and_is_a_page_of_its_own_without_script(
    app: flask.Flask, browser_for: Any
) -> None:
    lan, minh = translator(), reviewer()
    publish_all(minh)
    browser = browser_for(lan)
    page = browser.get(OPEN)
    assert len(page.statements) <= 8
    there = page.one("#memory").get("hx-get")
    assert page.one("#memory a").get("href") == there
    whole, part = browser.get(there), browser.get(there, script=True)
    assert "100 %" in whole.words("#memory")
    assert "<!doctype" not in part.body
    assert whole.words("#memory") == part.words("#memory")
    assert part.one("[data-copy-from=memory-1]").get("data-into") == "text"
    browser.get(f"{HERE}/memory?block=documents_needed.title", 404)
