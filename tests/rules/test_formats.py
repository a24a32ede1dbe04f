"""LET-8: large print, Braille and speech on request, remembered, applied by itself to each letter."""

import hashlib
from datetime import timedelta
from typing import Any

import flask
import peewee
import pytest

from portal import braille, db, jobs, processes, speech, worker
from portal.models import Account, Case, Letter, LetterFile, Participant, Task
from portal.models.tasks import TaskOwner
from portal.operations.documents.sweeping import delete_stray_files, named_files
from portal.operations.letters.formats import (
    approve_voice,
    ask_for_format,
    remember_formats,
    sweep_letter_files,
)
from portal.operations.people import update_wishes
from portal.operations.screenings import record_screening
from portal.policy.formats import FileState, FormatRefusal, LetterFormat
from portal.policy.refusals import Refused
from portal.policy.screenings import ScreeningOutcome
from portal.policy.sending import Told
from portal.reports.formats import offers
from portal.reports.letters import prepare
from portal.speech import Recording
from tests.factories import NOON, TODAY, account, as_actor
from tests.operations.lettering import cast, draft, send, stored

KIND = "no_contact_30_days"


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for what is perhaps not installed: files that say what they were made of."""
    worker.bind()
    monkeypatch.setattr(braille, "brf", lambda lines, tag: f"{tag} {len(lines)} lines".encode())
    monkeypatch.setattr(braille, "made_with", lambda: "3.24")
    monkeypatch.setattr(speech, "record", lambda text, tag: Recording(text.encode(), speech.WAV))
    monkeypatch.setattr(speech, "made_with", lambda: {"espeak-ng": "1.51"})


def wishing(locale: str, **wishes: bool) -> tuple[Account, Case]:
    return cast(locale, **{f"wants_{name}": is_wanted for name, is_wanted in wishes.items()})


def left(ana: Account, of: Case) -> Letter:
    """A letter that was sent and has left, with the worker's jobs done."""
    letter = send(ana, draft(ana, of))
    jobs.run_waiting()
    found: Letter = Letter.get_by_id(letter.id)
    return found


def files(letter: Letter) -> dict[str, LetterFile]:
    return {row.format: row for row in LetterFile.select().where(LetterFile.letter == letter.id)}


def tasks() -> list[str]:
    rows = Task.select().where(Task.owner == TaskOwner.WORKER, Task.text.startswith("Read letter"))
    return [row.text for row in rows]


def told(letter: Letter, of: Case) -> list[str]:
    found = prepare(letter, Case.get_by_id(of.id), TODAY).findings
    return [one.detail for one in found if one.code == Told.FORMAT]


def test_let_8_formats_are_remembered_and_each_letter_is_made_in_them_and_frozen(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    approve_voice(account("Linh Pham").actor, kind=KIND, locale="vi", at=NOON)
    assert files(left(ana, of)) == {}  # nobody asked for anything
    update_wishes(
        as_actor(of.participant), case=of, written_locale="vi", spoken_locale="vi", at=NOON,
        wants_text_messages=True, wants_large_print=True, wants_braille=True, wants_audio=True,
    )  # fmt: skip
    of = Case.get_by_id(of.id)
    begun = draft(ana, of)
    assert [detail.split(":")[0] for detail in told(begun, of)] == [
        "They asked for Braille", "They asked for a spoken letter",
    ]  # fmt: skip
    letter = left(ana, of)
    assert letter.is_large_print
    assert letter.pdf_large_sha256
    made = files(letter)
    assert {(row.state, row.locale) for row in made.values()} == {(FileState.READY, "vi")}
    assert stored(of, made["braille"].stored).startswith(b"vi ")
    said = stored(of, made["audio"].stored).decode()
    assert "Xin hãy liên lạc" in said
    assert "5 1 0, 5 5 5, 0 1 4 2" in said  # a telephone is said digit by digit
    for row in made.values():
        assert hashlib.sha256(stored(of, row.stored)).hexdigest() == row.sha256
        assert row.stored in named_files()
    assert tasks() == []  # nobody reads it to them; somebody has the Braille embossed
    assert Task.select().where(Task.text.contains("embossed in Braille and mail it")).count() == 1
    _cannot_be_changed(made["audio"])


def _cannot_be_changed(row: LetterFile) -> None:
    for change in (LetterFile.update(sha256="x"), LetterFile.delete()):
        with pytest.raises(peewee.DatabaseError, match="final"), db.database.atomic():
            change.where(LetterFile.id == row.id).execute()
    delete_stray_files(NOON + timedelta(days=2))
    assert LetterFile.get_by_id(row.id).sha256 == row.sha256
    assert stored(row.letter.case, row.stored)


def test_let_8_where_a_language_has_no_such_format_the_worker_is_told_and_reads_the_letter(
    both_databases: flask.Flask,
) -> None:
    ana, of = wishing("so", braille=True, audio=True)
    begun = draft(ana, of)
    assert all("is not made in this language" in detail for detail in told(begun, of))
    letter = left(ana, of)
    assert files(letter) == {}
    assert tasks() == [
        f"Read letter {letter.letter_no} to them by telephone: {name} is not there. Take an"
        " interpreter (Somali)"
        for name in ("Braille", "a spoken letter")
    ]
    assert {offer.refusal for offer in offers(letter).values()} == {FormatRefusal.NO_LANGUAGE}
    with pytest.raises(Refused):
        ask_for_format(ana.actor, letter=letter, letter_format=LetterFormat.BRAILLE, at=NOON)


def test_let_8_nothing_is_made_of_a_letter_that_goes_in_english_and_is_read_to_them(
    both_databases: flask.Flask,
) -> None:
    ana, of = wishing("hmn", braille=True, audio=True)
    assert all("read it to them as you call" in detail for detail in told(draft(ana, of), of))
    letter = left(ana, of)
    assert letter.locale == "en"
    assert files(letter) == {}
    assert tasks() == []  # the call with an interpreter is one already (LET-4)
    assert Task.select().where(Task.text.contains("interpreter")).count() == 1


def test_let_8_a_form_of_the_state_is_read_to_them_for_only_its_pdf_has_its_words(
    both_databases: flask.Flask,
) -> None:
    ana, of = wishing("vi", braille=True)
    letter = left(ana, of)
    letter.html = '<div class="letter-part" lang="vi"><h2>NA 840</h2><p>Open the file.</p></div>'
    assert {offer.refusal for offer in offers(letter).values()} == {FormatRefusal.STATE_FORM}
    with pytest.raises(Refused):
        ask_for_format(ana.actor, letter=letter, letter_format=LetterFormat.BRAILLE, at=NOON)


def test_let_8_nobody_hears_a_voice_that_no_person_listened_to(
    both_databases: flask.Flask,
) -> None:
    ana, of = wishing("vi", audio=True)
    letter = left(ana, of)
    assert len(tasks()) == 1
    assert files(letter)["audio"].state == FileState.READY  # kept, and not heard yet
    assert not offers(letter)[LetterFormat.AUDIO].is_ready
    linh = account("Linh Pham").actor
    first = approve_voice(linh, kind=KIND, locale="vi", at=NOON)
    assert approve_voice(ana.actor, kind=KIND, locale="vi", at=NOON).id == first.id
    assert offers(letter)[LetterFormat.AUDIO].is_ready
    left(ana, of)
    assert len(tasks()) == 1  # the next letter needs nobody to read it
    with pytest.raises(Refused):
        approve_voice(linh, kind=KIND, locale="km", at=NOON)


def test_let_8_a_format_that_cannot_be_made_here_is_asked_for_again_later(
    both_databases: flask.Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_all: Any) -> bytes:
        raise processes.ProgramMissing("lou_translate")

    ana, of = wishing("vi", braille=True)
    with monkeypatch.context() as without:
        without.setattr(braille, "brf", missing)
        letter = left(ana, of)
    (row,) = files(letter).values()
    assert (row.state, row.refusal) == (FileState.FAILED, FormatRefusal.NOT_INSTALLED)
    assert len(tasks()) == 1
    again = ask_for_format(ana.actor, letter=letter, letter_format=LetterFormat.BRAILLE, at=NOON)
    assert again.id == row.id
    jobs.run_waiting()
    assert files(letter)["braille"].state == FileState.READY


def test_let_8_a_making_that_was_cut_off_is_asked_for_again_and_at_last_given_up(
    both_databases: flask.Flask,
) -> None:
    ana, of = wishing("vi", braille=True)
    letter = send(ana, draft(ana, of))
    for _cut_off in range(5):
        assert sweep_letter_files(at=NOON + timedelta(hours=2)) == 1
        while jobs.queue().dequeue():  # the machine stops before it is done
            pass
    sweep_letter_files(at=NOON + timedelta(hours=3))
    assert files(letter)["braille"].refusal == FormatRefusal.CUT_OFF
    assert len(tasks()) == 1
    assert sweep_letter_files(at=NOON + timedelta(hours=4)) == 0


def test_let_8_a_worker_or_a_screening_keeps_it_for_the_participant(
    both_databases: flask.Flask,
) -> None:
    ana, of = cast("vi")
    changed = remember_formats(
        ana.actor, case=of, large_print=False, braille=True, audio=False, at=NOON
    )
    assert changed == ["wants_braille"]
    record_screening(
        ana.actor, case=of, screened_on=TODAY, outcome=ScreeningOutcome.PLAN,
        accommodations=["spoken_letters", "large_print"], plan="", why="", is_agreed=True,
        review_on=None, at=NOON,
    )  # fmt: skip
    kept = Participant.get_by_id(of.participant_id)
    assert (kept.wants_large_print, kept.wants_braille, kept.wants_audio) == (True, True, True)
