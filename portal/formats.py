"""What templates say with: dates, times, hours and languages in words."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

import flask

from portal import channels, dates, i18n
from portal.locales import LOCALES


def _daytime(value: datetime | None) -> str:
    return dates.daytime(value, flask.current_app.config["TIMEZONE"])


def days_left(due_on: date, today: date) -> str:
    """The days to a deadline in words; a deadline's day still counts."""
    return _days_left((due_on - today).days, i18n.current())


@lru_cache(maxsize=4096)
def _days_left(left: int, _tag: str) -> str:
    if left == 0:
        return i18n.gettext("today")
    if left > 0:
        return i18n.ngettext("%(n)s day left", "%(n)s days left", left)
    return i18n.ngettext("%(n)s day late", "%(n)s days late", -left)


def days_since(past: date | None, today: date) -> str:
    """How long ago something was, in words."""
    if past is None:
        return i18n.gettext("never")
    return _days_since((today - past).days, i18n.current())


@lru_cache(maxsize=4096)
def _days_since(gone: int, _tag: str) -> str:
    return i18n.gettext("today") if gone == 0 else i18n.ngettext("%(n)s day", "%(n)s days", gone)


def language(tag: str) -> str:
    """A language by its own name."""
    return LOCALES[tag].own_name if tag in LOCALES else tag


def english_language(tag: str) -> str:
    """A language by its English name, for staff."""
    return LOCALES[tag].english_name if tag in LOCALES else tag


FILTERS: dict[str, Any] = {
    "day": dates.day,
    "short_day": dates.short_day,
    "near_day": dates.near_day,
    "month": dates.month,
    "weekday": dates.weekday,
    "weekday_letter": dates.weekday_letter,
    "clock_time": dates.clock_time,
    "daytime": _daytime,
    "minutes_as_hours": dates.hours,
    "days_left": days_left,
    "days_since": days_since,
    "language": language,
    "english_language": english_language,
    "direction_of": i18n.direction,
    "written_phone": channels.written_phone,
}
