"""Letters as they go out: languages, frozen copies, and what goes with them."""

import hashlib
import json
import threading
from datetime import date

import flask
import peewee
import pytest

from portal import db
from portal.models import (
    AuditEntry,
    Case,
    Contact,
    Letter,
    OutboxMessage,
    Release,
    Task,
    TimelineEntry,
)
from portal.models.cases import EntryKind
from portal.models.letters import LetterState
from portal.policy.refusals import Refused
from portal.policy.sending import Stop, Told
from portal.reports import letters
from portal.reports.cases import facts as case_facts
from tests.factories import NOON, TODAY
from tests.operations.cataloging import edit_english
from tests.operations.lettering import cast, codes, draft, send, stored, words


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
    assert case_facts.facts_and_unfinished(ana.actor, of)[1] == []
    on_line = {row.kind for row in TimelineEntry.select().where(TimelineEntry.case == of.id)}
    assert EntryKind.LETTER in on_line
    message = OutboxMessage.get()
    assert message.locale == "vi"
    assert sent.letter_no not in message.body
    assert "WTW" not in message.body
    assert "Tran" not in message.body
    assert AuditEntry.select().where(AuditEntry.action == "send_letter").count() == 1


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
