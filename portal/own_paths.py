"""Where somebody may be sent on to: pages of this portal alone."""

from urllib.parse import urlsplit

import flask
from flask import request
from werkzeug.exceptions import HTTPException


def own_path(target: str | None, otherwise: str = "/") -> str:
    """The target if it is a page of this portal that can be fetched, else `otherwise`."""
    if not target or not target.startswith("/") or "\\" in target or not target.isprintable():
        return otherwise
    try:
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            return otherwise
        flask.current_app.url_map.bind("").match(parts.path, method="GET")
    except (HTTPException, ValueError):
        return otherwise
    return target


def page_it_came_from() -> str:
    """The path of the page a form was typed on: a form may be sent to an address of its own."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc == request.host and own_path(parts.path, ""):
        return parts.path
    return request.path
