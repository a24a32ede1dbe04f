"""The session's signed cookie, read once for as long as a browser sends the same one, and the
token of its forms, signed once."""

import copy
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import flask
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from itsdangerous import BadSignature, URLSafeTimedSerializer

from portal import clock

KEPT = 4096  # cookies a process, of about 300 bytes


class SessionCookie(SecureCookieSessionInterface):
    """The signed cookie. Its signature is checked at its first arrival, its age at each."""

    def get_signing_serializer(self, app: flask.Flask) -> URLSafeTimedSerializer | None:
        """What signs and reads the cookie: made once and not twice a request."""
        found = app.extensions.get("cookie_signer")
        if found is None:
            found = app.extensions["cookie_signer"] = super().get_signing_serializer(app)
        made: URLSafeTimedSerializer | None = found
        return made

    def open_session(self, app: flask.Flask, request: flask.Request) -> SecureCookieSession | None:
        """What the browser's cookie says; an empty session for none, a forged or an old one."""
        signer = self.get_signing_serializer(app)
        if signer is None:
            return None
        try:
            held, signed_at = _read(signer, request.cookies.get(self.get_cookie_name(app), ""))
        except BadSignature:
            return self.session_class()
        lifetime: timedelta = app.permanent_session_lifetime
        if clock.now() - signed_at > lifetime:
            return self.session_class()
        # What the request changes in it is its own.
        return self.session_class(copy.deepcopy(held) if _has_parts(held) else held)


@lru_cache(maxsize=KEPT)
def _read(signer: URLSafeTimedSerializer, value: str) -> tuple[dict[str, Any], datetime]:
    held, signed_at = signer.loads(value, return_timestamp=True)
    return held, signed_at


def _has_parts(held: dict[str, Any]) -> bool:
    return any(not isinstance(value, str | int | float | None) for value in held.values())


def csrf_token() -> str:
    """The token of this page's forms, signed once for a session."""
    raw = flask.session.get("csrf_token")
    token: str = _signed_token(raw) if raw else generate_csrf()
    flask.g.csrf_token = token  # where forms look before they sign one
    return token


@lru_cache(maxsize=KEPT)
def _signed_token(_raw: str) -> str:
    # The library signs the session's own; the session's is random, so no other one is found here.
    token: str = generate_csrf()
    return token
