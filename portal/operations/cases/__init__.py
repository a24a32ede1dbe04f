"""What is kept on the case for the lists, and its line of time.

Every operation that changes a fact of a case calls `refresh` in its own transaction, so lists
never join or count (goals.md).
"""

from datetime import date, datetime
from typing import Any

from peewee import SQL, ModelSelect, fn
from peewee import Case as When

from portal import clock, resources
from portal.models.assessments import Assessment
from portal.models.cases import Case, EntryKind, TimelineEntry
from portal.models.contacts import Contact, Report, ReportKind, ReportState
from portal.models.documents import Document, DocumentRequest, Page, RequestState
from portal.models.letters import Letter
from portal.models.messages import Message
from portal.models.notes import Note, NoteState
from portal.models.tasks import Task, TaskOwner
from portal.operations.cases.clocks import kept_months, month_deadlines
from portal.operations.cases.names import replace_pieces
from portal.operations.cases.plans import kept_plan
from portal.policy.calendar import Month
from portal.policy.contacts import Way
from portal.policy.deadlines import Deadline, DeadlineKind, contact_deadlines, next_deadline
from portal.policy.documents import DocumentState
from portal.policy.hours import FamilyType, required_month_minutes, required_weekly_minutes
from portal.policy.names import search_words
from portal.policy.programs import program
from portal.policy.reports import FollowUp
from portal.policy.statuses import CaseStatus
from portal.prepared import Place, Prepared
from portal.reports.hours.month import counted_minutes
from portal.reports.hours.verdicts import owed_share

# Since when something of a case waits (policy/alerts.py).
KEPT_SINCE = (
    "unnoted_on", "task_due_on", "documents_since_at", "reports_since_at", "address_since_at",
    "told_since_at", "offered_at", "change_until", "reassign_until",
)  # fmt: skip


def add_to_timeline(case: Case, kind: EntryKind, at: datetime, ref: int) -> None:
    """Puts a line on the case's line of time, in the transaction of what it tells of."""
    TimelineEntry.insert(case=case.id, at=at, kind=kind, ref=ref).execute()


def refresh(case_id: int, on: date | None = None) -> Case:
    """Computes again what the case keeps for the lists, inside the operation that changed what it
    is computed from; `on` is the office's date of today.

    Gives the case as it now stands. Writes nothing when nothing changed.
    """
    today = on or clock.today(resources.timezone())
    case: Case = Case.get_by_id(case_id)
    kept = _kept(case, today)
    changed = {name: value for name, value in kept.items() if getattr(case, name) != value}
    if changed:
        Case.update(version=Case.version + 1, **changed).where(Case.id == case_id).execute()
        if "search_words" in changed:
            replace_pieces(case, str(case.search_words), changed["search_words"])
        for name, value in changed.items():
            setattr(case, name, value)
    return case


def _kept(case: Case, today: date) -> dict[str, Any]:
    facts = _facts(case, today)
    deadlines = contact_deadlines(
        program(case.program),
        CaseStatus(case.status),
        case.enrolled_on,
        facts["last_live_on"],
        facts["last_attempt_on"],
        facts["last_touched_on"],
    )
    due = {deadline.kind: deadline.due_on for deadline in deadlines}
    months = kept_months(case, facts, today)
    deadlines += _good_cause(case) + _other_deadlines(facts, today) + month_deadlines(months)
    if case.status_review_on is not None:
        deadlines.append(Deadline(DeadlineKind.EXEMPTION_REVIEW, case.status_review_on))
    first = next_deadline(deadlines)
    return {
        "last_live_on": facts["last_live_on"],
        "last_attempt_on": facts["last_attempt_on"],
        "last_touched_on": facts["last_touched_on"],
        "live_due_on": due.get(DeadlineKind.LIVE_CONTACT),
        "attempt_due_on": due.get(DeadlineKind.ATTEMPT),
        "next_deadline_on": first.due_on if first else None,
        "next_deadline_kind": str(first.kind) if first else "",
        "documents_waiting": facts["documents_waiting"] or 0,
        "reports_waiting": facts["reports_waiting"] or 0,
        "plan_status": facts["plan_status"] or "",
        "cause_asked_on": facts["cause_asked_on"],
        **{name: facts[name] for name in KEPT_SINCE},
        **months,
        "search_words": search_words(str(case.display_name), str(case.number)),
        "month": today.strftime("%Y-%m"),
        "month_minutes_done": facts["minutes"] or 0,
        **_required(case, today),
    }


def _good_cause(case: Any) -> list[Deadline]:
    """The last day to give a reason, or the day of another step of an open noncompliance."""
    if case.good_cause_until is not None:
        return [Deadline(DeadlineKind.GOOD_CAUSE, case.good_cause_until)]
    due_on = case.noncompliance_due_on
    return [Deadline(DeadlineKind.NONCOMPLIANCE, due_on)] if due_on is not None else []


def _required(case: Case, today: date) -> dict[str, int]:
    rules, family = program(case.program), FamilyType(case.family_type)
    child = case.youngest_child_born_on
    if CaseStatus(case.status) is CaseStatus.EXEMPT:
        return {"weekly_minutes_required": 0, "month_minutes_required": 0}
    month = Month.of(today)
    whole = required_month_minutes(rules, family, child, month) or 0
    return {
        "weekly_minutes_required": required_weekly_minutes(rules, family, child, today) or 0,
        # Days of an exemption in it owe nothing (CASE-3).
        "month_minutes_required": min(whole, owed_share(case, month)) if case.not_owed else whole,
    }


def _other_deadlines(facts: dict[str, Any], today: date) -> list[Deadline]:
    found = [
        (DeadlineKind.DOCUMENT_REQUEST, facts["request_due_on"]),
        (DeadlineKind.PLAN_CHANGE, facts["change_until"]),
        (DeadlineKind.REASSIGNMENT, facts["reassign_until"]),
        (DeadlineKind.TASK, facts["task_due_on"]),
    ]
    # A grace period that has run out asks nothing of anybody any more.
    grace = (DeadlineKind.PLAN_CHANGE, DeadlineKind.REASSIGNMENT)
    return [
        Deadline(kind, due_on)
        for kind, due_on in found
        if due_on is not None and not (kind in grace and due_on < today)
    ]


def _facts(case: Case, today: date) -> dict[str, Any]:
    of_case = Contact.case == case.id
    contacts: Any = (
        Contact.select(
            fn.MAX(When(None, ((Contact.is_live, Contact.occurred_on),))).alias("last_live_on"),
            fn.MAX(When(None, ((Contact.is_attempt, Contact.occurred_on),))).alias(
                "last_attempt_on"
            ),
            fn.MAX(
                When(
                    None,
                    ((Contact.is_attempt | (Contact.way == Way.GROUP), Contact.occurred_on),),
                )
            ).alias("last_touched_on"),
        )
        .where(of_case)
        .dicts()
        .get()
    )
    for name, value in contacts.items():
        contacts[name] = date.fromisoformat(value) if isinstance(value, str) else value
    return contacts | _waiting(case) | kept_plan(case, today) | _hours(case, today)


def _waiting(case: Case) -> dict[str, Any]:
    row: dict[str, Any] = _WAITS.one(case=case.id)
    for name in _DATES:
        if isinstance(row[name], str):
            row[name] = date.fromisoformat(row[name])
    # The oldest of a list of one's own, not of a column: the library reads it as it comes.
    moments: dict[str, Any] = {name: Report.sent_at.python_value(row[name]) for name in _MOMENTS}
    cannot_at = Report.sent_at.python_value(row["cannot_at"])
    sent = [one for one in (moments["reports_since_at"], cannot_at) if one is not None]
    # "I can't get it" is told to the worker as a report is, and waits for an answer (DOC-4).
    both = {
        "reports_waiting": row["reports"] + row["cannot"],
        "reports_since_at": min(sent, default=None),
    }
    return row | moments | both


def _waits() -> ModelSelect:
    of_case = Place("case")
    are = _open_of(of_case)
    return (
        Case.select(
            _one_of(fn.COUNT(Document.id), are["documents"], "documents_waiting"),
            Document.select(fn.MIN(_came_at())).where(are["documents"]).alias("documents_since_at"),
            _one_of(fn.COUNT(Report.id), are["reports"], "reports"),
            _one_of(fn.MIN(Report.sent_at), are["reports"], "reports_since_at"),
            _one_of(fn.MIN(Report.sent_at), are["address"], "address_since_at"),
            _one_of(fn.MIN(Report.follow_up_on), are["cause"], "cause_asked_on"),
            _one_of(fn.COUNT(DocumentRequest.id), are["cannot"], "cannot"),
            _one_of(fn.MIN(DocumentRequest.cannot_at), are["cannot"], "cannot_at"),
            _one_of(fn.MIN(DocumentRequest.due_on), are["asked"], "request_due_on"),
            _one_of(fn.MIN(Task.due_on), are["tasks"], "task_due_on"),
            _one_of(fn.MIN(Task.told_at), are["told"], "told_since_at"),
            _one_of(fn.MIN(Contact.occurred_on), unnoted(of_case), "unnoted_on"),
            _one_of(fn.MIN(Assessment.again_on), are["assessed"], "reassess_on"),
        )
        .where(Case.id == of_case)
        .dicts()
    )


def _came_at() -> Any:
    """Since when a document waits: a page sent again begins the wait anew (DOC-2)."""
    again = Page.select(fn.MAX(Page.received_at)).where(
        Page.document == Document.id, Page.replaces.is_null(False)
    )
    return fn.COALESCE(again, Document.received_at)


def _open_of(of_case: Any) -> dict[str, Any]:
    """What waits of a case: the conditions on its rows, by name."""
    documents = (
        (Document.case == of_case)
        & Document.received_at.is_null(False)
        & Document.state.in_([DocumentState.RECEIVED, DocumentState.BEING_CHECKED])
        & (Document.is_private == False)  # noqa: E712  no list counts the private file (NOTE-7)
    )
    reports = (Report.case == of_case) & (Report.state == ReportState.SENT)
    address = (
        (Report.case == of_case)
        & (Report.kind == ReportKind.ADDRESS)
        & Report.state.not_in([ReportState.CONFIRMED, ReportState.DECLINED])
    )
    cause = (
        (Report.case == of_case)
        & (Report.follow_up == FollowUp.GOOD_CAUSE)
        & Report.follow_up_done_at.is_null()
    )
    asks = DocumentRequest.case == of_case
    cannot = (
        asks
        & (DocumentRequest.state == RequestState.CANNOT)
        & (DocumentRequest.is_private == False)  # noqa: E712
    )
    asked = asks & (DocumentRequest.state == RequestState.ASKED)
    # What a private note led to is counted nowhere that others look (NOTE-5).
    private = Note.select(SQL("1")).where(Note.id == Task.note, Note.private_reason != "")
    steps = (Task.case == of_case) & Task.done_at.is_null() & ~fn.EXISTS(private)
    tasks = steps & (Task.owner == TaskOwner.WORKER)
    told = steps & Task.told_at.is_null(False)
    assessed = (Assessment.case == of_case) & Assessment.followed_at.is_null()
    return {
        "documents": documents, "reports": reports, "address": address, "cause": cause,
        "cannot": cannot, "asked": asked, "tasks": tasks, "told": told, "assessed": assessed,
    }  # fmt: skip


def unnoted(of_case: Any) -> Any:
    """The condition on contacts that staff recorded and no finished note tells of (CON-7); a sent
    letter, a message and a group's one summary tell of themselves. In: what the case's id is
    compared with."""
    noted = Note.select(SQL("1")).where(
        Note.contact == Contact.id, Note.state == NoteState.FINISHED
    )
    lettered = Letter.select(SQL("1")).where(Letter.contact == Contact.id)
    written = Message.select(SQL("1")).where(Message.contact == Contact.id)
    return (
        (Contact.case == of_case)
        & Contact.account.is_null(False)
        & Contact.group.is_null()
        & ~fn.EXISTS(noted)
        & ~fn.EXISTS(lettered)
        & ~fn.EXISTS(written)
    )


def _one_of(value: Any, condition: Any, name: str) -> Any:
    return value.arguments[0].model.select(value).where(condition).alias(name)


_WAITS = Prepared(_waits)
_DATES = ("request_due_on", "task_due_on", "unnoted_on", "cause_asked_on", "reassess_on")
_MOMENTS = ("documents_since_at", "reports_since_at", "address_since_at", "told_since_at")


def _hours(case: Case, today: date) -> dict[str, Any]:
    return {"minutes": counted_minutes(case, Month.of(today))}
