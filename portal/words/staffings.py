"""Case staffings in words, as staff read them (WA 3.4)."""

from enum import StrEnum
from typing import Any

from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.policy.staffing_attendees import AttendeeRole, Circumstance
from portal.policy.staffings import (
    ActionOwner,
    Decision,
    Duration,
    EaPlan,
    EventType,
    Gathered,
    GoalSpan,
    IssueCode,
    StaffingKind,
    Tab,
)

KINDS: dict[str, Any] = {
    StaffingKind.ALL_CASES: _l("All cases"),
    StaffingKind.COMMON_CHARACTERISTICS: _l("Cases with common characteristics"),
    StaffingKind.DIFFICULT: _l("Difficult case"),
    StaffingKind.END_OF_JOB_SEARCH: _l("Nearing the end of job search without a job"),
    StaffingKind.BEFORE_SANCTION: _l("Before a sanction (NCS)"),
}
TABS: dict[str, Any] = {
    Tab.CASE: _l("Case data"),
    Tab.ATTENDEES: _l("Attendees"),
    Tab.ISSUES: _l("Issues and notes"),
    Tab.RESULT: _l("Result letter"),
}
STATES: dict[str, Any] = {"draft": _l("Draft"), "completed": _l("Completed")}
EVENT_TYPES: dict[str, Any] = {
    EventType.SANCTION: _l("Sanction"),
    EventType.SIXTY_MONTHS: _l("60 month"),
    EventType.EXEMPT: _l("Exempt"),
    EventType.OTHER: _l("Other"),
}
CIRCUMSTANCES: dict[str, Any] = {
    Circumstance.CHILDREN_NEEDS: _l("Children's special needs"),
    Circumstance.DEPRESSION: _l("Depression"),
    Circumstance.CHEMICAL_DEPENDENCY: _l("Chemical dependency"),
    Circumstance.CULTURAL: _l("Cultural issues"),
    Circumstance.WAGE_PROGRESSION: _l("Wage progression"),
    Circumstance.CHILD_CARE: _l("Child care"),
    Circumstance.JOB_RETENTION: _l("Job retention"),
    Circumstance.FAMILY_VIOLENCE: _l("Family violence"),
    Circumstance.LEGAL: _l("Legal, probation and parole"),
}
ROLES: dict[str, Any] = {
    AttendeeRole.ASSIGNED_WORKER: _l("Assigned worker"),
    AttendeeRole.SPECIALIST: _l("Social service specialist"),
    AttendeeRole.SUPERVISOR: _l("Supervisor"),
    AttendeeRole.CHILD_WELFARE: _l("Child Welfare specialist"),
    AttendeeRole.ALCOHOL_DRUG: _l("Alcohol and drug assessment staff"),
    AttendeeRole.ATTORNEY: _l("Attorney"),
    AttendeeRole.CHILD_CARE_REFERRAL: _l("Child care information and referral"),
    AttendeeRole.CHILD_PSYCHOLOGIST: _l("Child psychologist"),
    AttendeeRole.COLLEGE: _l("Community or technical college staff"),
    AttendeeRole.CORRECTIONS: _l("Corrections staff"),
    AttendeeRole.DISABILITY_MANAGER: _l("Developmental disabilities case manager"),
    AttendeeRole.EMPLOYER: _l("Employer"),
    AttendeeRole.EMPLOYMENT_MENTAL_HEALTH: _l("Employment-focused mental health provider"),
    AttendeeRole.EMPLOYMENT_SECURITY: _l("Employment security staff"),
    AttendeeRole.VIOLENCE_ADVOCATE: _l("Family violence advocate"),
    AttendeeRole.FARM_WORKER: _l("Farm worker representative"),
    AttendeeRole.HEALTH_PROVIDER: _l("Health provider"),
    AttendeeRole.INDEPENDENT_LIVING: _l("Independent living specialist"),
    AttendeeRole.INDIAN_POLICY: _l("Indian policy staff"),
    AttendeeRole.JUDICIAL: _l("Local judicial staff"),
    AttendeeRole.MENTAL_HEALTH: _l("Mental health provider"),
    AttendeeRole.HEALTH_NURSE: _l("Public health nurse"),
    AttendeeRole.REFUGEE_PROVIDER: _l("Refugee service provider"),
    AttendeeRole.RELIGIOUS: _l("Affiliate of a religious organization"),
    AttendeeRole.TRIBE: _l("Tribal representative"),
    AttendeeRole.CHILD_CARE_SUBSIDY: _l("Working Connections Child Care staff"),
    AttendeeRole.OTHER_PROFESSIONAL: _l("Another professional"),
    AttendeeRole.INTERPRETER: _l("Interpreter"),
    AttendeeRole.BROUGHT: _l("Brought by the participant"),
}
ISSUES: dict[str, Any] = {
    IssueCode.CHILD_CARE: _l("Child care"),
    IssueCode.TRANSPORT: _l("Transport"),
    IssueCode.HOUSING: _l("Housing"),
    IssueCode.HEALTH: _l("Health"),
    IssueCode.MENTAL_HEALTH: _l("Mental health"),
    IssueCode.CHEMICAL_DEPENDENCY: _l("Chemical dependency"),
    IssueCode.FAMILY_VIOLENCE: _l("Family violence"),
    IssueCode.CHILDREN_NEEDS: _l("Children's special needs"),
    IssueCode.LEGAL: _l("Legal, probation and parole"),
    IssueCode.EDUCATION: _l("Education and training"),
    IssueCode.LANGUAGE: _l("Language"),
    IssueCode.CULTURAL: _l("Cultural issues"),
    IssueCode.JOB_SEARCH: _l("Finding work"),
    IssueCode.JOB_RETENTION: _l("Job retention"),
    IssueCode.WAGE_PROGRESSION: _l("Wage progression"),
    IssueCode.MONEY: _l("Money and debts"),
    IssueCode.TAKING_PART: _l("Taking part in activities"),
    IssueCode.TIME_LIMIT: _l("Months left"),
    IssueCode.OTHER: _l("Another issue"),
}
DURATIONS: dict[str, Any] = {
    Duration.MONTH: _l("Up to a month"),
    Duration.THREE_MONTHS: _l("Up to three months"),
    Duration.SIX_MONTHS: _l("Up to six months"),
    Duration.YEAR: _l("Up to a year"),
    Duration.LONGER: _l("Longer than a year"),
    Duration.LASTING: _l("It stays"),
    Duration.UNKNOWN: _l("Nobody can say yet"),
}
GATHERED: dict[str, Any] = {
    Gathered.TELEPHONE: _l("By telephone"),
    Gathered.LETTER: _l("By letter"),
    Gathered.EMAIL: _l("By e-mail"),
    Gathered.IN_PERSON: _l("In person"),
    Gathered.FORM: _l("On a form or report"),
}
EA_PLANS: dict[str, Any] = {
    EaPlan.NONE: _l("There is none, and none is needed"),
    EaPlan.STAYS: _l("There is one, and it stays"),
    EaPlan.CHANGES: _l("It is made or changed after this staffing"),
}
OWNERS: dict[str, Any] = {
    ActionOwner.PARTICIPANT: _l("The participant"),
    ActionOwner.WORKER: _l("The worker"),
    ActionOwner.OTHER: _l("Somebody else"),
}
SPANS: dict[str, Any] = {GoalSpan.SHORT: _l("Short-term"), GoalSpan.LONG: _l("Long-term")}
DECISIONS: dict[str, Any] = {
    Decision.DO_NOT_PURSUE: _l("Do not pursue the sanction"),
    Decision.PURSUE: _l("Pursue the sanction"),
}
ANSWERS: dict[str, Any] = {"yes": _l("Yes"), "no": _l("No")}
PRESENCE: dict[str, Any] = {"yes": _l("Was there"), "no": _l("Was not there")}

# The texts in which two people may meet, by the name of their field (STAFF-7).
TEXTS: dict[str, Any] = {
    "household": _l("Household"),
    "circumstances_text": _l("Circumstances of the case"),
    "ea_text": _l("Equal Access: what is needed and done"),
    "referral": _l("Referrals agreed or made"),
    "roles": _l("Roles and responsibilities"),
    "reviewed_with": _l("With whom all information was reviewed and discussed"),
    "decision_why": _l("Why"),
    "personal_text": _l("In your own words, for the participant"),
    "note": _l("The issue, past and present"),
    "strength": _l("Strengths that help with it"),
    "concern": _l("Concerns"),
    "past_steps": _l("What was done about it before, and what came of it"),
}


def code_words(code: StrEnum | str) -> str:
    """Any code of a staffing in words, for texts that tell what another person saved."""
    for known in (KINDS, EVENT_TYPES, CIRCUMSTANCES, ROLES, ISSUES, EA_PLANS, DECISIONS, ANSWERS):
        if code in known:
            return str(known[code])
    return str(code) or _("not said")
