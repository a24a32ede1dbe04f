"""Before the areas: the front page, language, signing in and out, the portal's health."""

import flask

from portal.auth import front, health, language, sessions, staff
from portal.auth.area import area
from portal.auth.sessions import ask_to_sign_in


def register(app: flask.Flask) -> None:
    """Binds the views."""
    app.register_blueprint(area)


__all__ = ["ask_to_sign_in", "front", "health", "language", "register", "sessions", "staff"]
