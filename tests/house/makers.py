"""How to make the things that addresses name: everything made belongs to one case."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from peewee import BooleanField, CharField, DateField, IntegerField, Model, TextField

from portal.db import UtcField
from portal.models import (
    Account,
    Activity,
    BlockComment,
    Case,
    Contact,
    Course,
    Document,
    DocumentRequest,
    DocumentTie,
    Handing,
    Letter,
    LetterAside,
    Meeting,
    Noncompliance,
    Opening,
    Page,
    Participant,
    Plan,
    PlanChange,
    Referral,
    Report,
    Staffing,
    StaffingInvitation,
    StaffingIssue,
    StatusPeriod,
    Task,
    TextRequest,
)
from portal.models.plans import PlanState
from portal.policy.documents import DocumentState
from tests.factories import NOON, TODAY, account, case, participant

numbers = count(1)  # what has a number of its own never gets one twice


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


def period_of(made: World) -> StatusPeriod:
    """The period that the case is in, made once: one has no end."""
    held = StatusPeriod.get_or_none(StatusPeriod.case == made.case.id)
    return held or row(StatusPeriod, case=made.case, status="exempt", reason="caring")


def handing_of(made: World) -> Handing:
    """The closing that runs for the case, made once: one runs at a time."""
    return Handing.open_of(made.case.id) or row(
        Handing, case=made.case, kind="close", reason="aid_closed", from_office=made.case.office,
        from_worker=made.worker, begun_by=made.worker,
    )  # fmt: skip


def contact_of(made: World) -> Contact:
    return row(
        Contact, case=made.case, way="telephone", direction="from_staff",
        reason="conversation_by_telephone",
    )  # fmt: skip


def report_of(made: World) -> Report:
    return row(
        Report,
        case=made.case,
        contact=contact_of(made),
        kind="in-touch",
        reference=f"R-{next(numbers)}",
        locale="es",
    )


def document_of(made: World) -> Document:
    return row(
        Document, case=made.case, kind="pay_stub", reference=f"D-{next(numbers)}", received_at=NOON,
        state=DocumentState.RECEIVED,
    )  # fmt: skip


def naming_of(made: World) -> Opening:
    return row(Opening, case=made.case, account=made.worker, kind="named")


def page_of(made: World, document: Document | None = None) -> Page:
    return row(
        Page, document=document or document_of(made), file_name="stub.jpg", media_type="image/jpeg"
    )


def tie_of(made: World) -> DocumentTie:
    return row(
        DocumentTie, document=document_of(made), contact=contact_of(made), tied_by=made.worker
    )


def plan_of(made: World) -> Plan:
    return row(Plan, case=made.case, number=next(numbers), state=PlanState.SIGNED)


def draft_of(made: World) -> Plan:
    """The case's draft, made once: what is written stands in the newest one."""
    found = Plan.get_or_none(Plan.case == made.case, Plan.state == PlanState.DRAFT)
    return found or row(Plan, case=made.case, number=next(numbers), state=PlanState.DRAFT)


def activity_of(made: World) -> Activity:
    return row(Activity, plan=plan_of(made), kind="job_search")


def meeting_of(made: World) -> Meeting:
    return row(Meeting, case=made.case, kind="plan", way="in_person")


def course_of(made: World) -> Course:
    return row(Course, office=made.case.office, provider=made.worker, kind="english_class")


def referral_of(made: World) -> Referral:
    return row(
        Referral, course=course_of(made), case=made.case, series="a-series-of-16-c",
        referred_by=made.worker,
    )  # fmt: skip


def change_of(made: World) -> PlanChange:
    return row(
        PlanChange, case=made.case, plan=plan_of(made), report=report_of(made), period="amendment"
    )


def invitation_of(made: World) -> StaffingInvitation:
    """The invitation to that staffing, made once."""
    staffing = staffing_of(made)
    found = StaffingInvitation.get_or_none(StaffingInvitation.staffing == staffing)
    return found or row(StaffingInvitation, staffing=staffing, letter=letter_of(made))


def staffing_of(made: World) -> Staffing:
    """The case's staffing in preparation, made once."""
    found = Staffing.get_or_none(Staffing.case == made.case)
    return found or row(Staffing, case=made.case, number=1, kind="difficult")


def issue_of(made: World) -> StaffingIssue:
    found = StaffingIssue.get_or_none(StaffingIssue.staffing == staffing_of(made))
    return found or row(StaffingIssue, staffing=staffing_of(made), code="housing", position=1)


def letter_of(made: World) -> Letter:
    return row(
        Letter, case=made.case, kind="appointment", locale="es", letter_no=f"L-{next(numbers)}",
        made_with="{}", state="sent", sent_at=NOON, fields='{"meeting_on": "2036-12-01"}',
    )  # fmt: skip


def aside_of(made: World) -> LetterAside:
    return row(
        LetterAside, case=made.case, kind="no_contact_30_days", cause="no_contact:1:2026-10-01",
        reason="told", by=made.worker,
    )  # fmt: skip


def comment_of(made: World, _area: str) -> BlockComment:
    """What one translator said to others of a language that nobody here translates."""
    return row(
        BlockComment, kind="appointment", block="title", scope="translation", locale="hy",
        account=made.worker,
    )  # fmt: skip


def noncompliance_of(made: World) -> Noncompliance:
    """The case's open one, made once."""
    found = Noncompliance.open_of(made.case)
    return found or row(Noncompliance, case=made.case, act="part_missed")


def task_of(made: World, area: str) -> Task:
    owner = "participant" if area == "my" else "worker"
    return row(Task, case=made.case, owner=owner, phrase="call_worker", due_on=TODAY)


def request_of(made: World, area: str) -> Any:
    if area == "translate":
        return row(
            TextRequest, case=made.case, object_kind="report", object_id=report_of(made).id,
            source_locale="en", target_locale="es",
        )  # fmt: skip
    return row(DocumentRequest, case=made.case, kind="pay_stub", why="hours")
