"""A staffing for tests with everything that is documented, ready to be completed."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from portal.models import Account, Case, Staffing
from portal.operations.catalogs import load_letter_kinds
from portal.operations.staffings import begin_staffing
from portal.operations.staffings.attendees import save_attendees
from portal.operations.staffings.completing import complete_staffing
from portal.operations.staffings.editing import save_case, save_result
from portal.operations.staffings.issues import save_issues, write_issue
from portal.operations.staffings.results import draft_result_letter
from portal.policy.refusals import Refused
from portal.policy.staffing_attendees import AttendeeRole
from portal.policy.staffings import StaffingKind
from portal.reports.staffings import read_staffing
from portal.reports.staffings.contents import (
    ActionLine,
    AttendeeLine,
    AttendeesTab,
    CaseTab,
    Contents,
    GoalLine,
    IssuesTab,
    ResultTab,
)
from tests.factories import NOON, TODAY

NCS = StaffingKind.BEFORE_SANCTION


def case_tab(kind: StaffingKind = NCS, held_on: date = TODAY, **changes: Any) -> CaseTab:
    """The tab of the case, filled in."""
    return CaseTab(**{
        "kind": str(kind), "held_on": held_on, "child_welfare": "no", "ea_screened": "yes",
        "ea_plan": "none", "circumstances": ("child_care",), "household": "Maria and her son, 6",
        "circumstances_text": "The sitter moved away.", "ea_text": "", "referral": "",
    } | changes)  # fmt: skip


def attendees_tab(on: date = TODAY, *more: AttendeeLine, **changes: Any) -> AttendeesTab:
    """The worker and a nurse, both there, and the participant."""
    worker = AttendeeLine("", AttendeeRole.ASSIGNED_WORKER, "Ana Ruiz", attended="yes")
    nurse = AttendeeLine(
        "", AttendeeRole.HEALTH_NURSE, "Joy Bell", "County health", invited_on=on, attended="yes"
    )
    return AttendeesTab(**{
        "lines": (worker, nurse, *more), "participant_invited_on": on,
        "participant_attended": "yes",
    } | changes)  # fmt: skip


def issues_tab(on: date = TODAY, **changes: Any) -> IssuesTab:
    """One issue, a line of the plan for each, two goals, a review, a decision with its reason."""
    due_on = on + timedelta(days=14)
    return IssuesTab(**{
        "chosen": ("child_care",), "roles": "Ana calls the center; Maria visits it.",
        "actions": (
            ActionLine("", "participant", "visit_child_care", due_on=due_on, outcome="A place"),
            ActionLine("", "worker", what="Ask for child care pay", due_on=due_on, outcome="Paid"),
        ),
        "goals": (GoalLine("", "short", "A sitter", "Visit two"), GoalLine("", "long", "Work")),
        "review_on": on + timedelta(days=30), "reviewed_with": "Joy Bell, nurse",
        "decision": "do_not_pursue", "decision_why": "She had a good reason.",
    } | changes)  # fmt: skip


def result_tab(on: date = TODAY, **changes: Any) -> ResultTab:
    """What was decided, and the completed date."""
    return ResultTab(**{
        "event_types": ("sanction",), "decisions": ("reason_was_good", "costs_help"),
        "personal_text": "", "completed_on": on,
    } | changes)  # fmt: skip


class Draft:
    """A staffing of a case, written tab by tab by one person."""

    def __init__(
        self, worker: Account, made: Case, kind: StaffingKind = NCS, at: datetime = NOON,
        on: date = TODAY,
    ) -> None:  # fmt: skip
        load_letter_kinds(at)
        self.actor, self.at, self.on, self.kind = worker.actor, at, on, kind
        begun = begin_staffing(self.actor, case=Case.get_by_id(made.id), kind=kind, at=at)
        self.key = str(begun.key)

    @property
    def row(self) -> Any:
        """The staffing as it stands."""
        return Staffing.get_for(self.actor, self.key)

    @property
    def contents(self) -> Contents:
        """What stands in it."""
        return read_staffing(self.actor, self.row)

    def save(self, operation: Any, given: Any, version: int | None = None) -> None:
        """Saves a tab; without a version, as one who saw the last one."""
        tab = operation.__name__.removeprefix("save_")
        row = self.row
        seen = getattr(row, f"{tab}_version") if version is None else version
        operation(self.actor, staffing=row, version=seen, given=given, at=self.at)

    def fill(self, **changes: Any) -> "Draft":
        """Fills all tabs and writes the note of each issue; changes by the name of the tab."""
        self.save(save_case, case_tab(self.kind, self.on, **changes.get("case", {})))
        self.save(save_attendees, attendees_tab(self.on, **changes.get("attendees", {})))
        self.save(save_issues, issues_tab(self.on, **changes.get("issues", {})))
        self.write_notes()
        self.save(save_result, result_tab(self.on, **changes.get("result", {})))
        draft_result_letter(self.actor, staffing=self.row, at=self.at)
        return self

    def write_notes(self, **changes: Any) -> None:
        """Writes the note of each issue."""
        for one in self.contents.notes:
            texts: dict[str, Any] = {
                "note": "No sitter since May", "strength": "A car", "concern": "Cost",
                "past_steps": "Two centers called", "duration": "month",
            }  # fmt: skip
            given = replace(one, **texts | changes)
            write_issue(self.actor, staffing=self.row, given=given, at=self.at)

    def complete(self) -> Staffing:
        """Completes it. Raises Refused with what is missing."""
        return complete_staffing(self.actor, staffing=self.row, at=self.at)

    def refused(self) -> dict[str, str]:
        """Why it cannot be completed, by field; nothing where it could."""
        try:
            self.complete()
        except Refused as refused:
            return {name: str(code) for name, code in refused.codes.items()}
        return {}


def completed(worker: Account, made: Case, kind: StaffingKind = NCS, **changes: Any) -> Staffing:
    """A completed staffing of a case."""
    return Draft(worker, made, kind).fill(**changes).complete()
