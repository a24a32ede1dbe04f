"""What published letters already say: matches for an English text, and places of some words."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from peewee import fn

from portal import letter_kinds
from portal.letter_kinds import SHARED
from portal.models.catalogs import LetterVersion, Release, VersionState
from portal.policy.catalogs import changed_words
from portal.policy.memory import Memory, Remembered
from portal.prepared import Place, Prepared

SHOWN = 5
CONCORDANCE = 50  # texts on one page


@dataclass(frozen=True, slots=True)
class Match:
    """A published text whose English is close to another one: how close, both texts, which letter
    it is from, and the difference from its English to the one asked for, as (change, words)."""

    percent: int
    english: str
    text: str
    came_from: str
    difference: tuple[tuple[str, str], ...]


def matches(english: str, locale: str, limit: int = SHOWN) -> list[Match]:
    """The closest published texts, at least 75 % the same. One statement while nothing new was
    published. Source: screens.md, section 2, Memory."""
    return [
        Match(percent, one.english, one.text, one.origin, _difference(one.english, english))
        for percent, one in memory_of(locale).matches(english, limit)
    ]


def concordance(words: str, locale: str) -> list[Remembered]:
    """Where published letters have some words, in English or in the language; at most 50."""
    return memory_of(locale).holding(words, CONCORDANCE)


def _difference(theirs: str, ours: str) -> tuple[tuple[str, str], ...]:
    if theirs.strip() == ours.strip():
        return ()
    return tuple((str(change), text) for change, text in changed_words(theirs, ours))


def _published(locale: Any) -> Any:
    """Releases of a language that letters may still be made from: what the owner of a letter
    banned is not offered again (R2)."""
    return (
        Release.select()
        .join(LetterVersion)
        .where(Release.locale == locale, LetterVersion.state == VersionState.PUBLISHED)
        .order_by(Release.id.desc())
    )


def _newest() -> Any:
    query = _published(Place("locale"))
    return query.select(Release.key, fn.COUNT(Release.id).over()).limit(1)


_NEWEST = Prepared(_newest)


def memory_of(locale: str) -> Memory:
    """A language's published texts, kept from one page to the next: a release is never changed,
    so what is newest and how many there are tell whether anything is new. One statement then."""
    found = _NEWEST.tuples(locale=locale)
    return _loaded(locale, *found[0]) if found else Memory(())


@lru_cache(maxsize=12)
def _loaded(locale: str, _newest: str, _count: int) -> Memory:
    releases = list(_published(locale))
    versions = [release.version_id for release in releases]
    english: dict[int, dict[str, str]] = {}
    for row in Release.select().where(Release.version.in_(versions), Release.locale == "en"):
        english.setdefault(row.version_id, {}).update(json.loads(row.blocks))
    return Memory(
        one for release in releases for one in _texts(release, english.get(release.version_id, {}))
    )


def _texts(release: Any, english: dict[str, str]) -> list[Remembered]:
    texts: dict[str, str] = json.loads(release.blocks)
    letter = _name(str(release.kind))
    return [
        Remembered(english[context], text, _name(SHARED) if _is_shared(context) else letter)
        for context, text in texts.items()
        if english.get(context, "").strip() and text.strip()
    ]


def _is_shared(context: str) -> bool:
    return context.startswith(f"{SHARED}.")


def _name(kind: str) -> str:
    if kind == SHARED:
        return "Texts that all letters share"
    found = letter_kinds.kinds().get(kind)
    return found.name if found else kind
