"""Personal texts: the translator sees one text, never the case."""

from datetime import timedelta
from typing import Any

import flask
import pytest

from portal import clock
from portal.models import AuditEntry, Case, Document, TextRequest
from portal.models.catalogs import PersonalText
from portal.operations import operation, record
from portal.operations.catalogs.translations import answer_request, ask_translation
from portal.policy.refusals import Refused
from portal.reports.personal_texts import texts_for
from tests.factories import NOON, account, case, participant
from tests.house.makers import row
from tests.translate.people import translator


def asked(text: str = "Please bring your school paper.") -> TextRequest:
    """A worker's words that wait for Vietnamese."""
    worker = account("Ana Ruiz")
    made = case(participant("Hoa Tran", "vi"), worker, number="WTW-1002")

    @operation()
    def ask(actor: Any, *, of: Case, at: Any) -> TextRequest:
        record(actor, "write_task", of, case=of)
        return ask_translation(actor, case=of, object_kind=PersonalText.TASK, object_id=7,
                               texts=[text], at=at)[0]  # fmt: skip

    return ask(worker.actor, of=made, at=NOON)


def test_the_text_is_there_and_nothing_of_its_case(app: flask.Flask, browser_for: Any) -> None:
    request, browser = asked(), browser_for(translator())
    index = browser.get("/translate/requests")
    page = browser.get(f"/translate/requests/{request.key}")
    assert "Please bring your school paper." in page.text
    for shown in (index, page):
        for secret in ("WTW-1002", "Hoa Tran", "Ana Ruiz", request.case.key):
            assert secret not in shown.body
    assert "school paper" not in index.body


def test_opening_a_text_is_on_record_before_it_is_shown(app: flask.Flask, browser_for: Any) -> None:
    request, lan = asked(), translator()
    browser_for(lan).get(f"/translate/requests/{request.key}")
    entry = AuditEntry.get(AuditEntry.action == "view_personal_text")
    assert (entry.case_id, entry.actor_id) == (request.case_id, lan.id)


def test_the_answer_stands_beside_the_original_and_its_reader_sees_it(
    app: flask.Flask, browser_for: Any
) -> None:
    request, browser = asked(), browser_for(translator())
    path = f"/translate/requests/{request.key}"
    browser.submit(browser.get(path), path, {"translation": "Xin mang giấy của trường."})
    kept = TextRequest.get_by_id(request.id)
    assert (kept.state, kept.text) == ("answered", "Please bring your school paper.")
    assert texts_for(PersonalText.TASK, [7], "vi")[7].translation == "Xin mang giấy của trường."
    assert browser.get(path).all("main form") == []
    assert request.key not in browser.get("/translate/requests").body


def test_an_empty_answer_is_refused_at_its_field(app: flask.Flask, browser_for: Any) -> None:
    request, browser = asked(), browser_for(translator())
    path = f"/translate/requests/{request.key}"
    browser.submit(browser.get(path), path, {"translation": " "}, status=422)


def test_an_answered_text_is_not_answered_again(both_databases: flask.Flask) -> None:
    request, lan = asked(), translator()
    answer_request(lan.actor, request=request, translation="Một.", at=NOON)
    with pytest.raises(Refused):
        answer_request(lan.actor, request=request, translation="Hai.", at=NOON)
    assert TextRequest.get_by_id(request.id).translation == "Một."


def test_only_a_translator_of_the_language_finds_it(app: flask.Flask, browser_for: Any) -> None:
    request = asked()
    browser = browser_for(translator("ar"))
    browser.get(f"/translate/requests/{request.key}", 404)
    browser.post(f"/translate/requests/{request.key}", {"translation": "x"}, 404)
    assert request.key not in browser.get("/translate/requests").body


def test_staff_of_the_case_do_not_come_in_by_this_door(app: flask.Flask, browser_for: Any) -> None:
    request = asked()
    browser_for(account("Bob Stone")).get(f"/translate/requests/{request.key}", 404)


def test_a_text_about_the_private_file_is_for_no_translator(app: flask.Flask) -> None:
    gus, made = translator(), case(participant("Hoa Tran", "vi"), account("Ana Ruiz"))
    for is_private, seen in ((False, 1), (True, 0)):
        document = row(
            Document, case=made, kind="pay_stub", reference=f"D-{seen}", is_private=is_private
        )
        asked = row(
            TextRequest, case=made, object_kind=PersonalText.DOCUMENT, object_id=document.id,
            source_locale="en", target_locale="vi",
        )  # fmt: skip
        visible = TextRequest.visible_to(gus.actor).where(TextRequest.id == asked.id)
        assert visible.count() == seen


def test_what_looks_wrong_is_shown_and_kept_when_the_translator_says_so(
    app: flask.Flask, browser_for: Any
) -> None:
    request, browser = (
        asked("Come to room 12 on the second floor, please."),
        browser_for(translator()),
    )
    path = f"/translate/requests/{request.key}"
    page = browser.submit(
        browser.get(path), path, {"translation": "Xin đến phòng 21, tầng hai."}, status=422
    )
    assert "The numbers differ from the English: 12" in page.words(".checks")
    browser.submit(page, path, {"is_sure": "y"})
    assert TextRequest.get_by_id(request.id).translation == "Xin đến phòng 21, tầng hai."


def test_a_sign_that_letters_cannot_draw_is_an_error_whoever_is_sure(
    app: flask.Flask, browser_for: Any
) -> None:
    request, browser = asked(), browser_for(translator())
    path = f"/translate/requests/{request.key}"
    typed = {"translation": "Xin mang \u3042 giấy của trường.", "is_sure": "y"}
    page = browser.submit(browser.get(path), path, typed, status=422)
    assert "\u3042" in page.words(".checks")
    assert page.all("#is_sure") == []


def test_a_second_look_is_optional_and_its_reader_waits_until_then(
    app: flask.Flask, browser_for: Any
) -> None:
    request, lan = asked(), translator()
    first, mai = browser_for(lan), translator(name="Mai Le")
    path = f"/translate/requests/{request.key}"
    text = "Xin mang giấy của trường."
    first.submit(first.get(path), path, {"translation": text, "second_look": "y"})
    assert texts_for(PersonalText.TASK, [7], "vi")[7].is_waiting
    assert "You asked for a second look" in first.get("/translate/requests").text
    second = browser_for(mai)
    assert "Wants a second look" in second.get("/translate/requests").text
    page = second.get(path)
    assert page.form()["translation"] == text
    second.submit(page, path)
    kept = TextRequest.get_by_id(request.id)
    assert (kept.translation, kept.answered_by, kept.looked_by) == (text, lan, mai)


def test_the_most_urgent_stands_first_with_its_age_and_many_cost_no_more(
    app: flask.Flask, browser_for: Any
) -> None:
    request, browser = asked(), browser_for(translator())
    few = browser.get("/translate/requests")
    rows = [
        {"key": f"{n:016}", "case": request.case_id, "object_kind": PersonalText.TASK,
         "object_id": n, "source_locale": "en", "target_locale": "vi", "text": "x",
         "asked_at": clock.now() - timedelta(days=40), "due_on": clock.now().date() - timedelta(days=35)}
        for n in range(30)
    ]  # fmt: skip
    TextRequest.insert_many(rows).execute()
    many = browser.get("/translate/requests")
    assert "working days late" in many.all("ul.tasks li")[0].text_content()
    assert request.key in many.all("ul.tasks li a")[-1].get("href")
    assert len(many.statements) == len(few.statements) <= 8
