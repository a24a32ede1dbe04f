"""Meetings in a participant's words: what for, how, asking for another time, and the reminder."""

from datetime import datetime
from typing import Any

from portal import dates
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.policy.meetings import (
    BetterTime,
    MeetingKind,
    MeetingRefusal,
    MeetingState,
    MeetingWay,
    MoveWhy,
)
from portal.words.phrases import APPOINTMENTS

KINDS: dict[str, Any] = {
    MeetingKind.INTRODUCTION: APPOINTMENTS["first_meeting"],
    MeetingKind.ORIENTATION: APPOINTMENTS["orientation"],
    MeetingKind.ORIENTATION_ONE_ON_ONE: APPOINTMENTS["orientation"],
    MeetingKind.APPRAISAL: APPOINTMENTS["skills_meeting"],
    MeetingKind.PLAN: APPOINTMENTS["plan_meeting"],
    MeetingKind.SUPPORT_TEAM: APPOINTMENTS["support_team"],
    MeetingKind.STAFFING: APPOINTMENTS["case_staffing"],
    MeetingKind.OTHER: APPOINTMENTS["check_in"],
}
WAYS: dict[str, Any] = {
    MeetingWay.IN_PERSON: _l("In person"),
    MeetingWay.TELEPHONE: _l("By telephone"),
    MeetingWay.VIDEO: _l("By video"),
    MeetingWay.EMAIL: _l("By e-mail"),
}
STATES: dict[str, Any] = {
    MeetingState.PLANNED: _l("Planned"),
    MeetingState.HELD: _l("We met"),
    MeetingState.MISSED: _l("We did not meet"),
    MeetingState.NOT_HELD: _l("We did not meet"),
    MeetingState.MOVED: _l("Moved to another time"),
    MeetingState.CANCELLED: _l("Canceled"),
}
WHYS: dict[str, Any] = {
    MoveWhy.WORK: _l("I work at that time"),
    MoveWhy.SCHOOL: _l("I have school or a class"),
    MoveWhy.CHILD_CARE: _l("Nobody can watch my child"),
    MoveWhy.RIDE: _l("I have no way to get there"),
    MoveWhy.HEALTH: _l("I am sick, or I have to see a doctor"),
    MoveWhy.OTHER: _l("Something else"),
}
TIMES: dict[str, Any] = {
    BetterTime.MORNING: _l("In the morning"),
    BetterTime.AFTERNOON: _l("In the afternoon"),
    BetterTime.ANOTHER_DAY: _l("On another day"),
    BetterTime.BY_TELEPHONE: _l("By telephone instead"),
}
REFUSALS: dict[str, Any] = {
    MeetingRefusal.OVER: _l("This meeting is over, or it was moved. Please look at the list."),
    MeetingRefusal.ASKED_ALREADY: _l("You asked for another time already. Your worker knows it."),
    MeetingRefusal.CHANGED: _l("Your worker just changed this meeting. Please look at it again."),
}


def of_asking(code: str) -> str:
    """Why another time could not be asked for. Raises KeyError for an unknown code."""
    return str(REFUSALS[code])


def place_line(way: str, place: str) -> str:
    """Where or how a meeting is, in one line."""
    match way:
        case MeetingWay.TELEPHONE:
            return _("We call you: %(phone)s", phone=place)
        case MeetingWay.EMAIL:
            return _("We write to you by e-mail. You do not have to go anywhere.")
    return place


def reminder_body(local: datetime, by_phone: bool) -> str:
    """The reminder two days before: when, and that the portal says more; at most 160 characters
    in a text. In: the time on the office's clock."""
    asks = _(
        "You have an appointment on %(day)s at %(time)s. Sign in to see more.",
        day=dates.short_day(local.date()), time=dates.clock_time(local.hour * 60 + local.minute),
    )  # fmt: skip
    return f"{asks} {_('Reply STOP to end these texts.')}" if by_phone else asks
