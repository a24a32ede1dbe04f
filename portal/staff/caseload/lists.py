"""Rows of the caseload as they are shown.

A row is the same until a fact of its case or the day changes, and it is looked at many times a
day: each is made once and kept by everything it says (goals.md, SPEED-1).
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from portal import dates, formats, i18n, pages
from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.policy.deadlines import DeadlineKind
from portal.policy.statuses import CaseStatus
from portal.reports.caseload import Row
from portal.words.cases import PLANS, STATUSES
from portal.words.deadlines import KINDS

NEAR_DAYS = 5  # days left from which a deadline is marked as near
KEPT_ROWS = 8192  # about 1.2 KB each, a process


class Line(NamedTuple):
    """One case of the list: its key, and its row, ready to be put out."""

    key: str
    row: Markup


def tone(due_on: date | None, today: date) -> str:
    """How pressing a deadline is, "late", "soon" or empty; a deadline's day still counts."""
    if due_on is None:
        return ""
    left = (due_on - today).days
    return "late" if left < 0 else "soon" if left <= NEAR_DAYS else ""


def lines(
    rows: Iterable[Row], today: date, *, may_write: bool, is_focused: bool = False
) -> list[Line]:
    """The rows for the office's date of today, in the current language.

    In: whether the reader may record a contact, and whether its button takes the focus.
    """
    tag = i18n.current()
    return [Line(row.key, _row(row, today, tag, may_write, is_focused)) for row in rows]


@lru_cache(maxsize=KEPT_ROWS)
def _row(row: Row, today: date, _tag: str, may_write: bool, is_focused: bool) -> Markup:
    minutes_done = row.minutes_done if row.month == f"{today:%Y-%m}" else 0
    return pages.part(
        "staff/caseload/_case.html",
        row=row,
        language=formats.english_language(row.locale),
        status=STATUSES[CaseStatus(row.status)],
        deadline=_deadline(row, today),
        deadline_tone=tone(row.deadline_on, today),
        deadline_on=dates.short_day(row.deadline_on) if row.deadline_on else "",
        live=formats.days_since(row.live_since, today),
        live_tone=tone(row.live_due_on, today),
        tried=formats.days_since(row.tried_on, today),
        tried_tone=tone(row.attempt_due_on, today),
        hours=_hours(minutes_done, row.minutes_required),
        documents=_documents(row.documents),
        reports=_reports(row.reports),
        plan=PLANS[row.plan],
        may_write=may_write,
        is_focused=is_focused,
    )


def _deadline(row: Row, today: date) -> str:
    if row.deadline_on is None:
        return ""
    return f"{KINDS[DeadlineKind(row.deadline_kind)]}, {formats.days_left(row.deadline_on, today)}"


def _hours(done: int, required: int) -> str:
    # Whole hours read faster in a list: done cut, required rounded up, so none looks met too soon.
    if not required:
        return _("%(done)s h", done=done // 60)
    return _("%(done)s of %(needed)s h", done=done // 60, needed=-(-required // 60))


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
