"""Letter catalogs for tests: their people, and one block on its way to a release."""

import pytest

from portal.models import (
    Account,
    Translation,
    TranslatorLocale,
)
from portal.models.accounts import Role
from portal.operations.catalogs import (
    edit_english,
    load_letter_kinds,
)
from portal.operations.catalogs.texts import (
    approve_translation,
    save_translation,
)
from portal.policy.catalogs import BlockState
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


def rows() -> list[catalogs.BlockRow]:
    return catalogs.rows_of(catalogs.texts_of(KIND), "vi")


def edit(english: str, **changes: object) -> None:
    owner = Account.get_or_none(Account.name == "Olga Owner") or account("Olga Owner")
    edit_english(owner.actor, kind=KIND, texts={"do_move": english}, at=NOON, **changes)
