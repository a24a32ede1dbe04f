"""LET-6: each catalog by language, checked as one types, approved by a second person, released."""

import json

import flask
import pytest

from portal.models import Account
from portal.models.catalogs import LetterVersion, Release, Translation, VersionState
from portal.operations.catalogs import load_letter_kinds, publish_release
from portal.operations.catalogs.texts import (
    approve_translation,
    save_translation,
    send_to_review,
)
from portal.policy.catalogs import (
    ApprovalRefusal,
    BlockState,
    CatalogRefusal,
    PublishRefusal,
    ReleaseState,
)
from portal.policy.refusals import Refused
from portal.reports import catalogs
from portal.reports.catalogs.progress import Progress, matrix
from portal.reports.letters.releases import kinds_in_use
from tests.factories import NOON
from tests.operations.cataloging import edit_english
from tests.translate.people import BLOCK, KIND, TEXT, approve_all, reviewer, row, translator

LOCALE = "vi"


def progress() -> Progress:
    """How far the letter of the test is."""
    return matrix([LOCALE], catalogs.all_texts()).letters[(LOCALE, KIND)]


def saved(who: Account, text: str = TEXT) -> Translation:
    """A draft of the block, written by somebody."""
    return save_translation(
        who.actor, locale=LOCALE, context=BLOCK, text=text, version=row().version, at=NOON
    )


def approve(who: Account) -> Translation:
    """Somebody approves the block as it stands."""
    return approve_translation(
        who.actor, locale=LOCALE, context=BLOCK, version=row().version, at=NOON
    )


def publish(who: Account) -> Release:
    """Somebody publishes the letter just as they saw it."""
    rows = catalogs.rows_of(catalogs.texts_of(KIND), LOCALE)
    seen = catalogs.digest_of({one.block.context: one.text for one in rows})
    return publish_release(who.actor, kind=KIND, locale=LOCALE, previewed_digest=seen, at=NOON)


def refusal(act: object, *args: object) -> dict[str, object]:
    """What an act is refused for, by field or block."""
    with pytest.raises(Refused) as caught:
        act(*args)  # type: ignore[operator]
    return dict(caught.value.codes)


def stops_faulty_texts(lan: Account, minh: Account) -> None:
    """A text with an error is not sent to review, one with a warning not approved just so."""
    broken = saved(lan, TEXT.replace("{worker_phone}", "(510) 555-0142"))
    asked = {"locale": LOCALE, "context": BLOCK, "version": broken.version, "at": NOON}
    assert refusal(lambda: send_to_review(lan.actor, **asked)) == {
        "text": CatalogRefusal.HAS_ERRORS
    }
    warned = saved(lan, TEXT.replace("Nếu", "Nếu  "))
    send_to_review(lan.actor, **asked | {"version": warned.version})
    assert refusal(approve, minh) == {"reason": ApprovalRefusal.WARNING_WITHOUT_REASON}


def test_let_6_a_second_person_approves_and_a_letter_is_published_whole_as_a_new_version(
    both_databases: flask.Flask,
) -> None:
    lan, minh = translator(), reviewer()
    approve_all(minh)
    assert (progress().percent, progress().words_left) == (100, 0)
    assert progress().state is ReleaseState.READY

    # What is missing, waits or changed is counted; a draft is none of the approved.
    draft = saved(lan)
    assert progress().states[BlockState.DRAFT] == 1
    assert progress().words_left == len(catalogs.block_of(BLOCK).english.split())
    assert refusal(publish, minh) == {BLOCK: PublishRefusal.NOT_APPROVED}
    assert refusal(approve, minh) == {"": CatalogRefusal.NOT_WAITING}

    # Nobody approves what they wrote, not even a reviewer.
    send_to_review(lan.actor, locale=LOCALE, context=BLOCK, version=draft.version, at=NOON)
    assert progress().oldest_waiting_at == NOON
    assert refusal(approve, lan) == {"": ApprovalRefusal.SAME_PERSON}
    approve(minh)
    first = publish(minh)
    assert (first.number, json.loads(first.blocks)[BLOCK]) == (1, TEXT)
    assert refusal(publish, minh) == {"": CatalogRefusal.NOTHING_CHANGED}

    # An error stops the way to review; a warning needs a reason.
    stops_faulty_texts(lan, minh)

    # English that changes makes the block stale, and says since when; what went out stays.
    edit_english(lan.actor, kind=KIND, texts={"do_move": "Call {worker_phone}."}, at=NOON)
    stale = progress()
    assert (stale.states[BlockState.SOURCE_CHANGED], stale.stale_since) == (1, NOON)
    assert refusal(approve, minh) == {"": ApprovalRefusal.SOURCE_CHANGED}
    assert PublishRefusal.SOURCE_CHANGED in refusal(publish, minh).values()
    again = saved(lan, "Gọi {worker_phone}.")
    send_to_review(lan.actor, locale=LOCALE, context=BLOCK, version=again.version, at=NOON)
    approve(minh)
    second = publish(minh)
    assert (second.number, second.version.number) == (2, first.version.number + 1)
    assert json.loads(Release.get_by_id(first.id).blocks)[BLOCK] == TEXT


def test_letters_are_begun_of_the_kinds_whose_english_is_in_use(
    both_databases: flask.Flask,
) -> None:
    def offered() -> list[str]:
        return [kind.kind for kind in kinds_in_use()]

    load_letter_kinds(NOON)
    assert KIND in offered()
    assert offered() == [one.kind for one in catalogs.all_texts() if one.letter is not None]
    LetterVersion.update(state=VersionState.RETIRED).where(LetterVersion.kind == KIND).execute()
    assert KIND not in offered()
    assert offered() == [one.kind for one in catalogs.all_texts() if one.letter is not None]
