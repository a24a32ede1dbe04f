"""One block in one language: written, sent to review, approved or returned by a second person."""

from datetime import datetime
from typing import Any

from peewee import IntegrityError

from portal import db
from portal.models.accounts import Actor
from portal.models.catalogs import Translation, TranslationChange
from portal.operations import operation, record
from portal.operations.catalogs import require_locale
from portal.policy.catalogs import (
    BlockState,
    CatalogRefusal,
    ChangeAction,
    refusals_to_approve,
    source_hash,
)
from portal.policy.lettering import Block
from portal.policy.refusals import Refused, refuse_if
from portal.reports import catalogs
from portal.reports.catalogs.terms import rules_of


@operation(result=Translation)
def save_translation(
    actor: Actor,
    *,
    locale: str,
    context: str,
    text: str,
    version: int,
    at: datetime,
    action: ChangeAction = ChangeAction.SAVED,
    comment: str = "",
    operation_key: str | None = None,
) -> Translation:
    """Keeps a block's text as a draft made from the English of now.

    In: the block's context, the version of the translation that the person had before them (0 for
    none), and what they say about it to who reviews it. A text that is the same, from the same
    English, keeps its state and its translator. Raises Refused on "text" when it is blank, or when
    somebody else saved meanwhile; DoesNotExist for a block not in use or a language that is not
    this person's. Errors may stand in a draft.
    """
    require_locale(actor, locale)
    block = catalogs.block_of(context)
    if not text.strip():
        raise Refused({"text": CatalogRefusal.BLANK})
    row = _row(locale, context)
    if row is not None and row.text == text and row.based_on_hash == source_hash(block.english):
        record(actor, "save_translation", row, outcome="unchanged")
        return row
    made = _written(row, block, locale, version, {
        "text": text,
        "state": BlockState.DRAFT,
        "based_on": block.english,
        "based_on_hash": source_hash(block.english),
        "is_machine_made": 0,
        "translator": actor.id,
        "reviewer": None,
        "changed_at": at,
    })  # fmt: skip
    _note(actor, made, action, at, comment.strip())
    return made


@operation(result=Translation)
def send_to_review(
    actor: Actor,
    *,
    locale: str,
    context: str,
    version: int,
    at: datetime,
    operation_key: str | None = None,
) -> Translation:
    """Asks for a second person. Raises Refused when an error stands in the text, it waits or is
    approved already, the English changed under it, or somebody changed it meanwhile (LET-6)."""
    require_locale(actor, locale)
    block, row = catalogs.block_of(context), _existing(locale, context)
    if catalogs.state_of(row, block.english) is not BlockState.DRAFT:
        raise Refused({"": CatalogRefusal.NOTHING_CHANGED})
    if any(problem.is_error for problem in catalogs.problems_of(block, row.text, locale, ())):
        raise Refused({"text": CatalogRefusal.HAS_ERRORS})
    made = _written(row, block, locale, version, {
        "state": BlockState.NEEDS_REVIEW, "changed_at": at,
    })  # fmt: skip
    _note(actor, made, ChangeAction.SENT, at)
    return made


@operation()
def send_drafts(actor: Actor, *, kind: str, locale: str, at: datetime) -> tuple[int, int]:
    """Asks for a second person for every draft of a letter that this person wrote.

    Out: how many were sent, how many stay because errors stand in them. Raises
    Translation.DoesNotExist for a language that is not this person's, Refused when somebody
    changed one of them in this moment: then none is sent (LET-6).
    """
    require_locale(actor, locale)
    sent, faulty, terms = 0, 0, rules_of(locale)
    for one in catalogs.rows_of(catalogs.texts_of(kind), locale):
        row = one.translation
        if row is None or one.state is not BlockState.DRAFT or row.translator_id != actor.id:
            continue
        if any(p.is_error for p in catalogs.problems_of(one.block, row.text, locale, terms)):
            faulty += 1
            continue
        send_to_review(actor, locale=locale, context=one.block.context, version=row.version, at=at)
        sent += 1
    record(actor, "send_drafts", fields=[locale, kind, str(sent)])
    return sent, faulty


@operation(result=Translation)
def approve_translation(
    actor: Actor,
    *,
    locale: str,
    context: str,
    version: int,
    at: datetime,
    reason: str = "",
    operation_key: str | None = None,
) -> Translation:
    """A second person approves a block; a machine-made text has no first person.

    `reason` says why a warning may stand. Raises Refused: the same person, an error, a warning
    without a reason (on "reason"), changed English, nothing waiting, changed meanwhile.
    Source: LET-6; screens.md, section 2.
    """
    require_locale(actor, locale)
    block, row = catalogs.block_of(context), _existing(locale, context)
    state = catalogs.state_of(row, block.english)
    found = catalogs.problems_of(block, row.text, locale)
    translator = row.translator_id if row.translator_id else "nobody"
    refusals = refusals_to_approve(translator, actor.id, found, state=state, reason=reason)
    if refusals:
        code = refusals[0]
        raise Refused({"reason" if code == "warning_without_reason" else "": code})
    if state is not BlockState.NEEDS_REVIEW:
        raise Refused({"": CatalogRefusal.NOT_WAITING})
    made = _written(row, block, locale, version, {
        "state": BlockState.APPROVED, "reviewer": actor.id, "changed_at": at,
    })  # fmt: skip
    _note(actor, made, ChangeAction.APPROVED, at, reason.strip())
    return made


@operation(result=Translation)
def return_translation(
    actor: Actor,
    *,
    locale: str,
    context: str,
    version: int,
    comment: str,
    at: datetime,
    operation_key: str | None = None,
) -> Translation:
    """Gives a block back to its translator with a comment. Raises Refused: no comment (on
    "reason"), nothing waiting, changed meanwhile (LET-6)."""
    require_locale(actor, locale)
    block, row = catalogs.block_of(context), _existing(locale, context)
    if row.state != BlockState.NEEDS_REVIEW:
        raise Refused({"": CatalogRefusal.NOT_WAITING})
    refuse_if({} if comment.strip() else {"reason": CatalogRefusal.BLANK})
    made = _written(row, block, locale, version, {"state": BlockState.DRAFT, "changed_at": at})
    _note(actor, made, ChangeAction.RETURNED, at, comment.strip())
    return made


def write_imported(
    actor: Actor, block: Block, locale: str, text: str, version: int, is_sure: bool, at: datetime
) -> Translation:
    """Keeps one row of a file inside the running operation: it waits for review, or is a draft
    where the file itself says that it is not sure. Raises Refused as `save_translation` does."""
    state = BlockState.NEEDS_REVIEW if is_sure else BlockState.DRAFT
    made = _written(_row(locale, block.context), block, locale, version, {
        "text": text,
        "state": state,
        "based_on": block.english,
        "based_on_hash": source_hash(block.english),
        "is_machine_made": 0,
        "translator": actor.id,
        "reviewer": None,
        "changed_at": at,
    })  # fmt: skip
    _note(actor, made, ChangeAction.IMPORTED, at)
    return made


def _row(locale: str, context: str) -> Translation | None:
    kind, _, key = context.partition(".")
    return Translation.get_or_none(
        Translation.kind == kind, Translation.locale == locale, Translation.block == key
    )


def _existing(locale: str, context: str) -> Translation:
    row = _row(locale, context)
    if row is None:
        raise Translation.DoesNotExist(context)
    return row


def _written(
    row: Translation | None, block: Block, locale: str, version: int, values: dict[str, Any]
) -> Translation:
    """The row with its new values; who saved second is told, and nothing is overwritten."""
    if row is None:
        return _added(block, locale, version, values)
    done = (
        Translation.update(version=Translation.version + 1, **values)
        .where(Translation.id == row.id, Translation.version == version)
        .execute()
    )
    if not done:
        raise Refused({"text": CatalogRefusal.CHANGED_MEANWHILE})
    kept: Translation = Translation.get_by_id(row.id)
    return kept


def _added(block: Block, locale: str, version: int, values: dict[str, Any]) -> Translation:
    kind, _, key = block.context.partition(".")
    try:
        with db.database.atomic():
            made: Translation = Translation.create(kind=kind, block=key, locale=locale, **values)
        return made
    except IntegrityError:
        raise Refused({"text": CatalogRefusal.CHANGED_MEANWHILE}) from None


def _note(
    actor: Actor, row: Translation, action: ChangeAction, at: datetime, comment: str = ""
) -> None:
    TranslationChange.create(
        translation=row.id, at=at, account=actor.id, action=action, text=row.text, comment=comment
    )
    record(actor, f"{action}_translation", row, fields=[row.locale])
