"""Rules on the English of letters: what older texts are good for (R2), what a typo leaves (R3)."""

from typing import Any

import flask
import pytest

from portal.models import Account, Case, Translation, TranslatorLocale
from portal.models.accounts import Role
from portal.operations.catalogs import publish_release
from portal.operations.catalogs.english import ask_legal_check, drop_english, write_english
from portal.operations.catalogs.texts import send_to_review
from portal.operations.catalogs.typos import confirm_translation
from portal.policy.catalogs import BlockState
from portal.policy.refusals import Refused
from portal.policy.sending import Told
from portal.reports import catalogs
from portal.reports.catalogs.english import draft_of
from portal.reports.letters.releases import Releases, releases_for
from tests.factories import NOON, account, case, participant
from tests.operations.cataloging import (
    BLOCK,
    KIND,
    approve,
    approve_all,
    code,
    edit,
    edit_english,
    people,
    row,
    save,
    state,
)
from tests.operations.lettering import ADDRESS, codes, draft


def published(minh: Account, locale: str = "vi") -> None:
    """The letter goes out in a language from now on."""
    publish_release(
        minh.actor, kind=KIND, locale=locale, previewed_digest=approve_all(minh, locale), at=NOON
    )


def of(locale: str = "vi") -> Releases:
    """What a letter to a reader of the language is made from."""
    return releases_for(KIND, locale)


def english() -> str:
    """The block's English of now."""
    return catalogs.block_of(BLOCK).english


def sent_back(context: str, locale: str = "vi") -> None:
    """A translator works on a block again, from the English of now."""
    lan = Account.get(Account.name == "Lan Pham")
    save(lan, english(), context=context, locale=locale)


def test_r2_an_older_release_goes_out_until_its_language_has_the_new_one_unless_it_is_banned(
    both_databases: flask.Flask,
) -> None:
    lan, minh = people()
    published(minh)
    edit(english().replace("before", "a day before"))
    assert (of().own.number, of().own.version.number) == (1, 1)
    assert (of().behind.version.number, of().newest.version.number) == (1, 2)  # its own English

    _made_anew(lan, minh)
    assert (of().own.number, of().own.version.number) == (2, 2)

    # A draft bans nothing before it is published.
    _asked(english().replace("a day", "two days"), bans_old=True)
    assert of().own.number == 2
    _thrown_away()
    edit(english().replace("a day", "two days"), is_old_text_banned=True)
    assert (of().own, of().newest.version.number) == (None, 3)

    # Then the letter goes in English, with the help sheet and a call; until the language is there.
    ana, hoa = _reader()
    assert codes(draft(ana, hoa, KIND), hoa)[""] == Told.NO_RELEASE
    _made_anew(lan, minh)
    assert of().own.version.number == 3


def test_r2_a_shared_text_that_is_banned_bans_every_letter_that_has_it(
    both_databases: flask.Flask,
) -> None:
    _, minh = people()
    published(minh)
    olga = account("Olga Owner")
    edit_english(olga.actor, kind="shared", texts={"greeting": "Good day {client_name},"}, at=NOON,
                 is_old_text_banned=True)  # fmt: skip
    assert of().own is None
    assert of().newest.version.number == 2


def test_r3_a_typo_keeps_an_approval_once_a_reviewer_of_that_language_confirms_it(
    both_databases: flask.Flask,
) -> None:
    lan, minh = people("vi", "es")
    for locale in ("vi", "es"):
        approve(minh, locale=locale, reason="Read aloud.")
    first = english()
    edit(first.replace("cannot", "can not"), is_typo=True)
    assert (state(), row().reviewer_id) == (BlockState.SOURCE_CHANGED, minh.id)
    edit(first.replace("cannot", "can't"), is_typo=True)  # put right a second time
    assert row().based_on == first

    thu = account("Thu Le", Role.REVIEWER)
    with pytest.raises(Translation.DoesNotExist):  # not a reviewer of this language
        confirm(thu)
    TranslatorLocale.create(account=thu, locale="vi")
    confirm(thu)
    assert (state(), row().based_on, row().reviewer_id) == (BlockState.APPROVED, english(), thu.id)
    assert state(locale="es") is BlockState.SOURCE_CHANGED  # each language for itself
    assert refusal(thu) == "no_approval_to_keep"  # nothing is open any more

    _not_by_its_translator(lan, minh)
    edit(english().replace("new time", "new day"))  # a change of meaning, whatever comes after it
    edit(english() + " Thank you.", is_typo=True)
    assert refusal(thu) == "no_approval_to_keep"


def test_r3_only_an_approved_text_has_an_approval_to_keep(both_databases: flask.Flask) -> None:
    _, minh = people()
    edit(english().replace("cannot", "can not"), is_typo=True)
    assert refusal(minh) == "no_approval_to_keep"
    assert state() is BlockState.SOURCE_CHANGED


@pytest.mark.parametrize(
    ("old", "new", "bans_old", "why"),
    [
        ("{worker_phone}", "us", False, "typo_moves_fields"),
        ("{worker_phone}", "{worker_phone} or {worker_phone}", False, "typo_moves_fields"),
        ("before the", "2 days before the", False, "typo_moves_numbers"),
        ("cannot", "can not", True, "typo_or_ban"),
    ],
)
def test_r3_what_moves_a_field_or_number_or_bans_is_no_typo(
    both_databases: flask.Flask, old: str, new: str, bans_old: bool, why: str
) -> None:
    people()
    assert old in english()
    with pytest.raises(Refused) as refused:
        _asked(english().replace(old, new), is_typo=True, bans_old=bans_old)
    assert code(refused) == why


def confirm(who: Account, **changes: Any) -> Translation:
    """A reviewer says that the approval stays."""
    values = {"locale": "vi", "context": BLOCK, "version": row().version, "at": NOON}
    return confirm_translation(who.actor, **(values | changes))


def refusal(who: Account) -> str:
    """Why it does not."""
    with pytest.raises(Refused) as refused:
        confirm(who)
    return code(refused)


def _not_by_its_translator(lan: Account, minh: Account) -> None:
    sent_back(BLOCK)
    Translation.update(state=BlockState.APPROVED, reviewer=minh.id).where(
        Translation.id == row().id
    ).execute()
    edit(english().replace("can't", "cannot"), is_typo=True)
    assert refusal(lan) == "same_person"
    with pytest.raises(Refused) as late:
        confirm(minh, version=row().version - 1)
    assert code(late) == "changed_meanwhile"
    confirm(minh)


def _asked(text: str, is_typo: bool = False, bans_old: bool = False) -> None:
    olga = Account.get_or_none(Account.name == "Olga Owner") or account("Olga Owner")
    made = write_english(
        olga.actor, kind=KIND, block="do_move", text=text, revision=0, reason="Tried.", at=NOON
    )
    ask_legal_check(olga.actor, kind=KIND, revision=made.revision, is_typo=is_typo,
                    bans_old=bans_old, at=NOON)  # fmt: skip


def _thrown_away() -> None:
    made = draft_of(KIND)
    olga = Account.get(Account.name == "Olga Owner")
    drop_english(olga.actor, kind=KIND, revision=made.version.revision, at=NOON)


def _made_anew(lan: Account, minh: Account) -> None:
    """The language is translated from the English of now, approved and published."""
    sent_back(BLOCK)
    send_to_review(lan.actor, locale="vi", context=BLOCK, version=row().version, at=NOON)
    published(minh)


def _reader() -> tuple[Account, Case]:
    """A worker, and the case of somebody who reads Vietnamese."""
    ana = account(phone="(510) 555-0142")
    made = case(participant("Hoa Tran", "vi", address=ADDRESS, phone="510 555 0177"), ana)
    return ana, Case.get_for(ana.actor, made.key)
