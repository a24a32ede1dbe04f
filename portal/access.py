"""Who may call what. Views are only marked here; one gate decides before each request."""

from collections.abc import Callable
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeVar

import flask
from flask import g, request, session
from flask_login import UserMixin, current_user

from portal import clock, i18n
from portal.models.accounts import Actor, Role
from portal.reports import signed_in

View = TypeVar("View", bound=Callable[..., Any])


class Permission(StrEnum):
    """What a view asks for. A name that ends in _read never stands before a POST."""

    OWN_READ = "own_read"
    OWN_WRITE = "own_write"
    CASE_READ = "case_read"
    CASE_WRITE = "case_write"
    CASE_SEARCH = "case_search"
    CASE_OPEN = "case_open"
    AUDIT_READ = "audit_read"
    LETTER_READ = "letter_read"
    LETTER_SEND = "letter_send"
    PRINT_QUEUE = "print_queue"
    CATALOG_READ = "catalog_read"
    CATALOG_TRANSLATE = "catalog_translate"
    CATALOG_REVIEW = "catalog_review"
    CATALOG_PUBLISH = "catalog_publish"
    CATALOG_OWN = "catalog_own"
    ABSENCE_WRITE = "absence_write"
    ATTENDANCE_WRITE = "attendance_write"
    MEETING_PROVIDE = "meeting_provide"
    HANDING_ROUTE = "handing_route"
    PROGRESS_WRITE = "progress_write"
    SUPERVISE = "supervise"
    REPORT_ANNOTATE = "report_annotate"
    AREA_READ = "area_read"
    AGENCY_READ = "agency_read"
    AGENCY_WRITE = "agency_write"
    SESSION = "session"


_CASEWORK = frozenset({
    Permission.CASE_READ, Permission.CASE_WRITE, Permission.CASE_SEARCH, Permission.CASE_OPEN,
    Permission.LETTER_READ, Permission.LETTER_SEND, Permission.CATALOG_READ,
    Permission.ABSENCE_WRITE, Permission.AREA_READ, Permission.AGENCY_READ, Permission.SESSION,
    Permission.REPORT_ANNOTATE,
})  # fmt: skip
_LOOKING = frozenset({
    Permission.CASE_READ, Permission.CASE_SEARCH, Permission.LETTER_READ, Permission.AREA_READ,
    Permission.AGENCY_READ, Permission.SESSION,
})  # fmt: skip
_ONLY_IN = frozenset({Permission.AREA_READ, Permission.SESSION})
_TRANSLATING = frozenset({
    Permission.CATALOG_READ, Permission.CATALOG_TRANSLATE, Permission.CATALOG_REVIEW,
    Permission.AREA_READ, Permission.SESSION,
})  # fmt: skip

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.PARTICIPANT: frozenset({Permission.OWN_READ, Permission.OWN_WRITE, Permission.SESSION}),
    Role.COUNSELOR: _CASEWORK,
    Role.SPECIALIST: _CASEWORK,
    Role.SUPERVISOR: _LOOKING
    | {
        Permission.CATALOG_READ,
        Permission.CATALOG_OWN,
        Permission.CASE_OPEN,
        Permission.AUDIT_READ,
        Permission.ABSENCE_WRITE,
        Permission.SUPERVISE,
        Permission.REPORT_ANNOTATE,
    },
    Role.CLERICAL: _ONLY_IN | {Permission.PRINT_QUEUE, Permission.HANDING_ROUTE},
    Role.PROVIDER: _ONLY_IN
    | {Permission.ATTENDANCE_WRITE, Permission.MEETING_PROVIDE, Permission.PROGRESS_WRITE},
    Role.TRANSLATOR: _TRANSLATING,
    Role.REVIEWER: _TRANSLATING | {Permission.CATALOG_PUBLISH},
    Role.MONITOR: _LOOKING | {Permission.CATALOG_READ, Permission.AUDIT_READ},
    Role.ADMINISTRATOR: _ONLY_IN | {Permission.AGENCY_READ, Permission.AGENCY_WRITE},
    Role.SYSTEM: frozenset(),
}

PUBLIC = "public"
_AREAS = {"participant": "my", "staff": "staff", "translate": "translate"}


def requires(permission: Permission) -> Callable[[View], View]:
    """Marks a view with the one permission it needs."""

    def mark(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Marks a view that everybody may call, signed in or not."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


class SignedInUser(UserMixin):
    """The signed-in person as flask-login holds them."""

    def __init__(self, token: str, person: signed_in.SignedIn) -> None:
        self.token = token
        self.person = person

    def get_id(self) -> str:
        """The session's id; the database knows only its digest."""
        return self.token


def digest(token: str) -> str:
    """What the database keeps of a token: its SHA-256 in hex."""
    return sha256(token.encode()).hexdigest()


def load_user(token: str) -> SignedInUser | None:
    """The person of a session, unless it ended or was idle for too long."""
    at = clock.now()
    person = signed_in.find(digest(token))
    if person is None:
        return None
    if person.is_over(at) or at.timestamp() - session.get("seen", 0) > person.idle_seconds:
        # Known to have been here: what they send now is kept until they signed in again.
        g.idle_person = person
        return None
    return SignedInUser(token, person)


def person() -> signed_in.SignedIn | None:
    """Who is signed in at this browser, if anybody: asked many times a page, looked up once."""
    # Found once, the library keeps the user here; its own way there passes through five proxies.
    user: Any = g.get("_login_user") or current_user._get_current_object()
    return user.person if isinstance(user, SignedInUser) else None


def actor() -> Actor:
    """Who makes this request. Raises RuntimeError behind a public view nobody signed in to."""
    found = person()
    if found is None:
        raise RuntimeError("nobody is signed in")
    return found.actor


def actor_or_none() -> Actor | None:
    """Who makes this request, if anybody is signed in."""
    found = person()
    return found.actor if found else None


def is_fresh() -> bool:
    """Whether who is signed in proved it within the last minutes (safety.md, Sessions)."""
    found = person()
    return found is not None and found.fresh_until is not None and found.fresh_until > clock.now()


def area() -> str:
    """The area of this request: my, staff, translate, or public."""
    return _AREAS.get(request.blueprint or "", "public")


def choose_locale() -> str:
    """The language of this page: chosen on this browser, else the person's, else the browser's."""
    if area() in ("staff", "translate"):
        return "en"
    settings = flask.current_app.config
    configured, usable = settings["LOCALES"], settings["USABLE_LOCALES"]
    if (chosen := session.get("locale")) in usable:
        return str(chosen)
    found = person()
    if found is not None and found.locale in configured:
        return found.locale if found.locale in usable else "en"
    return request.accept_languages.best_match(usable) or "en"


def gate() -> flask.typing.ResponseReturnValue | None:
    """Decides on every request before its view runs: an unmarked view is closed."""
    i18n.set_current(choose_locale())
    endpoint = request.endpoint
    if endpoint is None:
        return None  # no such address: 404 follows
    needed = getattr(flask.current_app.view_functions[endpoint], "access", None)
    if needed == PUBLIC:
        return None
    if needed is None:
        flask.abort(403)
    found = person()
    if found is None:
        return flask.current_app.extensions["ask_to_sign_in"]()
    if needed not in ROLE_PERMISSIONS[found.actor.role]:
        # What a person may not see answers as what does not exist: an address with an id is such.
        flask.abort(404 if request.view_args else 403)
    return None


def keep_seen(response: flask.Response) -> flask.Response:
    """Moves the session's idle clock on; it lives in the signed cookie, so a GET writes nothing."""
    at = int(clock.now().timestamp())
    if at - session.get("seen", 0) >= 30 and person() is not None:
        session["seen"] = at
    return response
