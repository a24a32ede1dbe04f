"""What translators said about blocks, and what the letters' owner has to answer."""

from collections import Counter
from typing import Any

from peewee import fn

from portal.models.accounts import Account
from portal.models.comments import BlockComment, CommentScope

SHOWN = 30  # comments on one block; older ones stay in the table
LISTED = 100  # open comments on the owner's page, the oldest first


def comments_of(locale: str, context: str) -> list[BlockComment]:
    """The comments on a block that a language's translators see: those on its English, from every
    language, and those on their own text; open ones first, then the newest. With who wrote and who
    answered. One statement."""
    concerns = (BlockComment.scope == CommentScope.ENGLISH) | (BlockComment.locale == locale)
    return list(_on_block(context).where(concerns))


def comments_on_english(context: str) -> list[BlockComment]:
    """The comments on a block's English, from every language, as its owner sees them. One
    statement."""
    return list(_on_block(context).where(BlockComment.scope == CommentScope.ENGLISH))


def open_on_english() -> list[BlockComment]:
    """What the owner has to answer, the oldest first, with who wrote it. One statement."""
    rows = _with_people().where(
        BlockComment.scope == CommentScope.ENGLISH, BlockComment.closed_at.is_null()
    )
    return list(rows.order_by(BlockComment.id).limit(LISTED))


def open_counts(locale: str) -> Counter[str]:
    """How many open comments each block has that a language's translators see, by context. One
    statement."""
    concerns = (BlockComment.scope == CommentScope.ENGLISH) | (BlockComment.locale == locale)
    rows = (
        BlockComment.select(BlockComment.kind, BlockComment.block, fn.COUNT(BlockComment.id))
        .where(concerns, BlockComment.closed_at.is_null())
        .group_by(BlockComment.kind, BlockComment.block)
        .tuples()
    )
    return Counter({f"{kind}.{block}": count for kind, block, count in rows})


def _on_block(context: str) -> Any:
    kind, _, key = context.partition(".")
    rows = _with_people().where(BlockComment.kind == kind, BlockComment.block == key)
    is_closed = BlockComment.closed_at.is_null(is_null=False)
    return rows.order_by(is_closed, BlockComment.id.desc()).limit(SHOWN)


def _with_people() -> Any:
    answered = Account.alias()
    return (
        BlockComment.select(BlockComment, Account, answered)
        .join(Account, on=(BlockComment.account == Account.id))
        .join_from(
            BlockComment,
            answered,
            "LEFT JOIN",
            on=(BlockComment.closed_by == answered.id),
            attr="closed_by",
        )
    )
