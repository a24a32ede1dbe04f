"""Case staffings of the demo: Olga Petrova's in preparation, Huda Al-Masri's completed."""

import dataclasses
from datetime import date, datetime, timedelta
from typing import Any

from portal.demo.cast import Cast
from portal.demo.telling import day, moment
from portal.models.accounts import Actor
from portal.models.staffings import Staffing
from portal.operations.staffings import begin_staffing
from portal.operations.staffings.attendees import save_attendees
from portal.operations.staffings.completing import complete_staffing
from portal.operations.staffings.editing import save_case, save_result
from portal.operations.staffings.issues import save_issues, write_issue
from portal.operations.staffings.results import draft_result_letter
from portal.policy.staffing_attendees import AttendeeRole as Role
from portal.policy.staffings import StaffingKind
from portal.reports.staffings import read_staffing
from portal.reports.staffings.contents import (
    ActionLine,
    AttendeeLine,
    AttendeesTab,
    CaseTab,
    GoalLine,
    IssuesTab,
    ResultTab,
)


class _Pen:
    """Somebody writing one staffing at a moment."""

    def __init__(self, actor: Actor, made: Staffing, at: datetime) -> None:
        self.actor, self.at, self.key = actor, at, str(made.key)

    @property
    def row(self) -> Any:
        return Staffing.get_for(self.actor, self.key)

    def save(self, operation: Any, given: Any) -> None:
        version = getattr(self.row, f"{operation.__name__.removeprefix('save_')}_version")
        operation(self.actor, staffing=self.row, version=version, given=given, at=self.at)

    def write(self, code: str, **texts: str) -> None:
        notes = read_staffing(self.actor, self.row).notes
        [issue] = [one for one in notes if one.code == code]
        given = dataclasses.replace(issue, **texts)  # type: ignore[arg-type]
        write_issue(self.actor, staffing=self.row, given=given, at=self.at)


def _begun(cast: Cast, number: str, days_ago: int, kind: StaffingKind, held_on: date) -> _Pen:
    who, at = cast.staff["counselor"].actor, moment(cast, days_ago, 14)
    made = begin_staffing(who, case=cast.cases[number], kind=kind, held_on=held_on, at=at)
    return _Pen(who, made, at)


def olga_petrova(cast: Cast) -> None:
    """WF-3001: before a sanction, in preparation; Child Welfare is involved and not yet invited."""
    held_on = day(cast, -6)
    pen = _begun(cast, "WF-3001", 4, StaffingKind.BEFORE_SANCTION, held_on)
    pen.save(save_case, CaseTab(
        kind=StaffingKind.BEFORE_SANCTION, held_on=held_on, child_welfare="yes",
        circumstances=("child_care", "children_needs"),
        household="Olga Petrova, 36; her sons Ilya, 6, and Maxim, 11.",
        circumstances_text="Absent from English class since the start of the month. Ilya has been "
        "ill for two weeks, and nobody else can stay with him. Child Welfare has visited the "
        "family since summer.",
        ea_screened="yes", ea_plan="stays",
        ea_text="Letters are explained by telephone, and a reminder comes before each meeting.",
    ))  # fmt: skip
    worker = read_staffing(pen.actor, pen.row).attendees.lines[0]
    pen.save(save_attendees, AttendeesTab((
        worker,
        AttendeeLine(
            "", Role.HEALTH_NURSE, "Joy Bell", "School health, Tukwila", invited_on=day(cast, 4),
            gathered="telephone", gathered_on=day(cast, 2),
            sent="Ilya was at the clinic three times this month. She expects him back at school "
            "next week, with rest in the afternoons.",
        ),
        AttendeeLine("", Role.CHILD_WELFARE, "Lena Ortiz", "Child Welfare, King South"),
        AttendeeLine("", Role.INTERPRETER, "Pavel Orlov", invited_on=day(cast, 4)),
    )))  # fmt: skip
    pen.save(save_issues, IssuesTab(
        chosen=("child_care", "children_needs", "taking_part"),
        roles="Ana Ruiz leads the meeting. Child Welfare tells what the family agreed with them.",
    ))  # fmt: skip
    pen.write(
        "child_care", duration="month",
        note="No care for a child who is ill. After school care ends at five.",
        strength="Her sister lives near and helps on two days. Stable housing, a car.",
        concern="The class starts at eight, before school opens.",
        past_steps="Two child care centers called in October; neither takes sick children.",
    )  # fmt: skip


def huda_al_masri(cast: Cast) -> None:
    """WF-3002: a difficult case, completed; the result letter's note waits for its translation."""
    held_on = day(cast, 6)
    pen = _begun(cast, "WF-3002", 6, StaffingKind.DIFFICULT, held_on)
    pen.save(save_case, CaseTab(
        kind=StaffingKind.DIFFICULT, held_on=held_on, child_welfare="no",
        circumstances=("child_care", "cultural"),
        household="Huda Al-Masri, 36; her daughter Salma, 5; her brother Omar, 29.",
        circumstances_text="The evening course collides with Salma's bedtime. Huda wants to finish "
        "it: the certificate opens work at the clinic's front desk.",
        ea_screened="yes", ea_plan="none", referral="Child care subsidy, from eight o'clock.",
    ))  # fmt: skip
    worker = read_staffing(pen.actor, pen.row).attendees.lines[0]
    pen.save(save_attendees, AttendeesTab(
        (
            dataclasses.replace(worker, attended="yes"),
            AttendeeLine(
                "", Role.COLLEGE, "Dana Wright", "Highline College", day(cast, 12), "yes"
            ),
            AttendeeLine("", Role.INTERPRETER, "Nour Saleh", "", day(cast, 12), "yes"),
            AttendeeLine("", Role.BROUGHT, "Omar Al-Masri", attended="yes", is_brought=True),
            AttendeeLine(
                "", Role.CHILD_CARE_SUBSIDY, "Kim Tran", "Working Connections", day(cast, 12), "no",
                "Care from eight is paid as soon as the new schedule is signed.", "email",
                day(cast, 7),
            ),
        ),
        participant_invited_on=day(cast, 12), participant_attended="yes",
    ))  # fmt: skip
    _huda_results(cast, pen)


def _huda_agreed(cast: Cast) -> IssuesTab:
    soon, held_on = day(cast, -8), day(cast, 6)
    return IssuesTab(
        chosen=("child_care", "education"),
        roles="Huda signs the new times. The college moves her to the morning group. Ana asks for "
        "child care from eight.",
        actions=(
            ActionLine(
                "", "participant", "send_school_schedule", due_on=soon,
                outcome="The new times are in the plan",
            ),
            ActionLine(
                "", "worker", what="Ask for child care from eight o'clock", due_on=soon,
                outcome="Care is paid from the first morning class",
            ),
            ActionLine(
                "", "other", what="Move Huda to the morning group", who="Dana Wright, college",
                due_on=soon, outcome="She misses no class",
            ),
        ),
        goals=(
            GoalLine("", "short", "Morning classes without absences", "Child care from eight"),
            GoalLine("", "long", "Work at a clinic's front desk", "The certificate in spring"),
        ),
        review_on=held_on + timedelta(days=42),
    )  # fmt: skip


def _huda_results(cast: Cast, pen: _Pen) -> None:
    pen.save(save_issues, _huda_agreed(cast))
    pen.write(
        "child_care", duration="month", note="In the evening nobody can stay with Salma.",
        strength="Salma is used to day care; Omar helps at weekends.",
        concern="The waiting list of the nearest center.",
        past_steps="Evening care was tried in September and ended after two weeks.",
    )  # fmt: skip
    pen.write(
        "education", duration="six_months", note="Two of eight evenings missed this month.",
        strength="Her diploma from home is recognized; her teacher praises her.",
        concern="A third absence would end the course.",
        past_steps="The college held her place twice.",
    )  # fmt: skip
    pen.save(save_result, ResultTab(
        event_types=("other",), decisions=("plan_changes", "costs_help"),
        personal_text="Thank you for coming with your brother. Your place in the course is safe.",
        completed_on=day(cast, 5),
    ))  # fmt: skip
    pen.at = moment(cast, 5, 9)
    draft_result_letter(pen.actor, staffing=pen.row, at=pen.at)
    complete_staffing(pen.actor, staffing=pen.row, at=pen.at)


ALL = (olga_petrova, huda_al_masri)
