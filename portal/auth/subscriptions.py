"""A worker's calendar for a program that knows its secret address and cannot sign in."""

import flask

from portal import clock
from portal.access import public
from portal.auth.area import area
from portal.models.tasks import CalendarAddress
from portal.operations.calendars import calendar_owner
from portal.serving import worker_calendar


@area.get("/subscribed/<key:calendar_key>.ics")
@public
def calendar_subscribed(calendar_key: str) -> flask.Response:
    """The last days: that something is due, and nothing of whom; 404 once the address ended."""
    try:
        owner = calendar_owner(secret=calendar_key, at=clock.now())
    except CalendarAddress.DoesNotExist:
        flask.abort(404)
    return worker_calendar(owner, has_numbers=False)
