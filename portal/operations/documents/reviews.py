"""What staff decide about a document: accept it, ask for it again, look again, name its kind
(page by page: page_answers.py).

Each decision names the version it was taken on: of two people at one document the second is told
(contract.md, Limits).
"""

from datetime import datetime
from typing import Any

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.catalogs import PersonalText
from portal.models.documents import Document, Page, PageState, RequestState
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.operations.catalogs.translations import ask_translation
from portal.operations.documents import move_request, tell_news
from portal.operations.documents.private import move_to_private_file
from portal.policy.calendar import office_date
from portal.policy.documents import (
    PRIVATE_KINDS,
    DocumentKind,
    DocumentState,
    PageReview,
    ReturnReason,
    TransitionRefusal,
    may_become,
    refusals_to_accept,
    refusals_to_return,
)
from portal.policy.refusals import Refused, refuse_if


@operation(result=Document)
def accept_document(
    actor: Actor,
    *,
    document: Document,
    version: int,
    at: datetime,
    operation_key: str | None = None,
) -> Document:
    """Accepts a document (DOC-3); the participant is told that there is news.

    Raises Refused({"": code}): changed_meanwhile, not_from_here, or pages_waiting while a page
    is still being made readable.
    """
    current = at_version(document, version)
    refuse_if(refusals_to_accept(DocumentState(current.state)))
    refuse_waiting(current)
    answer_all(actor, current, at, PageReview.ACCEPTED)
    decide(actor, current, at, state=DocumentState.ACCEPTED, return_reason="", return_text="")
    move_request(current, RequestState.SETTLED)
    tell_news(current, "accepted", at)
    record(actor, "accept_document", current, case=current.case, fields=["state"])
    return current


@operation(result=Document)
def return_document(
    actor: Actor,
    *,
    document: Document,
    version: int,
    reason: ReturnReason | None,
    explanation: str = "",
    at: datetime,
    operation_key: str | None = None,
) -> Document:
    """Asks for a document again, with a reason that reaches the participant in their language.

    What was typed as `explanation` goes to a translator where they read another one (LANG-3).
    Raises Refused at `reason` or `explanation`, or at "" as `accept_document` does.
    """
    current = at_version(document, version)
    refuse_if(refusals_to_return(DocumentState(current.state), reason, explanation))
    answer_all(actor, current, at, PageReview.OPEN)
    decide(
        actor, current, at,
        state=DocumentState.RETURNED, return_reason=reason, return_text=explanation.strip(),
    )  # fmt: skip
    ask_once_more(actor, current, explanation, at)
    record(
        actor, "return_document", current, case=current.case,
        fields=["state", "return_reason", "return_text"], reason=str(reason),
    )  # fmt: skip
    return current


@operation(result=Document)
def check_document(
    actor: Actor,
    *,
    document: Document,
    version: int,
    at: datetime,
    operation_key: str | None = None,
) -> Document:
    """Says that somebody looks at a document, for the first time or again (DOC-2).

    Raises Refused({"": code}): changed_meanwhile or not_from_here.
    """
    current = at_version(document, version)
    if not may_become(DocumentState(current.state), DocumentState.BEING_CHECKED):
        raise Refused({"": TransitionRefusal.NOT_FROM_HERE})
    decide(actor, current, at, state=DocumentState.BEING_CHECKED)
    move_request(current, RequestState.SENT)
    record(actor, "check_document", current, case=current.case, fields=["state"])
    return current


@operation(result=Document)
def change_document_kind(
    actor: Actor,
    *,
    document: Document,
    version: int,
    kind: DocumentKind,
    at: datetime,
    operation_key: str | None = None,
) -> Document:
    """Gives a document the kind that staff see it is (DOC-3); a kind of the private file takes it
    there (NOTE-7). Raises Refused({"": ...})."""
    current = at_version(document, version)
    if kind in PRIVATE_KINDS and not current.is_private:
        move_to_private_file(actor, document=current, at=at)
    decide(actor, current, at, kind=kind)
    record(actor, "change_document_kind", current, case=current.case, fields=["kind"])
    return current


def at_version(document: Document, version: int) -> Document:
    """The document as it stands, held until the running operation ends: of two people at once the
    second waits here, and is refused with {"": changed_meanwhile}."""
    held = (
        Document.update(version=Document.version + 1)
        .where(
            Document.id == document.id,
            Document.version == version,
            Document.received_at.is_null(False),
        )
        .execute()
    )
    if not held:
        raise Refused({"": TransitionRefusal.CHANGED_MEANWHILE})
    current: Document = (
        Document.select(Document, Case).join(Case).where(Document.id == document.id).get()
    )
    return current


def answer_all(actor: Actor, current: Document, at: datetime, review: PageReview) -> None:
    """Gives every page of a document one answer, OPEN for none; inside an operation."""
    Page.update(review=review, review_reason="", reviewed_by=actor.id, reviewed_at=at).where(
        Page.document == current.id, Page.replaced_at.is_null()
    ).execute()


def decide(actor: Actor, current: Document, at: datetime, **changes: Any) -> None:
    """Keeps a decision on a document, with who took it, inside an operation."""
    Document.update(reviewed_by=actor.id, reviewed_at=at, **changes).where(
        Document.id == current.id
    ).execute()
    for name, value in changes.items():
        setattr(current, name, value)
    refresh(current.case.id, office_date(at, resources.timezone()))


def ask_once_more(actor: Actor, current: Document, explanation: str, at: datetime) -> None:
    """What goes with every return: the request, the message, the translation of own words."""
    move_request(current, RequestState.ASKED)
    tell_news(current, "returned", at)
    ask_translation(
        actor, case=current.case, object_kind=PersonalText.DOCUMENT, object_id=current.id,
        texts=[explanation], at=at,
    )  # fmt: skip


def refuse_waiting(current: Document) -> None:
    """Raises Refused({"": pages_waiting}) while a page is still being made readable."""
    waiting = Page.select().where(
        Page.document == current.id, Page.state == PageState.RECEIVED, Page.replaced_at.is_null()
    )
    if waiting.exists():
        raise Refused({"": TransitionRefusal.PAGES_WAITING})
