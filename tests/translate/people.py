"""Translators, a reviewer and the letters that ship, for the tests of this area."""

from portal.models import Account, Translation, TranslatorLocale
from portal.models.accounts import Role
from portal.operations.catalogs import load_letter_kinds
from portal.operations.catalogs.texts import approve_translation
from portal.policy.catalogs import BlockState, source_hash
from portal.reports import catalogs
from tests.factories import NOON, account

KIND, BLOCK = "appointment", "appointment.do_move"
TEXT = "Xin quý vị đến. Nếu không đến được, hãy gọi {worker_phone} trước buổi gặp. Chúng tôi sẽ tìm giờ khác cùng quý vị."


def translator(*locales: str, name: str = "Lan Pham", role: Role = Role.TRANSLATOR) -> Account:
    """A translator of some languages, Vietnamese unless said otherwise; the letters are there."""
    who = account(name, role)
    for locale in locales or ("vi",):
        TranslatorLocale.create(account=who, locale=locale)
    load_letter_kinds(NOON)
    return who


def reviewer(*locales: str) -> Account:
    """A reviewer of some languages, who may publish."""
    return translator(*locales, name="Minh Tran", role=Role.REVIEWER)


def row(context: str = BLOCK, locale: str = "vi") -> Translation:
    """The translation of a block as it is kept now."""
    kind, _, key = context.partition(".")
    return Translation.get(
        Translation.kind == kind, Translation.block == key, Translation.locale == locale
    )


def approve_all(who: Account, locale: str = "vi", kind: str = KIND) -> None:
    """A second person approves what waits of a letter, and what had no text before."""
    for one in catalogs.rows_of(catalogs.texts_of(kind), locale):
        if one.state is BlockState.NOT_STARTED:
            name, _, key = one.block.context.partition(".")
            Translation.create(
                kind=name, block=key, locale=locale, text=one.block.english, changed_at=NOON,
                state=BlockState.NEEDS_REVIEW, based_on=one.block.english, is_machine_made=1,
                based_on_hash=source_hash(one.block.english),
            )  # fmt: skip
    for one in catalogs.rows_of(catalogs.texts_of(kind), locale):
        if one.state is BlockState.NEEDS_REVIEW and one.translation is not None:
            approve_translation(
                who.actor, locale=locale, context=one.block.context, reason="Read aloud.",
                version=one.translation.version, at=NOON,
            )  # fmt: skip


def owner(name: str = "Linda Chavez") -> Account:
    """A supervisor, who owns the English; the letters are there."""
    who = account(name, Role.SUPERVISOR)
    load_letter_kinds(NOON)
    return who
