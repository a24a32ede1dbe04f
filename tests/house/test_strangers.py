"""Rule of the house: a stranger gets 404, the same as for what does not exist."""

import re
from typing import Any

import flask
import pytest

from portal.access import PUBLIC, ROLE_PERMISSIONS
from portal.models.accounts import Role
from tests.factories import account, case, participant
from tests.house.addresses import OWNED, PLAIN, address
from tests.house.makers import world
from tests.house.routes import Route, routes

# Views that send stored bytes, which the makers' rows do not have: their topics' tests do.
SENDS_BYTES = re.compile("_(picture|download|thumbnail|pdf|file)")


def with_ids(app: flask.Flask) -> list[Route]:
    """Routes that name something, the public ones aside."""
    return [route for route in routes(app) if route.names and route.access != PUBLIC]


def test_every_thing_that_an_address_names_has_a_maker(app: flask.Flask) -> None:
    missing = {
        name: route.rule
        for route in with_ids(app)
        for name in route.names
        if name not in OWNED and name not in PLAIN
    }
    assert missing == {}, "add a maker in tests/house/addresses.py (OWNED for things of a case)"


def strangers() -> dict[str, Any]:
    """People with good accounts and no reason to see the case."""
    other = participant("Linh Tran", "vi")
    case(other, number="WTW-1002")
    return {
        "another participant": other,
        "a worker without the case": account("Bo Lind", Role.COUNSELOR, "Unit 2"),
        "a specialist of another unit": account("Cy Ng", Role.SPECIALIST, "Unit 2"),
        "a supervisor of another unit": account("Di Vo", Role.SUPERVISOR, "Unit 2"),
        "a clerk": account("Ed Roe", Role.CLERICAL, "Unit 1"),
        "a provider": account("Fay Orr", Role.PROVIDER, "Unit 1"),
        "a translator of no language": account("Gus Kim", Role.TRANSLATOR, "Unit 1"),
        "an administrator": account("Hal Poe", Role.ADMINISTRATOR, "Unit 1"),
    }


def _role(who: Any) -> Role:
    return Role(who.role) if hasattr(who, "role") else Role.PARTICIPANT


def test_strangers_get_404_at_every_address_with_an_id(app: flask.Flask, browser_for: Any) -> None:
    made, people = world(), strangers()
    browsers = {name: browser_for(who) for name, who in people.items()}
    wrong = []
    for route in with_ids(app):
        names_a_case = any(name in OWNED for name in route.names)
        path = address(app, route, made)
        for name, who in people.items():
            may_pass = route.access in ROLE_PERMISSIONS[_role(who)]
            if may_pass and not names_a_case:
                continue  # their own, or a language's
            client, body = browsers[name].client, {"csrf_token": browsers[name].csrf_token()}
            answer = client.open(
                path, method=route.method, data=body if route.method == "POST" else None
            )
            if answer.status_code != 404:
                wrong.append(f"{name}: {answer.status_code} {route.line}")
    assert not wrong, "\n".join(wrong)


def test_what_the_makers_make_is_there_for_its_owner(app: flask.Flask, browser_for: Any) -> None:
    """Else the strangers' 404 would prove nothing."""
    made = world()
    owners = {"my": browser_for(made.person), "staff": browser_for(made.worker)}
    wrong = []
    for route in with_ids(app):
        owner = owners.get(route.area)
        if route.method != "GET" or owner is None or SENDS_BYTES.search(route.endpoint):
            continue
        if not any(name in OWNED for name in route.names):
            continue
        if (
            route.access
            not in ROLE_PERMISSIONS[Role.PARTICIPANT if route.area == "my" else Role.COUNSELOR]
        ):
            continue
        status = owner.client.get(address(app, route, made)).status_code
        if status not in (200, 303):
            wrong.append(f"{status} {route.line}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("key", ["AAAAAAAAAAAAAAAA", "short", "with space"])
def test_what_does_not_exist_answers_the_same(app: flask.Flask, browser_for: Any, key: str) -> None:
    made, ana = world(), account("Bo Lind", Role.COUNSELOR, "Unit 2")
    stranger = browser_for(ana)
    hidden = stranger.get(f"/staff/cases/{made.case.key}", 404)
    absent = stranger.get(f"/staff/cases/{key}", 404)
    assert hidden.words("h1") == absent.words("h1")
