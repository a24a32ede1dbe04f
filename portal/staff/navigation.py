"""The area's navigation, by what a person's role may read."""

from typing import Any

from flask import request

from portal.access import ROLE_PERMISSIONS, Permission, actor_or_none
from portal.i18n import lazy as _l
from portal.staff.area import area

_PLACES = (
    ("/staff", _l("Caseload"), Permission.CASE_READ),
    ("/staff/inbox", _l("Inbox"), Permission.CASE_READ),
    ("/staff/alerts", _l("Alerts"), Permission.CASE_READ),
    ("/staff/tasks", _l("Tasks"), Permission.CASE_READ),
    ("/staff", _l("Home"), Permission.PROGRESS_WRITE),
    ("/staff/staffings", _l("Staffings"), Permission.CASE_READ),
    ("/staff/meetings", _l("Meetings"), Permission.CASE_READ),
    ("/staff/classes", _l("Classes"), Permission.ATTENDANCE_WRITE),
    ("/staff/team", _l("Support team"), Permission.MEETING_PROVIDE),
    ("/staff/supervision", _l("Supervision"), Permission.SUPERVISE),
    ("/staff/reports/languages", _l("Languages"), Permission.AGENCY_READ),
    ("/staff/counselor-of-the-day", _l("New cases"), Permission.CASE_WRITE),
    ("/staff/routing", _l("Files to route"), Permission.HANDING_ROUTE),
    ("/staff/print", _l("Print queue"), Permission.PRINT_QUEUE),
    ("/staff/admin", _l("Administration"), Permission.AGENCY_WRITE),
    ("/translate", _l("Letter languages"), Permission.CATALOG_READ),
)


@area.context_processor
def navigation() -> dict[str, Any]:
    """`nav` of the frame: address, text, whether one is there."""
    who = actor_or_none()
    if who is None:
        return {}
    granted = ROLE_PERMISSIONS[who.role]
    return {
        "nav": [
            (href, text, request.path == href) for href, text, need in _PLACES if need in granted
        ]
    }
