"""Sessions in the browser: opening, extending and ending one, and asking to sign in."""

import flask
from flask import g, request, session
from flask_login import current_user, login_user, logout_user
from flask_wtf.csrf import CSRFError, validate_csrf
from werkzeug.datastructures import MultiDict
from wtforms import ValidationError

from portal import access, clock, pages
from portal.access import Permission, SignedInUser, actor, requires
from portal.auth import tries
from portal.auth.area import area
from portal.extensions import htmx
from portal.i18n import gettext as _
from portal.models.accounts import Actor, Role
from portal.operations.accounts import sign_ins
from portal.own_paths import own_path, page_it_came_from
from portal.reports import signed_in

AWAY_SECONDS = 10 * 60  # after leaving at once, in which the back key shows no sign-in
# What these pages are about is not named in an address line that somebody else may read.
TELLING = "/my/contacts/new/safety"
BROWSER_SECONDS = 400 * 24 * 3600  # the longest a browser keeps a cookie
NEVER_HELD = ("csrf_token",)
TRANSLATING = (Role.TRANSLATOR, Role.REVIEWER)


def begin(who: Actor, is_shared: bool = False) -> None:
    """Signs a person in on this browser under a new session id; what it held before is gone."""
    at = clock.now()
    if current_user.is_authenticated:
        sign_ins.close_session(actor(), digest=access.digest(current_user.token), at=at)
    token = sign_ins.new_token()
    sign_ins.open_session(who, digest=access.digest(token), at=at, is_shared=is_shared)
    empty_session()
    session["seen"] = int(at.timestamp())
    person = signed_in.find(access.digest(token))
    assert person is not None
    login_user(SignedInUser(token, person))


def is_shared() -> bool:
    """Whether the session that runs is kept as on a phone that others use, too."""
    person = access.person()
    return person is not None and person.is_shared


def empty_session() -> None:
    """Forgets all that this browser's cookie holds but the language of its pages."""
    locale = session.get("locale")
    session.clear()
    if locale:
        session["locale"] = locale


def mark_left() -> None:
    """Remembers on this browser that somebody left at once, and when; not who."""
    session["left"] = int(clock.now().timestamp())


def _has_just_left() -> bool:
    return bool(clock.now().timestamp() - session.get("left", 0) < AWAY_SECONDS)


def bind_browser(who: Actor) -> None:
    """Makes this browser one that the participant is known on."""
    token = sign_ins.new_token()
    sign_ins.know_browser(who, token=token, earlier=tries.browser_token(), at=clock.now())

    @flask.after_this_request
    def keep(response: flask.Response) -> flask.Response:
        response.set_cookie(
            tries.cookie_name(), token, max_age=BROWSER_SECONDS, httponly=True, samesite="Lax",
            secure=not flask.current_app.config["IS_DEMO"],
        )  # fmt: skip
        return response


def home(who: Actor) -> str:
    """The first page of a person's area."""
    if who.is_participant:
        return "/my"
    return "/translate" if who.role in TRANSLATING else "/staff"


def go_on(target: str | None) -> flask.typing.ResponseReturnValue:
    """After signing in: back to what was typed, else to the page asked for, else home."""
    who = actor()
    held = sign_ins.held_path(who, clock.now())
    if held and own_path(held, ""):
        session["held"] = held
        flask.flash(_("You are signed in again. What you typed is still here. Please send it."))
        return flask.redirect(held, 303)
    start = home(who)
    mine = ("/my",) if who.is_participant else ("/staff", "/translate")
    path = own_path(target, start)
    return flask.redirect(path if path.startswith(mine) else start, 303)


def ask_to_sign_in() -> flask.typing.ResponseReturnValue:
    """Sends somebody who is not signed in to their area's door, and back afterwards.

    What they had just sent is kept if their session had merely run out.
    """
    if request.method == "GET" and _has_just_left():
        return flask.redirect(pages.address("auth.away"), 303)
    if request.method == "POST":
        _hold()
    door = "auth.participant_sign_in" if _is_participants() else "auth.staff_sign_in"
    is_script = bool(htmx) or request.accept_mimetypes.best == "application/json"
    if request.method == "GET" and not is_script:
        asked_for: str | None = request.full_path.rstrip("?")
    else:
        asked_for = own_path(page_it_came_from(), "") or None
    if asked_for and asked_for.startswith(TELLING):
        asked_for = "/my/contacts"
    target = flask.url_for(door, next=asked_for)
    if is_script:
        return flask.Response(status=401, headers={"HX-Redirect": target})
    return flask.redirect(target, 303)


def _is_participants() -> bool:
    person = g.get("idle_person")
    return person.actor.is_participant if person else access.area() == "my"


def _hold() -> None:
    """Keeps what was sent. Raises CSRFError (419) where it did not come from our own page."""
    person = g.get("idle_person")
    if person is None or request.endpoint in ("auth.session_extend", "auth.sign_out"):
        return
    try:
        validate_csrf(request.form.get("csrf_token") or request.headers.get("X-CSRFToken"))
    except ValidationError as error:
        raise CSRFError(error.args[0]) from None
    fields = {
        name: values
        for name, values in request.form.to_dict(flat=False).items()
        if name not in NEVER_HELD and "password" not in name
    }
    path = own_path(page_it_came_from(), "")
    if path and fields:
        sign_ins.hold_form(person.actor, path=path, fields=fields, at=clock.now())


def give_back() -> None:
    """Before a page is made: what was typed on it when the session had run out."""
    path = session.get("held")
    if path == request.path and request.method == "GET" and current_user.is_authenticated:
        fields = sign_ins.held_fields(actor(), path, clock.now())
        if fields is None:
            session.pop("held")
        else:
            g.held_form = MultiDict(fields)


def forget_held(response: flask.Response) -> flask.Response:
    """After a form went through: what was held of its page is no longer needed."""
    path = session.get("held")
    good = (200, 204, 303) if htmx else (204, 303)
    went_through = request.method == "POST" and response.status_code in good
    if (
        path
        and went_through
        and request.blueprint != "auth"
        and current_user.is_authenticated
        and path in (request.path, page_it_came_from())
    ):
        sign_ins.drop_held_form(actor(), path=path, at=clock.now())
        session.pop("held")
    return response


@area.post("/session")
@requires(Permission.SESSION)
def session_extend() -> flask.typing.ResponseReturnValue:
    """Keeps the session going: one button, nothing typed is lost."""
    session["seen"] = int(clock.now().timestamp())
    return {"idle_seconds": current_user.person.idle_seconds}


@area.post("/sign-out")
@area.post("/my/sign-out", endpoint="participant_sign_out")
@requires(Permission.SESSION)
def sign_out() -> flask.typing.ResponseReturnValue:
    """Ends the session; nothing stays on the phone."""
    door = "auth.front" if actor().is_participant else "auth.staff_sign_in"
    sign_ins.close_session(actor(), digest=access.digest(current_user.token), at=clock.now())
    logout_user()
    empty_session()
    response = flask.make_response(pages.done(door, _("You are signed out.")))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
