"""Versions of a letter's English and the releases made from them, inside a running operation.

A shared block belongs to every letter that uses it: when its English changes, each of those letters
gets a new version as well, so that a version says all of a letter's English.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from peewee import IntegrityError, fn

from portal import db, letter_kinds
from portal.letter_kinds import SHARED
from portal.models.accounts import Actor
from portal.models.catalogs import DRAFT_NUMBER, LetterBlock, LetterVersion, Release, VersionState
from portal.operations import record
from portal.policy.catalogs import CatalogRefusal, source_hash
from portal.policy.refusals import Refused
from portal.reports import catalogs


def add_version(
    kind: str, english: Mapping[str, str], at: datetime, **values: Any
) -> LetterVersion:
    """Keeps a letter's own English, block key to text, as its newest version; `values` are what
    else the version's row says. Inside an operation. Raises KeyError for a block that the kind does
    not have."""
    last = LetterVersion.select(fn.MAX(LetterVersion.number)).where(LetterVersion.kind == kind)
    version: LetterVersion = LetterVersion.create(
        kind=kind,
        number=(last.scalar() or DRAFT_NUMBER) + 1,
        state=VersionState.PUBLISHED,
        published_at=at,
        **values,
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


def renew_letters_with(shared_keys: Iterable[str], at: datetime) -> list[str]:
    """Gives every letter that uses one of these shared blocks a new version of its own; the kinds
    of those letters. Inside an operation."""
    contexts = {f"{SHARED}.{key}" for key in shared_keys}
    kinds = [
        texts.kind
        for texts in catalogs.all_texts()
        if texts.letter is not None and contexts & {block.context for block in texts.blocks}
    ]
    for kind in kinds:
        add_version(kind, own_english(kind), at)
    return kinds


def own_english(kind: str) -> dict[str, str]:
    """The published English of a letter's own blocks, by block key."""
    own = catalogs.texts_of(kind).blocks
    return {block.key: block.english for block in own if block.context.startswith(f"{kind}.")}


def retire_older(kind: str) -> None:
    """No text older than the newest version may be used any more (R2). Inside an operation."""
    published = LetterVersion.select(fn.MAX(LetterVersion.id)).where(
        LetterVersion.kind == kind, LetterVersion.state == VersionState.PUBLISHED
    )
    LetterVersion.update(state=VersionState.RETIRED).where(
        LetterVersion.kind == kind,
        LetterVersion.state == VersionState.PUBLISHED,
        LetterVersion.id < published.scalar(),
    ).execute()


def release_english(actor: Actor, kinds: Iterable[str], at: datetime) -> None:
    """Freezes the English of now of some letters: letters are made from it from now on. Inside an
    operation."""
    for texts in catalogs.all_texts():
        if texts.kind in kinds and texts.letter is not None:
            english = {block.context: block.english for block in texts.blocks}
            release(actor, texts.kind, "en", english, at)


def release(
    actor: Actor, kind: str, locale: str, texts: Mapping[str, str], at: datetime
) -> Release:
    """Freezes a letter's texts in one language, by context, on its newest version, inside an
    operation. Raises Refused where somebody else did so at the same moment."""
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
