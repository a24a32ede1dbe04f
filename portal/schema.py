"""Migrations: numbered scripts under portal/migrations, applied by one process at a time."""

import fcntl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from playhouse.migrations import Runner

from portal import db

DIRECTORY = Path(__file__).parent / "migrations"
_ADVISORY_LOCK = 0x6D6967


def _runner() -> Runner:
    return Runner(db.database.obj, str(DIRECTORY))


@contextmanager
def _alone() -> Iterator[None]:
    """Holds the migrations' lock: an advisory one on PostgreSQL, a file's beside SQLite."""
    if db.is_sqlite():
        name = sha256(str(db.database.obj.database).encode()).hexdigest()[:16]
        with open(Path(tempfile.gettempdir()) / f"portal-{name}.lock", "w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        return
    db.database.execute_sql(f"SELECT pg_advisory_lock({_ADVISORY_LOCK})")
    try:
        yield
    finally:
        db.database.execute_sql(f"SELECT pg_advisory_unlock({_ADVISORY_LOCK})")


def migrate() -> list[str]:
    """Brings the database to the newest migration; the names of those applied now."""
    db.database.connect(reuse_if_open=True)
    with _alone():
        applied: list[str] = _runner().up()
    return applied


def step_down() -> list[str]:
    """Takes the newest applied migration back; its name."""
    db.database.connect(reuse_if_open=True)
    with _alone():
        reverted: list[str] = _runner().down()
    return reverted


def applied() -> list[str]:
    """The names of the migrations that are applied, the oldest first."""
    return [row.name for row in _runner().status() if row.applied]


def pending() -> list[str]:
    """The names of migrations that are not applied yet."""
    return [row.name for row in _runner().status() if row.path and not row.applied]
