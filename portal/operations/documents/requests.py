"""Asking for a document: kind, why, by when, and what the participant answers (DOC-4)."""

from datetime import date, datetime
from typing import Any

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case, EntryKind
from portal.models.documents import DocumentRequest, RequestState
from portal.operations import operation, record
from portal.operations.cases import add_to_timeline, refresh
from portal.operations.messages import queue_message
from portal.policy.calendar import office_date
from portal.policy.documents import (
    PRIVATE_KINDS,
    CannotSend,
    DocumentKind,
    RemindWhen,
    RequestRefusal,
    remind_on,
)
from portal.policy.refusals import Refused

_RUNNING = DocumentRequest.state != RequestState.SETTLED
_CANNOT = DocumentRequest.state == RequestState.CANNOT


@operation(result=DocumentRequest)
def request_document(
    actor: Actor,
    *,
    case: Case,
    kind: DocumentKind,
    why: str,
    due_on: date,
    at: datetime,
    operation_key: str | None = None,
) -> DocumentRequest:
    """Asks a participant for a document; it stands on their list and falls due (DOC-4).

    In: the kind, why (a code of the phrase bank), the last local date. Raises Refused at `due_on`
    for a date in the past.
    """
    today = office_date(at, resources.timezone())
    if due_on < today:
        raise Refused({"due_on": RequestRefusal.IN_THE_PAST})
    made: DocumentRequest = DocumentRequest.create(
        case=case.id,
        kind=kind,
        why=why,
        due_on=due_on,
        asked_by=actor.id if actor.is_staff else None,
        asked_at=at,
        is_private=kind in PRIVATE_KINDS,
    )
    add_to_timeline(case, EntryKind.REQUEST, at, made.id)
    queue_message(case, kind="document_request", cause=f"document_request:{made.id}", at=at)
    refresh(case.id, today)
    record(actor, "request_document", made, case=case)
    return made


@operation(result=DocumentRequest)
def report_cannot_send(
    actor: Actor,
    *,
    request: DocumentRequest,
    choice: CannotSend | None,
    text: str,
    locale: str,
    at: datetime,
    remind: RemindWhen = RemindWhen.TOMORROW,
    operation_key: str | None = None,
) -> DocumentRequest:
    """Takes a participant's "I can't get it" to the worker; whoever will send it later is reminded
    when they want to be, and it stays on their list.

    The text is kept as written, with its language (LANG-4). Raises Refused at `choice`, or at ""
    when the request is settled.
    """
    if choice is None:
        raise Refused({"choice": RequestRefusal.CHOICE_MISSING})
    today = office_date(at, resources.timezone())
    is_later = choice is CannotSend.REMIND_ME
    _move(
        request, RequestState.ASKED if is_later else RequestState.CANNOT, cannot_choice=choice,
        cannot_text=text, cannot_locale=locale, cannot_at=at,
        remind_on=remind_on(remind, today, request.due_on) if is_later else None,
    )  # fmt: skip
    refresh(request.case.id, today)
    record(actor, "report_cannot_send", request, case=request.case, reason=str(choice))
    return request


@operation(result=DocumentRequest)
def ask_again(
    actor: Actor,
    *,
    request: DocumentRequest,
    due_on: date,
    at: datetime,
    operation_key: str | None = None,
) -> DocumentRequest:
    """Answers "I can't get it" with a new last day (local date); what was said stays (DOC-4).

    Raises Refused at `due_on` for a date in the past, at "" when the request no longer waits for
    this answer.
    """
    today = office_date(at, resources.timezone())
    if due_on < today:
        raise Refused({"due_on": RequestRefusal.IN_THE_PAST})
    _move(request, RequestState.ASKED, _CANNOT, due_on=due_on)
    cause = f"document_request:{request.id}:{at.isoformat()}"
    queue_message(request.case, kind="document_request", cause=cause, at=at)
    refresh(request.case.id, today)
    record(actor, "ask_again", request, case=request.case, fields=["due_on", "state"])
    return request


@operation(result=DocumentRequest)
def settle_request(
    actor: Actor, *, request: DocumentRequest, at: datetime, operation_key: str | None = None
) -> DocumentRequest:
    """Takes a request off the participant's list: it is not needed any more.

    Raises Refused({"": settled}) when it is off the list already.
    """
    _move(request, RequestState.SETTLED)
    refresh(request.case.id, office_date(at, resources.timezone()))
    record(actor, "settle_request", request, case=request.case, fields=["state"])
    return request


def _move(
    request: DocumentRequest, state: RequestState, within: Any = _RUNNING, **values: object
) -> None:
    changed = (
        DocumentRequest.update(state=state, **values)
        .where(DocumentRequest.id == request.id, within)
        .execute()
    )
    if not changed:
        raise Refused({"": RequestRefusal.SETTLED})
    for name, value in {"state": state, **values}.items():
        setattr(request, name, value)
