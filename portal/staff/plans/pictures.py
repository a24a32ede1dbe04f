"""The week of a plan as a picture: where each block stands on a grid of days and hours."""

from dataclasses import dataclass
from typing import Any

from portal import dates
from portal.reports.plans.week import Block, PlanWeeks, Stretch
from portal.words import planning as words

LEFT, TOP, DAY, HOUR = 48, 24, 96, 26  # units of the drawing
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
    week, first = stretch.week, stretch.first_minute
    hours = range(first, stretch.last_minute + 1, 60)
    boxes = [_box(one, first, new_series) for one in stretch.blocks]
    title, said = words.week_title(week), words.week_hours(week)
    return Picture(
        title, said, words.missing_hours(week), week.planned, week.required or 0, boxes,
        [(_y(minute, first), words.time_of(minute)) for minute in hours],
        _y(stretch.last_minute, first) + 8, f"{title}: {said}",
        [f"{one.words}, {dates.hours(one.minutes_week)}" for one in stretch.loose],
    )  # fmt: skip


def _y(minute: int, first: int) -> int:
    return TOP + (minute - first) * HOUR // 60


def _box(one: Block, first: int, new_series: str) -> Box:
    wide = (DAY - 4) // one.lanes
    top = _y(one.starts_minute, first)
    column = (one.weekday + 1) % 7
    times = f"{words.time_of(one.starts_minute)} – {words.time_of(one.ends_minute)}"
    return Box(
        LEFT + column * DAY + 2 + one.lane * wide, top + 1, wide - 2,
        max(8, _y(one.ends_minute, first) - top - 2), one.letter, one.words, times, one.is_clash,
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
