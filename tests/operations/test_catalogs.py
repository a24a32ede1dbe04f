"""Letter catalogs: blocks from machine-made drafts over review to approved."""

import flask
import pytest

from portal.models import (
    AuditEntry,
    LetterVersion,
    Translation,
    TranslationChange,
)
from portal.operations.catalogs import (
    load_letter_kinds,
)
from portal.operations.catalogs.texts import (
    return_translation,
    save_translation,
    send_to_review,
)
from portal.policy.catalogs import BlockState
from portal.policy.refusals import Refused
from portal.reports import catalogs
from tests.factories import NOON
from tests.operations.cataloging import BLOCK, KIND, TEXT, approve, code, people, row, save, state


def test_what_ships_is_there_in_english_and_as_machine_made_texts_to_review(
    both_databases: flask.Flask,
) -> None:
    people()
    assert catalogs.current_release(KIND, "en").number == 1
    assert catalogs.current_release(KIND, "vi") is None
    found = row()
    assert (found.state, found.is_machine_made, found.translator_id) == ("needs_review", 1, None)
    assert TranslationChange.get(TranslationChange.translation == found).action == "machine_made"


def test_starting_again_changes_nothing_and_writes_nothing(both_databases: flask.Flask) -> None:
    lan, _ = people()
    save(lan)
    before = (AuditEntry.select().count(), LetterVersion.select().count())
    load_letter_kinds(NOON)
    assert (AuditEntry.select().count(), LetterVersion.select().count()) == before
    assert row().text == TEXT


def test_a_block_goes_from_draft_over_review_to_approved(both_databases: flask.Flask) -> None:
    lan, minh = people()
    assert save(lan).state == BlockState.DRAFT
    send_to_review(lan.actor, locale="vi", context=BLOCK, version=row().version, at=NOON)
    approve(minh)
    assert state() is BlockState.APPROVED
    assert row().reviewer_id == minh.id
    actions = [one.action for one in TranslationChange.select().where(
        TranslationChange.translation == row()).order_by(TranslationChange.id)]  # fmt: skip
    assert actions == ["machine_made", "saved", "sent", "approved"]


def test_nobody_approves_their_own_block(app: flask.Flask) -> None:
    lan, _ = people()
    save(lan)
    send_to_review(lan.actor, locale="vi", context=BLOCK, version=row().version, at=NOON)
    with pytest.raises(Refused) as refused:
        approve(lan)
    assert code(refused) == "same_person"


def test_a_reviewer_who_wrote_the_text_needs_another_person(app: flask.Flask) -> None:
    _, minh = people()
    save(minh)
    send_to_review(minh.actor, locale="vi", context=BLOCK, version=row().version, at=NOON)
    with pytest.raises(Refused) as refused:
        approve(minh)
    assert code(refused) == "same_person"


def test_a_machine_made_text_has_no_first_person(app: flask.Flask) -> None:
    _, minh = people()
    approve(minh, reason="Read aloud.")
    assert state() is BlockState.APPROVED


def test_a_draft_is_not_approved_before_its_translator_asks(app: flask.Flask) -> None:
    lan, minh = people()
    save(lan)
    with pytest.raises(Refused) as refused:
        approve(minh)
    assert code(refused) == "not_waiting"


def test_an_error_stops_the_way_to_review_and_a_draft_keeps_it(app: flask.Flask) -> None:
    lan, _ = people()
    assert save(lan, "Xin quý vị đến.").text == "Xin quý vị đến."
    with pytest.raises(Refused) as refused:
        send_to_review(lan.actor, locale="vi", context=BLOCK, version=row().version, at=NOON)
    assert code(refused) == "has_errors"


def test_a_warning_is_let_through_by_a_person_who_says_why(app: flask.Flask) -> None:
    lan, minh = people()
    save(lan, TEXT.replace("Nếu", "Nếu  "))
    send_to_review(lan.actor, locale="vi", context=BLOCK, version=row().version, at=NOON)
    with pytest.raises(Refused) as refused:
        approve(minh)
    assert refused.value.codes == {"reason": "warning_without_reason"}
    approve(minh, reason="The gap is wanted.")
    last = TranslationChange.select().order_by(TranslationChange.id.desc()).get()
    assert last.comment == "The gap is wanted."


def test_a_returned_block_is_a_draft_with_a_comment(app: flask.Flask) -> None:
    lan, minh = people()
    save(lan)
    send_to_review(lan.actor, locale="vi", context=BLOCK, version=row().version, at=NOON)
    return_translation(minh.actor, locale="vi", context=BLOCK, version=row().version,
                       comment="Too formal.", at=NOON)  # fmt: skip
    assert state() is BlockState.DRAFT


def test_who_saves_second_is_told_and_overwrites_nothing(both_databases: flask.Flask) -> None:
    lan, minh = people()
    before = row().version
    save(lan)
    with pytest.raises(Refused) as refused:
        save(minh, "Khác.", version=before)
    assert refused.value.codes == {"text": "changed_meanwhile"}
    assert row().text == TEXT


def test_two_first_texts_for_one_block_do_not_overwrite_each_other(
    both_databases: flask.Flask,
) -> None:
    lan, minh = people("hy")
    values = {"locale": "hy", "context": BLOCK, "version": 0, "at": NOON}
    save_translation(lan.actor, text="Մեկ {worker_phone}", **values)
    with pytest.raises(Refused) as refused:
        save_translation(minh.actor, text="Երկու {worker_phone}", **values)
    assert code(refused) == "changed_meanwhile"


def test_the_same_form_sent_twice_is_one_change(app: flask.Flask) -> None:
    lan, _ = people()
    version = row().version
    save(lan, version=version, operation_key="k")
    save(lan, version=version, operation_key="k")
    assert row().version == version + 1


def test_a_language_that_is_not_mine_does_not_exist_for_me(app: flask.Flask) -> None:
    lan, _ = people()
    with pytest.raises(Translation.DoesNotExist):
        save(lan, locale="ar")
