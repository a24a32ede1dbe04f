"""A signed-in client of the portal itself, for measuring its pages in process."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import flask
from flask.testing import FlaskClient
from peewee import Database
from werkzeug.exceptions import HTTPException, NotFound

from portal import access, clock, create_app, db, resources, schema
from portal.config import Config
from portal.demo.population import add_population
from portal.models import Account, Case, Participant
from portal.models.accounts import Actor, Role
from portal.operations.accounts import sign_ins
from portal.operations.catalogs import load_letter_kinds


@dataclass(frozen=True)
class Portal:
    """A portal of its own on a database of its own."""

    app: flask.Flask
    folder: Path
    config: Config
    database: Database

    def use(self) -> None:
        """Makes this portal the one of the process, where several were made."""
        db.database.initialize(self.database)
        resources.configure(self.config)

    def client_of(self, who: Actor) -> FlaskClient:
        """A browser in which somebody is signed in."""
        client = self.app.test_client()
        token, at = sign_ins.new_token(), clock.now()
        sign_ins.open_session(who, digest=access.digest(token), at=at)
        with client.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
            session["seen"] = int(at.timestamp())
        return client

    def worker(self) -> Account:
        """A counselor with a full caseload of the population."""
        found: Account = Account.select().where(Account.email == "counselor-1-1@demo.example").get()
        return found

    def participant_of(self, case: Case) -> Actor:
        """A case's participant as one who acts."""
        person = Participant.get_by_id(case.participant_id)
        return Actor(Role.PARTICIPANT, person.id, person.given_name)


@contextmanager
def portal(cases: int, *, with_cast: bool = False, database_url: str = "") -> Iterator[Portal]:
    """A portal with so many cases in a folder that goes away afterwards."""
    with TemporaryDirectory(prefix="portal-bench-") as name:
        folder = Path(name)
        config = Config(
            database_url=database_url or f"sqlite:///{folder / 'portal.db'}",
            storage_url=f"file://{folder / 'files'}",
        )
        app = create_app(config)
        schema.migrate()
        load_letter_kinds(at=clock.now())
        if with_cast:
            from portal import demo

            demo.load()
        if cases:
            add_population(cases, 1, today=clock.today(resources.timezone()), at=clock.now())
        # As a portal is that has been running: planner's figures and log are settled.
        db.database.execute_sql("ANALYZE")
        made = Portal(app, folder, config, db.database.obj)
        try:
            yield made
        finally:
            made.database.close()


def cookie_of(client: FlaskClient) -> str:
    """The session's cookie, for a browser outside this process."""
    kept = client.get_cookie("portal")
    assert kept is not None
    return kept.value


def is_there(made: Portal, path: str) -> bool:
    """Whether the portal serves such an address at all."""
    try:
        made.app.url_map.bind("localhost").match(path)
    except HTTPException as missing:
        return not isinstance(missing, NotFound)
    return True


def fetch(client: FlaskClient, path: str) -> Callable[[], bytes]:
    """A caller that fetches a page and insists that it is there."""

    def call() -> bytes:
        response = client.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return response.data

    return call
