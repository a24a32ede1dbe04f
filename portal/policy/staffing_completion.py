"""What must be documented before a case staffing is completed for good; all that is missing is told
at once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.policy.notes import has_words
from portal.policy.staffing_attendees import (
    WORKERS,
    is_professional,
    must_invite_child_welfare,
)
from portal.policy.staffings import (
    ActionOwner,
    Decision,
    GoalSpan,
    StaffingKind,
    StaffingRefusal,
    Tab,
)

FEWEST_PROFESSIONALS = 2  # WA 3.4.1


@dataclass(frozen=True, slots=True)
class AttendeeFacts:
    """An attendee as the rules look at one; `has_sent` where information came before."""

    role: str
    is_invited: bool = False
    attended: str = ""
    has_sent: bool = False
    gathered: str = ""


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What is written of an issue."""

    note: str = ""
    strength: str = ""
    concern: str = ""
    past_steps: str = ""
    duration: str = ""

    @property
    def is_written(self) -> bool:
        """Whether all of it is documented (STAFF-8; WA 3.4.1)."""
        texts = (self.note, self.strength, self.concern, self.past_steps)
        return bool(self.duration) and all(has_words(one) for one in texts)


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """A line of the joint action plan: what in words or as a phrase, who, by when, to what end."""

    owner: str = ""
    what: str = ""
    who: str = ""
    due_on: date | None = None
    outcome: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether it says what, who, by when and with what outcome (STAFF-8; WA 3.4.1)."""
        named = self.owner != ActionOwner.OTHER or has_words(self.who)
        said = has_words(self.what) and has_words(self.outcome)
        return bool(self.owner) and named and said and self.due_on is not None


@dataclass(frozen=True, slots=True)
class StaffingFacts:
    """All that the rules look at before a staffing is completed; local dates."""

    kind: StaffingKind
    held_on: date | None = None
    completed_on: date | None = None
    event_types: Collection[str] = ()
    household: str = ""
    circumstances: Collection[str] = ()
    circumstances_text: str = ""
    child_welfare: str = ""
    ea_screened: str = ""
    ea_plan: str = ""
    participant_invited_on: date | None = None
    participant_attended: str = ""
    attendees: Sequence[AttendeeFacts] = ()
    issues: Sequence[IssueFacts] = ()
    roles: str = ""
    actions: Sequence[ActionFacts] = ()
    goals: Collection[str] = ()
    review_on: date | None = None
    reviewed_with: str = ""
    decision: str = ""
    decision_why: str = ""
    has_letter: bool = False


def professionals_present(attendees: Iterable[AttendeeFacts]) -> int:
    """How many professionals attended; the assigned worker counts as one (STAFF-2; WA 3.4.3)."""
    return sum(1 for one in attendees if one.attended == "yes" and is_professional(one.role))


def refusals_to_complete(facts: StaffingFacts, today: date) -> dict[str, StaffingRefusal]:
    """Everything that is missing before a staffing may be completed, by field, all at once; empty
    when it may. Source: STAFF-2, 5, 8, 9, 10, 12; WA 3.4.1, 3.4.3, 3.4.6."""
    return (
        _of_case(facts, today)
        | _of_attendees(facts)
        | _of_issues(facts)
        | _of_sanction(facts)
        | ({} if facts.has_letter else {"letter": StaffingRefusal.NO_LETTER})
    )


def _of_case(facts: StaffingFacts, today: date) -> dict[str, StaffingRefusal]:
    held, completed = facts.held_on, facts.completed_on
    found: dict[str, StaffingRefusal] = {}
    if held is None:
        found["held_on"] = StaffingRefusal.MISSING
    elif held > today:
        found["held_on"] = StaffingRefusal.NOT_HELD_YET
    if completed is None:
        found["completed_on"] = StaffingRefusal.MISSING
    elif completed > today:
        found["completed_on"] = StaffingRefusal.AHEAD
    elif held is not None and completed < held:
        found["completed_on"] = StaffingRefusal.BEFORE_HELD
    asked = {
        "event_types": (bool(facts.event_types), StaffingRefusal.NO_EVENT_TYPE),
        "household": (has_words(facts.household), StaffingRefusal.NO_HOUSEHOLD),
        "circumstances_text": (
            has_words(facts.circumstances_text), StaffingRefusal.NO_CIRCUMSTANCES,
        ),
        "ea_screened": (bool(facts.ea_screened), StaffingRefusal.EA_UNSAID),
        "ea_plan": (bool(facts.ea_plan), StaffingRefusal.EA_PLAN_UNSAID),
    }  # fmt: skip
    return found | {name: code for name, (is_there, code) in asked.items() if not is_there}


def _of_attendees(facts: StaffingFacts) -> dict[str, StaffingRefusal]:
    found: dict[str, StaffingRefusal] = {}
    everybody = facts.attendees
    if professionals_present(everybody) < FEWEST_PROFESSIONALS:
        found["attendees"] = StaffingRefusal.TOO_FEW_PROFESSIONALS
    elif not any(one.attended == "yes" and one.role in WORKERS for one in everybody):
        found["attendees"] = StaffingRefusal.NO_WORKER
    if any(not one.attended for one in everybody):
        found["attended"] = StaffingRefusal.ATTENDANCE_UNSAID
    if not facts.participant_attended:
        found["participant_attended"] = StaffingRefusal.PARTICIPANT_UNSAID
    if any(one.has_sent and not one.gathered for one in everybody):
        found["gathered"] = StaffingRefusal.HOW_GATHERED
    elif any(one.gathered and not one.has_sent for one in everybody):
        found["gathered"] = StaffingRefusal.NOTHING_GATHERED
    if facts.kind is StaffingKind.BEFORE_SANCTION:
        if facts.participant_invited_on is None:
            found["participant_invited_on"] = StaffingRefusal.PARTICIPANT_NOT_INVITED
        invited = [one.role for one in everybody if one.is_invited]
        if not facts.child_welfare:
            found["child_welfare"] = StaffingRefusal.CHILD_WELFARE_UNSAID
        elif must_invite_child_welfare(facts.kind, facts.child_welfare, invited):
            found["child_welfare"] = StaffingRefusal.CHILD_WELFARE_NOT_INVITED
    return found


def _of_issues(facts: StaffingFacts) -> dict[str, StaffingRefusal]:
    spans = set(facts.goals)
    asked = {
        "issues": (bool(facts.issues), StaffingRefusal.NO_ISSUE),
        "issue_notes": (
            all(one.is_written for one in facts.issues), StaffingRefusal.ISSUE_UNFINISHED,
        ),
        "roles": (has_words(facts.roles), StaffingRefusal.NO_ROLES),
        "actions": (bool(facts.actions), StaffingRefusal.NO_ACTION),
        "action_lines": (
            all(one.is_complete for one in facts.actions), StaffingRefusal.ACTION_UNFINISHED,
        ),
        "goals_short": (GoalSpan.SHORT in spans, StaffingRefusal.NO_SHORT_GOAL),
        "goals_long": (GoalSpan.LONG in spans, StaffingRefusal.NO_LONG_GOAL),
        "review_on": (facts.review_on is not None, StaffingRefusal.NO_REVIEW_DATE),
    }  # fmt: skip
    found = {name: code for name, (is_there, code) in asked.items() if not is_there}
    if facts.review_on and facts.held_on and facts.review_on <= facts.held_on:
        found["review_on"] = StaffingRefusal.REVIEW_NOT_AFTER
    return found


def _of_sanction(facts: StaffingFacts) -> dict[str, StaffingRefusal]:
    """STAFF-9; WA 3.4.1, the documentation standard before a sanction."""
    if facts.kind is not StaffingKind.BEFORE_SANCTION:
        return {}
    asked = {
        "reviewed_with": (has_words(facts.reviewed_with), StaffingRefusal.NOT_REVIEWED),
        "decision": (facts.decision in set(Decision), StaffingRefusal.NO_DECISION),
        "decision_why": (has_words(facts.decision_why), StaffingRefusal.NO_REASON),
    }
    return {name: code for name, (is_there, code) in asked.items() if not is_there}


# On which tab what is missing is put right.
FIELD_TABS: dict[str, Tab] = {
    **dict.fromkeys(
        ("held_on", "household", "circumstances_text", "ea_screened", "ea_plan", "child_welfare"),
        Tab.CASE,
    ),
    **dict.fromkeys(
        ("attendees", "attended", "participant_attended", "gathered", "participant_invited_on"),
        Tab.ATTENDEES,
    ),
    **dict.fromkeys(
        (
            "issues", "issue_notes", "roles", "actions", "action_lines", "goals_short",
            "goals_long", "review_on", "reviewed_with", "decision", "decision_why",
        ),
        Tab.ISSUES,
    ),
    **dict.fromkeys(("event_types", "completed_on", "letter"), Tab.RESULT),
}  # fmt: skip


def tab_of(field: str) -> Tab:
    """On which tab a missing field is put right (STAFF-7)."""
    return FIELD_TABS.get(field, Tab.RESULT)
