"""The front page and help: no sign-in needed."""

import flask

from portal.access import public
from portal.auth.area import area
from portal.pages import render


@area.get("/")
@public
def front() -> flask.Response:
    """The language first, then the way in."""
    return render("auth/front.html")


@area.get("/help")
@public
def help_page() -> flask.Response:
    """How to get help, free, in one's language."""
    return render("auth/help.html")
