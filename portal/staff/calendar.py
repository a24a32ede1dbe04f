"""A worker's last days in a calendar: as a file, and under a secret address."""

import flask
from flask import request

from portal import clock, pages, resources
from portal.access import Permission, actor, public, requires
from portal.calendars import Entry, written
from portal.db import new_key
from portal.i18n import gettext as _
from portal.models.accounts import Actor
from portal.models.tasks import CalendarAddress
from portal.operations.calendars import calendar_owner, end_calendar, renew_calendar
from portal.operations.views import record_list_view
from portal.reports.calendars import days_of, has_address
from portal.serving import calendar_file
from portal.staff.area import area
from portal.words.deadlines import KINDS


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
    return _file(actor(), has_numbers=True)


@area.get("/calendar/<key:calendar_key>.ics")
@public
def calendar_subscribed(calendar_key: str) -> flask.Response:
    """The last days for a program that knows the secret address: that something is due, and
    nothing of whom."""
    try:
        owner = calendar_owner(secret=calendar_key, at=clock.now())
    except CalendarAddress.DoesNotExist:
        flask.abort(404)
    return _file(owner, has_numbers=False)


@area.post("/calendar")
@requires(Permission.CASE_WRITE)
def calendar_renew() -> flask.Response:
    """Makes a secret address, shown this once; the one before ends."""
    secret = new_key()
    renew_calendar(actor(), secret=secret, at=clock.now())
    return _page(f"{request.url_root}staff/calendar/{secret}.ics")


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


def _file(owner: Actor, *, has_numbers: bool) -> flask.Response:
    found = days_of(owner, clock.today(resources.timezone()))
    entries = [
        Entry(
            one.name,
            one.on,
            _("Case %(number)s: %(what)s", number=one.number, what=KINDS[one.kind])
            if has_numbers
            else _("Something is due. Look in the portal."),
        )
        for one in found
    ]
    return calendar_file(written(entries, clock.now(), "en"))
