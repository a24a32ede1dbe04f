"""Drafts of a letter's English: one a letter, of two who write the second is told."""

import threading

import flask
import pytest

from portal import db
from portal.models import AuditEntry, EnglishChange, LetterVersion
from portal.models.catalogs import LetterBlock
from portal.operations.catalogs import load_letter_kinds, retire_letter
from portal.operations.catalogs.english import (
    ask_legal_check,
    check_english,
    drop_english,
    publish_english,
    write_english,
)
from portal.policy.english import DraftState
from portal.policy.refusals import Refused
from portal.reports import catalogs
from portal.reports.catalogs.english import changes_of_version, draft_of, versions_of
from tests.factories import NOON, account
from tests.operations.cataloging import BLOCK, KIND, code, edit_english

TEXT = "Please come. If you cannot, call {worker_phone}. We will find a new time with you."


@pytest.fixture
def olga(app: flask.Flask) -> object:
    """Who owns the letters that ship."""
    load_letter_kinds(NOON)
    return account("Olga Owner").actor


def write(
    actor: object, text: str = TEXT, revision: int = 0, block: str = "do_move"
) -> LetterVersion:
    return write_english(actor, kind=KIND, block=block, text=text, revision=revision,
                         reason="As the rule says it.", at=NOON)  # fmt: skip


def revision(block: str = "do_move") -> int:
    found = draft_of(KIND)
    return found.blocks[block].revision if found and block in found.blocks else 0


def test_two_who_save_at_once_keep_one_text_and_the_other_is_told(
    both_databases: flask.Flask,
) -> None:
    load_letter_kinds(NOON)
    people = [account(name).actor for name in ("Olga Owner", "Carla Check", "Rita Reader")]
    outcomes: list[str] = []

    def press(number: int) -> None:
        with db.database.connection_context():
            try:
                write(people[number], TEXT + " Thanks." * number)
                outcomes.append("saved")
            except Refused as refused:
                outcomes.append(str(refused.codes["text"]))

    pages = [threading.Thread(target=press, args=(number,)) for number in range(3)]
    for page in pages:
        page.start()
    for page in pages:
        page.join()
    assert sorted(outcomes) == ["changed_meanwhile", "changed_meanwhile", "saved"]
    assert LetterVersion.select().where(LetterVersion.number == 0).count() == 1
    assert LetterBlock.select().join(LetterVersion).where(LetterVersion.number == 0).count() == 1


def test_a_draft_changes_nothing_that_letters_are_made_from(olga: object) -> None:
    before = (catalogs.sources(), catalogs.current_release(KIND, "en").id)
    write(olga)
    assert (catalogs.sources(), catalogs.current_release(KIND, "en").id) == before
    assert draft_of(KIND).state is DraftState.WRITING


def test_the_published_text_takes_a_block_out_of_the_draft(olga: object) -> None:
    write(olga)
    write(olga, catalogs.block_of(BLOCK).english, revision())
    assert draft_of(KIND).state is DraftState.NONE
    with pytest.raises(Refused) as refused:
        write(olga, catalogs.block_of(BLOCK).english)
    assert code(refused) == "nothing_changed"


def test_a_block_taken_back_and_written_anew_is_another_one(olga: object) -> None:
    write(olga)
    old = revision()
    write(olga, catalogs.block_of(BLOCK).english, old)
    write(olga, TEXT + " Thank you.")
    with pytest.raises(Refused) as refused:
        write(olga, TEXT, old)
    assert code(refused) == "changed_meanwhile"


def test_a_field_lost_in_two_steps_is_found_before_the_check(olga: object) -> None:
    """It moves to another block, then that block is put back."""
    when = catalogs.block_of("appointment.when").english
    where = catalogs.block_of("appointment.where").english
    write(olga, f"{where} {{meeting_at}}", block="where")
    write(olga, when.replace(", at {meeting_at}", ""), block="when")
    write(olga, where, revision("where"), block="where")
    made = draft_of(KIND).version
    with pytest.raises(Refused) as refused:
        ask_legal_check(olga, kind=KIND, revision=made.revision, is_typo=False, bans_old=False, at=NOON)  # fmt: skip
    assert code(refused) == "field_gone"


def test_what_was_checked_is_what_is_published(olga: object) -> None:
    carla = account("Carla Check").actor
    write(olga)
    made = ask_legal_check(olga, kind=KIND, revision=draft_of(KIND).version.revision, is_typo=False,
                           bans_old=False, at=NOON)  # fmt: skip
    with pytest.raises(Refused) as refused:
        publish_english(olga, kind=KIND, revision=made.revision, at=NOON)
    assert code(refused) == "not_checked"
    with pytest.raises(Refused) as own:
        check_english(olga, kind=KIND, revision=made.revision, at=NOON)
    assert code(own) == "writer_checks"
    checked = check_english(carla, kind=KIND, revision=made.revision, at=NOON)
    with pytest.raises(Refused) as late:
        publish_english(olga, kind=KIND, revision=made.revision, at=NOON)
    assert code(late) == "changed_meanwhile"
    first = publish_english(
        olga, kind=KIND, revision=checked.revision, at=NOON, operation_key="one tap"
    )
    again = publish_english(
        olga, kind=KIND, revision=checked.revision, at=NOON, operation_key="one tap"
    )
    assert (first.id, first.number) == (again.id, 2)
    acts = [row.action for row in EnglishChange.select().where(EnglishChange.version == first.id)]
    assert acts == ["written", "asked", "checked", "published"]
    assert draft_of(KIND) is None


def test_each_version_says_what_it_changed(olga: object) -> None:
    first = catalogs.block_of(BLOCK).english
    edit_english(olga, kind=KIND, texts={"do_move": TEXT}, at=NOON)
    edit_english(olga, kind=KIND, texts={"why": "We want to know how you are."}, at=NOON)
    texts = catalogs.texts_of(KIND)
    changed = {
        version.number: [
            (one.block.key, one.before) for one in changes_of_version(version, texts.blocks)
        ]
        for version in versions_of(KIND)
    }
    assert changed[1] == []
    assert changed[2] == [("do_move", first)]
    assert [key for key, _before in changed[3]] == ["why"]


def test_the_shared_draft_stays_while_its_letters_get_new_versions(olga: object) -> None:
    write(olga)
    edit_english(olga, kind="shared", texts={"greeting": "Good day {client_name},"}, at=NOON,
                 is_old_text_banned=True)  # fmt: skip
    assert draft_of(KIND).blocks["do_move"].english == TEXT
    edit_english(olga, kind=KIND, texts={"why": "We want to know how you are."}, at=NOON)
    assert catalogs.block_of(BLOCK).english == TEXT
    assert catalogs.texts_of(KIND).version == 3


def test_a_retired_letter_has_no_draft_left(olga: object) -> None:
    write(olga)
    retire_letter(olga, kind=KIND, at=NOON)
    assert draft_of(KIND) is None


def test_every_step_is_on_record_without_its_words(olga: object) -> None:
    write(olga)
    drop_english(olga, kind=KIND, revision=draft_of(KIND).version.revision, at=NOON)
    rows = [row for row in AuditEntry.select() if row.action.endswith("_english")]
    assert [row.action for row in rows] == ["written_english", "drop_english"]
    assert all("come" not in row.fields for row in rows)
