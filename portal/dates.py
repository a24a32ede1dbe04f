"""Dates, times, numbers of hours and phone numbers in words, for pages, messages and letters.

Dates carry their weekday, digits are Western in every language (LANG-5), so that what is read on
the phone and what is printed in the letter match.
"""

import unicodedata
from copy import deepcopy
from datetime import date, datetime, time
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, localedata
from babel.dates import format_date, format_skeleton, format_time

from portal import i18n
from portal.locales import LOCALES

_COMMAS = {"ar": "، ", "fa": "، ", "zh-Hant": "、", "zh-Hans": "、"}
# Every script's own digits, to Western ones.
_WESTERN = {
    sign: str(unicodedata.digit(chr(sign)))
    for sign in range(0x660, 0x10000)
    if unicodedata.category(chr(sign)) == "Nd"
}
_NUMERIC = {"full": "%m/%d/%Y", "medium": "%m/%d/%Y", "LLLL y": "%m/%Y"}


@cache
def _locale(tag: str) -> Locale:
    # Languages that take their names of months and days from where another one does share them in
    # memory, and the first that looks them up would name them for all (Babel, issue 1234).
    name = LOCALES[tag].babel
    shared = localedata.load(name)
    for part in ("months", "days", "day_periods"):
        shared[part] = deepcopy(shared[part])
    return Locale.parse(name)


@lru_cache(maxsize=4096)
def _day(value: date, tag: str, pattern: str) -> str:
    if not LOCALES[tag].is_in_cldr and pattern in _NUMERIC:
        return value.strftime(_NUMERIC[pattern])  # as every form of the office writes it
    return format_date(value, pattern, locale=_locale(tag)).translate(_WESTERN)


def day(value: date | None, tag: str | None = None) -> str:
    """A local date in words with its weekday and year: "Tuesday, November 24, 2026"; in numbers
    where nobody keeps the language's names of days (screens.md, section 8, Traps)."""
    return _day(value, tag or i18n.current(), "full") if value else ""


def short_day(value: date | None, tag: str | None = None) -> str:
    """A local date for narrow columns: "Nov 24, 2026"."""
    return _day(value, tag or i18n.current(), "medium") if value else ""


def near_day(value: date, tag: str | None = None) -> str:
    """A local date whose year everybody knows, with its weekday: "Tue, Nov 24"."""
    return _near_day(value, tag or i18n.current())


@lru_cache(maxsize=4096)
def _near_day(value: date, tag: str) -> str:
    if not LOCALES[tag].is_in_cldr:
        return value.strftime("%m/%d")
    at_noon = datetime.combine(value, time(12))
    return format_skeleton("MMMEd", at_noon, locale=_locale(tag)).translate(_WESTERN)


def month(value: date, tag: str | None = None) -> str:
    """The month of a date: "November 2026"."""
    return _day(value, tag or i18n.current(), "LLLL y")


def weekday(number: int, tag: str | None = None) -> str:
    """The name of a day of the week; 0 is Monday."""
    return _day(date(2024, 1, 1 + number), tag or i18n.current(), "cccc")


def weekday_letter(number: int, tag: str | None = None) -> str:
    """The sign of a day of the week in a calendar: "M"; 0 is Monday."""
    return _day(date(2024, 1, 1 + number), tag or i18n.current(), "ccccc")


def clock_time(minutes: int, tag: str | None = None) -> str:
    """A time of day from minutes since midnight: "2:30 PM"."""
    return _clock_time(minutes, tag or i18n.current())


@lru_cache(maxsize=4096)
def _clock_time(minutes: int, tag: str) -> str:
    written = time(minutes // 60 % 24, minutes % 60)
    return (
        format_time(written, "short", locale=_locale(tag))
        .translate(_WESTERN)
        .replace("\u202f", " ")
    )


def daytime(value: datetime | None, timezone: str, tag: str | None = None) -> str:
    """A UTC moment in the office's zone, day and time in words."""
    if value is None:
        return ""
    local = value.astimezone(ZoneInfo(timezone))
    return f"{day(local.date(), tag)}, {clock_time(local.hour * 60 + local.minute, tag)}"


def listed(parts: list[str], tag: str | None = None) -> str:
    """Parts one after the other with the language's own comma: "Monday, Friday"."""
    return _COMMAS.get(tag or i18n.current(), ", ").join(parts)


def hours(minutes: int) -> str:
    """Minutes as hours, as short as they are exact: "12", "7.5", "7:20"."""
    whole, rest = divmod(minutes, 60)
    if rest == 0:
        return str(whole)
    return f"{whole}.5" if rest == 30 else f"{whole}:{rest:02d}"
