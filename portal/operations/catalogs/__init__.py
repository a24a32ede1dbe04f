"""The letter catalogs as a whole: what they start from, and releases of whole letters."""

from collections.abc import Mapping
from datetime import datetime

from peewee import fn

from portal import letter_kinds
from portal.letter_kinds import SHARED
from portal.locales import LOCALES
from portal.models.accounts import SYSTEM, Actor
from portal.models.catalogs import (
    DRAFT_NUMBER,
    LetterVersion,
    Release,
    Translation,
    TranslationChange,
    VersionState,
)
from portal.operations import operation, record
from portal.operations.catalogs.versions import add_version, release, release_english
from portal.policy.catalogs import BlockState, CatalogRefusal, ChangeAction, source_hash
from portal.policy.refusals import Refused, refuse_if
from portal.reports import catalogs


def load_letter_kinds(at: datetime) -> None:
    """Puts the letters that ship, and their machine-made starting translations, into the tables;
    what is there already stays as it is. Called at each start (decisions 6 and 7)."""
    found = catalogs.sources()
    wanted = [SHARED, *letter_kinds.kinds()]
    kinds = [
        kind
        for kind in wanted
        if any(block.context not in found for block in letter_kinds.own_blocks(kind))
        and not _is_retired(kind)
    ]
    if kinds:
        _load_english(SYSTEM, kinds=kinds, at=at)
    for locale in LOCALES:
        if missing := _missing_texts(locale):
            _load_texts(SYSTEM, locale=locale, texts=missing, at=at)


def _is_retired(kind: str) -> bool:
    rows = LetterVersion.select(LetterVersion.state).where(LetterVersion.kind == kind).tuples()
    return {state for (state,) in rows} == {VersionState.RETIRED}


def _missing_texts(locale: str) -> dict[str, tuple[str, str]]:
    texts = letter_kinds.starting_texts(locale)
    if not texts:
        return {}
    rows = Translation.select(Translation.kind, Translation.block).where(
        Translation.locale == locale
    )
    kept = {f"{kind}.{block}" for kind, block in rows.tuples()}
    return {context: text for context, text in texts.items() if context not in kept}


@operation()
def _load_english(actor: Actor, *, kinds: list[str], at: datetime) -> None:
    found = catalogs.sources()
    for kind in kinds:
        english = {
            block.key: found[block.context].english if block.context in found else block.english
            for block in letter_kinds.own_blocks(kind)
        }
        version = add_version(kind, english, at)
        record(actor, "load_letter_kind", version)
    release_english(actor, [kind for kind in kinds if kind != SHARED], at)


@operation()
def _load_texts(
    actor: Actor, *, locale: str, texts: Mapping[str, tuple[str, str]], at: datetime
) -> None:
    rows = [
        {
            "kind": context.partition(".")[0],
            "block": context.partition(".")[2],
            "locale": locale,
            "text": text,
            "state": BlockState.NEEDS_REVIEW,
            "based_on": english,
            "based_on_hash": source_hash(english),
            "is_machine_made": 1,
            "changed_at": at,
        }
        for context, (english, text) in texts.items()
    ]
    before = Translation.select(fn.MAX(Translation.id)).scalar() or 0
    Translation.insert_many(rows).execute()
    added = Translation.select(Translation.id, Translation.text).where(Translation.id > before)
    TranslationChange.insert_many([
        {"translation": row.id, "at": at, "action": ChangeAction.MACHINE_MADE, "text": row.text}
        for row in added
    ]).execute()  # fmt: skip
    record(actor, "load_starting_texts", fields=[locale])


@operation(result=Release)
def publish_release(
    actor: Actor,
    *,
    kind: str,
    locale: str,
    previewed_digest: str,
    at: datetime,
    operation_key: str | None = None,
) -> Release:
    """Freezes a whole letter in one language: letters are made from it from now on (LET-3, LET-6).

    `previewed_digest` is that of the texts that the person saw in the preview: what changed since
    was not previewed. Raises Refused with the reason by block context ("" for the whole letter),
    LetterVersion.DoesNotExist for a letter not in use, Translation.DoesNotExist for a language that
    is not this person's.
    """
    require_locale(actor, locale)
    texts = catalogs.texts_of(kind)
    if texts.letter is None:
        raise LetterVersion.DoesNotExist(kind)
    rows = catalogs.rows_of(texts, locale)
    found = {row.block.context: row.text for row in rows}
    digest = catalogs.digest_of(found)
    refusals = catalogs.refusals_of(rows, locale, is_previewed=digest == previewed_digest)
    refuse_if({refusal.context: refusal.code for refusal in refusals})
    earlier = catalogs.current_release(kind, locale)
    if earlier and earlier.digest == digest and earlier.version.number == texts.version:
        raise Refused({"": CatalogRefusal.NOTHING_CHANGED})
    return release(actor, kind, locale, found, at)


@operation()
def retire_letter(actor: Actor, *, kind: str, at: datetime) -> None:
    """Takes a kind of letter out of use: nothing new is made from it; what was sent stays as it is
    (LET-3). What was being written on it is thrown away. Raises LetterVersion.DoesNotExist for a
    kind that is not in use."""
    if catalogs.texts_of(kind).letter is None:
        raise LetterVersion.DoesNotExist(kind)
    LetterVersion.delete().where(
        LetterVersion.kind == kind, LetterVersion.number == DRAFT_NUMBER
    ).execute()
    LetterVersion.update(state=VersionState.RETIRED).where(LetterVersion.kind == kind).execute()
    record(actor, "retire_letter", fields=[kind])


def require_locale(actor: Actor, locale: str) -> None:
    """Raises Translation.DoesNotExist where the language is not one this person translates."""
    if locale not in catalogs.locales_of(actor):
        raise Translation.DoesNotExist(locale)
