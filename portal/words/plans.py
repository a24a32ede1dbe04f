"""Plans in words: states of a version and the week of an activity."""

from collections.abc import Iterable
from typing import Any

from portal import dates
from portal.i18n import gettext as _
from portal.i18n import lazy as _l
from portal.models.plans import ItemKind, PlanState
from portal.policy.hours import Slot

# What the participant reads about a version.
STATES: dict[str, Any] = {
    PlanState.OFFERED: _l("Not signed yet"),
    PlanState.SIGNED: _l("Signed"),
    PlanState.SUPERSEDED: _l("Old version"),
    PlanState.WITHDRAWN: _l("Taken back"),
}

HEADINGS: dict[str, Any] = {
    ItemKind.GOAL_SHORT: _l("Goals for now"),
    ItemKind.GOAL_LONG: _l("Goals for later"),
    ItemKind.OBJECTIVE: _l("What I work on"),
    ItemKind.SERVICE: _l("Help I get"),
    ItemKind.STEP: _l("My next steps"),
    ItemKind.MILESTONE: _l("What I will have reached"),
}


def week_lines(slots: Iterable[Slot]) -> list[str]:
    """An activity's week, one line for all days of the same hours: "Monday, Friday: 9:00 AM to
    12:00 PM" (PLAN-2)."""
    groups: dict[tuple[int, int], list[int]] = {}
    for slot in slots:
        groups.setdefault((slot.starts_minute, slot.ends_minute), []).append(slot.weekday)
    return [
        _(
            "%(days)s: %(start)s to %(end)s",
            days=_days(days),
            start=_time(start),
            end=_time(end),
        )
        for (start, end), days in groups.items()
    ]


def _days(days: list[int]) -> str:
    """Days of the week, three and more in a row as "Monday to Thursday"."""
    first, last = days[0], days[-1]
    if len(days) > 2 and last - first == len(days) - 1:
        return _("%(first)s to %(last)s", first=dates.weekday(first), last=dates.weekday(last))
    return dates.listed([dates.weekday(day) for day in days])


def _time(minute: int) -> str:
    # Kept on one line: a lone "PM" is hard to read.
    return dates.clock_time(minute).replace(" ", "\u00a0")


def hours_line(planned: int, required: int) -> str:
    """Hours a week planned against those required, both in minutes (PLAN-2)."""
    if not required:
        return _("%(planned)s hours a week", planned=dates.hours(planned))
    return _(
        "%(planned)s of %(required)s hours a week",
        planned=dates.hours(planned),
        required=dates.hours(required),
    )
