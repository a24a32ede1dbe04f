"""Meetings, the support team's paper and one-on-one orientations in a worker's words."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from portal import dates, resources
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.meetings import ItemState, OneOnOneState, SummaryState
from portal.policy.calendar import office_date
from portal.policy.meetings import (
    Cadence,
    MeetingKind,
    MeetingRefusal,
    MeetingState,
    OneOnOneReason,
    OptionTried,
    Topic,
)
from portal.words.meetings import TIMES, WHYS

KINDS: dict[str, Any] = {
    MeetingKind.INTRODUCTION: _l("Introduction"),
    MeetingKind.ORIENTATION: _l("Orientation"),
    MeetingKind.ORIENTATION_ONE_ON_ONE: _l("Orientation, one-on-one"),
    MeetingKind.APPRAISAL: _l("Appraisal"),
    MeetingKind.PLAN: _l("Plan"),
    MeetingKind.SUPPORT_TEAM: _l("Support team"),
    MeetingKind.STAFFING: _l("Case staffing"),
    MeetingKind.OTHER: _l("Other"),
}
STATES: dict[str, Any] = {
    MeetingState.PLANNED: _l("Planned"),
    MeetingState.HELD: _l("Held"),
    MeetingState.MISSED: _l("Missed"),
    MeetingState.NOT_HELD: _l("Did not take place"),
    MeetingState.MOVED: _l("Moved"),
    MeetingState.CANCELLED: _l("Canceled"),
}
TONES: dict[str, str] = {
    MeetingState.PLANNED: "info",
    MeetingState.HELD: "good",
    MeetingState.MISSED: "warn",
    MeetingState.NOT_HELD: "plain",
    MeetingState.MOVED: "plain",
    MeetingState.CANCELLED: "plain",
}
CADENCES: dict[str, Any] = {
    "": _l("As needed"),
    Cadence.WEEKLY: _l("Weekly"),
    Cadence.MONTHLY: _l("Monthly"),
}
TOPICS: dict[str, Any] = {
    Topic.SUPPORTIVE_SERVICES: _l("Supportive services"),
    Topic.PROGRESS: _l("Goals reached, status and progress"),
    Topic.OPPORTUNITIES: _l("Opportunities and changes"),
    Topic.JOBS: _l("Job opportunities"),
    Topic.WORK_EXPERIENCE: _l("Work experience and community service"),
    Topic.PLAN_CHANGES: _l("Changes of the plan"),
    Topic.GOALS: _l("Goals looked at anew"),
}
PARTS: dict[str, Any] = {
    "barriers": _l("Barriers, and what is recommended"),
    "goals": _l("Goals and plan"),
    "recommendations": _l("Recommendations to the worker"),
}
SUMMARIES: dict[str, Any] = {
    SummaryState.FILED: _l("With the worker"),
    SummaryState.SIGNED: _l("Waits for the supervisor's initials"),
    SummaryState.INITIALED: _l("Signed and initialed"),
}
ITEMS: dict[str, Any] = {
    ItemState.PROPOSED: _l("Proposed"),
    ItemState.TAKEN: _l("On the agenda"),
    ItemState.LEFT_OUT: _l("Left out"),
}
REASONS: dict[str, Any] = {
    OneOnOneReason.PARTICIPATION_REVIEW: _l(
        "The case is drawn for a participation review, and orientation comes first"
    ),
    OneOnOneReason.WORK_SCHEDULE: _l("Can come only on a certain day or time, because of work"),
    OneOnOneReason.OTHER: _l("Another reason, written below"),
}
TRIED: dict[str, Any] = {
    OptionTried.OTHER_DATE: _l("Another orientation date and time was offered"),
    OptionTried.BY_PROVIDER: _l("The service provider was asked to do it one-on-one"),
    OptionTried.BY_VIDEO: _l("Orientation by video was offered"),
}
ASKED: dict[str, Any] = {
    OneOnOneState.WAITING: _l("Waits for the supervisor"),
    OneOnOneState.APPROVED: _l("Approved"),
    OneOnOneState.REFUSED: _l("Refused"),
}
REFUSALS: dict[str, Any] = {
    MeetingRefusal.PAST: _l("This time is past."),
    MeetingRefusal.TOO_FAR: _l("This is more than a year ahead. Please check it."),
    MeetingRefusal.NO_PLACE: _l("Say where: an address, a room, a number or a link."),
    MeetingRefusal.MINUTES: _l("Between 1 minute and 8 hours."),
    MeetingRefusal.EMAIL_LAST: _l(
        "By e-mail only where nothing else works: say so below, or choose another way."
    ),
    MeetingRefusal.EMAIL_TEAM_ALONE: _l("Only the support team may meet by e-mail."),
    MeetingRefusal.INTRODUCTION_FIRST: _l(
        "The introduction comes before orientation where possible. Plan it first, or say here why"
        " it is not possible."
    ),
    MeetingRefusal.NOT_APPROVED: _l(
        "A one-on-one orientation needs the supervisor's approval first. Ask for it below."
    ),
    MeetingRefusal.NOT_OVER: _l("This meeting has not begun yet."),
    MeetingRefusal.OVER: _l("This meeting is over already."),
    MeetingRefusal.NEVER_MISSED: _l(
        "Nobody can miss a support-team meeting: say that it did not take place."
    ),
    MeetingRefusal.CHANGED: _l(
        "Somebody changed this meanwhile. What is saved now stands beside what you typed."
    ),
    MeetingRefusal.ASKED_ALREADY: _l("This is asked for already, and waits."),
    MeetingRefusal.NOTHING_SAID: _l("Please write something here."),
    MeetingRefusal.NOTHING_TRIED: _l("Say what was tried before: at least one."),
    MeetingRefusal.NOT_REFERRED: _l("This person is not referred to you any more."),
    MeetingRefusal.WHO_COMES: _l(
        "Choose who comes: the case is referred to several providers, and the summary goes to one."
    ),
    MeetingRefusal.NOT_THEIR_PROVIDER: _l("The case is not referred to this provider any more."),
    MeetingRefusal.SETTLED: _l("This is settled already."),
    MeetingRefusal.UNDECIDED: _l("Decide on every proposal first."),
    MeetingRefusal.CASE_CLOSED: _l("The case is closed."),
    MeetingRefusal.SAME_TIME: _l("The participant has another meeting at that time."),
}


def of_meeting(code: str) -> str:
    """Why something about a meeting was not taken. Raises KeyError for an unknown code."""
    return str(REFUSALS[code])


def asked_words(starts_at: datetime, why: str | None, times: Collection[str]) -> str:
    """The worker's task when a participant asks for another time."""
    day = dates.near_day(office_date(starts_at, resources.timezone()))
    text = _("Asks for another time: the meeting on %(day)s.", day=day)
    if why:
        text = f"{text} {_('Why: %(why)s.', why=WHYS[why])}"
    if times:
        wish = dates.listed([str(TIMES[one]) for one in times])
        text = f"{text} {_('Better: %(times)s.', times=wish)}"
    return text


def notice_task(provider: str) -> str:
    """The worker's task when a provider gave notice."""
    return _("Schedule the support-team meeting: %(name)s is ready for it.", name=provider)


def summary_task(provider: str) -> str:
    """The worker's task when a provider filed a summary."""
    return _("Complete and sign the support-team summary of %(name)s.", name=provider)
