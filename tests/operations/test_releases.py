"""Releases of letters: published as a whole, frozen, and what a changed English does to them."""

import json

import flask
import pytest

from portal.models import (
    LetterVersion,
    Release,
)
from portal.operations.catalogs import (
    load_letter_kinds,
    publish_release,
    retire_letter,
)
from portal.policy.catalogs import BlockState, Change, changed_words
from portal.policy.refusals import Refused
from portal.reports import catalogs
from tests.factories import NOON, account
from tests.operations.cataloging import (
    BLOCK,
    KIND,
    approve_all,
    code,
    edit,
    edit_english,
    people,
    row,
    rows,
    save,
    state,
)


def test_a_letter_is_published_when_every_block_is_approved_and_previewed(
    both_databases: flask.Flask,
) -> None:
    _, minh = people()
    digest = approve_all(minh)
    made = publish_release(minh.actor, kind=KIND, locale="vi", previewed_digest=digest, at=NOON)
    assert (made.number, made.digest) == (1, digest)
    assert json.loads(made.blocks)[BLOCK] == row().text
    assert catalogs.current_release(KIND, "vi").id == made.id
    with pytest.raises(Refused) as refused:
        publish_release(minh.actor, kind=KIND, locale="vi", previewed_digest=digest, at=NOON)
    assert code(refused) == "nothing_changed"


def test_one_block_that_nobody_approved_stops_the_whole_letter(app: flask.Flask) -> None:
    lan, minh = people()
    digest = approve_all(minh)
    save(lan)
    with pytest.raises(Refused) as refused:
        publish_release(minh.actor, kind=KIND, locale="vi", previewed_digest=digest, at=NOON)
    assert refused.value.codes == {"": "not_previewed", BLOCK: "not_approved"}


def test_what_was_not_seen_in_the_preview_is_not_published(app: flask.Flask) -> None:
    _, minh = people()
    approve_all(minh)
    with pytest.raises(Refused) as refused:
        publish_release(minh.actor, kind=KIND, locale="vi", previewed_digest="0" * 64, at=NOON)
    assert refused.value.codes == {"": "not_previewed"}


def test_a_release_stays_as_it_was_when_its_texts_go_on(app: flask.Flask) -> None:
    lan, minh = people()
    digest = approve_all(minh)
    made = publish_release(minh.actor, kind=KIND, locale="vi", previewed_digest=digest, at=NOON)
    save(lan)
    assert Release.get_by_id(made.id).digest == digest
    assert catalogs.current_release(KIND, "vi").id == made.id


def test_an_english_edit_makes_one_block_stale_and_the_difference_is_against_its_own_base(
    both_databases: flask.Flask,
) -> None:
    _, minh = people()
    digest = approve_all(minh)
    publish_release(minh.actor, kind=KIND, locale="vi", previewed_digest=digest, at=NOON)
    first = catalogs.block_of(BLOCK).english
    edit(first.replace("before the meeting", "or write before the meeting"))
    edit(first.replace("before the meeting", "or write a day before the meeting"))
    states = {one.block.context: one.state for one in rows()}
    assert [name for name, found in states.items() if found is BlockState.SOURCE_CHANGED] == [BLOCK]
    assert row().based_on == first
    steps = changed_words(row().based_on, catalogs.block_of(BLOCK).english)
    assert [text for change, text in steps if change is Change.ADDED] == ["or write a day "]
    assert catalogs.current_release(KIND, "en").number == 3
    assert catalogs.current_release(KIND, "vi").number == 1  # R2: still sendable


def test_an_old_text_that_must_not_be_used_has_no_release(app: flask.Flask) -> None:
    _, minh = people()
    publish_release(minh.actor, kind=KIND, locale="vi", previewed_digest=approve_all(minh), at=NOON)
    edit("Please come. Call {worker_phone} if you cannot.", is_old_text_banned=True)
    assert catalogs.current_release(KIND, "vi") is None
    assert catalogs.current_release(KIND, "en").number == 2


def test_a_shared_block_is_stale_in_every_letter_that_uses_it(app: flask.Flask) -> None:
    people()
    edit_english(account("Olga Owner").actor, kind="shared",
                 texts={"greeting": "Good day {client_name},"}, at=NOON)  # fmt: skip
    assert state("shared.greeting") is BlockState.SOURCE_CHANGED
    assert {catalogs.texts_of(kind).version for kind in ("appointment", "documents_needed")} == {2}


def test_faulty_english_is_refused_at_its_block(app: flask.Flask) -> None:
    people()
    with pytest.raises(Refused) as refused:
        edit("Call {worker_phone before noon.")
    assert refused.value.codes == {"text": "braces"}


def test_a_retired_letter_is_gone_from_the_catalogs(app: flask.Flask) -> None:
    people()
    retire_letter(account("Olga Owner").actor, kind=KIND, at=NOON)
    assert catalogs.current_release(KIND, "en") is None
    load_letter_kinds(NOON)
    with pytest.raises(LetterVersion.DoesNotExist):
        catalogs.texts_of(KIND)
