"""Which pages of a case a role may go to: what stands under the sticky line of every page of it."""

from collections.abc import Mapping
from typing import Any

import flask

from portal.access import ROLE_PERMISSIONS
from portal.models.accounts import Actor, Role
from portal.models.cases import Case

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
    return parts[4] if len(parts) > 4 else ""
