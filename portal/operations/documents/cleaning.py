"""The worker's part: a page is scanned, made clean, verified, and only then loses its original.

Every step can be cut off and done again: what a page is in is its row's state, not the queue's.
"""

import hashlib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from peewee import fn

from portal import clock, resources
from portal.cleaning import Cleaned, clean
from portal.models.accounts import SYSTEM, Actor
from portal.models.cases import Case
from portal.models.documents import Document, Page, PageState, RequestState
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.operations.cases.keys import open_case_key
from portal.operations.documents import locked, move_request, tell_news
from portal.operations.documents.uploads import discard
from portal.policy.calendar import office_date
from portal.policy.documents import DocumentState, RefusalCode, ReturnReason, refusal_of_pages
from portal.policy.refusals import Refused
from portal.scanner import NotScanned, Scan, Scanner, Verdict
from portal.storage import StorageError

# A scanner that is away for a moment is asked again; after this many times the page goes on, as
# it is made anew from its picture anyway, and staff see that nobody scanned it.
SCAN_TRIES = 3
_AWAY = {NotScanned.UNREACHABLE, NotScanned.BROKE_OFF, NotScanned.TIMED_OUT}


class ScannerAway(Exception):
    """The scanner did not answer; the job runs again."""


@dataclass(frozen=True)
class CleanCopy:
    """What is kept of a page once it is clean: storage names, type, digest of the clean copy."""

    clean: str
    clean_type: str
    clean_sha256: str
    thumbnail: str
    sheets: tuple[str, ...]
    thumbs: tuple[str, ...]
    page_count: int
    scan: str

    @property
    def names(self) -> list[str]:
        """The storage names of all of it."""
        return [self.clean, self.thumbnail, *self.sheets, *self.thumbs]


def clean_page(page_id: int) -> None:
    """The job `clean_page`: makes one page clean, or refuses it. Done twice, it is done once.

    Raises ScannerAway, StorageError and SealBrokenError: the job is tried again.
    """
    page: Page | None = (
        Page.select(Page, Document, Case)
        .join(Document)
        .join(Case)
        .where(Page.id == page_id)
        .first()
    )
    if page is None:
        return
    if page.state == PageState.RECEIVED:
        with tempfile.TemporaryDirectory() as folder:
            _make_clean(page, Path(folder))
    drop_original(page_id)


def drop_original(page_id: int, even_refused: bool = False) -> None:
    """Deletes the original of a page whose clean copy is verified; its digest stays (safety.md).

    `even_refused`: also the original of a page that could not be read.
    """
    page = Page.get_or_none(Page.id == page_id)
    if page is not None and page.original and (even_refused or may_lose_original(page)):
        resources.current().storage.delete(page.original)
        forget_original(SYSTEM, page=page, at=clock.now())


def may_lose_original(page: Page) -> bool:
    """True for a clean page, and for one that carries a virus."""
    return page.state == PageState.CLEAN or page.refusal == RefusalCode.INFECTED


def _make_clean(page: Page, folder: Path) -> None:
    key = open_case_key(page.document.case)
    source = folder / "original"
    with source.open("wb") as target:
        for piece in resources.current().storage.open(page.original, key):
            target.write(piece)
    scan = _scanned(page, source)
    try:
        if scan.verdict is Verdict.INFECTED:
            raise Refused({"file": RefusalCode.INFECTED})
        made = clean(source, page.media_type, folder / "made")
        copy = _stored(made, key, str(scan.verdict))
    except Refused as refused:
        _refuse(page, refused, str(scan.verdict))
        return
    try:
        kept = keep_clean_copy(SYSTEM, page=page, copy=copy, at=clock.now())
    except Refused as refused:
        discard(copy.names)
        _refuse(page, refused, str(scan.verdict))
        return
    if not kept:
        discard(copy.names)


def _refuse(page: Page, refused: Refused, scan: str) -> None:
    code = RefusalCode(next(iter(refused.codes.values())))
    if code is RefusalCode.NO_SPACE:
        raise StorageError("no space for the clean copy") from refused
    refuse_page(SYSTEM, page=page, code=code, scan=scan, at=clock.now())


def _scanned(page: Page, source: Path) -> Scan:
    with source.open("rb") as stream:
        scan = Scanner(resources.current().config.scanner_url).scan(_pieces(stream))
    if scan.detail in _AWAY and page.tries < SCAN_TRIES:
        raise ScannerAway(scan.detail)
    return scan


def _pieces(stream: object) -> Iterable[bytes]:
    return iter(lambda: stream.read(1024 * 1024), b"")  # type: ignore[attr-defined]


def _stored(made: Cleaned, key: bytes, scan: str) -> CleanCopy:
    """The clean copy sealed and stored, read back and compared, before anything else is lost."""
    store = resources.current().storage
    # The first small picture of a PDF is that of the whole file: it is stored once.
    wanted = [made.clean_path, made.thumb_path, *made.page_images, *made.page_thumbs[1:]]
    names = [store.put_file(path, key).name for path in wanted]
    for name, path in zip(names, wanted, strict=True):
        digest = hashlib.sha256()
        for piece in store.open(name, key):
            digest.update(piece)
        if digest.hexdigest() != made.sha256s[path.name]:
            raise StorageError("the store gave other bytes back")
    return CleanCopy(
        clean=names[0],
        clean_type=str(made.media_type),
        clean_sha256=made.sha256s[made.clean_path.name],
        thumbnail=names[1],
        sheets=tuple(names[2 : 2 + len(made.page_images)]),
        thumbs=tuple(names[2 + len(made.page_images) :]),
        page_count=made.page_count,
        scan=scan,
    )


@operation()
def keep_clean_copy(actor: Actor, *, page: Page, copy: CleanCopy, at: datetime) -> bool:
    """Makes a verified clean copy the page's; False when another run was first.

    Raises Refused({"file": too_many_pages}) when the document would have over 20 pages with it.
    """
    document = locked(page.document)
    others = (
        Page.select(fn.SUM(Page.sheets))
        .where(
            Page.document == document.id,
            Page.state == PageState.CLEAN,
            Page.id != page.id,
            Page.replaced_at.is_null(),
        )
        .scalar()
    )
    if code := refusal_of_pages((others or 0) + copy.page_count):
        raise Refused({"file": code})
    changed = (
        Page.update(
            state=PageState.CLEAN, clean=copy.clean, clean_type=copy.clean_type,
            clean_sha256=copy.clean_sha256, thumbnail=copy.thumbnail, sheets=copy.page_count,
            sheet_names=" ".join(copy.sheets), thumb_names=" ".join(copy.thumbs), scan=copy.scan,
        )
        .where(Page.id == page.id, Page.state == PageState.RECEIVED)
        .execute()
    )  # fmt: skip
    outcome = "done" if changed else "repeated"
    record(actor, "keep_clean_copy", page, case=document.case, outcome=outcome)
    return bool(changed)


@operation()
def refuse_page(actor: Actor, *, page: Page, code: RefusalCode, scan: str, at: datetime) -> None:
    """A page cannot be read: the document comes back to the participant, who is told (DOC-2).

    While the document is still open only the page is marked; the person sees it there.
    """
    document = locked(page.document)
    changed = (
        Page.update(state=PageState.REFUSED, refusal=code, scan=scan)
        .where(Page.id == page.id, Page.state == PageState.RECEIVED)
        .execute()
    )
    record(
        actor, "refuse_page", page, case=document.case, reason=str(code),
        outcome="done" if changed else "repeated",
    )  # fmt: skip
    waits = document.state in (DocumentState.RECEIVED, DocumentState.BEING_CHECKED)
    if not (changed and waits and document.received_at):
        return
    Document.update(
        state=DocumentState.RETURNED, return_reason=ReturnReason.NOT_READABLE, return_text=""
    ).where(Document.id == document.id).execute()
    move_request(document, RequestState.ASKED)
    tell_news(document, "returned", at)
    refresh(document.case.id, office_date(at, resources.timezone()))


@operation()
def forget_original(actor: Actor, *, page: Page, at: datetime) -> None:
    """The stored original is gone: the row says so too. Its SHA-256 stays."""
    Page.update(original="").where(Page.id == page.id).execute()
    record(actor, "delete_original", page, fields=["original"])
