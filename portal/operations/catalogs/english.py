"""A letter's English edited on screen: written, checked against the law, published (LET-6).

One draft a letter, which holds the blocks that it changes. Each write of it undoes its legal check:
what is published is what the second person read.
"""

from datetime import datetime
from typing import Any

from peewee import IntegrityError

from portal import db
from portal.letter_kinds import SHARED, own_blocks
from portal.models.accounts import Actor
from portal.models.catalogs import (
    DRAFT_NUMBER,
    EnglishAct,
    EnglishChange,
    LetterBlock,
    LetterVersion,
    VersionState,
)
from portal.operations import operation, record
from portal.operations.catalogs.versions import (
    add_version,
    own_english,
    release_english,
    renew_letters_with,
    retire_older,
)
from portal.policy.catalogs import source_hash
from portal.policy.english import (
    DraftState,
    EnglishRefusal,
    refusals_to_ask,
    refusals_to_check,
    refusals_to_write,
)
from portal.policy.lettering import Block
from portal.policy.refusals import Refused, refuse_if
from portal.reports import catalogs
from portal.reports.catalogs.english import (
    Draft,
    changes_in,
    draft_of,
    findings_of,
    lost_fields_of,
)


@operation(result=LetterVersion)
def write_english(
    actor: Actor,
    *,
    kind: str,
    block: str,
    text: str,
    revision: int,
    at: datetime,
    reason: str = "",
    operation_key: str | None = None,
) -> LetterVersion:
    """Keeps a block's new English in the letter's draft, which is begun if there is none.

    In: the block's key, the revision of its draft that the person had before them (0 for the
    published text), why it may be hard to read. The published text takes the block back out of the
    draft. Raises Refused on "text" and "reason", LetterVersion.DoesNotExist for a letter that is
    not in use, LetterBlock.DoesNotExist for a block that is not its own.
    """
    texts = catalogs.texts_of(kind)
    now = _own_block(texts, block)
    text = text.strip()
    found = findings_of(texts, now, text, draft_of(kind))
    refuse_if(refusals_to_write(text, found, reason=reason))
    draft = _begun(kind)
    made = _touched(draft, None, state=VersionState.DRAFT, asked_at=None, checked_at=None)
    act = _keep(made, now, text, reason.strip(), revision)
    _note(actor, made, act, at, block=block, text=text, comment=reason.strip())
    return made


@operation(result=LetterVersion)
def ask_legal_check(
    actor: Actor,
    *,
    kind: str,
    revision: int,
    is_typo: bool,
    bans_old: bool,
    at: datetime,
    operation_key: str | None = None,
) -> LetterVersion:
    """Asks a second person to check the draft against the law.

    In: the draft's revision that the person saw; whether its meaning is the same as before (R3);
    whether no older text may be used once it is published (R2). Raises Refused.
    """
    draft, texts = _draft(kind), catalogs.texts_of(kind)
    changes = [(one.before, one.after) for one in changes_in(draft, texts)]
    is_asked = draft.version.asked_at is not None
    refused = refusals_to_ask(changes, is_typo=is_typo, bans_old=bans_old, is_asked=is_asked)
    if lost_fields_of(texts, draft):
        refused.append(EnglishRefusal.FIELD_GONE)
    refuse_if({"": refused[0]} if refused else {})
    made = _touched(
        draft.version, revision, state=VersionState.DRAFT, asked_at=at, is_typo=is_typo,
        bans_old=bans_old,
    )  # fmt: skip
    _note(actor, made, EnglishAct.ASKED, at)
    return made


@operation(result=LetterVersion)
def check_english(
    actor: Actor,
    *,
    kind: str,
    revision: int,
    at: datetime,
    comment: str = "",
    operation_key: str | None = None,
) -> LetterVersion:
    """A second person says that the draft is right by the law. Raises Refused: they wrote in it,
    nobody asked, it changed since they opened it."""
    draft = _draft(kind)
    is_asked = draft.state is DraftState.WAITS
    refused = refusals_to_check(actor.id, draft.writer_ids, is_asked=is_asked)
    refuse_if({"": refused[0]} if refused else {})
    made = _touched(draft.version, revision, state=VersionState.LEGAL_OK, checked_at=at)
    _note(actor, made, EnglishAct.CHECKED, at, comment=comment.strip())
    return made


@operation(result=LetterVersion)
def return_english(
    actor: Actor,
    *,
    kind: str,
    revision: int,
    comment: str,
    at: datetime,
    operation_key: str | None = None,
) -> LetterVersion:
    """Gives a draft that waits, or was checked, back to who writes it. Raises Refused: no comment
    (on "comment"), nobody asked, it changed since they opened it."""
    draft = _draft(kind)
    if draft.state not in (DraftState.WAITS, DraftState.LEGAL_OK):
        raise Refused({"": EnglishRefusal.NOT_ASKED})
    refuse_if({} if comment.strip() else {"comment": EnglishRefusal.NO_COMMENT})
    made = _touched(
        draft.version, revision, state=VersionState.DRAFT, asked_at=None, checked_at=None
    )
    _note(actor, made, EnglishAct.RETURNED, at, comment=comment.strip())
    return made


@operation(result=LetterVersion)
def publish_english(
    actor: Actor,
    *,
    kind: str,
    revision: int,
    at: datetime,
    operation_key: str | None = None,
) -> LetterVersion:
    """Makes the draft the newest version and freezes it as the English that letters are made from.

    Translations made from another English are "source changed" by their hash; nothing in them is
    touched, and their releases stay in use, unless the owner said that no older text may be (R2).
    A shared block's letters are published anew with it. Raises Refused where its legal check is
    missing or it changed since the person opened it.
    """
    draft, texts = _draft(kind), catalogs.texts_of(kind)
    if draft.state is not DraftState.LEGAL_OK:
        raise Refused({"": EnglishRefusal.NOT_CHECKED})
    row = _touched(draft.version, revision)
    changed = {one.block.key: one for one in changes_in(draft, texts)}
    english = own_english(kind) | {key: one.after for key, one in changed.items()}
    made = add_version(
        kind, english, at, revision=row.revision, is_typo=row.is_typo, bans_old=row.bans_old,
        asked_at=row.asked_at, checked_at=row.checked_at,
    )  # fmt: skip
    for key, one in changed.items():
        LetterBlock.update(reason=one.reason).where(
            LetterBlock.version == made.id, LetterBlock.block == key
        ).execute()
    EnglishChange.update(version=made.id).where(EnglishChange.version == row.id).execute()
    LetterVersion.delete().where(LetterVersion.id == row.id).execute()
    _note(actor, made, EnglishAct.PUBLISHED, at)
    letters = [kind] if kind != SHARED else renew_letters_with(changed, at)
    if row.bans_old:
        for letter in letters:
            retire_older(letter)
    release_english(actor, letters, at)
    return made


@operation()
def drop_english(actor: Actor, *, kind: str, revision: int, at: datetime) -> None:
    """Throws a draft away. Raises Refused where it changed since the person opened it."""
    draft = _draft(kind)
    row = _touched(draft.version, revision)
    LetterVersion.delete().where(LetterVersion.id == row.id).execute()
    record(actor, "drop_english", fields=[kind, *draft.blocks])


def _own_block(texts: catalogs.Texts, key: str) -> Block:
    for block in texts.blocks:
        if block.context == f"{texts.kind}.{key}":
            return block
    raise LetterBlock.DoesNotExist(key)


def _draft(kind: str) -> Draft:
    catalogs.texts_of(kind)
    draft = draft_of(kind)
    if draft is None:
        raise Refused({"": EnglishRefusal.NOTHING_CHANGED})
    return draft


def _begun(kind: str) -> LetterVersion:
    values = {"kind": kind, "number": DRAFT_NUMBER}
    try:
        with db.database.atomic():
            made: LetterVersion = LetterVersion.create(state=VersionState.DRAFT, **values)
        return made
    except IntegrityError:  # there is one already
        found: LetterVersion = LetterVersion.get_or_none(**values)
        return found


def _touched(row: LetterVersion, revision: int | None, **values: Any) -> LetterVersion:
    """The draft with new values, held for this transaction; refused where somebody changed it."""
    wanted = LetterVersion.id == row.id
    if revision is not None:
        wanted &= LetterVersion.revision == revision
    values["revision"] = LetterVersion.revision + 1
    if not LetterVersion.update(**values).where(wanted).execute():
        raise Refused({"": EnglishRefusal.CHANGED_MEANWHILE})
    made: LetterVersion = LetterVersion.get_by_id(row.id)
    return made


def _keep(draft: LetterVersion, block: Block, text: str, reason: str, revision: int) -> EnglishAct:
    """Writes, changes or takes back one block; who saved second is told."""
    row = LetterBlock.get_or_none(LetterBlock.version == draft.id, LetterBlock.block == block.key)
    if (row.revision if row else 0) != revision:
        raise Refused({"text": EnglishRefusal.CHANGED_MEANWHILE})
    is_same = text == row.english and reason == row.reason if row else text == block.english
    if is_same:
        raise Refused({"text": EnglishRefusal.NOTHING_CHANGED})
    LetterBlock.delete().where(
        LetterBlock.version == draft.id, LetterBlock.block == block.key
    ).execute()
    if text == block.english:
        return EnglishAct.TAKEN_BACK
    keys = [one.key for one in own_blocks(draft.kind)]
    LetterBlock.create(
        version=draft.id, block=block.key, position=keys.index(block.key), english=text,
        source_hash=source_hash(text), note=block.note, revision=draft.revision, reason=reason,
    )  # fmt: skip
    return EnglishAct.WRITTEN


def _note(
    actor: Actor, version: LetterVersion, act: EnglishAct, at: datetime, **values: str
) -> None:
    EnglishChange.create(version=version.id, at=at, account=actor.id, action=act, **values)
    record(
        actor,
        f"{act}_english",
        version,
        fields=[version.kind, *filter(None, [values.get("block")])],
    )
