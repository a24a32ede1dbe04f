"""The database: one proxy, its fields, and the guard that refuses a write outside an operation."""

import contextvars
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlparse

from peewee import (
    CharField,
    Database,
    DatabaseProxy,
    DateTimeField,
    Model,
    SqliteDatabase,
    TextField,
)
from playhouse.pool import PooledPostgresqlDatabase

from portal.compiling import QuickContext

database = DatabaseProxy()


class Writing(StrEnum):
    """What the connection lets through at this point of a request or a command."""

    FREE = "free"  # commands and the worker: nothing stands between them and the database
    REFUSED = "refused"  # a web request outside an operation
    AUDIT = "audit"  # a GET inside an audited read: the audit trail alone
    OPERATION = "operation"  # inside an operation


writing: contextvars.ContextVar[Writing] = contextvars.ContextVar("writing", default=Writing.FREE)
statements: contextvars.ContextVar[list[str] | None] = contextvars.ContextVar(
    "statements", default=None
)

_HARMLESS = ("SELECT", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA", "EXPLAIN")


class WriteRefused(RuntimeError):
    """A statement that writes was sent where nothing may be written."""


def _check(sql: str) -> None:
    seen = statements.get()
    if seen is not None:
        seen.append(sql)
    mode = writing.get()
    if mode in (Writing.FREE, Writing.OPERATION) or sql.lstrip("( \n").upper().startswith(
        _HARMLESS
    ):
        return
    if mode is Writing.AUDIT and sql.startswith('INSERT INTO "audit_entry"'):
        return
    raise WriteRefused(f"a write outside an operation: {sql[:80]}")


class GuardedSqlite(SqliteDatabase):
    """SQLite behind the guard."""

    context_class = QuickContext

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        """Runs one statement; raises WriteRefused where nothing may be written."""
        _check(sql)
        return super().execute_sql(sql, params)


class GuardedPostgres(PooledPostgresqlDatabase):
    """PostgreSQL, pooled, behind the guard."""

    context_class = QuickContext

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        """Runs one statement; raises WriteRefused where nothing may be written."""
        _check(sql)
        return super().execute_sql(sql, params)


def connect_to(url: str) -> Database:
    """The peewee database for `sqlite:///path` or `postgresql://...`, bound to the proxy."""
    parts = urlparse(url)
    if parts.scheme == "sqlite":
        made: Database = GuardedSqlite(
            unquote(parts.path[1:] if parts.path.startswith("//") else parts.path),
            pragmas={
                "journal_mode": "wal",
                "foreign_keys": 1,
                "busy_timeout": 20_000,  # ms: a busy machine is no reason to fail
                "synchronous": "full",
                "recursive_triggers": 1,
                "cache_size": -32_000,
                "temp_store": "memory",
            },
            lock_type="IMMEDIATE",
            check_same_thread=False,
            cached_statements=1_000,  # all that the portal's pages ask, kept compiled
        )
    elif parts.scheme in ("postgresql", "postgres"):
        made = GuardedPostgres(url, prefer_psycopg3=True, max_connections=20, stale_timeout=300)
    else:
        raise ValueError("PORTAL_DATABASE_URL is sqlite:///... or postgresql://...")
    database.initialize(made)
    return made


def is_sqlite() -> bool:
    """True where the portal runs on the embedded database."""
    return isinstance(database.obj, SqliteDatabase)


# One writer at a time in a process: SQLite has one write lock, and waiting here is fair and
# quiet, where waiting in the database is a busy loop that can time out (goals.md).
_sqlite_writer = threading.RLock()


@contextmanager
def transaction() -> Iterator[None]:
    """One transaction, or a savepoint inside one; all of it is written or nothing."""
    if is_sqlite() and not database.in_transaction():
        with _sqlite_writer, database.atomic():
            yield
    else:
        with database.atomic():
            yield


class UtcField(DateTimeField):
    """A moment: aware UTC in Python, ISO text on SQLite, timestamp without zone on PostgreSQL."""

    def db_value(self, value: datetime | None) -> Any:
        """The moment as stored. Raises ValueError for a moment without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a zone: {value!r}")
        bare = value.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        return bare.isoformat(sep=" ") if is_sqlite() else bare

    def python_value(self, value: Any) -> datetime | None:
        """The moment as used, aware, UTC."""
        if value is None:
            return None
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value


def new_key() -> str:
    """An opaque, unguessable id for an address: 16 URL-safe characters, 96 bits."""
    return secrets.token_urlsafe(12)


class KeyField(CharField):
    """The opaque id by which a row is named in addresses."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=16, unique=True, default=new_key, **kwargs)


class Table(Model):
    """What every table is built on."""

    if TYPE_CHECKING:
        id: Any

        def __getattr__(self, name: str) -> Any:
            """Columns of foreign keys (`case_id`) are made by the library."""

    class Meta:
        database = database
        legacy_table_names = False


class LongText(TextField):
    """Text of a person, never null: nothing typed is the empty string."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("default", "")
        super().__init__(**kwargs)


def is_lost(error: BaseException) -> bool:
    """True for a locked or unreachable database, which a person may simply try again."""
    if isinstance(error, sqlite3.OperationalError):
        return "locked" in str(error) or "unable to open" in str(error)
    return False
