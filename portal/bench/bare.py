"""The measure for a page: the same bytes from bare Flask and Jinja, every text a constant."""

import re
from collections.abc import Callable
from html import unescape

import flask

_TEXT = re.compile(r">([^<>]+)<")


def bare_page(html: str) -> Callable[[], bytes]:
    """A caller of a bare Flask application whose one page is this HTML, its texts filled in from
    a list by Jinja. Gives the bytes of the page at each call."""
    texts: list[str] = []

    def place(found: re.Match[str]) -> str:
        if not found.group(1).strip():
            return found.group(0)
        texts.append(unescape(found.group(1)))
        return f">{{{{ t[{len(texts) - 1}] }}}}<"

    source = _TEXT.sub(place, html.replace("{", "&#123;").replace("}", "&#125;"))
    app = flask.Flask("bare")
    app.jinja_env.autoescape = True
    template = app.jinja_env.from_string(source)

    @app.get("/")
    def page() -> str:
        return flask.render_template(template, t=texts)

    client = app.test_client()
    return lambda: client.get("/").data
