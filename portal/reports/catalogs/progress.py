"""How far each letter is in each language: blocks by state, words left, what waits, what is out."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
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
    PublishRefusal,
    Refusal,
    ReleaseState,
    release_state,
    source_hash,
)
from portal.policy.lettering import Block
from portal.reports.catalogs import BlockRow, Texts


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


@dataclass(frozen=True, slots=True)
class _Kept:
    """A text as it stands: its state against the English of now, when it changed, and, where it is
    stale, since when."""

    state: BlockState
    changed_at: datetime
    stale_since: datetime | None = None


_ByContext = Mapping[str, _Kept]


def matrix(locales: Collection[str], texts: list[Texts]) -> Matrix:
    """The progress of every letter in each language. Two statements, three where English changed
    under a text, however many languages and letters there are (LET-6)."""
    releases = _releases(locales)
    words = {block.context: len(block.english.split()) for one in texts for block in one.blocks}
    kept = _kept(locales, {block.context: block for one in texts for block in one.blocks})
    contexts = {one.kind: [block.context for block in one.blocks] for one in texts}
    letters = {
        (locale, one.kind): _counted(contexts[one.kind], words, kept[locale])
        for locale in locales
        for one in texts
    }
    for one in texts:
        for locale in locales:
            release = releases.get((locale, one.kind))
            _add_release(letters[(locale, one.kind)], one, release, kept[locale])
    return Matrix(letters, {locale: _counted(words, words, kept[locale]) for locale in locales})


def words_left(rows: Iterable[BlockRow]) -> int:
    """How many English words of some blocks are not approved yet."""
    left = [row.block.english for row in rows if row.state is not BlockState.APPROVED]
    return sum(len(english.split()) for english in left)


def _kept(locales: Collection[str], blocks: Mapping[str, Block]) -> dict[str, _ByContext]:
    """The texts of some languages by context, each language with its own."""
    hashes = {context: source_hash(block.english) for context, block in blocks.items()}
    # Without the texts: nothing blank is ever saved, so a row says that there is one.
    rows = Translation.select(
        Translation.kind, Translation.block, Translation.locale, Translation.state,
        Translation.based_on_hash, Translation.changed_at,
    ).where(Translation.locale.in_(list(locales))).tuples()  # fmt: skip
    found: dict[str, dict[str, _Kept]] = {locale: {} for locale in locales}
    stale: dict[tuple[str, str], str] = {}
    for kind, block, locale, state, base, changed_at in rows:
        context = f"{kind}.{block}"
        if context not in hashes:
            continue
        if base != hashes[context]:
            state, stale[(locale, context)] = BlockState.SOURCE_CHANGED, base
        found[locale][context] = _Kept(BlockState(state), changed_at)
    for (locale, context), since in _stale_since(stale).items():
        found[locale][context] = replace(found[locale][context], stale_since=since)
    return dict(found)


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


def _stale_since(stale: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], datetime]:
    """Since when stale texts are stale, by (locale, context): the first English published after
    the one they were made from, whose hash is given. No statement where nothing is stale."""
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


def _add_release(found: Progress, one: Texts, release: Release | None, kept: _ByContext) -> None:
    missing = found.blocks - found.approved
    refusals = [Refusal("", PublishRefusal.NOT_APPROVED)] if missing else []
    if release is not None:
        found.release, found.released_at = release.number, release.published_at
        found.has_newer_texts = not missing and any(
            kept[block.context].changed_at > release.published_at for block in one.blocks
        )
    released = release.version.number if release is not None else None
    found.state = release_state(refusals, released, one.version)


def _counted(contexts: Collection[str], words: Mapping[str, int], kept: _ByContext) -> Progress:
    found = Progress()
    for context in contexts:
        one = kept.get(context)
        state = one.state if one else BlockState.NOT_STARTED
        found.states[state] += 1
        if state is not BlockState.APPROVED:
            found.words_left += words[context]
        if one and state is BlockState.NEEDS_REVIEW:
            found.oldest_waiting_at = min(found.oldest_waiting_at or one.changed_at, one.changed_at)
        if one and one.stale_since:
            found.stale_since = min(found.stale_since or one.stale_since, one.stale_since)
    return found
