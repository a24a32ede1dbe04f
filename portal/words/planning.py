"""Writing a plan in words: its parts, why something cannot be written, what keeps a draft from
being offered, and what its weeks hold. Staff alone read this."""

from typing import Any

from portal import dates
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.policy.amendments import OfferRefusal
from portal.policy.hours import Slot, SlotRefusal
from portal.policy.plan_items import ItemKind, PlanRefusal
from portal.policy.planned_weeks import PlannedWeek

KINDS: dict[str, Any] = {
    ItemKind.GOAL_SHORT: _l("Short-term goal"),
    ItemKind.GOAL_LONG: _l("Long-term goal"),
    ItemKind.OBJECTIVE: _l("Objective"),
    ItemKind.SERVICE: _l("Service"),
    ItemKind.STEP: _l("Next step"),
    ItemKind.MILESTONE: _l("Milestone"),
}

PARTS: dict[str, Any] = {
    ItemKind.GOAL_SHORT: _l("Short-term goals"),
    ItemKind.GOAL_LONG: _l("Long-term goals, for 9 to 12 months after exit"),
    ItemKind.OBJECTIVE: _l("Objectives without a goal"),
    ItemKind.SERVICE: _l("Services without an objective"),
    ItemKind.STEP: _l("Next steps"),
    ItemKind.MILESTONE: _l("Milestones"),
}

ADD: dict[str, Any] = {
    ItemKind.GOAL_SHORT: _l("Add a short-term goal"),
    ItemKind.GOAL_LONG: _l("Add a long-term goal"),
    ItemKind.OBJECTIVE: _l("Add an objective"),
    ItemKind.SERVICE: _l("Add a service"),
    ItemKind.STEP: _l("Add a next step"),
    ItemKind.MILESTONE: _l("Add a milestone"),
}

_REFUSALS: dict[str, Any] = {
    PlanRefusal.NOTHING_SAID: _l("Choose from the library or say it in your own words."),
    PlanRefusal.SAID_TWICE: _l("Choose from the library or type your own words, not both."),
    PlanRefusal.TOO_LONG: _l("At most 300 characters. Please make it shorter."),
    PlanRefusal.NOT_IN_LIBRARY: _l("Please choose one of this program's library."),
    PlanRefusal.STANDS_THERE: _l("It stands there already."),
    PlanRefusal.NOTHING_ABOVE: _l("Choose what it serves: it cannot stand alone."),
    PlanRefusal.NOT_BELOW_THAT: _l("It cannot stand below that. Please choose another place."),
    PlanRefusal.NO_DATE: _l("Please give a date."),
    PlanRefusal.IN_THE_PAST: _l("This date is before the plan begins, or long past."),
    PlanRefusal.TOO_FAR: _l("This date is very far away. Please check it."),
    PlanRefusal.TOO_MANY: _l("This plan holds as much as a plan can. Take something out first."),
    PlanRefusal.ENDS_BEFORE_IT_STARTS: _l("It ends before it starts."),
    PlanRefusal.NO_HOURS: _l("Give days and times, or hours a week."),
    PlanRefusal.TOO_MANY_HOURS: _l("A week has only 168 hours."),
    PlanRefusal.NOT_A_DRAFT: _l("This version was offered for signing. It cannot be changed."),
    PlanRefusal.BEGUN_ALREADY: _l("This case has a plan already."),
    PlanRefusal.ANSWERS_A_REQUEST: _l(
        "The participant asked for this change, and it was promised. The draft stays."
    ),
    SlotRefusal.NO_LENGTH: _l("Start and end are the same."),
    SlotRefusal.NO_SUCH_TIME: _l("Please give a time, for example 9:00."),
    SlotRefusal.NO_SUCH_DAY: _l("Choose the days of this line."),
}

# What keeps a draft from being offered, as a line of the list beside it.
TO_DO: dict[str, Any] = {
    OfferRefusal.NOTHING_IN_IT: _l("Nothing stands in this plan yet."),
    OfferRefusal.NO_DATES: _l("A milestone has no date."),
    OfferRefusal.OVERLAP: _l("Activities run at the same time."),
    OfferRefusal.BEFORE_THE_LAST: _l("It begins before the version that it changes."),
    OfferRefusal.NOT_A_DRAFT: _l("It was offered already."),
}


def of_refusal(code: str) -> str:
    """Why something was not written, in words. Raises KeyError for an unknown code."""
    return str(_REFUSALS[code])


def time_of(minute: int) -> str:
    """A time of day from minutes since midnight, on one line."""
    return dates.clock_time(minute).replace(" ", "\u00a0")


def short_time(minute: int) -> str:
    """The same for a narrow place: a whole hour without its minutes, "9 AM"."""
    return time_of(minute).replace(":00", "")


def slot_line(slot: Slot) -> str:
    """A slot: "Monday, 9:00 AM to 12:00 PM"."""
    return _(
        "%(day)s, %(start)s to %(end)s", day=dates.weekday(slot.weekday),
        start=time_of(slot.starts_minute), end=time_of(slot.ends_minute),
    )  # fmt: skip


def clash_line(clash: Any) -> str:
    """Two activities that run at the same time, of reports/plans/week.py (PLAN-4)."""
    return _(
        "%(first)s (%(one)s) and %(second)s (%(other)s) run at the same time, first on %(day)s.",
        first=clash.first, one=slot_line(clash.first_slot), second=clash.second,
        other=slot_line(clash.second_slot), day=dates.day(clash.first_meets_on),
    )  # fmt: skip


def week_title(week: PlannedWeek) -> str:
    """From when to when a week holds what it holds."""
    if week.ends_on is None:
        return _("From %(day)s", day=dates.short_day(week.starts_on))
    return _(
        "%(first)s to %(last)s",
        first=dates.short_day(week.starts_on), last=dates.short_day(week.ends_on),
    )  # fmt: skip


def week_hours(week: PlannedWeek) -> str:
    """Hours planned a week against those required (PLAN-2)."""
    planned = dates.hours(week.planned)
    if week.required is None:
        return _("%(planned)s hours a week; none are required", planned=planned)
    return _(
        "%(planned)s of %(required)s hours a week",
        planned=planned, required=dates.hours(week.required),
    )  # fmt: skip


def missing_hours(week: PlannedWeek) -> str:
    """How many hours a week the plan lacks; empty where it holds enough."""
    return _("%(n)s hours a week are missing", n=dates.hours(week.missing)) if week.missing else ""
