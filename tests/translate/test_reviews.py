"""A second person's queue, and the story of one letter from draft to published."""

from typing import Any

import flask

from portal.models import Release
from portal.operations.catalogs.texts import save_translation, send_to_review
from portal.policy.catalogs import BlockState
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


def sent(who: Any, text: str = TEXT) -> None:
    """A block written by somebody waits for review."""
    saved = save_translation(
        who.actor, locale="vi", context=BLOCK, text=text, version=row().version, at=NOON
    )
    send_to_review(who.actor, locale="vi", context=BLOCK, version=saved.version, at=NOON)


def decision(act: str, **changes: str) -> dict[str, str]:
    return {"block": BLOCK, "version": str(row().version), "act": act, "reason": "",
            "back": "queue"} | changes  # fmt: skip


def test_the_queue_asks_the_same_statements_for_one_and_for_ten_blocks(
    app: flask.Flask, browser_for: Any
) -> None:
    who = reviewer()
    page = browser_for(who).get("/translate/review")
    assert len(page.all("main form[method=post]")) == 10
    assert len(page.statements) <= 8
    assert "1 to 10 of" in page.text
    last = browser_for(who).get("/translate/review?locale=vi&from=9999")
    assert len(last.statements) == len(page.statements)


def test_a_second_person_approves_from_the_queue(app: flask.Flask, browser_for: Any) -> None:
    sent(translator())
    browser = browser_for(reviewer())
    done = browser.post(f"{HERE}/review", decision("approve"))
    assert done.headers["Location"].endswith("/translate/review?locale=vi")
    assert row().state == BlockState.APPROVED


def test_nobody_approves_their_own_block_even_by_a_made_up_form(
    app: flask.Flask, browser_for: Any
) -> None:
    lan = translator()
    sent(lan)
    browser = browser_for(lan)
    page = browser.get(f"{HERE}?block={BLOCK}")
    assert not page.all("form[action$='/review']")
    answer = browser.post(f"{HERE}/review", decision("approve"), 422)
    assert "Another person must approve what you wrote." in answer.text
    assert row().state == BlockState.NEEDS_REVIEW


def test_a_block_given_back_needs_a_comment_and_shows_it_to_its_translator(
    app: flask.Flask, browser_for: Any
) -> None:
    lan = translator()
    sent(lan)
    browser = browser_for(reviewer())
    browser.post(f"{HERE}/review", decision("return"), 422)
    browser.post(f"{HERE}/review", decision("return", reason="Too formal.", back="block"))
    assert row().state == BlockState.DRAFT
    assert "Too formal." in browser_for(lan).get(f"{HERE}?block={BLOCK}").text


def test_a_warning_needs_a_reason_and_what_was_typed_stays(
    app: flask.Flask, browser_for: Any
) -> None:
    sent(translator(), TEXT.replace("Nếu", "Nếu  "))
    browser = browser_for(reviewer())
    page = browser.post(f"{HERE}/review", decision("approve"), 422)
    assert "Say why the warnings may stand." in page.text
    browser.post(f"{HERE}/review", decision("approve", reason="The gap is wanted."))
    assert row().state == BlockState.APPROVED


def test_the_queue_of_another_language_is_not_there(app: flask.Flask, browser_for: Any) -> None:
    sent(translator())
    browser = browser_for(reviewer("ar"))
    browser.post(f"{HERE}/review", decision("approve"), 404)
    assert "Vietnamese" not in browser.get("/translate/review?locale=vi").text


def test_one_letter_from_draft_to_published(app: flask.Flask, browser_for: Any) -> None:
    lan, minh = translator(), reviewer()
    writing, reviewing = browser_for(lan), browser_for(minh)
    approve_all(minh)

    opened = writing.get(f"{HERE}?block={BLOCK}")
    writing.submit(opened, HERE, {"text": TEXT, "act": "ask"}, "#block-form")
    before = reviewing.get(f"{HERE}/preview", 200)
    assert "Not approved" in before.text
    assert not before.all("form[action$='/publish']")

    block = reviewing.get(f"{HERE}?block={BLOCK}")
    reviewing.submit(block, f"{HERE}/review", {"act": "approve", "reason": "Good."},
                     "form[action$='/review']")  # fmt: skip
    preview = reviewing.get(f"{HERE}/preview")
    assert "(510) 555-0142" in preview.text
    published = reviewing.follow(
        reviewing.submit(preview, f"{HERE}/publish", selector="form[action$='/publish']")
    )
    assert "Published as release 1." in published.text
    assert catalogs.current_release(KIND, "vi").number == 1
    assert "Published" in writing.get("/translate/vi").text


def test_what_changed_after_the_preview_is_not_published(
    app: flask.Flask, browser_for: Any
) -> None:
    lan, minh = translator(), reviewer()
    approve_all(minh)
    browser = browser_for(minh)
    preview = browser.get(f"{HERE}/preview")
    sent(lan)
    approve_all(minh)
    page = browser.submit(preview, f"{HERE}/publish", selector="form[action$='/publish']",
                          status=422)  # fmt: skip
    assert "The texts changed since you opened this preview" in page.text
    assert not Release.select().where(Release.locale == "vi").exists()


def test_a_translator_does_not_publish(app: flask.Flask, browser_for: Any) -> None:
    lan = translator()
    approve_all(reviewer())
    browser = browser_for(lan)
    assert not browser.get(f"{HERE}/preview").all("form[action$='/publish']")
    browser.post(f"{HERE}/publish", {"digest": "0" * 64}, 404)
