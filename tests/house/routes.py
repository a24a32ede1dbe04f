"""The portal's routes as the tests of the house see them."""

import re
from dataclasses import dataclass

import flask

from portal.access import PUBLIC, ROLE_PERMISSIONS, Permission
from portal.models.accounts import Role

UNTYPED = re.compile(r"<\w+>")


@dataclass(frozen=True)
class Route:
    """One method of one address."""

    method: str
    rule: str
    endpoint: str
    access: Permission | str | None
    names: tuple[str, ...]

    @property
    def area(self) -> str:
        """my, staff, translate or public."""
        first = self.rule.split("/")[1]
        return first if first in ("my", "staff", "translate") else "public"

    @property
    def roles(self) -> list[Role]:
        """The roles that get past the gate, in the order of the enum; none for a public one."""
        return [role for role in Role if self.access in ROLE_PERMISSIONS[role]]

    @property
    def line(self) -> str:
        """The route's line of the golden matrix."""
        who = "everybody" if self.access == PUBLIC else " ".join(self.roles)
        return f"{self.method} {self.rule} {self.endpoint} {self.access} {who}".rstrip()


def routes(app: flask.Flask) -> list[Route]:
    """Every method of every address, by address."""
    found = []
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            access = getattr(view, "access", None)
            found.append(
                Route(method, rule.rule, rule.endpoint, access, tuple(sorted(rule.arguments)))
            )
    return sorted(found, key=lambda route: (route.rule, route.method))
