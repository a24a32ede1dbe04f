"""Which pages of a case a role may go to: what stands under the sticky line of every page of it."""

from collections.abc import Mapping
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import flask
from markupsafe import Markup

from portal import i18n
from portal.access import ROLE_PERMISSIONS
from portal.models.accounts import Actor, Role
from portal.models.cases import Case
from portal.pages import render_text

_SOME_KEY = "a-case-s-own-key"
_BELOW = "/staff/cases/<key:case_key>/"


def pages_of(role: Role) -> frozenset[str]:
    """The addresses below a case (`notes`, `private-file`) that this role may open.

    Whether this person may open them for this case is the pages' own decision. Worked out once a
    role: what an application's addresses are does not change while it runs.
    """
    app = flask.current_app
    known: dict[Role, frozenset[str]] = app.extensions.setdefault("pages_of_cases", {})
    if role not in known:
        known[role] = frozenset(
            rule.rule.removeprefix(_BELOW)
            for rule in app.url_map.iter_rules()
            if rule.rule.startswith(_BELOW)
            and "GET" in (rule.methods or ())
            and rule.arguments == {"case_key"}
            and _access(app.view_functions, rule.endpoint) in ROLE_PERMISSIONS[role]
        )
    return known[role]


def links(actor: Actor, case: Case, path: str) -> Markup:
    """The links to a case's pages, as they stand under its sticky line on the page at `path`."""
    drawn = _drawn(pages_for(actor, case), page_asked(path), i18n.current())
    return Markup(drawn.replace(_SOME_KEY, str(case.key)))  # noqa: S704  a template's, a key of ours


@lru_cache(maxsize=512)
def _drawn(shown: frozenset[str], page: str, _locale: str) -> str:
    # The same on hundreds of pages but for the case's key.
    somewhere = SimpleNamespace(key=_SOME_KEY)
    return render_text(
        "staff/cases/_links.html", case=somewhere, case_pages=shown, case_page=page
    )  # fmt: skip


def pages_for(actor: Actor, case: Case) -> frozenset[str]:
    """The addresses below a case that this person may open: of the private file nobody but its
    readers is told that it is there (NOTE-7)."""
    found = pages_of(actor.role)
    return found if reads_private_file(actor, case) else found - {"private-file"}


def reads_private_file(actor: Actor, case: Case) -> bool:
    """Whether this person reads the private file of a case that they see: its two workers, and
    monitors (NOTE-7)."""
    row: Any = case
    is_worker = actor.is_staff and actor.id in (row.worker_id, row.secondary_id)
    return is_worker or actor.role is Role.MONITOR


def _access(views: Mapping[str, object], endpoint: str) -> object:
    return getattr(views[endpoint], "access", None)


def page_asked(path: str) -> str:
    """Which page of a case an address leads to: "" for the case page itself, else its word."""
    parts = path.split("/", 5)  # "", staff, cases, key, word, rest
    if parts[2:3] != ["cases"]:
        return "elsewhere"  # a page about a case that stands in another list
    return parts[4] if len(parts) > 4 else ""
