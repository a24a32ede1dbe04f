"""Documents and requests for the lists of participants and staff: a fixed number of statements."""

from datetime import datetime
from typing import Any

from peewee import ModelSelect, fn

from portal.models.accounts import Account, Actor, Role
from portal.models.cases import Case
from portal.models.documents import Document, DocumentRequest, Page, PageState, RequestState
from portal.policy.documents import DocumentState
from portal.prepared import Place, Prepared

WAITING = (DocumentState.RECEIVED, DocumentState.BEING_CHECKED)
LIST_AT_MOST = 100


def sent_by(actor: Actor) -> list[dict[str, Any]]:
    """What a participant sent, the latest first, with its number of pages."""
    return _LISTED.rows("sent", owner=actor.id)


def unsent_by(actor: Actor) -> list[dict[str, Any]]:
    """Documents whose pages arrived and that were not finished yet, with the pages counted."""
    return _LISTED.rows("unsent", owner=actor.id)


def of_case(case: Case) -> list[dict[str, Any]]:
    """What arrived for a case, the latest first, with its number of pages."""
    return _LISTED.rows("case", owner=case.id)


def _listed(which: str) -> ModelSelect:
    owner = Document.case if which == "case" else Case.participant
    return (
        Document.select(
            Document.key, Document.reference, Document.kind, Document.state,
            Document.received_at, Document.opened_at, fn.COUNT(Page.id).alias("pages"),
        )
        .join(Case)
        .switch(Document)
        .join(Page)
        .where(owner == Place("owner"), Document.received_at.is_null(which == "unsent"))
        .group_by(Document.id)
        .order_by(Document.received_at.desc(), Document.id.desc())
        .limit(LIST_AT_MOST)
        .dicts()
    )  # fmt: skip


_LISTED = Prepared(_listed)


def requests_to(actor: Actor) -> list[dict[str, Any]]:
    """What a participant is asked for and has not sent, what is due first on top."""
    return list(
        DocumentRequest.select(
            DocumentRequest.key, DocumentRequest.kind, DocumentRequest.due_on,
            DocumentRequest.state,
        )
        .join(Case)
        .where(
            Case.participant == actor.id,
            DocumentRequest.state.in_([RequestState.ASKED, RequestState.CANNOT]),
        )
        .order_by(DocumentRequest.due_on, DocumentRequest.id)
        .dicts()
    )  # fmt: skip


def _asked() -> ModelSelect:
    settled = DocumentRequest.state == RequestState.SETTLED
    return (
        DocumentRequest.select(DocumentRequest, Account.name.alias("asked_by_name"))
        .join(Account, "LEFT JOIN", on=(DocumentRequest.asked_by == Account.id))
        .where(DocumentRequest.case == Place("case"))
        .order_by(settled, DocumentRequest.due_on, DocumentRequest.id.desc())
        .limit(LIST_AT_MOST)
        .dicts()
    )


_ASKED = Prepared(_asked)


def requests_of_case(case: Case) -> list[dict[str, Any]]:
    """What was asked for in a case: what runs first, then what is settled, the latest first."""
    return _ASKED.rows(case=case.id)


def refused_pages(document: Document) -> list[dict[str, Any]]:
    """The pages of a document that could not be read: position, file name, reason code."""
    return list(
        Page.select(Page.position, Page.file_name, Page.refusal)
        .where(Page.document == document.id, Page.state == PageState.REFUSED)
        .order_by(Page.position)
        .dicts()
    )


def waiting_beside(
    actor: Actor, document: Document
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The waiting documents before and after this one in the order they arrived, of everybody
    whose case is this person's work; each with its key and its case's."""
    here: datetime = document.received_at
    earlier = (Document.received_at < here) | (
        (Document.received_at == here) & (Document.id < document.id)
    )
    later = (Document.received_at > here) | (
        (Document.received_at == here) & (Document.id > document.id)
    )
    before = _waiting(actor, earlier).order_by(Document.received_at.desc(), Document.id.desc())
    after = _waiting(actor, later).order_by(Document.received_at, Document.id)
    return before.first(), after.first()


def _waiting(actor: Actor, beside: Any) -> Any:
    own = (Case.worker == actor.id) | (Case.secondary == actor.id)
    scope = Case.scope(actor)
    mine = own if actor.role in (Role.COUNSELOR, Role.SPECIALIST) else scope
    return (
        Document.select(Document.key, Case.key.alias("case_key"))
        .join(Case)
        .where(
            mine, scope, beside,
            Document.received_at.is_null(False), Document.state.in_(WAITING),
        )
        .dicts()
    )  # fmt: skip
