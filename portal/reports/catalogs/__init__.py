"""The letter catalogs as they stand: the English of now, each language's blocks and releases."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from peewee import fn

from portal import letter_kinds
from portal.letter_fonts import coverage
from portal.letter_kinds import SHARED
from portal.locales import LOCALES
from portal.models.accounts import Actor, TranslatorLocale
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
    Problem,
    Refusal,
    SourceBlock,
    block_state,
    problems,
    refusals_to_publish,
)
from portal.policy.checks import Counted
from portal.policy.lettering import Block, BlockRole, Field, LetterKind
from portal.policy.terms import TermRule, term_problems
from portal.prepared import Prepared
from portal.reports.catalogs.terms import rules_of


@dataclass(frozen=True, slots=True)
class Source:
    """A block's English as it is now, and the version of its kind."""

    english: str
    version: int


@dataclass(frozen=True, slots=True)
class Texts:
    """What is translated under one name: a letter with all its blocks, or the shared blocks.

    `letter` is None for the shared blocks. All English is that of now.
    """

    kind: str
    code: str
    name: str
    purpose: str
    version: int
    fields: Mapping[str, Field]
    blocks: tuple[Block, ...]
    letter: LetterKind | None


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One block in one language; `translation` is None where nobody has begun."""

    block: Block
    translation: Translation | None
    state: BlockState

    @property
    def text(self) -> str:
        """The translated text, or nothing."""
        return self.translation.text if self.translation else ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the English text, each once."""
        return tuple(dict.fromkeys(self.block.places))


def current_version_ids() -> Any:
    """A query for the newest published version of each kind; versions are added in order."""
    return (
        LetterVersion.select(fn.MAX(LetterVersion.id))
        .where(LetterVersion.state == VersionState.PUBLISHED)
        .group_by(LetterVersion.kind)
    )


def _sources() -> Any:
    return (
        LetterBlock.select(
            LetterVersion.kind, LetterBlock.block, LetterBlock.english, LetterVersion.number
        )
        .join(LetterVersion)
        .where(LetterBlock.version.in_(current_version_ids()))
    )


_SOURCES = Prepared(_sources)


def sources() -> dict[str, Source]:
    """The English of now of every block that is in use, by context. One statement."""
    rows = _SOURCES.tuples()
    return {f"{kind}.{key}": Source(english, number) for kind, key, english, number in rows}


def all_texts(found: Mapping[str, Source] | None = None) -> list[Texts]:
    """Every letter in use, then the shared blocks, with the English of now. One statement."""
    known = sources() if found is None else found
    return list(_composed(tuple(known.items())))


@lru_cache(maxsize=4)
def _composed(found: tuple[tuple[str, Source], ...]) -> tuple[Texts, ...]:
    # English changes when a version is published, which is seldom: put together once a version.
    known = dict(found)
    letters = [_letter(kind, known) for kind in letter_kinds.kinds().values()]
    return (*(texts for texts in letters if texts.version), _shared(known))


def texts_of(kind: str, found: Mapping[str, Source] | None = None) -> Texts:
    """One letter, or `shared`, with the English of now. Raises LetterVersion.DoesNotExist."""
    for texts in all_texts(found):
        if texts.kind == kind:
            return texts
    raise LetterVersion.DoesNotExist(kind)


def letter_kind(kind: str) -> LetterKind:
    """A kind of letter with the English of now and its version, to compose letters from.

    Raises LetterVersion.DoesNotExist for a kind that is not in use.
    """
    found = texts_of(kind).letter
    if found is None:
        raise LetterVersion.DoesNotExist(kind)
    return found


def _letter(kind: LetterKind, known: Mapping[str, Source]) -> Texts:
    now = replace(
        kind,
        version=_version(kind.kind, known),
        blocks=_in_use(kind.blocks, known),
        extras=_in_use(kind.extras, known),
    )
    return Texts(
        now.kind, now.code, now.name, now.purpose, now.version, now.fields, now.all_blocks, now
    )


def _shared(known: Mapping[str, Source]) -> Texts:
    shared = letter_kinds.shared_blocks()
    return Texts(
        SHARED,
        "",
        "Texts that all letters share",
        "Translated and approved once, used in every letter.",
        _version(SHARED, known),
        {**shared.fields, **shared.rights},
        _in_use(tuple(shared.blocks.values()), known),
        None,
    )


def _in_use(blocks: tuple[Block, ...], known: Mapping[str, Source]) -> tuple[Block, ...]:
    return tuple(
        replace(block, english=known[block.context].english)
        for block in blocks
        if block.context in known
    )


def _version(kind: str, known: Mapping[str, Source]) -> int:
    return next((s.version for name, s in known.items() if name.startswith(f"{kind}.")), 0)


def context_of(row: Any) -> str:
    """The stable name of a translation's block."""
    return f"{row.kind}.{row.block}"


def state_of(row: Translation | None, english: str) -> BlockState:
    """Where a translation stands against the English of now."""
    return block_state(as_policy(row) if row is not None else None, english)


def as_policy(row: Any) -> BlockTranslation:
    """A translation's row as the rules read it."""
    return BlockTranslation(context_of(row), row.text, BlockState(row.state), row.based_on_hash)


def rows_of(texts: Texts, locale: str) -> list[BlockRow]:
    """The blocks of a letter in one language, in printing order. One statement."""
    kept = {
        context_of(row): row
        for row in Translation.select().where(
            Translation.locale == locale, Translation.kind.in_([texts.kind, SHARED])
        )
    }
    return [
        BlockRow(block, row, state_of(row, block.english))
        for block in texts.blocks
        for row in (kept.get(block.context),)
    ]


def source_block(block: Block, locale: str) -> SourceBlock:
    """A block as the rules for publishing read it: lists keep their number of lines, what is
    counted has the forms of the language."""
    is_list = block.role is BlockRole.LIST and not block.items_field
    counted = Counted(LOCALES[locale].rule, block.counted_by) if block.counted_by else None
    return SourceBlock(block.context, block.english, is_list, counted)


def block_of(context: str) -> Block:
    """A block in use with the English of now. Raises LetterBlock.DoesNotExist. One statement."""
    kind = context.partition(".")[0]
    known = sources()
    shipped = (
        letter_kinds.own_blocks(kind) if kind in (SHARED, *letter_kinds.kinds()) else ()
    )  # fmt: skip
    for block in shipped:
        if block.context == context and context in known:
            return replace(block, english=known[context].english)
    raise LetterBlock.DoesNotExist(context)


def problems_of(
    block: Block, text: str, locale: str, terms: Sequence[TermRule] | None = None
) -> list[Problem]:
    """What is wrong with a text for a block, errors first (screens.md, 2.1). `terms` spares a page
    of many blocks the statement that asks for the language's glossary."""
    source = source_block(block, locale)
    found = problems(
        source.english, text, locale=locale, coverage=coverage(locale), is_list=source.is_list,
        counted=source.counted,
    )  # fmt: skip
    rules = rules_of(locale) if terms is None else terms
    return found + term_problems(source.english, text, rules, locale)


def digest_of(texts: Mapping[str, str]) -> str:
    """SHA-256 in hex of a letter's texts by context: what was previewed is what is published."""
    return hashlib.sha256(frozen(texts).encode()).hexdigest()


def frozen(texts: Mapping[str, str]) -> str:
    """A letter's texts by context as a release keeps them: JSON, in the order of contexts."""
    return json.dumps(dict(sorted(texts.items())), ensure_ascii=False)


def refusals_of(rows: list[BlockRow], locale: str, *, is_previewed: bool) -> list[Refusal]:
    """Why a letter cannot be published in a language, by block (screens.md, 2.2)."""
    return refusals_to_publish(
        [source_block(row.block, locale) for row in rows],
        [as_policy(row.translation) for row in rows if row.translation is not None],
        locale=locale,
        coverage=coverage(locale),
        is_previewed=is_previewed,
    )


def locales_of(actor: Actor) -> frozenset[str]:
    """The languages this person translates."""
    rows = TranslatorLocale.select(TranslatorLocale.locale).where(
        TranslatorLocale.account == actor.id
    )
    return frozenset(tag for (tag,) in rows.tuples())


def current_release(kind: str, locale: str) -> Release | None:
    """The release that letters of a kind are made from in one language, or None: its `blocks` is
    JSON, context to text (LET-3, R2)."""
    return (
        Release.select(Release, LetterVersion)
        .join(LetterVersion)
        .where(
            Release.kind == kind,
            Release.locale == locale,
            LetterVersion.state == VersionState.PUBLISHED,
        )
        .order_by(Release.number.desc())
        .first()
    )
