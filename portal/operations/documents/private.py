"""The private file: what is put into it, and taken out again (NOTE-7; DW CM, Privacy)."""

from datetime import datetime

from portal import resources
from portal.models.accounts import Actor
from portal.models.cases import Case
from portal.models.documents import Document, DocumentRequest
from portal.operations import operation, record
from portal.operations.cases import refresh
from portal.policy.calendar import office_date
from portal.policy.documents import PRIVATE_KINDS
from portal.policy.refusals import Refused
from portal.policy.safety import SafetyRefusal


@operation()
def move_to_private_file(actor: Actor, *, document: Document, at: datetime) -> None:
    """Puts a document into the private file, with the request that it answers: from this moment
    nobody but the two workers of the case and monitors sees that it is there (NOTE-7).

    Who sees the case may do it: what is put away by mistake, its workers take out again.
    """
    _move(document, True, at)
    record(actor, "move_to_private_file", document, case=document.case, fields=["is_private"])


@operation()
def take_from_private_file(actor: Actor, *, document: Document, at: datetime) -> None:
    """Puts a document back among the others (NOTE-7).

    Raises Refused({"": code}): only_its_workers, or kind_stays_private while its kind is one of
    the private file.
    """
    case: Case = Case.get_by_id(document.case_id)
    if not actor.is_staff or actor.id not in (case.worker_id, case.secondary_id):
        raise Refused({"": SafetyRefusal.ONLY_ITS_WORKERS})
    current = Document.get_by_id(document.id)
    if current.kind in PRIVATE_KINDS:
        raise Refused({"": SafetyRefusal.KIND_STAYS_PRIVATE})
    _move(document, False, at)
    record(actor, "take_from_private_file", document, case=case, fields=["is_private"])


def _move(document: Document, is_private: bool, at: datetime) -> None:
    Document.update(is_private=is_private).where(Document.id == document.id).execute()
    document.is_private = is_private
    if document.request_id:
        DocumentRequest.update(is_private=is_private).where(
            DocumentRequest.id == document.request_id,
            DocumentRequest.kind.not_in(PRIVATE_KINDS),
        ).execute()
    refresh(document.case_id, office_date(at, resources.timezone()))
