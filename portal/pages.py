"""Pages and fragments of pages, in the person's language, and redirects after a write."""

from typing import Any

import flask
from markupsafe import Markup

from portal import access, clock, i18n
from portal.extensions import htmx
from portal.reports.signed_in import SignedIn
from portal.templating import LocaleEnvironment

WARNING_SECONDS = 150  # before the session runs out; safety.md, Sessions


def fill_text(text: str, **values: Any) -> str:
    """A text already in the person's language with its places filled."""
    return i18n.fill(text, values)


_environments: dict[tuple[Any, str], tuple[int, LocaleEnvironment]] = {}


def _environment(base: Any, tag: str) -> LocaleEnvironment:
    """The templates of a language; compiled anew when its texts change."""
    wanted = i18n.generation(tag)
    found = _environments.get((base, tag))
    if found is not None and found[0] == wanted:
        return found[1]
    bound = base.overlay()
    bound.locale_tag = tag
    _environments[base, tag] = (wanted, bound)
    return bound


def render_text(template: str, **context: Any) -> str:
    """A template rendered in the current language."""
    app = flask.current_app
    tag = i18n.current()
    app.update_template_context(context)
    environment = _environment(app.jinja_env, tag)
    return environment.get_template(template).render(context)


def part(template: str, **values: Any) -> Markup:
    """A part of a page that depends on the language and these values alone, not on who looks."""
    found = _environment(flask.current_app.jinja_env, i18n.current()).get_template(template)
    return Markup(found.render(values))  # noqa: S704  escaped as it was rendered


def render(template: str, fragment: str = "", status: int = 200, **context: Any) -> flask.Response:
    """The page, or, asked for by htmx, the fragment of the same page.

    In: the page's template, the template of the part that htmx swaps, the answer's status.
    """
    wanted = fragment if fragment and htmx and not htmx.history_restore_request else template
    response = flask.make_response(render_text(wanted, **context), status)
    response.vary.add("HX-Request")
    return response


def done(endpoint: str, message: str = "", **values: Any) -> flask.typing.ResponseReturnValue:
    """After a write: on to the page that shows it (303), with a sentence on what was done."""
    if message:
        flask.flash(message)
    target = flask.url_for(endpoint, **values)
    if htmx:
        return flask.Response(status=204, headers={"HX-Redirect": target})
    return flask.redirect(target, 303)


def address(endpoint: str) -> str:
    """The address of a page that has no values in it: worked out once."""
    known: dict[str, str] = flask.current_app.extensions.setdefault("addresses", {})
    if endpoint not in known:
        known[endpoint] = flask.url_for(endpoint)
    return known[endpoint]


def _session_clock(person: SignedIn, area: str) -> dict[str, Any]:
    sign_in = address("auth.participant_sign_in" if area == "my" else "auth.staff_sign_in")
    return {
        "idle_seconds": person.idle_seconds,
        "warn_seconds": WARNING_SECONDS,
        "extend_url": address("auth.session_extend"),
        "signed_out_url": sign_in,
        "sign_in_url": sign_in,
    }


def _sign_out_url(person: SignedIn) -> str:
    is_participant = person.actor.is_participant
    return address("auth.participant_sign_out" if is_participant else "auth.sign_out")


def context() -> dict[str, Any]:
    """What every template knows."""
    tag = i18n.current()
    settings = flask.current_app.config
    person, area = access.person(), access.area()
    return {
        "locale": tag,
        "direction": i18n.direction(tag),
        "area": area,
        "actor": person.actor if person else None,
        "signed_in": person,
        "config_name": "Touchpoint",
        "locales": settings["LANGUAGE_MENU"],
        "catalog_is_draft": tag != "en" and i18n.catalog(tag).is_draft,
        "help_phone": settings["HELP_PHONE"],
        "is_demo": settings["IS_DEMO"],
        "session_clock": _session_clock(person, area) if person else None,
        "sign_out_url": _sign_out_url(person) if person else "",
        "notices": [("success", text) for text in flask.get_flashed_messages()],
        "today": clock.today(settings["TIMEZONE"]),
    }
