"""What was done to a block's translation, and what waits for a second person."""

from collections import Counter
from collections.abc import Collection
from typing import Any

from peewee import fn

from portal.models.accounts import Account
from portal.models.catalogs import LetterBlock, LetterVersion, Translation, TranslationChange
from portal.policy.catalogs import BlockState
from portal.reports.catalogs import current_version_ids

SHOWN = 20  # changes of one block; older ones stay in the table


def changes_of(row: Translation | None) -> list[TranslationChange]:
    """The latest changes of a translation with who made them, newest first. One statement."""
    if row is None:
        return []
    return list(
        TranslationChange.select(TranslationChange, Account)
        .join(Account, "LEFT JOIN")
        .where(TranslationChange.translation == row.id)
        .order_by(TranslationChange.id.desc())
        .limit(SHOWN)
    )


def waiting(locales: Collection[str], first: int, count: int) -> list[Translation]:
    """The blocks of some languages that wait for a second person, oldest first, with their
    translators; not those whose English changed since. One statement (LET-6)."""
    return list(
        _waiting(locales)
        .select(Translation, Account)
        .join(Account, "LEFT JOIN", on=(Translation.translator == Account.id))
        .order_by(Translation.changed_at, Translation.id)
        .offset(first)
        .limit(count)
    )


def waiting_counts(locales: Collection[str]) -> Counter[str]:
    """How many blocks wait in each of some languages. One statement."""
    rows = (
        _waiting(locales)
        .select(Translation.locale, fn.COUNT(Translation.id))
        .group_by(Translation.locale)
    )
    return Counter(dict(rows.tuples()))


def _waiting(locales: Collection[str]) -> Any:
    of_now = (
        LetterBlock.select(LetterBlock.id)
        .join(LetterVersion)
        .where(
            LetterBlock.version.in_(current_version_ids()),
            LetterVersion.kind == Translation.kind,
            LetterBlock.block == Translation.block,
            LetterBlock.source_hash == Translation.based_on_hash,
        )
    )
    return Translation.select().where(
        Translation.locale.in_(list(locales)),
        Translation.state == BlockState.NEEDS_REVIEW,
        fn.EXISTS(of_now),
    )
