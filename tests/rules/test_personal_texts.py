"""LET-5, LANG-3, LANG-4, R7: one person's own words to another, in the language of the reader."""

import json
from datetime import date, timedelta
from typing import Any

import flask
import pytest

from portal.models import (
    AuditEntry,
    Case,
    Letter,
    Message,
    Participant,
    Release,
    Task,
    TextRequest,
)
from portal.models.catalogs import LetterVersion, PersonalText, RequestState
from portal.models.letters import LetterState
from portal.operations.catalogs.translations import answer_request
from portal.operations.letters import Going, save_letter_fields
from portal.operations.letters.following import FOLLOWING, go_on, sweep_letters, wait_for_note
from portal.operations.letters.leaving import UNDO, let_letters_leave
from portal.operations.letters.sending import send_letter
from portal.operations.messages.threads import (
    ask_message_translation,
    send_message,
    send_own_message,
)
from portal.policy.personal_texts import AnswerRefusal
from portal.policy.refusals import Refused
from portal.policy.sending import Stop
from portal.reports import catalogs, letters
from portal.reports.personal_texts import shown, texts_for
from tests.factories import NOON, TODAY, account, as_actor, case, participant
from tests.operations.lettering import FIELDS, cast, codes, draft
from tests.translate.people import translator

NOTE = "You said that mornings are better for you."
OTHER = "You may bring your sister along if you want."
SAID = "Quý vị nói rằng buổi sáng thuận tiện hơn."
LATER = NOON + timedelta(days=1)


def release(kind: str) -> None:
    """A kind of letter published in Vietnamese, with texts that only say where they stand."""
    texts = {block.context: block.english for block in catalogs.texts_of(kind).blocks}
    version = LetterVersion.get(LetterVersion.kind == kind)
    Release.create(
        kind=kind, version=version, locale="vi", number=1, blocks=catalogs.frozen(texts),
        digest="", published_at=NOON,
    )  # fmt: skip


def request_of(letter: Letter) -> TextRequest:
    return TextRequest.get(
        TextRequest.object_kind == PersonalText.LETTER, TextRequest.object_id == letter.id
    )


def answer(letter: Letter, lan: Any, at: Any = LATER) -> TextRequest:
    return answer_request(lan.actor, request=request_of(letter), translation=SAID, at=at)


def following(ana: Any, letter: Letter) -> Letter:
    """The same draft with its note allowed to follow."""
    return save_letter_fields(
        ana.actor, letter=letter, fields=FIELDS[letter.kind], personal_text=letter.personal_text, at=NOON,
        going=Going(personal_follows=True),
    )  # fmt: skip


def goes_before_its_note(ana: Any, of: Case, lan: Any) -> None:
    """A letter goes with that part to follow, and the English behind it has it whole; the
    translated part is a letter of its own that names the first one, however often asked."""
    first = following(ana, draft(ana, of, personal=OTHER))
    sent = send_letter(ana.actor, letter=first, at=NOON)
    assert SAID not in sent.html
    assert OTHER not in sent.html
    assert json.loads(sent.release.blocks)["shared.label_personal_follows"] in sent.html
    assert OTHER in sent.html_english

    # An answer within the quarter of an hour waits until the letter has left.
    answer(first, lan)
    go_on(Letter.get_by_id(first.id), at=NOON)
    assert Letter.select().where(Letter.kind == FOLLOWING).count() == 0
    let_letters_leave(at=LATER + UNDO)
    assert sweep_letters(LATER + UNDO) == 1

    # The translated part is a letter of its own that names the first one, however often asked.
    later = Letter.get(Letter.kind == FOLLOWING)
    assert json.loads(later.fields)["first_no"] == first.letter_no
    assert SAID in later.html
    assert str(first.letter_no) in later.html
    assert later.case_id == of.id
    assert sweep_letters(LATER) == 0
    go_on(Letter.get_by_id(first.id), at=LATER)
    assert Letter.select().where(Letter.kind == FOLLOWING).count() == 1


def test_let_5_a_letter_waits_for_its_personal_text_or_that_part_follows(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    lan = translator()
    release(FOLLOWING)

    # It waits: nothing goes before the translation is there, not even by itself.
    waits = draft(ana, of, personal=NOTE)
    assert codes(waits, of)[""] == Stop.PERSONAL_WAITING
    with pytest.raises(Refused):
        send_letter(ana.actor, letter=waits, at=NOON)
    wait_for_note(ana.actor, letter=waits, at=NOON)
    go_on(waits, at=NOON)
    assert Letter.get_by_id(waits.id).state == LetterState.DRAFT

    # It goes as soon as it is there, in both languages, in the name of who asked; once.
    answer(waits, lan)
    assert sweep_letters(LATER) == 1
    gone = Letter.get_by_id(waits.id)
    assert (gone.state, gone.sent_by, gone.personal_follows) == ("waiting", ana, False)
    assert SAID in gone.html
    assert NOTE in gone.html_english
    assert sweep_letters(LATER) == 0

    # Or it goes with that part marked as to follow, and that part follows once.
    goes_before_its_note(ana, of, lan)


def test_without_an_approved_text_to_bring_it_the_worker_brings_the_note(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    lan = translator()
    first = following(ana, draft(ana, of, personal=NOTE))
    send_letter(ana.actor, letter=first, at=NOON)
    let_letters_leave(at=NOON + UNDO)
    answer(first, lan)
    go_on(Letter.get_by_id(first.id), at=LATER)
    made = Letter.get(Letter.kind == FOLLOWING)
    assert made.state == LetterState.DRAFT
    assert any(str(first.letter_no) in task.text for task in Task.select())


def test_a_letter_whose_day_has_passed_while_it_waited_is_not_sent_and_its_worker_is_told(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    lan = translator()
    made = draft(ana, of, personal=NOTE, reply_by=(TODAY + timedelta(days=1)).isoformat())
    wait_for_note(ana.actor, letter=made, at=NOON)
    answer(made, lan)
    late = NOON + timedelta(days=5)
    assert sweep_letters(late) == 1
    assert Letter.get_by_id(made.id).state == LetterState.DRAFT
    assert any("cannot go as it is" in task.text for task in Task.select())
    assert sweep_letters(late) == 0


def test_a_translation_that_is_there_before_the_letter_goes_is_not_sent_after_it(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    lan = translator()
    release(FOLLOWING)
    made = following(ana, draft(ana, of, personal=NOTE))
    answer(made, lan, NOON)
    sent = send_letter(ana.actor, letter=made, at=NOON)
    assert SAID in sent.html
    let_letters_leave(at=NOON + UNDO)
    assert sweep_letters(LATER) == 0
    assert Letter.select().where(Letter.kind == FOLLOWING).count() == 0


def test_lang_3_what_staff_type_waits_for_its_translation_and_the_reader_sees_the_original(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    hoa = case(participant("Hoa Tran", "vi"), ana)
    lan = translator()
    message = send_message(ana.actor, case=hoa, text="Your ride is paid.", at=NOON)
    asked = TextRequest.get()
    assert (asked.source_locale, asked.target_locale) == ("en", "vi")
    assert (asked.object_kind, asked.object_id) == (PersonalText.MESSAGE, message.id)

    assert asked.due_on == date(2026, 11, 25)

    # Until then the original stands there, and says that it is one.
    def seen() -> Any:
        words = texts_for(PersonalText.MESSAGE, [message.id], "vi").get(message.id)
        return shown("Your ride is paid.", words, "vi")

    assert (seen().lang, seen().is_original) == ("en", True)

    # A second look is optional: the reader waits on, and both people stay on record.
    text = "Chuyến xe của quý vị được trả tiền."
    mai = translator(name="Mai Le")
    answer_request(
        lan.actor, request=asked, translation=f"{text} x", wants_second_look=True, at=NOON
    )
    assert seen().is_original
    answer_request(mai.actor, request=asked, translation=text, at=LATER)
    kept = TextRequest.get_by_id(asked.id)
    assert (kept.answered_by, kept.looked_by, kept.proposed) == (lan, mai, "")
    assert (seen().text, seen().is_original) == (text, False)

    # Who reads English needs no translator.
    bob = case(participant("Bob Stone", "en"), ana, number="WTW-7")
    send_message(ana.actor, case=bob, text="Your ride is paid.", at=NOON)
    assert TextRequest.select().count() == 1


def test_what_cannot_stand_in_an_answer_is_refused_and_what_looks_wrong_wants_a_word(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    lan = translator()
    hoa = case(participant("Hoa Tran", "vi"), ana)
    send_message(ana.actor, case=hoa, text="Please come to room 12 at the office.", at=NOON)
    asked = TextRequest.get()
    for text, is_sure, why in (
        ("  ", True, {"translation": AnswerRefusal.BLANK}),
        ("Phòng \u3042 12 ở văn phòng của chúng tôi", True,
         {"translation": AnswerRefusal.NOT_DRAWABLE}),
        ("Xin đến phòng 21 ở văn phòng.", False, {"is_sure": AnswerRefusal.WARNINGS}),
        ("12", False, {"is_sure": AnswerRefusal.WARNINGS}),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            answer_request(lan.actor, request=asked, translation=text, is_sure=is_sure, at=NOON)
        assert refused.value.codes == why
    answer_request(
        lan.actor,
        request=asked,
        translation="Xin đến phòng 12 ở văn phòng.",
        is_sure=False,
        at=NOON,
    )
    assert TextRequest.get_by_id(asked.id).state == RequestState.ANSWERED


def test_lang_4_what_a_participant_writes_stays_as_written_beside_its_translation(
    both_databases: flask.Flask,
) -> None:
    ana = account()
    hoa = case(participant("Hoa Tran", "vi"), ana)
    lan = translator()
    person = Participant.get_by_id(hoa.participant_id)
    words = "Con tôi bị ốm."
    message = send_own_message(as_actor(person), case=hoa, text=words, locale="vi", at=NOON)
    assert TextRequest.select().count() == 0

    # Staff ask for it; asked twice it is asked once.
    ask_message_translation(ana.actor, message=message, at=NOON)
    asked = TextRequest.get()
    assert (asked.source_locale, asked.target_locale, asked.text) == ("vi", "en", words)
    answer_request(lan.actor, request=asked, translation="My child is ill.", at=NOON)
    kept = Message.get_by_id(message.id)
    assert (kept.text, kept.locale) == (words, "vi")
    both = texts_for(PersonalText.MESSAGE, [message.id], "en")[message.id]
    assert both.translation == "My child is ill."
    assert TextRequest.get_by_id(asked.id).text == words


def test_r7_a_translator_sees_one_text_and_never_the_case_and_each_look_is_on_record(
    both_databases: flask.Flask, browser_for: Any
) -> None:
    ana, of = cast("vi", address="77 Hidden Street\nOakland, CA 94601")
    made = draft(ana, of, personal=NOTE)
    lan = translator()
    asked = request_of(made)
    browser = browser_for(lan)
    index = browser.get("/translate/requests")
    page = browser.get(f"/translate/requests/{asked.key}")
    assert NOTE in page.text
    assert letters.letter_kinds.kinds()[made.kind].name in page.text
    person = of.participant
    secrets = (
        of.number, person.name, of.key, made.key, str(made.letter_no), "Hidden Street",
        "555 0177", ana.name,
    )  # fmt: skip
    for shown_page in (index, page):
        for secret in secrets:
            assert secret not in shown_page.body
    assert NOTE not in index.body

    # The look is on record with the case, which the translator cannot open.
    looks = AuditEntry.select().where(AuditEntry.action == "view_personal_text")
    assert [(one.case_id, one.actor_id) for one in looks] == [(of.id, lan.id)]
    browser.get(f"/staff/cases/{of.key}", 404)
    with pytest.raises(Case.DoesNotExist):
        Case.get_for(lan.actor, of.key)

    # Another language's translator finds nothing, and leaves no look behind.
    other = browser_for(translator("ar", name="Amal Said"))
    other.get(f"/translate/requests/{asked.key}", 404)
    assert looks.count() == 1
