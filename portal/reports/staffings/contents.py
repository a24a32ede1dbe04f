"""What a case staffing holds, as plain values: its four tabs (STAFF-7) and the notes of its issues.

The same values stand in a form, are compared between two people, and are written by an operation.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.policy.staffing_attendees import AttendeeRole, suggested_roles
from portal.policy.staffing_completion import (
    ActionFacts,
    AttendeeFacts,
    IssueFacts,
    StaffingFacts,
)
from portal.policy.staffings import StaffingKind


@dataclass(frozen=True, slots=True)
class CaseTab:
    """What is known of the case: kind, local date, household, circumstances, EA, referral."""

    kind: str
    held_on: date | None = None
    child_welfare: str = ""
    ea_screened: str = ""
    ea_plan: str = ""
    circumstances: tuple[str, ...] = ()
    household: str = ""
    circumstances_text: str = ""
    ea_text: str = ""
    referral: str = ""


@dataclass(frozen=True, slots=True)
class AttendeeLine:
    """Somebody invited or present; `sent` is what they told before (STAFF-12)."""

    key: str
    role: str
    name: str = ""
    agency: str = ""
    invited_on: date | None = None
    attended: str = ""
    sent: str = ""
    gathered: str = ""
    gathered_on: date | None = None
    is_brought: bool = False

    @property
    def facts(self) -> AttendeeFacts:
        """The attendee as the rules look at one."""
        invited = self.invited_on is not None or self.role == AttendeeRole.ASSIGNED_WORKER
        return AttendeeFacts(self.role, invited, self.attended, bool(self.sent), self.gathered)


@dataclass(frozen=True, slots=True)
class AttendeesTab:
    """Who is invited and who came."""

    lines: tuple[AttendeeLine, ...] = ()
    participant_invited_on: date | None = None
    participant_attended: str = ""


@dataclass(frozen=True, slots=True)
class IssueNote:
    """An issue with its note (STAFF-8)."""

    key: str
    code: str
    duration: str = ""
    private_reason: str = ""
    note: str = ""
    strength: str = ""
    concern: str = ""
    past_steps: str = ""
    version: int = 1

    @property
    def facts(self) -> IssueFacts:
        """The issue as the rules look at one."""
        return IssueFacts(self.note, self.strength, self.concern, self.past_steps, self.duration)

    @property
    def has_words(self) -> bool:
        """Whether anything is written of it."""
        return bool(self.note or self.strength or self.concern or self.past_steps)


@dataclass(frozen=True, slots=True)
class ActionLine:
    """A line of the joint action plan."""

    key: str
    owner: str
    phrase: str = ""
    what: str = ""
    who: str = ""
    due_on: date | None = None
    outcome: str = ""

    @property
    def facts(self) -> ActionFacts:
        """The line as the rules look at one."""
        return ActionFacts(
            self.owner, self.phrase or self.what, self.who, self.due_on, self.outcome
        )


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal, short-term or long-term, and how it is met."""

    key: str
    span: str
    goal: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class IssuesTab:
    """What the staffing came to; `chosen` are the codes of its issues."""

    chosen: tuple[str, ...] = ()
    roles: str = ""
    actions: tuple[ActionLine, ...] = ()
    goals: tuple[GoalLine, ...] = ()
    review_on: date | None = None
    reviewed_with: str = ""
    decision: str = ""
    decision_why: str = ""


@dataclass(frozen=True, slots=True)
class ResultTab:
    """What the participant is told, and what completes the staffing (STAFF-10, STAFF-13)."""

    event_types: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    personal_text: str = ""
    completed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """A staffing with what its reader may read: a private issue is there for who may (NOTE-5)."""

    row: Any
    case: CaseTab
    attendees: AttendeesTab
    issues: IssuesTab
    result: ResultTab
    notes: tuple[IssueNote, ...] = ()

    @property
    def suggested(self) -> dict[str, list[Any]]:
        """The roles that the chart suggests and nobody of whom is on the list (STAFF-6)."""
        there = {one.role for one in self.attendees.lines}
        found = suggested_roles(self.case.circumstances)
        return {str(role): list(why) for role, why in found.items() if role not in there}

    @property
    def invited_roles(self) -> list[str]:
        """The roles of those who were invited (STAFF-5)."""
        return [one.role for one in self.attendees.lines if one.facts.is_invited]

    def facts(self, has_letter: bool) -> StaffingFacts:
        """All that the rules look at before it is completed."""
        case, met, tab, result = self.case, self.attendees, self.issues, self.result
        return StaffingFacts(
            kind=StaffingKind(case.kind), held_on=case.held_on, completed_on=result.completed_on,
            event_types=result.event_types, household=case.household,
            circumstances=case.circumstances, circumstances_text=case.circumstances_text,
            child_welfare=case.child_welfare, ea_screened=case.ea_screened, ea_plan=case.ea_plan,
            participant_invited_on=met.participant_invited_on,
            participant_attended=met.participant_attended,
            attendees=[one.facts for one in met.lines],
            issues=[one.facts for one in self.notes], roles=tab.roles,
            actions=[one.facts for one in tab.actions],
            goals=[one.span for one in tab.goals if one.goal], review_on=tab.review_on,
            reviewed_with=tab.reviewed_with, decision=tab.decision,
            decision_why=tab.decision_why, has_letter=has_letter,
        )  # fmt: skip
