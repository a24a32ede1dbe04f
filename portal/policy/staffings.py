"""Case staffings: their kinds, and the codes of what they document (STAFF-1, 7, 8, 9, 10, 12).

Whom to invite stands in staffing_attendees.py, what a completed one must hold in
staffing_completion.py.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

AHEAD_DAYS = 366  # a staffing or review further away is a slip of the keyboard (ours)


class StaffingKind(StrEnum):
    """Why a case is staffed (STAFF-1)."""

    ALL_CASES = "all_cases"
    COMMON_CHARACTERISTICS = "common_characteristics"
    DIFFICULT = "difficult"
    END_OF_JOB_SEARCH = "end_of_job_search"
    BEFORE_SANCTION = "before_sanction"


class EventType(StrEnum):
    """What a completed staffing was about; one or more (STAFF-10)."""

    SANCTION = "sanction"
    SIXTY_MONTHS = "sixty_months"
    EXEMPT = "exempt"
    OTHER = "other"


class Tab(StrEnum):
    """The four tabs of a staffing, each saved when it is left (STAFF-7)."""

    CASE = "case"
    ATTENDEES = "attendees"
    ISSUES = "issues"
    RESULT = "result"


class IssueCode(StrEnum):
    """What can stand in the way; chosen before it is written about (STAFF-7)."""

    CHILD_CARE = "child_care"
    TRANSPORT = "transport"
    HOUSING = "housing"
    HEALTH = "health"
    MENTAL_HEALTH = "mental_health"
    CHEMICAL_DEPENDENCY = "chemical_dependency"
    FAMILY_VIOLENCE = "family_violence"
    CHILDREN_NEEDS = "children_needs"
    LEGAL = "legal"
    EDUCATION = "education"
    LANGUAGE = "language"
    CULTURAL = "cultural"
    JOB_SEARCH = "job_search"
    JOB_RETENTION = "job_retention"
    WAGE_PROGRESSION = "wage_progression"
    MONEY = "money"
    TAKING_PART = "taking_part"
    TIME_LIMIT = "time_limit"
    OTHER = "other"


class Duration(StrEnum):
    """How long an issue is expected to last (STAFF-8; WA 3.4.1)."""

    MONTH = "month"
    THREE_MONTHS = "three_months"
    SIX_MONTHS = "six_months"
    YEAR = "year"
    LONGER = "longer"
    LASTING = "lasting"
    UNKNOWN = "unknown"


class Gathered(StrEnum):
    """How information came from who could not be there (STAFF-12; WA 3.4.4)."""

    TELEPHONE = "telephone"
    LETTER = "letter"
    EMAIL = "email"
    IN_PERSON = "in_person"
    FORM = "form"


class EaPlan(StrEnum):
    """Whether there is an Equal Access plan, and what the staffing did about it (STAFF-8)."""

    NONE = "none"
    STAYS = "stays"
    CHANGES = "changes"


class ActionOwner(StrEnum):
    """Who does a step of the joint action plan (STAFF-8)."""

    PARTICIPANT = "participant"
    WORKER = "worker"
    OTHER = "other"


class GoalSpan(StrEnum):
    """How far a goal reaches (STAFF-8; WA 3.4.6)."""

    SHORT = "short"
    LONG = "long"


class Decision(StrEnum):
    """What a staffing before sanction decided, with its reason (STAFF-9)."""

    PURSUE = "pursue"
    DO_NOT_PURSUE = "do_not_pursue"


class StaffingRefusal(StrEnum):
    """Why a staffing cannot be begun, changed or completed."""

    COMPLETED_ALREADY = "completed_already"
    BEGUN_ALREADY = "begun_already"
    MISSING = "missing"
    AHEAD = "ahead"
    TOO_FAR = "too_far"
    NOT_HELD_YET = "not_held_yet"
    BEFORE_HELD = "before_held"
    NO_EVENT_TYPE = "no_event_type"
    NO_HOUSEHOLD = "no_household"
    NO_CIRCUMSTANCES = "no_circumstances"
    TOO_FEW_PROFESSIONALS = "too_few_professionals"
    NO_WORKER = "no_worker"
    ATTENDANCE_UNSAID = "attendance_unsaid"
    PARTICIPANT_UNSAID = "participant_unsaid"
    CHILD_WELFARE_UNSAID = "child_welfare_unsaid"
    CHILD_WELFARE_NOT_INVITED = "child_welfare_not_invited"
    PARTICIPANT_NOT_INVITED = "participant_not_invited"
    HOW_GATHERED = "how_gathered"
    NOTHING_GATHERED = "nothing_gathered"
    NO_ISSUE = "no_issue"
    ISSUE_UNFINISHED = "issue_unfinished"
    EA_UNSAID = "ea_unsaid"
    EA_PLAN_UNSAID = "ea_plan_unsaid"
    NO_ROLES = "no_roles"
    NO_ACTION = "no_action"
    ACTION_UNFINISHED = "action_unfinished"
    NO_SHORT_GOAL = "no_short_goal"
    NO_LONG_GOAL = "no_long_goal"
    NO_REVIEW_DATE = "no_review_date"
    REVIEW_NOT_AFTER = "review_not_after"
    NOT_REVIEWED = "not_reviewed"
    NO_DECISION = "no_decision"
    NO_REASON = "no_reason"
    NO_LETTER = "no_letter"
    NOT_YOURS_TO_HIDE = "not_yours_to_hide"
    HAS_NOTE = "has_note"


def refusals_to_date(held_on: date | None, begun_on: date) -> dict[str, StaffingRefusal]:
    """Why a staffing cannot stand on a local date: within a year of its beginning (ours)."""
    if held_on is not None and abs(held_on - begun_on) > timedelta(days=AHEAD_DAYS):
        return {"held_on": StaffingRefusal.TOO_FAR}
    return {}


def written(codes: Iterable[str], known: Iterable[str]) -> str:
    """Codes as a column keeps them: those known, in their list's order, between commas (ours)."""
    chosen = set(codes)
    return ",".join(one for one in known if one in chosen)
