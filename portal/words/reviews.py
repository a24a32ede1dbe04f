"""Words of case reviews and of providers' progress notes."""

from typing import Any

from portal.i18n import lazy as _l
from portal.policy.reviews import (
    Finding,
    Point,
    Progress,
    ProgressRefusal,
    ReviewRefusal,
    Stratum,
    Verdict,
    Way,
)

POINTS: dict[Point, Any] = {
    Point.CONTACT: _l("There is contact each month, and it is recorded"),
    Point.NOTES: _l("The notes tell what happened and what comes next"),
    Point.PLAN: _l("The plan is signed, and fits the person and the hours"),
    Point.ACTIVITY: _l("The activities are current; changes were followed up"),
    Point.HOURS: _l("Attendance is entered each month, and proven"),
    Point.DOCUMENTS: _l("Documents were looked at in time"),
    Point.SUPPORTS: _l("Child care and other supports were offered and issued"),
    Point.FAIR_PROCESS: _l("Before anything was taken away, every step was taken"),
    Point.MONTHS: _l("Statuses and clocks of months are right"),
    Point.LANGUAGE: _l("Letters and messages went in the person's language"),
}
# Where on the case the evidence of a point stands.
EVIDENCE: dict[Point, str] = {
    Point.CONTACT: "",
    Point.NOTES: "notes",
    Point.PLAN: "plan",
    Point.ACTIVITY: "plan",
    Point.HOURS: "hours",
    Point.DOCUMENTS: "documents",
    Point.SUPPORTS: "supports",
    Point.FAIR_PROCESS: "noncompliance",
    Point.MONTHS: "clocks",
    Point.LANGUAGE: "letters",
}
FINDINGS: dict[Finding, Any] = {
    Finding.MET: _l("Yes"),
    Finding.NOT_MET: _l("No"),
    Finding.NOT_ASKED: _l("Does not apply"),
}
FINDING_TONES = {Finding.MET: "good", Finding.NOT_MET: "bad", Finding.NOT_ASKED: "plain"}
VERDICTS: dict[Verdict, Any] = {
    Verdict.IN_ORDER: _l("In order"),
    Verdict.TO_CORRECT: _l("Something is to be corrected"),
}
VERDICT_TONES = {Verdict.IN_ORDER: "good", Verdict.TO_CORRECT: "warn"}
WAYS: dict[Way, Any] = {Way.DRAWN: _l("drawn"), Way.CHOSEN: _l("chosen")}
STRATA: dict[Stratum, Any] = {
    Stratum.ENGAGED: _l("with a signed plan"),
    Stratum.WITHOUT_PLAN: _l("without a signed plan"),
    Stratum.FAIR_PROCESS: _l("good cause, noncompliance or sanction"),
    Stratum.EXEMPT: _l("exempt or volunteer"),
    Stratum.LEAVING: _l("leaving"),
}
REFUSALS: dict[ReviewRefusal, Any] = {
    ReviewRefusal.NOT_LOOKED_AT: _l("Choose what you found."),
    ReviewRefusal.SAY_WHY: _l("Say what is missing."),
    ReviewRefusal.NO_VERDICT: _l("Choose what the review comes to."),
    ReviewRefusal.NO_DAY: _l("Give the day by which it is to be corrected."),
    ReviewRefusal.DAY_PAST: _l("This day is past."),
    ReviewRefusal.NOTHING_TO_DRAW: _l("Nothing is left to draw: all reviews owed are taken."),
    ReviewRefusal.REVIEWED_THIS_MONTH: _l("This case was taken for review this month already."),
    ReviewRefusal.NOT_THEIR_CASE: _l("This worker has no case with this number."),
    ReviewRefusal.NO_WORDS: _l("Write your answer."),
    ReviewRefusal.ANSWERED_ONCE: _l("You have answered this review already."),
    ReviewRefusal.SENT_ALREADY: _l("This review was sent meanwhile."),
}
PROGRESS: dict[Progress, Any] = {
    Progress.GOOD: _l("Going well"),
    Progress.SLOW: _l("Slower than planned"),
    Progress.STUCK: _l("Needs help to go on"),
}
PROGRESS_TONES = {Progress.GOOD: "good", Progress.SLOW: "warn", Progress.STUCK: "bad"}
PROGRESS_REFUSALS: dict[ProgressRefusal, Any] = {
    ProgressRefusal.NO_CHOICE: _l("Choose how it goes."),
    ProgressRefusal.NO_WORDS: _l("Write what you saw."),
}
