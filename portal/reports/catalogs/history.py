"""What was done to a block's translation, and what waits for a second person."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from peewee import fn

from portal.models.accounts import Account
from portal.models.catalogs import LetterBlock, LetterVersion, Translation, TranslationChange
from portal.policy.catalogs import BlockState, ChangeAction, changed_words
from portal.reports.catalogs import current_version_ids

SHOWN = 10  # changes of one block at first
ALL = 500  # and at most


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of a translation, and its difference from the text before it in words: nothing
    where the text stayed."""

    change: TranslationChange
    difference: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Before:
    """What a second person compares a waiting text with: the text approved last, "" for none, and
    what its translator said about the new one."""

    approved: str = ""
    note: str = ""


def changes_of(row: Translation | None, count: int = SHOWN) -> list[Entry]:
    """The latest `count` changes of a translation with who made them, newest first; one more where
    there are older ones. One statement."""
    if row is None:
        return []
    found = list(
        TranslationChange.select(TranslationChange, Account)
        .join(Account, "LEFT JOIN")
        .where(TranslationChange.translation == row.id)
        .order_by(TranslationChange.id.desc())
        .limit(count + 1)
    )
    earlier = [change.text for change in found[1:]] + [""]
    return [
        Entry(change, difference(text, change.text))
        for change, text in zip(found, earlier, strict=True)
    ]


def difference(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """The way from one text to another as (same | removed | added, words); nothing where there was
    no text, or none changed (screens.md, section 2, History)."""
    if not old.strip() or old == new:
        return ()
    return tuple((str(change), words) for change, words in changed_words(old, new))


def before_of(rows: Collection[Translation]) -> dict[int, Before]:
    """What stood approved before each of some waiting translations, and their translators' notes,
    by the translations' ids. One statement."""
    wanted = (ChangeAction.APPROVED, ChangeAction.SAVED, ChangeAction.SENT)
    changes = (
        TranslationChange.select()
        .where(
            TranslationChange.translation.in_([row.id for row in rows]),
            TranslationChange.action.in_(wanted),
        )
        .order_by(TranslationChange.id)
    )
    found: dict[int, Before] = {}
    for change in changes:
        kept = found.get(change.translation_id, Before())
        if change.action == ChangeAction.APPROVED:
            kept = Before(approved=change.text)
        elif change.comment:
            kept = Before(kept.approved, change.comment)
        found[change.translation_id] = kept
    return found


def waiting(locales: Collection[str], first: int, count: int, kind: str = "") -> list[Translation]:
    """The blocks of some languages that wait for a second person, of one letter's name or of all,
    oldest first, with their translators; not those whose English changed since. One statement
    (LET-6)."""
    return list(
        _waiting(locales, kind)
        .select(Translation, Account)
        .join(Account, "LEFT JOIN", on=(Translation.translator == Account.id))
        .order_by(Translation.changed_at, Translation.id)
        .offset(first)
        .limit(count)
    )


def waiting_counts(locales: Collection[str]) -> Counter[tuple[str, str]]:
    """How many blocks wait in each of some languages and letters, by (language, letter). One
    statement."""
    rows = (
        _waiting(locales)
        .select(Translation.locale, Translation.kind, fn.COUNT(Translation.id))
        .group_by(Translation.locale, Translation.kind)
    )
    return Counter({(locale, kind): count for locale, kind, count in rows.tuples()})


def _waiting(locales: Collection[str], kind: str = "") -> Any:
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
    found = Translation.select().where(
        Translation.locale.in_(list(locales)),
        Translation.state == BlockState.NEEDS_REVIEW,
        fn.EXISTS(of_now),
    )
    return found.where(Translation.kind == kind) if kind else found
