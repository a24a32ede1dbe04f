"""Letter catalogs for tests: their people, and one block on its way to a release."""

from collections.abc import Mapping
from datetime import datetime

import pytest

from portal.models import (
    Account,
    LetterVersion,
    Translation,
    TranslatorLocale,
)
from portal.models.accounts import Actor, Role
from portal.operations.catalogs import (
    load_letter_kinds,
)
from portal.operations.catalogs.english import (
    ask_legal_check,
    check_english,
    publish_english,
    write_english,
)
from portal.operations.catalogs.texts import (
    approve_translation,
    save_translation,
    send_to_review,
)
from portal.policy.catalogs import BlockState
from portal.policy.refusals import Refused
from portal.reports import catalogs
from portal.reports.catalogs.english import draft_of
from tests.factories import NOON, account

KIND, BLOCK = "appointment", "appointment.do_move"
TEXT = "Xin quý vị đến. Nếu không đến được, hãy gọi {worker_phone} trước buổi gặp. Chúng tôi sẽ tìm giờ khác cùng quý vị."


def edit_english(
    actor: Actor,
    *,
    kind: str,
    texts: Mapping[str, str],
    at: datetime,
    is_old_text_banned: bool = False,
    is_typo: bool = False,
) -> LetterVersion:
    """New English of some blocks by their keys, written, checked by a second person, published."""
    checker = Account.get_or_none(Account.name == "Carla Check") or account("Carla Check")
    for block, text in texts.items():
        found = draft_of(kind)
        row = found.blocks.get(block) if found else None
        made = write_english(
            actor, kind=kind, block=block, text=text, revision=row.revision if row else 0,
            reason="The law's own words.", at=at,
        )  # fmt: skip
    made = ask_legal_check(
        actor, kind=kind, revision=made.revision, is_typo=is_typo, bans_old=is_old_text_banned,
        at=at,
    )  # fmt: skip
    made = check_english(checker.actor, kind=kind, revision=made.revision, at=at)
    return publish_english(actor, kind=kind, revision=made.revision, at=at)


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
        if block_row.state is BlockState.NOT_STARTED:
            _translate(block_row.block.context, locale)
        if block_row.state is not BlockState.APPROVED:
            approve(who, block_row.block.context, locale=locale, reason="Read aloud, it is right.")
    found = catalogs.rows_of(texts, locale)
    return catalogs.digest_of({one.block.context: one.text for one in found})


def _translate(context: str, locale: str) -> None:
    """Somebody else writes what no starting translation has: here the English will do."""
    tam = Account.get_or_none(Account.name == "Tam Le") or account("Tam Le", Role.TRANSLATOR)
    TranslatorLocale.get_or_create(account=tam, locale=locale)
    text = catalogs.block_of(context).english
    values = {"locale": locale, "context": context, "at": NOON}
    made = save_translation(tam.actor, text=text, version=0, **values)
    send_to_review(tam.actor, version=made.version, **values)


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return str(next(iter(refused.value.codes.values())))


def rows() -> list[catalogs.BlockRow]:
    return catalogs.rows_of(catalogs.texts_of(KIND), "vi")


def edit(english: str, **changes: object) -> None:
    owner = Account.get_or_none(Account.name == "Olga Owner") or account("Olga Owner")
    edit_english(owner.actor, kind=KIND, texts={"do_move": english}, at=NOON, **changes)
