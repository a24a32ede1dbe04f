"""The answer to a document page by page: only what cannot be read is asked for again (DOC-3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.models.accounts import Actor
from portal.models.documents import Document, Page
from portal.operations import operation, record
from portal.operations.documents.parts import apart
from portal.operations.documents.reviews import (
    answer_all,
    ask_once_more,
    at_version,
    decide,
    refuse_waiting,
)
from portal.policy.documents import (
    DocumentState,
    PageReview,
    ReturnReason,
    refusals_to_answer_pages,
)
from portal.policy.refusals import refuse_if


@dataclass(frozen=True)
class PageAnswer:
    """Why a page is asked for again, None where it is in order. `sheet` (from 1) is the one of a
    PDF that is meant; 0 means the file as a whole."""

    page: Page
    reason: ReturnReason | None = None
    sheet: int = 0


@operation(result=Document)
def answer_pages(
    actor: Actor,
    *,
    document: Document,
    version: int,
    answers: Sequence[PageAnswer],
    explanation: str = "",
    at: datetime,
    operation_key: str | None = None,
) -> Document:
    """Asks for some pages of a document again, each with its reason in the participant's language;
    all others are in order, those too that no answer names (DOC-3).

    A PDF of which single sheets are asked for is taken apart. Pages that are not the document's
    are passed over. Raises Refused at `pages` where no page is asked for again, at `explanation`,
    or at "" as `accept_document` does.
    """
    current = at_version(document, version)
    own = {page.id: page for page in Page.of_document(current.id)}
    asked = [one for one in answers if one.reason and one.page.id in own]
    reasons = {f"{one.page.id} {one.sheet}": one.reason for one in asked}
    refuse_if(refusals_to_answer_pages(DocumentState(current.state), reasons, explanation))
    refuse_waiting(current)
    answer_all(actor, current, at, PageReview.ACCEPTED)
    for page in own.values():
        _ask_for(actor, page, [one for one in asked if one.page.id == page.id], at)
    decide(
        actor, current, at, state=DocumentState.RETURNED, return_reason=ReturnReason.SOME_PAGES,
        return_text=explanation.strip(),
    )  # fmt: skip
    ask_once_more(actor, current, explanation, at)
    record(actor, "answer_pages", current, case=current.case, fields=["state", "pages"])
    return current


def _ask_for(actor: Actor, page: Page, asked: list[PageAnswer], at: datetime) -> None:
    """One file's answers; single sheets of several are pages of their own first."""
    is_whole = all(one.sheet == 0 for one in asked) or page.sheets < 2
    rows = [page] if is_whole or not asked else apart(Page.get_by_id(page.id), at)
    for one in asked:
        of = rows[one.sheet - 1 : one.sheet] if not is_whole and one.sheet else rows
        Page.update(
            review=PageReview.RETURNED, review_reason=one.reason,
            reviewed_by=actor.id, reviewed_at=at,
        ).where(Page.id.in_([row.id for row in of])).execute()  # fmt: skip
