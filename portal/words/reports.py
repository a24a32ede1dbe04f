"""The words of participants' reports: kinds, states, questions and answers (CON-11).

Staff and participants read the same answers, each in their own language.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal import dates
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.contacts import ReportKind, ReportState
from portal.policy.reports import FollowUp
from portal.words.plan_changes import PERIODS

KINDS: dict[str, Any] = {
    ReportKind.IN_TOUCH: _l("I want to stay in touch"),
    ReportKind.HOURS: _l("My hours"),
    ReportKind.JOB: _l("I have a new job, or my work changed"),
    ReportKind.ADDRESS: _l("My address or phone changed"),
    ReportKind.PROBLEM: _l("Something keeps me from taking part"),
    ReportKind.PLAN_CHANGE: _l("I want to change my plan"),
    ReportKind.SAFETY: _l("I am not safe"),
    ReportKind.JOB_SEARCH: _l("My job search"),
}

# What stands on a phone that somebody else may see: no word of danger (NOTE-6).
OWN_KINDS: dict[str, Any] = {**KINDS, ReportKind.SAFETY: _l("A message to your worker")}

KIND_HINTS: dict[str, Any] = {
    ReportKind.IN_TOUCH: _l("Say how things are going. It takes 1 minute."),
    ReportKind.HOURS: _l("Your plan fills in the days. One tap is enough."),
    ReportKind.JOB: _l("A new job, other hours, or a job that ended."),
    ReportKind.ADDRESS: _l("So that letters and calls reach you."),
    ReportKind.PROBLEM: _l("Sick, no child care, no ride, or something else."),
    ReportKind.PLAN_CHANGE: _l("Other hours, another activity, or something you need."),
    ReportKind.SAFETY: _l("Someone hurts you or scares you. Only your own workers read it."),
    ReportKind.JOB_SEARCH: _l("The employers you called, wrote to or visited."),
}

# What the participant reads about a report of theirs.
STATES: dict[str, Any] = {
    ReportState.SENT: _l("Sent"),
    ReportState.SEEN: _l("Your worker has read it"),
    ReportState.ANSWERED: _l("Your worker answered"),
    ReportState.CONFIRMED: _l("Changed in your case"),
    ReportState.DECLINED: _l("Not changed. Please talk with your worker"),
}

# What a report asks of the worker beyond an answer, and the button that says it is done.
FOLLOW_UPS: dict[str, Any] = {
    FollowUp.GOOD_CAUSE: _l("Asked: good cause"),
    FollowUp.EMPLOYER: _l("Confirm with the employer"),
    FollowUp.PLAN_CHANGE: _l("Asked: change of the plan"),
}
FOLLOW_UPS_DONE: dict[str, Any] = {
    FollowUp.GOOD_CAUSE: _l("Good cause is decided"),
    FollowUp.EMPLOYER: _l("The employer confirmed it"),
    FollowUp.PLAN_CHANGE: _l("The plan was talked over"),
}

_YES_NO = {"yes": _l("Yes"), "no": _l("No")}

# Question name -> answer code -> words. A question that is not here was answered freely.
ANSWERS: dict[str, Mapping[Any, Any]] = {
    "how": {
        "good": _l("Going well"),
        "some_problems": _l("I have some problems"),
        "need_help": _l("I need help"),
    },
    "call_me": _YES_NO,
    "call_when": {
        "morning": _l("In the morning"),
        "afternoon": _l("In the afternoon"),
        "any": _l("Any time"),
    },
    "changed": {
        "address": _l("My address"),
        "phone": _l("My phone number"),
        "email": _l("My e-mail address"),
    },
    "what": {
        "sick": _l("I am sick"),
        "child_sick": _l("My child is sick"),
        "no_child_care": _l("I have no child care"),
        "no_ride": _l("I have no way to get there"),
        "work_hours": _l("My work hours changed"),
        "other": _l("Something else"),
    },
    "can_come": {
        "yes": _l("Yes"),
        "sometimes": _l("Some of the time"),
        "no": _l("No, not now"),
    },
    "job_change": {
        "new_job": _l("I have a new job"),
        "more_hours": _l("I work more hours"),
        "fewer_hours": _l("I work fewer hours"),
        "ended": _l("My job ended"),
    },
    "plan_part": {
        "activity": _l("Another activity"),
        "hours": _l("Other days or hours"),
        "place": _l("Another place"),
        "service": _l("I need a service, such as child care"),
        "goal": _l("Another goal"),
        "other": _l("Something else"),
    },
    "period": PERIODS,
    "danger_now": {
        "yes": _l("Yes, I am in danger now"),
        "not_now": _l("Not at this moment"),
        "not_sure": _l("I am not sure"),
    },
    "may_contact": {
        "yes": _l("Yes"),
        "some": _l("Only in some ways"),
        "no": _l("No, please do not contact me"),
    },
    "safe_ways": {
        "call": _l("Call me"),
        "text": _l("Send me a text message"),
        "email": _l("Send me an e-mail"),
        "portal": _l("Write to me here only"),
        "office": _l("Talk with me at the office"),
        "class": _l("Talk with me at my class or activity"),
    },
    "safe_times": {
        "morning": _l("In the morning"),
        "afternoon": _l("In the afternoon"),
        "weekdays": _l("Monday to Friday only"),
        "any": _l("Any time"),
    },
    "hold_letters": {
        "yes": _l("Yes, do not mail anything to my home"),
        "no": _l("No, letters are safe"),
        "not_sure": _l("I am not sure"),
    },
}

# Question name -> what stands before its answer.
LABELS: dict[str, Any] = {
    "how": _l("How things are going"),
    "about": _l("In your own words"),
    "call_me": _l("Call from your worker"),
    "call_when": _l("Good time to call"),
    "changed": _l("What changed"),
    "new_address": _l("New address"),
    "new_phone": _l("New phone number"),
    "new_email": _l("New e-mail address"),
    "since": _l("Since"),
    "what": _l("What keeps you from taking part"),
    "can_come": _l("Can you still come"),
    "job_change": _l("What changed"),
    "employer": _l("Where you work"),
    "hours_week": _l("Hours a week"),
    "plan_part": _l("What you want to change"),
    "period": _l("What it is about"),
    "danger_now": _l("In danger now"),
    "may_contact": _l("Safe to contact you"),
    "safe_ways": _l("Safe ways"),
    "safe_times": _l("Safe times"),
    "hold_letters": _l("Hold your letters"),
}


# Answers that tell where somebody is or how to reach them.
HIDDEN = ("new_address", "new_phone", "new_email")


def answer_words(name: str, value: str) -> str:
    """One answer in words: chosen codes as phrases, a date with its weekday, else as typed."""
    if name in ANSWERS:
        words = ANSWERS[name]
        return dates.listed([str(words.get(code, code)) for code in value.split(",") if code])
    if name == "since" and value:
        return dates.day(date.fromisoformat(value))
    return value


def asked_words(follow_up: str, is_in_time: bool) -> str:
    """What a report asks, for the inbox: with whether a wish for another plan came in time."""
    words = str(FOLLOW_UPS[follow_up])
    return _("%(asked)s, in time", asked=words) if is_in_time else words


def is_free(name: str) -> bool:
    """Whether a question was answered in the participant's own words, not by choosing."""
    return name not in ANSWERS and name not in ("since", "hours_week", "new_phone", "new_email")


def answer_lines(answers: dict[str, str]) -> list[tuple[str, str, str]]:
    """A report's answers as (question name, label, answer in words), those left empty left out."""
    return [
        (name, str(LABELS.get(name, name)), answer_words(name, value))
        for name, value in answers.items()
        if value
    ]


def safe_ways(answers: Mapping[str, str]) -> str:
    """How somebody who is not safe wants to be reached, and whether letters wait, in words; one
    line for each."""
    names = ("may_contact", "safe_ways", "hold_letters")
    return "\n".join(
        f"{LABELS[name]}: {answer_words(name, answers[name])}"
        for name in names
        if answers.get(name)
    )


def safe_times(answers: Mapping[str, str]) -> str:
    """When somebody who is not safe may be reached, in words; empty where nothing was said."""
    return answer_words("safe_times", answers.get("safe_times", ""))
