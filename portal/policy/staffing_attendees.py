"""Whom to involve in a case staffing, by the chart of circumstances; who is a professional."""

from collections.abc import Iterable
from enum import StrEnum

from portal.policy.staffings import StaffingKind


class Circumstance(StrEnum):
    """What the chart of whom to involve goes by (STAFF-6; WA 3.4.4)."""

    CHILDREN_NEEDS = "children_needs"
    DEPRESSION = "depression"
    CHEMICAL_DEPENDENCY = "chemical_dependency"
    CULTURAL = "cultural"
    WAGE_PROGRESSION = "wage_progression"
    CHILD_CARE = "child_care"
    JOB_RETENTION = "job_retention"
    FAMILY_VIOLENCE = "family_violence"
    LEGAL = "legal"


class AttendeeRole(StrEnum):
    """In which role somebody is invited (WA 3.4.1, 3.4.4)."""

    ASSIGNED_WORKER = "assigned_worker"
    SPECIALIST = "specialist"
    SUPERVISOR = "supervisor"
    DISABILITY_MANAGER = "disability_manager"
    CHILD_PSYCHOLOGIST = "child_psychologist"
    HEALTH_NURSE = "health_nurse"
    HEALTH_PROVIDER = "health_provider"
    MENTAL_HEALTH = "mental_health"
    ALCOHOL_DRUG = "alcohol_drug"
    CHILD_WELFARE = "child_welfare"
    REFUGEE_PROVIDER = "refugee_provider"
    TRIBE = "tribe"
    INDIAN_POLICY = "indian_policy"
    FARM_WORKER = "farm_worker"
    RELIGIOUS = "religious"
    COLLEGE = "college"
    EMPLOYMENT_SECURITY = "employment_security"
    EMPLOYER = "employer"
    CHILD_CARE_REFERRAL = "child_care_referral"
    CHILD_CARE_SUBSIDY = "child_care_subsidy"
    EMPLOYMENT_MENTAL_HEALTH = "employment_mental_health"
    INDEPENDENT_LIVING = "independent_living"
    VIOLENCE_ADVOCATE = "violence_advocate"
    ATTORNEY = "attorney"
    CORRECTIONS = "corrections"
    JUDICIAL = "judicial"
    OTHER_PROFESSIONAL = "other_professional"
    INTERPRETER = "interpreter"
    BROUGHT = "brought"


# They are at the table, and do not consult about the case (STAFF-2).
_NOT_PROFESSIONAL = frozenset(
    {AttendeeRole.INTERPRETER, AttendeeRole.EMPLOYER, AttendeeRole.BROUGHT}
)
WORKERS = frozenset({AttendeeRole.ASSIGNED_WORKER, AttendeeRole.SPECIALIST})

SUGGESTED: dict[Circumstance, tuple[AttendeeRole, ...]] = {
    Circumstance.CHILDREN_NEEDS: (
        AttendeeRole.DISABILITY_MANAGER, AttendeeRole.CHILD_PSYCHOLOGIST,
        AttendeeRole.HEALTH_NURSE, AttendeeRole.HEALTH_PROVIDER,
    ),
    Circumstance.DEPRESSION: (AttendeeRole.MENTAL_HEALTH,),
    Circumstance.CHEMICAL_DEPENDENCY: (
        AttendeeRole.ALCOHOL_DRUG, AttendeeRole.MENTAL_HEALTH, AttendeeRole.CHILD_WELFARE,
    ),
    Circumstance.CULTURAL: (
        AttendeeRole.REFUGEE_PROVIDER, AttendeeRole.TRIBE, AttendeeRole.INDIAN_POLICY,
        AttendeeRole.FARM_WORKER, AttendeeRole.RELIGIOUS,
    ),
    Circumstance.WAGE_PROGRESSION: (
        AttendeeRole.COLLEGE, AttendeeRole.EMPLOYMENT_SECURITY, AttendeeRole.EMPLOYER,
    ),
    Circumstance.CHILD_CARE: (
        AttendeeRole.CHILD_CARE_REFERRAL, AttendeeRole.CHILD_CARE_SUBSIDY,
        AttendeeRole.CHILD_WELFARE,
    ),
    Circumstance.JOB_RETENTION: (
        AttendeeRole.EMPLOYMENT_SECURITY, AttendeeRole.EMPLOYMENT_MENTAL_HEALTH,
        AttendeeRole.INDEPENDENT_LIVING, AttendeeRole.EMPLOYER, AttendeeRole.COLLEGE,
    ),
    Circumstance.FAMILY_VIOLENCE: (
        AttendeeRole.VIOLENCE_ADVOCATE, AttendeeRole.MENTAL_HEALTH, AttendeeRole.CHILD_WELFARE,
        AttendeeRole.ATTORNEY,
    ),
    Circumstance.LEGAL: (AttendeeRole.CORRECTIONS, AttendeeRole.JUDICIAL),
}  # fmt: skip


def is_professional(role: str) -> bool:
    """Whether who comes in this role counts towards the two (STAFF-2; WA 3.4.1, 3.4.3)."""
    return role in set(AttendeeRole) - _NOT_PROFESSIONAL


def suggested_roles(circumstances: Iterable[str]) -> dict[AttendeeRole, list[Circumstance]]:
    """Whom the chart suggests for the circumstances ticked, each once, with the circumstances that
    they are suggested for (STAFF-6; WA 3.4.4)."""
    found: dict[AttendeeRole, list[Circumstance]] = {}
    ticked = set(circumstances)
    for one in Circumstance:
        for role in SUGGESTED[one] if one in ticked else ():
            found.setdefault(role, []).append(one)
    return found


def must_invite_child_welfare(kind: str, child_welfare: str, attendees: Iterable[str]) -> bool:
    """Whether a Child Welfare specialist must still be invited: the family is involved with Child
    Welfare, the staffing is the one before a sanction, and nobody of them is invited; `attendees`
    are the roles of those invited. Source: STAFF-5; WA 3.4.3, 3.4.6."""
    is_asked = kind == StaffingKind.BEFORE_SANCTION and child_welfare == "yes"
    return is_asked and AttendeeRole.CHILD_WELFARE not in set(attendees)
