"""Comments on blocks: on their English to the letter's owner, or among a language's translators."""

from datetime import datetime

from portal.models.accounts import Actor
from portal.models.comments import BlockComment, CommentScope
from portal.operations import operation, record
from portal.operations.catalogs import require_locale
from portal.policy.english import CommentRefusal
from portal.policy.refusals import Refused, refuse_if
from portal.reports import catalogs


@operation(result=BlockComment)
def comment_block(
    actor: Actor,
    *,
    locale: str,
    context: str,
    scope: CommentScope,
    text: str,
    at: datetime,
    operation_key: str | None = None,
) -> BlockComment:
    """Says something about a block, from one language; the English it speaks of is kept with it.

    Raises Refused on "text" when it is blank; DoesNotExist for a block not in use or a language
    that is not this person's. Source: screens.md, section 2, Comments.
    """
    require_locale(actor, locale)
    block = catalogs.block_of(context)
    refuse_if({} if text.strip() else {"text": CommentRefusal.BLANK})
    kind, _, key = context.partition(".")
    made: BlockComment = BlockComment.create(
        kind=kind, block=key, scope=scope, locale=locale, english=block.english,
        text=text.strip(), account=actor.id, at=at,
    )  # fmt: skip
    record(actor, "comment_block", made, fields=[scope, locale])
    return made


@operation(result=BlockComment)
def answer_comment(
    actor: Actor,
    *,
    comment: BlockComment,
    answer: str,
    at: datetime,
    operation_key: str | None = None,
) -> BlockComment:
    """Answers a comment, which closes it. Raises Refused on "answer": blank, or somebody else
    answered meanwhile; BlockComment.DoesNotExist for one that is not this person's to answer."""
    found = BlockComment.get_for(actor, comment.key)
    refuse_if({} if answer.strip() else {"answer": CommentRefusal.BLANK})
    done = (
        BlockComment.update(answer=answer.strip(), closed_by=actor.id, closed_at=at)
        .where(BlockComment.id == found.id, BlockComment.closed_at.is_null())
        .execute()
    )
    if not done:
        raise Refused({"answer": CommentRefusal.ANSWERED_MEANWHILE})
    record(actor, "answer_comment", found, fields=[found.scope, found.locale])
    made: BlockComment = BlockComment.get_by_id(found.id)
    return made
