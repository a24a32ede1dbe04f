"""Sessions in the browser: opening, extending and ending one, and asking to sign in."""

import flask
from flask import request, session
from flask_login import current_user, login_user, logout_user

from portal import access, clock, pages
from portal.access import Permission, SignedInUser, actor, requires
from portal.auth.area import area
from portal.extensions import htmx
from portal.models.accounts import Actor
from portal.operations import accounts
from portal.reports import signed_in


def begin(who: Actor, is_shared: bool = False) -> None:
    """Signs a person in on this browser under a new session id; what it held before is gone."""
    at = clock.now()
    token = accounts.new_token()
    accounts.open_session(who, digest=access.digest(token), at=at, is_shared=is_shared)
    locale = session.get("locale")
    session.clear()
    if locale:
        session["locale"] = locale
    session["seen"] = int(at.timestamp())
    person = signed_in.find(access.digest(token), at)
    assert person is not None
    login_user(SignedInUser(token, person))


def ask_to_sign_in() -> flask.typing.ResponseReturnValue:
    """Sends somebody who is not signed in to their area's door, and back afterwards."""
    door = "auth.participant_sign_in" if access.area() == "my" else "auth.staff_sign_in"
    target = flask.url_for(
        door, next=request.full_path.rstrip("?") if request.method == "GET" else None
    )
    if htmx or request.accept_mimetypes.best == "application/json":
        return flask.Response(status=401, headers={"HX-Redirect": target})
    return flask.redirect(target, 303)


@area.post("/session")
@requires(Permission.SESSION)
def session_extend() -> flask.typing.ResponseReturnValue:
    """Keeps the session going: one button, nothing typed is lost."""
    session["seen"] = int(clock.now().timestamp())
    return {"idle_seconds": current_user.person.idle_seconds}


@area.post("/sign-out")
@requires(Permission.SESSION)
def sign_out() -> flask.typing.ResponseReturnValue:
    """Ends the session; nothing stays on the phone."""
    at_my = actor().is_participant
    accounts.close_session(actor(), digest=access.digest(current_user.token), at=clock.now())
    logout_user()
    session.clear()
    response = flask.make_response(
        pages.done("auth.participant_sign_in" if at_my else "auth.staff_sign_in")
    )
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
