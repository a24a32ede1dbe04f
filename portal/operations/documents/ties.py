"""What a document belongs to: hours that it proves, a contact, what was asked for, an activity
(DOC-3)."""

from collections.abc import Iterable
from datetime import date, datetime

from portal import resources
from portal.models.accounts import Actor
from portal.models.contacts import Contact
from portal.models.documents import Document, DocumentRequest, DocumentTie, RequestState
from portal.models.hours import HoursEntry
from portal.models.plans import Activity, Plan
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.operations.documents import move_request
from portal.operations.documents.private import move_to_private_file
from portal.policy.calendar import office_date
from portal.policy.documents import ArrangingRefusal, DocumentState
from portal.policy.refusals import Refused


@operation(result=DocumentTie)
def tie_document(
    actor: Actor,
    *,
    document: Document,
    at: datetime,
    contact: Contact | None = None,
    series: str = "",
    operation_key: str | None = None,
) -> DocumentTie:
    """Ties a document to a contact of its case, or to an activity of its plans by its series; tied
    already, it stays so.

    Raises Refused({"": nothing_chosen}) for what is not of this case.
    """
    is_contact = contact is not None and contact.case_id == document.case_id
    if not is_contact and not (series and _has_activity(document.case_id, series)):
        raise Refused({"": ArrangingRefusal.NOTHING_CHOSEN})
    where = DocumentTie.contact == contact.id if contact else DocumentTie.series == series
    found: DocumentTie | None = (
        DocumentTie.select().where(DocumentTie.document == document.id, where).first()
    )
    made = found or DocumentTie.create(
        document=document.id, contact=contact, series=series, tied_by=actor.id, tied_at=at
    )
    outcome = "repeated" if found else "done"
    record(actor, "tie_document", document, case=document.case, outcome=outcome)
    return made


@operation()
def untie_document(actor: Actor, *, tie: DocumentTie, at: datetime) -> None:
    """Takes back that a document belongs to a contact or an activity."""
    DocumentTie.delete().where(DocumentTie.id == tie.id).execute()
    record(actor, "untie_document", tie.document, case=tie.document.case)


@operation(result=Document)
def tie_request(
    actor: Actor,
    *,
    document: Document,
    request: DocumentRequest,
    at: datetime,
    operation_key: str | None = None,
) -> Document:
    """Says which request of the case a document answers; the request goes with it from now on, and
    what it was tied to before waits again.

    Raises Refused({"": nothing_chosen}) for a request of another case.
    """
    if request.case_id != document.case_id:
        raise Refused({"": ArrangingRefusal.NOTHING_CHOSEN})
    if document.request_id not in (None, request.id):
        DocumentRequest.update(state=RequestState.ASKED).where(
            DocumentRequest.id == document.request_id
        ).execute()
    Document.update(request=request.id).where(Document.id == document.id).execute()
    document.request = request
    move_request(document, _state_of(document))
    if request.is_private and not document.is_private:
        move_to_private_file(actor, document=document, at=at)
    refresh(document.case_id, office_date(at, resources.timezone()))
    record(actor, "tie_request", document, case=document.case, fields=["request"])
    return document


@operation()
def prove_hours(
    actor: Actor, *, document: Document, weeks: Iterable[tuple[str, date, date]], at: datetime
) -> int:
    """Says which hours a document proves: of an activity (its series) from one local date to
    another, both in it. Gives how many days it proves now.

    What another document proves keeps it, unless that one was sent back. Raises
    Refused({"": nothing_chosen}) where there are no such hours in the case.
    """
    count = sum(_prove(document, *week) for week in weeks)
    if not count:
        raise Refused({"": ArrangingRefusal.NOTHING_CHOSEN})
    refresh(document.case_id, office_date(at, resources.timezone()))
    record(actor, "prove_hours", document, case=document.case, fields=["hours"])
    return count


@operation()
def release_hours(actor: Actor, *, document: Document, series: str, at: datetime) -> int:
    """Takes back that a document proves the hours of an activity (its series); gives how many days
    are without a proof now."""
    count = (
        HoursEntry.update(document=None)
        .where(
            HoursEntry.document == document.id,
            HoursEntry.series == series,
            HoursEntry.replaced_at.is_null(),
        )
        .execute()
    )
    refresh(document.case_id, office_date(at, resources.timezone()))
    record(actor, "release_hours", document, case=document.case, fields=["hours"])
    return int(count)


def _prove(document: Document, series: str, starts_on: date, ends_on: date) -> int:
    returned = Document.select(Document.id).where(
        Document.case == document.case_id, Document.state == DocumentState.RETURNED
    )
    return int(
        HoursEntry.update(document=document.id)
        .where(
            HoursEntry.case == document.case_id,
            HoursEntry.series == series,
            HoursEntry.done_on.between(starts_on, ends_on),
            HoursEntry.replaced_at.is_null(),
            HoursEntry.document.is_null() | HoursEntry.document.in_(returned),
        )
        .execute()
    )


def _state_of(document: Document) -> RequestState:
    return {
        DocumentState.ACCEPTED: RequestState.SETTLED,
        DocumentState.RETURNED: RequestState.ASKED,
    }.get(DocumentState(document.state), RequestState.SENT)


def _has_activity(case_id: int, series: str) -> bool:
    query = Activity.select().join(Plan).where(Plan.case == case_id, Activity.series == series)
    return bool(query.exists())
