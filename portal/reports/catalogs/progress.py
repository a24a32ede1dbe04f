"""How far each letter is in each language: blocks by state, words left, what waits, what is out."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from peewee import fn

from portal.models.catalogs import (
    LetterBlock,
    LetterVersion,
    Release,
    Translation,
    VersionState,
)
from portal.policy.catalogs import (
    BlockState,
    BlockTranslation,
    PublishRefusal,
    Refusal,
    ReleaseState,
    block_state,
    release_state,
)
from portal.policy.lettering import Block
from portal.reports.catalogs import BlockRow, Texts, context_of


@dataclass(slots=True)
class Progress:
    """How far one letter, or a whole language, is. `words_left` counts English words of blocks
    that are not approved; moments are UTC; `stale_since` is when the English of the oldest stale
    block changed; `release` is 0 before the first one."""

    states: Counter[BlockState] = field(default_factory=Counter)
    words_left: int = 0
    oldest_waiting_at: datetime | None = None
    stale_since: datetime | None = None
    release: int = 0
    released_at: datetime | None = None
    state: ReleaseState = ReleaseState.INCOMPLETE
    has_newer_texts: bool = False

    @property
    def blocks(self) -> int:
        """How many blocks there are."""
        return sum(self.states.values())

    @property
    def approved(self) -> int:
        """How many of them are approved."""
        return self.states[BlockState.APPROVED]

    @property
    def percent(self) -> int:
        """How much of it is approved, rounded down: 100 is all of it."""
        return self.approved * 100 // self.blocks if self.blocks else 0

    @property
    def waiting(self) -> int:
        """How many of them wait for a second person."""
        return self.states[BlockState.NEEDS_REVIEW]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Languages by letters: `letters` by (locale, kind), `languages` by locale with every block
    counted once."""

    letters: Mapping[tuple[str, str], Progress]
    languages: Mapping[str, Progress]


_Kept = Mapping[tuple[str, str], Translation]
_Since = Mapping[tuple[str, str], datetime]


def matrix(locales: Collection[str], texts: list[Texts]) -> Matrix:
    """The progress of every letter in each language. Two statements, three where English changed
    under a text, however many languages and letters there are (LET-6)."""
    kept = _kept_states(locales)
    releases = _releases(locales)
    blocks = {block.context: block for one in texts for block in one.blocks}
    since = _stale_since(blocks, kept)
    return Matrix(
        {
            (locale, one.kind): _letter(one, locale, kept, releases.get((locale, one.kind)), since)
            for locale in locales
            for one in texts
        },
        {locale: _counted(tuple(blocks.values()), locale, kept, since) for locale in locales},
    )


def words_left(rows: Iterable[BlockRow]) -> int:
    """How many English words of some blocks are not approved yet."""
    left = [row.block.english for row in rows if row.state is not BlockState.APPROVED]
    return sum(len(english.split()) for english in left)


def _kept_states(locales: Collection[str]) -> _Kept:
    # Without the texts: nothing blank is ever saved, so a row says that there is one.
    rows = Translation.select(
        Translation.kind, Translation.block, Translation.locale, Translation.state,
        Translation.based_on_hash, Translation.changed_at,
    ).where(Translation.locale.in_(list(locales)))  # fmt: skip
    return {(row.locale, context_of(row)): row for row in rows}


def _releases(locales: Collection[str]) -> dict[tuple[str, str], Release]:
    newest = (
        Release.select(fn.MAX(Release.id))
        .join(LetterVersion)
        .where(LetterVersion.state == VersionState.PUBLISHED, Release.locale.in_(list(locales)))
        .group_by(Release.kind, Release.locale)
    )
    rows = (
        Release.select(
            Release.kind, Release.locale, Release.number, Release.published_at, LetterVersion.number
        )
        .join(LetterVersion)
        .where(Release.id.in_(newest))
    )
    return {(row.locale, row.kind): row for row in rows}


def _stale_since(blocks: Mapping[str, Block], kept: _Kept) -> _Since:
    """Since when each stale text is stale, by (locale, context): the first English published after
    the one it was made from."""
    stale = {
        (locale, context): row.based_on_hash
        for (locale, context), row in kept.items()
        if context in blocks and _state(row, blocks[context].english) is BlockState.SOURCE_CHANGED
    }
    if not stale:
        return {}
    told = _published_english({context.partition(".")[0] for _, context in stale})
    return {key: _first_other(told[key[1]], base) for key, base in stale.items()}


def _published_english(kinds: Collection[str]) -> dict[str, list[tuple[str, datetime]]]:
    rows = (
        LetterBlock.select(
            LetterVersion.kind, LetterBlock.block, LetterBlock.source_hash,
            LetterVersion.published_at,
        )
        .join(LetterVersion)
        .where(LetterVersion.kind.in_(sorted(kinds)), LetterVersion.published_at.is_null(False))
        .order_by(LetterVersion.number)
    )  # fmt: skip
    found: dict[str, list[tuple[str, datetime]]] = {}
    for kind, block, digest, published_at in rows.tuples():
        found.setdefault(f"{kind}.{block}", []).append((digest, published_at))
    return found


def _first_other(told: list[tuple[str, datetime]], base: str) -> datetime:
    last = max((place for place, (digest, _) in enumerate(told) if digest == base), default=-1)
    return told[min(last + 1, len(told) - 1)][1]


def _letter(
    one: Texts, locale: str, kept: _Kept, release: Release | None, since: _Since
) -> Progress:
    found = _counted(one.blocks, locale, kept, since)
    missing = found.blocks - found.approved
    refusals = [Refusal("", PublishRefusal.NOT_APPROVED)] if missing else []
    if release is not None:
        found.release, found.released_at = release.number, release.published_at
        rows = [kept.get((locale, block.context)) for block in one.blocks]
        found.has_newer_texts = not missing and any(
            row is not None and row.changed_at > release.published_at for row in rows
        )
    released = release.version.number if release is not None else None
    found.state = release_state(refusals, released, one.version)
    return found


def _counted(blocks: Collection[Block], locale: str, kept: _Kept, since: _Since) -> Progress:
    found = Progress()
    for block in blocks:
        row = kept.get((locale, block.context))
        state = _state(row, block.english)
        found.states[state] += 1
        if state is not BlockState.APPROVED:
            found.words_left += len(block.english.split())
        if state is BlockState.NEEDS_REVIEW and row is not None:
            changed_at: datetime = row.changed_at
            found.oldest_waiting_at = min(found.oldest_waiting_at or changed_at, changed_at)
        if changed := since.get((locale, block.context)):
            found.stale_since = min(found.stale_since or changed, changed)
    return found


def _state(row: Translation | None, english: str) -> BlockState:
    if row is None:
        return BlockState.NOT_STARTED
    kept = BlockTranslation(context_of(row), "-", BlockState(row.state), row.based_on_hash)
    return block_state(kept, english)
