"""The private file of a case: documents on health, mental health and safety (NOTE-7)."""

import flask

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.forms import Form
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.models.documents import Document
from portal.operations.documents.private import move_to_private_file, take_from_private_file
from portal.operations.views import record_view
from portal.policy.refusals import Refused
from portal.reports import documents as lists
from portal.staff.area import area
from portal.staff.cases import head
from portal.staff.cases import links as case_links
from portal.words import documents as words
from portal.words.safety import REFUSALS


@area.get("/cases/<key:case_key>/private-file")
@requires(Permission.CASE_READ)
def private_files_index(case_key: str) -> flask.Response:
    """What lies in it; for anybody but its readers the page is not there."""
    case = Case.get_for(actor(), case_key)
    if not case_links.reads_private_file(actor(), case):
        raise Case.DoesNotExist
    record_view(actor(), case=case, what="private_file", at=clock.now())
    return pages.render(
        "staff/private_files/index.html", documents=lists.private_file(actor(), case), words=words,
        **head(case),
    )  # fmt: skip


@area.post("/cases/<key:case_key>/documents/<key:document_key>/private-file")
@requires(Permission.CASE_WRITE)
def private_files_move(case_key: str, document_key: str) -> flask.typing.ResponseReturnValue:
    """Puts a document into it."""
    document, _form = _document(case_key, document_key), Form()
    move_to_private_file(actor(), document=document, at=clock.now())
    told = _("It is in the private file.")
    if case_links.reads_private_file(actor(), document.case):
        return pages.done(
            "staff.documents_show", told, case_key=case_key, document_key=document_key
        )
    return pages.done("staff.documents_index", told, case_key=case_key)


@area.post("/cases/<key:case_key>/documents/<key:document_key>/take-out")
@requires(Permission.CASE_WRITE)
def private_files_take_out(case_key: str, document_key: str) -> flask.typing.ResponseReturnValue:
    """Puts a document back among the others."""
    document, _form = _document(case_key, document_key), Form()
    try:
        take_from_private_file(actor(), document=document, at=clock.now())
        told = _("It is among the other documents again.")
    except Refused as refused:
        told = str(REFUSALS[next(iter(refused.codes.values()))])  # type: ignore[index]
    return pages.done("staff.documents_show", told, case_key=case_key, document_key=document_key)


def _document(case_key: str, document_key: str) -> Document:
    document = Document.get_for(actor(), document_key)
    if document.case.key != case_key or document.received_at is None:
        raise Document.DoesNotExist
    return document
