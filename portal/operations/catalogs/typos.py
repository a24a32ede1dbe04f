"""What a typo in the English leaves as it is: a reviewer of each language says so (R3)."""

from datetime import datetime

from portal.models.accounts import Actor
from portal.models.catalogs import Translation, TranslationChange
from portal.operations import operation, record
from portal.operations.catalogs import require_locale
from portal.policy.catalogs import (
    ApprovalRefusal,
    CatalogRefusal,
    ChangeAction,
    source_hash,
)
from portal.policy.english import EnglishRefusal
from portal.policy.refusals import Refused, refuse_if
from portal.reports import catalogs
from portal.reports.catalogs.typos import may_confirm


@operation(result=Translation)
def confirm_translation(
    actor: Actor,
    *,
    locale: str,
    context: str,
    version: int,
    at: datetime,
    operation_key: str | None = None,
) -> Translation:
    """Keeps a block's approval through typos of its English: the text is now made from the English
    of now, and this person has approved it.

    In: the version of the translation that the person saw. Raises Refused: the translator
    themselves, an error against the new English, no approval or more than typos, changed meanwhile;
    DoesNotExist for a block not in use or a language that is not this person's. Source: R3.
    """
    require_locale(actor, locale)
    block, row = catalogs.block_of(context), _confirmable(actor, locale, context)
    done = (
        Translation.update(
            version=Translation.version + 1, based_on=block.english, reviewer=actor.id,
            based_on_hash=source_hash(block.english), changed_at=at,
        )
        .where(Translation.id == row.id, Translation.version == version)
        .execute()
    )  # fmt: skip
    if not done:
        raise Refused({"": CatalogRefusal.CHANGED_MEANWHILE})
    TranslationChange.create(
        translation=row.id, at=at, account=actor.id, action=ChangeAction.CONFIRMED, text=row.text
    )
    record(actor, "confirmed_translation", row, fields=[locale])
    made: Translation = Translation.get_by_id(row.id)
    return made


def _confirmable(actor: Actor, locale: str, context: str) -> Translation:
    kind, _, key = context.partition(".")
    row: Translation = Translation.get(
        Translation.kind == kind, Translation.locale == locale, Translation.block == key
    )
    found = catalogs.problems_of(catalogs.block_of(context), row.text, locale)
    if not may_confirm(row):
        raise Refused({"": EnglishRefusal.NO_APPROVAL_TO_KEEP})
    refuse_if({"": ApprovalRefusal.SAME_PERSON} if row.translator_id == actor.id else {})
    if any(problem.is_error for problem in found):
        raise Refused({"": CatalogRefusal.HAS_ERRORS})
    return row
