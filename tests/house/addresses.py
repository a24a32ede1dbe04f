"""What each parameter of an address stands for, so that strangers can knock at every door.

Whoever adds a route with a new parameter adds a line here; tests/house/test_strangers.py says so.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import flask

from portal.models import (
    Absence,
    Activity,
    AgendaItem,
    CaseReview,
    ClockStop,
    EmployerContact,
    GroupContact,
    Holiday,
    HoursEntry,
    LaborFact,
    LetterBatch,
    MassMessage,
    Message,
    Note,
    OfficialText,
    OneOnOne,
    PlanItem,
    PrintItem,
    PrintRun,
    ReportDraft,
    ServiceReferral,
    Sitting,
    StaffingGuest,
    StatusUpdate,
    SupportiveService,
    TeamSummary,
    Term,
)
from tests.copies import released
from tests.factories import NOON, TODAY
from tests.house.makers import (
    World,
    activity_of,
    aside_of,
    change_of,
    comment_of,
    contact_of,
    course_of,
    document_of,
    draft_of,
    handing_of,
    invitation_of,
    issue_of,
    letter_of,
    meeting_of,
    naming_of,
    noncompliance_of,
    numbers,
    page_of,
    period_of,
    plan_of,
    referral_of,
    report_of,
    request_of,
    row,
    staffing_of,
    task_of,
    tie_of,
)
from tests.house.routes import Route

# Parameters that name something of one case: strangers get 404 whatever their role.
# In: the world, and the area of the route (my, staff, translate).
OWNED: dict[str, Callable[[World, str], Any]] = {
    "activity_id": lambda made, _area: activity_of(made).id,
    "case_key": lambda made, _area: made.case.key,
    "class_key": lambda made, _area: course_of(made).key,
    "fact_key": lambda made, _area: row(LaborFact, case=made.case, demand="steady").key,
    "status_key": lambda made, _area: period_of(made).key,
    "stop_key": lambda made, _area: row(ClockStop, case=made.case, reason="caring").key,
    "aside_key": lambda made, _area: aside_of(made).key,
    "batch_key": lambda made, _area: row(LetterBatch, kind="appointment", made_by=made.worker).key,
    "change_key": lambda made, _area: change_of(made).key,
    "comment_key": lambda made, area: comment_of(made, area).key,
    "contact_key": lambda made, _area: contact_of(made).key,
    "copy_key": lambda made, _area: released(made.worker, made.case).key,
    "document_key": lambda made, _area: document_of(made).key,
    "draft_key": lambda made, _area: row(ReportDraft, case=made.case, kind="hours").key,
    "entry_key": lambda made, _area: (
        row(EmployerContact, case=made.case, report=report_of(made)).key
    ),
    "group_key": lambda made, _area: row(GroupContact, account=made.worker).key,
    "item_key": lambda made, _area: (
        row(PlanItem, plan=draft_of(made), kind="step", phrase="call_worker").key
    ),
    "handing_key": lambda made, _area: handing_of(made).key,
    "hours_key": lambda made, _area: (
        row(
            HoursEntry,
            case=made.case,
            series=f"{next(numbers):016}",
            done_on=TODAY,
            minutes=60,
            source="provider",
        ).key
    ),
    "letter_key": lambda made, _area: letter_of(made).key,
    "absence_key": lambda made, _area: (
        row(Absence, account=made.worker, stand_in=made.worker, entered_by=made.worker).key
    ),
    "mass_key": lambda made, _area: row(MassMessage, account=made.worker).key,
    "meeting_key": lambda made, _area: meeting_of(made).key,
    "agenda_key": lambda made, _area: (
        row(AgendaItem, meeting=meeting_of(made), proposed_by=made.worker).key
    ),
    "summary_key": lambda made, _area: row(TeamSummary, case=made.case, provider=made.worker).key,
    "asked_key": lambda made, _area: (
        row(OneOnOne, case=made.case, worker=made.worker, reason="other").key
    ),
    "message_key": lambda made, _area: (
        row(Message, case=made.case, author="participant", locale="es").key
    ),
    "note_key": lambda made, _area: row(Note, case=made.case, author=made.worker).key,
    "noncompliance_key": lambda made, _area: noncompliance_of(made).key,
    "opening_key": lambda made, _area: naming_of(made).key,
    "page_key": lambda made, _area: page_of(made).key,
    "plan_key": lambda made, _area: plan_of(made).key,
    "print_key": lambda made, _area: (
        row(PrintItem, letter=letter_of(made), office=made.case.office).key
    ),
    "referral_key": lambda made, _area: referral_of(made).key,
    "reference": lambda made, _area: report_of(made).reference,
    "report_key": lambda made, _area: report_of(made).key,
    "request_key": lambda made, area: request_of(made, area).key,
    "review_key": lambda made, _area: (
        row(
            CaseReview,
            case=made.case,
            worker=made.worker,
            reviewer=made.worker,
            month=f"{next(numbers):07}",
            state="sent",
            verdict="in_order",
            sent_at=NOON,
            way="drawn",
            stratum="engaged",
        ).key
    ),
    "worker_key": lambda made, _area: made.worker.key,
    "invitation_key": lambda made, _area: invitation_of(made).key,
    "guest_key": lambda made, _area: (
        row(StaffingGuest, invitation=invitation_of(made), relation="family").key
    ),
    "sitting_key": lambda made, _area: (
        row(Sitting, kind="all_cases", account=made.worker, unit=made.worker.unit_id).key
    ),
    "staffing_key": lambda made, _area: staffing_of(made).key,
    "issue_key": lambda made, _area: issue_of(made).key,
    "series_key": lambda made, _area: (
        row(Activity, plan=draft_of(made), kind="job_search", minutes_week=600).series
    ),
    "series": lambda made, _area: activity_of(made).series,
    "support_key": lambda made, _area: (
        row(
            SupportiveService,
            case=made.case,
            service=f"service-{next(numbers)}",
            state="requested",
        ).key
    ),
    "service_referral_key": lambda made, _area: (
        row(ServiceReferral, case=made.case, kind="local", state="offered", offered_on=TODAY).key
    ),
    "update_key": lambda made, _area: (
        row(
            StatusUpdate,
            case=made.case,
            recipient="child_care",
            about="question",
            text="",
            answer="",
            sent_by=made.worker,
        ).key
    ),
    "task_key": lambda made, area: task_of(made, area).key,
    "tie_key": lambda made, _area: tie_of(made).key,
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
        row(Holiday, falls_on=TODAY + timedelta(days=next(numbers))).key
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
        row(Term, locale="es", english=f"term {next(numbers)}", text="palabra").key
    ),
    "version": lambda made, _area: plan_of(made).number,
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
