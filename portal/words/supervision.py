"""Words of the case management report and of what supervisors see to."""

from datetime import date
from typing import Any

from portal import dates
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.i18n import ngettext
from portal.policy.management_report import Action, AnnotationRefusal, Category, NextStep

CATEGORIES: dict[Category, Any] = {
    Category.DISCONTINUED: _l("Discontinued"),
    Category.NO_ACTIVITY: _l("No current activity"),
    Category.GOOD_CAUSE: _l("Good-cause period at or near its end"),
    Category.NO_UPDATE: _l("No current activity update"),
    Category.PAST_DUE: _l("Past-due noncompliance"),
    Category.UNENGAGED: _l("Unengaged"),
}
STEPS: dict[NextStep, Any] = {
    NextStep.ASK_ELIGIBILITY: _l("Ask eligibility whether aid is restored"),
    NextStep.BEGIN_CLOSING: _l("Begin the closing"),
    NextStep.FOLLOW_CLOSING: _l("See where the closing stands"),
    NextStep.OFFER_ACTIVITY: _l("Offer an activity, put it in the plan"),
    NextStep.DETERMINE_CAUSE: _l("Ask for the reason in their language, decide on it"),
    NextStep.GET_ATTENDANCE: _l("Get the attendance, enter it"),
    NextStep.FINISH_PROCESS: _l("Take the next step, or end it"),
    NextStep.REACH_OUT: _l("Reach out, find what stands in the way"),
}
# The page of a case on which the next step is taken.
STEP_PAGES: dict[NextStep, str] = {
    NextStep.ASK_ELIGIBILITY: "supports",
    NextStep.BEGIN_CLOSING: "handings",
    NextStep.FOLLOW_CLOSING: "handings",
    NextStep.OFFER_ACTIVITY: "plan",
    NextStep.DETERMINE_CAUSE: "noncompliance",
    NextStep.GET_ATTENDANCE: "hours",
    NextStep.FINISH_PROCESS: "noncompliance",
    NextStep.REACH_OUT: "",
}
ACTIONS: dict[Action, Any] = {
    Action.CALLED: _l("Called"),
    Action.WROTE: _l("Wrote"),
    Action.MET: _l("Met in person"),
    Action.ACTIVITY_OFFERED: _l("Offered an activity"),
    Action.PLAN_CHANGED: _l("Changed the plan"),
    Action.ATTENDANCE_ASKED: _l("Asked for the attendance"),
    Action.CAUSE_ASKED: _l("Asked for the reason"),
    Action.CAUSE_DETERMINED: _l("Decided on the reason"),
    Action.STAFFING_PLANNED: _l("Planned a case staffing"),
    Action.CLOSING_BEGUN: _l("Began the closing"),
    Action.ELIGIBILITY_ASKED: _l("Asked the eligibility worker"),
    Action.REFERRED: _l("Referred to a service"),
    Action.NOTHING_POSSIBLE: _l("Nothing could be done (say why)"),
}
ANNOTATION_REFUSALS: dict[AnnotationRefusal, Any] = {
    AnnotationRefusal.NO_ACTION: _l("Choose what was done."),
    AnnotationRefusal.NO_WORDS: _l("Say why nothing could be done."),
    AnnotationRefusal.DAY_TO_COME: _l("This day is still to come."),
}


def reason(category: Category, on: date, today: date) -> str:
    """Why a case stands on a list, in words; `on` is the local date that it counts from."""
    days, day = abs((today - on).days), dates.short_day(on)
    match category:
        case Category.DISCONTINUED:
            return ngettext("Discontinued %(n)s day ago, on %(day)s",
                            "Discontinued %(n)s days ago, on %(day)s", days, day=day)  # fmt: skip
        case Category.NO_ACTIVITY:
            return _("Without an activity since %(day)s", day=day)
        case Category.GOOD_CAUSE if on == today:
            return _("Today is the last day to give a reason")
        case Category.GOOD_CAUSE:
            return ngettext("%(n)s day left to give a reason, until %(day)s",
                            "%(n)s days left to give a reason, until %(day)s", days,
                            day=day)  # fmt: skip
        case Category.NO_UPDATE:
            return _("Last attendance of %(day)s", day=day)
        case Category.PAST_DUE:
            return ngettext("Next step %(n)s day past due, it was due %(day)s",
                            "Next step %(n)s days past due, it was due %(day)s", days,
                            day=day)  # fmt: skip
        case Category.UNENGAGED:
            return _("No hours taken part since %(day)s", day=day)
