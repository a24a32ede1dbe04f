"""Checklists in words: a case newly taken over, and all of case management (form 42-126)."""

from enum import StrEnum
from typing import Any

from portal.i18n import lazy as _l
from portal.policy.checklists import CheckRefusal, Part

PARTS: dict[str, Any] = {
    Part.ALERTS_CURRENT: _l("Alerts and reports are looked at"),
    Part.ACTIVITIES_CURRENT: _l("Activity statuses are current"),
    Part.COMMENTS_CURRENT: _l("Case notes are current"),
    Part.SCREENS_CURRENT: _l("Appraisal and assessment are entered as they apply"),
    Part.SUPPORTS_CURRENT: _l("Supportive services are authorized for this month"),
    Part.PLAN_ENTERED: _l("The plan is entered, if there is one"),
    Part.PAPERS_FILED: _l("All papers are in the case"),
    Part.REACHED_OUT: _l("You reached out for the introduction meeting"),
    Part.ACCEPTED: _l("The case is accepted"),
    Part.INTRODUCTION: _l("Introduction meeting held"),
    Part.ASSESSED: _l("Appraisal or assessment done"),
    Part.BARRIERS: _l("Barriers looked at: Equal Access screening"),
    Part.PLAN_SIGNED: _l("Plan signed by both"),
    Part.PLAN_REVIEWED: _l("Plan looked at, amended where circumstances changed"),
    Part.SUPPORT_TEAM: _l("Support team met, or was tried"),
    Part.CONTACT: _l("Contact this month"),
    Part.NOTED: _l("Every contact has its case note"),
    Part.ATTENDANCE: _l("Attendance and progress reports looked at"),
    Part.HOURS: _l("Hours that the plan asks for are met, or a step was taken"),
    Part.ACTIVITY_STATUS: _l("Activities: statuses, ends and times that do not clash"),
    Part.SUPPORTS: _l("Supportive services authorized, issued or denied"),
    Part.REFERRALS: _l("Referrals offered as needed"),
    Part.MONTHS: _l("Time on aid looked at"),
    Part.STATUS: _l("Status is right and its review is not past"),
    Part.PAPERS: _l("Papers looked at and filed"),
    Part.ALERTS: _l("Alerts resolved"),
    Part.OUTCOMES: _l("Outcomes entered in the state's system"),
    Part.FUTURE: _l("Plans and goals for later talked about"),
}
REFUSALS: dict[StrEnum, Any] = {
    CheckRefusal.NO_SUCH_PART: _l("This is no part of the list."),
    CheckRefusal.DECIDED_BY_FACTS: _l("The case itself says whether this is done."),
    CheckRefusal.NOT_ITS_WORKER: _l("Only the worker of the case accepts it."),
    CheckRefusal.ACCEPTED_ALREADY: _l("The case is accepted already."),
    CheckRefusal.PARTS_OPEN: _l("Parts of the list are still open."),
    CheckRefusal.TAKEN_ALREADY: _l("Somebody took the case before you."),
    CheckRefusal.NOT_A_WORKER: _l("Choose somebody of your office who works on cases."),
    CheckRefusal.NONE_WAITS: _l("Every private case has its worker meanwhile."),
}


def of_refusal(code: StrEnum) -> str:
    """Why something about a checklist is refused."""
    return str(REFUSALS[code])
