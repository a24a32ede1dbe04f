"""Leaving at once: the session ends, nothing stays on the phone, and a page that tells nothing is
shown. Whoever presses the back key within some minutes sees that page again, and no sign-in that
would name what was looked at (safety.md, Shared phones; screens.md, acceptance 18)."""

import calendar
from datetime import date

import flask
from flask import session
from flask_login import logout_user

from portal import access, clock, pages, resources
from portal.access import actor_or_none, public
from portal.auth import sessions, tries
from portal.auth.area import area
from portal.extensions import csrf
from portal.models.accounts import SYSTEM
from portal.operations.accounts import sign_ins


@area.post("/my/leave")
@public
@csrf.exempt
def leave() -> flask.typing.ResponseReturnValue:
    """Ends the session, whatever is left of it, and goes to the page that tells nothing.

    No token is asked for: who must leave is never held up by a page that is too old. Our cookie
    does not come with a form of another site, so none can sign anybody out by this address.
    """
    _end_session()
    response = flask.make_response(flask.redirect(pages.address("auth.away"), 303))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    # This browser does not know anybody any more: the birth date is asked for again.
    response.delete_cookie(
        tries.cookie_name(), secure=not flask.current_app.config["IS_DEMO"], httponly=True,
        samesite="Lax",
    )  # fmt: skip
    return response


def _end_session() -> None:
    token = session.get("_user_id")
    if token:
        who = actor_or_none() or SYSTEM
        sign_ins.close_session(who, digest=access.digest(token), at=clock.now())
        logout_user()
    sessions.empty_session()
    sessions.mark_left()


@area.get("/calendar")
@public
def away() -> flask.Response:
    """This month's calendar: a page that anybody could have open."""
    today = clock.today(resources.timezone())
    return pages.render("auth/away.html", today=today, weeks=_weeks(today), weekdays=_WEEKDAYS)


# Sunday first, as calendars hang on walls here; numbers as dates.weekday takes them.
_WEEKDAYS = (6, 0, 1, 2, 3, 4, 5)


def _weeks(today: date) -> list[list[int]]:
    return calendar.Calendar(firstweekday=6).monthdayscalendar(today.year, today.month)
