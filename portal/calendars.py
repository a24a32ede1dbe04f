"""Calendar files (RFC 5545): last days as whole days, so that no time zone moves them, and meetings
at their moment.

A deadline is a local date of the office: an event of that day, without a time, is the same day in
every calendar. A meeting is a moment in UTC, which each calendar shows by its own clock.
An entry keeps its id from file to file, so that a calendar that is subscribed to moves it instead
of showing it twice.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

_LINE = 75  # octets of a line; RFC 5545, 3.1
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
_MARKS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One day in a calendar: `name` is what it is of, the same each time; a local date; a title
    in words. A meeting has the UTC moment it begins, its minutes and its place as well."""

    name: str
    on: date
    title: str
    starts_at: datetime | None = None
    minutes: int = 0
    place: str = ""


def written(entries: Iterable[Entry], at: datetime, language: str) -> str:
    """The entries as a calendar file. In: the UTC moment it is made, the language of the titles."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Touchpoint//Deadlines//EN",
        "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]  # fmt: skip
    for entry in entries:
        lines += _event(entry, at, language)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(entry: Entry, at: datetime, language: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{sha256(entry.name.encode()).hexdigest()[:24]}@touchpoint",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        *_times(entry),
        f"SUMMARY;LANGUAGE={language}:{_escaped(entry.title)}",
        *([f"LOCATION:{_escaped(entry.place)}"] if entry.place else []),
        "TRANSP:OPAQUE" if entry.starts_at else "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


def _times(entry: Entry) -> list[str]:
    if entry.starts_at is None:
        return [
            f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}",
        ]
    starts_at = entry.starts_at.astimezone(UTC)
    ends_at = starts_at + timedelta(minutes=entry.minutes)
    return [f"DTSTART:{starts_at:%Y%m%dT%H%M%SZ}", f"DTEND:{ends_at:%Y%m%dT%H%M%SZ}"]


def _escaped(text: str) -> str:
    plain = _MARKS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(_ESCAPED.get(character, character) for character in plain)


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets; no character is cut in two."""
    pieces: list[str] = []
    piece, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _LINE - (1 if pieces else 0):
            pieces.append(piece)
            piece, octets = "", 0
        piece += character
        octets += size
    return "\r\n ".join([*pieces, piece])
