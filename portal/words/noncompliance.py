"""Noncompliance and sanction in a worker's words: steps, what is missing, why something waits."""

from typing import Any

from portal.i18n import fill
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.policy.noncompliance import (
    AskedWay,
    DeliveryWay,
    GoodCause,
    MissedAct,
    Nearness,
    NoncomplianceRefusal,
    NoncomplianceState,
    ProcessAct,
    SanctionEnd,
)
from portal.policy.sanction_gate import Missing, SanctionStep
from portal.words.letters import BANKS

ACTS: dict[str, Any] = {
    MissedAct.ACTIVITY: _l("Did not take part in an activity"),
    MissedAct.PLAN_NOT_SIGNED: _l("Plan not signed"),
    MissedAct.JOB_NOT_TAKEN: _l("Job not taken"),
    MissedAct.JOB_LEFT: _l("Job left"),
}

STATES: dict[str, Any] = {
    NoncomplianceState.NOTICED: _l("Asked what happened"),
    NoncomplianceState.NO_CAUSE: _l("No good cause found"),
    NoncomplianceState.PLAN: _l("Compliance plan runs"),
    NoncomplianceState.BROKEN: _l("Compliance plan not kept"),
    NoncomplianceState.SANCTIONED: _l("Sanctioned"),
    NoncomplianceState.GOOD_CAUSE: _l("Good cause found"),
    NoncomplianceState.CURED: _l("Compliance plan kept"),
    NoncomplianceState.SANCTION_ENDED: _l("Sanction ended"),
    NoncomplianceState.WITHDRAWN: _l("Taken back"),
}
TONES: dict[str, str] = {
    NoncomplianceState.NOTICED: "warn",
    NoncomplianceState.NO_CAUSE: "warn",
    NoncomplianceState.PLAN: "info",
    NoncomplianceState.BROKEN: "warn",
    NoncomplianceState.SANCTIONED: "bad",
    NoncomplianceState.GOOD_CAUSE: "good",
    NoncomplianceState.CURED: "good",
    NoncomplianceState.SANCTION_ENDED: "good",
    NoncomplianceState.WITHDRAWN: "plain",
}
NEARNESS: dict[str, tuple[Any, str]] = {
    Nearness.AHEAD: (_l("ahead"), "plain"),
    Nearness.NEAR: (_l("near"), "warn"),
    Nearness.OVERDUE: (_l("past due"), "bad"),
}

DELIVERY_WAYS: dict[str, Any] = {
    DeliveryWay.READ: _l("Read on the portal"),
    DeliveryWay.HANDED: _l("Handed over"),
    DeliveryWay.MAILED: _l("Mailed: it counts as delivered five days later"),
    DeliveryWay.EXPLAINED: _l("Explained in the participant's language"),
}
ASKED_WAYS: dict[str, Any] = {
    AskedWay.TELEPHONE: _l("By telephone"),
    AskedWay.IN_PERSON: _l("In person"),
    AskedWay.WRITTEN: _l("In writing, in the language that they read"),
}
CAUSES: dict[str, Any] = {
    GoodCause.SICK: _l("Sick, or somebody in the family was"),
    GoodCause.NO_CHILD_CARE: _l("No child care"),
    GoodCause.NO_RIDE: _l("No ride"),
    GoodCause.EMERGENCY: _l("Emergency or death in the family, loss of the home"),
    GoodCause.NOT_TOLD: _l("Was not told in time, or not in their language"),
    GoodCause.SAFETY: _l("Not safe"),
    GoodCause.WORK_OR_SCHOOL: _l("Was at work or at school"),
    GoodCause.NEEDS: _l("A disability or another need was not met"),
    GoodCause.OUR_MISTAKE: _l("A mistake of ours"),
    GoodCause.OTHER: _l("Another good cause"),
}
ENDS: dict[str, Any] = {
    SanctionEnd.TOOK_PART: _l("Takes part again: all steps are done"),
    SanctionEnd.REASON_SHOWN: _l("Good cause was shown"),
    SanctionEnd.EXCUSED: _l("Is exempt"),
    SanctionEnd.HEARING: _l("A hearing decided so"),
    SanctionEnd.MISTAKE: _l("It was a mistake of ours"),
}

STEPS: dict[str, Any] = {
    SanctionStep.IMPOSED_CORRECTLY: _l("The sanction is imposed correctly, and the letter left"),
    SanctionStep.STATUS_SET: _l("The case stands as sanctioned"),
    SanctionStep.ACTIVITY_ENDED: _l("The activity is ended: unsatisfactory participation"),
    SanctionStep.OTHERS_ENDED: _l("The other activities have an end date"),
    SanctionStep.SUPPORTS_ENDED: _l("Supportive services are ended, and the notice left"),
    SanctionStep.NOTED: _l("A case note tells of it"),
    SanctionStep.CONTACTED: _l("Contact or an attempt this month: what has changed, what helps"),
}

MISSING: dict[str, Any] = {
    Missing.STATUS_CHANGED: _l("The case stands elsewhere by now: take this noncompliance back."),
    Missing.IN_DANGER: _l("The participant is in danger: nothing is asked of them meanwhile."),
    Missing.NOT_DELIVERED: _l("The notice was not delivered."),
    Missing.DELIVERED_IN_OTHER_LANGUAGE: _l("The notice was not in the participant's language."),
    Missing.NOT_ASKED: _l("The participant was not asked for their reason."),
    Missing.ASKED_IN_OTHER_LANGUAGE: _l("They were not asked in their language."),
    Missing.DAYS_RUN: _l("The days to give a reason still run."),
    Missing.DOCUMENTS_UNREAD: _l("Documents that came in were not looked at."),
    Missing.MESSAGES_UNREAD: _l("Messages of the participant were not read."),
    Missing.REPORTS_UNREAD: _l("Reports of the participant were not read."),
    Missing.CAUSE_QUESTION_OPEN: _l("The participant told of a problem: whether it was good cause"
                                    " is not decided."),
    Missing.NOT_DECIDED: _l("Nobody decided whether there was good cause."),
    Missing.CAUSE_WAS_GOOD: _l("There was good cause."),
    Missing.PLAN_RUNS: _l("A compliance plan runs."),
    Missing.SUPPORTS_NOT_CHECKED: _l("Nobody looked at what the family needs to take part."),
    Missing.NO_STAFFING: _l("No staffing before sanction was completed since then."),
    Missing.STAFFING_DECIDED_AGAINST: _l("The staffing decided not to pursue a sanction."),
    Missing.STAFFING_WITHOUT_REASON: _l("The staffing does not say why."),
}  # fmt: skip

# What to do about it: where below the case (or below the noncompliance, with a dot), and words.
DO: dict[str, tuple[str, Any]] = {
    Missing.STATUS_CHANGED: ("./withdraw", _l("Take it back")),
    Missing.IN_DANGER: ("safety", _l("The safety concern")),
    Missing.NOT_DELIVERED: ("./deliver", _l("Note the delivery")),
    Missing.DELIVERED_IN_OTHER_LANGUAGE: ("letters", _l("Send it in their language")),
    Missing.NOT_ASKED: ("./ask", _l("Note that they were asked")),
    Missing.ASKED_IN_OTHER_LANGUAGE: ("./ask", _l("Ask in their language")),
    Missing.DAYS_RUN: ("contacts/new", _l("Use the days: call")),
    Missing.DOCUMENTS_UNREAD: ("documents", _l("Look at the documents")),
    Missing.MESSAGES_UNREAD: ("messages", _l("Read the messages")),
    Missing.REPORTS_UNREAD: ("?kind=report", _l("Read the reports")),
    Missing.CAUSE_QUESTION_OPEN: ("?kind=report", _l("Answer the report")),
    Missing.NOT_DECIDED: ("./determine", _l("Decide on the cause")),
    Missing.CAUSE_WAS_GOOD: ("./withdraw", _l("Take it back")),
    Missing.PLAN_RUNS: ("./outcome", _l("The compliance plan")),
    Missing.SUPPORTS_NOT_CHECKED: ("./supports", _l("Check the supports")),
    Missing.NO_STAFFING: ("staffings", _l("Prepare the staffing")),
    Missing.STAFFING_DECIDED_AGAINST: ("./withdraw", _l("Take it back")),
    Missing.STAFFING_WITHOUT_REASON: ("staffings", _l("Prepare a staffing")),
}

# What was done of what must be done, on the page of the gate.
DONE: dict[str, Any] = {
    "delivered": _l("The notice was delivered in a language of theirs."),
    "asked": _l("They were asked for their reason, in a language of theirs."),
    "days": _l("The twenty days from delivery are over."),
    "read": _l("All that came in was looked at."),
    "decided": _l("It was decided that there was no good cause, and no plan runs."),
    "supports": _l("What the family needs to take part was looked at."),
    "staffed": _l("A staffing before sanction was completed, with a reasoned decision."),
}

REFUSALS: dict[str, Any] = {
    NoncomplianceRefusal.NO_PROCESS: _l("This program has no noncompliance."),
    NoncomplianceRefusal.NOT_REQUIRED: _l(
        "The participant need not take part at this time: look at the status of the case."
    ),
    NoncomplianceRefusal.OPEN_ALREADY: _l("A noncompliance of this case is open."),
    NoncomplianceRefusal.TOO_LATE: _l("This step is not open any more."),
    NoncomplianceRefusal.CHANGED: _l(
        "Somebody else changed this meanwhile. Look at it again; what you typed is below."
    ),
    NoncomplianceRefusal.DAY_TO_COME: _l("This day has not come yet."),
    NoncomplianceRefusal.BEFORE_ENROLLMENT: _l("This is before the case began."),
    NoncomplianceRefusal.BEFORE_NOTICE: _l("This is before the noncompliance was noted."),
    NoncomplianceRefusal.OTHER_LANGUAGE: _l(
        "This was not in the participant's language: explain it with an interpreter, or send it"
        " in their language."
    ),
    NoncomplianceRefusal.NOT_SENT: _l("The letter was not sent yet."),
    NoncomplianceRefusal.DELIVERED: _l("The delivery is noted already."),
    NoncomplianceRefusal.NOT_DELIVERED: _l("The notice was not delivered: the days do not run."),
    NoncomplianceRefusal.NOT_ASKED: _l("The participant was not asked for their reason."),
    NoncomplianceRefusal.DAYS_RUN: _l("The days to give a reason still run."),
    NoncomplianceRefusal.UNREAD: _l(
        "Something that came in was not looked at. What was sent by midnight of the last day is"
        " in time, whenever it is read."
    ),
    NoncomplianceRefusal.WHY_MISSING: _l("Please say why."),
    NoncomplianceRefusal.NO_STEPS: _l("Please choose at least one step."),
    NoncomplianceRefusal.PLAN_DATES: _l("The plan begins today or later, and ends after that."),
    NoncomplianceRefusal.PLAN_TOO_LONG: _l("A compliance plan lasts at most 60 days."),
    NoncomplianceRefusal.NOT_SIGNED: _l("The participant did not sign this plan."),
    NoncomplianceRefusal.PLAN_RUNS: _l("The days of the plan are not over."),
    NoncomplianceRefusal.GATE: _l("Something that must be done before is missing: see the list."),
    NoncomplianceRefusal.SHORT_NOTICE: _l("This is before the ten days of notice have ended."),
    NoncomplianceRefusal.STEPS_LEFT: _l("Steps are left: mark those that were done."),
    NoncomplianceRefusal.ENDS_EARLY: _l("This is before the sanction."),
    NoncomplianceRefusal.NOT_OWN: _l("The case's own workers alone enter a sanction."),
}

_TOLD: dict[str, Any] = {
    ProcessAct.OPENED: _l("%(who)s opened a noncompliance: what happened is asked."),
    ProcessAct.DELIVERED: _l("%(who)s noted that the notice was delivered."),
    ProcessAct.ASKED: _l("%(who)s asked for the reason."),
    ProcessAct.FOUND_GOOD: _l("%(who)s found good cause."),
    ProcessAct.FOUND_NONE: _l("%(who)s found no good cause."),
    ProcessAct.PLAN_AGREED: _l("%(who)s agreed a compliance plan with the participant."),
    ProcessAct.PLAN_SIGNED: _l("%(who)s agreed to the compliance plan."),
    ProcessAct.PLAN_KEPT: _l("%(who)s noted that the compliance plan was kept."),
    ProcessAct.PLAN_BROKEN: _l("%(who)s noted that the compliance plan was not kept."),
    ProcessAct.SUPPORTS_CHECKED: _l("%(who)s checked the supports of the family."),
    ProcessAct.SANCTIONED: _l("%(who)s entered a sanction."),
    ProcessAct.STEP_DONE: _l("%(who)s marked a step of the sanction as done."),
    ProcessAct.CURE_DONE: _l("%(who)s marked a step that ends the sanction as done."),
    ProcessAct.SANCTION_ENDED: _l("%(who)s ended the sanction."),
    ProcessAct.WITHDRAWN: _l("%(who)s took the noncompliance back."),
}


_CODES: dict[str, Any] = {
    ProcessAct.OPENED: ACTS,
    ProcessAct.DELIVERED: DELIVERY_WAYS,
    ProcessAct.ASKED: ASKED_WAYS,
    ProcessAct.FOUND_GOOD: CAUSES,
    ProcessAct.STEP_DONE: STEPS,
    ProcessAct.CURE_DONE: BANKS["cure_step"],
    ProcessAct.SANCTION_ENDED: ENDS,
}


def detail(act: str, code: str) -> str:
    """What a line of its story says more: the way, the reason, the step; empty for nothing."""
    return str(_CODES.get(act, {}).get(code, ""))


def told(act: str, who: str) -> str:
    """A line of its story, as a sentence with who did it."""
    return fill(str(_TOLD[act]), {"who": who})


def of_refusal(code: str) -> str:
    """Why a step was not taken, in words; what other rules refuse is said as one sentence."""
    found = REFUSALS.get(code)
    return str(found) if found else _("This cannot be done now: look at the status of the case.")
