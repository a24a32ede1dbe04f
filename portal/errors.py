"""Error pages: what happened and what to do, in the person's language; never a trace."""

import sqlite3
from typing import Any

import flask
import structlog
from flask import request
from flask_wtf.csrf import CSRFError
from markupsafe import escape
from peewee import DoesNotExist, InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from portal import i18n
from portal.i18n import lazy as _l
from portal.pages import render_text
from portal.storage import StorageError

log = structlog.get_logger("portal.errors")

WORDS: dict[int, tuple[Any, Any]] = {
    400: (_l("This did not arrive whole"),
          _l("Go back and try again. What you sent before is safe.")),
    401: (_l("Please sign in"), _l("Sign in to go on. What you typed is kept.")),
    403: (_l("This page is not for you"),
          _l("If you think it should be, call your worker or your office.")),
    404: (_l("We cannot find this page"),
          _l("The address may be wrong, or the page is not yours to see.")),
    405: (_l("This cannot be done here"), _l("Go back and use the buttons on the page.")),
    409: (_l("Somebody changed this at the same time"),
          _l("Nothing is lost. Look at both texts and save again.")),
    413: (_l("This file is too large"),
          _l("A file may have 25 MB. Take the photo again, smaller, or send fewer at once.")),
    419: (_l("This page was open for too long"),
          _l("Go back, load the page again and send it once more.")),
    422: (_l("Something is missing"), _l("Go back and look at the marked places.")),
    429: (_l("Too many tries"),
          _l("Wait a little, then try again. Your office can help you at the counter.")),
    500: (_l("Something went wrong on our side"),
          _l("It is not your fault. What you sent before is safe. Try again in a few minutes.")),
    503: (_l("The portal is very busy"),
          _l("Please try again in a minute. What you typed is not lost if you go back.")),
}  # fmt: skip


def _wait_in_words(seconds: int) -> str:
    """How long to wait, rounded up: 1 second, 45 seconds, 3 minutes."""
    if seconds < 100:
        return i18n.ngettext(
            "You can try again in %(n)s second.", "You can try again in %(n)s seconds.", seconds
        )
    minutes = -(-seconds // 60)
    return i18n.ngettext(
        "You can try again in %(n)s minute.", "You can try again in %(n)s minutes.", minutes
    )


def page(status: int, retry_after: int | None = None) -> flask.Response:
    """The error page of a status code; for a script that asked, the same in JSON.

    In: `retry_after` in seconds, which the page says in words as well.
    """
    title, advice = WORDS.get(status, WORDS[500 if status >= 500 else 400])
    if status == 429 and retry_after:
        advice = f"{_wait_in_words(retry_after)} {advice}"
    response = _page(status, str(title), str(advice))
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _page(status: int, title: str, advice: str) -> flask.Response:
    if request.accept_mimetypes.best == "application/json":
        response = flask.jsonify(error=f"{title}. {advice}")
        response.status_code = status
        return response
    try:
        body = render_text("errors/error.html", status=status, title=title, advice=advice)
    except Exception as error:
        # The page itself may need what is broken: then the bare words.
        log.error("error_page_failed", status=status, kind=type(error).__name__)
        body = _bare(title, advice)
    return flask.make_response(body, status)


def _bare(title: str, advice: str) -> str:
    tag = i18n.current()
    return (
        f'<!doctype html><html lang="{tag}" dir="{i18n.direction(tag)}">'
        f'<head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body><main><h1>{escape(title)}</h1><p>{escape(advice)}</p></main></body></html>"
    )


def _http(error: HTTPException) -> flask.typing.ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    retry_after = getattr(error, "retry_after", None)
    response = page(error.code, retry_after if isinstance(retry_after, int) else None)
    if methods := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(methods))
    return response


def _host(_error: SecurityError) -> flask.Response:
    """A host that is not ours: no address can be made for it, so the page has none in it."""
    title, advice = WORDS[400]
    return flask.make_response(_bare(str(title), str(advice)), 400)


def _missing(_error: DoesNotExist) -> flask.Response:
    return page(404)


def _csrf(_error: CSRFError) -> flask.Response:
    return page(419)


def _busy(error: Exception) -> flask.Response:
    log.error("database_or_storage_unavailable", kind=type(error).__name__)
    return page(503, retry_after=10)


def _broken(error: Exception) -> flask.Response:
    log.error(
        "request_failed", kind=type(error).__name__, endpoint=request.endpoint, exc_info=error
    )
    return page(500)


def register(app: flask.Flask) -> None:
    """Binds the error pages; a row that is not there, or not this person's, is a 404."""
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(SecurityError, _host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DoesNotExist, _missing)
    for busy in (OperationalError, InterfaceError, sqlite3.OperationalError, StorageError):
        app.register_error_handler(busy, _busy)
    app.register_error_handler(Exception, _broken)
