"""Why a staffing cannot be begun, saved or completed, in words (STAFF-2, 5, 8, 9, 10, 12)."""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.staffings import StaffingRefusal as R

REFUSALS: dict[str, Any] = {
    R.COMPLETED_ALREADY: _l("This staffing is completed: it can never be changed."),
    R.BEGUN_ALREADY: _l("A staffing of this kind is in preparation already: go on with that one."),
    R.MISSING: _l("Please give a date."),
    R.AHEAD: _l("The completed date cannot lie ahead."),
    R.TOO_FAR: _l("That is more than a year away. Please check the date."),
    R.NOT_HELD_YET: _l("The staffing has not been held yet."),
    R.BEFORE_HELD: _l("It cannot be completed before the day of the staffing."),
    R.NO_EVENT_TYPE: _l("Choose one or more event types."),
    R.NO_HOUSEHOLD: _l("Say who lives in the household."),
    R.NO_CIRCUMSTANCES: _l("Describe the circumstances of the case."),
    R.TOO_FEW_PROFESSIONALS: _l("At least two professionals must have been there."),
    R.NO_WORKER: _l("The assigned worker or a social service specialist must have been there."),
    R.ATTENDANCE_UNSAID: _l("Say of each person on the list whether they were there."),
    R.PARTICIPANT_UNSAID: _l("Say whether the participant was there."),
    R.CHILD_WELFARE_UNSAID: _l("Say whether Child Welfare is involved with the family."),
    R.CHILD_WELFARE_NOT_INVITED: _l(
        "Child Welfare is involved with the family: a Child Welfare specialist must be invited."
    ),
    R.PARTICIPANT_NOT_INVITED: _l(
        "The participant must have been told of the meeting and that they can bring anyone."
    ),
    R.HOW_GATHERED: _l("Say how the information sent before was gathered."),
    R.NOTHING_GATHERED: _l("Write down what was told before by who could not come."),
    R.NO_ISSUE: _l("Choose at least one issue."),
    R.ISSUE_UNFINISHED: _l(
        "Each issue needs its note, strengths, concerns, past steps and expected duration."
    ),
    R.EA_UNSAID: _l("Say whether the participant was screened for Equal Access."),
    R.EA_PLAN_UNSAID: _l("Say what holds for the Equal Access plan."),
    R.NO_ROLES: _l("Say who is responsible for what."),
    R.NO_ACTION: _l("The joint action plan needs at least one line."),
    R.ACTION_UNFINISHED: _l(
        "Each line of the joint action plan says what, who, by when and the expected outcome."
    ),
    R.NO_SHORT_GOAL: _l("Give a short-term goal."),
    R.NO_LONG_GOAL: _l("Give a long-term goal."),
    R.NO_REVIEW_DATE: _l("Give the date of review."),
    R.REVIEW_NOT_AFTER: _l("The review comes after the day of the staffing."),
    R.NOT_REVIEWED: _l(
        "Before a sanction, say with which professionals all information was reviewed."
    ),
    R.NO_DECISION: _l("Decide whether the sanction is pursued."),
    R.NO_REASON: _l("Explain why the sanction is or is not pursued."),
    R.NO_LETTER: _l("Draft the result letter first: after completing nothing can be changed."),
    R.NOT_YOURS_TO_HIDE: _l("Only the workers of the case can make an issue private or open it."),
    R.HAS_NOTE: _l("An issue with a note stays chosen. Take it out on its own page."),
}


def of_refusal(code: object) -> str:
    """A refusal in words."""
    return str(REFUSALS[str(code)])
