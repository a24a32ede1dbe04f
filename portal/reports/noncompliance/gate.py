"""The facts of the gate before a sanction, and of the seven steps after it, as the tables tell."""

from datetime import date
from typing import Any

from peewee import ModelSelect, fn

from portal import resources
from portal.models.cases import Case
from portal.models.contacts import Report, ReportState
from portal.models.documents import Document, DocumentRequest, RequestState
from portal.models.letters import Letter, LetterState
from portal.models.messages import Author, Message
from portal.models.noncompliance import CompliancePlan
from portal.models.notes import Note, NoteState
from portal.models.people import Participant
from portal.models.plans import Activity, Plan, PlanState
from portal.models.staffings import Staffing, StaffingState
from portal.models.supports import SupportiveService
from portal.policy.calendar import office_date
from portal.policy.documents import DocumentState
from portal.policy.reports import FollowUp
from portal.policy.sanction_gate import GateFacts, SanctionFacts
from portal.policy.staffings import Decision, StaffingKind
from portal.policy.status_periods import StatusReason, noncompliance_began
from portal.policy.statuses import CaseStatus
from portal.policy.supports import OPEN_SERVICES, ServiceState
from portal.prepared import Place, Prepared
from portal.reports.statuses import as_period, periods_of


def gate_facts(of: Any, today: date) -> GateFacts:
    """What is known of a noncompliance on the office's date of today: whether each thing was done
    that must be before a sanction (policy/sanction_gate.py). What lies in the private file must be
    looked at as well. Three statements beside the case."""
    row: dict[str, Any] = _UNREAD.one(case=of.case_id, of=of.id)
    staffing = staffing_of(of)
    periods = [as_period(one) for one in periods_of(of.case)]
    return GateFacts(
        today=today, since_on=of.since_on, is_required=_is_required(row),
        is_in_danger=bool(row["is_restricted"]),
        languages=frozenset({row["written_locale"], row["spoken_locale"]}),
        delivered_on=of.delivered_on, delivered_locale=str(of.delivered_locale),
        good_cause_until=of.good_cause_until, asked_on=of.asked_on,
        asked_locale=str(of.asked_locale), has_interpreter=bool(of.interpreter),
        documents_unread=row["documents"], messages_unread=row["messages"],
        reports_unread=row["reports"] + row["cannot"], has_open_question=row["questions"] > 0,
        finding=str(of.finding), found_on=of.found_on, plan_runs=row["plans"] > 0,
        supports_checked_on=of.supports_checked_on,
        staffed_on=_staffed_on(staffing, noncompliance_began(periods, today)),
        staffing_pursues=staffing is not None and staffing.decision == Decision.PURSUE,
        staffing_says_why=staffing is not None and bool(staffing.sealed_issues),
    )  # fmt: skip


def _is_required(row: dict[str, Any]) -> bool:
    """Whether the case still stands where a noncompliance put it."""
    asked = row["status"] == CaseStatus.GOOD_CAUSE and (
        row["status_reason"] == StatusReason.CAUSE_PERIOD
    )
    return asked or row["status"] == CaseStatus.NONCOMPLIANCE


def staffing_of(of: Any) -> Any:
    """The latest completed staffing before a sanction of the case, where there is one (STAFF-3)."""
    return (
        Staffing.select()
        .where(
            Staffing.case == of.case_id, Staffing.kind == StaffingKind.BEFORE_SANCTION,
            Staffing.state == StaffingState.COMPLETED,
        )
        .order_by(Staffing.completed_at.desc(), Staffing.id.desc())
        .first()
    )  # fmt: skip


def _staffed_on(staffing: Any, since_on: date | None) -> date | None:
    """The local date of a staffing: the earliest that anything about it says, so that none is made
    to count by the day it was typed in; None for one before the case last came to stand here."""
    if staffing is None or since_on is None:
        return None
    days = [office_date(staffing.completed_at, resources.timezone())]
    held_on: date = min(filter(None, (*days, staffing.completed_on, staffing.held_on)))
    return held_on if held_on >= since_on else None


def _unread() -> ModelSelect:
    case = Place("case")

    def count(table: Any, *conditions: Any) -> Any:
        return table.select(fn.COUNT(table.id)).where(table.case == case, *conditions)

    waits = Document.state.in_([DocumentState.RECEIVED, DocumentState.BEING_CHECKED])
    cannot = DocumentRequest.state == RequestState.CANNOT
    asks = (Report.follow_up == FollowUp.GOOD_CAUSE) & Report.follow_up_done_at.is_null()
    plans = CompliancePlan.select(fn.COUNT(CompliancePlan.id)).where(
        CompliancePlan.noncompliance == Place("of"), CompliancePlan.outcome == ""
    )
    return (
        Case.select(
            Case.status, Case.status_reason, Case.is_restricted, Participant.written_locale,
            Participant.spoken_locale,
            count(Document, Document.received_at.is_null(False), waits).alias("documents"),
            count(Message, Message.is_unread_from(Author.PARTICIPANT)).alias("messages"),
            count(Report, Report.state == ReportState.SENT).alias("reports"),
            count(DocumentRequest, cannot).alias("cannot"),
            count(Report, asks).alias("questions"),
            plans.alias("plans"),
        )
        .join(Participant)
        .where(Case.id == case)
        .dicts()
    )  # fmt: skip


_UNREAD = Prepared(_unread)


def sanction_facts(of: Any, case: Any, today: date) -> SanctionFacts:
    """What the tables tell of the seven steps of a sanction (policy/sanction_gate.py); one
    statement beside the case."""
    row: dict[str, Any] = _STEPS.one(case=case.id, since=Letter.sent_at.db_value(of.sanctioned_at))
    is_set = case.status == CaseStatus.SANCTIONED
    return SanctionFacts(
        today=today, announced_on=_local(Letter, row["announced_at"]),
        status_since_on=case.status_since_on if is_set else None,
        activities_run=row["activities"] > 0, supports_run=row["services"] > 0,
        supports_told_on=_local(Letter, row["told_at"]) or _nothing_to_end(of, row),
        noted_on=_local(Note, row["noted_at"]), touched_on=case.last_touched_on,
    )  # fmt: skip


def _nothing_to_end(of: Any, row: dict[str, Any]) -> date | None:
    # Where no service was ended, there is nothing to notify of.
    return None if row["ended"] else of.effective_on


def _local(table: Any, value: Any) -> date | None:
    column = table.sent_at if table is Letter else table.finished_at
    moment = column.python_value(value)
    return office_date(moment, resources.timezone()) if moment is not None else None


def _steps() -> ModelSelect:
    case, since = Place("case"), Place("since")

    def sent(kind: str) -> Any:
        return Letter.select(fn.MIN(Letter.sent_at)).where(
            Letter.case == case, Letter.kind == kind, Letter.state == LetterState.SENT,
            Letter.sent_at >= since,
        )  # fmt: skip

    services = SupportiveService.select(fn.COUNT(SupportiveService.id)).where(
        SupportiveService.case == case
    )
    runs = SupportiveService.state.in_(OPEN_SERVICES) & SupportiveService.ends_on.is_null()
    gone = SupportiveService.state == ServiceState.DISCONTINUED
    ended = (gone | SupportiveService.ends_on.is_null(False)) & (
        SupportiveService.decided_at >= since
    )
    noted = Note.select(fn.MIN(Note.finished_at)).where(
        Note.case == case, Note.state == NoteState.FINISHED, Note.finished_at >= since
    )
    activities = (
        Activity.select(fn.COUNT(Activity.id))
        .join(Plan)
        .where(Plan.case == case, Plan.state == PlanState.SIGNED, Activity.ends_on.is_null())
    )
    return Case.select(
        sent("sanction").alias("announced_at"), sent("support_ended").alias("told_at"),
        services.where(runs).alias("services"), services.where(ended).alias("ended"),
        noted.alias("noted_at"), activities.alias("activities"),
    ).where(Case.id == case).dicts()  # fmt: skip


_STEPS = Prepared(_steps)
