"""Letter catalogs: from machine-made drafts to a frozen release, and what a changed English does."""

import json

import flask
import pytest

from portal.models import (
    Account,
    AuditEntry,
    LetterVersion,
    Release,
    Translation,
    TranslationChange,
    TranslatorLocale,
)
from portal.models.accounts import Role
from portal.operations.catalog_texts import (
    approve_translation,
    return_translation,
    save_translation,
    send_to_review,
)
from portal.operations.catalogs import (
    edit_english,
    load_letter_kinds,
    publish_release,
    retire_letter,
)
from portal.policy.catalogs import BlockState, Change, changed_words
from portal.policy.refusals import Refused
from portal.reports import catalogs
from tests.factories import NOON, account

KIND, BLOCK = "appointment", "appointment.do_move"
TEXT = "Xin quý vị đến. Nếu không đến được, hãy gọi {worker_phone} trước buổi gặp. Chúng tôi sẽ tìm giờ khác cùng quý vị."


def people(*locales: str) -> tuple[Account, Account]:
    """A translator and a reviewer of the languages, and the letters that ship."""
    lan = account("Lan Pham", Role.TRANSLATOR)
    minh = account("Minh Tran", Role.REVIEWER)
    for who in (lan, minh):
        for locale in locales or ("vi",):
            TranslatorLocale.create(account=who, locale=locale)
    load_letter_kinds(NOON)
    return lan, minh


def row(context: str = BLOCK, locale: str = "vi") -> Translation:
    kind, _, key = context.partition(".")
    return Translation.get(
        Translation.kind == kind, Translation.block == key, Translation.locale == locale
    )


def state(context: str = BLOCK, locale: str = "vi") -> BlockState:
    return catalogs.state_of(row(context, locale), catalogs.block_of(context).english)


def save(who: Account, text: str = TEXT, **changes: object) -> Translation:
    values = {"locale": "vi", "context": BLOCK, "text": text, "version": row().version, "at": NOON}
    return save_translation(who.actor, **(values | changes))


def approve(who: Account, context: str = BLOCK, **changes: object) -> Translation:
    found = row(context, str(changes.get("locale", "vi")))
    values = {"locale": "vi", "context": context, "version": found.version, "at": NOON}
    return approve_translation(who.actor, **(values | changes))


def approve_all(who: Account, locale: str = "vi", kind: str = KIND) -> str:
    """A second person approves every block of a letter; gives the digest of its texts."""
    texts = catalogs.texts_of(kind)
    for block_row in catalogs.rows_of(texts, locale):
        if block_row.state is not BlockState.APPROVED:
            approve(who, block_row.block.context, locale=locale, reason="Read aloud, it is right.")
    found = catalogs.rows_of(texts, locale)
    return catalogs.digest_of({one.block.context: one.text for one in found})


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return str(next(iter(refused.value.codes.values())))


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
    lan, minh = people("ko")
    values = {"locale": "ko", "context": BLOCK, "version": 0, "at": NOON}
    save_translation(lan.actor, text="가 {worker_phone}", **values)
    with pytest.raises(Refused) as refused:
        save_translation(minh.actor, text="나 {worker_phone}", **values)
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
    assert refused.value.codes == {"do_move": "braces"}


def test_a_retired_letter_is_gone_from_the_catalogs(app: flask.Flask) -> None:
    people()
    retire_letter(account("Olga Owner").actor, kind=KIND, at=NOON)
    assert catalogs.current_release(KIND, "en") is None
    load_letter_kinds(NOON)
    with pytest.raises(LetterVersion.DoesNotExist):
        catalogs.texts_of(KIND)


def rows() -> list[catalogs.BlockRow]:
    return catalogs.rows_of(catalogs.texts_of(KIND), "vi")


def edit(english: str, **changes: object) -> None:
    owner = Account.get_or_none(Account.name == "Olga Owner") or account("Olga Owner")
    edit_english(owner.actor, kind=KIND, texts={"do_move": english}, at=NOON, **changes)
