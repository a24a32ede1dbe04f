"""The facts that alerts rest on, and the condition that each stands (SUP-7; policy/alerts.py).

Most are a date or moment kept on the case; the rest are rows of their own, found by an index of
those that are open.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from peewee import SQL, fn
from peewee import Case as When

from portal import db, resources
from portal.models.accounts import Actor
from portal.models.audit import AuditEntry
from portal.models.cases import Case, Opening, OpeningKind
from portal.models.copies import NoteCopy
from portal.models.documents import Document
from portal.models.hours import HoursEntry, HoursState, HoursWeek
from portal.models.meetings import Meeting
from portal.models.messages import Author, Message, OutboxMessage
from portal.models.notes import Note
from portal.models.reviews import CaseReview
from portal.models.staffings import Staffing
from portal.models.supports import ServiceReferral, SupportiveService
from portal.models.tasks import Task, TaskOwner
from portal.models.verdicts import MonthVerdict
from portal.policy.alerts import AlertKind, stands_from, stands_until
from portal.policy.calendar import day_ends_at, day_starts_at
from portal.policy.documents import DocumentState
from portal.policy.meetings import MeetingState
from portal.policy.programs import PROGRAMS
from portal.policy.reviews import ReviewState
from portal.policy.statuses import CaseStatus, touch_is_owed
from portal.policy.supports import ReferralState, ServiceState
from portal.prepared import Place
from portal.reports.alerts.staffings import unreviewed

_UNTOUCHED = [status for status in CaseStatus if touch_is_owed(status)]
_BY_PROGRAM = (AlertKind.UNNOTED, AlertKind.TOUCH)


def kept_facts() -> dict[AlertKind, Any]:
    """The one date or moment, kept on the case, that a kind rests on."""
    touched = When(
        None, [(Case.last_touched_on > Case.enrolled_on, Case.last_touched_on)], Case.enrolled_on
    )
    is_back = Case.handing.in_(["close/refused", "transfer/refused"])
    handed_back = When(None, [(is_back, Case.handing_since_at)])
    return {
        AlertKind.GOOD_CAUSE: Case.cause_asked_on,
        AlertKind.NONCOMPLIANCE: Case.noncompliance_due_on,
        AlertKind.NEW_CASE: Case.assigned_since_at,
        AlertKind.HANDED_BACK: handed_back,
        AlertKind.LIVE_CONTACT: Case.live_due_on,
        AlertKind.ADDRESS: Case.address_since_at,
        AlertKind.REPORT: Case.reports_since_at,
        AlertKind.DOCUMENT: Case.documents_since_at,
        AlertKind.TASK: Case.task_due_on,
        AlertKind.TOLD: Case.told_since_at,
        AlertKind.SIGNATURE: Case.offered_at,
        AlertKind.GRACE: Case.change_until,
        AlertKind.REASSIGNMENT: Case.reassign_until,
        AlertKind.ATTEMPT: Case.attempt_due_on,
        AlertKind.TOUCH: touched,
        AlertKind.UNNOTED: Case.unnoted_on,
        AlertKind.FOLLOW_UP: Case.follow_up_due_on,
        AlertKind.REASSESSMENT: Case.reassess_on,
        AlertKind.EXEMPTION_REVIEW: Case.status_review_on,
        AlertKind.CLOCK: Case.clock_ends_on,
    }


def _open_rows(actor: Any) -> dict[AlertKind, tuple[Any, Any]]:
    """Of kinds that rest on rows of their own: the rows of a case that are open, found by an
    index of open ones, and the column that says since when or by when."""
    return (
        {
            # An address is wrong as soon as it failed: no day is asked for.
            AlertKind.UNDELIVERED: (
                (OutboxMessage.case_id == Case.id) & OutboxMessage.unreached(),
                OutboxMessage.created_at,
            ),
            AlertKind.MESSAGE: (
                (Message.case == Case.id) & Message.is_unread_from(Author.PARTICIPANT),
                Message.sent_at,
            ),
            AlertKind.COPY: (
                (NoteCopy.case == Case.id) & NoteCopy.released_by.is_null(),
                NoteCopy.due_on,
            ),
            AlertKind.OPENED: (
                (Opening.case == Case.id)
                & (Opening.kind == OpeningKind.OPENED)
                & (Opening.account != actor.id),
                Opening.at,
            ),
            AlertKind.MEETING: (
                (Meeting.case == Case.id) & (Meeting.state == MeetingState.PLANNED),
                Meeting.starts_on,
            ),
            AlertKind.REVIEW: (_unread_review(actor), CaseReview.sent_at),
            AlertKind.STAFFING_REVIEW: (unreviewed(actor), Staffing.review_on),
        }
        | _asked_supports(actor)
        | _private_rows(actor)
        | _open_hours()
    )


def _unread_review(actor: Any) -> Any:
    """The condition on reviews of a case that were sent to this person, who has neither answered
    nor opened them: the trail says who opened which (operations/reviews.read_review)."""
    opened = AuditEntry.select(SQL("1")).where(
        AuditEntry.case_id == CaseReview.case, AuditEntry.action == "view_review",
        AuditEntry.object_kind == CaseReview._meta.table_name,
        AuditEntry.object_id == CaseReview.id, AuditEntry.actor_id == CaseReview.worker,
    )  # fmt: skip
    # By the case, which has few: by the worker SQLite would go through all that were ever theirs.
    is_theirs = (CaseReview.case == Case.id) & (CaseReview.worker + 0 == actor.id)
    waits = (CaseReview.state == ReviewState.SENT) & CaseReview.answered_at.is_null()
    return is_theirs & waits & ~fn.EXISTS(opened)


def _asked_supports(actor: Any) -> dict[AlertKind, tuple[Any, Any]]:
    return {
        AlertKind.SERVICE_ASKED: (
            (SupportiveService.case == Case.id)
            & (SupportiveService.state == ServiceState.REQUESTED),
            SupportiveService.made_at,
        ),
        # A private one waits for those alone who may read it (NOTE-5).
        AlertKind.REFERRAL_ASKED: (
            (ServiceReferral.case == Case.id)
            & (ServiceReferral.state == ReferralState.ASKED)
            & ServiceReferral.readable_by(actor),
            ServiceReferral.made_at,
        ),
    }


def _private_rows(actor: Any) -> dict[AlertKind, tuple[Any, Any]]:
    return {
        # No case keeps or counts what lies in its private file (NOTE-7).
        AlertKind.PRIVATE_DOCUMENT: (
            (Document.case == Case.id)
            & (Document.is_private == True)  # noqa: E712
            & Document.received_at.is_null(False)
            & Document.state.in_([DocumentState.RECEIVED, DocumentState.BEING_CHECKED])
            & Document.readable_by(actor),
            Document.received_at,
        ),
        AlertKind.PRIVATE_TASK: (
            (Task.case == Case.id)
            & (Task.owner == TaskOwner.WORKER)
            & Task.done_at.is_null()
            & fn.EXISTS(_private_note(actor)),
            Task.due_on,
        ),
    }


def _open_hours() -> dict[AlertKind, tuple[Any, Any]]:
    return {
        AlertKind.OBJECTION: (
            (HoursEntry.case == Case.id)
            & (HoursEntry.objection != "")
            & (HoursEntry.objection_answer == "")
            & HoursEntry.replaced_at.is_null(),
            HoursEntry.objected_at,
        ),
        AlertKind.HOURS: (
            (HoursWeek.case == Case.id) & (HoursWeek.state == HoursState.REPORTED),
            HoursWeek.sent_at,
        ),
        AlertKind.VERDICT: (
            (MonthVerdict.case == Case.id) & MonthVerdict.is_open(),
            MonthVerdict.given_at,
        ),
    }


def _private_note(actor: Any) -> Any:
    """The private note of a task, for those who may read it (NOTE-5)."""
    return Note.select(SQL("1")).where(
        Note.id == Task.note, Note.private_reason != "", Note.readable_by(actor)
    )


def looks(actor: Any) -> dict[AlertKind, tuple[Any, Any]]:
    """Each kind's condition and its fact, in the kinds' own order."""
    kept, rows = kept_facts(), _open_rows(actor)
    found = {kind: (_stands(kind, fact), fact) for kind, fact in kept.items()}
    for kind, (are_open, column) in rows.items():
        wanted = are_open
        if kind is not AlertKind.UNDELIVERED:
            wanted &= _stands(kind, column)
        oldest = column.model.select(fn.MIN(column)).where(wanted)
        if kind is AlertKind.UNDELIVERED:
            # By number, the case's own few: for the least moment SQLite would go through all that
            # ever failed.
            oldest = column.model.select(column).where(wanted).order_by(column.model.id).limit(1)
        found[kind] = (fn.EXISTS(column.model.select(SQL("1")).where(wanted)), oldest)
    return {kind: found[kind] for kind in AlertKind}


# Kinds whose fact is a UTC moment; the others are local dates.
MOMENTS = frozenset({
    AlertKind.NEW_CASE, AlertKind.HANDED_BACK,
    AlertKind.UNDELIVERED, AlertKind.ADDRESS, AlertKind.MESSAGE, AlertKind.REPORT,
    AlertKind.DOCUMENT, AlertKind.PRIVATE_DOCUMENT, AlertKind.TOLD, AlertKind.SIGNATURE,
    AlertKind.SERVICE_ASKED, AlertKind.REFERRAL_ASKED,
    AlertKind.OPENED, AlertKind.REVIEW, AlertKind.OBJECTION, AlertKind.HOURS, AlertKind.VERDICT,
})  # fmt: skip
MOMENT = Opening.at


def _stands(kind: AlertKind, fact: Any) -> Any:
    """The condition that an alert stands, for values that `_values` gives."""
    if kind in _BY_PROGRAM:
        limits = [(Case.program == code, Place(f"{kind}:{code}")) for code in PROGRAMS]
        stands = fact <= When(None, limits)
        return stands & Case.status.in_(_UNTOUCHED) if kind is AlertKind.TOUCH else stands
    until = Place(str(kind))
    stands = fact < until if kind in MOMENTS else fact <= until
    return stands & (fact >= Place(f"{kind}:from")) if _has_end(kind) else stands


def _has_end(kind: AlertKind) -> bool:
    return stands_from(kind, date.max) is not None


def values(actor: Actor, today: date) -> dict[str, Any]:
    """What the conditions compare with on the office's date of today, for one person."""
    return _bounds(today, resources.timezone(), db.is_sqlite()) | {
        "actor": actor.id,
        "unit": actor.unit_id,
    }


@lru_cache(maxsize=8)
def _bounds(today: date, zone: str, is_sqlite: bool) -> dict[str, Any]:
    # The same for everybody on one day, as the database keeps them: to hand sixty dates to the
    # driver costs more than the query.
    def kept(on: date) -> Any:
        return on.isoformat() if is_sqlite else on

    found: dict[str, Any] = {}
    for kind in AlertKind:
        until, first = stands_until(kind, today), stands_from(kind, today)
        found[str(kind)] = kept(until)
        if kind in MOMENTS:
            found[str(kind)] = MOMENT.db_value(day_ends_at(until, zone))
        if first is not None:
            found[f"{kind}:from"] = (
                MOMENT.db_value(day_starts_at(first, zone)) if kind in MOMENTS else kept(first)
            )
    for kind in _BY_PROGRAM:
        for code, program in PROGRAMS.items():
            found[f"{kind}:{code}"] = kept(stands_until(kind, today, program))
    return found
