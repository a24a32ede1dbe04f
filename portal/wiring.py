"""The one place where everything is wired together."""

import hashlib
from collections.abc import Callable
from typing import Any

import flask
import structlog
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter

from portal import (
    access,
    assets,
    auth,
    cli,
    cookies,
    db,
    errors,
    formats,
    headers,
    i18n,
    logs,
    pages,
    participant,
    resources,
    staff,
    templating,
    translate,
)
from portal.config import ROOT, Config
from portal.extensions import compress, csrf, htmx, login_manager
from portal.operations import is_safe_request, trail
from portal.operations.catalogs.screens import keep_current
from portal.reports.fitness import reasons_not_to_run

log = structlog.get_logger("portal.wiring")

REQUEST_LIMIT = 25 * 1024 * 1024 * 4  # bytes: several files of 25 MB in one request without script


class KeyConverter(BaseConverter):
    """An opaque id in an address."""

    regex = "[A-Za-z0-9_-]{16}"


class Portal(flask.Flask):
    """Flask with templates that are compiled per language."""

    jinja_environment = templating.LocaleEnvironment
    session_interface = cookies.SessionCookie()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function as it is: no view of the portal is a coroutine."""
        return func


def build(config: Config) -> flask.Flask:
    """The portal as a WSGI application. Raises ValueError for a setting that cannot be used."""
    logs.configure()
    app = Portal("portal", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_mapping(_flask_settings(config))
    app.extensions["settings"] = config
    db.connect_to(config.database_url)
    resources.configure(config)
    trail.set_seal_key(config.secret_key)
    _bind(app)
    if config.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, config.proxies, config.proxies, config.proxies)  # type: ignore[method-assign]
    app.wsgi_app, app.config["STATIC_PREFIX"] = assets.serve(app.wsgi_app)  # type: ignore[method-assign]
    return app


def _flask_settings(config: Config) -> dict[str, Any]:
    secure = not config.is_demo
    menu = i18n.usable(config.locales)
    return {
        "SECRET_KEY": hashlib.sha256(b"session:" + config.secret_key.encode()).hexdigest(),
        "SESSION_COOKIE_NAME": "__Host-portal" if secure else "portal",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "MAX_CONTENT_LENGTH": REQUEST_LIMIT,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "MAX_FORM_PARTS": 2000,
        "TRUSTED_HOSTS": list(config.hosts) or None,
        "WTF_CSRF_TIME_LIMIT": None,
        "COMPRESS_MIMETYPES": ["text/html", "application/json", "text/calendar"],
        "COMPRESS_ALGORITHM": ["gzip"],
        "COMPRESS_LEVEL": 5,
        "COMPRESS_MIN_SIZE": 500,
        "TIMEZONE": config.timezone,
        "IS_DEMO": config.is_demo,
        "LOCALES": config.locales,
        "USABLE_LOCALES": [spec.tag for spec in menu],
        "LANGUAGE_MENU": [(spec.tag, spec.own_name) for spec in menu],
        "HELP_PHONE": config.public_phone,
        "EMERGENCY_PHONE": config.emergency_phone,
        "HOTLINE_PHONE": config.hotline_phone,
    }


def _bind(app: flask.Flask) -> None:
    app.url_map.converters["key"] = KeyConverter
    compress.init_app(app)
    htmx.init_app(app)
    login_manager.init_app(app, add_context_processor=False)
    login_manager.session_protection = None
    login_manager.user_loader(access.load_user)
    app.before_request(_open)
    if not app.config["IS_DEMO"]:
        app.before_request(_refuse_unsafe)
    app.before_request(access.gate)
    csrf.init_app(app)
    app.after_request(access.keep_seen)
    app.after_request(headers.put)
    app.teardown_appcontext(_close)
    # What the libraries would add at each page, templates know as globals.
    app.template_context_processors[None] = [pages.context]
    app.jinja_env.filters.update(formats.FILTERS, in_one_piece=templating.in_one_piece)
    app.jinja_env.globals.update(
        _=i18n.gettext, ngettext=i18n.ngettext, fill_text=pages.fill_text,
        address=pages.address, csrf_token=cookies.csrf_token,
        static_url=lambda path: app.config["STATIC_PREFIX"] + path,
    )  # fmt: skip
    errors.register(app)
    app.extensions["ask_to_sign_in"] = auth.ask_to_sign_in
    for area in (auth, participant, staff, translate):
        area.register(app)
    cli.register(app)


def _open() -> None:
    """Opens the database for this request, and lets it be read alone."""
    db.writing.set(db.Writing.REFUSED)
    is_safe_request.set(flask.request.method in ("GET", "HEAD", "OPTIONS"))
    db.database.connect(reuse_if_open=True)
    keep_current()


def _refuse_unsafe() -> None:
    """Serves nobody where the portal must not run, whatever server was started with it."""
    extensions = flask.current_app.extensions
    if "reasons_not_to_run" not in extensions:
        reasons = reasons_not_to_run(extensions["settings"])
        for reason in reasons:
            log.error("refused_to_run", reason=reason)
        extensions["reasons_not_to_run"] = reasons
    if extensions["reasons_not_to_run"]:
        flask.abort(503)


def _close(_error: BaseException | None) -> None:
    db.writing.set(db.Writing.FREE)
    is_safe_request.set(False)
    # SQLite keeps one connection a thread: opening one costs more than a page (goals.md).
    if not db.is_sqlite() and not db.database.is_closed():
        db.database.close()
