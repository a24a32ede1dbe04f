"""Rows of the caseload made ready to be shown: every text once, so that a template only prints.

Each distinct date and each number of days is put in words once a page (goals.md, SPEED-1).
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from markupsafe import escape

from portal import dates, formats, i18n
from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.reports.caseload import Row
from portal.words.cases import PLANS, STATUSES
from portal.words.deadlines import KINDS

NEAR_DAYS = 5  # days left from which a deadline is marked as near


class Line(NamedTuple):
    """One row in words; `*_tone` is "late", "soon" or empty and only repeats what the text says."""

    key: str
    name: str
    number: str
    language: str
    status: str
    deadline: str
    deadline_tone: str
    deadline_on: str
    live: str
    live_tone: str
    tried: str
    tried_tone: str
    hours: str
    documents: str
    reports: str
    plan: str


def tone(due_on: date | None, today: date) -> str:
    """How pressing a deadline is; a deadline's day still counts."""
    if due_on is None:
        return ""
    left = (due_on - today).days
    return "late" if left < 0 else "soon" if left <= NEAR_DAYS else ""


def lines(rows: Iterable[Row], today: date) -> list[Line]:
    """The rows in words, for the office's date of today. Every cell is escaped: the template that
    prints them (caseload/_bodies.html) does not do it again."""
    due, since, pressing, day = _words(today)
    safe = _escaped
    statuses, plans, kinds = _fixed(i18n.current())
    month = today.strftime("%Y-%m")
    waiting, sent, hours = _Once(_documents), _Once(_reports), _hours()
    language = _Once(lambda tag: safe(formats.english_language(tag)))
    return [
        Line(
            row.key, safe(row.name), safe(row.number), language[row.locale], statuses[row.status],
            f"{kinds[row.deadline_kind]}, {due[row.deadline_on]}" if row.deadline_on else "",
            pressing[row.deadline_on], day[row.deadline_on],
            since[row.live_since], pressing[row.live_due_on],
            since[row.tried_on], pressing[row.attempt_due_on],
            hours(row.minutes_done if row.month == month else 0, row.minutes_required),
            waiting[row.documents], sent[row.reports], plans[row.plan],
        )
        for row in rows
    ]  # fmt: skip


def _escaped(text: str) -> str:
    return str(escape(text))


@cache
def _fixed(_tag: str) -> tuple[dict[str, str], ...]:
    # A language's words for codes do not change while the portal runs.
    return tuple(
        {str(code): _escaped(str(text)) for code, text in words.items()}
        for words in (STATUSES, PLANS, KINDS)
    )


class _Once(dict[Any, str]):
    """Words for values, each made at its first use: the library's caches cost more to set up."""

    def __init__(self, make: Callable[[Any], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> str:
        made = self[value] = self._make(value)
        return made


def _words(today: date) -> tuple[_Once, ...]:
    return (
        _Once(lambda due_on: _escaped(formats.days_left(due_on, today))),
        _Once(lambda past: _escaped(formats.days_since(past, today))),
        _Once(lambda due_on: tone(due_on, today)),
        _Once(lambda on: _escaped(dates.short_day(on))),
    )


def _hours() -> Callable[[int, int], str]:
    # Whole hours read faster in a list: done cut, required rounded up, so none looks met too soon.
    alone, both = _escaped(_("%(done)s h")), _escaped(_("%(done)s of %(needed)s h"))

    def of_minutes(done: int, required: int) -> str:
        if not required:
            return alone % {"done": done // 60}
        return both % {"done": done // 60, "needed": -(-required // 60)}

    return of_minutes


def _documents(count: int) -> str:
    return _escaped(ngettext("%(n)s document", "%(n)s documents", count)) if count else ""


def _reports(count: int) -> str:
    return _escaped(ngettext("%(n)s report", "%(n)s reports", count)) if count else ""


def view_name(view: str) -> str:
    """A saved view of the caseload in words."""
    return {
        "": _("All open cases"),
        "needs-action": _("Needs action"),
        "no-live-contact-25": _("No live contact 25+ days"),
        "documents": _("Documents waiting"),
        "plan": _("Plan not in force"),
        "overdue": _("Deadline past"),
        "today": _("Due today"),
        "reports": _("Reports waiting"),
    }[view]
