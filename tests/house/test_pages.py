"""Rules of the house: every page of the demo, for everybody who may see it, in every language.

Each page is reached by the links of another, so a page that nothing leads to is found as well.
tests/browser.py says what is checked on each.
"""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import flask
import pytest

from portal import create_app, db, demo, jobs, worker
from portal.access import PUBLIC
from portal.clock import now
from portal.config import SCREENS, Config
from portal.locales import PSEUDO
from portal.models import Account, Case, Participant
from portal.operations.catalogs import load_letter_kinds
from tests.browser import Browser
from tests.house.routes import routes
from tests.house.walking import Walk, Walker, use_language

MOST_STATEMENTS = 8  # a page; goals.md, SPEED-3
STAFF = (
    "counselor", "counselor2", "specialist", "supervisor", "clerical", "provider", "monitor",
    "translator", "reviewer", "admin",
)  # fmt: skip
TRANSLATED = ("es", "vi", "ru", "so", "ar")
# Reached with what a person just sent, or by a code on paper: other tests go there.
NOT_BY_LINKS = {
    "participant.letters_download_sound", "translate.voices_listen",  # played on their pages
    "auth.digits", "auth.who", "auth.second_factor_ask", "auth.start_scanned", "auth.healthz",
    "auth.readyz", "auth.away", "participant.receipts_show", "auth.demo_outbox", "participant.contacts_check",
    "staff.contacts_index",  # goes on to the line of time
}  # fmt: skip


@pytest.fixture(scope="session")
def told(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The demo, loaded once, with the worker's part done; tests copy its database."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copyfile(migrated_file, folder / "portal.db")
    config = Config(
        database_url=f"sqlite:///{folder / 'portal.db'}", storage_url=f"file://{folder / 'files'}",
        locales=(*SCREENS, *PSEUDO),
    )  # fmt: skip
    app = create_app(config)
    with app.app_context():
        load_letter_kinds(now())
        demo.load()
        worker.bind()
        jobs.run_waiting()
    db.database.execute_sql("PRAGMA journal_mode=DELETE")
    db.database.close()
    return config


@pytest.fixture
def portal(told: Config, tmp_path: Path) -> Iterator[flask.Flask]:
    """The portal with the demo in it."""
    shutil.copyfile(told.database_url.removeprefix("sqlite:///"), tmp_path / "portal.db")
    made = create_app(replace(told, database_url=f"sqlite:///{tmp_path / 'portal.db'}"))
    made.testing = True
    made.config["PROPAGATE_EXCEPTIONS"] = False
    yield made
    db.database.close()


def participant(number: str) -> Participant:
    found: Participant = Participant.select().join(Case).where(Case.number == number).get()
    return found


def walked(app: flask.Flask, who: Any, *starts: str, lang: str = "", most: int = 3) -> Walk:
    browser = Browser(app, who)
    if lang:
        use_language(browser, lang)
    return Walker(browser, most, lang).go(*starts)


def heavy(walk: Walk) -> dict[str, int]:
    """Pages that ask the database more often than a page may."""
    return {at: count for at, count in walk.statements.items() if count > MOST_STATEMENTS}


@pytest.mark.parametrize("email", STAFF)
def test_every_page_of_a_role_can_be_reached_and_holds(portal: flask.Flask, email: str) -> None:
    who = Account.get(Account.email == f"{email}@demo.example")
    starts = [
        route.rule for route in routes(portal)
        if route.method == "GET" and who.role in route.roles
        and route.rule in ("/staff", "/staff/search", "/translate")
    ]  # fmt: skip
    walk = walked(portal, who, *starts)
    assert not walk.wrong, "\n".join(walk.wrong)
    assert heavy(walk) == {}


def test_the_parts_that_htmx_swaps_are_parts_of_their_pages(portal: flask.Flask) -> None:
    """The walk compares each; here it is made sure that it met the ones there are."""
    walk = walked(portal, Account.get(Account.email == "counselor@demo.example"), "/staff", most=1)
    whole = {portal.url_map.bind("localhost").match(at.split("?")[0])[0] for at in walk.parts}
    assert whole >= {"staff.caseload_index", "staff.cases_show"}


@pytest.mark.parametrize("area", ["my", "staff", "translate"])
def test_every_page_of_an_area_can_be_reached_by_somebody(portal: flask.Flask, area: str) -> None:
    staff = {
        "staff": [
            ("counselor", ["/staff", "/staff/search"]), ("supervisor", ["/staff"]),
            ("provider", ["/staff"]), ("admin", ["/staff"]), ("clerical", ["/staff/print"]),
        ],
        "translate": [("translator", ["/translate"]), ("reviewer", ["/translate"])],
    }  # fmt: skip
    reached: set[str] = set()
    for email, starts in staff.get(area, []):
        who = Account.get(Account.email == f"{email}@demo.example")
        reached |= set(Walker(Browser(portal, who), most=20, is_checked=False).go(*starts).seen)
    for person in Participant.select() if area == "my" else []:
        reached |= set(Walker(Browser(portal, person), is_checked=False).go("/my").seen)
    wanted = {
        route.endpoint for route in routes(portal)
        if route.method == "GET" and route.area == area and route.access != PUBLIC
    }  # fmt: skip
    assert sorted(wanted - reached - NOT_BY_LINKS) == []


@pytest.mark.parametrize("third", [0, 1, 2])
def test_no_text_of_a_participants_page_escapes_translation(
    portal: flask.Flask, third: int
) -> None:
    """The whole cast in the pseudo-language, each in the state that their story left them in."""
    for person in list(Participant.select().order_by(Participant.id))[third::3]:
        walk = walked(portal, person, "/my", lang="en-XA", most=2)
        assert not walk.wrong, "\n".join([person.given_name, *walk.wrong])
        assert heavy(walk) == {}, person.given_name


@pytest.mark.parametrize("tag", ["ar-XB", *TRANSLATED])
def test_participants_pages_hold_in_their_languages(portal: flask.Flask, tag: str) -> None:
    """`lang` and `dir` on every page, mirrored ones among them."""
    for number in ("WTW-1002", "WF-3002"):
        walk = walked(portal, participant(number), "/my", lang=tag, most=2)
        assert not walk.wrong, "\n".join([number, *walk.wrong])


@pytest.mark.parametrize("tag", ["en-XA", "ar-XB", *TRANSLATED])
def test_the_pages_before_signing_in_hold_in_every_language(portal: flask.Flask, tag: str) -> None:
    starts = ("/", "/help", "/my/start", "/my/sign-in")
    walk = walked(portal, None, *starts, lang=tag)
    assert not walk.wrong, "\n".join(walk.wrong)


def test_a_page_that_is_not_there_holds_in_every_language(portal: flask.Flask) -> None:
    for tag in ("en", "en-XA", "ar-XB"):
        browser = Browser(portal)
        use_language(browser, tag)
        page = browser.get("/my/no-such-page", status=404)
        assert page.tree.get("lang") == tag
