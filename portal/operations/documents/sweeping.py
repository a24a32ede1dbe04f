"""What the worker sets right by itself: nothing acknowledged is lost, nothing is left lying.

Each part can run at any time, twice, or be cut off.
"""

from datetime import datetime, timedelta

from peewee import fn

from portal import jobs, resources
from portal.models.accounts import SYSTEM, Actor
from portal.models.cases import Case
from portal.models.copies import NoteCopy
from portal.models.documents import Document, Page, PageState
from portal.models.formats import LetterFile
from portal.models.hours import HoursEntry
from portal.models.letters import Letter
from portal.models.official_texts import OfficialText
from portal.models.plans import PlanText
from portal.operations import operation, record
from portal.operations.documents import finish_document
from portal.operations.documents.cleaning import drop_original, may_lose_original, refuse_page
from portal.operations.documents.uploads import discard
from portal.policy.documents import UNFINISHED_MINUTES, DocumentKind, RefusalCode

LOST_AFTER = timedelta(minutes=15)  # a cleaning that was asked for so long ago was cut off
TRIES = 8  # after that the page is refused, and the participant asked for another
STRAY_AFTER = timedelta(hours=1)  # a file without a row, by then, belongs to no running request
EMPTY_AFTER = timedelta(days=1)
REFUSED_KEPT = timedelta(days=30)  # the original of an unreadable page, should it be our mistake


def sweep_documents(at: datetime) -> dict[str, int]:
    """Everything below, one after the other; how many of each (UTC moment)."""
    return {
        "closed": close_unfinished(at),
        "queued": requeue_lost(at),
        "originals": delete_originals(at),
        "files": delete_stray_files(at),
    }


def close_unfinished(at: datetime) -> int:
    """Takes in documents whose pages were sent an hour ago and never finished (DOC-5)."""
    last_page = fn.MAX(Page.received_at)
    until = at - timedelta(minutes=UNFINISHED_MINUTES)
    waiting = list(
        Document.select(Document, Case)
        .join(Case)
        .switch(Document)
        .join(Page)
        .where(Document.received_at.is_null())
        .group_by(Document.id, Case.id)
        .having(last_page <= until)
    )
    for document in waiting:
        finish_document(
            SYSTEM, document=document, kind=document.kind or DocumentKind.OTHER,
            note=document.note, locale=document.locale, at=at,
        )  # fmt: skip
    _drop_empty(at)
    return len(waiting)


def _drop_empty(at: datetime) -> None:
    has_pages = fn.EXISTS(Page.select(Page.id).where(Page.document == Document.id))
    empty = Document.select().where(
        Document.received_at.is_null(), Document.opened_at < at - EMPTY_AFTER, ~has_pages
    )
    for document in list(empty):
        drop_document(SYSTEM, document=document, at=at)


@operation()
def drop_document(actor: Actor, *, document: Document, at: datetime) -> None:
    """Removes a document that was opened and never got a page; hours it was to prove wait again."""
    has_pages = fn.EXISTS(Page.select(Page.id).where(Page.document == document.id))
    HoursEntry.update(document=None).where(HoursEntry.document == document.id, ~has_pages).execute()
    Document.delete().where(
        Document.id == document.id, Document.received_at.is_null(), ~has_pages
    ).execute()
    record(actor, "drop_document", document, case=document.case_id)


def requeue_lost(at: datetime) -> int:
    """Asks again for cleanings that were cut off; after several tries the page is refused."""
    lost = list(
        Page.select(Page, Document, Case)
        .join(Document)
        .join(Case)
        .where(
            Page.state == PageState.RECEIVED,
            fn.COALESCE(Page.queued_at, Page.received_at) < at - LOST_AFTER,
        )
    )
    for page in lost:
        if page.tries >= TRIES:
            refuse_page(SYSTEM, page=page, code=RefusalCode.UNREADABLE, scan=page.scan, at=at)
        else:
            queue_page(SYSTEM, page=page, at=at)
    return len(lost)


@operation()
def queue_page(actor: Actor, *, page: Page, at: datetime) -> None:
    """Asks once more for a page's cleaning."""
    Page.update(tries=Page.tries + 1, queued_at=at).where(Page.id == page.id).execute()
    jobs.enqueue("clean_page", page.id)
    record(actor, "queue_page", page, case=page.document.case, fields=["tries"])


def delete_originals(at: datetime) -> int:
    """Deletes originals whose deletion was cut off, and those of pages refused a month ago."""
    held = list(Page.select().where(Page.original != "", Page.state != PageState.RECEIVED))
    for page in held:
        if may_lose_original(page):
            drop_original(page.id)
        elif page.received_at < at - REFUSED_KEPT:
            drop_original(page.id, even_refused=True)
    return len(held)


def delete_stray_files(at: datetime) -> int:
    """Deletes stored files that no row names, an hour after they were written.

    The files are listed first and the rows read afterwards: a row that was committed in between
    keeps its file.
    """
    store = resources.current().storage
    store.sweep_incoming(at - STRAY_AFTER)
    old = set(store.names(written_before=at - STRAY_AFTER))
    stray = old - named_files()
    discard(sorted(stray))
    return len(stray)


def named_files() -> set[str]:
    """Every storage name that a row holds; a table that keeps files in storage belongs here."""
    printed = Letter.select(Letter.pdf, Letter.pdf_large).where(Letter.pdf != "")
    names = {name for row in printed.tuples() for name in row if name}
    made = LetterFile.select(LetterFile.stored).where(LetterFile.stored != "")
    names.update(name for (name,) in made.tuples())
    copied = NoteCopy.select(NoteCopy.text, NoteCopy.pdf).where(NoteCopy.pdf != "")
    names.update(name for row in copied.tuples() for name in row)
    names.update(name for (name,) in OfficialText.select(OfficialText.file).tuples())
    plans = PlanText.select(PlanText.pdf).where(PlanText.pdf != "")
    names.update(name for (name,) in plans.tuples())
    columns = (Page.original, Page.clean, Page.thumbnail, Page.sheet_names, Page.thumb_names)
    for row in Page.select(*columns).tuples().iterator():
        names.update(name for column in row for name in column.split())
    return names
