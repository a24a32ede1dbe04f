"""Before the areas: the front page, language, signing in and out, the portal's health."""

import flask

from portal.auth import (
    digits,
    front,
    health,
    language,
    leaving,
    letter_code,
    outbox,
    second_factor,
    sessions,
    staff,
    subscriptions,
)
from portal.auth.area import area
from portal.auth.sessions import ask_to_sign_in


def register(app: flask.Flask) -> None:
    """Binds the views, and gives back what was typed when a session had run out."""
    app.before_request(sessions.give_back)
    app.after_request(sessions.forget_held)
    app.register_blueprint(area)


__all__ = [
    "ask_to_sign_in",
    "digits",
    "front",
    "health",
    "language",
    "leaving",
    "letter_code",
    "outbox",
    "register",
    "second_factor",
    "sessions",
    "staff",
    "subscriptions",
]
