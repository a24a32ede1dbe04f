"""The entries of a case's line of time in whole sentences, so that a stand-in reads one story."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from portal import dates, resources
from portal.models.cases import Case
from portal.policy.programs import program
from portal.reports.timeline import Row
from portal.staff.timeline.entries import TELL, Tag, Telling, Text
from portal.staff.timeline.handings import TELL_HANDINGS
from portal.staff.timeline.meetings import TELL_MEETINGS
from portal.staff.timeline.months import TELL_MONTHS
from portal.staff.timeline.noncompliance import TELL_NONCOMPLIANCE
from portal.staff.timeline.staffings import TELL_STAFFINGS
from portal.staff.timeline.statuses import TELL_STATUSES
from portal.staff.timeline.supports import TELL_SUPPORTS

_TELL = {
    **TELL, **TELL_MONTHS, **TELL_SUPPORTS, **TELL_MEETINGS, **TELL_NONCOMPLIANCE, **TELL_HANDINGS,
    **TELL_STAFFINGS,
    **TELL_STATUSES,
}  # fmt: skip
SHORT = 180  # characters of a text in the compact line


class Line(NamedTuple):
    """One entry: its time of day, a sentence, where it leads, marks, texts."""

    kind: str
    time: str
    title: str
    href: str
    tags: list[Tag]
    texts: list[Text]


def lines(case: Case, rows: Iterable[Row], is_full: bool = False) -> list[tuple[str, list[Line]]]:
    """Entries as reports/timeline.py gives them, by day in the office's zone, in words: the day,
    and its entries in their order. Compact, only the beginning of a text is shown."""
    zone = ZoneInfo(resources.timezone())
    telling = Telling(
        case, f"/staff/cases/{case.key}", str(case.participant.given_name),
        program(str(case.program)).late_entry.value, is_full,
    )  # fmt: skip
    local = [(row.at.astimezone(zone), row) for row in rows]
    return [
        (dates.day(day), [_line(at, row, telling) for at, row in of_day])
        for day, of_day in groupby(local, key=lambda pair: pair[0].date())
    ]


def _line(at: datetime, row: Row, telling: Telling) -> Line:
    told = _TELL[row.kind](row, telling, at.date())
    texts = told.texts if telling.is_full else [("", _short(text)) for _label, text in told.texts]
    return Line(
        row.kind, dates.clock_time(at.hour * 60 + at.minute), told.title, told.href, told.tags,
        texts,
    )  # fmt: skip


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= SHORT else folded[:SHORT].rsplit(" ", 1)[0] + " …"
