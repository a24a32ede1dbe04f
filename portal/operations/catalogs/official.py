"""A letter as the state issued it in a language: brought in by one person, a release once another
approved it (LET-7; MPP 21-115)."""

from datetime import datetime

from peewee import IntegrityError, fn

from portal import db
from portal.models.accounts import Actor
from portal.models.catalogs import LetterVersion, Release, VersionState
from portal.models.official_texts import OfficialState, OfficialText
from portal.operations import operation, record
from portal.operations.catalogs import require_locale
from portal.policy.catalogs import ApprovalRefusal, CatalogRefusal
from portal.policy.refusals import Refused
from portal.reports import catalogs
from portal.reports.letters.official import NO_BLOCKS
from portal.storage import Stored


@operation(result=OfficialText)
def bring_official(
    actor: Actor,
    *,
    kind: str,
    locale: str,
    form_no: str,
    stored: Stored,
    pages: int,
    at: datetime,
    operation_key: str | None = None,
) -> OfficialText:
    """Keeps a state's translation until a second person approved it.

    In: the letter's kind, the state's own name for the form, the stored clean PDF and its pages.
    Raises Translation.DoesNotExist for a language that is not this person's,
    LetterVersion.DoesNotExist for a letter not in use.
    """
    require_locale(actor, locale)
    if catalogs.texts_of(kind).letter is None:
        raise LetterVersion.DoesNotExist(kind)
    made: OfficialText = OfficialText.create(
        kind=kind, locale=locale, form_no=form_no, file=stored.name, sha256=stored.sha256,
        size=stored.size, pages=pages, brought_by=actor.id, brought_at=at,
    )  # fmt: skip
    record(actor, "bring_official", made, fields=[locale])
    return made


@operation(result=OfficialText)
def approve_official(
    actor: Actor, *, official: OfficialText, at: datetime, operation_key: str | None = None
) -> OfficialText:
    """A second person read the PDF: it is the language's release from now on, and letters of this
    kind go out in it with the English behind. Raises Refused: the same person, not waiting."""
    _require_waiting(actor, official)
    if official.brought_by_id == actor.id:
        raise Refused({"": ApprovalRefusal.SAME_PERSON})
    release = _release(actor, official, at)
    _decide(actor, official, at, state=OfficialState.APPROVED, release=release.id)
    record(actor, "approve_official", official, fields=[str(official.locale)])
    found: OfficialText = OfficialText.get_by_id(official.id)
    return found


@operation()
def return_official(actor: Actor, *, official: OfficialText, comment: str, at: datetime) -> None:
    """It does not stand, and why. Raises Refused: no comment (on "reason"), not waiting."""
    _require_waiting(actor, official)
    if not comment.strip():
        raise Refused({"reason": CatalogRefusal.BLANK})
    _decide(actor, official, at, state=OfficialState.RETURNED, comment=comment.strip())
    record(actor, "return_official", official, fields=[str(official.locale)])


def _require_waiting(actor: Actor, official: OfficialText) -> None:
    require_locale(actor, str(official.locale))
    if official.state != OfficialState.WAITING:
        raise Refused({"": CatalogRefusal.NOT_WAITING})


def _decide(actor: Actor, official: OfficialText, at: datetime, **values: object) -> None:
    done = (
        OfficialText.update(decided_by=actor.id, decided_at=at, **values)
        .where(OfficialText.id == official.id, OfficialText.state == OfficialState.WAITING)
        .execute()
    )
    if not done:
        raise Refused({"": CatalogRefusal.CHANGED_MEANWHILE})


def _release(actor: Actor, official: OfficialText, at: datetime) -> Release:
    """The release that a state's PDF stands as: without blocks, its digest that of the file."""
    kind, locale = str(official.kind), str(official.locale)
    version = (
        LetterVersion.select()
        .where(LetterVersion.kind == kind, LetterVersion.state == VersionState.PUBLISHED)
        .order_by(LetterVersion.id.desc())
        .get()
    )
    mine = (Release.kind == kind) & (Release.locale == locale)
    last = Release.select(fn.MAX(Release.number)).where(mine).scalar() or 0
    try:
        with db.database.atomic():
            made: Release = Release.create(
                kind=kind, version=version.id, locale=locale, number=last + 1, blocks=NO_BLOCKS,
                digest=official.sha256, published_by=actor.id, published_at=at,
            )  # fmt: skip
    except IntegrityError:  # somebody else took this number at the same moment
        raise Refused({"": CatalogRefusal.CHANGED_MEANWHILE}) from None
    return made
