"""The headers of every answer, errors included (safety.md, Headers)."""

import flask
from flask import request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'; manifest-src 'self'"
)

ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}

_PAIRS = [(pair, pair[0].lower()) for pair in ALWAYS.items()]


def put(response: flask.Response) -> flask.Response:
    """Adds what is missing; an answer that set a stricter policy of its own keeps it."""
    present = {name.lower() for name, _value in response.headers}
    response.headers.extend(pair for pair, name in _PAIRS if name not in present)
    if not flask.current_app.config["IS_DEMO"] and request.is_secure:
        response.headers.setdefault(
            "Strict-Transport-Security", "max-age=31536000; includeSubDomains"
        )
    return response
