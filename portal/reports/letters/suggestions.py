"""Which letters the events of a case ask for: computed when somebody looks, never kept.

Each has a cause, the name of its event; a letter that was begun for it keeps that name, so that
no event asks twice (screens.md, section 7). What is of the private file asks for nothing here.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

from peewee import ModelSelect, Value, fn

from portal import letter_kinds, resources
from portal.models.accounts import AccessCode
from portal.models.cases import Case
from portal.models.clocks import ClockStop
from portal.models.copies import NoteCopy
from portal.models.documents import Document, DocumentRequest, RequestState
from portal.models.letters import Letter
from portal.models.letters_aside import LetterAside
from portal.models.noncompliance import CompliancePlan, Noncompliance
from portal.models.plans import Plan, PlanState
from portal.models.statuses import StatusPeriod
from portal.models.supports import SupportiveService
from portal.models.verdicts import MonthVerdict
from portal.policy.calendar import office_date
from portal.policy.noncompliance import NoncomplianceState
from portal.policy.status_periods import REVIEW_LEAD, StatusSource
from portal.policy.statuses import CaseStatus, live_contact_is_owed
from portal.policy.supports import ServiceState
from portal.prepared import Place, Prepared
from portal.reports.letters.starting import RECENT_DAYS

NO_CONTACT_DAYS = 30  # without a live contact: the letter; screens.md, section 7, L05
_SETTLED = "settled"  # beside the events: a letter was begun for it, or put aside
SOON_DAYS = 25  # without a live contact: the letter that one falls due; DW CM alerts on that day


class Event(StrEnum):
    """What happens on a case and asks for a letter."""

    CODE_ISSUED = "code_issued"
    PLAN_OFFERED = "plan_offered"
    PLAN_SIGNED = "plan_signed"
    PLAN_AMENDED = "plan_amended"
    CONTACT_DUE = "contact_due"
    NO_CONTACT = "no_contact"
    DOCUMENT_ASKED = "document_asked"
    DOCUMENT_RECEIVED = "document_received"
    MONTH_SHORT = "month_short"
    NOTES_COPIED = "notes_copied"
    EXEMPTED = "exempted"
    EXEMPT_STATUS = "exempt_status"
    EXEMPTION_ENDS = "exemption_ends"
    EXEMPTION_OVER = "exemption_over"
    SUPPORT_DECIDED = "support_decided"
    SUPPORT_ENDED = "support_ended"
    NONCOMPLIANCE = "noncompliance"
    PLAN_BROKEN = "plan_broken"
    SANCTIONED = "sanctioned"
    SANCTION_MONTH = "sanction_month"
    SANCTION_ENDED = "sanction_ended"


KINDS: dict[Event, str] = {
    Event.CODE_ISSUED: "access_code",
    Event.PLAN_OFFERED: "plan_to_sign",
    Event.PLAN_SIGNED: "plan_to_sign",
    Event.PLAN_AMENDED: "plan_amended",
    Event.CONTACT_DUE: "contact_due_soon",
    Event.NO_CONTACT: "no_contact_30_days",
    Event.DOCUMENT_ASKED: "documents_needed",
    Event.DOCUMENT_RECEIVED: "documents_received",
    Event.MONTH_SHORT: "hours_short",
    Event.NOTES_COPIED: "notes_copy_ready",
    Event.EXEMPTED: "exemption_decided",
    Event.EXEMPT_STATUS: "exemption_decided",
    Event.EXEMPTION_ENDS: "exemption_decided",
    Event.EXEMPTION_OVER: "exemption_decided",
    Event.SUPPORT_DECIDED: "support_decided",
    Event.SUPPORT_ENDED: "support_ended",
    Event.NONCOMPLIANCE: "good_cause",
    Event.PLAN_BROKEN: "good_cause",
    Event.SANCTIONED: "sanction",
    Event.SANCTION_MONTH: "sanction_check_in",
    Event.SANCTION_ENDED: "sanction_ended",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A letter that an event of the case asks for; `cause` names the event."""

    event: Event
    kind: str
    cause: str


def suggested(case: Case, at: datetime) -> list[Suggestion]:
    """The letters that the case's events up to the UTC moment `at` ask for and that nobody began or
    put aside, in the order of Event. One statement."""
    moment = Letter.created_at.db_value
    rows = _EVENTS.tuples(
        case=case.id, person=case.participant_id, now=moment(at),
        since=moment(at - timedelta(days=RECENT_DAYS)),
    )  # fmt: skip
    settled = {str(cause) for event, cause in rows if event == _SETTLED}
    causes = [(Event(event), f"{event}:{row}") for event, row in rows if event != _SETTLED]
    today = office_date(at, resources.timezone())
    causes += _of_contact(case, today) + _of_exemption(case, today) + _of_sanction(case, today)
    shipped = letter_kinds.kinds()
    return [
        Suggestion(event, KINDS[event], cause)
        for event, cause in sorted(causes, key=lambda one: (list(Event).index(one[0]), one[1]))
        if cause not in settled
        and KINDS[event] in shipped
        and str(case.program) in shipped[KINDS[event]].citations
    ]


def exemption_cause(case_id: int, looked_at_on: date) -> str:
    """The name of the event that an exemption is looked at again on a local date (CASE-3)."""
    return f"{Event.EXEMPTION_ENDS}:{case_id}:{looked_at_on.isoformat()}"


def _of_exemption(case: Any, today: date) -> list[tuple[Event, str]]:
    """The letter before an exemption is looked at again or ends (CASE-3)."""
    on = case.status_review_on
    if case.status != CaseStatus.EXEMPT or on is None or on > today + timedelta(days=REVIEW_LEAD):
        return []
    return [(Event.EXEMPTION_ENDS, exemption_cause(case.id, on))]


def _of_sanction(case: Case, today: date) -> list[tuple[Event, str]]:
    """The letter of each calendar month of a sanction (CASE-5; WTW 42-7.38, II.I.7)."""
    if case.status != CaseStatus.SANCTIONED:
        return []
    return [(Event.SANCTION_MONTH, f"{Event.SANCTION_MONTH}:{case.id}:{today:%Y-%m}")]


def _of_contact(case: Case, today: date) -> list[tuple[Event, str]]:
    """The two letters on contact: on day 25 and from day 30 on without a live one (CON-2)."""
    since: date = case.last_live_on or case.enrolled_on
    days = (today - since).days
    if days < SOON_DAYS or not live_contact_is_owed(CaseStatus(case.status)):
        return []
    event = Event.NO_CONTACT if days >= NO_CONTACT_DAYS else Event.CONTACT_DUE
    return [(event, f"{event}:{case.id}:{since.isoformat()}")]


def _events() -> ModelSelect:
    """What happened lately, by the number of the newest row of each kind of event; and the causes
    of the letters that were begun or put aside."""
    since, case = Place("since"), Place("case")
    begun, aside = (
        table.select(Value(_SETTLED).alias("event"), table.cause.alias("cause")).where(
            table.case == case, is_it
        )
        for table, is_it in (
            (Letter, Letter.cause.is_null(False)),
            (LetterAside, LetterAside.taken_back_at.is_null()),
        )
    )
    plans = Plan.case == case
    amended = Plan.follows.is_null(False)
    signed = (Plan.state == PlanState.SIGNED) & (Plan.signed_by_participant_at >= since)
    asked = DocumentRequest.state == RequestState.ASKED
    public = [
        one.is_private == False  # noqa: E712
        for one in (DocumentRequest, Document)
    ]
    papers = (
        _newest(Event.CODE_ISSUED, AccessCode,
                  AccessCode.participant_id == Place("person"), AccessCode.used_at.is_null(),
                  AccessCode.expires_at > Place("now"),
                  AccessCode.is_reusable == False),  # noqa: E712
        _newest(Event.PLAN_OFFERED, Plan, plans, Plan.state == PlanState.OFFERED),
        _newest(Event.PLAN_SIGNED, Plan, plans, signed, ~amended),
        _newest(Event.PLAN_AMENDED, Plan, plans, signed, amended),
        _newest(Event.DOCUMENT_ASKED, DocumentRequest, DocumentRequest.case == case, asked,
                  DocumentRequest.asked_at >= since, public[0]),
        _newest(Event.DOCUMENT_RECEIVED, Document, Document.case == case,
                  Document.received_at >= since, public[1]),
        _newest(Event.MONTH_SHORT, MonthVerdict, MonthVerdict.case == case,
                  MonthVerdict.is_open()),
        _newest(Event.NOTES_COPIED, NoteCopy, NoteCopy.case == case,
                  NoteCopy.released_at >= since),
    )  # fmt: skip
    return reduce(or_, (aside, *papers, *_of_standing(case, since)), begun)


def _of_standing(case: Any, since: Any) -> tuple[ModelSelect, ...]:
    """Events of where a case stands and of what it is given."""
    return (
        _newest(Event.EXEMPTED, ClockStop, ClockStop.case == case,
                  ClockStop.entered_at >= since, ClockStop.replaced_at.is_null()),
        _newest(Event.EXEMPT_STATUS, StatusPeriod, *_stood(CaseStatus.EXEMPT)),
        _newest(Event.EXEMPTION_OVER, StatusPeriod, *_stood(CaseStatus.ACTIVE), _was_exempt()),
        _newest(Event.SUPPORT_DECIDED, SupportiveService, *_decided(),
                  SupportiveService.state.in_([ServiceState.AUTHORIZED, ServiceState.DENIED])),
        _newest(Event.SUPPORT_ENDED, SupportiveService, *_decided(),
                  SupportiveService.state == ServiceState.DISCONTINUED),
        _newest(Event.NONCOMPLIANCE, Noncompliance, Noncompliance.case == case,
                  Noncompliance.state == NoncomplianceState.NOTICED,
                  Noncompliance.delivered_on.is_null()),
        _newest(Event.PLAN_BROKEN, CompliancePlan, *_broken()),
        _newest(Event.SANCTIONED, Noncompliance, Noncompliance.case == case,
                  Noncompliance.state == NoncomplianceState.SANCTIONED),
        _newest(Event.SANCTION_ENDED, Noncompliance, Noncompliance.case == case,
                  Noncompliance.state == NoncomplianceState.SANCTION_ENDED,
                  Noncompliance.ended_at >= since),
    )  # fmt: skip


def _stood(status: CaseStatus) -> tuple[Any, ...]:
    """The conditions on periods of a status that a worker entered lately, of the case."""
    return (
        StatusPeriod.case == Place("case"), StatusPeriod.status == status,
        StatusPeriod.set_at >= Place("since"), StatusPeriod.replaced_at.is_null(),
        StatusPeriod.source == StatusSource.WORKER,
    )  # fmt: skip


def _was_exempt() -> Any:
    """The condition on periods before which the case was exempt."""
    before = StatusPeriod.alias()
    return fn.EXISTS(
        before.select(before.id).where(
            before.case == StatusPeriod.case, before.status == CaseStatus.EXEMPT,
            before.replaced_at.is_null(), before.ends_on < StatusPeriod.starts_on,
        )
    )  # fmt: skip


def _broken() -> tuple[Any, Any]:
    """The conditions on compliance plans of the case that were not kept and of which the person
    was not asked yet: before anything follows, the process asks again (CASE-4; WTW 42-7.38, II.C,
    III.A: the process is completed for what is missed without good cause)."""
    waits = Noncompliance.select(Noncompliance.id).where(
        Noncompliance.case == Place("case"), Noncompliance.state == NoncomplianceState.BROKEN,
        Noncompliance.delivered_on.is_null()
        | (Noncompliance.delivered_on < Noncompliance.broken_on),
    )  # fmt: skip
    return CompliancePlan.noncompliance.in_(waits), CompliancePlan.outcome == "broken"


def _decided() -> tuple[Any, Any]:
    """The conditions on services that were decided lately, of the case."""
    return SupportiveService.case == Place("case"), SupportiveService.decided_at >= Place("since")


def _newest(event: Event, table: Any, *conditions: Any) -> ModelSelect:
    number = fn.MAX(table.id)
    return (
        table.select(Value(str(event)).alias("event"), number.cast("VARCHAR").alias("cause"))
        .where(*conditions)
        .having(number.is_null(False))
    )


_EVENTS = Prepared(_events)
