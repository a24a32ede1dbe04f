"""Rules of the house: every view is marked, the matrix of access is a reviewed file, no POST goes
without its token, no write behind a read permission."""

import os
import re
from pathlib import Path
from typing import Any

import flask

from portal.access import PUBLIC, ROLE_PERMISSIONS, Permission
from portal.models.accounts import Role
from tests.factories import account
from tests.house.addresses import address
from tests.house.makers import world
from tests.house.routes import UNTYPED, routes

# Who must leave at once is never held up by a page that is too old for its token.
LEAVING = {"auth.leave"}
GOLDEN = Path(__file__).parent.parent / "golden" / "routes.txt"


def test_every_view_is_marked(app: flask.Flask) -> None:
    assert [route.endpoint for route in routes(app) if route.access is None] == []


def test_every_parameter_of_an_address_is_typed(app: flask.Flask) -> None:
    assert [route.rule for route in routes(app) if UNTYPED.search(route.rule)] == []


def test_nothing_is_sent_to_a_view_that_may_only_read(app: flask.Flask) -> None:
    wrong = [
        route.line
        for route in routes(app)
        if route.method != "GET" and str(route.access).endswith("_read")
    ]
    assert wrong == []


def test_only_get_and_post_are_used(app: flask.Flask) -> None:
    assert {route.method for route in routes(app)} <= {"GET", "POST"}


def test_every_permission_stands_before_a_view_and_belongs_to_a_role(app: flask.Flask) -> None:
    used = {route.access for route in routes(app)} - {PUBLIC}
    granted = set().union(*ROLE_PERMISSIONS.values())
    assert granted == set(Permission)
    assert used <= granted


def test_public_views_are_the_doors_alone(app: flask.Flask) -> None:
    public = {route.endpoint.split(".")[0] for route in routes(app) if route.access == PUBLIC}
    assert public == {"auth"}


def test_the_matrix_of_access_equals_the_reviewed_one(app: flask.Flask) -> None:
    """`UPDATE_GOLDEN=1 pytest tests/house/test_gate.py` writes it anew, for review."""
    now = "".join(f"{route.line}\n" for route in routes(app))
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(now, "utf-8")
    kept = GOLDEN.read_text("utf-8")
    changed = sorted(set(now.splitlines()) ^ set(kept.splitlines()))
    assert now == kept, "the matrix of access changed:\n" + "\n".join(changed)


def test_no_form_is_taken_without_its_token(app: flask.Flask, browser_for: Any) -> None:
    people = {role: account(f"{role} tester", role) for role in Role if role is not Role.SYSTEM}
    made = world()
    people[Role.PARTICIPANT] = made.person
    for route in routes(app):
        if route.method != "POST" or route.endpoint in LEAVING:
            continue
        who = None if route.access == PUBLIC else people[route.roles[0]]
        path = address(app, route, made)
        page = browser_for(who).post(path, {"csrf_token": ""}, 419)
        assert page.status == 419, route.line


def test_who_is_not_signed_in_is_sent_to_the_areas_door(app: flask.Flask, browser_for: Any) -> None:
    browser = browser_for()
    for route in routes(app):
        if route.method != "GET" or route.access == PUBLIC or route.names:
            continue
        answer = browser.get(route.rule, 303)
        door = "/my/sign-in" if route.area == "my" else "/staff/sign-in"
        assert re.match(rf"{door}\?next=", answer.headers["Location"]), route.line


def test_a_script_that_is_not_signed_in_gets_401_and_the_door(
    app: flask.Flask, browser_for: Any
) -> None:
    answer = browser_for().get("/staff", 401, script=True)
    assert answer.headers["HX-Redirect"].startswith("/staff/sign-in")


def test_a_role_without_the_permission_is_refused(app: flask.Flask, browser_for: Any) -> None:
    people = {role: account(f"{role} tester", role) for role in Role if role is not Role.SYSTEM}
    people[Role.PARTICIPANT] = world().person
    browsers = {role: browser_for(who) for role, who in people.items()}
    for route in routes(app):
        if route.method != "GET" or route.access == PUBLIC or route.names:
            continue
        for role in set(people) - set(route.roles):
            browsers[role].get(route.rule, 403)
