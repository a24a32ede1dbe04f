"""Working days, months and weeks, and the local day of a moment.

A deadline day still counts: a thing is overdue the day after. Nothing here adds 86,400
seconds; a local day may have 23 or 25 hours.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
YEARS_AHEAD = 5  # how far ahead a day off may be entered: a slip of the year is seen at once


class HolidayRefusal(StrEnum):
    """Why a day is not entered as one on which nobody works."""

    NO_NAME = "no_name"
    WEEKEND = "weekend"
    ENTERED_ALREADY = "entered_already"
    OUT_OF_RANGE = "out_of_range"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Local dates from `starts_on` to `ends_on`, both included."""

    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise ValueError("a span ends on or after the day it starts")

    @property
    def days(self) -> int:
        """How many days, both ends counted (ours)."""
        return (self.ends_on - self.starts_on).days + 1

    def has(self, on: date) -> bool:
        """Whether the local date `on` lies in the span, ends included (ours)."""
        return self.starts_on <= on <= self.ends_on


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def of(cls, on: date) -> Self:
        """The calendar month that holds the local date `on` (CON-8)."""
        return cls(on.year, on.month)

    def plus(self, months: int) -> "Month":
        """The month `months` later, or earlier when negative (PLAN-11)."""
        years, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(years, month + 1)

    @property
    def first_on(self) -> date:
        """The first local date of the month (CON-8)."""
        return date(self.year, self.month, 1)

    @property
    def last_on(self) -> date:
        """The last local date of the month (CON-8)."""
        return self.plus(1).first_on - ONE_DAY

    @property
    def span(self) -> Span:
        """All days of the month (PLAN-9)."""
        return Span(self.first_on, self.last_on)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def office_date(moment: datetime, timezone: str) -> date:
    """The local date of the UTC moment `moment` in the office's zone (CON-6).

    Raises ValueError when the moment names no zone, since then its day is a guess.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(ZoneInfo(timezone)).date()


def day_starts_at(on: date, timezone: str) -> datetime:
    """The UTC moment at which the local date `on` begins in the office's zone (CON-6).

    Where the clock skips midnight, the day begins at the moment of the skip.
    """
    return datetime.combine(on, time.min, tzinfo=ZoneInfo(timezone)).astimezone(UTC)


def day_ends_at(on: date, timezone: str) -> datetime:
    """The UTC moment at which the local date `on` is over: the start of the next one (CON-6).

    A moment m lies in the day when day_starts_at <= m < day_ends_at.
    """
    return day_starts_at(on + ONE_DAY, timezone)


def is_working_day(on: date, holidays: Collection[date]) -> bool:
    """Whether the office works on the local date `on`: no weekend, none of its `holidays`.

    Source: requirements, "Working day"; PLAN-7; WTW 42-7.38, II.G.
    """
    return on.weekday() < 5 and on not in holidays


def refusals_to_close(
    falls_on: date, name: str, today: date, is_entered: bool
) -> dict[str, HolidayRefusal]:
    """What is wrong with a day off, by field: it has a name, is no weekend, is entered once and
    lies between the last year and YEARS_AHEAD years from now.

    Source: PLAN-7, "the agency's own calendar"; the bounds are ours.
    """
    found: dict[str, HolidayRefusal] = {}
    if not name.strip():
        found["name"] = HolidayRefusal.NO_NAME
    if not today.year - 1 <= falls_on.year <= today.year + YEARS_AHEAD:
        found["falls_on"] = HolidayRefusal.OUT_OF_RANGE
    elif falls_on.weekday() >= 5:
        found["falls_on"] = HolidayRefusal.WEEKEND
    elif is_entered:
        found["falls_on"] = HolidayRefusal.ENTERED_ALREADY
    return found


def add_working_days(from_on: date, days: int, holidays: Collection[date]) -> date:
    """The local date `days` working days after `from_on`, which itself never counts.

    Zero days gives `from_on`. Raises ValueError for a negative number.
    Source: PLAN-7; WTW 42-7.38, II.G.
    """
    if days < 0:
        raise ValueError("working days are counted forward")
    on = from_on
    while days:
        on += ONE_DAY
        days -= is_working_day(on, holidays)
    return on


def working_days_left(due_on: date, today: date, holidays: Collection[date]) -> int:
    """Working days after `today` up to and with `due_on`; 0 on the day itself and after it.

    Source: PLAN-7; WTW 42-7.38, II.G.
    """
    days = (due_on - today).days
    return sum(is_working_day(today + ONE_DAY * n, holidays) for n in range(1, days + 1))


def add_months(on: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day (PLAN-13).

    31 January and one month is 28 or 29 February.
    """
    month = Month.of(on).plus(months)
    return month.first_on.replace(day=min(on.day, month.last_on.day))


def week_of(on: date) -> Span:
    """The week that holds the local date `on`, Sunday to Saturday (PLAN-9; ours: the week begins
    on Sunday, as on the attendance sheets)."""
    starts_on = on - ONE_DAY * ((on.weekday() + 1) % 7)
    return Span(starts_on, starts_on + ONE_DAY * 6)


def weeks_of_month(month: Month) -> list[Span]:
    """The weeks of a month, the first and last cut at its ends, so that every day of the month
    is in exactly one (PLAN-9; WTW 42-7.38, III.A.7)."""
    weeks: list[Span] = []
    on, last_on = month.first_on, month.last_on
    while on <= last_on:
        ends_on = min(week_of(on).ends_on, last_on)
        weeks.append(Span(on, ends_on))
        on = ends_on + ONE_DAY
    return weeks


def ended_week(on: date) -> Span:
    """The week, cut at the end of its month, that ended last before the local date `on` (PLAN-9;
    WTW 42-7.38, III.A.7)."""
    yesterday = on - ONE_DAY
    month = Month.of(yesterday)
    weeks = weeks_of_month(month.plus(-1)) + weeks_of_month(month)
    return [week for week in weeks if week.ends_on <= yesterday][-1]


def age_on(born_on: date, on: date) -> int:
    """Full years of age on the local date `on`; who is born on 29 February turns a year older
    on 1 March of a common year (PLAN-3; the day is ours)."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
