"""The letter catalogs as a whole: what they start from, English versions, releases.

A shared block belongs to every letter that uses it: when its English changes, each of those letters
gets a new version as well, so that a version says all of a letter's English.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from peewee import IntegrityError, fn

from portal import db, letter_kinds
from portal.letter_kinds import SHARED
from portal.locales import LOCALES
from portal.models.accounts import SYSTEM, Actor
from portal.models.catalogs import (
    LetterBlock,
    LetterVersion,
    Release,
    Translation,
    TranslationChange,
    VersionState,
)
from portal.operations import operation, record
from portal.policy.catalogs import (
    BlockState,
    CatalogRefusal,
    ChangeAction,
    english_problems,
    source_hash,
)
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
        version = _add_version(kind, english, at)
        record(actor, "load_letter_kind", version)
    _release_english(actor, [kind for kind in kinds if kind != SHARED], at)


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


def _add_version(kind: str, english: Mapping[str, str], at: datetime) -> LetterVersion:
    last = LetterVersion.select(fn.MAX(LetterVersion.number)).where(LetterVersion.kind == kind)
    version: LetterVersion = LetterVersion.create(
        kind=kind,
        number=(last.scalar() or 0) + 1,
        state=VersionState.PUBLISHED,
        published_at=at,
    )
    notes = {block.key: block.note for block in letter_kinds.own_blocks(kind)}
    LetterBlock.insert_many([
        {
            "version": version.id,
            "block": key,
            "position": position,
            "english": text,
            "source_hash": source_hash(text),
            "note": notes[key],
        }
        for position, (key, text) in enumerate(english.items())
    ]).execute()  # fmt: skip
    return version


def _release_english(actor: Actor, kinds: Iterable[str], at: datetime) -> None:
    for texts in catalogs.all_texts():
        if texts.kind in kinds and texts.letter is not None:
            english = {block.context: block.english for block in texts.blocks}
            _release(actor, texts.kind, "en", english, at)


def _release(
    actor: Actor, kind: str, locale: str, texts: Mapping[str, str], at: datetime
) -> Release:
    version = (
        LetterVersion.select()
        .where(LetterVersion.kind == kind, LetterVersion.state == VersionState.PUBLISHED)
        .order_by(LetterVersion.id.desc())
        .get()
    )
    last = Release.select(fn.MAX(Release.number)).where(
        Release.kind == kind, Release.locale == locale
    )
    values = {
        "kind": kind,
        "version": version.id,
        "locale": locale,
        "number": (last.scalar() or 0) + 1,
        "blocks": catalogs.frozen(texts),
        "digest": catalogs.digest_of(texts),
        "published_by": actor.id or None,
        "published_at": at,
    }
    try:
        with db.database.atomic():
            made: Release = Release.create(**values)
    except IntegrityError:  # somebody else took this number at the same moment
        raise Refused({"": CatalogRefusal.CHANGED_MEANWHILE}) from None
    record(actor, "publish_release", made, fields=[locale])
    return made


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
    return _release(actor, kind, locale, found, at)


@operation()
def edit_english(
    actor: Actor,
    *,
    kind: str,
    texts: Mapping[str, str],
    at: datetime,
    is_old_text_banned: bool = False,
) -> None:
    """Changes English blocks: a new version, published in English at once (LET-6).

    In: block keys with their new English; whether older texts must not be used any more (R2).
    Translations made from another English are "source changed" by their hash; nothing in them is
    touched. Raises Refused by block key for a faulty text, or as nothing changed; KeyError for a
    block that the kind does not have.
    """
    now = {
        block.key: block.english
        for block in catalogs.texts_of(kind).blocks
        if block.context.startswith(f"{kind}.")
    }
    changed = {key: text for key, text in texts.items() if now[key] != text}
    if not changed:
        raise Refused({"": CatalogRefusal.NOTHING_CHANGED})
    refuse_if(
        {
            key: found[0].code
            for key, text in changed.items()
            if (found := [p for p in english_problems(text) if p.is_error])
        }
    )
    record(actor, "edit_english", _add_version(kind, now | changed, at), fields=changed)
    letters = [kind] if kind != SHARED else _letters_with(changed)
    for letter in letters:
        if kind == SHARED:
            _add_version(letter, _own_english(letter), at)
        if is_old_text_banned:
            _retire_older(letter)
    _release_english(actor, letters, at)


def _letters_with(shared_keys: Iterable[str]) -> list[str]:
    contexts = {f"{SHARED}.{key}" for key in shared_keys}
    return [
        texts.kind
        for texts in catalogs.all_texts()
        if texts.letter is not None and contexts & {block.context for block in texts.blocks}
    ]


def _own_english(kind: str) -> dict[str, str]:
    own = catalogs.texts_of(kind).blocks
    return {block.key: block.english for block in own if block.context.startswith(f"{kind}.")}


def _retire_older(kind: str) -> None:
    newest = LetterVersion.select(fn.MAX(LetterVersion.id)).where(LetterVersion.kind == kind)
    LetterVersion.update(state=VersionState.RETIRED).where(
        LetterVersion.kind == kind, LetterVersion.id < newest.scalar()
    ).execute()


@operation()
def retire_letter(actor: Actor, *, kind: str, at: datetime) -> None:
    """Takes a kind of letter out of use: nothing new is made from it; what was sent stays as it is
    (LET-3). Raises LetterVersion.DoesNotExist for a kind that is not in use."""
    if catalogs.texts_of(kind).letter is None:
        raise LetterVersion.DoesNotExist(kind)
    LetterVersion.update(state=VersionState.RETIRED).where(LetterVersion.kind == kind).execute()
    record(actor, "retire_letter", fields=[kind])


def require_locale(actor: Actor, locale: str) -> None:
    """Raises Translation.DoesNotExist where the language is not one this person translates."""
    if locale not in catalogs.locales_of(actor):
        raise Translation.DoesNotExist(locale)
