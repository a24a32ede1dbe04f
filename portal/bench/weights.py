"""What pages weigh on the line (WEIGHT-1 to WEIGHT-3): exact sizes, so that tests assert them too.

A visit is counted as a browser makes it: the page, and every file that its head and body name,
each as the portal sends it to a browser that takes gzip.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from flask.testing import FlaskClient

from portal.bench.figures import Figure, Goal

KB = 1024  # bytes

_TAG = re.compile(r"<(link|script|img)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass(frozen=True)
class Visit:
    """A first visit of a page with an empty cache: compressed bytes by address."""

    page: int
    styles: dict[str, int]
    scripts: dict[str, int]
    others: dict[str, int]

    @property
    def to_paint(self) -> int:
        """Bytes without which nothing is painted: the HTML and its style sheets."""
        return self.page + sum(self.styles.values())

    @property
    def whole(self) -> int:
        """Bytes of the visit with scripts, icon and pictures."""
        return self.to_paint + sum(self.scripts.values()) + sum(self.others.values())

    @property
    def requests(self) -> int:
        """How many requests the visit takes, the page itself counted."""
        return 1 + len(self.styles) + len(self.scripts) + len(self.others)


def visit(client: FlaskClient, path: str) -> Visit:
    """Fetches a page and all it names."""
    response = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200, f"{path}: {response.status_code}"
    text = client.get(path).get_data(as_text=True)
    found: dict[str, dict[str, int]] = {"styles": {}, "scripts": {}, "others": {}}
    for tag, rest in _TAG.findall(text):
        given = {name: unescape(value) for name, value in _ATTRIBUTE.findall(rest)}
        address = given.get("href") or given.get("src")
        if address:
            kind = "scripts" if tag == "script" else "others"
            kind = "styles" if given.get("rel") == "stylesheet" else kind
            found[kind][address] = weight(client, address)
    return Visit(len(response.data), **found)


def weight(client: FlaskClient, path: str) -> int:
    """The bytes of an answer's body as sent to a browser that takes gzip."""
    response = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return len(response.data)


def figures(own: FlaskClient, staff: FlaskClient) -> Iterator[Figure]:
    """The weights of a participant's visit and of the caseload."""
    first = visit(own, "/my")
    yield Figure(
        "WEIGHT-1", "first participant page, HTML and CSS", Goal(10, "KB"), first.to_paint / KB
    )
    yield Figure("WEIGHT-2", "first visit with script", Goal(30, "KB"), first.whole / KB)
    yield Figure("WEIGHT-2", "its requests", Goal(4, "requests"), first.requests)
    second = max(("/my/contacts", "/my/documents", "/my/plan"), key=lambda path: weight(own, path))
    yield Figure(
        "WEIGHT-3", "heaviest second page of a participant's visit", Goal(6, "KB"),
        weight(own, second) / KB, second,
    )  # fmt: skip
    yield Figure(
        "WEIGHT-3", "caseload of 80 rows", Goal(30, "KB"), weight(staff, "/staff?size=80") / KB
    )
