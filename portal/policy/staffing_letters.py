"""What the two letters of a case staffing say by code: its kind, who is there, what was decided.

The codes are those of the letters' phrase banks: plain words that tell who else opens the letter
nothing of health or safety.
"""

from collections.abc import Collection, Iterable
from datetime import date

from portal.policy.staffing_attendees import AttendeeRole
from portal.policy.staffings import ActionOwner, StaffingKind

_KINDS = {
    StaffingKind.ALL_CASES: "looking_at_plan",
    StaffingKind.COMMON_CHARACTERISTICS: "looking_at_plan",
    StaffingKind.DIFFICULT: "hard_to_solve",
    StaffingKind.END_OF_JOB_SEARCH: "end_of_job_search",
    StaffingKind.BEFORE_SANCTION: "before_decision",
}
_ROLES = {
    AttendeeRole.ASSIGNED_WORKER: "own_counselor",
    AttendeeRole.SPECIALIST: "social_worker",
    AttendeeRole.SUPERVISOR: "unit_supervisor",
    AttendeeRole.DISABILITY_MANAGER: "disability_staff",
    AttendeeRole.CHILD_PSYCHOLOGIST: "mental_health_staff",
    AttendeeRole.HEALTH_NURSE: "health_nurse",
    AttendeeRole.HEALTH_PROVIDER: "mental_health_staff",
    AttendeeRole.MENTAL_HEALTH: "mental_health_staff",
    AttendeeRole.ALCOHOL_DRUG: "recovery_staff",
    AttendeeRole.CHILD_WELFARE: "child_welfare_staff",
    AttendeeRole.REFUGEE_PROVIDER: "refugee_staff",
    AttendeeRole.TRIBE: "tribe_staff",
    AttendeeRole.INDIAN_POLICY: "tribe_staff",
    AttendeeRole.FARM_WORKER: "farm_worker_staff",
    AttendeeRole.RELIGIOUS: "faith_staff",
    AttendeeRole.COLLEGE: "school_staff",
    AttendeeRole.EMPLOYMENT_SECURITY: "job_center_staff",
    AttendeeRole.EMPLOYER: "your_employer",
    AttendeeRole.CHILD_CARE_REFERRAL: "child_care_staff",
    AttendeeRole.CHILD_CARE_SUBSIDY: "child_care_staff",
    AttendeeRole.EMPLOYMENT_MENTAL_HEALTH: "mental_health_staff",
    AttendeeRole.INDEPENDENT_LIVING: "living_skills_staff",
    AttendeeRole.VIOLENCE_ADVOCATE: "safety_staff",
    AttendeeRole.ATTORNEY: "lawyer_staff",
    AttendeeRole.CORRECTIONS: "court_staff",
    AttendeeRole.JUDICIAL: "court_staff",
    AttendeeRole.BROUGHT: "person_you_brought",
}
# What the office does where a decision says so; the worker adds the rest on the letter's draft.
_OUR_STEPS = {
    "plan_changes": "we_change_plan",
    "next_activity": "we_find_class",
    "other_people_help": "we_ask_others",
    "decide_later": "we_meet_again",
}


def kind_code(kind: StaffingKind) -> str:
    """The code of the phrase bank `staffing_kind` for a kind of staffing. Source: WA 3.4.2."""
    return _KINDS[kind]


def invited_codes(roles: Iterable[str]) -> list[str]:
    """The codes of the bank `staffing_role` for the roles of who is invited or was there, each
    once; who has no plain word in it is left out, as an interpreter is. Source: STAFF-13; WA
    3.4.4."""
    found = [_ROLES.get(AttendeeRole(role)) for role in roles]
    return list(dict.fromkeys(code for code in found if code))


def own_steps(actions: Iterable[tuple[str, str, date | None]], steps: Collection[str]) -> list[str]:
    """The participant's lines of the joint action plan as the letter lists them: "code@date" for
    those that are of the bank `steps`; words of one's own go into the letter's note.

    In: owner, phrase and local date of each. Source: STAFF-8, STAFF-13.
    """
    return [
        f"{phrase}@{due_on.isoformat()}" if due_on else phrase
        for owner, phrase, due_on in actions
        if owner == ActionOwner.PARTICIPANT and phrase in steps
    ]


def our_steps(decisions: Iterable[str]) -> list[str]:
    """What the office does next, as far as the decisions say it, by codes of the bank `our_step`.
    Source: STAFF-13; WA 3.4.6."""
    return list(dict.fromkeys(_OUR_STEPS[one] for one in decisions if one in _OUR_STEPS))
