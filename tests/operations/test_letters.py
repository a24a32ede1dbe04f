"""Letters before they go out: fields, notes, what stops them, corrections."""

import json
from datetime import timedelta

import flask
import pytest

from portal import i18n
from portal.models import (
    Case,
    Contact,
    Letter,
    OutboxMessage,
    Task,
    TextRequest,
)
from portal.models.catalogs import LetterVersion
from portal.models.letters import LetterState
from portal.operations.catalogs import retire_letter
from portal.operations.letters import (
    correct_letter,
    discard_letter,
    draft_letter,
    save_letter_fields,
)
from portal.operations.letters.explaining import ask_to_explain
from portal.operations.letters.sending import mark_letter_read
from portal.policy.composing import plain_text
from portal.policy.refusals import Refused
from portal.policy.sending import Stop, Told, letter_number
from portal.reports import letters
from tests.factories import NOON, TODAY, as_actor
from tests.operations.lettering import FIELDS, cast, codes, draft, phrase_in, send


def test_words_without_a_translation_send_the_whole_letter_in_english(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi", "appointment")
    made = draft(ana, of, "appointment")
    assert letters.prepare(made, of, TODAY).locale == "vi"
    phrase_in("vi", "appointment", "pay_stub", "")
    found = letters.prepare(made, of, TODAY)
    assert (found.locale, found.findings[-1].code) == ("en", Told.WORDS_UNTRANSLATED)
    assert found.findings[-1].detail == "Pay stub"


def test_a_letter_says_what_a_person_approved_not_what_the_screens_say(app: flask.Flask) -> None:
    ana, of = cast("vi", "appointment")
    phrase_in("vi", "appointment", "pay_stub", "Phiếu lương")
    found = letters.prepare(draft(ana, of, "appointment"), of, TODAY)
    assert found.document is not None
    assert "Phiếu lương" in plain_text(found.document.parts[0])
    assert "Pay stub" in plain_text(found.document.parts[1])


@pytest.mark.parametrize(
    ("changes", "person", "field", "code"),
    [
        ({"reply_by": ""}, {}, "reply_by", Stop.MISSING),
        ({"reply_by": "2026-11-19"}, {}, "reply_by", Stop.IN_THE_PAST),
        ({"reply_by": "soon"}, {}, "reply_by", Stop.UNREADABLE),
        ({"last_live_on": "2026-11-21"}, {}, "last_live_on", Stop.IN_THE_FUTURE),
        ({}, {"address": ""}, "mailing_address", Stop.NO_ADDRESS),
        ({}, {"address": "12 Oak Street 🏠"}, "mailing_address", Stop.NOT_DRAWABLE),
        ({"personal": "Bring your sister."}, {}, "", Stop.PERSONAL_WAITING),
        ({"personal": "See you 🙂"}, {}, "personal_text", Stop.NOT_DRAWABLE),
    ],
)
def test_what_stops_a_letter_is_refused_at_its_field(
    app: flask.Flask, changes: dict[str, str], person: dict[str, str], field: str, code: Stop
) -> None:
    ana, of = cast("vi", **person)
    made = draft(ana, of, **changes)
    with pytest.raises(Refused) as refused:
        send(ana, made)
    assert refused.value.codes[field] == code
    assert Letter.get_by_id(made.id).state == LetterState.DRAFT
    assert OutboxMessage.select().count() == 0


def test_the_last_day_to_answer_may_be_today(app: flask.Flask) -> None:
    ana, of = cast("vi")
    assert send(ana, draft(ana, of, reply_by=TODAY.isoformat())).state == LetterState.SENT


def test_a_letter_without_a_worker_is_refused(app: flask.Flask) -> None:
    ana, of = cast("vi")
    made = draft(ana, of)
    Case.update(worker=None).where(Case.id == of.id).execute()
    with pytest.raises(Refused) as refused:
        send(ana, made)
    assert refused.value.codes["worker_name"] == Stop.MISSING


def test_a_kind_that_went_out_of_use_is_refused(app: flask.Flask) -> None:
    ana, of = cast("vi")
    made = draft(ana, of)
    retire_letter(ana.actor, kind="no_contact_30_days", at=NOON)
    with pytest.raises(Refused) as refused:
        send(ana, made)
    assert refused.value.codes[""] == Stop.NOT_IN_USE
    with pytest.raises(LetterVersion.DoesNotExist):
        draft_letter(ana.actor, case=of, kind="no_contact_30_days", at=NOON)


def test_a_personal_note_waits_for_its_translator_and_then_goes(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    made = draft(ana, of, personal="Please bring your sister.")
    asked = TextRequest.get()
    assert (asked.text, asked.target_locale) == ("Please bring your sister.", "vi")
    TextRequest.update(translation="Xin đưa chị 🙂", state="answered").execute()
    assert codes(made, of)["personal_text"] == Stop.NOT_DRAWABLE
    TextRequest.update(translation="Xin đưa chị của quý vị đến.").execute()
    sent = send(ana, made)
    assert "Xin đưa chị" in sent.html
    assert "bring your sister" not in sent.html
    assert "bring your sister" in sent.html_english


def test_a_note_taken_back_is_no_longer_asked_for_and_no_longer_stops(app: flask.Flask) -> None:
    ana, of = cast("vi")
    made = draft(ana, of, personal="Please bring your sister.")
    made = save_letter_fields(
        ana.actor, letter=made, fields=FIELDS[made.kind], personal_text="", at=NOON
    )
    assert TextRequest.select().count() == 0
    assert send(ana, made).state == LetterState.SENT


def test_what_the_case_gives_cannot_be_typed_into_a_letter(app: flask.Flask) -> None:
    ana, of = cast("vi")
    made = draft(ana, of, client_name="Somebody else", nonsense="x")
    assert set(json.loads(made.fields)) == {
        "rule", "enrolled_on", "attempts", "reply_by", "last_live_on",
    } - {"last_live_on"}  # fmt: skip
    assert json.loads(send(ana, made).fields)["client_name"] == "Hoa Tran"


def test_a_correction_is_a_new_letter_that_names_the_old_one(both_databases: flask.Flask) -> None:
    ana, of = cast("vi")
    first = send(ana, draft(ana, of))
    second = correct_letter(ana.actor, letter=first, at=NOON)
    second = send(ana, second)
    assert second.supersedes_id == first.id
    assert second.letter_no != first.letter_no
    assert "replaces letter number <bdi" in second.html_english
    assert first.letter_no in second.html_english
    assert first.letter_no in second.html
    assert Letter.get_by_id(first.id).html == first.html
    with pytest.raises(Refused):
        correct_letter(ana.actor, letter=draft(ana, of), at=NOON)


def test_a_draft_can_be_thrown_away_a_sent_letter_cannot(both_databases: flask.Flask) -> None:
    ana, of = cast("vi")
    made = draft(ana, of)
    discard_letter(ana.actor, letter=made, at=NOON)
    assert Letter.select().count() == 0
    sent = send(ana, draft(ana, of))
    with pytest.raises(Refused):
        discard_letter(ana.actor, letter=sent, at=NOON)


def test_reading_keeps_its_first_moment_and_not_understanding_makes_one_task(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    sent = send(ana, draft(ana, of))
    hoa = as_actor(of.participant)
    mark_letter_read(hoa, letter=sent, at=NOON)
    later = mark_letter_read(hoa, letter=sent, at=NOON + timedelta(hours=3))
    assert later.read_at == NOON
    first = ask_to_explain(hoa, letter=later, at=NOON)
    assert ask_to_explain(hoa, letter=later, at=NOON).id == first.id
    assert sent.letter_no in first.text
    assert Task.select().count() == 1


def test_a_new_draft_begins_with_what_the_case_knows(both_databases: flask.Flask) -> None:
    ana, of = cast("vi")
    Contact.create(
        case=of, occurred_on=TODAY - timedelta(days=3), entered_at=NOON, way="telephone",
        direction="from_staff", is_live=False, is_attempt=True, reason="only_from_staff",
    )  # fmt: skip
    made = draft_letter(ana.actor, case=of, kind="no_contact_30_days", at=NOON)
    assert json.loads(made.fields) == {
        "rule": "WTW 42-7.38 III.A.6", "reply_by": "2026-11-30",
        "enrolled_on": "2026-11-02", "attempts": "telephone@2026-11-17",
    }  # fmt: skip


def test_a_digit_misheard_in_a_letter_number_is_noticed() -> None:
    numbers = {letter_number(row) for row in range(1, 2000)}
    assert len(numbers) == 1999
    for number in ("1001-7", "1002-5"):
        assert number in numbers
        others = {number[:3] + digit + number[4:] for digit in "0123456789"} - {number}
        assert not others & numbers


def test_preparing_a_letter_takes_few_statements(app: flask.Flask) -> None:
    from tests.browser import counted

    ana, of = cast("vi")
    made = draft(ana, of)
    with counted() as statements:
        letters.prepare(made, Case.get_for(ana.actor, of.key), TODAY)
    assert len(statements) <= 4
    assert i18n.current() == "en"
