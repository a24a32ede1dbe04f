"""Hours: what is required a week and a month, what is planned, and what overlaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from portal.policy.calendar import Month, Span, age_on
from portal.policy.programs import Program

MINUTES_A_DAY = 24 * 60


class FamilyType(StrEnum):
    """The family as the required hours know it."""

    ONE_PARENT = "one_parent"
    TWO_PARENTS = "two_parents"


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A weekly appointment: `weekday` 0 is Monday; minutes since midnight.

    An end at or before the start lies on the next day: 22:00 to 6:00 is eight hours. An equal
    start and end is refused, since it may mean none or a whole day.
    """

    weekday: int
    starts_minute: int
    ends_minute: int

    def __post_init__(self) -> None:
        if refusals_to_schedule(self.weekday, self.starts_minute, self.ends_minute):
            raise ValueError(
                f"no such slot: {self.weekday} {self.starts_minute}-{self.ends_minute}"
            )

    @property
    def minutes(self) -> int:
        """How long it lasts, in minutes, over midnight too (PLAN-2)."""
        return (self.ends_minute - self.starts_minute) % MINUTES_A_DAY


class SlotRefusal(StrEnum):
    """Why a slot cannot stand."""

    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_TIME = "no_such_time"
    NO_LENGTH = "no_length"


@dataclass(frozen=True, slots=True)
class Schedule:
    """An activity's weekly slots between two local dates; `ends_on` None runs on."""

    activity: str
    starts_on: date
    ends_on: date | None
    slots: Sequence[Slot]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two slots that run at the same time: the two activities, the slots, and the first local
    date on which they meet."""

    first: str
    second: str
    first_slot: Slot
    second_slot: Slot
    first_meets_on: date


def refusals_to_schedule(
    weekday: int, starts_minute: int, ends_minute: int
) -> dict[str, SlotRefusal]:
    """Why a weekly slot cannot stand, by field; empty when it can. Minutes since midnight; an
    end of 1440 is midnight. Source: PLAN-2; ES CM, a; WTW 42-7.38, II.G."""
    found: dict[str, SlotRefusal] = {}
    if not 0 <= weekday <= 6:
        found["weekday"] = SlotRefusal.NO_SUCH_DAY
    if not 0 <= starts_minute < MINUTES_A_DAY:
        found["starts_minute"] = SlotRefusal.NO_SUCH_TIME
    if not 0 <= ends_minute <= MINUTES_A_DAY:
        found["ends_minute"] = SlotRefusal.NO_SUCH_TIME
    if not found and (ends_minute - starts_minute) % MINUTES_A_DAY == 0:
        found["ends_minute"] = SlotRefusal.NO_LENGTH
    return found


def required_weekly_minutes(
    program: Program, family_type: FamilyType, youngest_child_born_on: date | None, on: date
) -> int | None:
    """Minutes a week required on the local date `on`, or None where the program's policy sets
    none and the hours of the person's own plan count.

    A child is under 6 up to the day before the sixth birthday. No child at all counts as none
    under 6. Source: PLAN-3; WTW 42-7.38, I; where None: ES CM, a.
    """
    hours = program.weekly_hours
    if hours is None:
        return None
    if family_type is FamilyType.TWO_PARENTS:
        return hours.two_parents.value * 60
    is_young = (
        youngest_child_born_on is not None
        and age_on(youngest_child_born_on, on) < hours.young_child_age.value
    )
    return (hours.one_parent_young_child if is_young else hours.one_parent).value * 60


def required_minutes(
    program: Program, family_type: FamilyType, youngest_child_born_on: date | None, over: Span
) -> int | None:
    """Minutes required over the days of `over`, or None where the program sets no weekly hours.

    Each day owes a seventh of the week's hours that hold on that day; the sum is cut to whole
    minutes. So a month owes for its own days alone, a week cut by the end of a month is shared
    fairly between the two months, and a sixth birthday in mid-month counts from its own day.
    Pass only the days that are owed (not before enrollment, not under an exemption).
    Source: PLAN-3, PLAN-10; WTW 42-7.38, I and II.C; the share by days is ours.
    """
    weekly = [
        required_weekly_minutes(
            program, family_type, youngest_child_born_on, over.starts_on + timedelta(days=day)
        )
        for day in range(over.days)
    ]
    if None in weekly:
        return None
    return int(Fraction(sum(minutes or 0 for minutes in weekly), 7))


def required_month_minutes(
    program: Program, family_type: FamilyType, youngest_child_born_on: date | None, month: Month
) -> int | None:
    """Minutes required over a whole calendar month, as required_minutes() counts them: 20 hours
    a week are 85 h 42 min in a month of 30 days. Source: PLAN-3, PLAN-10; WTW 42-7.38, II.C."""
    return required_minutes(program, family_type, youngest_child_born_on, month.span)


def share_of_weekly_minutes(weekly_minutes: int, over: Span) -> int:
    """The same share by days of any weekly number, for a plan whose own hours count (PLAN-2,
    PLAN-10; ES CM, a; the share by days is ours)."""
    return int(Fraction(weekly_minutes * over.days, 7))


def planned_weekly_minutes(slots: Sequence[Slot]) -> int:
    """Minutes a week of all slots together (PLAN-2; ES CM, a)."""
    return sum(slot.minutes for slot in slots)


def missing_minutes(required: int | None, done: int) -> int:
    """Minutes still missing; 0 when met or when none are required (PLAN-10; WTW 42-7.38,
    II.C)."""
    return 0 if required is None else max(0, required - done)


def overlaps(schedules: Sequence[Schedule]) -> list[Overlap]:
    """Every pair of slots that run at the same time on some real day of both activities, within
    one activity too. Touching ends do not overlap. Source: PLAN-4; WTW 42-7.38, III.A.11."""
    placed = [(schedule, slot) for schedule in schedules for slot in schedule.slots]
    found: list[Overlap] = []
    for number, (first, first_slot) in enumerate(placed):
        for second, second_slot in placed[number + 1 :]:
            meets_on = _first_meeting(first, first_slot, second, second_slot)
            if meets_on is not None:
                found.append(
                    Overlap(first.activity, second.activity, first_slot, second_slot, meets_on)
                )
    return found


def _first_meeting(first: Schedule, one: Slot, second: Schedule, other: Slot) -> date | None:
    """The first date on which `one` begins and meets an `other` that begins the day before, the
    same day or the day after."""
    days = [
        on
        for shift in (-1, 0, 1)
        if (one.weekday + shift) % 7 == other.weekday
        and _cross(one, other, shift)
        and (on := _first_shared(first, second, one.weekday, shift)) is not None
    ]
    return min(days, default=None)


def _cross(one: Slot, other: Slot, shift: int) -> bool:
    begins = other.starts_minute + shift * MINUTES_A_DAY
    return one.starts_minute < begins + other.minutes and begins < one.starts_minute + one.minutes


def _first_shared(first: Schedule, second: Schedule, weekday: int, shift: int) -> date | None:
    offset = timedelta(days=shift)
    begins_on = max(first.starts_on, second.starts_on - offset)
    on = begins_on + timedelta(days=(weekday - begins_on.weekday()) % 7)
    is_in_both = (first.ends_on is None or on <= first.ends_on) and (
        second.ends_on is None or on + offset <= second.ends_on
    )
    return on if is_in_both else None
