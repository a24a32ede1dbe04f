"""The case management report: its five lists, what is near, and what is to be done next (SUP-1);
and which cases are unengaged (SUP-3).

Pure: local dates in, codes out. Which cases stand on a list is asked of the tables by
reports/supervision, with the days given here.
"""

from datetime import date, timedelta
from enum import StrEnum

from portal.policy.statuses import CaseStatus

NEAR_DAYS = 5  # days of the good-cause period that count as near its end (ours)
UPDATE_DAYS = 30  # attendance is tracked monthly; WTW 42-7.38, II.C
CLOSING_DAYS = 30  # discontinued for more days than this: the case is closed; WTW 42-7.38, II.J


class Category(StrEnum):
    """The lists, in the policy's order, and the supervisor's own one."""

    DISCONTINUED = "discontinued"
    NO_ACTIVITY = "no_activity"
    GOOD_CAUSE = "good_cause"
    NO_UPDATE = "no_update"
    PAST_DUE = "past_due"
    UNENGAGED = "unengaged"  # SUP-3


FIVE = tuple(one for one in Category if one is not Category.UNENGAGED)


class Action(StrEnum):
    """What was done about a row, as it is annotated."""

    CALLED = "called"
    WROTE = "wrote"
    MET = "met"
    ACTIVITY_OFFERED = "activity_offered"
    PLAN_CHANGED = "plan_changed"
    ATTENDANCE_ASKED = "attendance_asked"
    CAUSE_ASKED = "cause_asked"
    CAUSE_DETERMINED = "cause_determined"
    STAFFING_PLANNED = "staffing_planned"
    CLOSING_BEGUN = "closing_begun"
    ELIGIBILITY_ASKED = "eligibility_asked"
    REFERRED = "referred"
    NOTHING_POSSIBLE = "nothing_possible"


class NextStep(StrEnum):
    """What is to be done next about a row."""

    ASK_ELIGIBILITY = "ask_eligibility"
    BEGIN_CLOSING = "begin_closing"
    FOLLOW_CLOSING = "follow_closing"
    OFFER_ACTIVITY = "offer_activity"
    DETERMINE_CAUSE = "determine_cause"
    GET_ATTENDANCE = "get_attendance"
    FINISH_PROCESS = "finish_process"
    REACH_OUT = "reach_out"


class AnnotationRefusal(StrEnum):
    """Why an annotation is not taken."""

    NO_ACTION = "no_action"
    NO_WORDS = "no_words"
    DAY_TO_COME = "day_to_come"


# Taking part is owed, and nothing else is being decided on.
TAKES_PART = (CaseStatus.ENROLLED, CaseStatus.ACTIVE)
OWES_ACTIVITY = (*TAKES_PART, CaseStatus.NONCOMPLIANCE)


def near_until(today: date) -> date:
    """The last end of a good-cause period, a local date, that counts as near on a day. Source:
    SUP-1; WTW 42-7.38, II.C; how many days are near is ours."""
    return today + timedelta(days=NEAR_DAYS)


def updated_since(today: date) -> date:
    """The earliest local date whose attendance still counts as a current update on a day. Source:
    SUP-1, SUP-3; WTW 42-7.38, II.C (tracked monthly)."""
    return today - timedelta(days=UPDATE_DAYS)


def next_step(category: Category, on: date, today: date, is_under_way: bool = False) -> NextStep:
    """What a row asks for next; `on` is the local date that the row counts from. A closing or
    transfer that `is_under_way` is not begun once more: it is followed from hand to hand.

    Source: SUP-1; WTW 42-7.38, II.C, II.J, III.A.
    """
    match category:
        case Category.DISCONTINUED:
            is_over = (today - on).days > CLOSING_DAYS
            if is_over and is_under_way:
                return NextStep.FOLLOW_CLOSING
            return NextStep.BEGIN_CLOSING if is_over else NextStep.ASK_ELIGIBILITY
        case Category.NO_ACTIVITY:
            return NextStep.OFFER_ACTIVITY
        case Category.GOOD_CAUSE:
            return NextStep.DETERMINE_CAUSE
        case Category.NO_UPDATE:
            return NextStep.GET_ATTENDANCE
        case Category.PAST_DUE:
            return NextStep.FINISH_PROCESS
        case Category.UNENGAGED:
            return NextStep.REACH_OUT


def refusals_to_annotate(action: str, text: str) -> dict[str, AnnotationRefusal]:
    """What an annotation lacks, by field: an action of the list, and for "nothing possible" why.
    Source: SUP-1; WTW 42-7.38, II.C ("annotate actions taken")."""
    if action not in set(Action):
        return {"action": AnnotationRefusal.NO_ACTION}
    if action == Action.NOTHING_POSSIBLE and not text.strip():
        return {"text": AnnotationRefusal.NO_WORDS}
    return {}
