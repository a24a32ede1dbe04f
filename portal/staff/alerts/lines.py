"""Alerts as pages show them: words, age, and where the thing is done."""

from datetime import date
from typing import Any

from portal import clock, dates, formats, resources
from portal.access import ROLE_PERMISSIONS, Permission, actor
from portal.i18n import gettext as _
from portal.models.cases import Case
from portal.policy.alerts import AlertKind, is_overdue
from portal.reports import alerts
from portal.reports.alerts import Alert
from portal.words.alerts import KINDS

# Below the case, where the thing is done that ends the alert.
_WHERE: dict[AlertKind, str] = {
    AlertKind.GOOD_CAUSE: "?kind=report",
    AlertKind.NONCOMPLIANCE: "/noncompliance",
    AlertKind.NEW_CASE: "/checklist",
    AlertKind.HANDED_BACK: "/handings",
    AlertKind.LIVE_CONTACT: "/contacts/new",
    AlertKind.UNDELIVERED: "/messages",
    AlertKind.ADDRESS: "?kind=report",
    AlertKind.MESSAGE: "/messages",
    AlertKind.REPORT: "?kind=report",
    AlertKind.SERVICE_ASKED: "/supports",
    AlertKind.REFERRAL_ASKED: "/supports",
    AlertKind.DOCUMENT: "/documents",
    AlertKind.PRIVATE_DOCUMENT: "/private-file",
    AlertKind.OBJECTION: "/hours",
    AlertKind.HOURS: "/hours",
    AlertKind.MEETING: "/meetings",
    AlertKind.VERDICT: "/hours",
    AlertKind.COPY: "/notes-copy",
    AlertKind.TASK: "/tasks",
    AlertKind.PRIVATE_TASK: "/tasks",
    AlertKind.TOLD: "/tasks",
    AlertKind.SIGNATURE: "/plan",
    AlertKind.GRACE: "/plan",
    AlertKind.REASSIGNMENT: "/plan",
    AlertKind.ATTEMPT: "/contacts/new",
    AlertKind.TOUCH: "/contacts/new",
    AlertKind.FOLLOW_UP: "/follow-up",
    AlertKind.REASSESSMENT: "/assessments",
    AlertKind.STAFFING_REVIEW: "/staffings",
    AlertKind.EXEMPTION_REVIEW: "/status",
    AlertKind.CLOCK: "/clocks",
}
# What is not of the case alone has a page of its own.
_ELSEWHERE: dict[AlertKind, str] = {AlertKind.REVIEW: "/staff/reviews"}


def line(one: Alert, today: date) -> dict[str, Any]:
    """One alert as a page shows it: what, for whom, since when or by when, where it is done."""
    is_late = is_overdue(one.kind, one.on, today)
    if one.due_on is not None:
        age = formats.days_left(one.due_on, today)
    else:
        age = _("since %(day)s", day=dates.short_day(one.on))
    return {
        "what": str(KINDS[one.kind]),
        "kind": one.kind,
        "is_late": is_late,
        "age": age,
        "day": dates.short_day(one.on),
        "href": _ELSEWHERE.get(one.kind) or f"/staff/cases/{one.case_key}{_below(one.kind)}",
        "case_href": f"/staff/cases/{one.case_key}",
        "name": one.name,
        "number": one.number,
        "worker": one.worker,
    }


def _below(kind: AlertKind) -> str:
    """Where it is done; who only reads cases is led to the case itself."""
    where = _WHERE.get(kind, "")
    may_record = Permission.CASE_WRITE in ROLE_PERMISSIONS[actor().role]
    return where if may_record or where != "/contacts/new" else ""


def of_case(case: Case) -> list[dict[str, Any]]:
    """`alerts` for templates/staff/tasks/_alerts.html: those of one case. One statement."""
    today = clock.today(resources.timezone())
    return [line(one, today) for one in alerts.of_case(actor(), case, today)]
