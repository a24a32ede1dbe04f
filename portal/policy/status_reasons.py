"""Why a case stands where it stands, where that comes from, and why it cannot be entered so."""

from enum import StrEnum


class StatusReason(StrEnum):
    """Why a case stands where it stands. Those of an exemption are StopReason's own codes."""

    NEW_CASE = "new_case"
    TAKES_PART = "takes_part"
    PERIOD_OVER = "period_over"
    ENTERED_WRONG = "entered_wrong"
    CAUSE_FOUND = "cause_found"
    CURED = "cured"
    WITHDRAWN = "withdrawn"
    PLAN_AGREED = "plan_agreed"
    AID_RETURNED = "aid_returned"
    CLOSING_REFUSED = "closing_refused"
    # Exemption, and those who take part although they need not.
    DISABILITY = "disability"
    PERMANENT_DISABILITY = "permanent_disability"
    CARING = "caring"
    PREGNANCY = "pregnancy"
    YOUNG_CHILD = "young_child"
    AGE = "age"
    FAMILY_SAFETY = "family_safety"
    NOT_REQUIRED = "not_required"
    # Good cause and deferral.
    CAUSE_PERIOD = "cause_period"  # the days in which a reason may be given (CASE-4)
    ILLNESS = "illness"
    NO_CHILD_CARE = "no_child_care"
    NO_RIDE = "no_ride"
    NO_HOME = "no_home"
    FAMILY_CRISIS = "family_crisis"
    COURT = "court"
    NO_SUPPORT = "no_support"  # a service that was promised is not there
    OTHER_CAUSE = "other_cause"
    # Noncompliance and sanction.
    MISSED = "missed"
    NO_CAUSE = "no_cause"
    PLAN_BROKEN = "plan_broken"
    # The end.
    AID_ENDED = "aid_ended"
    MONTHS_USED = "months_used"
    NOT_IN_AID = "not_in_aid"
    LEFT_PROGRAM = "left_program"
    CLOSED_BY_HANDS = "closed_by_hands"
    FROM_FILE = "from_file"


class StatusSource(StrEnum):
    """Where a period comes from."""

    BEFORE = "before"  # the case stood there before periods were kept
    WORKER = "worker"
    STEPS = "steps"  # noncompliance, closing, exit: by their own steps
    FILE = "file"
    PORTAL = "portal"  # what follows when a period ends


class StatusRefusal(StrEnum):
    """Why a status cannot be entered so."""

    NO_REASON = "no_reason"
    BEFORE_ENROLLMENT = "before_enrollment"
    TOO_FAR = "too_far"
    ENDS_BEFORE = "ends_before"
    HAS_NO_END = "has_no_end"
    NO_REVIEW = "no_review"
    REVIEW_OUTSIDE = "review_outside"
    REVIEW_TOO_FAR = "review_too_far"
    NO_EVIDENCE = "no_evidence"
    NOTHING_NEW = "nothing_new"
    BY_STEPS = "by_steps"
    IS_CLOSED = "is_closed"
    NO_STAFFING = "no_staffing"
    CHANGED_MEANWHILE = "changed_meanwhile"
