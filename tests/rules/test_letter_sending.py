"""LET-2, LET-3 and R1, R4, R5, R6: how a letter is made, looked at, sent, kept and corrected."""

import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import flask
import peewee
import pytest

from portal import pdf, resources
from portal.models import (
    Case,
    Contact,
    Letter,
    LetterEvent,
    Note,
    OutboxMessage,
    PrintItem,
    Release,
)
from portal.models.letters import LetterEventKind, LetterState, LetterWay
from portal.operations.letters import Going, correct_letter, save_letter_fields
from portal.operations.letters.leaving import UNDO, let_letters_leave, undo_sending
from portal.operations.letters.sending import send_letter
from portal.policy.letters import NoticeException
from portal.policy.refusals import Refused
from portal.policy.sending import Stop, Told
from portal.reports import letters
from portal.reports.letters.frozen import Kept, changed_of
from tests.browser import Browser
from tests.factories import NOON, TODAY
from tests.operations.cataloging import edit_english
from tests.operations.lettering import FIELDS, cast, draft, phrase_in, send, stored

KIND = "no_contact_30_days"
DAY = timedelta(days=1)


def going(ana: Any, letter: Letter, **chosen: Any) -> Letter:
    """The draft with how it is to go."""
    return save_letter_fields(
        ana.actor, letter=letter, fields=json.loads(letter.fields),
        personal_text=letter.personal_text, going=Going(**chosen), at=NOON,
    )  # fmt: skip


def codes(letter: Letter, on: date = TODAY) -> set[Stop | Told]:
    again = Letter.get_by_id(letter.id)
    return {one.code for one in letters.prepare(again, Case.get_by_id(again.case_id), on).findings}


def every_byte(letter: Letter) -> dict[str, Any]:
    """All that is kept of a letter, its files too."""
    row = Letter.get_by_id(letter.id)
    kept = {name: row.__data__[name] for name in Letter._meta.fields}
    of = Case.get_by_id(row.case_id)
    return kept | {"file": stored(of, row.pdf), "large file": stored(of, row.pdf_large)}


def change_every_catalog(ana: Any) -> None:
    """The English, the translation, a phrase and the setting of the county are others now."""
    edit_english(ana.actor, kind=KIND, texts={"title": "Call us, please"}, at=NOON)
    phrase_in("vi", KIND, "telephone", "Khác")
    for release in Release.select():
        texts = {key: f"{text} (new)" for key, text in json.loads(release.blocks).items()}
        Release.update(blocks=json.dumps(texts)).where(Release.id == release.id).execute()


def test_let_2_a_letter_is_seen_in_both_languages_and_goes_by_portal_print_or_both(
    both_databases: flask.Flask,
) -> None:
    """Made of its fields, seen side by side, by the ways chosen; none is refused."""
    ana, of = cast("vi")
    shown = letters.prepare(draft(ana, of), of, TODAY).document
    assert shown is not None
    assert [part.locale for part in shown.parts] == ["vi", "en"]
    for ways, papers, messages in (
        ((LetterWay.PORTAL, LetterWay.PRINT), 1, 1),
        ((LetterWay.PRINT,), 2, 1),
        ((LetterWay.PORTAL,), 2, 2),
    ):
        sent = send(ana, going(ana, draft(ana, of), ways=ways))
        assert sent.ways == ",".join(ways)
        counted = (PrintItem.select().count(), OutboxMessage.select().count())
        assert counted == (papers, messages), ways
    nowhere = going(ana, draft(ana, of), ways=())
    assert Stop.NO_WAY in codes(nowhere)
    with pytest.raises(Refused):
        send(ana, nowhere)
    # Who has no address may still be written to on the portal.
    type(of.participant).update(address="").execute()
    assert Stop.NO_ADDRESS in codes(draft(ana, of))
    assert Stop.NO_ADDRESS not in codes(going(ana, draft(ana, of), ways=(LetterWay.PORTAL,)))
    # What takes something away is on paper whatever was chosen.
    taken = draft(*cast_again(of, ana), kind="support_ended")
    assert going(ana, taken, ways=(LetterWay.PORTAL,)).ways == "portal,print"


def cast_again(of: Case, ana: Any) -> tuple[Any, Case]:
    return ana, Case.get_for(ana.actor, of.key)


def test_let_3_what_was_sent_is_frozen_and_a_changed_byte_is_told(
    both_databases: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Text, language, fields, releases, both files and their digests; held by the database too."""
    ana, of = cast("vi")
    sent = send(ana, draft(ana, of))
    before = every_byte(sent)
    change_every_catalog(ana)
    resources.configure(resources.current().config)  # the portal was started anew
    monkeypatch.setattr(pdf, "render_letter", lambda *_args, **_kwargs: b"with other fonts")
    assert every_byte(sent) == before
    browser, here = Browser(both_databases, ana), f"/staff/cases/{of.key}/letters/{sent.key}"
    assert "what was kept, to the byte" in browser.get(here).text
    assert browser.get(f"{here}.pdf").response.data == before["file"]
    assert browser.get(f"{here}.large.pdf").response.data == before["large file"]
    assert hashlib.sha256(before["file"]).hexdigest() == sent.pdf_sha256
    assert sent.release.locale == "vi"
    assert json.loads(sent.made_with)["typst"]
    assert changed_of(sent, Case.get_by_id(of.id)) == []
    with pytest.raises(peewee.DatabaseError):
        Letter.update(fields="{}").where(Letter.id == sent.id).execute()
    sent.html += " "
    sent.pdf = sent.pdf_large
    assert changed_of(sent, Case.get_by_id(of.id)) == [Kept.PAGE, Kept.PDF]
    sent.pdf_large = "gone"
    assert Kept.LARGE in changed_of(sent, Case.get_by_id(of.id))


def test_r1_a_sent_letter_is_never_made_again_a_fix_is_a_new_one_that_names_it(
    both_databases: flask.Flask,
) -> None:
    """Until it leaves it can be taken back, and then nothing of it remains; afterwards never."""
    ana, of = cast("vi")
    made = send_letter(ana.actor, letter=draft(ana, of), at=NOON)
    assert (made.state, made.leaves_at) == (LetterState.WAITING, NOON + UNDO)
    assert let_letters_leave(NOON + UNDO - timedelta(seconds=1)) == 0
    with pytest.raises(peewee.DatabaseError):
        Letter.update(html="x").where(Letter.id == made.id).execute()
    back = undo_sending(ana.actor, letter=made, at=NOON)
    assert (back.state, back.html, back.pdf, back.sent_by_id) == ("draft", "", "", None)
    assert let_letters_leave(NOON + DAY) == 0
    assert [t.select().count() for t in (OutboxMessage, Contact, Note, PrintItem)] == [0, 0, 0, 0]

    first = send(ana, back)
    before = every_byte(first)
    with pytest.raises(Refused):
        undo_sending(ana.actor, letter=first, at=NOON)
    second = send(ana, correct_letter(ana.actor, letter=first, at=NOON))
    assert first.letter_no in second.html
    assert first.letter_no in second.html_english
    assert every_byte(first) == before
    kinds = [one.kind for one in LetterEvent.select().where(LetterEvent.letter == first.id)]
    assert kinds[:2] == [LetterEventKind.UNDONE, LetterEventKind.SENT]


def test_r4_english_is_always_behind_a_translated_letter(both_databases: flask.Flask) -> None:
    """On the page and on paper; an English letter stands alone."""
    ana, of = cast("vi")
    sent = send(ana, draft(ana, of))
    assert 'lang="vi"' in sent.html
    assert 'lang="en"' in sent.html_english
    type(of.participant).update(written_locale="en").execute()
    alone = send(ana, draft(*cast_again(of, ana)))
    assert (alone.locale, alone.html_english) == ("en", "")


def test_r5_that_english_counts_is_a_setting_of_the_county_and_off_by_default(
    both_databases: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a translation and its copy where it is on; never in a letter that is English alone."""
    said = "the English text counts"
    ana, of = cast("vi")
    texts = json.loads(Release.get(Release.locale == "vi").blocks)
    texts["shared.english_counts"] = "Nếu hai bản khác nhau, bản tiếng Anh có giá trị."
    Release.update(blocks=json.dumps(texts)).where(Release.locale == "vi").execute()
    assert said not in send(ana, draft(ana, of)).html_english
    now = resources.current()
    on = replace(now, config=replace(now.config, english_counts=True))
    monkeypatch.setattr(resources, "current", lambda: on)
    sent = send(ana, draft(ana, of))
    assert said in sent.html_english
    assert "bản tiếng Anh có giá trị" in sent.html
    type(of.participant).update(written_locale="en").execute()
    assert said not in send(ana, draft(*cast_again(of, ana))).html


def ending(ana: Any, of: Case, effective_on: date, **chosen: Any) -> Letter:
    made = draft(ana, of, "support_ended", effective_on=effective_on.isoformat())
    return going(ana, made, **chosen)


def test_r6_a_cut_waits_ten_days_from_mailing_save_for_a_listed_exception_with_its_reason(
    both_databases: flask.Flask,
) -> None:
    """The day it leaves is the first of ten: the eleventh is the earliest; a reason is typed."""
    ana, of = cast("en", "support_ended")
    assert FIELDS["support_ended"]["effective_on"] == str(TODAY + 10 * DAY)
    assert Stop.NOTICE_TOO_SHORT in codes(ending(ana, of, TODAY + 9 * DAY))
    lawful = ending(ana, of, TODAY + 10 * DAY)
    assert not codes(lawful) & set(Stop)
    # Sent tomorrow, the same day is too early.
    assert Stop.NOTICE_TOO_SHORT in codes(lawful, TODAY + DAY)

    listed = {"exception": NoticeException.MOVED_TO_ANOTHER_STATE}
    assert Stop.REASON_MISSING in codes(ending(ana, of, TODAY + DAY, **listed))
    told = ending(ana, of, TODAY + DAY, **listed, exception_reason="Wrote from Ohio")
    assert codes(told) & {*Stop, Told.SHORT_NOTICE} == {Told.SHORT_NOTICE}
    assert send(ana, told).exception_reason == "Wrote from Ohio"
    assert Stop.NOTICE_TOO_SHORT in codes(ending(ana, of, TODAY + DAY, exception="because"))

    # Held up over night, it does not leave with a day that is too early by then.
    held = send_letter(ana.actor, letter=lawful, at=NOON)
    assert let_letters_leave(NOON + DAY) == 0
    assert Letter.get_by_id(held.id).state == LetterState.DRAFT
