"""Pages and fragments of pages, in the person's language, and redirects after a write."""

from functools import cache
from typing import Any

import flask
from flask.templating import Environment
from flask_wtf.csrf import generate_csrf
from jinja2 import Template, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from portal import access, clock, i18n
from portal.extensions import htmx
from portal.reports.signed_in import SignedIn

WARNING_SECONDS = 150  # before the session runs out; safety.md, Sessions


class _Fold(NodeTransformer):
    """Replaces `_("text")` by the text in one language while a template is compiled: looking
    texts up at each request is most of what a page costs (goals.md)."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.macros = 0

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        if not (isinstance(node.node, nodes.Name) and node.node.name == "_" and node.args):
            return node
        first = node.args[0]
        if not isinstance(first, nodes.Const):
            return node
        text = nodes.Const(i18n.catalog(self.tag).single(first.value), lineno=node.lineno)
        if not node.kwargs:
            return text
        filler = nodes.Name("fill_text", "load", lineno=node.lineno)
        return nodes.Call(filler, [text], node.kwargs, None, None, lineno=node.lineno)

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        """A loop's output goes on in one piece: every piece would pass through the generators of
        all the templates around it."""
        self.generic_visit(node)
        return node if self.macros else _in_one_piece([node])

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:  # noqa: N802
        """What a macro puts out is in one piece already."""
        self.macros += 1
        self.generic_visit(node)
        self.macros -= 1
        return node

    def visit_Block(self, node: nodes.Block) -> nodes.Node:  # noqa: N802
        """A block's output goes on in one piece, too."""
        self.generic_visit(node)
        node.body = [_in_one_piece(node.body)]
        return node


def _in_one_piece(body: list[nodes.Node]) -> nodes.FilterBlock:
    line = body[0].lineno if body else 1
    joined = nodes.Filter(None, "in_one_piece", [], [], None, None, lineno=line)
    return nodes.FilterBlock(body, joined, lineno=line)


class QuickTemplate(Template):
    """A template whose macros are made once: every template here has the same globals, which the
    library would compare anew at each import."""

    def _get_default_module(self, ctx: Any = None) -> Any:
        if self._module is None:
            self._module = self.make_module()
        return self._module


class LocaleEnvironment(Environment):
    """A Jinja environment that may be bound to one language."""

    template_class = QuickTemplate
    locale_tag = ""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if self.locale_tag:
            _Fold(self.locale_tag).visit(tree)
        return tree


def in_one_piece(text: str) -> str:
    """What a loop or block put out, as it is."""
    return text


def fill_text(text: str, **values: Any) -> str:
    """A text already in the person's language with its places filled."""
    return i18n.fill(text, values)


@cache
def _environment(base: LocaleEnvironment, tag: str) -> LocaleEnvironment:
    bound = base.overlay()
    bound.locale_tag = tag
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


def csrf_token() -> Any:
    """The token of this page's forms: signed once a request, however many forms there are."""
    return flask.g.get("csrf_token") or generate_csrf()


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
