"""A test browser that checks every page it fetches (house rule "Pages")."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import flask
import html5lib
import lxml.html
from werkzeug.test import TestResponse

from portal import access, clock, db, i18n
from portal.models import Account, Participant
from portal.operations.accounts import sign_ins
from tests.factories import as_actor

Element = lxml.html.HtmlElement


class Page:
    """A fetched page: its status, its parsed tree and what a reader sees of it."""

    def __init__(self, response: TestResponse, statements: list[str]) -> None:
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        self.statements = [s for s in statements if not s.startswith(("BEGIN", "COMMIT"))]
        self.body = response.get_data(as_text=True) if _is_text(response) else ""
        self.tree: Element = lxml.html.document_fromstring(self.body or "<html></html>")

    @property
    def text(self) -> str:
        """What stands on the page, blanks folded."""
        return " ".join(self.tree.text_content().split())

    def all(self, selector: str) -> list[Element]:
        """The elements of a CSS selector."""
        return list(self.tree.cssselect(selector))

    def one(self, selector: str) -> Element:
        """The one element of a CSS selector."""
        found = self.all(selector)
        assert len(found) == 1, f"{selector}: {len(found)} elements"
        return found[0]

    def words(self, selector: str) -> str:
        """The text of the one element of a selector, blanks folded."""
        return " ".join(self.one(selector).text_content().split())

    def form(self, selector: str = "main form") -> dict[str, str]:
        """The values of a form as a browser would send them untouched."""
        values: dict[str, str] = {}
        for field in self.all(f"{selector} input, {selector} textarea, {selector} select"):
            name = field.get("name")
            if not name or field.get("disabled") is not None or field.get("type") == "file":
                continue
            if field.tag == "select":
                chosen = field.cssselect("option[selected]") or field.cssselect("option")
                values[name] = chosen[0].get("value", "") if chosen else ""
            elif field.get("type") in ("radio", "checkbox"):
                if field.get("checked") is not None:
                    values[name] = field.get("value", "on")
            elif field.get("type") != "submit":
                values[name] = (
                    (field.text or "").removeprefix("\n")  # as browsers do
                    if field.tag == "textarea"
                    else field.get("value", "")
                )
        return values


def _is_text(response: TestResponse) -> bool:
    return response.mimetype.startswith("text/") or response.mimetype == "application/json"


class Browser:
    """Fetches pages as one person and checks each; `script=True` asks as htmx does."""

    def __init__(
        self, app: flask.Flask, who: Account | Participant | None = None, is_shared: bool = False
    ) -> None:
        self.app = app
        self.client = app.test_client()
        if who is not None:
            self.sign_in(who, is_shared)

    def sign_in(self, who: Account | Participant, is_shared: bool = False) -> None:
        """Opens a session for somebody, as after a proven sign-in."""
        at, token = clock.now(), sign_ins.new_token()
        sign_ins.open_session(
            as_actor(who), digest=access.digest(token), at=at, is_shared=is_shared
        )
        with self.client.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
            session["seen"] = int(at.timestamp())

    def get(self, path: str, status: int = 200, script: bool = False, **kwargs: Any) -> Page:
        """Fetches a page and checks it."""
        return self._call("GET", path, status, script, **kwargs)

    def post(
        self, path: str, fields: dict[str, Any] | None = None, status: int = 303,
        script: bool = False, **kwargs: Any,
    ) -> Page:  # fmt: skip
        """Sends a form; its CSRF token is fetched from the session where `fields` has none."""
        values = dict(fields or {})
        if "csrf_token" not in values:
            values["csrf_token"] = self.csrf_token()
        return self._call("POST", path, status, script, data=values, **kwargs)

    def submit(
        self, page: Page, path: str, changes: dict[str, Any] | None = None,
        selector: str = "main form", status: int = 303, script: bool = False,
    ) -> Page:  # fmt: skip
        """Sends a page's form with some fields changed, as a person would."""
        return self.post(path, page.form(selector) | (changes or {}), status, script)

    def follow(self, page: Page) -> Page:
        """Goes where a redirect leads."""
        return self.get(page.headers["Location"])

    def csrf_token(self) -> str:
        """A token for a form sent without fetching its page."""
        if not hasattr(self, "_token"):
            page = self.client.get("/help").get_data(as_text=True)
            found = re.search(r'name="csrf-token" content="([^"]+)"', page)
            assert found
            self._token = found.group(1)
        return self._token

    def _call(self, method: str, path: str, status: int, script: bool, **kwargs: Any) -> Page:
        headers = {"HX-Request": "true"} if script else {}
        headers |= kwargs.pop("headers", {})
        with counted() as statements:
            response = self.client.open(path, method=method, headers=headers, **kwargs)
        page = Page(response, statements)
        assert page.status == status, (
            f"{method} {path}: {page.status}, not {status}: {page.text[:800]}"
        )
        if response.mimetype == "text/html" and page.body and status not in (301, 302, 303):
            check(
                page, is_fragment=script and status in (200, 422) and "<!doctype" not in page.body
            )
        return page


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that the database is sent inside the block."""
    seen: list[str] = []
    token = db.statements.set(seen)
    try:
        yield seen
    finally:
        db.statements.reset(token)


_PARSER_QUIRKS = {"unexpected-char-in-attribute-name"}


def check(page: Page, is_fragment: bool = False) -> None:
    """What holds for every page: validity, one h1, title, language, labels, ids, no inline code."""
    problems = list(_problems(page, is_fragment))
    assert not problems, "\n".join(problems)


def _problems(page: Page, is_fragment: bool) -> Iterator[str]:
    yield from _invalid(page, is_fragment)
    ids = [element.get("id") for element in page.all("[id]")]
    yield from (f"id twice: {one}" for one in sorted(set(ids)) if ids.count(one) > 1)
    yield from (f"inline style: {e.tag}" for e in page.all("[style], style"))
    yield from ("inline script" for e in page.all("script") if not e.get("src"))
    for element in page.all("*"):
        yield from (f"inline handler {n}" for n in element.keys() if n.startswith("on"))  # noqa: SIM118
    yield from _unlabelled(page)
    if re.search(
        r"\{\{|\}\}|\{%|%\(\w+\)s", re.sub(r"<textarea.*?</textarea>", "", page.body, flags=re.S)
    ):
        yield "raw braces or an unfilled place"
    for element in page.all("a[href], form[action], img[src], script[src], link[href]"):
        target = element.get("href") or element.get("action") or element.get("src") or ""
        if target.startswith(("http:", "https:", "//")):
            yield f"another host: {target}"
    if not is_fragment:
        yield from _frame(page)


def _invalid(page: Page, is_fragment: bool) -> Iterator[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    if is_fragment:
        # A table row is only valid inside a table.
        start = page.body.lstrip()[:4].lower()
        container = {"<tr>": "tbody", "<tr ": "tbody", "<tbo": "table"}.get(start, "div")
        parser.parseFragment(page.body, container=container)
    else:
        parser.parse(page.body)
    for place, code, _values in parser.errors:
        if code not in _PARSER_QUIRKS:
            yield f"invalid HTML at line {place[0]}: {code}"


def _unlabelled(page: Page) -> Iterator[str]:
    labelled = {label.get("for") for label in page.all("label")}
    for field in page.all("input, select, textarea"):
        if field.get("type") in ("hidden", "submit", "button"):
            continue
        inside = any(parent.tag == "label" for parent in field.iterancestors())
        if not (inside or field.get("id") in labelled or field.get("aria-label")
                or field.get("aria-labelledby")):  # fmt: skip
            yield f"no label: {field.get('name')}"
    for button in page.all("button, a[href]"):
        if not (button.text_content().strip() or button.get("aria-label")
                or button.cssselect("img[alt], svg[aria-label]")):  # fmt: skip
            yield f"no name: {lxml.html.tostring(button)[:80]!r}"


def _frame(page: Page) -> Iterator[str]:
    if len(page.all("h1")) != 1:
        yield f"{len(page.all('h1'))} h1"
    if not page.words("title"):
        yield "no title"
    root = page.tree
    tag = root.get("lang") or ""
    if tag not in i18n.LOCALES:
        yield f"lang {tag!r}"
    elif root.get("dir") != i18n.direction(tag):
        yield f"dir {root.get('dir')!r} for {tag}"
    if tag == "en-XA":
        yield from untranslated(page)


def untranslated(page: Page) -> Iterator[str]:
    """Texts of a page in the pseudo-language that never went through the catalog."""
    for element in page.all("h1, h2, h3, p, label, button, legend, th, summary, option, dt"):
        own = (element.text or "").strip()
        foreign = element.get("lang") or any(
            p.get("lang") not in (None, "en-XA") for p in element.iterancestors()
        )
        if (
            re.search("[a-zA-Z]{4}", own)
            and not foreign
            and not re.search("[åçéîñöšûýÅÇÉÎÑÖŠÛÝ~]", own)
            and not element.cssselect("bdi")
            and element.get("translate") != "no"
        ):
            yield f"untranslated: {own[:60]!r}"
