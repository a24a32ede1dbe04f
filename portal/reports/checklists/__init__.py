"""How a worker's checklists stand: what facts of the case say, and what was marked by hand."""

from datetime import date, datetime
from typing import Any

from peewee import JOIN, ModelSelect, fn

from portal import resources
from portal.models.accounts import Account
from portal.models.assessments import Assessment
from portal.models.cases import Case
from portal.models.checklists import ChecklistMark
from portal.models.contacts import Contact
from portal.models.handings import Assignment
from portal.models.hours import HoursState, HoursWeek
from portal.models.meetings import Meeting
from portal.models.plan_changes import PlanChange
from portal.models.plans import PlanState
from portal.models.screenings import Screening
from portal.models.supports import ServiceReferral, SupportiveService, SupportMonth
from portal.models.verdicts import MonthVerdict
from portal.policy.calendar import Month, day_starts_at, office_date
from portal.policy.checklists import Checklist, Fact, Part, Standing, standings
from portal.policy.meetings import MeetingKind, MeetingState
from portal.policy.plan_changes import ChangeState
from portal.policy.supports import MonthState, ServiceState
from portal.prepared import Place, Prepared


def standings_of(case: Any, checklist: Checklist, at: datetime) -> tuple[Standing, ...]:
    """How each part of a list stands for a case at a UTC moment. Two statements.

    A mark of the acceptance counts since the case was last given to a worker; a monthly one in its
    month. Source: CASE-1, CASE-2.
    """
    return _standings(case, checklist, at, marks_of(case, checklist))


def _standings(
    case: Any, checklist: Checklist, at: datetime, marks: list[Any]
) -> tuple[Standing, ...]:
    today = office_date(at, resources.timezone())
    row = _facts_row(case, today)
    if checklist is Checklist.ACCEPTANCE:
        given_at = Assignment.at.python_value(row["given_at"])
        marked = {one.part: one.done_on for one in marks if given_at is None or one.at >= given_at}
        facts = _acceptance(case, row, given_at)
    else:
        month = str(Month.of(today))
        marked = {one.part: one.done_on for one in marks if one.month in ("", month)}
        facts = _management(case, row, today)
    return standings(checklist, facts, {Part(part): on for part, on in marked.items()})


def page_of(
    case: Any, checklist: Checklist, at: datetime
) -> tuple[tuple[Standing, ...], dict[str, str]]:
    """As standings_of, with who marked each part. Two statements."""
    marks = marks_of(case, checklist)
    return _standings(case, checklist, at, marks), {one.part: one.name for one in marks}


def marks_of(case: Any, checklist: Checklist) -> list[Any]:
    """The marks of a list that stand, the latest last, with who made them. One statement."""
    return _MARKS.rows(case=case.id, checklist=checklist)


def _acceptance(case: Any, row: dict[str, Any], given_at: datetime | None) -> dict[Part, Fact]:
    """What facts say of a case newly taken over; where something waits, its worker says that they
    looked at it."""
    facts: dict[Part, Fact] = {}
    if not (case.reports_waiting or case.told_since_at or case.cause_asked_on):
        facts[Part.ALERTS_CURRENT] = Fact(True)
    if case.unnoted_on is None:
        facts[Part.COMMENTS_CURRENT] = Fact(True)
    if case.plan_status == PlanState.SIGNED:
        facts[Part.PLAN_ENTERED] = Fact(True)
    if not case.documents_waiting:
        facts[Part.PAPERS_FILED] = Fact(True)
    since = office_date(given_at, resources.timezone()) if given_at else case.enrolled_on
    tried: list[date] = [
        on for on in (_on(row["tried_on"]), _on(row["met_on"])) if on is not None and on >= since
    ]
    facts[Part.REACHED_OUT] = Fact(bool(tried), max(tried, default=None))
    return facts


def _management(case: Any, row: dict[str, Any], today: date) -> dict[Part, Fact]:
    """What facts say of the parts of case management; for the rest there is no entry."""
    month = Month.of(today).span
    accepted_at = Assignment.at.python_value(row["accepted_at"])
    accepted_on = office_date(accepted_at, resources.timezone()) if accepted_at else None
    is_touched = case.last_touched_on is not None and month.has(case.last_touched_on)
    facts = {
        Part.ACCEPTED: Fact(case.assigned_since_at is None, accepted_on),
        Part.ASSESSED: _happened(row["assessed_on"]),
        Part.BARRIERS: _happened(row["screened_on"]),
        Part.PLAN_SIGNED: Fact(case.plan_status == PlanState.SIGNED),
        Part.CONTACT: Fact(is_touched, case.last_touched_on),
        Part.NOTED: Fact(case.unnoted_on is None),
        Part.ATTENDANCE: Fact(not row["weeks_open"]),
        Part.HOURS: Fact(not row["verdicts_open"]),
        Part.STATUS: Fact(case.status_review_on is None or case.status_review_on >= today),
        Part.PAPERS: Fact(not case.documents_waiting),
        Part.ALERTS: Fact(not (case.reports_waiting or case.cause_asked_on)),
    }
    # What the tables know to be done is done; where they know nothing, the worker says so.
    known = {
        Part.INTRODUCTION: _on(row["introduced_on"]),
        Part.SUPPORT_TEAM: _on(row["team_on"]),
        Part.REFERRALS: _on(row["referred_on"]),
    }
    facts |= {part: Fact(True, on) for part, on in known.items() if on is not None}
    if row["changes_open"]:
        facts[Part.PLAN_REVIEWED] = Fact(False)
    if row["services_asked"]:
        facts[Part.SUPPORTS] = Fact(False)
    elif row["months_authorized"]:
        facts[Part.SUPPORTS] = Fact(True)
    return facts


def _happened(value: Any) -> Fact:
    on = _on(value)
    return Fact(on is not None, on)


def _on(value: Any) -> date | None:
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def _facts_row(case: Any, today: date) -> dict[str, Any]:
    found: dict[str, Any] = _FACTS.one(
        case=case.id, month=str(Month.of(today)),
        from_at=Meeting.starts_at.db_value(day_starts_at(today, resources.timezone())),
    )  # fmt: skip
    return found


def _latest(column: Any, *conditions: Any) -> Any:
    table = column.model
    return table.select(fn.MAX(column)).where(table.case == Place("case"), *conditions)


def _count(table: Any, *conditions: Any) -> Any:
    return table.select(fn.COUNT(table.id)).where(table.case == Place("case"), *conditions)


def _meetings() -> dict[str, Any]:
    held = Meeting.state == MeetingState.HELD
    is_to_come = (Meeting.state == MeetingState.PLANNED) & (Meeting.starts_at >= Place("from_at"))
    # Where the support team could not meet, the case goes on all the same (WTW 42-7.38, II.B).
    came_about = Meeting.state.in_([MeetingState.HELD, MeetingState.NOT_HELD])
    introduces = Meeting.kind == MeetingKind.INTRODUCTION
    return {
        "met_on": _latest(Meeting.starts_on, introduces, held | is_to_come),
        "introduced_on": _latest(Meeting.starts_on, introduces, held),
        "team_on": _latest(Meeting.starts_on, Meeting.kind == MeetingKind.SUPPORT_TEAM, came_about),
    }


def _supports() -> dict[str, Any]:
    offered_on = fn.COALESCE(ServiceReferral.offered_on, ServiceReferral.asked_on)
    months = (
        SupportMonth.select(fn.COUNT(SupportMonth.id))
        .join(SupportiveService)
        .where(
            SupportiveService.case == Place("case"), SupportMonth.month == Place("month"),
            SupportMonth.state.in_([MonthState.AUTHORIZED, MonthState.ISSUED]),
        )
    )  # fmt: skip
    return {
        # What is private is in no count (NOTE-5).
        "referred_on": ServiceReferral.select(fn.MAX(offered_on)).where(
            ServiceReferral.case == Place("case"), ServiceReferral.is_private.in_([False])
        ),
        "services_asked": _count(
            SupportiveService, SupportiveService.state == ServiceState.REQUESTED
        ),
        "months_authorized": months,
    }


def _facts() -> ModelSelect:
    asks = {
        "given_at": _latest(Assignment.at),
        "accepted_at": _latest(Assignment.accepted_at),
        "tried_on": _latest(
            Contact.occurred_on, Contact.is_attempt, Contact.account.is_null(False)
        ),
        "assessed_on": _latest(Assessment.taken_on),
        "screened_on": _latest(Screening.screened_on),
        "weeks_open": _count(HoursWeek, HoursWeek.state == HoursState.REPORTED),
        "verdicts_open": _count(MonthVerdict, MonthVerdict.is_open()),
        "changes_open": _count(PlanChange, PlanChange.state == ChangeState.OPEN),
    } | _meetings() | _supports()  # fmt: skip
    return (
        Case.select(*(query.alias(name) for name, query in asks.items()))
        .where(Case.id == Place("case"))
        .dicts()
    )


def _marks() -> ModelSelect:
    return (
        ChecklistMark.select(
            ChecklistMark.part, ChecklistMark.month, ChecklistMark.done_on, ChecklistMark.at,
            Account.name,
        )
        .join(Account, JOIN.LEFT_OUTER, on=(ChecklistMark.by == Account.id))
        .where(
            ChecklistMark.case == Place("case"), ChecklistMark.checklist == Place("checklist"),
            ChecklistMark.undone_at.is_null(),
        )
        .order_by(ChecklistMark.at, ChecklistMark.id)
        .namedtuples()
    )  # fmt: skip


_FACTS = Prepared(_facts)
_MARKS = Prepared(_marks)
