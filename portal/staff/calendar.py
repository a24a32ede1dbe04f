"""A worker's last days in a calendar: as a file, and under a secret address."""

import flask

from portal import clock, pages
from portal.access import Permission, actor, requires
from portal.db import new_key
from portal.i18n import gettext as _
from portal.operations.calendars import end_calendar, renew_calendar
from portal.operations.views import record_list_view
from portal.reports.calendars import has_address
from portal.serving import worker_calendar
from portal.staff.area import area


@area.get("/calendar")
@requires(Permission.CASE_WRITE)
def calendar_show() -> flask.Response:
    """How one's last days come into a calendar."""
    return _page("")


@area.get("/calendar.ics")
@requires(Permission.CASE_WRITE)
def calendar_download() -> flask.Response:
    """The last days as a file, with the numbers of the cases: for one's own office machine."""
    record_list_view(actor(), what="calendar", at=clock.now())
    return worker_calendar(actor(), has_numbers=True)


@area.post("/calendar")
@requires(Permission.CASE_WRITE)
def calendar_renew() -> flask.Response:
    """Makes a secret address, shown this once; the one before ends."""
    secret = new_key()
    renew_calendar(actor(), secret=secret, at=clock.now())
    return _page(flask.url_for("auth.calendar_subscribed", calendar_key=secret, _external=True))


@area.post("/calendar/end")
@requires(Permission.CASE_WRITE)
def calendar_end() -> flask.typing.ResponseReturnValue:
    """Ends the secret address."""
    end_calendar(actor(), at=clock.now())
    return pages.done("staff.calendar_show", _("The address does not work any more."))


def _page(address: str) -> flask.Response:
    return pages.render(
        "staff/tasks/calendar.html", address=address, has_address=has_address(actor())
    )
