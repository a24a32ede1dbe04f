"""Walks the portal by its links, as one person, and looks at every page on the way."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import lxml.html
from werkzeug.test import TestResponse

from tests.browser import Browser, Page, check, counted

# What these do when followed is no page: they end the session or leave the portal.
_NOT_FOLLOWED = re.compile(r"^/(static|assets)/|sign-out")
_FRESH = ("csrf_token", "operation_key")  # new on every page


@dataclass
class Walk:
    """What one walk saw: addresses by endpoint, statements by address, and what was wrong."""

    seen: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    statements: dict[str, int] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)  # addresses with a part for htmx
    wrong: list[str] = field(default_factory=list)


class Walker:
    """Goes on from page to page; of one endpoint at most `most` addresses."""

    def __init__(
        self, browser: Browser, most: int = 3, lang: str = "", is_checked: bool = True
    ) -> None:
        self.browser = browser
        self.most = most
        self.lang = lang
        self.is_checked = is_checked
        self.walk = Walk()
        self._known: set[str] = set()
        self._planned: Counter[str] = Counter()
        self._adapter = browser.app.url_map.bind("localhost")

    def go(self, *starts: str) -> Walk:
        """Looks at each page that can be reached from the given ones."""
        ahead: list[str] = []
        self._plan(ahead, starts)
        while ahead:
            address = ahead.pop(0)
            self._plan(ahead, self._look(address))
        return self.walk

    def _plan(self, ahead: list[str], addresses: tuple[str, ...] | list[str]) -> None:
        for address in addresses:
            if address in self._known or not (endpoint := self._endpoint(address)):
                continue
            self._known.add(address)
            if self._planned[endpoint] < self.most:
                self._planned[endpoint] += 1
                ahead.append(address)

    def _endpoint(self, address: str) -> str:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path or _NOT_FOLLOWED.search(parts.path):
            return ""
        try:
            found: str = self._adapter.match(parts.path, method="GET")[0]
        except Exception:  # an address that is none of ours shows when it is fetched
            return "nothing"
        return found

    def _look(self, address: str) -> list[str]:
        response, page = self._fetch(address)
        endpoint = self._endpoint(address)
        self.walk.seen[endpoint].append(address)
        if response.status_code in (302, 303):
            return [response.headers["Location"]]
        if response.status_code != 200:
            self.walk.wrong.append(f"{address}: answers {response.status_code}")
            return []
        if response.mimetype != "text/html":
            return []
        if not self.is_checked:
            return _links(page, address)
        self.walk.statements[address] = len(page.statements)
        try:
            check(page)
        except AssertionError as problems:
            self.walk.wrong.append(f"{address}: {problems}")
        if self.lang and page.tree.get("lang") != self.lang:
            self.walk.wrong.append(f"{address}: lang {page.tree.get('lang')}")
        self._compare_parts(address, page)
        return _links(page, address)

    def _fetch(self, address: str, script: bool = False) -> tuple[TestResponse, Page]:
        headers = {"HX-Request": "true"} if script else {}
        with counted() as statements:
            response = self.browser.client.get(address, headers=headers)
        return response, Page(response, statements)

    def _compare_parts(self, address: str, whole: Page) -> None:
        """What htmx is given for an address is that part of the page itself."""
        response, part = self._fetch(address, script=True)
        if response.status_code != 200 or "<!doctype" in part.body[:200].lower():
            return
        try:
            check(part, is_fragment=True)
        except AssertionError as problems:
            self.walk.wrong.append(f"{address} (part): {problems}")
        self.walk.parts.append(address)
        for root in _roots(part.body):
            same = whole.all(f'[id="{root.get("id")}"]')
            if not root.get("id") or len(same) != 1:
                self.walk.wrong.append(f"{address}: a part <{root.tag}> that is not on its page")
            elif not root.get("hx-swap-oob") and plain(root) != plain(same[0]):
                self.walk.wrong.append(f"{address}: the part #{root.get('id')} differs")


def _links(page: Page, address: str) -> list[str]:
    found = []
    for element in page.all("a[href], img[src], [hx-get]"):
        for name in ("href", "src", "hx-get"):
            if target := element.get(name):
                found.append(urljoin(address, target).split("#")[0])
    return found


def _roots(body: str) -> list[lxml.html.HtmlElement]:
    """The outermost elements of a part, table rows among them."""
    start = body.lstrip()[:4].lower()
    box = {"<tr>": "tbody", "<tr ": "tbody", "<tbo": "table"}.get(start, "div")
    inside = f"<table><tbody>{body}</tbody></table>" if box == "tbody" else f"<{box}>{body}</{box}>"
    tree = lxml.html.fragment_fromstring(inside)
    holder = tree.find(".//tbody") if box == "tbody" else tree
    return list(holder)


def plain(element: lxml.html.HtmlElement) -> str:
    """An element's HTML without what is new each time it is made."""
    for hidden in element.cssselect("input[type=hidden]"):
        if (hidden.get("name") or "").split("-")[-1] in _FRESH:
            hidden.set("value", "")
    element.tail = None
    return re.sub(r"\s+", " ", lxml.html.tostring(element, encoding="unicode"))


def use_language(browser: Browser, tag: str) -> None:
    """Chooses a language on this browser, as the menu does."""
    with browser.client.session_transaction() as session:
        session["locale"] = tag
