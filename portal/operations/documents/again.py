"""A page that was asked for again comes once more; all others stay as they are (DOC-2)."""

from datetime import datetime

from portal import jobs, resources
from portal.models.accounts import Actor
from portal.models.documents import Document, Page, RequestState
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.operations.documents import locked, move_request
from portal.policy.calendar import office_date
from portal.policy.documents import DocumentState, SendingRefusal, takes_pages_again
from portal.policy.refusals import Refused
from portal.sniffing import Sniffed
from portal.storage import Stored


@operation(result=Page)
def replace_page(
    actor: Actor,
    *,
    page: Page,
    stored: Stored,
    sniffed: Sniffed,
    file_name: str,
    at: datetime,
    operation_key: str | None = None,
) -> Page:
    """Puts a stored file in the place of a page that was asked for again, and asks for its
    cleaning. With the last such page the document is received anew.

    What it replaces is kept, so that both can be seen. Raises Refused({"file": ...}):
    same_as_before, or not_asked_again where somebody else was first or staff decided meanwhile.
    """
    current = locked(page.document)
    if page.sha256 == stored.sha256:
        raise Refused({"file": SendingRefusal.SAME_AS_BEFORE})
    if not (takes_pages_again(DocumentState(current.state)) and _leaves(page, at)):
        raise Refused({"file": SendingRefusal.NOT_ASKED_AGAIN})
    made: Page = Page.create(
        document=current.id, position=page.position, replaces=page.id, file_name=file_name,
        media_type=sniffed.media_type, size=stored.size, sha256=stored.sha256,
        original=stored.name, received_at=at, queued_at=at,
    )  # fmt: skip
    jobs.enqueue("clean_page", made.id)
    if not any(one.is_asked_again for one in Page.of_document(current.id)):
        _receive_anew(current, at)
    record(actor, "replace_page", made, case=current.case)
    return made


def _leaves(page: Page, at: datetime) -> bool:
    """Whether the page was still asked for; of two at once one finds it so."""
    fresh = Page.get_or_none(Page.id == page.id)
    if fresh is None or not fresh.is_asked_again:
        return False
    left = Page.update(replaced_at=at).where(Page.id == page.id, Page.replaced_at.is_null())
    return bool(left.execute())


def _receive_anew(current: Document, at: datetime) -> None:
    if current.state == DocumentState.RETURNED:
        Document.update(state=DocumentState.RECEIVED, return_reason="", return_text="").where(
            Document.id == current.id
        ).execute()
    move_request(current, RequestState.SENT)
    refresh(current.case.id, office_date(at, resources.timezone()))
