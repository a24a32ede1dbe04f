"""Documents as they are sent: opened, page after page, finished with a receipt (DOC-1, DOC-2).

The file of a page is stored first (uploads.py), then its row is committed, then the answer goes
out: what was acknowledged is there (safety.md, Writes). A document that was sent is no contact:
CON-6 speaks of reports alone.
"""

from datetime import datetime

from portal import jobs, resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.documents import Document, DocumentRequest, Page, PageState, RequestState
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.messages import queue_message
from portal.operations.reports import new_reference
from portal.policy.calendar import office_date
from portal.policy.documents import (
    MAX_PAGES,
    PRIVATE_KINDS,
    DocumentKind,
    DocumentState,
    RefusalCode,
    ReturnReason,
    SendingRefusal,
)
from portal.policy.refusals import Refused
from portal.sniffing import Sniffed
from portal.storage import Stored


def locked(document: Document) -> Document:
    """The document as it stands now, its row held until the running operation ends."""
    Document.update(version=Document.version + 1).where(Document.id == document.id).execute()
    found: Document = (
        Document.select(Document, Case).join(Case).where(Document.id == document.id).get()
    )
    return found


@operation(result=Document)
def open_document(
    actor: Actor,
    *,
    case: Case,
    locale: str,
    at: datetime,
    request: DocumentRequest | None = None,
    operation_key: str | None = None,
) -> Document:
    """Opens a document that pages can be added to; `request` is what it answers, if anything.

    The same key opens one document, however often its first page is sent.
    """
    made: Document = Document.create(
        reference=new_reference(),
        case=case.id,
        kind=request.kind if request else "",
        request=request.id if request else None,
        locale=locale,
        opened_at=at,
    )
    record(actor, "open_document", made, case=case)
    return made


@operation()
def describe_document(
    actor: Actor, *, document: Document, kind: str, note: str, locale: str, at: datetime
) -> None:
    """Keeps what was typed about a document that is still open; one that was sent stays."""
    Document.update(kind=kind, note=note, locale=locale).where(
        Document.id == document.id, Document.received_at.is_null()
    ).execute()
    record(actor, "describe_document", document, case=document.case, fields=["kind", "note"])


@operation(result=Page)
def add_page(
    actor: Actor,
    *,
    document: Document,
    stored: Stored,
    sniffed: Sniffed,
    file_name: str,
    at: datetime,
    operation_key: str | None = None,
) -> Page:
    """Adds a stored file as the last page, and asks for its cleaning.

    The same bytes in one document are one page: that page is given back. Raises
    Refused({"file": ...}) when the document was sent already or has its 20 pages (DOC-1).
    """
    current = locked(document)
    pages = [page for page in Page.of_document(current.id) if page.state != PageState.REFUSED]
    for page in pages:
        if page.sha256 == stored.sha256:
            record(actor, "add_page", page, case=current.case, outcome="repeated")
            return page
    if current.received_at is not None:
        raise Refused({"file": SendingRefusal.ALREADY_SENT})
    if len(pages) >= MAX_PAGES:
        raise Refused({"file": RefusalCode.TOO_MANY_PAGES})
    made: Page = Page.create(
        document=current.id,
        position=1 + max((page.position for page in pages), default=0),
        file_name=file_name,
        media_type=sniffed.media_type,
        size=stored.size,
        sha256=stored.sha256,
        original=stored.name,
        received_at=at,
        queued_at=at,
    )
    jobs.enqueue("clean_page", made.id)
    record(actor, "add_page", made, case=current.case)
    return made


@operation()
def remove_page(actor: Actor, *, page: Page, at: datetime) -> list[str]:
    """Takes a page out of a document that is still open.

    Gives the names of its files, which are deleted after the commit. Raises
    Refused({"": ALREADY_SENT}).
    """
    current = locked(page.document)
    if current.received_at is not None:
        raise Refused({"": SendingRefusal.ALREADY_SENT})
    fresh = Page.get_or_none(Page.id == page.id)
    names = fresh.stored_names if fresh else []
    Page.delete().where(Page.id == page.id).execute()
    record(actor, "remove_page", page, case=current.case)
    return names


@operation(result=Document)
def finish_document(
    actor: Actor,
    *,
    document: Document,
    kind: str,
    note: str,
    locale: str,
    at: datetime,
    operation_key: str | None = None,
) -> Document:
    """Takes the document with the pages it has: from here on it is received (DOC-2).

    A document that was sent already stays as it is. Raises Refused at `kind` or `page` where the
    kind or every page is missing.
    """
    current = locked(document)
    if current.received_at is not None:
        record(actor, "finish_document", current, case=current.case, outcome="repeated")
        return current
    pages = Page.of_document(current.id)
    _refuse_unready(kind, pages)
    is_whole = all(page.state != PageState.REFUSED for page in pages)
    current.kind, current.note, current.locale = kind, note, locale
    current.received_at = at
    current.is_private = kind in PRIVATE_KINDS or _asks_for_private(current)
    current.state = DocumentState.RECEIVED if is_whole else DocumentState.RETURNED
    current.return_reason = "" if is_whole else ReturnReason.NOT_READABLE
    current.save()
    if current.request_id:
        move_request(current, RequestState.SENT if is_whole else RequestState.ASKED)
    if not is_whole:
        tell_news(current, "returned", at)
    add_to_timeline(current.case, EntryKind.DOCUMENT, at, current.id)
    refresh(current.case.id, office_date(at, resources.timezone()))
    record(actor, "finish_document", current, case=current.case)
    return current


def _asks_for_private(document: Document) -> bool:
    asked = DocumentRequest.get_or_none(DocumentRequest.id == document.request_id)
    return asked is not None and bool(asked.is_private)


def _refuse_unready(kind: str, pages: list[Page]) -> None:
    if kind not in set(DocumentKind):
        raise Refused({"kind": SendingRefusal.KIND_MISSING})
    if not pages:
        raise Refused({"page": SendingRefusal.NO_PAGES})


def move_request(document: Document, state: RequestState) -> None:
    """What a document answers goes with it, in the same transaction, and what those answered whose
    pages it took in; a request that staff settled stays settled."""
    merged = Document.select(Document.request).where(Document.merged_into == document.id)
    if document.request_id:
        DocumentRequest.update(state=state).where(
            (DocumentRequest.id == document.request_id) | DocumentRequest.id.in_(merged),
            (DocumentRequest.state != RequestState.SETTLED) | (state != RequestState.SENT),
        ).execute()


def tell_news(document: Document, what: str, at: datetime) -> None:
    """Queues the neutral message that there is news about a document; once for each version."""
    cause = f"document_{what}:{document.id}:{document.version}"
    queue_message(document.case, kind="document_news", cause=cause, at=at)
