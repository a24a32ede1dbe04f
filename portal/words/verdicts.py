"""Verdicts on months in words, for staff: what the portal says, and what may be done about it."""

from datetime import date
from typing import Any

from portal import dates
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.policy.verdicts import NextStep, StepRefusal, Verdict, VerdictCause

VERDICTS: dict[str, Any] = {
    Verdict.NOT_OWED: _l("No hours are required this month."),
    Verdict.MET: _l("The required hours are met."),
    Verdict.WITHIN_REACH: _l("Not met yet: with what is planned and reported they would be."),
    Verdict.WAITING: _l("Not decided: hours wait for proof or for your decision."),
    Verdict.EXCUSED: _l("Short, by no more than hours missed with a good reason."),
    Verdict.SHORT: _l("The required hours are not met."),
}

CANNOT_BE = _l("With what is planned the required hours cannot be met.")

SHORT: dict[str, Any] = {
    Verdict.NOT_OWED: _l("None required"),
    Verdict.MET: _l("Met"),
    Verdict.WITHIN_REACH: _l("Within reach"),
    Verdict.WAITING: _l("Not decided"),
    Verdict.EXCUSED: _l("Short, excused"),
    Verdict.SHORT: _l("Not met"),
}

TONES: dict[str, str] = {
    Verdict.NOT_OWED: "info",
    Verdict.MET: "success",
    Verdict.WITHIN_REACH: "info",
    Verdict.WAITING: "warning",
    Verdict.EXCUSED: "warning",
    Verdict.SHORT: "error",
}

CAUSES: dict[str, Any] = {
    VerdictCause.MONTH_END: _l("at the end of the month"),
    VerdictCause.HOURS: _l("as hours changed"),
    VerdictCause.ACTIVITY: _l("as an activity changed"),
}

STEPS: dict[str, Any] = {
    NextStep.DECIDE: _l("Decide the hours that wait"),
    NextStep.ASK_FOR_PROOF: _l("Ask for the proof that is missing"),
    NextStep.SCHEDULE_ACTIVITY: _l("Schedule an activity"),
    NextStep.AMEND_PLAN: _l("Amend the plan"),
    NextStep.REFER_TO_SPECIALIST: _l("Refer to a support specialist"),
    NextStep.START_NONCOMPLIANCE: _l("Start noncompliance"),
}

WHY_STEPS: dict[str, Any] = {
    NextStep.DECIDE: _l("Proven hours count once they are accepted; absences wait for you."),
    NextStep.ASK_FOR_PROOF: _l("Hours without a document do not count."),
    NextStep.SCHEDULE_ACTIVITY: _l("Fewer hours are planned than required."),
    NextStep.AMEND_PLAN: _l("Where it no longer fits, it is changed with the participant."),
    NextStep.REFER_TO_SPECIALIST: _l("Planned hours were missed without a known reason."),
    NextStep.START_NONCOMPLIANCE: _l(
        "The month is over, nothing is open. The notice and the time to give a reason come first."
    ),
}

_REFUSALS: dict[str, Any] = {
    StepRefusal.NOT_OFFERED: _l(
        "The hours changed meanwhile: this step is not called for any more."
    ),
}


def of_refusal(code: str) -> str:
    """Why a step was not taken, in words. Raises KeyError for an unknown code."""
    return str(_REFUSALS[code])


def task_words(step: NextStep, month_on: date) -> str:
    """What a step's task says: the step and the month. Raises KeyError for an unknown step."""
    return _("%(step)s: hours of %(month)s", step=str(STEPS[step]), month=dates.month(month_on))
