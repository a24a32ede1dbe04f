"""Documents and requests for the lists of participants and staff: a fixed number of statements."""

from typing import Any

from peewee import ModelSelect, fn

from portal.db import UtcField
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
    """What arrived for a case, the latest first, with its number of pages; the private file aside
    (NOTE-7)."""
    return _LISTED.rows("case", owner=case.id)


def private_file(actor: Actor, case: Case) -> list[dict[str, Any]]:
    """What lies in a case's private file, the latest first, with its number of pages; nothing for
    who may not read it (NOTE-7)."""
    return _LISTED.rows("private", actor.role, owner=case.id, actor=actor.id)


def _whose(which: str, role: Role | None) -> Any:
    if which == "case":
        return (Document.case == Place("owner")) & (Document.is_private == False)  # noqa: E712
    if which == "private":
        anybody: Any = Actor(role or Role.SYSTEM, Place("actor"), "")
        mine = (Document.case == Place("owner")) & Document.readable_by(anybody)
        return mine & (Document.is_private == True)  # noqa: E712
    return Case.participant == Place("owner")


def _listed(which: str, role: Role | None = None) -> ModelSelect:
    return (
        Document.select(
            Document.key, Document.reference, Document.kind, Document.state,
            Document.received_at, Document.opened_at, fn.COUNT(Page.id).alias("pages"),
        )
        .join(Case)
        .switch(Document)
        .join(Page)
        .where(
            Page.replaced_at.is_null(), _whose(which, role),
            Document.received_at.is_null(which == "unsent"),
        )
        .group_by(Document.id)
        .order_by(Document.received_at.desc(), Document.id.desc())
        .limit(LIST_AT_MOST)
        .dicts()
    )  # fmt: skip


_LISTED = Prepared(_listed)


def requests_to(actor: Actor) -> list[dict[str, Any]]:
    """What a participant is asked for and has not sent, what is due first on top; `again` is the
    key of the document that answered it and came back, if one did."""
    return _REQUESTED.rows(owner=actor.id)


def _requested() -> ModelSelect:
    return (
        DocumentRequest.select(
            DocumentRequest.key, DocumentRequest.kind, DocumentRequest.due_on,
            DocumentRequest.state, _came_back(DocumentRequest.id).alias("again"),
        )
        .join(Case)
        .where(
            Case.participant == Place("owner"),
            DocumentRequest.state.in_([RequestState.ASKED, RequestState.CANNOT]),
        )
        .order_by(DocumentRequest.due_on, DocumentRequest.id)
        .dicts()
    )  # fmt: skip


_REQUESTED = Prepared(_requested)


def _came_back(request_id: Any) -> ModelSelect:
    returned = Document.alias()
    return (
        returned.select(returned.key)
        .where(returned.request == request_id, returned.state == DocumentState.RETURNED)
        .order_by(returned.id.desc())
        .limit(1)
    )


def came_back(request: DocumentRequest) -> str:
    """The key of the document that answered a request and came back to be sent again, or ""."""
    return str(_came_back(request.id).scalar() or "")


def _asked(role: Role) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "")
    settled = DocumentRequest.state == RequestState.SETTLED
    return (
        DocumentRequest.select(DocumentRequest, Account.name.alias("asked_by_name"))
        .join(Account, "LEFT JOIN", on=(DocumentRequest.asked_by == Account.id))
        .switch(DocumentRequest)
        .join(Case)
        .where(DocumentRequest.case == Place("case"), DocumentRequest.readable_by(anybody))
        .order_by(settled, DocumentRequest.due_on, DocumentRequest.id.desc())
        .limit(LIST_AT_MOST)
        .dicts()
    )


_ASKED = Prepared(_asked)


def requests_of_case(actor: Actor, case: Case) -> list[dict[str, Any]]:
    """What was asked for in a case: what runs first, then what is settled, the latest first."""
    return _ASKED.rows(actor.role, case=case.id, actor=actor.id)


def refused_pages(document: Document) -> list[dict[str, Any]]:
    """The pages of a document that could not be read: position, file name, reason code."""
    return list(
        Page.select(Page.position, Page.file_name, Page.refusal)
        .where(Page.document == document.id, Page.state == PageState.REFUSED)
        .order_by(Page.position)
        .dicts()
    )


def pages_to_print(document_id: int) -> list[tuple[str, int, int, str]]:
    """What a document is printed from, in its order: storage name, page of that PDF (0: all of
    it), degrees to turn it by, ending of the file. One statement."""
    whole = Page.alias()
    rows = (
        Page.select(Page.clean, Page.clean_type, Page.turn, Page.part, whole.clean)
        .join(whole, "LEFT JOIN", on=(Page.replaces == whole.id))
        .where(
            Page.document == document_id, Page.state == PageState.CLEAN, Page.replaced_at.is_null()
        )
        .order_by(Page.position, Page.id)
        .tuples()
    )
    # A sheet of a PDF is printed as it stands there, sharper than its picture.
    return [
        (whole_name, part, turn, "pdf")
        if part and whole_name
        else (name, 0, turn, "pdf" if kind == "application/pdf" else "jpg")
        for name, kind, turn, part, whole_name in rows
    ]


def waiting_beside(
    actor: Actor, document: Document
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The waiting documents before and after this one in the order they arrived, of everybody
    whose case is this person's work; each with its key and its case's. One statement."""
    found = _BESIDE.one(
        actor.role,
        actor=actor.id,
        unit=actor.unit_id,
        here=_MOMENTS.db_value(document.received_at),
        id=document.id,
    )
    return _address(found["before"]), _address(found["after"])


def _address(keys: str | None) -> dict[str, Any] | None:
    return dict(zip(("key", "case_key"), keys.split(), strict=True)) if keys else None


def _beside(role: Role) -> ModelSelect:
    anybody: Any = Actor(role, Place("actor"), "", unit_id=Place("unit"))
    here, own = Place("here"), Place("id")
    same = Document.received_at == here
    earlier = (Document.received_at < here) | (same & (Document.id < own))
    later = (Document.received_at > here) | (same & (Document.id > own))
    before = _waiting(anybody, earlier).order_by(Document.received_at.desc(), Document.id.desc())
    after = _waiting(anybody, later).order_by(Document.received_at, Document.id)
    return (
        Document.select(before.limit(1).alias("before"), after.limit(1).alias("after"))
        .where(Document.id == own)
        .dicts()
    )


_BESIDE = Prepared(_beside)
_MOMENTS = UtcField()


def _waiting(actor: Actor, beside: Any) -> Any:
    return (
        Document.select(Document.key + " " + Case.key)
        .join(Case)
        .where(
            Case.work_of(actor), Document.readable_by(actor), beside,
            Document.received_at.is_null(False), Document.state.in_(WAITING),
        )
    )  # fmt: skip
