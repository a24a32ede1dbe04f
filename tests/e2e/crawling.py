"""Finds a page of every route that a person can open, by following the links of the running portal."""

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import lxml.html
from playwright.sync_api import BrowserContext

from portal.config import ROOT

_PLACES = {
    "key": "[A-Za-z0-9_-]{16}", "int": r"\d+", "locale": "[a-z]{2,3}(?:-[A-Za-z]+)?",
    "letter": "[a-z0-9_]+",
}  # fmt: skip
_PLACE = re.compile(r"<(\w+)(?:\([^)]*\))?:\w+>")
_LINE = re.compile(r"^(\w+) (/(?:<[^>]*>|[^<\s])*) (\S+) ", re.MULTILINE)
_ENDS_SESSION = re.compile(r"sign-out|^/static/")
# Files and answers to machines; what a person gets as a download is no page.
_NO_PAGE = re.compile(r"\.(pdf|po)$|/(file|thumbnail|healthz|readyz)$|/pages/[^/]+/\d+$")


@dataclass(frozen=True)
class Route:
    """A line of the reviewed matrix of access: an address that can be opened, and for whom."""

    rule: str
    endpoint: str
    pattern: re.Pattern[str]


def _pattern(rule: str) -> re.Pattern[str]:
    parts, end = [], 0
    for place in _PLACE.finditer(rule):
        parts += [re.escape(rule[end : place.start()]), _PLACES.get(place[1], "[^/]+")]
        end = place.end()
    return re.compile("".join([*parts, re.escape(rule[end:])]))


def routes(method: str = "GET") -> list[Route]:
    """The routes of a method, the plainest address first."""
    found = _LINE.findall((ROOT / "tests/golden/routes.txt").read_text())
    return [
        Route(rule, name, _pattern(rule))
        for means, rule, name in sorted(found, key=_places)
        if means == method
    ]


def _places(row: tuple[str, str, str]) -> int:
    return row[1].count("<")


READ, WRITTEN = routes("GET"), routes("POST")


def endpoint(address: str, among: list[Route] = READ) -> str:
    """The route that an address belongs to; empty for none."""
    path = urlsplit(address).path
    return next((one.endpoint for one in among if one.pattern.fullmatch(path)), "")


@dataclass
class Found:
    """Addresses by what stands there: the route and what can be sent from the page."""

    pages: dict[tuple[str, ...], str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    @property
    def endpoints(self) -> set[str]:
        """The routes a page was found of."""
        return {key[0] for key in self.pages}


def crawl(context: BrowserContext, *starts: str, most: int = 4) -> Found:
    """Follows the links from the given pages; of one route at most `most` addresses are opened.

    A draft and a finished letter are one route and two pages: they send different things.
    """
    found, planned = Found(), Counter[str]()
    ahead, known = list(starts), set(starts)
    while ahead:
        address = ahead.pop(0)
        response = context.request.get(address)
        if not response.ok:
            found.refused.append(f"{address}: {response.status}")
            continue
        if "text/html" not in response.headers["content-type"]:
            continue
        at = response.url.removeprefix(_origin(response.url))
        tree = lxml.html.fromstring(response.text())
        found.pages.setdefault(_kind(at, tree), at)
        for target in _links(tree, at):
            name = endpoint(target)
            if target not in known and name and planned[name] < most:
                known.add(target)
                planned[name] += 1
                ahead.append(target)
    return found


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _kind(address: str, tree: lxml.html.HtmlElement) -> tuple[str, ...]:
    name = endpoint(address)
    sent = {
        endpoint(urljoin(address, form.get("action") or address), WRITTEN)
        for form in tree.cssselect("main form")
    }
    step = urlsplit(address).path if name == "participant.contacts_step" else ""
    return (name, step, *sorted(sent))


def _links(tree: lxml.html.HtmlElement, address: str) -> list[str]:
    found = []
    for link in tree.cssselect("a[href]"):
        target = urljoin(address, link.get("href")).split("#")[0]
        if target.startswith("/") and not _ENDS_SESSION.search(target):
            path = urlsplit(target).path
            if not _NO_PAGE.search(path):
                found.append(target)
    return found
