"""What a participant's list of things to do is read from, each query compiled once."""

from typing import Any

from peewee import fn

from portal.models.catalogs import PersonalText, TextRequest
from portal.models.catalogs import RequestState as AskedText
from portal.models.contacts import Report, ReportDraft
from portal.models.documents import Document, DocumentRequest, Page, PageState, RequestState
from portal.models.tasks import Task, TaskOwner
from portal.policy.documents import DocumentState, PageReview
from portal.prepared import Place, Prepared

_OF_CASE = Place("case")

ANSWERED = Prepared(
    lambda: (
        Report.select(Report.key)
        .where(Report.case == _OF_CASE, Report.replied_at >= Place("since"))
        .order_by(Report.replied_at.desc())
        .limit(1)
    )
)
ASKED = Prepared(
    lambda: DocumentRequest.select().where(
        DocumentRequest.case == _OF_CASE, DocumentRequest.state == RequestState.ASKED
    )
)


def _pages_of(of: Any) -> Any:
    """How many pages of a document stand, of those that meet a condition."""
    stands = (Page.document == Document.id) & Page.replaced_at.is_null()
    return Page.select(fn.COUNT(Page.id)).where(stands, of)


_IS_ASKED_AGAIN = (Page.state == PageState.REFUSED) | (Page.review == PageReview.RETURNED)
RETURNED = Prepared(
    lambda: Document.select(
        Document,
        _pages_of(_IS_ASKED_AGAIN).alias("again"),
        _pages_of(~_IS_ASKED_AGAIN).alias("fine"),
    ).where(
        Document.case == _OF_CASE,
        Document.received_at.is_null(False),
        Document.state == DocumentState.RETURNED,
    )
)
TASKS = Prepared(
    lambda: (
        Task.select(
            Task.id, Task.due_on, Task.phrase, Task.key, Task.text, Task.sealed_text,
            TextRequest.translation,
        )
        .join(
            TextRequest, "LEFT JOIN",
            on=(TextRequest.object_kind == PersonalText.TASK)
            & (TextRequest.object_id == Task.id)
            & (TextRequest.target_locale == Place("locale"))
            & (TextRequest.state == AskedText.ANSWERED),
        )
        .where(
            Task.case == _OF_CASE, Task.owner == TaskOwner.PARTICIPANT, Task.done_at.is_null(),
            Task.told_at.is_null(),
        )
        .order_by(Task.id, TextRequest.id)
        .tuples()
    )
)  # fmt: skip
DRAFTS = Prepared(lambda: ReportDraft.select(ReportDraft.kind).where(ReportDraft.case == _OF_CASE))
