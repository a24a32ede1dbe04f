"""Rows of the caseload made ready to be shown: every text once, so that a template only prints.

Each distinct date and each number of days is put in words once a page (goals.md, SPEED-1).
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from portal import dates, formats
from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.policy.deadlines import DeadlineKind
from portal.policy.statuses import CaseStatus
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
    """The rows in words, for the office's date of today."""
    due, since, pressing, day = _words(today)
    statuses = {status: str(text) for status, text in STATUSES.items()}
    plans = {status: str(text) for status, text in PLANS.items()}
    kinds = {kind: str(text) for kind, text in KINDS.items()}
    month = today.strftime("%Y-%m")
    waiting, sent = cache(_documents), cache(_reports)
    language = cache(formats.english_language)
    return [
        Line(
            row.key, row.name, row.number, language(row.locale), statuses[CaseStatus(row.status)],
            f"{kinds[DeadlineKind(row.deadline_kind)]}, {due(row.deadline_on)}"
            if row.deadline_on else "",
            pressing(row.deadline_on), day(row.deadline_on),
            since(row.live_since), pressing(row.live_due_on),
            since(row.tried_on), pressing(row.attempt_due_on),
            _hours(row.minutes_done if row.month == month else 0, row.minutes_required),
            waiting(row.documents), sent(row.reports), plans[row.plan],
        )
        for row in rows
    ]  # fmt: skip


def _words(today: date) -> tuple[Callable[..., Any], ...]:
    return (
        cache(lambda due_on: formats.days_left(due_on, today)),
        cache(lambda past: formats.days_since(past, today)),
        cache(lambda due_on: tone(due_on, today)),
        cache(dates.short_day),
    )


def _hours(done: int, required: int) -> str:
    if not required:
        return dates.hours(done)
    return f"{dates.hours(done)} / {dates.hours(required)}"


def _documents(count: int) -> str:
    return ngettext("%(n)s document", "%(n)s documents", count) if count else ""


def _reports(count: int) -> str:
    return ngettext("%(n)s report", "%(n)s reports", count) if count else ""


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
