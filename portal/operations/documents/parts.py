"""A PDF that came as one file, taken apart: each of its sheets becomes a page of its own, so that
it can be answered, turned and moved by itself (DOC-3). The file stays as it came."""

from datetime import datetime

from peewee import fn

from portal.models.documents import Page, PageState


def apart(page: Page, at: datetime) -> list[Page]:
    """Makes every sheet of a clean PDF a page of its document, in the PDF's place; gives them in
    their order, or the page itself where there is nothing to take apart (UTC moment). For the
    inside of an operation, which records it."""
    if page.state != PageState.CLEAN or page.sheets < 2:
        return [page]
    sheets = int(page.sheets)
    Page.update(position=Page.position + sheets - 1).where(
        Page.document == page.document_id, Page.position > page.position
    ).execute()
    Page.update(replaced_at=at).where(Page.id == page.id).execute()
    return [_part(page, number) for number in range(1, sheets + 1)]


def _part(page: Page, number: int) -> Page:
    made: Page = Page.create(
        document=page.document_id,
        position=page.position + number - 1,
        file_name=page.file_name,
        media_type=page.media_type,
        size=page.size,
        sha256=page.sha256,
        state=PageState.CLEAN,
        clean=page.picture(number),
        clean_type="image/jpeg",
        thumbnail=page.small_picture(number),
        sheets=1,
        scan=page.scan,
        received_at=page.received_at,
        replaces=page.id,
        part=number,
        turn=page.turn,
    )
    return made


def close_ranks(document_id: int) -> None:
    """Counts a document's pages anew from 1, in their order; for the inside of an operation."""
    for position, page in enumerate(Page.of_document(document_id), start=1):
        if page.position != position:
            Page.update(position=position).where(Page.id == page.id).execute()


def sheets_of(document_id: int) -> int:
    """How many pages a document is printed on; what is not clean yet counts as one."""
    found = (
        Page.select(fn.SUM(fn.COALESCE(fn.NULLIF(Page.sheets, 0), 1)))
        .where(Page.document == document_id, Page.replaced_at.is_null())
        .scalar()
    )
    return int(found or 0)
