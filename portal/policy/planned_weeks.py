"""Hours planned against those required, for each stretch of time in which neither changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.policy.calendar import ONE_DAY, add_months
from portal.policy.hours import FamilyType, required_weekly_minutes
from portal.policy.programs import Program

AHEAD_DAYS = 366  # a child's birthday is told that far ahead; more than one plan lies beyond (ours)
SHORT_DAYS = 7  # a plan that begins before its first activity says so from a week on (ours)


@dataclass(frozen=True, slots=True)
class Weekly:
    """An activity's minutes a week between two local dates; `ends_on` None runs on."""

    starts_on: date
    ends_on: date | None
    minutes_week: int

    def runs_on(self, on: date) -> bool:
        """Whether it runs on the local date `on` (PLAN-2)."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """What a week holds from `starts_on` to `ends_on` (None: it goes on): minutes planned, and
    minutes required, or None where nothing is required."""

    starts_on: date
    ends_on: date | None
    planned: int
    required: int | None

    @property
    def missing(self) -> int:
        """Minutes a week that the plan lacks; 0 where it holds enough (PLAN-2, PLAN-10)."""
        return max(0, (self.required or 0) - self.planned)


def planned_weeks(
    program: Program,
    family_type: FamilyType,
    youngest_child_born_on: date | None,
    activities: Sequence[Weekly],
    from_on: date,
) -> list[PlannedWeek]:
    """The weeks of a plan that begins on `from_on`, in order: a new one where an activity begins
    or ends and where the youngest child gets old enough for other hours. After the last activity
    nothing is planned and nothing is said.

    Source: PLAN-2, PLAN-3; ES CM, a; WTW 42-7.38, I and II.G; the stretches are ours.
    """
    hours, extra = program.weekly_hours, set[date]()
    if hours is not None and family_type is FamilyType.ONE_PARENT and youngest_child_born_on:
        turns_on = _turns_old_enough_on(youngest_child_born_on, hours.young_child_age.value)
        extra |= {turns_on} if turns_on <= from_on + timedelta(days=AHEAD_DAYS) else set()
    return [
        PlannedWeek(
            starts_on, ends_on, planned,
            required_weekly_minutes(program, family_type, youngest_child_born_on, starts_on),
        )
        for starts_on, ends_on, planned in _stretches(activities, from_on, extra)
    ]  # fmt: skip


def usual_weekly_minutes(activities: Sequence[Weekly], from_on: date) -> int:
    """Minutes a week that a plan beginning on `from_on` plans at first: those of its first stretch
    of a week or more with something in it, else of its first one at all. Activities that follow
    one another are never added up. Source: PLAN-2; WTW 42-7.38, II.G; the stretch is ours."""
    found = [one for one in _stretches(activities, from_on, set()) if one[2]]
    whole = [one for one in found if is_whole(one[0], one[1])]
    return next((planned for _start, _end, planned in whole or found), 0)


def is_whole(starts_on: date, ends_on: date | None) -> bool:
    """Whether a stretch of local dates lasts a week or more (PLAN-2; ours)."""
    return ends_on is None or ends_on >= starts_on + timedelta(days=SHORT_DAYS - 1)


Stretch = tuple[date, date | None, int]  # first and last local date, minutes a week


def _stretches(activities: Sequence[Weekly], from_on: date, extra: set[date]) -> list[Stretch]:
    if not activities:
        return []
    turns = extra | {one.starts_on for one in activities}
    turns |= {one.ends_on + ONE_DAY for one in activities if one.ends_on is not None}
    starts = sorted({from_on} | {turn for turn in turns if turn > from_on})
    ends: list[date | None] = [turn - ONE_DAY for turn in starts[1:]] + [None]
    found = [
        (first, last, sum(one.minutes_week for one in activities if one.runs_on(first)))
        for first, last in zip(starts, ends, strict=True)
    ]
    while found and not found[-1][2]:
        found.pop()
    begins_empty = bool(found) and not found[0][2] and not is_whole(*found[0][:2])
    return found[1:] if begins_empty else found


def _turns_old_enough_on(born_on: date, years: int) -> date:
    # Who is born on 29 February turns a year older on 1 March of a common year (calendar.age_on).
    on = add_months(born_on, 12 * years)
    return on + ONE_DAY if on.day < born_on.day else on
