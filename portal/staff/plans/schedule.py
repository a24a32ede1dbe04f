"""The rows in which a weekly schedule is typed: some days, from when to when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.policy.hours import Slot, refusals_to_schedule
from portal.policy.plan_items import WEEK_MINUTES
from portal.words import planning as words

ROWS = 3  # that are always there; one more than are filled
MOST_ROWS = 10
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::00)?")
_HOURS = re.compile(r"(\d{1,3})(?:[.,](\d)|:(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it was typed: the days (0 is Monday), and two times as "09:00"."""

    days: tuple[int, ...] = ()
    start: str = ""
    end: str = ""
    error: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not (self.days or self.start or self.end)


def rows_of(slots: Sequence[Slot]) -> list[Row]:
    """The rows of a schedule: one for all days of the same hours."""
    by_time = sorted(slots, key=lambda one: (one.starts_minute, one.ends_minute, one.weekday))
    return [
        Row(tuple(one.weekday for one in same), _typed(start), _typed(end % (24 * 60)))
        for (start, end), same in groupby(by_time, lambda one: (one.starts_minute, one.ends_minute))
    ]


def rows_sent(sent: MultiDict[str, str]) -> list[Row]:
    """The rows as they were sent, each that cannot stand with what is wrong with it."""
    rows = [
        Row(
            tuple(sorted({int(day) for day in sent.getlist(f"row_{n}_days") if day in "0123456"})),
            sent.get(f"row_{n}_start", "").strip()[:8], sent.get(f"row_{n}_end", "").strip()[:8],
        )
        for n in range(MOST_ROWS)
    ]  # fmt: skip
    return [Row(one.days, one.start, one.end, _error(one)) for one in rows if not one.is_blank]


def slots_of(rows: Sequence[Row]) -> tuple[Slot, ...]:
    """The slots of all rows that can stand, each once."""
    found = {
        Slot(day, _minute(one.start), _minute(one.end))
        for one in rows
        if not one.error
        for day in one.days
    }
    return tuple(sorted(found))


def with_room(rows: Sequence[Row]) -> list[Row]:
    """The rows with blank ones after them, so that there is always room."""
    wanted = min(MOST_ROWS, max(ROWS, len(rows) + 1))
    return [*rows, *[Row()] * (wanted - len(rows))]


def minutes_typed(text: str) -> int | None:
    """Minutes of hours as they are typed: "12", "7.5", "7:30"; None for what is no number of
    hours, 0 for nothing."""
    if not text.strip():
        return 0
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        return None
    whole, tenth, minutes = found.groups()
    rest = int(tenth) * 6 if tenth else int(minutes or 0)
    return min(int(whole) * 60 + rest, WEEK_MINUTES + 1) if rest < 60 else None


def _error(row: Row) -> str:
    start, end = _minute(row.start), _minute(row.end)
    codes: list[Any] = [
        code for day in row.days or (-1,) for code in refusals_to_schedule(day, start, end).values()
    ]
    return " ".join(dict.fromkeys(words.of_refusal(code) for code in codes))


def _minute(text: str) -> int:
    found = _TIME.fullmatch(text)
    if found is None or int(found[2]) > 59:
        return -1
    minute = int(found[1]) * 60 + int(found[2])
    return minute if minute < 24 * 60 else -1


def _typed(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
