"""Letters from draft to frozen copy: languages, what stops them, what goes with them."""

import hashlib
import json
import threading
from datetime import date, timedelta
from typing import Any

import flask
import peewee
import pypdfium2
import pytest

from portal import db, i18n, resources
from portal.models import (
    Account,
    AuditEntry,
    Case,
    Contact,
    Letter,
    OutboxMessage,
    Release,
    Task,
    TextRequest,
    TimelineEntry,
)
from portal.models.cases import EntryKind
from portal.models.catalogs import LetterVersion
from portal.models.letters import LetterState
from portal.operations import case_keys
from portal.operations.catalogs import edit_english, load_letter_kinds, retire_letter
from portal.operations.letter_sending import ask_to_explain, mark_letter_read, send_letter
from portal.operations.letters import (
    correct_letter,
    discard_letter,
    draft_letter,
    save_letter_fields,
)
from portal.policy.refusals import Refused
from portal.policy.sending import Stop, Told, letter_number
from portal.reports import case_facts, catalogs, letters
from tests.factories import NOON, TODAY, account, as_actor, case, participant

ADDRESS = "415 Harrison Street, Apt 12\nOakland, CA 94607"
FIELDS = {
    "no_contact_30_days": {
        "rule": "DW CM, Contact with Participant",
        "enrolled_on": "2026-11-02",
        "attempts": "",
        "reply_by": "2026-12-04",
    },
    "appointment": {
        "rule": "WTW 42-7.38 II.B",
        "meeting_kind": "support_team",
        "meeting_on": "2026-12-01",
        "meeting_at": "630",
        "place": "6955 Foothill Blvd, Room 4",
        "bring_list": "pay_stub",
    },
}


def release_in(locale: str, kind: str) -> Release:
    """A published language: the starting texts, as if a second person had approved them."""
    texts = {
        row.block.context: row.text for row in catalogs.rows_of(catalogs.texts_of(kind), locale)
    }
    version = (
        LetterVersion.select()
        .where(LetterVersion.kind == kind)
        .order_by(LetterVersion.id.desc())
        .get()
    )
    return Release.create(
        kind=kind, version=version, locale=locale, number=1, blocks=catalogs.frozen(texts),
        digest=catalogs.digest_of(texts), published_at=NOON,
    )  # fmt: skip


def cast(
    locale: str = "vi", kind: str = "no_contact_30_days", **person: Any
) -> tuple[Account, Case]:
    """Ana, her case of somebody who reads `locale`, and letters that ship; `locale` published."""
    load_letter_kinds(NOON)
    if locale in ("es", "vi", "ru", "so", "ar"):
        release_in(locale, kind)
    ana = account(phone="(510) 555-0142")
    values = {"address": ADDRESS, "phone": "510 555 0177"} | person
    made = case(participant("Hoa Tran", locale, **values), ana)
    return ana, Case.get_for(ana.actor, made.key)


def draft(ana: Account, of: Case, kind: str = "no_contact_30_days", **changes: str) -> Letter:
    """A draft with every field filled, with changes; `personal` is the sender's own note."""
    personal = changes.pop("personal", "")
    made = draft_letter(ana.actor, case=of, kind=kind, at=NOON)
    return save_letter_fields(
        ana.actor, letter=made, fields=FIELDS[kind] | changes, personal_text=personal, at=NOON
    )


def send(ana: Account, letter: Letter, **options: Any) -> Letter:
    return send_letter(ana.actor, letter=letter, at=NOON, **options)


def stored(of: Case, name: str) -> bytes:
    key = case_keys.open_case_key(Case.get_by_id(of.id))
    return resources.current().storage.read(name, key)


def words(pdf: bytes) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def codes(letter: Letter, of: Case) -> dict[str, Any]:
    return {one.field: one.code for one in letters.prepare(letter, of, TODAY).findings}


def test_a_letter_goes_out_in_the_participants_language_with_english_behind_it(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    sent = send(ana, draft(ana, of))
    assert sent.state == LetterState.SENT
    assert sent.locale == "vi"
    assert sent.release.locale == "vi"
    assert sent.release_english.locale == "en"
    assert 'lang="vi"' in sent.html
    assert "Xin hãy liên lạc" in sent.html
    assert 'lang="en"' in sent.html_english
    assert "Please get in touch with us" in sent.html_english
    assert "Friday, December 4, 2026" in sent.html_english
    pages = words(stored(of, sent.pdf))
    assert len(pages) >= 3
    assert "Please get in touch" in " ".join(pages)


def test_digests_are_those_of_what_is_kept(both_databases: flask.Flask) -> None:
    ana, of = cast("vi")
    sent = send(ana, draft(ana, of))
    assert hashlib.sha256((sent.html + sent.html_english).encode()).hexdigest() == sent.html_sha256
    assert hashlib.sha256(stored(of, sent.pdf)).hexdigest() == sent.pdf_sha256
    assert hashlib.sha256(stored(of, sent.pdf_large)).hexdigest() == sent.pdf_large_sha256
    assert "typst" in json.loads(sent.made_with)


def test_what_was_sent_is_the_same_after_the_catalog_changed(both_databases: flask.Flask) -> None:
    ana, of = cast("vi")
    sent = send(ana, draft(ana, of))
    before = (sent.html, sent.html_sha256, stored(of, sent.pdf), sent.release_id)
    edit_english(ana.actor, kind="no_contact_30_days", texts={"title": "Call us, please"}, at=NOON)
    Release.create(
        kind="no_contact_30_days", version=sent.release.version_id, locale="vi", number=2,
        blocks="{}", digest="", published_at=NOON,
    )  # fmt: skip
    kept = Letter.get_by_id(sent.id)
    assert (kept.html, kept.html_sha256, stored(of, kept.pdf), kept.release_id) == before


def test_the_database_itself_refuses_to_change_a_sent_letter(both_databases: flask.Flask) -> None:
    ana, of = cast("vi")
    sent = send(ana, draft(ana, of))
    for change in ({"html_english": "x"}, {"pdf_large": "x"}, {"personal_text": "x"}):
        with pytest.raises(peewee.DatabaseError):
            Letter.update(**change).where(Letter.id == sent.id).execute()
    with pytest.raises(peewee.DatabaseError):
        Letter.delete().where(Letter.id == sent.id).execute()


def test_behind_an_older_translation_stands_the_english_it_was_made_from(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    edit_english(ana.actor, kind="no_contact_30_days", texts={"title": "Call us, please"}, at=NOON)
    sent = send(ana, draft(ana, of))
    assert sent.locale == "vi"
    assert "Please get in touch with us" in sent.html_english


def test_when_the_old_text_is_banned_the_letter_goes_in_english(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    edit_english(
        ana.actor, kind="no_contact_30_days", texts={"title": "Call us, please"}, at=NOON,
        is_old_text_banned=True,
    )  # fmt: skip
    made = draft(ana, of)
    assert codes(made, of)[""] == Told.NO_RELEASE
    assert send(ana, made).locale == "en"


def test_without_a_release_it_goes_in_english_with_the_help_sheet_and_a_task(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("km")
    made = draft(ana, of)
    prepared = letters.prepare(made, of, TODAY)
    assert [one.code for one in prepared.findings] == [Told.NO_RELEASE]
    assert prepared.can_go
    sent = send(ana, made)
    assert (sent.locale, sent.html_english) == ("en", "")
    assert prepared.document is not None
    assert prepared.document.help_lines[0].locale == "km"
    assert "Español" in " ".join(words(stored(of, sent.pdf)))
    task = Task.get(Task.case == of.id)
    assert task.text.startswith("Call with an interpreter (Khmer)")
    assert sent.letter_no in task.text
    assert task.due_on == date(2026, 11, 23)


def test_words_without_a_translation_send_the_whole_letter_in_english(
    both_databases: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, of = cast("vi", "appointment")
    made = draft(ana, of, "appointment")
    monkeypatch.setattr(letters, "is_said_in", lambda code, _tag: code != "pay_stub")
    found = letters.prepare(made, of, TODAY)
    assert (found.locale, found.findings[-1].code) == ("en", Told.WORDS_UNTRANSLATED)
    assert found.findings[-1].detail == "Pay stub"
    monkeypatch.setattr(letters, "is_said_in", lambda _code, _tag: True)
    assert letters.prepare(made, of, TODAY).locale == "vi"


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


def test_a_double_tap_sends_one_letter(both_databases: flask.Flask) -> None:
    ana, of = cast("vi")
    made = draft(ana, of)
    first, second = (send(ana, made, operation_key="tap") for _tap in range(2))
    assert first.pdf == second.pdf
    with pytest.raises(Refused) as refused:
        send(ana, made, operation_key="another page")
    assert refused.value.codes == {"": Stop.ALREADY_SENT}
    assert OutboxMessage.select().count() == 1
    assert Contact.select().count() == 1


def test_two_pages_that_send_at_once_send_one_letter(both_databases: flask.Flask) -> None:
    ana, of = cast("vi")
    made, outcomes = draft(ana, of), []

    def press() -> None:
        with db.database.connection_context():
            try:
                outcomes.append(send(ana, Letter.get_by_id(made.id)).state)
            except Refused as refused:
                outcomes.append(refused.codes[""])

    pages = [threading.Thread(target=press) for _page in range(3)]
    for page in pages:
        page.start()
    for page in pages:
        page.join()
    assert sorted(outcomes) == sorted([LetterState.SENT, Stop.ALREADY_SENT, Stop.ALREADY_SENT])
    assert OutboxMessage.select().count() == 1
    assert Contact.select().count() == 1


def test_a_sent_letter_is_an_attempt_a_line_of_time_and_a_neutral_message(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    sent = send(ana, draft(ana, of))
    contact = Contact.get()
    assert (contact.is_attempt, contact.is_live) == (True, False)
    assert Case.get_by_id(of.id).last_attempt_on == TODAY
    assert sent.contact_id == contact.id
    assert case_facts.unfinished(ana.actor, of) == []
    on_line = {row.kind for row in TimelineEntry.select().where(TimelineEntry.case == of.id)}
    assert EntryKind.LETTER in on_line
    message = OutboxMessage.get()
    assert message.locale == "vi"
    assert sent.letter_no not in message.body
    assert "WTW" not in message.body
    assert "Tran" not in message.body
    assert AuditEntry.select().where(AuditEntry.action == "send_letter").count() == 1


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


def test_a_letter_in_arabic_keeps_number_phone_and_date_in_order(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("ar")
    html = send(ana, draft(ana, of)).html
    assert 'lang="ar" dir="rtl"' in html
    assert '<bdi class="field-value">WTW-1001</bdi>' in html
    assert '<bdi class="field-value" dir="ltr">(510) 555-0142</bdi>' in html
    assert '<bdi class="field-value">الجمعة، 4 ديسمبر 2026</bdi>' in html


def test_large_print_is_made_for_everybody_and_told_where_it_was_asked_for(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi", wants_large_print=True)
    made = draft(ana, of)
    assert made.is_large_print
    assert codes(made, of)[""] == Told.LARGE_PRINT
    sent = send(ana, made)
    normal = words(stored(of, sent.pdf))
    large = words(stored(of, sent.pdf_large))
    assert len(large) > len(normal)


def test_a_new_draft_begins_with_what_the_case_knows(both_databases: flask.Flask) -> None:
    ana, of = cast("vi")
    Contact.create(
        case=of, occurred_on=TODAY - timedelta(days=3), entered_at=NOON, way="telephone",
        direction="from_staff", is_live=False, is_attempt=True, reason="only_from_staff",
    )  # fmt: skip
    made = draft_letter(ana.actor, case=of, kind="no_contact_30_days", at=NOON)
    assert json.loads(made.fields) == {
        "rule": "DW CM, Contact with Participant", "reply_by": "2026-11-30",
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
    assert len(statements) <= 7
    assert i18n.current() == "en"
