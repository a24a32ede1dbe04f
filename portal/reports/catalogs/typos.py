"""Approvals that a typo in the English leaves, once a reviewer of the language says so (R3)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from portal.models.catalogs import LetterBlock, LetterVersion, Translation, VersionState
from portal.policy.catalogs import BlockState, block_state
from portal.policy.english import keeps_approval
from portal.policy.lettering import Block
from portal.reports import catalogs
from portal.reports.catalogs import Texts

_IN_USE = (VersionState.PUBLISHED, VersionState.RETIRED)


@dataclass(frozen=True, slots=True)
class KeptApproval:
    """An approved translation whose English changed by typos alone since."""

    row: Translation
    block: Block
    letter: str


def approvals_to_confirm(locales: Collection[str]) -> list[KeptApproval]:
    """What reviewers of some languages may confirm, by language and in printing order. Three
    statements at most, however many there are."""
    blocks = {
        block.context: (block, one)
        for one in reversed(catalogs.all_texts())
        for block in one.blocks
        if block.context.startswith(f"{one.kind}.")
    }
    stale = [row for row in _approved(locales) if _is_stale(row, blocks)]
    histories = _histories({row.kind for row in stale}) if stale else {}
    places = list(blocks)
    found = [
        KeptApproval(row, *_named(blocks, row))
        for row in stale
        if keeps_approval(histories[catalogs.context_of(row)], row.based_on_hash)
    ]
    return sorted(found, key=lambda one: (one.row.locale, places.index(one.block.context)))


def may_confirm(row: Translation) -> bool:
    """Whether one translation's approval may be kept by who confirms it. One statement."""
    history = _histories({row.kind}).get(catalogs.context_of(row), [])
    return row.state == BlockState.APPROVED and keeps_approval(history, row.based_on_hash)


def _named(blocks: dict[str, tuple[Block, Texts]], row: Translation) -> tuple[Block, str]:
    block, texts = blocks[catalogs.context_of(row)]
    return block, texts.name


def _approved(locales: Collection[str]) -> list[Translation]:
    return list(
        Translation.select().where(
            Translation.locale.in_(list(locales)), Translation.state == BlockState.APPROVED
        )
    )


def _is_stale(row: Translation, blocks: dict[str, tuple[Block, Texts]]) -> bool:
    found = blocks.get(catalogs.context_of(row))
    if found is None:
        return False
    state = block_state(catalogs.as_policy(row), found[0].english)
    return state is BlockState.SOURCE_CHANGED


def _histories(kinds: Collection[str]) -> dict[str, list[tuple[str, bool]]]:
    """Each block's English through the versions, oldest first: (hash, called a typo)."""
    rows = (
        LetterBlock.select(
            LetterVersion.kind, LetterBlock.block, LetterBlock.source_hash, LetterVersion.is_typo
        )
        .join(LetterVersion)
        .where(LetterVersion.kind.in_(list(kinds)), LetterVersion.state.in_(_IN_USE))
        .order_by(LetterVersion.number)
        .tuples()
    )
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for kind, block, source, is_typo in rows:
        found[f"{kind}.{block}"].append((source, bool(is_typo)))
    return found
