"""The English of letters as their owners work on it: drafts, what they change, earlier versions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import Case, fn

from portal.letter_fonts import coverage
from portal.models.accounts import Account
from portal.models.catalogs import (
    DRAFT_NUMBER,
    EnglishAct,
    EnglishChange,
    LetterBlock,
    LetterVersion,
    Release,
    Translation,
    VersionState,
)
from portal.policy.catalogs import Problem, english_problems
from portal.policy.english import DraftState, FieldFinding, field_findings, lost_fields
from portal.policy.lettering import Block
from portal.reports.catalogs import Texts

SHOWN = 30  # acts on one version's English; older ones stay in the table
_IN_USE = (VersionState.PUBLISHED, VersionState.RETIRED)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being changed in a letter's English: its row and the blocks that differ, by key."""

    version: LetterVersion
    blocks: Mapping[str, LetterBlock]
    acts: tuple[EnglishChange, ...]

    @property
    def state(self) -> DraftState:
        """Where it stands between two versions."""
        if self.version.state == VersionState.LEGAL_OK:
            return DraftState.LEGAL_OK
        if not self.blocks:
            return DraftState.NONE
        return DraftState.WAITS if self.version.asked_at else DraftState.WRITING

    @property
    def writer_ids(self) -> frozenset[int]:
        """Who wrote in it: none of them checks it."""
        wrote = (EnglishAct.WRITTEN, EnglishAct.TAKEN_BACK, EnglishAct.ASKED)
        return frozenset(act.account_id for act in self.acts if act.action in wrote)


def draft_of(kind: str) -> Draft | None:
    """What is being changed in a letter's English, or None. Three statements at most."""
    version = LetterVersion.get_or_none(
        LetterVersion.kind == kind, LetterVersion.number == DRAFT_NUMBER
    )
    if version is None:
        return None
    blocks = LetterBlock.select().where(LetterBlock.version == version.id)
    return Draft(version, {block.block: block for block in blocks}, tuple(acts_on(version)))


def acts_on(version: LetterVersion) -> list[EnglishChange]:
    """What was done to a version's English and by whom, newest first. One statement."""
    return list(
        EnglishChange.select(EnglishChange, Account)
        .join(Account, "LEFT JOIN")
        .where(EnglishChange.version == version.id)
        .order_by(EnglishChange.id.desc())
    )


@dataclass(frozen=True, slots=True)
class BlockChange:
    """One block of a letter before and after a version."""

    block: Block
    before: str
    after: str
    reason: str = ""


def changes_in(draft: Draft | None, texts: Texts) -> list[BlockChange]:
    """What a draft changes against the English of now, in printing order."""
    if draft is None:
        return []
    kept = {f"{texts.kind}.{key}": row for key, row in draft.blocks.items()}
    return [
        BlockChange(block, block.english, row.english, row.reason)
        for block in texts.blocks
        if (row := kept.get(block.context)) is not None and row.english != block.english
    ]


def versions_of(kind: str) -> list[LetterVersion]:
    """The versions of a letter's English that were published, newest first. One statement."""
    return list(
        LetterVersion.select()
        .where(LetterVersion.kind == kind, LetterVersion.state.in_(_IN_USE))
        .order_by(LetterVersion.number.desc())
    )


def changes_of_version(version: LetterVersion, blocks: Iterable[Block]) -> list[BlockChange]:
    """What a published version changed against the one before it. One statement."""
    known = {block.context: block for block in blocks}
    rows = (
        LetterBlock.select(LetterBlock, LetterVersion)
        .join(LetterVersion)
        .where(
            LetterVersion.kind == version.kind,
            LetterVersion.number.in_([version.number - 1, version.number]),
            LetterVersion.number != DRAFT_NUMBER,
        )
        .order_by(LetterBlock.position)
    )
    before: dict[str, str] = {}
    after: dict[str, LetterBlock] = {}
    for row in rows:
        if row.version.number == version.number:
            after[row.block] = row
        else:
            before[row.block] = row.english
    return [
        BlockChange(block, before[key], row.english, row.reason)
        for key, row in after.items()
        if (block := known.get(f"{version.kind}.{key}")) is not None
        and key in before
        and before[key] != row.english
    ]


def findings_of(
    texts: Texts, block: Block, text: str, draft: Draft | None
) -> list[Problem | FieldFinding]:
    """What is wrong with a new text of a block, errors first (screens.md, 2.1 and 2.2)."""
    after = _after(texts, draft)
    elsewhere = [english for name, english in after.items() if name != block.context]
    found: list[Problem | FieldFinding] = [
        *english_problems(text, coverage("en"), bool(block.counted_by)),
        *field_findings(text, before=block.english, elsewhere=elsewhere, fields=texts.fields),
    ]
    return sorted(found, key=lambda one: not one.is_error)


def lost_fields_of(texts: Texts, draft: Draft) -> list[str]:
    """The fields that a draft takes out of the letter though they must be filled in (LET-9)."""
    before = [block.english for block in texts.blocks]
    return lost_fields(before, _after(texts, draft).values(), texts.fields)


def _after(texts: Texts, draft: Draft | None) -> dict[str, str]:
    """All English of a letter as the draft would have it, by context."""
    kept = draft.blocks if draft else {}
    changed = {f"{texts.kind}.{key}": row.english for key, row in kept.items()}
    return {one.context: changed.get(one.context, one.english) for one in texts.blocks}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one letter's English stands: `published_at` is a UTC moment."""

    published_at: datetime | None = None
    draft: DraftState = DraftState.NONE
    changed: int = 0


def standings() -> dict[str, Standing]:
    """Where the English of every letter stands, by kind. Two statements."""
    changed = (
        LetterVersion.select(LetterVersion, fn.COUNT(LetterBlock.id).alias("changed"))
        .join(LetterBlock, "LEFT JOIN")
        .where(LetterVersion.number == DRAFT_NUMBER)
        .group_by(LetterVersion.id)
    )
    drafts = {row.kind: row for row in changed}
    published = (
        LetterVersion.select(LetterVersion.kind, fn.MAX(LetterVersion.published_at))
        .where(LetterVersion.state == VersionState.PUBLISHED)
        .group_by(LetterVersion.kind)
        .tuples()
    )
    return {kind: _standing(at, drafts.get(kind)) for kind, at in published}


def _standing(published_at: datetime | None, draft: Any) -> Standing:
    if draft is None or not draft.changed:
        return Standing(published_at)
    state = DraftState.WAITS if draft.asked_at else DraftState.WRITING
    if draft.state == VersionState.LEGAL_OK:
        state = DraftState.LEGAL_OK
    return Standing(published_at, state, draft.changed)


def banned_languages() -> dict[str, list[str]]:
    """By kind, the languages that had a letter until its older texts were banned and have none
    since: their letters go out in English (R2). One statement."""
    sendable = fn.MAX(Case(None, [(LetterVersion.state == VersionState.PUBLISHED, 1)], 0))
    rows = (
        Release.select(Release.kind, Release.locale)
        .join(LetterVersion)
        .where(Release.locale != "en")
        .group_by(Release.kind, Release.locale)
        .having(sendable == 0)
        .order_by(Release.kind, Release.locale)
        .tuples()
    )
    found: dict[str, list[str]] = {}
    for kind, locale in rows:
        found.setdefault(kind, []).append(locale)
    return found


def stale_counts(changes: Iterable[BlockChange], kind: str) -> int:
    """In how many languages a draft, once published, makes texts to be looked at again. One
    statement."""
    keys = [change.block.key for change in changes]
    found: int = (
        Translation.select(fn.COUNT(Translation.locale.distinct()))
        .where(Translation.kind == kind, Translation.block.in_(keys))
        .scalar()
    )
    return found
