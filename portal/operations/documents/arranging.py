"""Staff put a document in order: turn and move its pages, take a PDF apart, split, merge (DOC-3).

No file is changed or lost by any of it: what a page looked like when it came, it can look again.
"""

from collections.abc import Sequence
from datetime import datetime

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import EntryKind
from portal.models.documents import Document, DocumentTie, Page
from portal.models.hours import HoursEntry
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.documents import locked
from portal.operations.documents.parts import apart, close_ranks, sheets_of
from portal.operations.documents.private import move_to_private_file
from portal.operations.documents.reviews import at_version, refuse_waiting
from portal.operations.reports import new_reference
from portal.policy.calendar import office_date
from portal.policy.documents import (
    PRIVATE_KINDS,
    ArrangingRefusal,
    DocumentState,
    TransitionRefusal,
    may_become,
    refusal_of_pages,
)
from portal.policy.refusals import Refused

QUARTERS = 4


@operation(result=Page)
def turn_page(
    actor: Actor,
    *,
    page: Page,
    quarters: int,
    at: datetime,
    operation_key: str | None = None,
) -> Page:
    """Turns a page by quarters of a circle, clockwise; negative ones turn it the other way.

    Wherever the page is shown or printed from now on it stands so; its file stays as it is.
    """
    turned = (int(page.turn) // 90 + quarters) % QUARTERS * 90
    Page.update(turn=turned).where(Page.id == page.id).execute()
    record(actor, "turn_page", page, case=page.document.case, fields=["turn"])
    page.turn = turned
    return page


@operation(result=Document)
def move_page(
    actor: Actor,
    *,
    document: Document,
    version: int,
    page: Page,
    to: int,
    at: datetime,
    operation_key: str | None = None,
) -> Document:
    """Puts a page at another place of its document, counted from 1; past the end is the end.

    Raises Refused({"": code}): changed_meanwhile, or not_from_here once it is decided on.
    """
    current = _open(document, version)
    order = Page.of_document(current.id)
    moved = [one for one in order if one.id == page.id]
    rest = [one for one in order if one.id != page.id]
    place = min(max(to, 1), len(order)) - 1
    for position, one in enumerate([*rest[:place], *moved, *rest[place:]], start=1):
        if one.position != position:
            Page.update(position=position).where(Page.id == one.id).execute()
    record(actor, "move_page", page, case=current.case, fields=["position"])
    return current


@operation(result=Document)
def take_apart(
    actor: Actor,
    *,
    document: Document,
    version: int,
    page: Page,
    at: datetime,
    operation_key: str | None = None,
) -> Document:
    """Makes each sheet of a PDF a page of its own; the PDF as it came stays beside them.

    Raises Refused({"": code}) as `move_page` does.
    """
    current = _open(document, version)
    for one in Page.of_document(current.id):
        if one.id == page.id:
            apart(one, at)
    record(actor, "take_apart", page, case=current.case)
    return current


@operation(result=Document)
def split_document(
    actor: Actor,
    *,
    document: Document,
    version: int,
    pages: Sequence[Page],
    kind: str,
    at: datetime,
    operation_key: str | None = None,
) -> Document:
    """Makes a document of its own of some pages, of the kind given, received when they were; gives
    the new one. It stands beside the other with a receipt of its own, of a private kind
    in the private file (NOTE-7).

    Raises Refused at `pages` where none or all of them are chosen, or at "" as `move_page` does.
    """
    current = _open(document, version)
    own = Page.of_document(current.id)
    chosen = [one for one in own if one.id in {page.id for page in pages}]
    if not chosen:
        raise Refused({"pages": ArrangingRefusal.NO_PAGES_CHOSEN})
    if len(chosen) == len(own):
        raise Refused({"pages": ArrangingRefusal.ALL_PAGES_CHOSEN})
    refuse_waiting(current)
    made: Document = Document.create(
        reference=new_reference(), case=current.case_id, kind=kind, locale=current.locale,
        opened_at=current.opened_at, received_at=current.received_at,
        is_private=current.is_private or kind in PRIVATE_KINDS, split_from=current.id,
    )  # fmt: skip
    _hand_over(chosen, made)
    close_ranks(current.id)
    add_to_timeline(current.case, EntryKind.DOCUMENT, at, made.id)
    refresh(current.case_id, office_date(at, resources.timezone()))
    record(actor, "split_document", made, case=current.case, fields=["pages"])
    return made


@operation(result=Document)
def merge_documents(
    actor: Actor,
    *,
    document: Document,
    version: int,
    other: Document,
    at: datetime,
    operation_key: str | None = None,
) -> Document:
    """Puts the pages of another document of the case behind those of this one, with what the other
    belongs to; the receipt of the other leads here from now on.

    One that lies in the private file takes both there (NOTE-7). Raises Refused at `other` where
    it is no document to look at of this case or both have over 20 pages (DOC-1), or at "" as
    `move_page` does, and while a page is still being made readable.
    """
    current = _open(document, version)
    theirs = _claimed(current, other)
    refuse_waiting(current)
    refuse_waiting(theirs)
    if refusal_of_pages(sheets_of(current.id) + sheets_of(theirs.id)):
        raise Refused({"other": ArrangingRefusal.TOGETHER_TOO_LONG})
    if theirs.is_private and not current.is_private:
        move_to_private_file(actor, document=current, at=at)
    _hand_over(Page.of_document(theirs.id), current)
    DocumentTie.update(document=current.id).where(DocumentTie.document == theirs.id).execute()
    HoursEntry.update(document=current.id).where(
        HoursEntry.document == theirs.id, HoursEntry.replaced_at.is_null()
    ).execute()
    Document.update(
        state=DocumentState.MERGED, merged_into=current.id, reviewed_by=actor.id, reviewed_at=at
    ).where(Document.id == theirs.id).execute()  # fmt: skip
    if current.request_id is None:
        Document.update(request=theirs.request_id).where(Document.id == current.id).execute()
    refresh(current.case_id, office_date(at, resources.timezone()))
    record(actor, "merge_documents", theirs, case=current.case, fields=["merged_into"])
    return current


def _claimed(current: Document, other: Document) -> Document:
    """The document to be taken in, held as it stands now."""
    theirs = locked(other)
    if not _fits(current, theirs):
        raise Refused({"other": ArrangingRefusal.NOT_TO_MERGE})
    return theirs


def _fits(current: Document, theirs: Document) -> bool:
    return (
        theirs.case_id == current.case_id
        and theirs.id != current.id
        and theirs.received_at is not None
        and may_become(DocumentState(theirs.state), DocumentState.MERGED)
    )


def _open(document: Document, version: int) -> Document:
    """The document held, while nobody has decided on it: what was decided on stays as it was."""
    current = at_version(document, version)
    if not may_become(DocumentState(current.state), DocumentState.MERGED):
        raise Refused({"": TransitionRefusal.NOT_FROM_HERE})
    return current


def _hand_over(pages: Sequence[Page], target: Document) -> None:
    """Pages become the last ones of another document."""
    last = len(Page.of_document(target.id))
    for position, page in enumerate(pages, start=last + 1):
        Page.update(document=target.id, position=position).where(Page.id == page.id).execute()
