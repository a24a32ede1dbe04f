"""How to make each thing that an address names, so that strangers can knock at every door.

Whoever adds a route with a new parameter adds a line here; tests/house/test_strangers.py says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

import flask
from peewee import BooleanField, CharField, DateField, IntegerField, Model, TextField

from portal.db import UtcField
from portal.models import (
    Absence,
    Account,
    Activity,
    AgendaItem,
    BlockComment,
    Case,
    CaseReview,
    ClockStop,
    Contact,
    Course,
    Document,
    DocumentRequest,
    DocumentTie,
    EmployerContact,
    GroupContact,
    Handing,
    Holiday,
    HoursEntry,
    LaborFact,
    Letter,
    LetterBatch,
    MassMessage,
    Meeting,
    Message,
    Noncompliance,
    Note,
    OfficialText,
    OneOnOne,
    Opening,
    Page,
    Participant,
    Plan,
    PlanChange,
    PlanItem,
    PrintItem,
    PrintRun,
    Referral,
    Report,
    ReportDraft,
    ServiceReferral,
    Sitting,
    Staffing,
    StaffingGuest,
    StaffingInvitation,
    StaffingIssue,
    StatusPeriod,
    StatusUpdate,
    SupportiveService,
    Task,
    TeamSummary,
    Term,
    TextRequest,
)
from portal.models.plans import PlanState
from portal.policy.documents import DocumentState
from tests.copies import released
from tests.factories import NOON, TODAY, account, case, participant
from tests.house.routes import Route

_numbers = count(1)  # what has a number of its own never gets one twice


@dataclass
class World:
    """One case with its participant and its worker; everything made belongs to it."""

    person: Participant
    worker: Account
    case: Case


def world() -> World:
    """The case of Maria Lopez with Ana Ruiz of Unit 1."""
    ana, maria = account(), participant()
    return World(maria, ana, case(maria, ana))


def row(table: type[Model], **values: Any) -> Any:
    """A row with the given values; columns that need one and have none get a plain one."""
    for field in table._meta.sorted_fields:
        given = field.name in values or field.default is not None or field.null
        if given or field.primary_key:
            continue
        match field:
            case UtcField():
                values[field.name] = NOON
            case DateField():
                values[field.name] = TODAY
            case BooleanField():
                values[field.name] = False
            case IntegerField():
                values[field.name] = 1
            case TextField():
                values[field.name] = "{}"
            case CharField():
                values[field.name] = "x"
    return table.create(**values)


def _period(made: World) -> StatusPeriod:
    """The period that the case is in, made once: one has no end."""
    held = StatusPeriod.get_or_none(StatusPeriod.case == made.case.id)
    return held or row(StatusPeriod, case=made.case, status="exempt", reason="caring")


def _handing(made: World) -> Handing:
    """The closing that runs for the case, made once: one runs at a time."""
    return Handing.open_of(made.case.id) or row(
        Handing, case=made.case, kind="close", reason="aid_closed", from_office=made.case.office,
        from_worker=made.worker, begun_by=made.worker,
    )  # fmt: skip


def _contact(made: World) -> Contact:
    return row(
        Contact, case=made.case, way="telephone", direction="from_staff",
        reason="conversation_by_telephone",
    )  # fmt: skip


def _report(made: World) -> Report:
    return row(
        Report,
        case=made.case,
        contact=_contact(made),
        kind="in-touch",
        reference=f"R-{next(_numbers)}",
        locale="es",
    )


def _document(made: World) -> Document:
    return row(
        Document, case=made.case, kind="pay_stub", reference=f"D-{next(_numbers)}", received_at=NOON,
        state=DocumentState.RECEIVED,
    )  # fmt: skip


def _naming(made: World) -> Opening:
    return row(Opening, case=made.case, account=made.worker, kind="named")


def _page(made: World, document: Document | None = None) -> Page:
    return row(
        Page, document=document or _document(made), file_name="stub.jpg", media_type="image/jpeg"
    )


def _tie(made: World) -> DocumentTie:
    return row(DocumentTie, document=_document(made), contact=_contact(made), tied_by=made.worker)


def _plan(made: World) -> Plan:
    return row(Plan, case=made.case, number=next(_numbers), state=PlanState.SIGNED)


def _draft(made: World) -> Plan:
    """The case's draft, made once: what is written stands in the newest one."""
    found = Plan.get_or_none(Plan.case == made.case, Plan.state == PlanState.DRAFT)
    return found or row(Plan, case=made.case, number=next(_numbers), state=PlanState.DRAFT)


def _activity(made: World) -> Activity:
    return row(Activity, plan=_plan(made), kind="job_search")


def _meeting(made: World) -> Meeting:
    return row(Meeting, case=made.case, kind="plan", way="in_person")


def _course(made: World) -> Course:
    return row(Course, office=made.case.office, provider=made.worker, kind="english_class")


def _referral(made: World) -> Referral:
    return row(
        Referral, course=_course(made), case=made.case, series="a-series-of-16-c",
        referred_by=made.worker,
    )  # fmt: skip


def _change(made: World) -> PlanChange:
    return row(
        PlanChange, case=made.case, plan=_plan(made), report=_report(made), period="amendment"
    )


def _invitation(made: World) -> StaffingInvitation:
    """The invitation to that staffing, made once."""
    staffing = _staffing(made)
    found = StaffingInvitation.get_or_none(StaffingInvitation.staffing == staffing)
    return found or row(StaffingInvitation, staffing=staffing, letter=_letter(made))


def _staffing(made: World) -> Staffing:
    """The case's staffing in preparation, made once."""
    found = Staffing.get_or_none(Staffing.case == made.case)
    return found or row(Staffing, case=made.case, number=1, kind="difficult")


def _issue(made: World) -> StaffingIssue:
    found = StaffingIssue.get_or_none(StaffingIssue.staffing == _staffing(made))
    return found or row(StaffingIssue, staffing=_staffing(made), code="housing", position=1)


def _letter(made: World) -> Letter:
    return row(
        Letter, case=made.case, kind="appointment", locale="es", letter_no=f"L-{next(_numbers)}", made_with="{}", state="sent",
        sent_at=NOON, fields='{"meeting_on": "2036-12-01"}',
    )  # fmt: skip


def _comment(made: World, _area: str) -> BlockComment:
    """What one translator said to others of a language that nobody here translates."""
    return row(
        BlockComment, kind="appointment", block="title", scope="translation", locale="hy",
        account=made.worker,
    )  # fmt: skip


def _noncompliance(made: World) -> Noncompliance:
    """The case's open one, made once."""
    found = Noncompliance.open_of(made.case)
    return found or row(Noncompliance, case=made.case, act="part_missed")


def _task(made: World, area: str) -> Task:
    owner = "participant" if area == "my" else "worker"
    return row(Task, case=made.case, owner=owner, phrase="call_worker", due_on=TODAY)


def _request(made: World, area: str) -> Any:
    if area == "translate":
        return row(
            TextRequest, case=made.case, object_kind="report", object_id=_report(made).id,
            source_locale="en", target_locale="es",
        )  # fmt: skip
    return row(DocumentRequest, case=made.case, kind="pay_stub", why="hours")


# Parameters that name something of one case: strangers get 404 whatever their role.
# In: the world, and the area of the route (my, staff, translate).
OWNED: dict[str, Callable[[World, str], Any]] = {
    "activity_id": lambda made, _area: _activity(made).id,
    "case_key": lambda made, _area: made.case.key,
    "class_key": lambda made, _area: _course(made).key,
    "fact_key": lambda made, _area: row(LaborFact, case=made.case, demand="steady").key,
    "status_key": lambda made, _area: _period(made).key,
    "stop_key": lambda made, _area: row(ClockStop, case=made.case, reason="caring").key,
    "batch_key": lambda made, _area: row(LetterBatch, kind="appointment", made_by=made.worker).key,
    "change_key": lambda made, _area: _change(made).key,
    "comment_key": lambda made, area: _comment(made, area).key,
    "contact_key": lambda made, _area: _contact(made).key,
    "copy_key": lambda made, _area: released(made.worker, made.case).key,
    "document_key": lambda made, _area: _document(made).key,
    "draft_key": lambda made, _area: row(ReportDraft, case=made.case, kind="hours").key,
    "entry_key": lambda made, _area: row(EmployerContact, case=made.case, report=_report(made)).key,
    "group_key": lambda made, _area: row(GroupContact, account=made.worker).key,
    "item_key": lambda made, _area: (
        row(PlanItem, plan=_draft(made), kind="step", phrase="call_worker").key
    ),
    "handing_key": lambda made, _area: _handing(made).key,
    "hours_key": lambda made, _area: (
        row(
            HoursEntry,
            case=made.case,
            series=f"{next(_numbers):016}",
            done_on=TODAY,
            minutes=60,
            source="provider",
        ).key
    ),
    "letter_key": lambda made, _area: _letter(made).key,
    "absence_key": lambda made, _area: (
        row(Absence, account=made.worker, stand_in=made.worker, entered_by=made.worker).key
    ),
    "mass_key": lambda made, _area: row(MassMessage, account=made.worker).key,
    "meeting_key": lambda made, _area: _meeting(made).key,
    "agenda_key": lambda made, _area: (
        row(AgendaItem, meeting=_meeting(made), proposed_by=made.worker).key
    ),
    "summary_key": lambda made, _area: row(
        TeamSummary, case=made.case, provider=made.worker
    ).key,
    "asked_key": lambda made, _area: (
        row(OneOnOne, case=made.case, worker=made.worker, reason="other").key
    ),
    "message_key": lambda made, _area: (
        row(Message, case=made.case, author="participant", locale="es").key
    ),
    "note_key": lambda made, _area: row(Note, case=made.case, author=made.worker).key,
    "noncompliance_key": lambda made, _area: _noncompliance(made).key,
    "opening_key": lambda made, _area: _naming(made).key,
    "page_key": lambda made, _area: _page(made).key,
    "plan_key": lambda made, _area: _plan(made).key,
    "print_key": lambda made, _area: (
        row(PrintItem, letter=_letter(made), office=made.case.office).key
    ),
    "referral_key": lambda made, _area: _referral(made).key,
    "reference": lambda made, _area: _report(made).reference,
    "report_key": lambda made, _area: _report(made).key,
    "request_key": lambda made, area: _request(made, area).key,
    "review_key": lambda made, _area: (
        row(
            CaseReview,
            case=made.case,
            worker=made.worker,
            reviewer=made.worker,
            month=f"{next(_numbers):07}",
            state="sent",
            verdict="in_order",
            sent_at=NOON,
            way="drawn",
            stratum="engaged",
        ).key
    ),
    "worker_key": lambda made, _area: made.worker.key,
    "invitation_key": lambda made, _area: _invitation(made).key,
    "guest_key": lambda made, _area: (
        row(StaffingGuest, invitation=_invitation(made), relation="family").key
    ),
    "sitting_key": lambda made, _area: (
        row(Sitting, kind="all_cases", account=made.worker, unit=made.worker.unit_id).key
    ),
    "staffing_key": lambda made, _area: _staffing(made).key,
    "issue_key": lambda made, _area: _issue(made).key,
    "series_key": lambda made, _area: (
        row(Activity, plan=_draft(made), kind="job_search", minutes_week=600).series
    ),
    "series": lambda made, _area: _activity(made).series,
    "support_key": lambda made, _area: (
        row(
            SupportiveService, case=made.case, service=f"service-{next(_numbers)}",
            state="requested",
        ).key
    ),
    "service_referral_key": lambda made, _area: (
        row(ServiceReferral, case=made.case, kind="local", state="offered", offered_on=TODAY).key
    ),
    "update_key": lambda made, _area: (
        row(
            StatusUpdate, case=made.case, recipient="child_care", about="question", text="",
            answer="", sent_by=made.worker,
        ).key
    ),
    "task_key": lambda made, area: _task(made, area).key,
    "tie_key": lambda made, _area: _tie(made).key,
}

# Parameters that name nothing of a case, with a value that fits any route.
PLAIN: dict[str, Callable[[World, str], Any]] = {
    "act": lambda _made, _area: "seen",
    "block": lambda _made, _area: "greeting",
    "code": lambda _made, _area: "ABCD2345",
    "item_act": lambda _made, _area: "up",
    "official_key": lambda _made, _area: (
        row(OfficialText, kind="appointment", locale="es", form_no="NA 840").key
    ),
    "ending": lambda _made, _area: "po",
    "holiday_key": lambda _made, _area: (
        row(Holiday, falls_on=TODAY + timedelta(days=next(_numbers))).key
    ),
    "kind": lambda _made, area: "appointment" if area == "translate" else "hours",
    "day": lambda _made, _area: TODAY.isoformat(),
    "day_act": lambda _made, _area: "excused",
    "wanted": lambda _made, _area: "braille",
    "locale": lambda _made, _area: "es",
    "month": lambda _made, _area: "2026-11",
    "name": lambda _made, _area: "caseload",
    "number": lambda _made, _area: 1,
    "process_act": lambda _made, _area: "supports",
    "run_key": lambda made, _area: row(PrintRun, office=made.case.office, made_by=made.worker).key,
    "tab": lambda _made, _area: "case",
    "step": lambda _made, _area: "what",
    "support_act": lambda _made, _area: "deny",
    "support_way": lambda _made, _area: "costs",
    "offer_answer": lambda _made, _area: "yes",
    "calendar_key": lambda _made, _area: "a-calendar-of-16",
    "meeting_act": lambda _made, _area: "keep",
    "agenda_act": lambda _made, _area: "take",
    "task_act": lambda _made, _area: "done",
    "term_key": lambda _made, _area: (
        row(Term, locale="es", english=f"term {next(_numbers)}", text="palabra").key
    ),
    "version": lambda made, _area: _plan(made).number,
    "week_act": lambda _made, _area: "accept",
    "week": lambda _made, _area: "2026-11-16",
}


def address(app: flask.Flask, route: Route, made: World) -> str:
    """The address of a route, for things of this world that are made anew."""
    makers = OWNED | PLAIN
    with app.test_request_context():
        return flask.url_for(
            route.endpoint, **{name: makers[name](made, route.area) for name in route.names}
        )
