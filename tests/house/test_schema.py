"""Rules of the house: the migrated database is what the models say, on both databases; every
migration goes up and down with rows in every table."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import peewee
import pytest
from playhouse.schema_diff import diff_models

from portal import db, schema
from portal.config import Config
from portal.db import UtcField
from portal.models import TABLES, Meeting
from portal.models.cases import NamePiece, TimelineEntry
from portal.policy.meetings import MeetingKind
from tests import factories

MIGRATIONS = sorted(path.stem for path in schema.DIRECTORY.glob("[0-9]*.py"))
_names = count()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """An empty database of each kind, and a way to make another one."""
    servers = []

    def make() -> peewee.Database:
        if request.param == "sqlite":
            return db.connect_to(f"sqlite:///{tmp_path / f'{next(_names)}.db'}")
        server = request.getfixturevalue("postgres")
        name = f"schema_{next(_names)}"
        server.psql(f"CREATE DATABASE {name}")
        servers.append((server, name))
        return db.connect_to(server.get_uri(name))

    yield make
    if not db.is_sqlite():
        db.database.obj.close_all()
    for server, name in servers:
        server.psql(f"DROP DATABASE {name} WITH (FORCE)")


def columns_and_keys() -> dict[str, set[str]]:
    """Each table's columns with type, NULL and length, and its foreign keys, as the database
    itself tells them."""
    if db.is_sqlite():
        found = {}
        for (name,) in db.database.execute_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall():
            told = db.database.execute_sql(f'PRAGMA table_info("{name}")').fetchall()
            keys = db.database.execute_sql(f'PRAGMA foreign_key_list("{name}")').fetchall()
            found[name] = {str(row[1:]) for row in told} | {str(row[2:]) for row in keys}
            sql = db.database.execute_sql(
                "SELECT sql FROM sqlite_master WHERE name = ?", (name,)
            ).fetchone()[0]
            found[name].add(f"rowid {'WITHOUT ROWID' not in sql}")
        return found
    found = {}
    for table, *told in db.database.execute_sql(
        "SELECT table_name, column_name, data_type, is_nullable, character_maximum_length"
        " FROM information_schema.columns WHERE table_schema = 'public'"
    ).fetchall():
        found.setdefault(table, set()).add(str(told))
    for table, told in db.database.execute_sql(
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = 'public'::regnamespace AND contype IN ('f', 'p', 'c')"
    ).fetchall():
        found[table].add(told)
    return found


def indexes() -> dict[str, set[str]]:
    """Each table's indexes: their columns, order, uniqueness and condition."""
    found: dict[str, set[str]] = {}
    for name in db.database.get_tables():
        for index in db.database.get_indexes(name):
            # How an index is named is not what it does.
            sql = re.sub(r'INDEX (IF NOT EXISTS )?("[^"]+"|\w+) ON', "INDEX ON", index.sql or "")
            found.setdefault(name, set()).add(f"{index.columns} {index.unique} {sql}")
    return found


def test_the_migrated_database_is_what_the_models_say(
    empty: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty()
    # How SQLite lays out a table is no word that PostgreSQL knows.
    for table in (TimelineEntry, NamePiece):
        monkeypatch.setattr(table._meta, "without_rowid", db.is_sqlite())
    schema.migrate()
    difference = diff_models(db.database.obj, TABLES)
    assert not difference, str(difference)
    migrated = (columns_and_keys(), indexes())
    migrated[0].pop("schema_migration")
    migrated[1].pop("schema_migration", None)
    empty()
    db.database.create_tables(TABLES)
    for seen, said in zip(migrated, (columns_and_keys(), indexes()), strict=True):
        assert seen == said


# Where a table has a CHECK: a value that the rest of the row allows.
_ALLOWED = {(Meeting, "kind"): MeetingKind.STAFFING}


def fill_every_table() -> None:
    """One row in every table, every column given."""
    for model in TABLES:
        values = {
            name: _ALLOWED.get((model, name)) or _value(field)
            for name, field in model._meta.fields.items()
            if not isinstance(field, peewee.AutoField)
        }
        model.insert(**values).execute()


def _value(field: peewee.Field) -> Any:
    if isinstance(field, peewee.ForeignKeyField):
        # A row of its own table, or of one that comes later, is not there yet.
        models = [*TABLES]
        is_there = models.index(field.rel_model) < models.index(field.model)
        return 1 if is_there else None
    if isinstance(field, UtcField):
        return factories.NOON
    kinds: list[tuple[type, Any]] = [
        (peewee.DateField, date(2026, 11, 20)), (peewee.BooleanField, True),
        (peewee.BlobField, b"x"), (peewee.CharField, "x"), (peewee.TextField, "x"),
        (peewee.IntegerField, 1),
    ]  # fmt: skip
    return next(value for kind, value in kinds if isinstance(field, kind))


def rows() -> dict[str, int]:
    return {model._meta.table_name: model.select().count() for model in TABLES}


def test_every_migration_goes_down_and_up_again_with_rows_in_every_table(empty: Any) -> None:
    empty()
    assert schema.migrate() == MIGRATIONS
    fill_every_table()
    assert set((full := rows()).values()) == {1}
    for name in reversed(MIGRATIONS[1:]):
        assert schema.step_down() == [name]
    first = set(db.database.get_tables())  # a table that came later went with its rows
    assert schema.migrate() == MIGRATIONS[1:]
    assert all(rows()[name] == full[name] for name in first & set(full))
    for name in reversed(MIGRATIONS):
        assert schema.step_down() == [name]
    assert db.database.get_tables() == ["schema_migration"]
    assert schema.migrate() == MIGRATIONS
    assert schema.pending() == []


def test_migrating_again_changes_nothing(empty: Any) -> None:
    empty()
    schema.migrate()
    assert schema.migrate() == []


def test_a_portal_that_is_not_migrated_says_what_it_lacks(tmp_path: Path, config: Config) -> None:
    made = replace(config, database_url=f"sqlite:///{tmp_path / 'bare.db'}")
    db.connect_to(made.database_url)
    assert schema.pending() == MIGRATIONS
