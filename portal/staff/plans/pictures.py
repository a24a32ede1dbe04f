"""The week of a plan as a picture: where each block stands on a grid of days and hours."""

from dataclasses import dataclass
from typing import Any

from portal import dates
from portal.reports.plans.week import Block, PlanWeeks, Stretch
from portal.words import planning as words

LEFT, TOP, DAY = 48, 24, 96  # units of the drawing
HOUR, LOW_HOUR = 28, 18  # of an hour; lower where work at night makes the day long
LONG_DAY = 14  # hours
WIDTH = LEFT + 7 * DAY


@dataclass(frozen=True, slots=True)
class Box:
    """A block on the grid, in the drawing's units; `is_new` is being written just now."""

    x: int
    y: int
    width: int
    height: int
    letter: str
    words: str
    times: str
    is_clash: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """One stretch of weeks: its title, its hours in words and minutes, its grid and what it says
    to who cannot see it; `loose` are the activities without fixed hours."""

    title: str
    hours: str
    missing: str
    planned: int
    required: int
    boxes: list[Box]
    lines: list[tuple[int, str]]
    height: int
    label: str
    loose: list[str]
    is_open: bool  # something in it wants to be seen: two that meet, or what is being written


@dataclass(frozen=True, slots=True)
class Weeks:
    """The weeks of a version as they are shown: the first picture, later ones, and what runs at
    the same time, in words."""

    pictures: list[Picture]
    clashes: list[str]
    columns: list[tuple[int, str, str]]


def drawn(weeks: PlanWeeks, new_series: str = "") -> Weeks:
    """The weeks of a version as pictures. In: its weeks, and the series that is being written."""
    days = [(column, _weekday(column)) for column in range(7)]
    columns = [
        (LEFT + column * DAY, dates.weekday(day), dates.weekday_letter(day))
        for column, day in days
    ]  # fmt: skip
    return Weeks(
        [_picture(one, new_series) for one in weeks.stretches],
        [words.clash_line(one) for one in weeks.clashes],
        columns,
    )


def _weekday(column: int) -> int:
    """The weeks of attendance begin on Sunday (calendar.week_of); 0 is Monday."""
    return (column - 1) % 7


def _picture(stretch: Stretch, new_series: str) -> Picture:
    week, first, last = stretch.week, stretch.first_minute, stretch.last_minute
    hour = LOW_HOUR if last - first > LONG_DAY * 60 else HOUR
    title, said = words.week_title(week), words.week_hours(week)
    return Picture(
        title, said, words.missing_hours(week), week.planned, week.required or 0,
        [_box(one, first, hour, new_series) for one in stretch.blocks],
        [(_y(minute - first, hour), words.short_time(minute))
         for minute in range(first, last + 1, 60)],
        _y(last - first, hour) + 8, f"{title}: {said}",
        [f"{one.words}, {dates.hours(one.minutes_week)}" for one in stretch.loose],
        any(one.is_clash or one.series == new_series for one in stretch.blocks),
    )  # fmt: skip


def _y(minutes: int, hour: int) -> int:
    return TOP + minutes * hour // 60


def _box(one: Block, first: int, hour: int, new_series: str) -> Box:
    wide = (DAY - 4) // one.lanes
    top = _y(one.starts_minute - first, hour)
    column = (one.weekday + 1) % 7
    times = f"{words.short_time(one.starts_minute)}–{words.short_time(one.ends_minute)}"
    return Box(
        LEFT + column * DAY + 2 + one.lane * wide, top + 1, wide - 2,
        max(8, _y(one.ends_minute - first, hour) - top - 2), one.letter,
        one.words if one.lanes == 1 else "", times if one.lanes == 1 else "", one.is_clash,
        bool(new_series) and one.series == new_series,
    )  # fmt: skip


def beside(weeks: PlanWeeks) -> dict[str, Any] | None:
    """The hours that a plan begins with, for the facts beside it; None where it has none."""
    if (week := weeks.now) is None:
        return None
    return {
        "title": words.week_title(week),
        "hours": words.week_hours(week),
        "missing": words.missing_hours(week),
        "planned": week.planned,
        "required": week.required or 0,
    }
