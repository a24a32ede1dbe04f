"""What can stand on a case's line of time."""

from enum import StrEnum


class EntryKind(StrEnum):
    """What stands on the line of time."""

    CONTACT = "contact"
    NOTE = "note"
    REPORT = "report"
    DOCUMENT = "document"
    REQUEST = "request"
    PLAN = "plan"
    PLAN_SIGNED = "plan_signed"  # by both: it counts from now on
    LETTER = "letter"
    LETTER_EVENT = "letter_event"  # mailed, delivered, read, come back, explained
    STATUS = "status"
    TASK = "task"
    TASK_CHANGE = "task_change"  # told, done, opened again, moved
    MESSAGE = "message"
    OPENING = "opening"
    DANGER = "danger"
    DANGER_OVER = "danger_over"
    COPY = "copy"  # of the notes: asked for, released
    CLOCK = "clock"  # a period that stops clocks of months
    ASSESSMENT = "assessment"
    HOURS = "hours"  # a week that the participant told of
    MONTH_STEP = "month_step"  # taken about the hours of a month
    SCREENING = "screening"  # Equal Access
    PROGRESS = "progress"  # what a provider wrote
    NONCOMPLIANCE = "compliance"  # a step of a noncompliance
    MEETING = "meeting"  # planned, also after one that was moved
    MEETING_OVER = "meeting_over"  # held, missed, not held, canceled
    SUPPORT = "support"  # a supportive service: requested, granted, denied, ended
    REFERRAL = "referral"  # to a service outside; a private one has no line
    UPDATE = "update"  # to the eligibility or child care worker, and the answer
    STAFFING = "staffing"  # completed
    ASSIGNMENT = "assignment"  # given to a worker
    HANDING = "handing"  # a closing or transfer went from hand to hand
