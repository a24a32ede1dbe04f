"""Which pages of a case a role may go to: what stands under the sticky line of every page of it."""

from collections.abc import Mapping

import flask

from portal.access import ROLE_PERMISSIONS
from portal.models.accounts import Role

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


def _access(views: Mapping[str, object], endpoint: str) -> object:
    return getattr(views[endpoint], "access", None)


def page_asked(path: str) -> str:
    """Which page of a case an address leads to: "" for the case page itself, else its word."""
    parts = path.split("/", 5)  # "", staff, cases, key, word, rest
    return parts[4] if len(parts) > 4 else ""
