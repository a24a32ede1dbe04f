"""LET-4: a letter goes in the reader's written language or, said out loud, in English; never half
translated, and never silently."""

import json

import flask

from portal.locales import LOCALES
from portal.models import MissedRelease, Participant, Release, Task
from portal.operations.letters.leaving import UNDO, let_letters_leave
from portal.policy.sending import Told
from portal.reports import letters
from portal.reports.languages import kinds_wanted, languages
from tests.factories import NOON, TODAY
from tests.operations.lettering import cast, draft, phrase_in, release_in, send, stored, words

KIND = "no_contact_30_days"


def left(ana, of, **changes):
    """A letter that was sent and has left."""
    sent = send(ana, draft(ana, of, **changes))
    let_letters_leave(NOON + UNDO)
    return type(sent).get_by_id(sent.id)


def test_let_4_a_letter_goes_in_the_readers_language_or_in_english_said_out_loud(
    both_databases: flask.Flask,
) -> None:
    """The written language where it has a release; else English with the notice in many languages
    that help is free, a call with an interpreter, and a task for the translators."""
    ana, of = cast("km")
    made = draft(ana, of)
    assert [one.code for one in letters.prepare(made, of, TODAY).findings][-1] == Told.NO_RELEASE
    letter = left(ana, of)
    assert (letter.locale, letter.html_english) == ("en", "")
    sheet = stored(of, letter.pdf)
    help_page = words(sheet)[-1] + words(sheet)[-2]
    assert LOCALES["es"].own_name in help_page
    task = Task.get(Task.case == of.id)
    assert task.text == f"Call with an interpreter (Khmer): letter {letter.letter_no} went out in English"  # fmt: skip
    (wanted,) = kinds_wanted(["km"], NOON + UNDO)
    assert (wanted["kind"], wanted["locale"], wanted["letters"]) == (KIND, "km", 1)
    assert kinds_wanted(["vi"], NOON + UNDO) == []

    # The interpreter speaks the language that is spoken; the letter is in the one that is read.
    Participant.update(spoken_locale="lo").where(Participant.id == of.participant_id).execute()
    again = left(ana, type(of).get_for(ana.actor, of.key))
    assert Task.select().where(Task.text.startswith("Call with an interpreter (Lao)")).count() == 1

    # A half translated letter does not go: one phrase without a translation, and it is English.
    release_in("vi", KIND)
    Participant.update(written_locale="vi").where(Participant.id == of.participant_id).execute()
    phrase_in("vi", KIND, "telephone", "")
    of = type(of).get_for(ana.actor, of.key)
    half = draft(ana, of, attempts="telephone@2026-11-10")
    assert letters.prepare(half, of, TODAY).locale == "en"
    assert left(ana, of).locale == "vi"

    # Once the language has its release, nobody is asked for it any more; the gaps stay counted.
    Release.create(
        kind=KIND, version=again.release.version_id, locale="km", number=1, blocks=json.dumps({}),
        digest="", published_at=NOON,
    )  # fmt: skip
    assert kinds_wanted(["km", "vi"], NOON + UNDO) == []
    assert MissedRelease.select().where(MissedRelease.locale == "km").count() == 2


def test_languages_are_counted_by_office_with_the_line_of_five_percent(
    both_databases: flask.Flask,
) -> None:
    from tests.factories import case, participant

    ana, of = cast("vi")
    for number in range(19):
        case(participant(f"Al{number} Lee", "en"), ana, number=f"WTW-{4000 + number}")
    vietnamese = next(one for one in languages(NOON) if one.locale == "vi")
    (office,) = vietnamese.offices
    assert (office.cases, office.percent, office.is_substantial) == (1, 5.0, True)
    assert KIND not in vietnamese.lacking
    assert "appointment" in vietnamese.lacking
    case(participant("Al Lee", "en"), ana, number="WTW-5000")
    below = next(one for one in languages(NOON) if one.locale == "vi")
    assert not below.is_substantial
    english = languages(NOON)[0]
    assert (english.locale, english.is_substantial, english.lacking) == ("en", False, [])
    type(of).update(status="closed").where(type(of).id == of.id).execute()
    assert [one.locale for one in languages(NOON)] == ["en"]
